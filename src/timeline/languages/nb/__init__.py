"""The Norwegian Bokmål pack: data only."""

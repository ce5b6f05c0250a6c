"""The English pack: data only."""

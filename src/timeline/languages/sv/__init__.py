"""The Swedish pack: data only."""

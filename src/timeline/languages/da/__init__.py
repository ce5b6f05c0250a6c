"""The Danish pack: data only."""

"""News articles in, chronologies out."""

"""How dates behave: pure arithmetic over partial, uncertain times; no language, no text."""

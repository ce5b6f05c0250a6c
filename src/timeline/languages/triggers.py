"""Schema of `triggers.toml`: which words tell events, and of what type."""

from timeline.schema import Value


class TriggerLexicon(Value):
    """Verbs and nouns that name happenings."""

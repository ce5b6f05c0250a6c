"""Schema of `stances.toml`: verbs and adjectives of saying, thinking and judging."""

from timeline.schema import Value


class StanceLexicon(Value):
    """The words by which a language tells who says, supports, opposes or demands."""

"""Schema of `actors.toml`: titles, role nouns, countries with their adjectives and inhabitants."""

from timeline.schema import Value


class ActorLexicon(Value):
    """The words by which a language speaks of persons, organisations, countries and groups."""

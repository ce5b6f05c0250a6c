"""Schema of `calendar.toml`, `numbers.toml` and `timexes.toml`: the words and patterns of time."""

from timeline.schema import Value


class Calendar(Value):
    """Names of days, months, seasons, parts of day, units and feasts."""


class Numbers(Value):
    """Number words, vague quantities and fractions."""


class TimexRules(Value):
    """Patterns over typed slots, each with an id and examples that run as tests."""

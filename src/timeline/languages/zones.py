"""Schema of `zones.toml`: how a language's newspapers mark head line, dateline, byline, quotation and list."""

from timeline.schema import Value


class ZoneRules(Value):
    """Marks of the parts of an article."""

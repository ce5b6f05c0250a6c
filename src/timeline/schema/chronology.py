"""How events stand to each other in time, and why."""

from enum import StrEnum

from timeline.schema.base import Value
from timeline.schema.text import Span


class Relation(StrEnum):
    """What is known of two events' order."""

    BEFORE = "before"
    AFTER = "after"
    OVERLAPS = "overlaps"
    UNKNOWN = "unknown"


class LinkReason(StrEnum):
    """Why one event is taken to precede another."""

    DATE = "date"  # their dates do not overlap
    CUE = "cue"  # a text says so ("after", "before", "then")
    REALISES = "realises"  # a plan comes before what fulfils or cancels it
    MODALITY = "modality"  # a plan, demand or fear lies after the act that states it


class Link(Value):
    """`before` precedes `after` (event ids), for `reason`; `document` and `words` are set where a text says so.

    >>> str(Link(before="a", after="b", reason="cue").reason)
    'cue'
    """

    before: str
    after: str
    reason: LinkReason
    document: str | None = None
    words: Span | None = None


class Contradiction(Value):
    """Links that cannot all hold: a closed chain, each link's `after` being the next one's `before`."""

    links: tuple[Link, ...]

    @property
    def events(self) -> tuple[str, ...]:
        """The ids of the events that the chain runs through."""
        return tuple(link.before for link in self.links)

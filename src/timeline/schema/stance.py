"""Who supports, opposes or demands what, by which words."""

from enum import StrEnum

from timeline.schema.actor import Actor
from timeline.schema.base import Value
from timeline.schema.text import Span
from timeline.schema.time import TimeValue


class Polarity(StrEnum):
    """Which way the holder leans."""

    SUPPORT = "SUPPORT"
    OPPOSE = "OPPOSE"
    NEUTRAL = "NEUTRAL"


class Act(StrEnum):
    """What the holder does by saying it."""

    PRAISE = "PRAISE"
    CRITICISE = "CRITICISE"
    DEMAND = "DEMAND"
    PROMISE = "PROMISE"
    APPROVE = "APPROVE"
    REJECT = "REJECT"
    WARN = "WARN"
    CONFIRM = "CONFIRM"
    DENY = "DENY"
    ACCUSE = "ACCUSE"
    EXPECT = "EXPECT"
    EXPLAIN = "EXPLAIN"
    STATE = "STATE"


class Quoted(StrEnum):
    """How the words reach us: in the holder's own, in the reporter's, or shown by an act."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NONE = "none"


class Stance(Value):
    """One holder's attitude to one target, with the words that show it.

    `target` is the shortest phrase that names what it is about, `target_span` where it stands;
    `target_actor` and `target_event` (an event id) are set when the target is one. `evidence` is the quotation
    or clause, `cue` the word that shows polarity and act. `via` lists who passes it on, outermost first: in
    "A says that B demands C", B's stance has `via=(A,)`. `document` is the article's `source=`.

    >>> irak = Actor(id="country:IRQ", name="Irak", kind="COUNTRY", country="IRQ")
    >>> words = Span(start=12, end=27, text="at Nato bliver.")
    >>> Stance(holder=irak, target="Nato", polarity="SUPPORT", act="DEMAND", evidence=words, quoted="indirect").via
    ()
    """

    holder: Actor
    target: str | None = None
    target_span: Span | None = None
    target_actor: Actor | None = None
    target_event: str | None = None
    polarity: Polarity
    act: Act
    evidence: Span
    quoted: Quoted
    time: TimeValue | None = None
    cue: Span | None = None
    via: tuple[Actor, ...] = ()
    document: str | None = None

"""One event of one document, before it becomes a schema value: tokens and indices instead of spans and ids."""

from dataclasses import dataclass

from timeline.extraction.modality import Verdict
from timeline.extraction.roles import Part
from timeline.schema import EventType, Modality, Quantity, TimeValue


@dataclass(frozen=True, slots=True)
class EventMention:
    """One happening of a document, by token and index.

    `trigger` is the word that represents it, `tokens` all words that tell it, in text order. `lemma` and `concept` are
    the trigger's, `own` the trigger and what it needs beside it. `time` is its date, `timex` the index of the
    expression that gives it, `dating` the rule. `cancels` are indices of the plans that it calls off.
    `after` and `before` are indices of events that the text puts there. `certainty` is the rule and token of the
    modality, `denied` the token by which somebody says that it is not so. `sentence` is the trigger's, from and to
    (exclusive).
    """

    trigger: int
    tokens: tuple[int, ...]
    lemma: str
    concept: str
    type: EventType
    modality: Modality
    certainty: Verdict
    time: TimeValue | None
    timex: int | None
    dating: str
    parts: tuple[Part, ...]
    own: tuple[int, ...] = ()
    predicate: int | None = None
    nominal: bool = False
    known: bool = True
    recurrence: str | None = None
    place: str | None = None
    label: str = ""
    numbers: tuple[Quantity, ...] = ()
    ordinal: int | None = None
    sentence: tuple[int, int] = (0, 0)
    after: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    cancels: tuple[int, ...] = ()
    denied: int | None = None

"""What happened, was planned, demanded, feared or denied."""

from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field

from timeline.schema.actor import Participant
from timeline.schema.base import SCHEMA_VERSION, Value
from timeline.schema.stance import Stance
from timeline.schema.text import Span
from timeline.schema.time import TimeValue, TimexMod

Confidence = Annotated[float, Field(ge=0.0, le=1.0)]


class EventType(StrEnum):
    """PLOVER's sixteen event types, then OTHER and its subtypes for general news."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    OTHER = "OTHER"
    LAW = "LAW"
    ELECTION = "ELECTION"
    APPOINT = "APPOINT"
    BUSINESS = "BUSINESS"
    ACCIDENT = "ACCIDENT"
    DISASTER = "DISASTER"
    CRIME = "CRIME"
    TRIAL = "TRIAL"
    DEATH = "DEATH"
    SPORT = "SPORT"
    CULTURE = "CULTURE"
    STATEMENT = "STATEMENT"


class Modality(StrEnum):
    """How the text commits itself to the event."""

    ACTUAL = "ACTUAL"
    PLANNED = "PLANNED"
    POSSIBLE = "POSSIBLE"
    DEMANDED = "DEMANDED"
    DENIED = "DENIED"
    CONDITIONAL = "CONDITIONAL"


#: The unit of people, in every language.
PERSON = "person"


class Quantity(Value):
    """A counted thing that an article claims of an event: `unit` is the noun's lemma, "person" for people.

    `value` is the whole number ("46 millioner kroner": 46,000,000 of unit "krone"); `mod` says when it is a limit or a
    rounded one ("mindst 12", "omkring 40"). In every language the sides of a vote or match are counted "for" and
    "against" ("14-11"), and what somebody is sentenced to in "year".

    >>> Quantity(value=12, unit="person", words=Span(start=0, end=9, text="12 sårede")).value
    12.0
    """

    value: float
    unit: str
    words: Span
    mod: TimexMod | None = None


#: The rule that says of a telling that its happening was planned and called off, and not only denied.
CALLED_OFF = "called off"
#: The rule that says of a telling that somebody denies what is said to have happened, and not only refuses to do it.
#: Of a telling that is denied itself, it says why; a fact that has it is told as one, and then denied.
DISPUTED = "disputed"
#: The rule that says of a telling that its happening has not come about so far, so that it may have since.
SO_FAR = "negated perfect"
#: The rule that singles a participant out ("it was NN who did it"): that it was done is known, the question is by whom.
CLEFT = "cleft"


class Evidence(Value):
    """Why a field has its value: the rule that set it and the words it rests on.

    >>> Evidence(field="modality", rule="modal verb", words=Span(start=0, end=4, text="skal")).rule
    'modal verb'
    """

    field: str
    rule: str
    words: Span | None = None


class Source(Value):
    """One article's telling of an event: where it stands, and everything that this article claims.

    Nothing of an event is lost when it merges: a fresh event can be rebuilt from its source. `id` is the fresh
    event's id, and `after`, `before`, `realises`, `cancels` are ids of fresh events of the same article.
    `time` are the words that date the event in its own clause, `when` its date, from them or from what stands around;
    all spans are in that article.
    `lemma` is the trigger's, `concept` the language pack's name for the lemma and its synonyms (what merging compares,
    so that it needs no language). `recurrence` is a TIMEX3 SET value ("P1W") when the text says that the event recurs,
    `ordinal` its number among its like ("the third strike").
    """

    id: str
    document: str
    url: str | None = None
    published: TimeValue | None = None
    title: str | None = None
    trigger: Span
    sentence: Span
    time: Span | None = None
    label: str
    type: EventType
    when: TimeValue | None = None
    modality: Modality = Modality.ACTUAL
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    numbers: tuple[Quantity, ...] = ()
    stances: tuple[Stance, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    realises: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    lemma: str = ""
    concept: str = ""
    recurrence: str | None = None
    ordinal: int | None = None
    confidence: Confidence = 1.0
    evidence: tuple[Evidence, ...] = ()

    @property
    def quote(self) -> str:
        """The sentence that tells the event, as printed."""
        return self.sentence.text

    @property
    def edtf(self) -> str | None:
        """The date that this article claims, in EDTF."""
        return self.when.edtf if self.when else None

    @property
    def contested(self) -> bool:
        """Whether the article tells it as a fact and that somebody denies it."""
        return self.modality is not Modality.DENIED and any(reason.rule == DISPUTED for reason in self.evidence)

    @property
    def singles_out(self) -> bool:
        """Whether it takes for known that it was done, and says by whom."""
        return any(reason.rule == f"agent as {CLEFT}" for reason in self.evidence)


class ConflictField(StrEnum):
    """What sources can disagree about."""

    DATE = "date"
    PARTICIPANTS = "participants"
    NUMBERS = "numbers"
    MODALITY = "modality"


class Claim(Value):
    """One value, as a person would read it, and the documents that claim it."""

    value: str
    documents: tuple[str, ...]


class Conflict(Value):
    """A disagreement between sources, kept as data: each value with the documents that claim it."""

    field: ConflictField
    claims: tuple[Claim, ...]


class Event(Value):
    """One happening, complete in itself: who, what, when, how certain, and every source that tells it.

    `id` is a hash of its sources' places in their articles. `label` is a short sentence that a reader
    understands alone. `trigger` is the head word of the telling that was chosen to represent the event.
    `after` and `before` are ids of events that a text explicitly puts on that side; `realises` and `cancels`
    are ids of plans that this event fulfils or calls off. A fresh event has one source, a merged one has all.
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    id: str
    label: str
    trigger: Span
    type: EventType
    time: TimeValue | None = None
    modality: Modality = Modality.ACTUAL
    participants: tuple[Participant, ...] = ()
    place: str | None = None
    stances: tuple[Stance, ...] = ()
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    realises: tuple[str, ...] = ()
    cancels: tuple[str, ...] = ()
    sources: tuple[Source, ...] = Field(min_length=1)
    conflicts: tuple[Conflict, ...] = ()
    confidence: Confidence = 1.0

    def __repr__(self) -> str:
        """One line; every field is an attribute, `explain()` and the JSON tell all."""
        date = self.time.edtf if self.time else "no date"
        sources = "1 source" if len(self.sources) == 1 else f"{len(self.sources)} sources"
        return f"<Event {self.id} {date} {self.type} {self.modality}: {self.label!r}, {sources}>"

    __str__ = __repr__

    @classmethod
    def fresh(cls, source: Source) -> Self:
        """The event that a single article tells; what `parse` makes, and `merge` of one telling."""
        return cls.trusted(
            schema_version=SCHEMA_VERSION,
            id=source.id,
            label=source.label,
            trigger=source.trigger,
            type=source.type,
            time=source.when,
            modality=source.modality,
            participants=source.participants,
            place=source.place,
            stances=source.stances,
            after=source.after,
            before=source.before,
            realises=source.realises,
            cancels=source.cancels,
            sources=(source,),
            conflicts=_contradicted(source) if source.contested else (),
            confidence=source.confidence,
        )

    def explain(self) -> str:
        """Which rule and which words gave each field, in lines of text, for every article that tells the event."""
        lines = [self.label]
        for source in self.sources:
            lines.append(f"  {source.document}: {' '.join(source.sentence.text.split())}")
            values = {"type": str(source.type), "time": source.edtf, "modality": str(source.modality)}
            for piece in source.evidence:
                value = values.get(piece.field)
                words = f", from {piece.words.text!r}" if piece.words is not None else ""
                lines.append(f"    {piece.field}{f' {value}' if value else ''}: {piece.rule}{words}")
        return "\n".join(lines)


def _contradicted(source: Source) -> tuple[Conflict, ...]:
    """What one article tells as a fact and as denied by somebody."""
    claims = (
        Claim(value=str(value), documents=(source.document,)) for value in sorted((source.modality, Modality.DENIED))
    )
    return (Conflict(field=ConflictField.MODALITY, claims=tuple(claims)),)

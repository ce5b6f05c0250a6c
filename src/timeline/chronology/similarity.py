"""How alike two tellings are: explainable features over what each says, and the rules that keep two events apart.

A profile is what one telling says of its event, or what several that are taken for one say together. Comparing a
telling with the profile of a group, and not with each of its members, keeps merging linear in their number.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from timeline.dates import edtf
from timeline.schema import Actor, ActorKind, EventType, Granularity, Modality, Role, Source, Value
from timeline.schema.event import CALLED_OFF

#: Two tellings whose features weigh this much together tell one event.
THRESHOLD = 0.5
#: Days by which sources that otherwise agree may differ about a date before they speak of two events.
DATE_SLACK = 3
#: Numbers of one thing that differ by more than this factor, and are no handful, are of two events.
FAR, MANY = 3.0, 20.0
#: Days within which two articles tell of one deed as news.
NEWS = 31
#: Days after which an article that gives no day seldom means what happened then, if nothing else says so.
YEAR = 365
#: Names at least this alike (RapidFuzz ratio, 0 to 100) are spellings of one name.
SPELLING = 90.0

NEVER, EVER = 0, date.max.toordinal() + 1
_FINE = frozenset({Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.DAY})
_STAGES = {
    modality: "plan" if modality in (Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL) else "fact"
    for modality in Modality
} | {Modality.DEMANDED: "demand"}
_WEIGHTS = {"concept": 0.30, "participants": 0.25, "time": 0.20, "context": 0.15, "label": 0.10}
_CONCEPT, _PARTICIPANTS, _TIME, _CONTEXT, _LABEL = _WEIGHTS.values()
#: Members under names of their own: an enumeration looks its members up slowly, and these are asked for each actor.
_PERSON, _ORGANISATION, _COUNTRY, _GROUP = (
    ActorKind.PERSON,
    ActorKind.ORGANISATION,
    ActorKind.COUNTRY,
    ActorKind.GROUP,
)
#: Types of deeds that are done once, by one doer.
_DONE_ONCE = frozenset(
    {
        EventType.COERCE,
        EventType.SANCTION,
        EventType.ASSAULT,
        EventType.LAW,
        EventType.BUSINESS,
        EventType.TRIAL,
        EventType.CRIME,
    }
)
#: Types of what is done by saying it: two of a kind are one only where they are about one thing.
_SAID = frozenset(
    {
        EventType.REQUEST,
        EventType.REJECT,
        EventType.ACCUSE,
        EventType.THREATEN,
        EventType.STATEMENT,
        EventType.AGREE,
        EventType.CONCEDE,
    }
)
#: Words that begin with the same letters, so many, are forms of one.
STEM = 5
_AGENT, _OTHER = Role.AGENT, EventType.OTHER
#: A likeness, and why: a text with a place for what follows it.
_Likeness = tuple[float, str, object]


class Feature(Value):
    """One thing that was compared: how alike it is (0 to 1), what it weighs, and in words why."""

    name: str
    likeness: float
    weight: float
    reason: str


class Comparison(Value):
    """Whether two events are taken for one, and why: features, their weighted sum, or what rules it out."""

    same: bool
    score: float
    threshold: float
    features: tuple[Feature, ...] = ()
    apart: str | None = None


@dataclass(slots=True)
class Profile:
    """What one or more tellings of an event say together; `sources` are in the order in which they joined.

    `low` and `high` are the first and last day number that they allow, `printed` the first day one was published on.
    Sets are frozen, so that the many empty ones are one object: a million profiles are held at a time.
    """

    sources: list[Source]
    documents: frozenset[str]
    concepts: frozenset[str]
    type: EventType
    stage: str
    low: int
    high: int
    printed: int
    dated: bool
    actors: dict[str, Actor]
    agents: frozenset[str]
    others: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    numbers: dict[str, frozenset[float]]
    context: frozenset[str]
    ordinal: int | None
    recurrence: str | None
    off: bool
    forbidden: frozenset[str] = frozenset()

    def join(self, other: Profile) -> None:
        """Take in what another profile says; the dates that both allow, or all that either does where they differ."""
        self.sources += other.sources
        self.documents |= other.documents
        self.concepts = _both(self.concepts, other.concepts)
        low, high = max(self.low, other.low), min(self.high, other.high)
        self.low, self.high = (low, high) if low <= high else (min(self.low, other.low), max(self.high, other.high))
        self.printed = min(self.printed, other.printed) if min(self.printed, other.printed) > NEVER else NEVER
        self.dated |= other.dated
        self.actors |= other.actors
        self.agents = _both(self.agents, other.agents)
        self.others = _both(self.others, other.others)
        self.places = _both(self.places, other.places)
        self.words = _both(self.words, other.words)
        for unit, values in other.numbers.items():
            self.numbers[unit] = self.numbers.get(unit, frozenset()) | values
        self.context = _both(self.context, other.context)
        self.ordinal = self.ordinal if self.ordinal is not None else other.ordinal
        self.recurrence = self.recurrence or other.recurrence
        self.off |= other.off
        self.forbidden = _both(self.forbidden, other.forbidden)


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The union, as the very set that holds all of it where one does."""
    return one if other <= one else one | other


@lru_cache(maxsize=65_536)
def _only(*keys: str) -> frozenset[str]:
    """The set of a few keys, one and the same for the many tellings that share it."""
    return frozenset(keys)


def stage(modality: Modality) -> str:
    """What a telling can be one with: what happened or not, what is planned, what is demanded.

    >>> stage(Modality.ACTUAL) == stage(Modality.DENIED), stage(Modality.ACTUAL) == stage(Modality.PLANNED)
    (True, False)
    """
    return _STAGES[modality]


def actor_key(actor: Actor) -> str:
    """What the spellings of one actor share: a person's last name, an organisation's name, else the id.

    Whether a name is a person's or a firm's is what readers of short texts get wrong most, so it is left out.

    >>> actor_key(Actor(id="person:karen-lund", name="Karen Lund", kind="PERSON"))
    'lund'
    """
    kind = actor.kind
    if kind is _PERSON:
        return actor.id.partition(":")[2].rpartition("-")[2]
    return actor.id.partition(":")[2] if kind is _ORGANISATION else actor.id


def profile(source: Source, context: frozenset[str] = frozenset()) -> Profile:
    """The profile of one telling; `context` are the keys of the actors that its whole document is about."""
    low, high, printed, dated = dates(source)
    actors: dict[str, Actor] = {}
    agents: list[str] = []
    others: list[str] = []
    for part in source.participants:
        actor = part.actor
        key = actor_key(actor)
        actors[key] = actor
        if named(actor):
            (agents if part.role is _AGENT else others).append(key)
    return Profile(
        sources=[source],
        documents=_only(source.document),
        concepts=_only(source.concept or source.lemma or source.trigger.text.casefold()),
        type=source.type,
        stage=stage(source.modality),
        low=low,
        high=high,
        printed=printed,
        dated=dated,
        actors=actors,
        agents=_only(*agents),
        others=_only(*others),
        places=_only(source.place.casefold()) if source.place else _only(),
        words=frozenset([word for word in source.label.casefold().split() if len(word) > 3]),
        numbers={number.unit: frozenset((number.value,)) for number in source.numbers},
        context=context,
        ordinal=source.ordinal,
        recurrence=source.recurrence,
        off=source.modality is Modality.DENIED and any(reason.rule == CALLED_OFF for reason in source.evidence),
    )


def named(actor: Actor) -> bool:
    """Whether an actor is told by name, so that another name means another actor: "the factory" may be any.

    A sentence lends its capital to "The minister" and "A man", whose last words are no names.

    >>> named(Actor(id="organisation:fabrikken", name="fabrikken", kind="ORGANISATION"))
    False
    >>> named(Actor(id="person:en-mand", name="En mand", kind="PERSON"))
    False
    """
    name, kind = actor.name, actor.kind
    if kind is _PERSON:
        last = name.rpartition(" ")[2]
        return last != last.lower() and not (actor.title and name.lower().startswith(actor.title.lower()))
    return kind is not _GROUP and name != name.lower()


def dates(source: Source) -> tuple[int, int, int, bool]:
    """The first and last day number that a telling allows, the day it was printed, and whether words date it."""
    when = source.when
    dated = source.time is not None and when is not None and when.granularity in _FINE
    return (*_allowed(source), _printed(source), dated)


def _printed(source: Source) -> int:
    first = source.published.earliest if source.published is not None else None
    return first.toordinal() if first is not None else NEVER


def _allowed(source: Source) -> tuple[int, int]:
    """First and last day number that one telling certainly allows.

    A date in so many words binds. Without one, what happened did so by the day it was printed; all that the reader of
    the text has inferred beyond that is no ground for keeping two tellings apart.
    """
    if source.when is None:
        return NEVER, EVER
    low, high = bounds(source.when.edtf)
    if source.time is not None or stage(source.modality) != "fact":
        return low, high
    printed = bounds(source.published.edtf)[1] if source.published is not None else EVER
    return NEVER, max(high, printed)


def apart(one: Profile, other: Profile) -> str | None:
    """Why the two cannot be one event, None when nothing rules it out."""
    if one.stage != other.stage:
        return "one is planned or demanded, the other is not"
    if not one.documents.isdisjoint(other.documents):
        return "one article tells them as two"
    if one.forbidden and any(source.id in one.forbidden for source in other.sources):
        return "the user keeps them apart"
    if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
        return f"number {one.ordinal} and number {other.ordinal} of their kind"
    if one.numbers and other.numbers and (unit := _far(one.numbers, other.numbers)) is not None:
        return f"they count {unit} and differ by far"
    if (one.off or other.off) and (_came_about(one) or _came_about(other)):
        return "one was called off, the other came about"
    gap = _gap(one, other)
    near = gap <= DATE_SLACK and one.dated and other.dated
    if gap > 0 and not (near and _may_disagree(one, other)) and not _died(one, other):
        return "their dates exclude each other"
    if (one.recurrence or other.recurrence) and not (one.dated and other.dated and gap == 0):
        return "it recurs, and no date says that they are the same time"
    if one.agents and other.agents and not meet(one.agents, other.agents, one, other):
        same_object = meet(one.others, other.others, one, other)
        if not (same_object and gap <= 0 and one.dated and other.dated) and not _same_deed(one, other):
            return "different actors do it"
    said = one.type in _SAID and other.type in _SAID
    if (said or _far_back(one, other)) and not _speak_of_one(one, other):
        return "they have neither an actor, a day nor a word in common"
    done_to_others = one.others and other.others and not meet(one.others, other.others, one, other)
    if done_to_others and not meet(one.agents, other.agents, one, other):
        return "it is done to different actors"
    return None


def _came_about(profile: Profile) -> bool:
    return any(source.modality is Modality.ACTUAL for source in profile.sources)


def _died(one: Profile, other: Profile) -> bool:
    """Whether both tell the death of one person, which happens once, whatever day each gives it."""
    if one.type is not EventType.DEATH or other.type is not EventType.DEATH:
        return False
    return any(one.actors[key].kind is _PERSON for key in one.others & other.others)


def _far_back(one: Profile, other: Profile) -> bool:
    """Whether one is printed more than a year after the other's day and has none of its own: news of another one."""
    return (one.low == NEVER and other.low > NEVER and one.printed - other.high > YEAR) or (
        other.low == NEVER and one.low > NEVER and other.printed - one.high > YEAR
    )


def _speak_of_one(one: Profile, other: Profile) -> bool:
    """Whether two tellings share somebody, their days, or how a word besides the verb begins."""
    if meet(one.actors, other.actors, one, other) or (_closed(one) and _closed(other)):
        return True
    said, told = content_words(one), content_words(other)
    return not said or not told or not said.isdisjoint(told)


def content_words(profile: Profile) -> set[str]:
    """How the words of the labels begin, but for the triggers."""
    verbs = {source.trigger.text.casefold() for source in profile.sources}
    return {word[:STEM] for word in profile.words if word not in verbs}


def _far(one: dict[str, frozenset[float]], other: dict[str, frozenset[float]]) -> str | None:
    """A unit of which both count so different numbers that they count different things, None without one."""
    for unit in sorted(one.keys() & other.keys()):
        nearest = min(max(a, b) / max(min(a, b), 1e-9) for a in one[unit] for b in other[unit])
        if nearest > FAR and max(*one[unit], *other[unit]) >= MANY:
            return unit
    return None


def _same_deed(one: Profile, other: Profile) -> bool:
    """Whether so much else agrees that another doer is a disagreement about one deed, and not another deed.

    Two bodies demand, deny or promise the same every day; but one thing is forbidden, sold or fined once.
    """
    if not {one.type, other.type} <= _DONE_ONCE or one.concepts.isdisjoint(other.concepts) or _gap(one, other) > 0:
        return False
    if abs(one.printed - other.printed) > NEWS or not (one.dated or other.dated):
        return False
    if any(profile.actors[key].kind is _COUNTRY for profile in (one, other) for key in profile.agents):
        return False
    doers = {word for profile in (one, other) for key in profile.agents for word in key.split("-")}
    shared = {word for word in one.words & other.words if word not in doers}
    least = min(len(one.words), len(other.words)) - 1
    return len(shared) >= 2 and 2 * len(shared) > least and len(one.context & other.context) >= 2


def compare(one: Profile, other: Profile) -> Comparison:
    """Whether two profiles are of one event, with every feature that says so or not."""
    reason = apart(one, other)
    if reason is not None:
        return Comparison(same=False, score=0.0, threshold=THRESHOLD, apart=reason)
    features = tuple(
        Feature(name=name, likeness=round(likeness, 3), weight=weight, reason=why.format(_worded(said)))
        for (name, weight), (likeness, why, said) in zip(_WEIGHTS.items(), _features(one, other), strict=True)
    )
    total = score(one, other)
    return Comparison(
        same=total >= THRESHOLD, score=round(total, 3), threshold=THRESHOLD, features=features, apart=None
    )


def score(one: Profile, other: Profile, least: float = 0.0) -> float:
    """The weighted sum of the features, what `compare` explains; 0 when something rules the two out.

    Also 0 where the features that are cheap to compare leave no chance of reaching `least`.
    """
    concept, time, context = _concept(one, other)[0], _time(one, other)[0], _context(one, other)[0]
    if _CONCEPT * concept + _TIME * time + _CONTEXT * context + _PARTICIPANTS + _LABEL < least - 1e-9:
        return 0.0
    if apart(one, other) is not None:
        return 0.0
    participants, label = _participants(one, other)[0], _label(one, other)[0]
    return _CONCEPT * concept + _PARTICIPANTS * participants + _TIME * time + _CONTEXT * context + _LABEL * label


def _features(one: Profile, other: Profile) -> tuple[_Likeness, ...]:
    """What is compared, in the order of `_WEIGHTS`."""
    return _concept(one, other), _participants(one, other), _time(one, other), _context(one, other), _label(one, other)


def _worded(said: object) -> str:
    return ", ".join(sorted(said)) if isinstance(said, (set, frozenset)) else str(said)


def _concept(one: Profile, other: Profile) -> _Likeness:
    shared = one.concepts & other.concepts
    if shared:
        return 1.0, "both tell {}", shared
    if one.type is other.type and one.type is not _OTHER:
        return 0.3, "both are of type {}", one.type
    return 0.0, "what happens has no name in common", ""


def _participants(one: Profile, other: Profile) -> _Likeness:
    if not one.actors or not other.actors:
        return 0.5, "one names nobody", ""
    shared = _matches(one.actors, other.actors, one, other)
    if not shared:
        groups = [key for key in (*one.actors, *other.actors) if key.startswith("group:")]
        return (0.4, "unnamed people in both", "") if groups else (0.2, "no participant in common", "")
    least = min(len(one.actors), len(other.actors))
    return min(1.0, 0.5 + 0.5 * len(shared) / least), "in both: {}", shared


def _time(one: Profile, other: Profile) -> _Likeness:
    gap = _gap(one, other)
    if gap > 0:
        return 0.1, "dates {} days apart", gap
    if one.dated and other.dated:
        return 1.0, "the same date", ""
    if _closed(one) and _closed(other):
        return (0.8 if max(one.high - one.low, other.high - other.low) <= 31 else 0.6), "dates that agree", ""
    return 0.4, "one has no date of its own that would speak against it", ""


def _context(one: Profile, other: Profile) -> _Likeness:
    shared = len(one.context & other.context)
    if not shared:
        return 0.0, "the articles name nobody in common", ""
    return (
        min(1.0, shared / min(len(one.context), len(other.context), 4)),
        "the articles have {} names in common",
        shared,
    )


def _label(one: Profile, other: Profile) -> _Likeness:
    if one.places and other.places and not (one.places & other.places or _near(one, other) or _near(other, one)):
        return 0.0, "places differ: {}", frozenset((min(one.places), min(other.places)))
    if not one.words or not other.words:
        return 0.3, "nothing to compare", ""
    shared = len(one.words & other.words)
    return shared / min(len(one.words), len(other.words)), "{} words of the labels in common", shared


def _near(one: Profile, other: Profile) -> bool:
    """Whether one's place is among what the other's article is about: a works stands in the town that is named too."""
    return not other.context.isdisjoint(one.places)


def _closed(profile: Profile) -> bool:
    return profile.low > NEVER and profile.high < EVER


def _gap(one: Profile, other: Profile) -> int:
    """Days between the two, 0 or less when they can be of one day."""
    low = one.low if one.low > other.low else other.low  # asked for each pair, and faster than max and min
    return low - (one.high if one.high < other.high else other.high)


def _may_disagree(one: Profile, other: Profile) -> bool:
    """Whether so much else agrees that a date a few days off is a disagreement and not another event."""
    if one.concepts.isdisjoint(other.concepts):
        return False
    if meet(one.actors, other.actors, one, other):
        return True
    placed = bool(one.places & other.places) or _near(one, other) or _near(other, one)
    return (placed or len(one.context & other.context) >= 2) and not (one.agents and other.agents)


def _matches(keys: Collection[str], others: Collection[str], one: Profile, other: Profile) -> set[str]:
    """The keys that stand for an actor of the other side, also in another spelling."""
    return {key for key in keys if key in others or meet((key,), others, one, other)}


def meet(keys: Collection[str], others: Collection[str], one: Profile, other: Profile) -> bool:
    """Whether some key stands for an actor of the other side, also in another spelling."""
    for key in keys:
        if key in others:
            return True
    for key in keys:
        actor = one.actors[key]
        for peer in others:
            if _respelt(actor, other.actors[peer]):
                return True
    return False


def _respelt(one: Actor, other: Actor) -> bool:
    a, b = one.name, other.name
    if one.kind is other.kind is _ORGANISATION and (a.startswith(f"{b} ") or b.startswith(f"{a} ")):
        return True  # "the council" and "the council of Sejrholm"
    if 10 * abs(len(a) - len(b)) > len(a) + len(b):  # no need to look: too many letters are of one name alone
        return False
    if one.kind is _COUNTRY or other.kind is _COUNTRY or (one.kind is _GROUP) != (other.kind is _GROUP):
        return False
    return _alike(a, b)


@lru_cache(maxsize=65_536)
def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(one.casefold(), other.casefold(), score_cutoff=SPELLING) > 0


@lru_cache(maxsize=65_536)
def bounds(text: str) -> tuple[int, int]:
    """First and last day number that an EDTF string allows, `NEVER` and `EVER` where it is open.

    >>> bounds("2020-02/..") == (date(2020, 2, 1).toordinal(), EVER)
    True
    """
    first, last = edtf.bounds(text)
    return first.toordinal() if first else NEVER, last.toordinal() if last else EVER

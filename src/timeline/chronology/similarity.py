"""How alike two tellings are: explainable features over what each says, and the rules that keep two events apart.

A profile is what one telling says of its event, or what several that are taken for one say together. Comparing a
telling with the profile of a group, and not with each of its members, keeps merging linear in their number.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from timeline.dates import edtf
from timeline.schema import Actor, ActorKind, EventType, Granularity, Modality, Role, Source, Value

#: Two tellings whose features weigh this much together tell one event.
THRESHOLD = 0.5
#: Days by which sources that otherwise agree may differ about a date before they speak of two events.
DATE_SLACK = 3
#: Names at least this alike (RapidFuzz ratio, 0 to 100) are spellings of one name.
SPELLING = 90.0

NEVER, EVER = 0, date.max.toordinal() + 1
_FINE = frozenset({Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.DAY})
_PLANS = frozenset({Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL})
_WEIGHTS = {"concept": 0.30, "participants": 0.25, "time": 0.20, "context": 0.15, "label": 0.10}


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
    actors: dict[str, tuple[Role, Actor]]
    agents: frozenset[str]
    others: frozenset[str]
    places: frozenset[str]
    words: frozenset[str]
    numbers: dict[str, frozenset[float]]
    context: frozenset[str]
    ordinal: int | None
    recurrence: str | None
    forbidden: frozenset[str] = frozenset()

    def join(self, other: Profile) -> None:
        """Take in what another profile says; the dates that both allow, or all that either does where they differ."""
        self.sources += other.sources
        self.documents |= other.documents
        self.concepts |= other.concepts
        low, high = max(self.low, other.low), min(self.high, other.high)
        self.low, self.high = (low, high) if low <= high else (min(self.low, other.low), max(self.high, other.high))
        self.printed = min(self.printed, other.printed) if min(self.printed, other.printed) > NEVER else NEVER
        self.dated |= other.dated
        self.actors |= other.actors
        self.agents |= other.agents
        self.others |= other.others
        self.places |= other.places
        self.words |= other.words
        for unit, values in other.numbers.items():
            self.numbers[unit] = self.numbers.get(unit, frozenset()) | values
        self.context |= other.context
        self.ordinal = self.ordinal if self.ordinal is not None else other.ordinal
        self.recurrence = self.recurrence or other.recurrence
        self.forbidden |= other.forbidden


def stage(modality: Modality) -> str:
    """What a telling can be one with: what happened or not, what is planned, what is demanded.

    >>> stage(Modality.ACTUAL) == stage(Modality.DENIED), stage(Modality.ACTUAL) == stage(Modality.PLANNED)
    (True, False)
    """
    if modality in _PLANS:
        return "plan"
    return "demand" if modality is Modality.DEMANDED else "fact"


def actor_key(actor: Actor) -> str:
    """What the spellings of one actor share: a person's last name, an organisation's name, else the id.

    Whether a name is a person's or a firm's is what readers of short texts get wrong most, so it is left out.

    >>> actor_key(Actor(id="person:karen-lund", name="Karen Lund", kind="PERSON"))
    'lund'
    """
    if actor.kind is ActorKind.PERSON:
        return actor.id.partition(":")[2].rpartition("-")[2]
    return actor.id.partition(":")[2] if actor.kind is ActorKind.ORGANISATION else actor.id


def profile(source: Source, context: frozenset[str] = frozenset()) -> Profile:
    """The profile of one telling; `context` are the keys of the actors that its whole document is about."""
    when = source.when
    low, high = _allowed(source)
    actors: dict[str, tuple[Role, Actor]] = {}
    agents: set[str] = set()
    others: set[str] = set()
    for part in source.participants:
        key = actor_key(part.actor)
        actors[key] = (part.role, part.actor)
        if named(part.actor):
            (agents if part.role is Role.AGENT else others).add(key)
    return Profile(
        sources=[source],
        documents=frozenset((source.document,)),
        concepts=frozenset((source.concept or source.lemma or source.trigger.text.casefold(),)),
        type=source.type,
        stage=stage(source.modality),
        low=low,
        high=high,
        printed=_printed(source),
        dated=source.time is not None and when is not None and when.granularity in _FINE,
        actors=actors,
        agents=frozenset(agents),
        others=frozenset(others),
        places=frozenset((source.place.casefold(),) if source.place else ()),
        words=frozenset([word for word in source.label.casefold().split() if len(word) > 3]),
        numbers={number.unit: frozenset((number.value,)) for number in source.numbers},
        context=context,
        ordinal=source.ordinal,
        recurrence=source.recurrence,
    )


def named(actor: Actor) -> bool:
    """Whether an actor is told by name, so that another name means another actor: "the factory" may be any.

    >>> named(Actor(id="organisation:fabrikken", name="fabrikken", kind="ORGANISATION"))
    False
    """
    return actor.kind is not ActorKind.GROUP and any(character.isupper() for character in actor.name)


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
    if one.documents & other.documents:
        return "one article tells them as two"
    if one.forbidden and any(source.id in one.forbidden for source in other.sources):
        return "the user keeps them apart"
    if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
        return f"number {one.ordinal} and number {other.ordinal} of their kind"
    gap = _gap(one, other)
    if gap > 0 and not (gap <= DATE_SLACK and one.dated and other.dated and _may_disagree(one, other)):
        return "their dates exclude each other"
    if (one.recurrence or other.recurrence) and not (one.dated and other.dated and gap == 0):
        return "it recurs, and no date says that they are the same time"
    if one.agents and other.agents and not _matches(one.agents, other.agents, one, other):
        same_object = _matches(one.others, other.others, one, other)
        if not (same_object and gap <= 0 and one.dated and other.dated):
            return "different actors do it"
    done_to_others = one.others and other.others and not _matches(one.others, other.others, one, other)
    if done_to_others and not _matches(one.agents, other.agents, one, other):
        return "it is done to different actors"
    return None


def compare(one: Profile, other: Profile) -> Comparison:
    """Whether two profiles are of one event, with every feature that says so or not."""
    reason = apart(one, other)
    if reason is not None:
        return Comparison(same=False, score=0.0, threshold=THRESHOLD, apart=reason)
    features = tuple(
        Feature(name=name, likeness=round(likeness, 3), weight=_WEIGHTS[name], reason=why)
        for name, (likeness, why) in _features(one, other).items()
    )
    total = sum(_WEIGHTS[feature.name] * feature.likeness for feature in features)
    return Comparison(
        same=total >= THRESHOLD, score=round(total, 3), threshold=THRESHOLD, features=features, apart=None
    )


def score(one: Profile, other: Profile) -> float:
    """The weighted sum of the features, 0 when something rules the two out; what `compare` explains."""
    if apart(one, other) is not None:
        return 0.0
    return sum(_WEIGHTS[name] * likeness for name, (likeness, _) in _features(one, other).items())


def _features(one: Profile, other: Profile) -> dict[str, tuple[float, str]]:
    return {
        "concept": _concept(one, other),
        "participants": _participants(one, other),
        "time": _time(one, other),
        "context": _context(one, other),
        "label": _label(one, other),
    }


def _concept(one: Profile, other: Profile) -> tuple[float, str]:
    if shared := one.concepts & other.concepts:
        return 1.0, f"both tell {min(shared)!r}"
    if one.type is other.type and one.type is not EventType.OTHER:
        return 0.3, f"both are of type {one.type}"
    return 0.0, "what happens has no name in common"


def _participants(one: Profile, other: Profile) -> tuple[float, str]:
    if not one.actors or not other.actors:
        return 0.5, "one names nobody"
    shared = _matches(one.actors, other.actors, one, other)
    if not shared:
        groups = [key for key in (*one.actors, *other.actors) if key.startswith("group:")]
        return (0.4, "unnamed people in both") if groups else (0.2, "no participant in common")
    least = min(len(one.actors), len(other.actors))
    return 0.5 + 0.5 * len(shared) / least, "in both: " + ", ".join(sorted(shared))


def _time(one: Profile, other: Profile) -> tuple[float, str]:
    gap = _gap(one, other)
    if gap > 0:
        return 0.1, f"dates {gap} days apart"
    if one.dated and other.dated:
        return 1.0, "the same date"
    spans = [p.high - p.low for p in (one, other) if p.low > NEVER and p.high < EVER]
    if len(spans) == 2:
        return (0.8 if max(spans) <= 31 else 0.6), "dates that agree"
    return 0.4, "one has no date of its own that would speak against it"


def _context(one: Profile, other: Profile) -> tuple[float, str]:
    shared = one.context & other.context
    if not shared:
        return 0.0, "the articles name nobody in common"
    least = min(len(one.context), len(other.context))
    return min(1.0, len(shared) / min(least, 4)), f"the articles have {len(shared)} names in common"


def _label(one: Profile, other: Profile) -> tuple[float, str]:
    if one.places and other.places and not (one.places & other.places or _near(one, other) or _near(other, one)):
        return 0.0, f"places differ: {min(one.places)}, {min(other.places)}"
    if not one.words or not other.words:
        return 0.3, "nothing to compare"
    shared = len(one.words & other.words)
    return shared / min(len(one.words), len(other.words)), f"{shared} words of the labels in common"


def _near(one: Profile, other: Profile) -> bool:
    """Whether one's place is among what the other's article is about: a works stands in the town that is named too."""
    return not other.context.isdisjoint(one.places)


def _gap(one: Profile, other: Profile) -> int:
    """Days between the two, 0 or less when they can be of one day."""
    return max(one.low, other.low) - min(one.high, other.high)


def _may_disagree(one: Profile, other: Profile) -> bool:
    """Whether so much else agrees that a date a few days off is a disagreement and not another event."""
    if not one.concepts & other.concepts:
        return False
    shared = _matches(one.actors, other.actors, one, other)
    if shared:
        return True
    placed = bool(one.places & other.places) or _near(one, other) or _near(other, one)
    return (placed or len(one.context & other.context) >= 2) and not (one.agents and other.agents)


def _matches(keys: Iterable[str], others: Collection[str], one: Profile, other: Profile) -> set[str]:
    """The keys that stand for an actor of the other side, also in another spelling."""
    return {key for key in keys if key in others or any(_respelt(key, peer, one, other) for peer in others)}


def _respelt(key: str, peer: str, one: Profile, other: Profile) -> bool:
    a, b = one.actors[key][1], other.actors[peer][1]
    if ActorKind.COUNTRY in (a.kind, b.kind) or (a.kind is ActorKind.GROUP) != (b.kind is ActorKind.GROUP):
        return False
    return _alike(a.name, b.name)


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

"""What one telling says of its event, or what several that are taken for one say together: their profile.

Comparing a telling with the profile of a group, and not with each of its members, keeps merging linear in their number.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rapidfuzz import fuzz

from timeline.dates import edtf
from timeline.schema import Actor, ActorKind, EventType, Granularity, Modality, Role, Source
from timeline.schema.event import CALLED_OFF

#: Names at least this alike (RapidFuzz ratio, 0 to 100) are spellings of one name.
SPELLING = 90.0
#: Words that begin with the same letters, so many, are forms of one.
STEM = 5
NEVER, EVER = 0, date.max.toordinal() + 1
_FINE = frozenset({Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR, Granularity.DAY})
_STAGES = {
    modality: "plan" if modality in (Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL) else "fact"
    for modality in Modality
} | {Modality.DEMANDED: "demand"}
#: Members under names of their own: an enumeration looks its members up slowly, and these are asked for each actor.
_PERSON, _ORGANISATION, _COUNTRY, _GROUP = (
    ActorKind.PERSON,
    ActorKind.ORGANISATION,
    ActorKind.COUNTRY,
    ActorKind.GROUP,
)
_AGENT = Role.AGENT
_POSSIBLE = Modality.POSSIBLE
_NONE: frozenset[str] = frozenset()
_UNCOUNTED: Mapping[str, frozenset[float]] = {}


@dataclass(slots=True)
class Profile:
    """What one or more tellings of an event say together; `sources` are in the order in which they joined.

    `low` and `high` are the first and last day number that they allow, `printed` the first day one was published on,
    `NEVER` if that is unknown of one; `torn` says that the days of some exclude those of others.
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
    numbers: Mapping[str, frozenset[float]]
    context: frozenset[str]
    ordinal: int | None
    recurrence: str | None
    off: bool
    torn: bool = False
    forbidden: frozenset[str] = _NONE

    def join(self, other: Profile) -> None:
        """Take in what another profile says; the dates that both allow, or all that either does where they differ."""
        self.sources += other.sources
        self.documents |= other.documents
        self.concepts = _both(self.concepts, other.concepts)
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low > high:
            self.torn = True
            low, high = min(self.low, other.low), max(self.high, other.high)
        self.low, self.high = low, high
        self.printed = min(self.printed, other.printed)
        self.dated |= other.dated
        self.actors |= other.actors
        self.agents = _both(self.agents, other.agents)
        self.others = _both(self.others, other.others)
        self.places = _both(self.places, other.places)
        self.words = _both(self.words, other.words)
        if other.numbers:
            joined = {unit: self.numbers.get(unit, frozenset()) | values for unit, values in other.numbers.items()}
            self.numbers = {**self.numbers, **joined}
        self.context = _both(self.context, other.context)
        self.ordinal = self.ordinal if self.ordinal is not None else other.ordinal
        self.recurrence = self.recurrence or other.recurrence
        self.off |= other.off
        self.torn |= other.torn
        self.forbidden = _both(self.forbidden, other.forbidden)


def _both(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    """The union, as the very set that holds all of it where one does."""
    return one if other <= one else one | other


@lru_cache(maxsize=65_536)
def _only(*keys: str) -> frozenset[str]:
    """The set of a few keys, one and the same for the many tellings that share it."""
    return frozenset(keys)


def stage(source: Source) -> str:
    """What a telling can be one with: what happened or not, what is planned, what is demanded.

    What somebody only claims to have happened is one with what did, and with its denial.
    """
    when, published = source.when, source.published
    if source.modality is _POSSIBLE and when is not None and when.latest is not None and published is not None:
        return "fact" if published.latest is not None and when.latest <= published.latest else "plan"
    return _STAGES[source.modality]


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


def profile(source: Source) -> Profile:
    """The profile of one telling, but for what its whole document is about."""
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
        stage=stage(source),
        low=low,
        high=high,
        printed=printed,
        dated=dated,
        actors=actors,
        agents=_only(*agents),
        others=_only(*others),
        places=_only(source.place.casefold()) if source.place else _NONE,
        words=frozenset([word for word in source.label.casefold().split() if len(word) > 3]),
        numbers={number.unit: frozenset((number.value,)) for number in source.numbers}
        if source.numbers
        else _UNCOUNTED,
        context=_NONE,
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
    """The first and last day that a telling certainly allows, the day it was printed, and whether words date it.

    A date in so many words binds. Without one, what happened did so by the day it was printed; all that the reader of
    the text has inferred beyond that is no ground for keeping two tellings apart.
    """
    when, published = source.when, source.published
    printed, last = bounds(published.edtf) if published is not None else (NEVER, EVER)
    if when is None:
        return NEVER, EVER, printed, False
    low, high = bounds(when.edtf)
    if source.time is not None:
        return low, high, printed, when.granularity in _FINE
    if stage(source) != "fact":
        return low, high, printed, False
    return NEVER, max(high, last), printed, False


@lru_cache(maxsize=65_536)
def bounds(text: str) -> tuple[int, int]:
    """First and last day number that an EDTF string allows, `NEVER` and `EVER` where it is open.

    >>> bounds("2020-02/..") == (date(2020, 2, 1).toordinal(), EVER)
    True
    """
    first, last = edtf.bounds(text)
    return first.toordinal() if first else NEVER, last.toordinal() if last else EVER


def closed(profile: Profile) -> bool:
    """Whether the days that it allows have a first and a last."""
    return profile.low > NEVER and profile.high < EVER


def gap(one: Profile, other: Profile) -> int:
    """Days between the two, 0 or less when they can be of one day."""
    low = one.low if one.low > other.low else other.low  # asked for each pair, and faster than max and min
    return low - (one.high if one.high < other.high else other.high)


def near(one: Profile, other: Profile) -> bool:
    """Whether one's place is among what the other's article is about: a works stands in the town that is named too."""
    return not other.context.isdisjoint(one.places)


def content_words(profile: Profile) -> set[str]:
    """How the words of the labels begin, but for the triggers."""
    verbs = {source.trigger.text.casefold() for source in profile.sources}
    return {word[:STEM] for word in profile.words if word not in verbs}


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

"""What one telling says of its event, or what several that are taken for one say together: their profile.

Comparing a telling with the profile of a group, and not with each of its members, keeps merging linear in their number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from rapidfuzz import fuzz

from timeline.dates import edtf
from timeline.schema import Actor, ActorKind, EventType, Granularity, Modality, Role, Source
from timeline.schema.event import CALLED_OFF, DISPUTED

#: Names at least this alike (RapidFuzz ratio, 0 to 100) are spellings of one name.
SPELLING = 90.0
#: Words that begin with the same letters, so many, are forms of one.
STEM = 5
#: Of those who tell an event so many are asked for their verbs: thousands tell it in the same few.
ASKED = 50
#: Of the actors of an event the first so many are looked for in other spellings, the rest by key alone.
CROWD = 30
#: So many words of their labels are kept: those of the first to tell it.
LABELS = 200
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
    The sets of one telling are frozen, so that the many equal ones are one object: a million profiles are held at a
    time. A set that grows by joining is the group's own, and grows in place: thousands may tell one event.
    """

    sources: list[Source]
    documents: AbstractSet[str]
    concepts: AbstractSet[str]
    type: EventType
    stage: str
    low: int
    high: int
    printed: int
    dated: bool
    actors: dict[str, Actor]
    agents: AbstractSet[str]
    others: AbstractSet[str]
    places: AbstractSet[str]
    words: AbstractSet[str]
    numbers: Mapping[str, frozenset[float]]
    context: AbstractSet[str]
    ordinal: int | None
    recurrence: str | None
    off: bool
    disputed: AbstractSet[str]
    torn: bool = False
    forbidden: AbstractSet[str] = _NONE

    def join(self, other: Profile) -> None:
        """Take in what another profile says; the dates that both allow, or all that either does where they differ."""
        self.sources += other.sources
        self.documents = _both(self.documents, other.documents)
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
        if len(self.words) < LABELS:
            self.words = _both(self.words, other.words)
        if other.numbers:
            joined = {unit: self.numbers.get(unit, frozenset()) | values for unit, values in other.numbers.items()}
            self.numbers = {**self.numbers, **joined}
        self.context = _both(self.context, other.context)
        self.ordinal = self.ordinal if self.ordinal is not None else other.ordinal
        self.recurrence = self.recurrence or other.recurrence
        self.off |= other.off
        self.disputed = _both(self.disputed, other.disputed)
        self.torn |= other.torn
        self.forbidden = _both(self.forbidden, other.forbidden)


def _both(one: AbstractSet[str], other: AbstractSet[str]) -> AbstractSet[str]:
    """The union: `one` itself where it holds all or has grown before, which then grows in place, else a new set."""
    if other <= one:
        return one
    if not isinstance(one, set):
        return {*one, *other}
    one |= other
    return one


@lru_cache(maxsize=65_536)
def _only(*keys: str) -> frozenset[str]:
    """The set of a few keys, one and the same for the many tellings that share it."""
    return frozenset(keys)


def stage(source: Source) -> str:
    """What a telling can be one with: what happened or not, what is planned, what is demanded.

    What possibly happened is no plan but a claim: somebody is suspected of it, or denies it.
    """
    if source.modality is not _POSSIBLE or source.when is None or source.published is None:
        return _STAGES[source.modality]
    last, printed = bounds(source.when.edtf)[1], bounds(source.published.edtf)[1]
    return "fact" if last <= printed < EVER else "plan"


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
    denials = {reason.rule for reason in source.evidence} if source.modality is Modality.DENIED else _NONE
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
        off=CALLED_OFF in denials,
        disputed=_only(source.document) if DISPUTED in denials else _NONE,
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


def singled_out(sources: Sequence[Source]) -> bool:
    """Whether one of the first to tell it says that it was this one who did it, and nobody else."""
    return any(source.singles_out for source in sources[:ASKED])


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
    verbs = {source.trigger.text.casefold() for source in profile.sources[:ASKED]}
    return {word[:STEM] for word in profile.words if word not in verbs}


def meet(keys: AbstractSet[str], others: AbstractSet[str], one: Profile, other: Profile) -> bool:
    """Whether some key stands for an actor of the other side, also in another spelling."""
    if not keys.isdisjoint(others):
        return True
    peers = _leading(others, other)
    for actor in _leading(keys, one):
        for peer in peers:
            if _respelt(actor, peer):
                return True
    return False


def _leading(keys: AbstractSet[str], profile: Profile) -> list[Actor]:
    """The actors that keys stand for, of a crowd those among the first named in it."""
    actors = profile.actors
    if len(keys) <= CROWD:
        return [actors[key] for key in keys]
    return [actors[key] for key in islice(actors, CROWD) if key in keys]


def _respelt(one: Actor, other: Actor) -> bool:
    a, b = one.name, other.name
    if one.kind is other.kind is _ORGANISATION and (_begins(a, b) or _begins(b, a)):
        return True  # "the council" and "The council of Sejrholm"
    if 10 * abs(len(a) - len(b)) > len(a) + len(b):  # no need to look: too many letters are of one name alone
        return False
    if one.kind is _COUNTRY or other.kind is _COUNTRY or (one.kind is _GROUP) != (other.kind is _GROUP):
        return False
    return _alike(a, b)


def _begins(name: str, start: str) -> bool:
    """Whether a name begins with the words of another, whatever capital a sentence has lent it."""
    return (
        name[len(start) : len(start) + 1] == " "
        and name[1 : len(start)] == start[1:]
        and name[0].lower() == start[0].lower()
    )


@lru_cache(maxsize=65_536)
def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(one.casefold(), other.casefold(), score_cutoff=SPELLING) > 0

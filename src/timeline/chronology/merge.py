"""One event from all that tell it: every source kept, agreement tightened, disagreement recorded.

Merging always starts from the sources, which hold all that a fresh event says. So it is a function of the set of
tellings: commutative, associative, idempotent, and no telling is lost or told twice.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from timeline.chronology.clusters import by_document, cluster, copies, profiles
from timeline.chronology.conflicts import conflicts, tightened
from timeline.chronology.memory import uncollected
from timeline.chronology.plans import plan_links
from timeline.chronology.profiles import NEVER, Profile, actor_key
from timeline.chronology.similarity import Comparison, compare
from timeline.errors import InputError
from timeline.schema import SCHEMA_VERSION, Actor, Event, EventType, Modality, Participant, Role, Source, Stance

Pairs = Iterable[tuple[str, str]]
_Choice = TypeVar("_Choice", EventType, Modality, Role)
_LINKS = ("after", "before", "realises", "cancels")
_DENIED, _POSSIBLE = Modality.DENIED, Modality.POSSIBLE
#: Who wins a tie of votes.
_MODALITIES, _ROLES, _TYPES = tuple(Modality), tuple(Role), sorted(EventType, reverse=True)
_RANKS = {role: number for number, role in enumerate(_ROLES)}


def merge(*events: Iterable[Event], must_link: Pairs = (), cannot_link: Pairs = ()) -> tuple[Event, ...]:
    """The events that all the given ones tell, each with every source, in the order of their ids.

    `must_link` and `cannot_link` are pairs of event ids (fresh or merged) that the user takes for one event, or keeps
    apart; that is how a wrong merge is undone. A plan and what fulfils or cancels it are linked by `realises` and
    `cancels`, not fused. Articles that print the same text count as one source. Raises `InputError` when an id in a
    pair is no event's, or a pair must and cannot be one.

    >>> merge() == ()
    True
    """
    given = list(chain.from_iterable(events))
    for event in given:
        if not isinstance(event, Event):
            raise InputError(f"merge takes iterables of events, not of {type(event).__name__}; give article.events")
    with uncollected():
        return _merged(given, must_link, cannot_link)


def _merged(given: Sequence[Event], must_link: Pairs, cannot_link: Pairs) -> tuple[Event, ...]:
    leaves: dict[str, Source] = {}
    for event in given:
        for source in event.sources:
            held = leaves.get(source.id)
            if held is None or (held != source and held.model_dump_json() > source.model_dump_json()):
                leaves[source.id] = source
    told = by_document(leaves.values())
    together, forbidden = _decisions(must_link, cannot_link, given, leaves)
    groups = cluster(told, must_link=together, cannot_link=forbidden)

    first = copies(told)
    ids = [_id(group.sources) for group in groups]
    links = _links(leaves.values(), groups, ids)
    merged = [_event(group, ids[number], first, links.get(number, {})) for number, group in enumerate(groups)]
    merged.sort(key=lambda event: event.id)
    return tuple(merged)


def explain_merge(one: Event, other: Event) -> Comparison:
    """Why two events are or are not taken for one: each feature with its weight, or what rules it out.

    What the rest of the two articles says is known only as far as the events' own sources tell it.
    """
    told = by_document({source.id: source for source in (*one.sources, *other.sources)}.values())
    return compare(_joined(one, told), _joined(other, told))


def _joined(event: Event, told: Mapping[str, Sequence[Source]]) -> Profile:
    """What an event says, from profiles of its own: joining changes them, and two events may share a telling."""
    units = {unit.sources[0].id: unit for sources in told.values() for unit in profiles(sources)}
    first, *rest = (units[source.id] for source in event.sources)
    for one in rest:
        first.join(one)
    return first


def _decisions(
    must_link: Pairs, cannot_link: Pairs, given: Iterable[Event], leaves: Iterable[str]
) -> tuple[list[frozenset[str]], dict[str, set[str]]]:
    """The user's decisions as sets of telling ids that are one event, and for each telling those kept apart from it."""
    must, cannot = list(must_link), list(cannot_link)
    if not (must or cannot):
        return [], {}
    members = {name: {name} for name in leaves}
    members |= {event.id: {source.id for source in event.sources} for event in given}

    def named(pair: tuple[str, str]) -> tuple[set[str], set[str]]:
        for name in pair:
            if name not in members:
                raise InputError(f"no event {name!r} to link; give the id of one of the events to merge")
        return members[pair[0]], members[pair[1]]

    together = [frozenset(a | b) for a, b in map(named, must)]
    forbidden: dict[str, set[str]] = defaultdict(set)
    for pair in cannot:
        a, b = named(pair)
        if a & b or any(a & names and b & names for names in together):
            raise InputError(f"{pair[0]!r} and {pair[1]!r} both must and cannot be one event; drop one of the two")
        for name in a:
            forbidden[name] |= b
        for name in b:
            forbidden[name] |= a
    return together, forbidden


def _id(sources: Sequence[Source]) -> str:
    """A fresh event's own id, else a hash of the ids of all tellings."""
    if len(sources) == 1:
        return sources[0].id
    return hashlib.sha256("\0".join(sorted(source.id for source in sources)).encode()).hexdigest()[:16]


def _links(sources: Iterable[Source], groups: Sequence[Profile], ids: Sequence[str]) -> dict[int, dict[str, set[str]]]:
    """For the number of each group that is linked to others, their ids by field: what texts say, and plans."""
    told = [(source.id, field, leaf) for source in sources for field in _LINKS for leaf in getattr(source, field)]
    ends = {name for one, _, other in told for name in (one, other)}
    home = {s.id: number for number, group in enumerate(groups) for s in group.sources if s.id in ends} if ends else {}
    links: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for one, field, other in told:
        # An id that is not among the tellings to merge stays as it is: its event may join later.
        name = ids[home[other]] if other in home else other
        if name != ids[home[one]]:
            links[home[one]][field].add(name)
    for number, plan, cancelled in plan_links(groups):
        links[number]["cancels" if cancelled else "realises"].add(ids[plan])
    # "The board has called off the meeting": who cancels what will not be cancels the plan that it was, too.
    ended = {ids[number]: fields["cancels"] for number, fields in links.items() if "cancels" in fields}
    for names in ended.values():
        names |= {plan for name in names if name in ended for plan in ended[name]}
    return links


def _event(group: Profile, name: str, first: Mapping[str, str], links: Mapping[str, set[str]]) -> Event:
    linked = {field: tuple(sorted(links[field])) if field in links else () for field in _LINKS}
    if len(group.sources) == 1:
        alone = Event.fresh(group.sources[0])
        same = all(getattr(alone, field) == value for field, value in linked.items())
        return alone if same else Event.trusted(**(vars(alone) | linked))
    sources = sorted(group.sources, key=_place)
    lead = min(sources, key=_rank)
    return Event.trusted(
        schema_version=SCHEMA_VERSION,
        id=name,
        label=lead.label,
        trigger=lead.trigger,
        type=_type(sources, first, lead.type),
        time=tightened(sources, first),
        modality=_modality(sources, first),
        participants=_participants(sources),
        place=lead.place or next((source.place for source in sources if source.place), None),
        stances=_stances(sources),
        **linked,
        sources=tuple(sources),
        conflicts=conflicts(group, sources, first),
        confidence=_confidence(sources, first),
    )


def _place(source: Source) -> tuple[int, str, int, str]:
    first = source.published.earliest if source.published is not None else None
    return first.toordinal() if first else NEVER, source.document, source.trigger.start, source.id


def _rank(source: Source) -> tuple[bool, bool, int]:
    """The telling that represents the event: an actual one, dated by words, with most participants, printed first."""
    return source.modality is _DENIED, source.time is None, -len(source.participants)


def _type(sources: Sequence[Source], first: Mapping[str, str], lead: EventType) -> EventType:
    """What most independent sources take it for, on a tie as the leading one does."""
    if all(source.type is lead for source in sources):
        return lead
    return _most([*{first[source.document]: source.type for source in sources}.values()], [lead, *_TYPES])


def _modality(sources: Sequence[Source], first: Mapping[str, str]) -> Modality:
    """What most independent sources say; those that think it possible have no say where others know."""
    one = sources[0].modality
    if all(source.modality is one for source in sources):
        return one
    votes = {(first[source.document], source.modality): source.modality for source in sources}
    known = [vote for vote in votes.values() if vote is not _POSSIBLE]
    return _most(known if known else [*votes.values()], _MODALITIES)


def _most(votes: list[_Choice], order: Sequence[_Choice]) -> _Choice:
    """What most say; on a tie, what comes first in an order of preference."""
    if votes.count(votes[0]) == len(votes):
        return votes[0]
    return max(set(votes), key=lambda choice: (votes.count(choice), -order.index(choice)))


def _participants(sources: Sequence[Source]) -> tuple[Participant, ...]:
    """Everybody whom any source puts into the event, once, in the role most give and by the fullest name."""
    roles: dict[str, list[Role]] = {}
    names: dict[str, Actor] = {}
    for source in sources:
        for part in source.participants:
            actor = part.actor
            key = actor_key(actor)
            held = names.get(key)
            if held is None:
                roles[key], names[key] = [part.role], actor
                continue
            roles[key].append(part.role)
            if held is not actor and (len(actor.name), actor.id) > (len(held.name), held.id):
                names[key] = actor
    parts = [
        Participant.trusted(actor=names[key], role=_most(given, _ROLES), mention=None) for key, given in roles.items()
    ]
    return tuple(sorted(parts, key=lambda part: (_RANKS[part.role], part.actor.id)))


def _stances(sources: Sequence[Source]) -> tuple[Stance, ...]:
    found = {
        (stance.document or "", stance.evidence.start, stance.evidence.end, stance.holder.id, stance.act): stance
        for source in sources
        for stance in source.stances
    }
    return tuple(found[key] for key in sorted(found))


def _confidence(sources: Sequence[Source], first: Mapping[str, str]) -> float:
    """The chance that not every independent source was misread."""
    best: dict[str, float] = {}
    for source in sources:
        document = first[source.document]
        best[document] = max(best.get(document, 0.0), source.confidence)
    doubt = 1.0
    for document in sorted(best):
        doubt *= 1.0 - best[document]
    return round(1.0 - doubt, 4)

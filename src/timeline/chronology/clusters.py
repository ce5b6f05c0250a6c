"""Which tellings are of one event: best-informed tellings found groups, and each further one joins the likest.

Tellings are taken in a fixed order, dated ones first and by date, so that the groups are a function of the set of
tellings alone, whatever order or earlier merging they come from. A telling meets only groups that share a key with it
(what happens together with an actor, a place, or an actor that the article is about), and of these only the nearest
in time; so the work grows with the number of tellings, not with its square.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, pairwise

from timeline.chronology.naming import name_key, names_in
from timeline.chronology.similarity import DATE_SLACK, EVER, NEVER, THRESHOLD, Profile, dates, named, profile, score
from timeline.schema import EventType, Source

#: Of the groups that share a key with a telling, so many nearest in time are compared.
NEIGHBOURS = 12
#: Dates further apart than this never meet in one group: each side may have been widened by a disagreement.
REACH = 2 * DATE_SLACK + 1
#: Actors and places that stand for what an article is about.
CONTEXT = 8
#: Two articles are copies when so large a share of the sentences that tell events is the same, ...
COPY_SHARE = 0.6
#: ... and at least so many; sentences that stand in more articles than COMMON are formulas, not copies.
COPY_SENTENCES, COMMON = 3, 50

_NOT_WORD = re.compile(r"\W+")
#: What happens, or its type and day: on this shelf of the index a name is looked up.
Shelf = str | tuple[EventType, int]
#: The groups that have a name, by day; an entry is the day number and the group's in one integer.
Posting = list[int]
Index = dict[Shelf, dict[str, Posting]]
SHIFT = 32
MASK = (1 << SHIFT) - 1


def by_document(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """The tellings of each document, in the order of their ids."""
    told: dict[str, list[Source]] = {}
    for source in sources:
        told.setdefault(source.document, []).append(source)
    for tellings in told.values():
        tellings.sort(key=lambda source: source.id)
    return told


def contexts(told: Mapping[str, Iterable[Source]]) -> dict[str, frozenset[str]]:
    """The keys of the actors and places that each document is about, by document."""
    shared: dict[str, str] = {}  # each key is held once, however many documents have it
    about: dict[str, frozenset[str]] = {}
    for document, sources in told.items():
        keys: list[str] = []
        read: set[int] = set()
        for source in sources:
            sentence = source.sentence
            if sentence.start not in read:
                read.add(sentence.start)
                keys += names_in(sentence.text)
            keys += [name_key(part.actor.name) for part in source.participants if named(part.actor)]
            if source.place:
                keys.append(source.place.casefold())
        about[document] = frozenset([shared.setdefault(key, key) for key in _most_told(keys)])
    return about


def _most_told(keys: Sequence[str]) -> Iterable[str]:
    found = set(keys)
    if len(found) <= CONTEXT:
        return found
    return [key for key, _ in sorted(Counter(keys).items(), key=lambda item: (-item[1], item[0]))[:CONTEXT]]


def copies(told: Mapping[str, Iterable[Source]]) -> dict[str, str]:
    """For each document the one that stands for it: itself, or the first of the articles that print the same.

    Wire copies count as one source wherever sources are counted.
    """
    sentences = {
        document: {_NOT_WORD.sub(" ", source.sentence.text.casefold()).strip() for source in sources}
        for document, sources in told.items()
    }
    holder: dict[str, str] = {}
    holders: dict[str, list[str]] = {}  # of the sentences that more than one document has
    for document in sorted(sentences):
        for sentence in sentences[document]:
            one = holder.setdefault(sentence, document)
            if one != document:
                holders.setdefault(sentence, [one]).append(document)
    shared: Counter[tuple[str, str]] = Counter()
    for documents in holders.values():
        if len(documents) <= COMMON:
            # A chain of neighbours is enough to find copies of copies, and stays linear.
            shared.update(pairwise(documents))
    first = {document: document for document in sentences}
    for (one, other), count in sorted(shared.items()):
        least = min(len(sentences[one]), len(sentences[other]))
        if count >= COPY_SENTENCES and count >= COPY_SHARE * least:
            first[other] = first[one]
    return first


def cluster(
    told: Mapping[str, Sequence[Source]],
    *,
    must_link: Iterable[frozenset[str]] = (),
    cannot_link: Mapping[str, set[str]],
) -> list[Profile]:
    """The groups of tellings that are of one event, in the order in which they were founded.

    `told` are the tellings by document. `must_link` are sets of telling ids that the user takes for one event,
    `cannot_link` gives for a telling's id those that the user keeps apart from it.
    """
    about = contexts(told)
    days: dict[tuple[bool, int], list[Sequence[Source]]] = defaultdict(list)
    for sources in _units(told, must_link):
        if len(sources) == 1:
            low, high, printed, dated = dates(sources[0])
        else:
            one = _unit(sources, about, cannot_link)
            low, high, printed, dated = one.low, one.high, one.printed, one.dated
        days[not dated, _near(low, high, printed)].append(sources)
    groups: list[Profile] = []
    stages: dict[str, Index] = defaultdict(new_index)
    # Profiles are made day by day, so that those that join a group are not held all at a time.
    for unit in chain.from_iterable(
        sorted((_unit(sources, about, cannot_link) for sources in days.pop(when)), key=_order) for when in sorted(days)
    ):
        index = stages[unit.stage]
        postings = [index[shelf][name] for shelf, names in keys_of(unit) for name in names]
        best, home = THRESHOLD, None
        # Dated tellings come first, so that they meet dated groups alone.
        nearest = _recent(postings, day_of(unit)) if unit.dated else _familiar(unit, postings, index, groups)
        for number in nearest:
            likeness = score(groups[number], unit, best)
            if likeness > best or (home is None and likeness >= best):
                best, home = likeness, number
        if home is None:
            home = len(groups)
            groups.append(unit)
        else:
            groups[home].join(unit)
        enter(postings, day_of(groups[home]), home)
    return groups


def _units(told: Mapping[str, Sequence[Source]], must_link: Iterable[frozenset[str]]) -> Iterable[Sequence[Source]]:
    """The tellings one by one, but those that the user takes for one event together."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent[parent[name]]
        return name

    for names in must_link:
        for name in sorted(names):
            a, b = sorted((root(name), root(min(names))))
            parent[b] = a
    linked: dict[str, list[Source]] = defaultdict(list)
    for source in chain.from_iterable(told.values()):
        if source.id in parent:
            linked[root(source.id)].append(source)
        else:
            yield (source,)
    for sources in linked.values():
        yield sorted(sources, key=lambda source: source.id)


def _unit(
    sources: Iterable[Source], about: Mapping[str, frozenset[str]], cannot_link: Mapping[str, set[str]]
) -> Profile:
    first, *rest = [profile(source, about[source.document]) for source in sources]
    for other in rest:
        first.join(other)
    if cannot_link:
        first.forbidden = frozenset().union(*(cannot_link.get(source.id, ()) for source in sources))
    return first


def _order(unit: Profile) -> tuple[int, str, int, str]:
    """The order of the tellings of one day: those that name most come first."""
    first = unit.sources[0]
    return -len(unit.actors), first.document, first.trigger.start, first.id


def day_of(group: Profile) -> int:
    """The day near which a group is looked for."""
    return _near(group.low, group.high, group.printed)


def _near(low: int, high: int, printed: int) -> int:
    """The first day, else the last, else the day of publication."""
    if low > NEVER:
        return low
    return high if high < EVER else printed


def new_index() -> Index:
    """An index whose shelves and postings come into being when they are asked for."""
    return defaultdict(lambda: defaultdict(list))


def keys_of(group: Profile) -> list[tuple[Shelf, Collection[str]]]:
    """What a group is looked up by: shelves, and the names on each; their order says nothing."""
    names = dict.fromkeys((*group.actors, *group.places, *group.context))
    keys: list[tuple[Shelf, Collection[str]]] = [(concept, names) for concept in group.concepts]
    if group.dated and (group.agents or group.others):
        keys.append(((group.type, group.low), group.agents | group.others))
    return keys


def enter(postings: Iterable[Posting], day: int, number: int) -> None:
    """Put a group on postings, near a day."""
    entry = day << SHIFT | number
    for posting in postings:
        if not posting or posting[-1] < entry:
            posting.append(entry)
        elif posting[-1] != entry:
            place = bisect_left(posting, entry)
            if posting[place] != entry:
                posting.insert(place, entry)


def candidates(postings: Iterable[Posting], day: int) -> list[int]:
    """The groups that share a key, of each key those nearest in time."""
    found: set[int] = set()
    for posting in postings:
        found.update(_nearest(posting, day))
    return sorted({entry & MASK for entry in found})


def _recent(postings: Iterable[Posting], day: int) -> list[int]:
    """The groups of the last days that share a key, of each key those nearest in time."""
    found: set[int] = set()
    first = (day - REACH) << SHIFT
    for posting in postings:
        if posting and posting[-1] >= first:
            found.update(posting[bisect_left(posting, first) :][-NEIGHBOURS:])
    return sorted({entry & MASK for entry in found})


def _familiar(unit: Profile, postings: Iterable[Posting], index: Index, groups: Sequence[Profile]) -> list[int]:
    """Of the groups nearest in time, those that share two keys with a telling, or an actor of the event itself.

    For a telling without a date, which otherwise meets every group that shares one name with its article.
    """
    day, actors = day_of(unit), unit.actors.keys()
    met = [number for posting in postings if posting for number in {entry & MASK for entry in _nearest(posting, day)}]
    close = {
        entry & MASK for concept in unit.concepts for actor in actors for entry in _nearest(index[concept][actor], day)
    }
    return sorted(
        number
        for number, shared in Counter(met).items()
        if shared > 1 or (number in close and not actors.isdisjoint(groups[number].actors))
    )


def _nearest(posting: Posting, day: int) -> Posting:
    """The entries of a posting nearest to a day, `NEIGHBOURS` at most."""
    if len(posting) <= NEIGHBOURS:
        return posting
    start = max(0, min(bisect_left(posting, day << SHIFT) - NEIGHBOURS // 2, len(posting) - NEIGHBOURS))
    return posting[start : start + NEIGHBOURS]

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

from timeline.chronology.apart import DATE_SLACK
from timeline.chronology.naming import name_key, names_in
from timeline.chronology.profiles import EVER, NEVER, Profile, profile
from timeline.chronology.similarity import THRESHOLD, score
from timeline.schema import EventType, Source

#: Of the groups that share a key with a telling, so many nearest in time are compared.
NEIGHBOURS = 12
#: Of those that share a key with a telling without a date, so many that are not too late.
LATEST = 6
#: So few groups that share a key with it, fewer than one key of many gives, are all compared with it.
FEW = LATEST - 1
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
#: What a group is looked up by: shelves, and the names on each.
Keys = list[tuple[Shelf, Collection[str]]]
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


def profiles(sources: Iterable[Source]) -> list[Profile]:
    """The profiles of a document's tellings, with the keys of the actors and places that it is about."""
    units = [profile(source) for source in sources]
    keys: list[str] = []
    read: set[int] = set()
    for unit in units:
        (source,) = unit.sources
        sentence = source.sentence
        if sentence.start not in read:
            read.add(sentence.start)
            keys += names_in(sentence.text)
        keys += [name_key(unit.actors[key].name) for key in chain(unit.agents, unit.others)]
        keys += unit.places
    about = frozenset(_most_told(keys))
    for unit in units:
        unit.context = about
    return units


def _most_told(keys: Sequence[str]) -> Iterable[str]:
    found = set(keys)
    if len(found) <= CONTEXT:
        return found
    return [key for key, _ in sorted(Counter(keys).items(), key=lambda item: (-item[1], item[0]))[:CONTEXT]]


def copies(told: Mapping[str, Iterable[Source]]) -> dict[str, str]:
    """For each document the one that stands for it: itself, or the first of the articles that print the same.

    Wire copies count as one source wherever sources are counted.
    """
    printed = ((document, {source.sentence.text for source in sources}) for document, sources in told.items())
    sentences = {
        document: {_NOT_WORD.sub(" ", text.casefold()).strip() for text in texts}
        for document, texts in printed
        if len(texts) >= COPY_SENTENCES
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
    first = {document: document for document in told}
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
    # By day, so that one day's are sorted and let go at a time: those that join a group are held no longer.
    days: dict[tuple[bool, int], list[Profile]] = defaultdict(list)
    roots = _roots(must_link)
    together: dict[str, list[Profile]] = defaultdict(list)
    for sources in told.values():
        for source, unit in zip(sources, profiles(sources), strict=True):
            if cannot_link:
                unit.forbidden = frozenset(cannot_link.get(source.id, ()))
            if roots and source.id in roots:
                together[roots[source.id]].append(unit)
            else:
                days[not unit.dated, day_of(unit)].append(unit)
    for units in together.values():
        one, *rest = sorted(units, key=lambda unit: unit.sources[0].id)
        for unit in rest:
            one.join(unit)
        days[not one.dated, day_of(one)].append(one)
    groups: list[Profile] = []
    stages: dict[str, Index] = defaultdict(new_index)
    for unit in chain.from_iterable(sorted(days.pop(when), key=_order) for when in sorted(days)):
        index = stages[unit.stage]
        postings = postings_on(index, keys_of(unit))
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


def _roots(must_link: Iterable[frozenset[str]]) -> dict[str, str]:
    """For each telling that the user takes for one event with others, one of them that is the same for all."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent[parent[name]]
        return name

    for names in must_link:
        for name in sorted(names):
            a, b = sorted((root(name), root(min(names))))
            parent[b] = a
    return {name: root(name) for name in list(parent)}


def _order(unit: Profile) -> tuple[int, str, int, str]:
    """The order of the tellings of one day: those that name most come first."""
    first = unit.sources[0]
    return -len(unit.actors), first.document, first.trigger.start, first.id


def day_of(group: Profile) -> int:
    """The day near which a group is looked for: its first, else its last, else that of publication."""
    if group.low > NEVER:
        return group.low
    return group.high if group.high < EVER else group.printed


def new_index() -> Index:
    """An index whose shelves and postings come into being when they are asked for."""
    return defaultdict(lambda: defaultdict(list))


def keys_of(group: Profile) -> Keys:
    """What a group is looked up by: shelves, and the names and counted things on each; their order says nothing."""
    names = {*group.context, *group.actors, *group.places, *group.numbers}
    keys: Keys = [(concept, names) for concept in group.concepts]
    if group.dated and (group.agents or group.others):
        keys.append(((group.type, group.low), group.agents | group.others))
    return keys


def postings_on(index: Index, keys: Keys) -> list[Posting]:
    """The postings of keys, new ones where the index has none."""
    return [posting for shelf, names in keys for posting in map(index[shelf].__getitem__, names)]


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


def _familiar(unit: Profile, postings: Sequence[Posting], index: Index, groups: Sequence[Profile]) -> list[int]:
    """Of the latest groups that are not too late, those that share two keys with a telling, or an actor of its event.

    For a telling without a date, which otherwise meets every group that shares one name with its article.
    """
    end, actors = (unit.high + 1) << SHIFT, unit.actors.keys()
    once: set[int] = set()
    familiar: set[int] = set()
    for posting in postings:
        if posting:
            near = {entry & MASK for entry in _before(posting, end)}
            familiar |= once & near
            once |= near
    if len(once) <= FEW:
        return sorted(once)
    if len(familiar) < len(once):
        known = (_before(index[concept][actor], end) for concept in unit.concepts for actor in actors)
        close = {entry & MASK for entry in chain.from_iterable(known)} - familiar
        familiar.update([number for number in close if not actors.isdisjoint(groups[number].actors)])
    return sorted(familiar)


def _before(posting: Posting, end: int) -> Posting:
    """The last entries of a posting before an entry, `LATEST` at most."""
    if posting[-1:] < [end]:
        return posting[-LATEST:]
    place = bisect_left(posting, end)
    return posting[max(0, place - LATEST) : place]


def _nearest(posting: Posting, day: int) -> Posting:
    """The entries of a posting nearest to a day, `NEIGHBOURS` at most."""
    if len(posting) <= NEIGHBOURS:
        return posting
    start = max(0, min(bisect_left(posting, day << SHIFT) - NEIGHBOURS // 2, len(posting) - NEIGHBOURS))
    return posting[start : start + NEIGHBOURS]

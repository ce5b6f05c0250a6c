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
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from timeline.chronology.naming import name_key, names_in
from timeline.chronology.similarity import DATE_SLACK, EVER, NEVER, THRESHOLD, Profile, named, profile, score
from timeline.schema import Source

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
Key = tuple[str, ...]
#: For each key the groups that have it, by day; an entry is the day number and the group's in one integer.
Index = dict[Key, list[int]]
SHIFT = 32
MASK = (1 << SHIFT) - 1


def contexts(sources: Iterable[Source]) -> dict[str, frozenset[str]]:
    """The keys of the actors and places that each document is about, by document."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    told: set[tuple[str, int]] = set()
    for source in sources:
        count = counts[source.document]
        sentence = (source.document, source.sentence.start)
        if sentence not in told:
            told.add(sentence)
            for name in names_in(source.sentence.text):
                count[name] += 1
        for part in source.participants:
            if named(part.actor):
                count[name_key(part.actor.name)] += 1
        if source.place:
            count[source.place.casefold()] += 1
    return {document: frozenset(_most_told(count)) for document, count in counts.items()}


def _most_told(count: Mapping[str, int]) -> Iterable[str]:
    if len(count) <= CONTEXT:
        return count
    return (key for key, _ in sorted(count.items(), key=lambda item: (-item[1], item[0]))[:CONTEXT])


def copies(sources: Iterable[Source]) -> dict[str, str]:
    """For each document the one that stands for it: itself, or the first of the articles that print the same.

    Wire copies count as one source wherever sources are counted.
    """
    sentences: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        sentences[source.document].add(_NOT_WORD.sub(" ", source.sentence.text.casefold()).strip())
    holders: dict[str, list[str]] = defaultdict(list)
    for document in sorted(sentences):
        for sentence in sentences[document]:
            holders[sentence].append(document)
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
    sources: Sequence[Source], *, must_link: Iterable[frozenset[str]] = (), cannot_link: Mapping[str, set[str]]
) -> list[Profile]:
    """The groups of tellings that are of one event, in the order in which they were founded.

    `must_link` are sets of telling ids that the user takes for one event, `cannot_link` gives for a telling's id those
    that the user keeps apart from it.
    """
    about = contexts(sources)
    units = _units(sources, about, must_link, cannot_link)
    units.sort(key=_order, reverse=True)
    groups: list[Profile] = []
    stages: dict[str, Index] = defaultdict(lambda: defaultdict(list))
    while units:  # what has joined a group is let go
        unit = units.pop()
        keys, index = keys_of(unit), stages[unit.stage]
        best, home = THRESHOLD, None
        # Dated tellings come first, so that they meet dated groups alone.
        nearest = (
            candidates(keys, day_of(unit), index, reach=REACH) if unit.dated else _familiar(unit, keys, index, groups)
        )
        for number in nearest:
            likeness = score(groups[number], unit, best)
            if likeness > best or (home is None and likeness >= best):
                best, home = likeness, number
        if home is None:
            home = len(groups)
            groups.append(unit)
        else:
            groups[home].join(unit)
        enter(index, keys, day_of(groups[home]), home)
    return groups


def _units(
    sources: Sequence[Source],
    about: Mapping[str, frozenset[str]],
    must_link: Iterable[frozenset[str]],
    cannot_link: Mapping[str, set[str]],
) -> list[Profile]:
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        while parent.setdefault(name, name) != name:
            parent[name] = name = parent[parent[name]]
        return name

    for names in must_link:
        for name in sorted(names):
            a, b = sorted((root(name), root(min(names))))
            parent[b] = a
    units: dict[str, Profile] = {}
    for source in sources:
        one = profile(source, about[source.document])
        one.forbidden |= cannot_link.get(source.id, frozenset())
        name = root(source.id) if parent else source.id
        if name in units:
            units[name].join(one)
        else:
            units[name] = one
    return list(units.values())


def _order(unit: Profile) -> tuple[bool, int, int, str, int, str]:
    first = unit.sources[0]
    return (not unit.dated, day_of(unit), -len(unit.actors), first.document, first.trigger.start, first.id)


def day_of(group: Profile) -> int:
    """The day near which a group is looked for: its first, else its last, else its publication's."""
    if group.low > NEVER:
        return group.low
    return group.high if group.high < EVER else group.printed


def keys_of(group: Profile) -> list[Key]:
    """What a group is looked up by; the order says nothing."""
    about = (*group.actors, *group.places, *group.context)
    keys: list[Key] = [(concept, key) for concept in group.concepts for key in dict.fromkeys(about)]
    if group.dated:
        day = str(group.low)
        keys += [(group.type, actor, day) for actor in group.agents | group.others]
    return keys


def enter(index: Index, keys: Iterable[Key], day: int, number: int) -> None:
    entry = day << SHIFT | number
    for key in keys:
        posting = index[key]
        if not posting or posting[-1] < entry:
            posting.append(entry)
        else:
            place = bisect_left(posting, entry)
            if posting[place] != entry:
                posting.insert(place, entry)


def candidates(keys: Iterable[Key], day: int, index: Mapping[Key, list[int]], *, reach: int | None = None) -> list[int]:
    """The groups that share a key, those nearest in time, or none before the last `reach` days."""
    found: set[int] = set()
    first = -1 if reach is None else (day - reach) << SHIFT
    for key in keys:
        posting = index.get(key)
        if posting and posting[-1] >= first:
            found.update(
                _nearest(posting, day) if reach is None else posting[bisect_left(posting, first) :][-NEIGHBOURS:]
            )
    return sorted({entry & MASK for entry in found})


def _familiar(
    unit: Profile, keys: Iterable[Key], index: Mapping[Key, list[int]], groups: Sequence[Profile]
) -> list[int]:
    """Of the groups nearest in time, those that share two keys with a telling, or an actor of the event itself.

    For a telling without a date, which otherwise meets every group that shares one name with its article.
    """
    day, actors = day_of(unit), unit.actors.keys()
    met: list[int] = []
    close: set[int] = set()
    for key in keys:
        posting = index.get(key)
        if posting:
            found = {entry & MASK for entry in _nearest(posting, day)}
            met += found
            if key[1] in actors:
                close |= found
    return sorted(
        number
        for number, shared in Counter(met).items()
        if shared > 1 or (number in close and not actors.isdisjoint(groups[number].actors))
    )


def _nearest(posting: list[int], day: int) -> list[int]:
    """The entries of an index nearest to a day, `NEIGHBOURS` at most."""
    if len(posting) <= NEIGHBOURS:
        return posting
    start = max(0, min(bisect_left(posting, day << SHIFT) - NEIGHBOURS // 2, len(posting) - NEIGHBOURS))
    return posting[start : start + NEIGHBOURS]

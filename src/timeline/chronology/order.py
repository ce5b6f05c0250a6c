"""A chronology from events: what dates, texts and plans together say about who precedes whom."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from timeline.chronology import network
from timeline.chronology.chronology import Chronology, told_bounds
from timeline.chronology.memory import uncollected
from timeline.chronology.profiles import EVER, NEVER
from timeline.errors import InputError
from timeline.schema import Contradiction, Event, Link, LinkReason, Source


def order(events: Iterable[Event]) -> Chronology:
    """The chronology of events, merged or fresh; each event once.

    The sequence is total and stable: by links first, then by first possible day (the last, where the first is
    unknown), last possible day, publication, place in the article, and id. Links that contradict each other or the
    dates are reported in `contradictions`, smallest chain first; the weakest of each is left out and the rest ordered.
    Raises `InputError` when two different events have one id, or something is no event.

    >>> order([]).events
    ()
    """
    given = list(events)
    with uncollected():
        return _ordered(given)


def _ordered(events: Iterable[Event]) -> Chronology:
    by_id: dict[str, Event] = {}
    for event in events:
        if not isinstance(event, Event):
            raise InputError(
                f"order takes events, not {type(event).__name__}; give article.events or what merge returns"
            )
        held = by_id.setdefault(event.id, event)
        if held is not event and held != event:
            raise InputError(f"two different events have the id {event.id!r}; merge them first")
    told = {name: told_bounds(event) for name, event in by_id.items()}
    links: list[Link] = []
    contradictions: list[Contradiction] = []
    bounds = dict(told)
    for part in network.components(_links(by_id)):
        solved = network.solve(part, told)
        bounds |= solved.bounds
        links += solved.links
        contradictions += solved.contradictions
    contradictions.sort(key=lambda found: (len(found.links), [network.sort_key(link) for link in found.links]))
    return Chronology(
        events=tuple(by_id[name] for name in _sequence(by_id, bounds, links)),
        links=tuple(sorted(links, key=network.sort_key)),
        contradictions=tuple(contradictions),
    )


def _links(events: Mapping[str, Event]) -> Iterator[Link]:
    """What texts say of the order, and plans before what fulfils or cancels them, among the events at hand."""
    ends = {name for event in events.values() for source in event.sources for name in (*source.after, *source.before)}
    told_of = ((source.id, name) for name, event in events.items() for source in event.sources if source.id in ends)
    home = dict(told_of) if ends else {}
    seen = set()
    for name, event in events.items():
        for source in event.sources if home else ():
            told = [(home[other], name) for other in source.after if other in home]
            told += [(name, home[other]) for other in source.before if other in home]
            for before, after in told:
                if before != after and (before, after, source.document) not in seen:  # each side of a pair tells it
                    seen.add((before, after, source.document))
                    yield _cue(before, after, source)
        for plan in (*event.realises, *event.cancels):
            if plan in events and plan != name:
                yield Link(before=plan, after=name, reason=LinkReason.REALISES)


def _cue(before: str, after: str, source: Source) -> Link:
    words = next((why.words for why in source.evidence if why.field in ("after", "before", "order")), None)
    return Link(before=before, after=after, reason=LinkReason.CUE, document=source.document, words=words)


def _sequence(
    events: Mapping[str, Event], bounds: Mapping[str, tuple[int, int]], links: Sequence[Link]
) -> Iterator[str]:
    """The ids in display order: Kahn's algorithm with the earliest event first.

    Bounds are propagated along links, so every ancestor of an event has a key no later than the event's last day; that
    is why no event waits for a link while one that is certainly later by date passes it.
    """
    following: dict[str, list[str]] = defaultdict(list)
    waiting = dict.fromkeys(events, 0)
    for before, after in {(link.before, link.after) for link in links}:
        following[before].append(after)
        waiting[after] += 1
    heap = [_key(events[name], bounds[name]) for name, count in waiting.items() if not count]
    heapq.heapify(heap)
    while heap:
        name = heapq.heappop(heap)[-1]
        yield name
        for other in following[name]:
            waiting[other] -= 1
            if not waiting[other]:
                heapq.heappush(heap, _key(events[other], bounds[other]))


def _key(event: Event, bounds: tuple[int, int]) -> tuple[int, int, str, str, int, str]:
    low, high = bounds
    source = event.sources[0]
    published = source.published.edtf if source.published else ""
    first = low if low > NEVER else high
    return first, min(high, EVER), published, source.document, event.trigger.start, event.id

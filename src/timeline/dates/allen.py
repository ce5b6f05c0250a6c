"""Allen's thirteen relations between intervals of days, also where their ends are not exactly known.

Intervals are inclusive days and count as half-open stretches of time, so that a day meets the next one and a single
day has a length. What is known of two uncertain intervals is the *set* of relations that may hold; a narrower date can
only make that set smaller.

Source: J. F. Allen, "Maintaining knowledge about temporal intervals", CACM 26(11), 1983.
"""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import combinations, product
from typing import NamedTuple

from timeline.schema.time import TimeValue


class Allen(StrEnum):
    """How one interval lies to another."""

    BEFORE = "before"
    MEETS = "meets"
    OVERLAPS = "overlaps"
    STARTS = "starts"
    DURING = "during"
    FINISHES = "finishes"
    EQUALS = "equals"
    FINISHED_BY = "finished-by"
    CONTAINS = "contains"
    STARTED_BY = "started-by"
    OVERLAPPED_BY = "overlapped-by"
    MET_BY = "met-by"
    AFTER = "after"


Relations = frozenset[Allen]
ALL: Relations = frozenset(Allen)

# The order of the four ends in time; those in one group coincide. 0 and 1 are the first interval's start and end,
# 2 and 3 the second's.
_ENDS: dict[Allen, tuple[tuple[int, ...], ...]] = {
    Allen.BEFORE: ((0,), (1,), (2,), (3,)),
    Allen.MEETS: ((0,), (1, 2), (3,)),
    Allen.OVERLAPS: ((0,), (2,), (1,), (3,)),
    Allen.STARTS: ((0, 2), (1,), (3,)),
    Allen.DURING: ((2,), (0,), (1,), (3,)),
    Allen.FINISHES: ((2,), (0,), (1, 3)),
    Allen.EQUALS: ((0, 2), (1, 3)),
    Allen.FINISHED_BY: ((0,), (2,), (1, 3)),
    Allen.CONTAINS: ((0,), (2,), (3,), (1,)),
    Allen.STARTED_BY: ((0, 2), (3,), (1,)),
    Allen.OVERLAPPED_BY: ((2,), (0,), (3,), (1,)),
    Allen.MET_BY: ((2,), (0, 3), (1,)),
    Allen.AFTER: ((2,), (3,), (0,), (1,)),
}
_CONVERSE = dict(zip(Allen, reversed(Allen), strict=True))


class Uncertain(NamedTuple):
    """An interval of inclusive days whose first and last day lie between bounds; None is no bound.

    >>> Uncertain(first=(date(2020, 2, 1), date(2020, 2, 29)), last=(None, date(2020, 3, 5))).last[0] is None
    True
    """

    first: tuple[date | None, date | None]
    last: tuple[date | None, date | None]


def exactly(first: date, last: date) -> Uncertain:
    """Return the interval whose first and last day are known.

    >>> relations(exactly(date(2020, 2, 1), date(2020, 2, 3)), exactly(date(2020, 2, 4), date(2020, 2, 9)))
    frozenset({<Allen.MEETS: 'meets'>})
    """
    return Uncertain((first, first), (last, last))


def within(time: TimeValue) -> Uncertain:
    """Return the interval of a happening of which only the date is known: it starts and ends within its bounds.

    >>> from timeline.dates import edtf
    >>> within(edtf.read("2020-02")).first
    (datetime.date(2020, 2, 1), datetime.date(2020, 2, 29))
    """
    known = (time.earliest, time.latest)
    return Uncertain(known, known)


def relations(a: Uncertain, b: Uncertain) -> Relations:
    """Return the relations that `a` may have to `b`: one for definite intervals, none if a bound is impossible.

    >>> from timeline.dates import edtf
    >>> early, late = within(edtf.read("2020-01")), within(edtf.read("2020-03"))
    >>> relations(early, late)
    frozenset({<Allen.BEFORE: 'before'>})
    """
    # An inclusive last day ends where the next day starts.
    bounds = [
        (low.toordinal() + shift if low else None, high.toordinal() + shift if high else None)
        for ends in (a, b)
        for (low, high), shift in zip(ends, (0, 1), strict=True)
    ]
    return frozenset(relation for relation, groups in _ENDS.items() if _possible(groups, bounds))


def _possible(groups: tuple[tuple[int, ...], ...], bounds: list[tuple[int | None, int | None]]) -> bool:
    """Whether the ends can lie in this order: each group as early as it can is the best choice for those after it."""
    previous: int | None = None
    for group in groups:
        lows = [low for low, _ in (bounds[end] for end in group) if low is not None]
        highs = [high for _, high in (bounds[end] for end in group) if high is not None]
        earliest = max([*lows, *([previous + 1] if previous is not None else [])], default=None)
        if earliest is not None and highs and earliest > min(highs):
            return False
        previous = earliest
    return True


def converse(held: Iterable[Allen]) -> Relations:
    """Return what `b` may be to `a`, given what `a` may be to `b`.

    >>> converse({Allen.BEFORE, Allen.EQUALS}) == {Allen.AFTER, Allen.EQUALS}
    True
    """
    return frozenset(_CONVERSE[relation] for relation in held)


def compose(first: Iterable[Allen], second: Iterable[Allen]) -> Relations:
    """Return what `a` may be to `c`, given what `a` may be to `b` and `b` to `c`.

    >>> sorted(compose({Allen.OVERLAPS}, {Allen.OVERLAPS}))
    [<Allen.BEFORE: 'before'>, <Allen.MEETS: 'meets'>, <Allen.OVERLAPS: 'overlaps'>]
    """
    table = _compositions()
    return frozenset().union(*(table[pair] for pair in product(frozenset(first), frozenset(second))))


@cache
def _compositions() -> dict[tuple[Allen, Allen], Relations]:
    """Return Allen's composition table, derived: six points are enough to show every arrangement of three intervals."""
    by_ends = {_signature(_example(groups)): relation for relation, groups in _ENDS.items()}
    intervals = list(combinations(range(6), 2))
    found: dict[tuple[Allen, Allen], set[Allen]] = {pair: set() for pair in product(Allen, Allen)}
    between = {(a, b): by_ends[_signature((*a, *b))] for a, b in product(intervals, intervals)}
    for a, b, c in product(intervals, intervals, intervals):
        found[between[a, b], between[b, c]].add(between[a, c])
    return {pair: frozenset(held) for pair, held in found.items()}


def _example(groups: tuple[tuple[int, ...], ...]) -> tuple[int, ...]:
    place = {end: position for position, group in enumerate(groups) for end in group}
    return tuple(place[end] for end in range(4))


def _signature(ends: tuple[int, ...]) -> tuple[int, ...]:
    """Return how the first interval's two ends compare with the second's: -1, 0 or 1 for each pair."""
    return tuple((ends[i] > ends[j]) - (ends[i] < ends[j]) for i in (0, 1) for j in (2, 3))

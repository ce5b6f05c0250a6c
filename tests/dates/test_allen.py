"""`timeline.dates.allen`: the laws of the interval algebra."""

from datetime import date

from hypothesis import given
from strategies import definite_intervals, relation_sets, uncertain_intervals

from timeline.dates import allen, edtf
from timeline.dates.allen import Allen, Relations, Uncertain


@given(definite_intervals(), definite_intervals())
def test_definite_intervals_have_one_relation(a: tuple[date, date], b: tuple[date, date]) -> None:
    """Between intervals whose ends are known exactly one relation holds, and the converse the other way round."""
    held = allen.relations(allen.exactly(*a), allen.exactly(*b))
    assert 1 == len(held)
    assert allen.converse(held) == allen.relations(allen.exactly(*b), allen.exactly(*a))


@given(definite_intervals(), definite_intervals(), definite_intervals())
def test_composition_is_sound(a: tuple[date, date], b: tuple[date, date], c: tuple[date, date]) -> None:
    """What holds between the first and the third interval is in the composition of the two steps."""
    one, two, three = (allen.exactly(*interval) for interval in (a, b, c))
    composed = allen.compose(allen.relations(one, two), allen.relations(two, three))
    assert allen.relations(one, three) <= composed


@given(uncertain_intervals(), uncertain_intervals())
def test_narrowing_only_shrinks(a: tuple[Uncertain, tuple[date, date]], b: tuple[Uncertain, tuple[date, date]]) -> None:
    """A better known date never makes a relation possible that was not."""
    wide, exact = a
    assert allen.relations(allen.exactly(*exact), b[0]) <= allen.relations(wide, b[0])
    assert allen.relations(allen.exactly(*exact), allen.exactly(*b[1])) <= allen.relations(wide, b[0])


@given(uncertain_intervals(), uncertain_intervals())
def test_converse_of_uncertain_intervals(
    a: tuple[Uncertain, tuple[date, date]], b: tuple[Uncertain, tuple[date, date]]
) -> None:
    """The relations of `b` to `a` are the converses of those of `a` to `b`."""
    assert allen.converse(allen.relations(a[0], b[0])) == allen.relations(b[0], a[0])


@given(relation_sets, relation_sets)
def test_laws_of_converse_and_composition(r: Relations, s: Relations) -> None:
    """Converse is its own inverse, turns composition round, and EQUALS composes to nothing new."""
    assert r == allen.converse(allen.converse(r))
    assert allen.converse(allen.compose(r, s)) == allen.compose(allen.converse(s), allen.converse(r))
    assert r == allen.compose(r, {Allen.EQUALS}) == allen.compose({Allen.EQUALS}, r)


def test_known_entries_of_the_table() -> None:
    """The derived table has Allen's own entries: 409 relations over 169 cells, and these two of his examples."""
    assert 409 == sum(len(allen.compose({a}, {b})) for a in Allen for b in Allen)
    assert {Allen.BEFORE} == allen.compose({Allen.BEFORE}, {Allen.MEETS})
    assert allen.ALL == allen.compose({Allen.BEFORE}, {Allen.AFTER})


def test_unknown_dates_allow_everything() -> None:
    """Nothing is excluded between intervals without bounds, and nothing is possible where a bound is impossible."""
    nothing_known = Uncertain((None, None), (None, None))
    impossible = allen.exactly(date(2020, 2, 2), date(2020, 2, 1))
    assert allen.ALL == allen.relations(nothing_known, nothing_known)
    assert frozenset() == allen.relations(impossible, nothing_known)


def test_happenings_within_dates() -> None:
    """Two happenings on one day may have any relation that fits into it: a day is not divided."""
    day = allen.within(edtf.read("2020-02-05"))
    assert frozenset({Allen.EQUALS}) == allen.relations(day, day)
    month = allen.within(edtf.read("2020-02"))
    assert frozenset({Allen.BEFORE, Allen.MEETS}) == allen.relations(month, allen.within(edtf.read("2020-03")))

"""Promises about calendar periods and their arithmetic."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import days

from timeline.dates import arithmetic
from timeline.dates.arithmetic import Edge, Period
from timeline.schema import Granularity

UNITS = (
    Granularity.DAY,
    Granularity.WEEK,
    Granularity.MONTH,
    Granularity.SEASON,
    Granularity.QUARTER,
    Granularity.HALF,
    Granularity.YEAR,
    Granularity.DECADE,
    Granularity.CENTURY,
    Granularity.MILLENNIUM,
)
any_unit = st.sampled_from(UNITS)


@given(days, any_unit)
def test_holding_holds(day: date, unit: Granularity) -> None:
    """The unit that holds a day holds it, and every other day of it is held by the same one."""
    held = arithmetic.holding(day, unit)
    assert held is not None
    assert held.holds(day)
    assert held == arithmetic.holding(held.first, unit) == arithmetic.holding(held.last, unit)


@given(days, any_unit)
def test_neighbours_touch(day: date, unit: Granularity) -> None:
    """The next unit begins on the day after this one ends, and the one before the next is this one."""
    held = arithmetic.holding(day, unit)
    assert held is not None
    following = arithmetic.neighbour(held, 1)
    assert following is not None
    assert held.last + timedelta(days=1) == following.first
    assert held == arithmetic.neighbour(following, -1)


@given(days)
def test_weeks_are_iso(day: date) -> None:
    """Weeks are those of the standard library's ISO calendar."""
    year, number, _ = day.isocalendar()
    held = arithmetic.holding(day, Granularity.WEEK)
    assert arithmetic.week(year, number) == held
    assert held is not None
    assert (1, 7) == (held.first.isoweekday(), held.last.isoweekday())


@given(days, st.integers(-5000, 5000))
def test_day_shifts_invert(day: date, count: int) -> None:
    """A shift by days or weeks is undone by its opposite."""
    for unit in (Granularity.DAY, Granularity.WEEK):
        moved = arithmetic.shift(day, count, unit)
        assert moved is not None
        assert day == arithmetic.shift(moved, -count, unit)


@given(days, st.integers(-600, 600))
def test_month_shifts_return_to_the_month(day: date, count: int) -> None:
    """A shift by months and back returns to the same month, on the same day or clamped before it."""
    moved = arithmetic.shift(day, count, Granularity.MONTH)
    assert moved is not None
    back = arithmetic.shift(moved, -count, Granularity.MONTH)
    assert back is not None
    assert (day.year, day.month) == (back.year, back.month)
    assert back.day == min(day.day, moved.day)


@given(days, st.integers(-40, 40))
def test_years_are_twelve_months(day: date, count: int) -> None:
    """A shift by years is one by twelve times as many months."""
    by_months = arithmetic.shift(day, 12 * count, Granularity.MONTH)
    assert by_months == arithmetic.shift(day, count, Granularity.YEAR)


@pytest.mark.parametrize("unit", UNITS)
def test_shifts_out_of_the_calendar_are_none(unit: Granularity) -> None:
    """A shift beyond the years 1 to 9999 is None and raises nothing."""
    assert arithmetic.shift(date(1990, 1, 1), 10**7, unit) is None
    assert arithmetic.shift(date(1990, 1, 1), -(10**7), unit) is None


@given(days, st.sampled_from([unit for unit in UNITS if unit not in (Granularity.DAY, Granularity.MILLENNIUM)]))
def test_thirds_cut_a_period(day: date, unit: Granularity) -> None:
    """The early, middle and late part of a period follow each other and are all of it."""
    held = arithmetic.holding(day, unit)
    assert held is not None
    parts = [arithmetic.third(held, edge) for edge in Edge]
    assert None not in parts
    early, middle, late = (part for part in parts if part)
    assert (held.first, held.last) == (early.first, late.last)
    assert early.last + timedelta(days=1) == middle.first
    assert middle.last + timedelta(days=1) == late.first


@given(days, st.integers(1, 7))
def test_weekday_search(day: date, weekday: int) -> None:
    """The last such weekday up to a day and the first after it lie a week apart, around the day."""
    before, after = arithmetic.weekday_upto(day, weekday), arithmetic.weekday_after(day, weekday)
    assert before is not None
    assert after is not None
    assert before <= day < after
    assert timedelta(days=7) == after - before
    assert {weekday} == {before.isoweekday(), after.isoweekday()}


@given(days, st.integers(1, 7))
def test_weekdays_in_a_period(day: date, weekday: int) -> None:
    """The candidates for a weekday are all days of the period that fall on it, and only they."""
    period = arithmetic.month(day.year, day.month)
    assert period is not None
    every = [period.first + timedelta(days=n) for n in range(period.days)]
    found = arithmetic.weekdays_in(period, weekday)
    assert [one for one in every if one.isoweekday() == weekday] == list(found)
    assert found[-1] == arithmetic.nth_weekday(period, weekday, -1)
    assert found[0] == arithmetic.nth_weekday(period, weekday, 1)
    assert arithmetic.nth_weekday(period, weekday, 6) is None


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        (arithmetic.decade(199), date(1990, 1, 1), date(1999, 12, 31)),
        (arithmetic.century(18), date(1800, 1, 1), date(1899, 12, 31)),
        (arithmetic.century(0), date(1, 1, 1), date(99, 12, 31)),
        (arithmetic.season(1991, "WI"), date(1991, 12, 1), date(1992, 2, 29)),
        (arithmetic.half(1992, 2), date(1992, 7, 1), date(1992, 12, 31)),
        (arithmetic.weekend(1992, 27), date(1992, 7, 4), date(1992, 7, 5)),
        (arithmetic.week(1992, 53), date(1992, 12, 28), date(1993, 1, 3)),
    ],
)
def test_periods(period: Period | None, first: date, last: date) -> None:
    """Units begin and end where the calendar says."""
    assert period is not None
    assert (first, last) == (period.first, period.last)


def test_no_such_period() -> None:
    """Days, weeks and years that do not exist are None."""
    assert arithmetic.calendar_day(1991, 2, 29) is None
    assert arithmetic.calendar_day(0, 1, 1) is None
    assert arithmetic.week(1991, 53) is None
    assert arithmetic.weekend(1991, 60) is None
    assert arithmetic.year(10000) is None
    assert arithmetic.decade(1000) is None
    assert arithmetic.third(arithmetic.day(date(1992, 1, 1)), Edge.MID) is None
    several = arithmetic.months(1992, 9, 4, Granularity.MONTH)
    assert several is not None
    assert arithmetic.third(several, Edge.END) is None


def test_span_joins_periods() -> None:
    """A span runs from the earlier start to the later end, whichever comes first."""
    may, july = arithmetic.month(1992, 5), arithmetic.month(1992, 7)
    assert may is not None
    assert july is not None
    expected = Period(date(1992, 5, 1), date(1992, 7, 31), Granularity.MONTH)
    assert expected == arithmetic.span(july, may, Granularity.MONTH)

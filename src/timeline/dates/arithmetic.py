"""Calendar periods and the arithmetic of news: shifts with clamping, ISO weeks, thirds, weekday search.

Everything here is pure and counts in inclusive days of the proleptic Gregorian calendar, years 1 to 9999. A result
outside those years is `None`, never an exception: no phrase of a text may make a caller fail.
"""

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from timeline.schema import Granularity

#: ISO 8601-2 season codes in calendar order; winter is named by the year that it begins in.
SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}

_MONTHS = {
    Granularity.MONTH: 1,
    Granularity.SEASON: 3,
    Granularity.QUARTER: 3,
    Granularity.HALF: 6,
    Granularity.YEAR: 12,
    Granularity.DECADE: 120,
    Granularity.CENTURY: 1200,
    Granularity.MILLENNIUM: 12000,
}


class Edge(StrEnum):
    """Which third of a period."""

    START = "START"
    MID = "MID"
    END = "END"


class Period(NamedTuple):
    """A stretch of whole days: `first` and `last` are inclusive, `granularity` the unit it is one of.

    >>> Period(date(1992, 7, 1), date(1992, 7, 31), Granularity.MONTH).days
    31
    """

    first: date
    last: date
    granularity: Granularity

    @property
    def days(self) -> int:
        """How many days it holds."""
        return (self.last - self.first).days + 1

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


def day(when: date) -> Period:
    """The period of one day."""
    return Period(when, when, Granularity.DAY)


def calendar_day(year: int, month: int, number: int) -> date | None:
    """The date, or None when the calendar has no such day.

    >>> calendar_day(1992, 2, 30) is None
    True
    """
    try:
        return date(year, month, number)
    except (ValueError, OverflowError):
        return None


@lru_cache(maxsize=1 << 12)
def months(year: int, month: int, count: int, granularity: Granularity) -> Period | None:
    """The period of `count` whole months from the first of a month; the month may lie outside 1 to 12.

    >>> months(1992, 12, 3, Granularity.SEASON).last
    datetime.date(1993, 2, 28)
    """
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    end_year, end_month = year + (month + count - 2) // 12, (month + count - 2) % 12 + 1
    if not (year >= 1 and end_year <= 9999):
        return None
    return Period(date(year, month, 1), date(end_year, end_month, monthrange(end_year, end_month)[1]), granularity)


def month(year: int, number: int) -> Period | None:
    """A calendar month."""
    return months(year, number, 1, Granularity.MONTH)


def year(number: int) -> Period | None:
    """A calendar year."""
    return months(number, 1, 12, Granularity.YEAR)


def quarter(year_: int, number: int) -> Period | None:
    """A quarter of a calendar year, 1 to 4."""
    return months(year_, 3 * number - 2, 3, Granularity.QUARTER)


def half(year_: int, number: int) -> Period | None:
    """A half of a calendar year, 1 or 2."""
    return months(year_, 6 * number - 5, 6, Granularity.HALF)


def season(year_: int, code: str) -> Period | None:
    """A meteorological season of the northern half, "SP" "SU" "FA" "WI"; winter runs into the next year.

    >>> season(1992, "WI").last
    datetime.date(1993, 2, 28)
    """
    return months(year_, 3 * (SEASONS[code] - 20), 3, Granularity.SEASON)


def decade(number: int) -> Period | None:
    """The ten years that share their first three digits: 199 is 1990 to 1999."""
    return _years(number * 10, 10, Granularity.DECADE)


def century(number: int) -> Period | None:
    """The hundred years that share their first two digits: 19 is 1900 to 1999."""
    return _years(number * 100, 100, Granularity.CENTURY)


def _years(first: int, count: int, granularity: Granularity) -> Period | None:
    start = max(first, 1)  # the year 0 lies outside `datetime.date`, so the first decade and century lose it
    if first < 0 or first + count > 10000:
        return None
    return Period(date(start, 1, 1), date(first + count - 1, 12, 31), granularity)


def week(iso_year: int, number: int) -> Period | None:
    """An ISO 8601 week, Monday to Sunday, or None when that year has no week of that number.

    >>> week(1992, 53).first
    datetime.date(1992, 12, 28)
    >>> week(1991, 53) is None
    True
    """
    try:
        first = date.fromisocalendar(iso_year, number, 1)
        return Period(first, first + timedelta(days=6), Granularity.WEEK)
    except (ValueError, OverflowError):
        return None


def weekend(iso_year: int, number: int) -> Period | None:
    """Saturday and Sunday of an ISO week; its granularity is the day's, for no unit lies between."""
    found = week(iso_year, number)
    return Period(found.first + timedelta(days=5), found.last, Granularity.DAY) if found else None


def holding(when: date, unit: Granularity) -> Period | None:
    """The one period of a unit that a day lies in; for units finer than a day, the day.

    >>> holding(date(1992, 7, 5), Granularity.WEEK).first
    datetime.date(1992, 6, 29)
    """
    match unit:
        case Granularity.WEEK:
            return week(*when.isocalendar()[:2])
        case Granularity.MONTH:
            return month(when.year, when.month)
        case Granularity.SEASON:
            return months(when.year, when.month - when.month % 3, 3, Granularity.SEASON)
        case Granularity.QUARTER:
            return quarter(when.year, (when.month + 2) // 3)
        case Granularity.HALF:
            return half(when.year, 1 if when.month <= 6 else 2)
        case Granularity.YEAR:
            return year(when.year)
        case Granularity.DECADE:
            return decade(when.year // 10)
        case Granularity.CENTURY:
            return century(when.year // 100)
        case Granularity.MILLENNIUM:
            return _years(when.year // 1000 * 1000, 1000, Granularity.MILLENNIUM)
        case _:
            return day(when)


def shift(when: date, count: int, unit: Granularity) -> date | None:
    """The day so many units later (earlier when negative), clamped to the end of a shorter month.

    >>> shift(date(1992, 3, 31), -1, Granularity.MONTH)
    datetime.date(1992, 2, 29)
    """
    size = _MONTHS.get(unit)
    try:
        if size is None:
            return when + timedelta(days=count * (7 if unit is Granularity.WEEK else 1))
        index = when.year * 12 + when.month - 1 + count * size
        year_, month_ = index // 12, index % 12 + 1
        if not 1 <= year_ <= 9999:
            return None
        return date(year_, month_, min(when.day, monthrange(year_, month_)[1]))
    except OverflowError:
        return None


def neighbour(period: Period, count: int) -> Period | None:
    """The period of the same unit so many places later (earlier when negative).

    >>> neighbour(quarter(1992, 1), -1).first
    datetime.date(1991, 10, 1)
    """
    moved = shift(period.first, count, period.granularity)
    return holding(moved, period.granularity) if moved else None


def span(first: Period, last: Period, granularity: Granularity) -> Period:
    """The stretch from the start of one period to the end of another.

    >>> span(month(1992, 1), month(1992, 3), Granularity.MONTH).days
    91
    """
    return Period(min(first.first, last.first), max(first.last, last.last), granularity)


def third(period: Period, edge: Edge) -> Period | None:
    """The early, middle or late part of a period, by the guide's thirds.

    A month is cut after its 10th and 20th day, a year after April and August, a decade after its years 3 and 6, a
    season or quarter into its months, a half into pairs of months, a century after its years 33 and 66, a week after
    Tuesday and Thursday. The part has the granularity that it is cut at. None for finer units, and for a stretch of
    several.

    >>> third(month(1992, 6), Edge.END).first
    datetime.date(1992, 6, 21)
    """
    first, last, unit = period
    if holding(first, unit) != period:
        return None
    place = list(Edge).index(edge)
    match unit:
        case Granularity.WEEK:
            low, high = ((0, 1), (2, 3), (4, 6))[place]
            return Period(first + timedelta(days=low), first + timedelta(days=high), Granularity.DAY)
        case Granularity.MONTH:
            low, high = ((1, 10), (11, 20), (21, last.day))[place]
            return Period(first.replace(day=low), first.replace(day=high), Granularity.DAY)
        case Granularity.SEASON | Granularity.QUARTER:
            return months(first.year, first.month + place, 1, Granularity.MONTH)
        case Granularity.HALF:
            return months(first.year, first.month + 2 * place, 2, Granularity.MONTH)
        case Granularity.YEAR:
            return months(first.year, 4 * place + 1, 4, Granularity.MONTH)
        case Granularity.DECADE:
            low, high = ((0, 3), (4, 6), (7, 9))[place]
        case Granularity.CENTURY:
            low, high = ((0, 33), (34, 66), (67, 99))[place]
        case _:
            return None
    base = last.year - (9 if unit is Granularity.DECADE else 99)
    return Period(date(max(base + low, 1), 1, 1), date(base + high, 12, 31), Granularity.YEAR)


def weekday_upto(when: date, weekday: int) -> date | None:
    """The latest such weekday (ISO, Monday is 1) on or before a day.

    >>> weekday_upto(date(1992, 7, 5), 3)
    datetime.date(1992, 7, 1)
    """
    return shift(when, -((when.isoweekday() - weekday) % 7), Granularity.DAY)


def weekday_after(when: date, weekday: int) -> date | None:
    """The first such weekday strictly after a day.

    >>> weekday_after(date(1992, 7, 5), 7)
    datetime.date(1992, 7, 12)
    """
    return shift(when, (weekday - when.isoweekday() - 1) % 7 + 1, Granularity.DAY)


def weekdays_in(period: Period, weekday: int) -> tuple[date, ...]:
    """Every such weekday of a period, in order: the candidates for a bare weekday under a coarse date.

    >>> len(weekdays_in(month(2020, 2), 3))
    4
    """
    start = period.first.toordinal() + (weekday - period.first.isoweekday()) % 7
    return tuple(date.fromordinal(n) for n in range(start, period.last.toordinal() + 1, 7))


def nth_weekday(period: Period, weekday: int, place: int) -> date | None:
    """The first (1), second ... or last (-1) such weekday of a period, or None when it has fewer.

    >>> nth_weekday(month(1992, 5), 7, 2)
    datetime.date(1992, 5, 10)
    """
    found = weekdays_in(period, weekday)
    index = place - 1 if place > 0 else len(found) + place
    return found[index] if 0 <= index < len(found) else None

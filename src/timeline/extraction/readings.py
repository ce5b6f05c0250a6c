"""What a time expression means once it is placed: its TIMEX3 value, its EDTF, and the days it covers."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from timeline.dates import arithmetic, edtf
from timeline.dates.arithmetic import Edge, Period
from timeline.errors import DateError
from timeline.schema import Anchor, Granularity, TimeValue, TimexMod, TimexType

#: Units of a TIMEX3 duration: the letter, whether it is a clock unit, and how many of the letter's unit one is.
_LETTERS = {
    "second": ("S", True, 1),
    "minute": ("M", True, 1),
    "quarterhour": ("M", True, 15),
    "hour": ("H", True, 1),
    "day": ("D", False, 1),
    "week": ("W", False, 1),
    "weekend": ("WE", False, 1),
    "month": ("M", False, 1),
    "quarter": ("M", False, 3),
    "halfyear": ("M", False, 6),
    "year": ("Y", False, 1),
    "decade": ("Y", False, 10),
    "century": ("Y", False, 100),
    "millennium": ("Y", False, 1000),
}

#: A fraction of a unit is written in whole ones of the next unit that divides it.
_SMALLER = {"hour": ("minute", 60), "minute": ("second", 60), "year": ("month", 12), "day": ("hour", 24)}


class Reading(NamedTuple):
    """One expression placed: what `Timex` says, and what later expressions need to know of it.

    `period` is the days it covers (inclusive), `days` the candidates of a one-of set, `clock` the part of the value
    behind the day ("T14:00", "TEV"). `deictic` says that it was counted from the document's date, not stated.
    """

    type: TimexType
    value: str
    edtf: str | None = None
    mod: TimexMod | None = None
    period: Period | None = None
    days: tuple[date, ...] = ()
    clock: str = ""
    deictic: bool = False
    vague: bool = False
    stated: tuple[Granularity, ...] = ()
    inferred: tuple[Granularity, ...] = ()
    anchor: Anchor | None = None
    granularity: Granularity | None = None

    def time(self) -> TimeValue | None:
        """The place on the calendar, or None where there is none."""
        if self.edtf is None:
            return None
        try:
            return edtf.read(
                self.edtf,
                stated=self.stated,
                inferred=self.inferred,
                anchor=self.anchor,
                granularity=self.granularity,
            )
        except DateError:  # a phrase such as "from May to January" can leave an interval that ends before it starts
            return None

    def with_(self, **changes: object) -> "Reading":
        """A copy with some fields changed."""
        return self._replace(**changes)  # type: ignore[arg-type]


def value_of(period: Period) -> str:
    """The TIMEX3 value of a calendar unit.

    >>> value_of(arithmetic.season(1992, "WI"))
    '1992-WI'
    """
    first, _, unit = period
    year = f"{first.year:04}"
    match unit:
        case Granularity.WEEK:
            iso = first.isocalendar()
            return f"{iso.year:04}-W{iso.week:02}"
        case Granularity.MONTH:
            return f"{year}-{first.month:02}"
        case Granularity.SEASON:
            code = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}[first.month]
            return f"{year}-{code}"
        case Granularity.QUARTER:
            return f"{year}-Q{(first.month + 2) // 3}"
        case Granularity.HALF:
            return f"{year}-H{1 if first.month < 7 else 2}"
        case Granularity.YEAR:
            return year
        case Granularity.DECADE:
            return f"{period.last.year // 10:03}"
        case Granularity.CENTURY:
            return f"{period.last.year // 100:02}"
        case Granularity.MILLENNIUM:
            return f"{period.last.year // 1000}"
        case _:
            return first.isoformat()


def edtf_of(period: Period) -> str:
    """The EDTF of a calendar unit or a stretch of them, by the unit it is precise to.

    >>> edtf_of(arithmetic.quarter(1992, 3))
    '1992-07/1992-09'
    """
    first, last, unit = period
    match unit:
        case Granularity.SEASON:
            return edtf.month(first.year, {3: 21, 6: 22, 9: 23, 12: 24}[first.month])
        case Granularity.YEAR if first.year == last.year:
            return f"{first.year:04}"
        case Granularity.DECADE:
            return edtf.decade(last.year)
        case Granularity.CENTURY:
            return edtf.century(last.year)
    return interval(ends(period))


def ends(period: Period) -> tuple[str, str]:
    """The first and last point of a period, each written in the unit that the period is precise to."""
    first, last, unit = period
    match unit:
        case Granularity.MONTH | Granularity.QUARTER | Granularity.HALF | Granularity.SEASON:
            return edtf.month(first.year, first.month), edtf.month(last.year, last.month)
        case Granularity.YEAR | Granularity.DECADE | Granularity.CENTURY | Granularity.MILLENNIUM:
            return edtf.year(first.year), edtf.year(last.year)
        case _:
            return first.isoformat(), last.isoformat()


def interval(points: tuple[str, str], *, approximate: tuple[str, str] = ("", "")) -> str:
    """Two points as an interval, or as one date where they are the same; `approximate` are marks behind each."""
    first, last = points[0] + approximate[0], points[1] + approximate[1]
    return first if first == last else f"{first}/{last}"


def third_of(reading: Reading, edge: Edge) -> Reading:
    """The early, middle or late part of a reading, with the edge in `mod`."""
    part = arithmetic.third(reading.period, edge) if reading.period else None
    if part is None:
        return reading.with_(mod=TimexMod(edge))
    written = interval(ends(part), approximate=("~", "~"))
    return reading.with_(mod=TimexMod(edge), edtf=written, period=part, granularity=None, vague=True)


def duration(number: str, unit: str) -> str:
    """The TIMEX3 value of a length; "X" is a vague number.

    >>> duration("1.5", "hour"), duration("X", "hour"), duration("4", "decade"), duration("2.5", "month")
    ('PT90M', 'PTXH', 'P40Y', 'P2.5M')
    """
    letter, clock, factor = _LETTERS[unit]
    if number == "X":
        return f"P{'T' if clock else ''}X{letter}"
    count = Fraction(number) * factor
    base = {"M": "minute" if clock else "month", "Y": "year", "H": "hour", "D": "day"}.get(letter)
    if count.denominator != 1 and base in _SMALLER:
        smaller, size = _SMALLER[base]
        if (count * size).denominator == 1:
            return duration(str(count * size), smaller)
    amount = str(count) if count.denominator == 1 else format(float(count), ".10g")
    return f"P{'T' if clock else ''}{amount}{letter}"


def stated_units(slots: object) -> tuple[Granularity, ...]:
    """The calendar units that an expression's words give, coarsest last."""
    found = set(slots) if isinstance(slots, (dict, set)) else set()
    order = (
        ("minute", Granularity.MINUTE),
        ("hour", Granularity.HOUR),
        ("day", Granularity.DAY),
        ("weekday", Granularity.DAY),
        ("feast", Granularity.DAY),
        ("week", Granularity.WEEK),
        ("month", Granularity.MONTH),
        ("season", Granularity.SEASON),
        ("quarter", Granularity.QUARTER),
        ("half", Granularity.HALF),
        ("year", Granularity.YEAR),
        ("yy", Granularity.YEAR),
        ("decade", Granularity.DECADE),
        ("century", Granularity.CENTURY),
    )
    return tuple(dict.fromkeys(unit for name, unit in order if name in found))

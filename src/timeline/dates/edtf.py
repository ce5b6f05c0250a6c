"""Dates in EDTF (ISO 8601-2): read to bounds as inclusive days, and written.

Reads levels 0 to 2: days, months, years, seasons and other divisions of a year (21-41), decades and centuries
(`199X`, `19XX`), unspecified digits anywhere, qualifiers `? ~ %` on the whole or on a component, long, exponential and
negative years, significant digits, date-times, intervals with open (`..`) or unknown (empty) ends, one-of (`[..]`) and
all-of (`{..}`) sets. The spelling is kept as it is; only the meaning is computed.

Source: ISO 8601-2:2019 as published by the Library of Congress, https://www.loc.gov/standards/datetime/.
Seasons are those of the northern hemisphere by whole months, winter being named by the year it begins in.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from timeline.errors import DateError
from timeline.schema.time import Anchor, Granularity, TimeValue

#: First and last day of a period, inclusive; None where it is open, unknown or outside the years 1 to 9999.
Bounds = tuple[date | None, date | None]

_MONTHS_OF_SEASON = {
    **dict(zip(range(21, 25), ((3, 5), (6, 8), (9, 11), (12, 14)), strict=True)),
    **dict(zip(range(25, 29), ((3, 5), (6, 8), (9, 11), (12, 14)), strict=True)),  # named northern hemisphere
    **dict(zip(range(29, 33), ((9, 11), (12, 14), (3, 5), (6, 8)), strict=True)),  # named southern hemisphere
    **dict(zip(range(33, 37), ((1, 3), (4, 6), (7, 9), (10, 12)), strict=True)),  # quarters
    **dict(zip(range(37, 40), ((1, 4), (5, 8), (9, 12)), strict=True)),  # thirds of the year
    **dict(zip(range(40, 42), ((1, 6), (7, 12)), strict=True)),  # halves
}
_ORDER = tuple(Granularity)
_QUALIFIERS = ("?", "~", "%")
_YEAR_UNITS = {1: Granularity.DECADE, 2: Granularity.CENTURY, 3: Granularity.MILLENNIUM}
_TIME_UNITS = {2: Granularity.HOUR, 5: Granularity.MINUTE, 8: Granularity.SECOND}

_DATE = re.compile(
    r"""[?~%]?(?P<year>-?[0-9X]{4})(?:S(?P<digits>[0-9]{1,9}))?[?~%]?
    (?:-[?~%]?(?P<month>[0-9X]{2})[?~%]?(?:-[?~%]?(?P<day>[0-9X]{2})[?~%]?)?)?
    (?:T(?P<clock>(?:[01][0-9]|2[0-4])(?::[0-5][0-9](?::[0-5][0-9])?)?)
       (?:\.[0-9]{1,9})?(?:Z|[+-][01][0-9](?::?[0-5][0-9])?)?)?
    (?:\^\S{1,99})?""",
    re.VERBOSE,
)
_LONG_YEAR = re.compile(r"Y(?P<year>-?[1-9][0-9]*)(?:E(?P<exponent>[1-9][0-9]*))?(?:S(?P<digits>[0-9]{1,9}))?[?~%]?")


class _Reading(NamedTuple):
    earliest: date | None
    latest: date | None
    granularity: Granularity


def read(
    text: str,
    *,
    stated: tuple[Granularity, ...] = (),
    inferred: tuple[Granularity, ...] = (),
    anchor: Anchor | None = None,
    granularity: Granularity | None = None,
) -> TimeValue:
    """Return the `TimeValue` that an EDTF string means; its spelling is kept.

    `granularity` overrides what the spelling shows, as for a week, which EDTF writes as an interval of days. An
    interval or a set is as precise as its most precise member.

    Raises `DateError` for a string that is no EDTF, names a day that does not exist, or ends before it starts.

    >>> read("2020-02-24/2020-03-01", granularity=Granularity.WEEK).latest
    datetime.date(2020, 3, 1)
    >>> read("199X~").approximate
    True
    """
    return _value(text, stated, inferred, anchor, granularity)


@lru_cache(maxsize=1 << 16)
def _value(
    text: str,
    stated: tuple[Granularity, ...],
    inferred: tuple[Granularity, ...],
    anchor: Anchor | None,
    granularity: Granularity | None,
) -> TimeValue:
    text = text.strip()
    reading = _reading(text)
    return TimeValue(
        edtf=text,
        earliest=reading.earliest,
        latest=reading.latest,
        granularity=granularity or reading.granularity,
        approximate="~" in text or "%" in text,
        uncertain="?" in text or "%" in text,
        stated=stated,
        inferred=inferred,
        anchor=anchor,
    )


@lru_cache(maxsize=1 << 16)
def bounds(text: str) -> Bounds:
    """Return the first and last day, inclusive, that an EDTF string allows.

    A side that is open, unknown or outside the years 1 to 9999 is None. Raises `DateError` as `read` does.

    >>> bounds("2019-24")
    (datetime.date(2019, 12, 1), datetime.date(2020, 2, 29))
    >>> bounds("[2020-02-05,2020-02-12]")
    (datetime.date(2020, 2, 5), datetime.date(2020, 2, 12))
    """
    reading = _reading(text.strip())
    return reading.earliest, reading.latest


def _reading(text: str) -> _Reading:
    if not text:
        raise DateError("'' is no date; leave the date out, or write an EDTF date such as '2020-02'")
    if (text[0], text[-1]) in (("[", "]"), ("{", "}")):
        return _set(text)
    if "/" in text and "^" not in text:
        return _interval(text)
    return _point(text, text)


def _interval(text: str) -> _Reading:
    low, _, high = (part.strip() for part in text.partition("/"))
    if "/" in high or (not low and not high):
        raise DateError(f"{text!r} is no interval; write two dates with one '/', or '..' for an open end")
    first, last = (None if end in ("", "..") else _point(end, text) for end in (low, high))
    return _joined(text, first, last)


def _joined(text: str, first: _Reading | None, last: _Reading | None) -> _Reading:
    earliest, latest = first.earliest if first else None, last.latest if last else None
    if earliest and latest and earliest > latest:
        raise DateError(f"{text!r} ends {latest} before it starts {earliest}; swap the two dates")
    units = [end.granularity for end in (first, last) if end]
    return _Reading(earliest, latest, min(units, key=_ORDER.index, default=Granularity.MILLENNIUM))


def _set(text: str) -> _Reading:
    members = [member.strip() for member in text[1:-1].split(",")]
    if members in ([""], [".."]):
        raise DateError(f"{text!r} is an empty set; name at least one date in it")
    readings = []
    for index, member in enumerate(members):
        low, dots, high = (part.strip() for part in member.partition(".."))
        if not dots:
            readings.append(_point(low, text))
        elif (not low and index) or (not high and index < len(members) - 1):
            raise DateError(f"{text!r} has '..' in its middle; an open end is the first or the last of a set")
        else:
            readings.append(_joined(text, _point(low, text) if low else None, _point(high, text) if high else None))
    lows, highs = [r.earliest for r in readings], [r.latest for r in readings]
    return _Reading(
        None if None in lows else min(low for low in lows if low),
        None if None in highs else max(high for high in highs if high),
        min((r.granularity for r in readings), key=_ORDER.index),
    )


def _point(text: str, whole: str) -> _Reading:
    return _plain(text) or _plain(text[:-1] if text[-1:] in _QUALIFIERS else "") or _grammar(text, whole)


def _plain(text: str) -> _Reading | None:
    """Return what a day, month or year of digits only means: nearly all dates, too many to send through the grammar."""
    if len(text) not in (4, 7, 10) or not text[:4].isdigit() or not text.isascii() or text[:4] == "0000":
        return None
    if len(text) == 10 and text[4] == text[7] == "-":
        try:
            day = date.fromisoformat(text)
        except ValueError:
            return None
        return _Reading(day, day, Granularity.DAY)
    if len(text) == 4:
        return _Reading(date(int(text), 1, 1), date(int(text), 12, 31), Granularity.YEAR)
    if len(text) == 7 and text[4] == "-" and "01" <= text[5:] <= "12" and text[5:].isdigit():
        year, month = int(text[:4]), int(text[5:])
        return _Reading(date(year, month, 1), date(year, month, _days_in(year, month)), Granularity.MONTH)
    return None


def _grammar(text: str, whole: str) -> _Reading:
    match = _DATE.fullmatch(text)
    if match is None:
        return _long_year(text, whole)
    year, digits, month, day, clock = match["year"], match["digits"], match["month"], match["day"], match["clock"]
    if year == "-0000":
        raise DateError(f"{whole!r} has the year -0000, which ISO 8601 does not allow; write '0000' for 1 BC")
    if month and not day and not clock and month.isdigit() and int(month) in _MONTHS_OF_SEASON:
        return _season(year, int(month))
    if "^" in text:
        raise DateError(f"{whole!r} qualifies what is no season with '^'; write it after a season such as '2020-21'")
    if month and not _months(month):
        raise DateError(f"{whole!r} has no month {month!r}; months are 01 to 12, seasons and quarters 21 to 41")
    earliest = _extreme(year, month, day, digits, last=False)
    latest = _extreme(year, month, day, digits, last=True)
    if _NO_DAY in (earliest, latest):
        raise DateError(f"{whole!r} has no day {day!r} in that month; correct the day, or leave it out")
    unit = _TIME_UNITS[len(clock)] if clock else _unit(year, month, day, digits)
    return _Reading(_inside(earliest), _inside(latest), unit)


def _long_year(text: str, whole: str) -> _Reading:
    match = _LONG_YEAR.fullmatch(text)
    if match is None or not (match["exponent"] or len(match["year"].lstrip("-")) > 4):
        raise DateError(f"{whole!r} is no date; write EDTF (ISO 8601-2), such as '2020', '2020-02' or '2020-02-05'")
    exponent = int(match["exponent"][:6]) if match["exponent"] else 0
    if exponent > 3 or len(match["year"]) > 5:  # beyond year 9999 on either side: nothing left to compute
        return _Reading(None, None, Granularity.YEAR)
    low, high = _significant(int(match["year"]) * 10**exponent, match["digits"])
    return _Reading(_inside((low, 1, 1)), _inside((high, 12, 31)), Granularity.YEAR)


def _season(year: str, season: int) -> _Reading:
    first, last = _MONTHS_OF_SEASON[season]
    years = () if year == "XXXX" else tuple(next(_years(year, descending=down)) for down in (False, True))
    unit = (
        Granularity.SEASON
        if season < 33 or 36 < season < 40
        else Granularity.QUARTER
        if season < 37
        else Granularity.HALF
    )
    if not years:
        return _Reading(None, None, unit)
    end = (years[-1] + (last > 12), (last - 1) % 12 + 1)
    if "X" in year:
        unit = _unit(year, None, None, None)
    return _Reading(_inside((years[0], first, 1)), _inside((*end, _days_in(*end))), unit)


# ---------------------------------------------------------------------------------------------------------------------
# Days that a pattern with unspecified digits allows; years may lie outside what `datetime.date` holds.

_Day = tuple[int, int, int]
_NO_DAY: _Day = (0, 0, 0)
_ANY_YEAR: _Day = (-1_000_000, 1, 1)


def _inside(day: _Day) -> date | None:
    return date(*day) if 1 <= day[0] <= 9999 else None


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def _significant(year: int, digits: str | None) -> tuple[int, int]:
    """Return the first and last year that share the given number of significant digits with `year`."""
    step = 10 ** max(len(str(abs(year))) - int(digits), 0) if digits is not None else 1
    low = abs(year) // step * step
    return (low, low + step - 1) if year >= 0 else (-(low + step - 1), -low)


def _years(pattern: str, *, descending: bool) -> Iterator[int]:
    sign = -1 if pattern[0] == "-" else 1
    any_digit = "9876543210" if descending == (sign > 0) else "0123456789"
    choices = [any_digit if digit == "X" else digit for digit in pattern.lstrip("-")]
    return (sign * int("".join(digits)) for digits in product(*choices))


@lru_cache
def _months(pattern: str) -> tuple[int, ...]:
    return tuple(month for month in range(1, 13) if _fits(month, pattern))


@lru_cache
def _days(pattern: str) -> tuple[int, ...]:
    return tuple(day for day in range(1, 32) if _fits(day, pattern))


def _fits(number: int, pattern: str) -> bool:
    return all(wanted in ("X", digit) for wanted, digit in zip(pattern, f"{number:02}", strict=True))


def _extreme(year: str, month: str | None, day: str | None, digits: str | None, *, last: bool) -> _Day:
    """Return the first or the last day that fits, `_NO_DAY` where none does."""
    if year == "XXXX":  # any year at all: no bound, but some year must have the day
        return _ANY_YEAR if _extreme("2000", month, day, None, last=last) != _NO_DAY else _NO_DAY
    step = -1 if last else 1
    for y in (_significant(int(year), digits)[last],) if digits else _years(year, descending=last):
        for m in _months(month)[::step] if month else (12 if last else 1,):
            for d in _days(day)[::step] if day else (_days_in(y, m) if last else 1,):
                if d <= _days_in(y, m):
                    return y, m, d
    return _NO_DAY


def _unit(year: str, month: str | None, day: str | None, digits: str | None) -> Granularity:
    """Return the finest unit that is stated without an unspecified digit in it or in a coarser one."""
    if digits is not None and int(digits) < 4:
        return _YEAR_UNITS.get(4 - int(digits), Granularity.MILLENNIUM)
    unspecified = len(year.lstrip("-")) - year.lstrip("-").index("X") if "X" in year else 0
    if 0 < unspecified < 4:
        return _YEAR_UNITS[unspecified]
    if month is None or "X" in month:
        return Granularity.MILLENNIUM if unspecified else Granularity.YEAR
    return Granularity.MONTH if day is None or "X" in day else Granularity.DAY


# ---------------------------------------------------------------------------------------------------------------------
# Writers


def day(value: date) -> str:
    """Return a day in EDTF.

    >>> day(date(1992, 7, 5))
    '1992-07-05'
    """
    return value.isoformat()


def month(year: int, number: int) -> str:
    """Return a month (1-12), or a season, quarter or half (21-41), in EDTF.

    >>> month(1992, 7), month(1992, 22)
    ('1992-07', '1992-22')
    """
    return f"{year:04}-{number:02}"


def year(number: int) -> str:
    """Return a year in EDTF, also where it is negative or has more than four digits.

    >>> year(800), year(-43), year(12000)
    ('0800', '-0043', 'Y12000')
    """
    if abs(number) > 9999:
        return f"Y{number}"
    return f"{number:04}" if number >= 0 else f"-{-number:04}"


def decade(first_year: int) -> str:
    """Return the decade that holds a year in EDTF.

    >>> decade(1987)
    '198X'
    """
    return f"{first_year // 10:03}X"


def century(first_year: int) -> str:
    """Return the hundred years that share a year's first two digits in EDTF.

    >>> century(1987)
    '19XX'
    """
    return f"{first_year // 100:02}XX"


def interval(start: str | date | None, end: str | date | None) -> str:
    """Return an interval in EDTF; None is an open end. Ends that are strings are EDTF already.

    >>> interval(date(1992, 7, 1), None), interval("1992-07", "1992-08~")
    ('1992-07-01/..', '1992-07/1992-08~')
    """
    return f"{_end(start)}/{_end(end)}"


def _end(value: str | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else value or ".."


def one_of(values: Iterable[str | date]) -> str:
    """Return the one-of set of some days or EDTF dates, in order; a set of one is that one.

    >>> one_of([date(2020, 2, 12), date(2020, 2, 5)])
    '[2020-02-05,2020-02-12]'
    """
    members = sorted({_end(value) for value in values})
    if not members:
        raise DateError("[] is an empty set; name at least one date in it")
    return members[0] if len(members) == 1 else f"[{','.join(members)}]"


def span(earliest: date | None, latest: date | None) -> str:
    """Return the shortest EDTF for the days from `earliest` to `latest`, both inclusive; None is an open end.

    Whole years, months and days are written as such, and intervals of them by the coarsest unit that fits both ends.

    >>> span(date(1992, 7, 1), date(1992, 9, 30)), span(None, date(1992, 7, 5))
    ('1992-07/1992-09', '../1992-07-05')
    """
    if earliest and latest and earliest > latest:
        raise DateError(f"the period ends {latest} before it starts {earliest}; swap the two dates")
    for width, starts, ends in ((4, (1, 1), (12, 31)), (7, None, None), (10, None, None)):
        if width == 4:
            fits = (not earliest or (earliest.month, earliest.day) == starts) and (
                not latest or (latest.month, latest.day) == ends
            )
        elif width == 7:
            fits = (not earliest or earliest.day == 1) and (
                not latest or latest.day == _days_in(latest.year, latest.month)
            )
        else:
            fits = True
        if fits:
            break
    low = earliest.isoformat()[:width] if earliest else None
    high = latest.isoformat()[:width] if latest else None
    return low if low and low == high else interval(low, high)


def qualify(text: str, qualifier: str) -> str:
    """Return an EDTF date with a qualifier (`?`, `~` or `%`) on it, on each end of an interval.

    >>> qualify("1992-05", "~"), qualify("1992-05-01/..", "~")
    ('1992-05~', '1992-05-01~/..')
    """
    if qualifier not in _QUALIFIERS:
        raise DateError(f"{qualifier!r} is no EDTF qualifier; use '?', '~' or '%'")
    if text[:1] in ("[", "{"):
        members = text[1:-1].split(",")
        return (
            text[0] + ",".join(member if ".." in member else _mark(member, qualifier) for member in members) + text[-1]
        )
    return "/".join(end if end in ("", "..") else _mark(end, qualifier) for end in text.split("/"))


def _mark(text: str, qualifier: str) -> str:
    if text[-1] not in "?~%":
        return text + qualifier
    return text if text[-1] in (qualifier, "%") else text[:-1] + "%"


def each_day(value: str) -> tuple[date, ...] | None:
    """Return the single days that a day or a one-of set of days names, in order, or None for anything else.

    >>> each_day("[2020-02-05,2020-02-12~]")
    (datetime.date(2020, 2, 5), datetime.date(2020, 2, 12))
    """
    members = value[1:-1].split(",") if value[:1] == "[" else [value]
    found = []
    for member in members:
        earliest, latest = bounds(member) if ".." not in member else (None, None)
        if earliest is None or earliest != latest:
            return None
        found.append(earliest)
    return tuple(sorted(found))

"""TIMEX3 values: what they mean on the calendar, and the value of a known date.

Reads the `value` attribute of ISO-TimeML's TIMEX3 for DATE and TIME: years, months, days, decades (`199`), centuries
(`19`), weeks and weekends (`1992-W27`, `1992-W27-WE`), quarters, halves, seasons (`1992-SU`), clock times and parts of
a day (`1992-06-09TEV`), and what is left unspecified (`2020-02-WXX-3`: some Wednesday of that February). Values that
name no stretch of the calendar (durations, recurrences, `PAST_REF`, unknown years) are read as None.

Source: ISO 24617-1:2012 (ISO-TimeML) and the TIMEX3 guidelines of TimeBank 1.2.
"""

import re
from datetime import date, timedelta

from timeline.dates import edtf
from timeline.errors import DateError
from timeline.schema.time import Anchor, Granularity, TimeValue

PAST_REF, PRESENT_REF, FUTURE_REF = "PAST_REF", "PRESENT_REF", "FUTURE_REF"
_REFS = (PAST_REF, PRESENT_REF, FUTURE_REF)
_SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_SEASON_NAMES = {number: name for name, number in _SEASONS.items()}
_ANY = r"[0-9X]"
_VALUE = re.compile(
    rf"""(?P<year>{_ANY}{{2,4}})
    (?:-(?:W(?P<week>{_ANY}{{2}})(?:-(?P<weekday>[1-7X]|WE))?
         |Q(?P<quarter>[1-4X])
         |H(?P<half>[12X])
         |(?P<season>SP|SU|FA|WI)
         |(?P<month>{_ANY}{{2}})(?:-(?:W(?P<month_week>XX)(?:-(?P<month_weekday>[1-7]|WE))?|(?P<day>{_ANY}{{2}})))?
         ))?
    (?:T(?P<clock>(?:[01X][0-9X]|2[0-4])(?::[0-5X][0-9X](?::[0-5X][0-9X])?)?)|T(?P<part>MO|MI|AF|EV|NI|DT))?""",
    re.VERBOSE,
)
_NUMBER = r"(?:[0-9]+(?:\.[0-9]+)?|X+)"
_DURATION = re.compile(
    rf"P(?=[0-9XT])(?:{_NUMBER}(?:CE|DE|[YMWDQ]))*(?:T(?:{_NUMBER}[HMS])+)?"
    r"|P(?:[0-9]+|X)?(?:WE|MO|MI|AF|EV|NI|DT|SP|SU|FA|WI)"
)
_CLOCK_UNITS = {2: Granularity.HOUR, 5: Granularity.MINUTE, 8: Granularity.SECOND}


def read(
    value: str,
    *,
    stated: tuple[Granularity, ...] = (),
    inferred: tuple[Granularity, ...] = (),
    anchor: Anchor | None = None,
) -> TimeValue | None:
    """Return what a TIMEX3 value means on the calendar, None where it names no stretch of it.

    A clock time or part of a day means its day. Raises `DateError` for a string that is no TIMEX3 value.

    >>> read("1992-W27").edtf, read("1992-W27").granularity
    ('1992-06-29/1992-07-05', <Granularity.WEEK: 'week'>)
    >>> read("2020-02-WXX-3").edtf
    '[2020-02-05,2020-02-12,2020-02-19,2020-02-26]'
    >>> read("P3M") is None
    True
    """
    if value in _REFS or _DURATION.fullmatch(value):
        return None
    match = _VALUE.fullmatch(value)
    if match is None:
        if value[:1] == "T" and _VALUE.fullmatch(f"XXXX-XX-XX{value}"):
            return None
        raise DateError(f"{value!r} is no TIMEX3 value; write one such as '1992-06-30', '1992-W27', '199' or 'P3M'")
    if match["year"] == "XXXX"[: len(match["year"])]:
        return None
    try:
        text, unit = _calendar(match)
    except ValueError as error:
        raise DateError(f"{value!r} names a date that does not exist: {error}") from None
    if match["clock"] and "X" not in match["clock"] and edtf.each_day(text):
        unit = _CLOCK_UNITS[len(match["clock"])]
    return edtf.read(text, stated=stated, inferred=inferred, anchor=anchor, granularity=unit)


def write(time: TimeValue) -> str:
    """Return the TIMEX3 value of a date: its own unit's, else that of the smallest unit that holds all of it.

    An interval that is open at one end is `PAST_REF` or `FUTURE_REF`. The clock time is no part of the answer where
    the EDTF is a day.

    >>> write(edtf.read("199X")), write(edtf.read("1992-22")), write(edtf.read("2020-02/2020-12"))
    ('199', '1992-SU', '2020')
    >>> write(edtf.read("[2020-02-05,2020-02-12,2020-02-19,2020-02-26]"))
    '2020-02-WXX-3'
    """
    text = re.sub("[?~%]", "", time.edtf)
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})", text):
        if int(match[2]) in _SEASON_NAMES:
            return f"{match[1]}-{_SEASON_NAMES[int(match[2])]}"
    elif re.fullmatch(r"[0-9]{2}(?:[0-9]X|XX)", text):
        return text.rstrip("X")
    elif re.fullmatch(r"[0-9X]{4}(?:-[0-9X]{2}){0,2}(?:T[0-9:]+)?", text):
        return text
    earliest, latest = time.earliest, time.latest
    if earliest is None or latest is None:
        return FUTURE_REF if earliest else PAST_REF if latest else "XXXX"
    days = edtf.each_day(text)
    if days and len(days) > 1 and len({day.isoweekday() for day in days}) == 1:
        for period in (f"{days[0]:%Y-%m}".rjust(7, "0"), edtf.year(days[0].year)):
            if list(days) == _weekdays(period, str(days[0].isoweekday())):
                return f"{period}-WXX-{days[0].isoweekday()}"
    return _unit_of(earliest, latest)


def _unit_of(first: date, last: date) -> str:
    """Return the value of the smallest calendar unit that holds the days from `first` to `last`."""
    year = edtf.year(first.year)
    if first == last:
        return first.isoformat()
    iso, last_iso = first.isocalendar(), last.isocalendar()
    if iso[:2] == last_iso[:2] and last.isoweekday() == 7 and first.isoweekday() in (1, 6):
        return f"{iso.year:04}-W{iso.week:02}" + ("-WE" if first.isoweekday() == 6 else "")
    if first.year == last.year:
        if first.month == last.month:
            return edtf.month(first.year, first.month)
        for letter, months in (("Q", 3), ("H", 6)):
            part = (first.month - 1) // months
            if edtf.span(first, last) == edtf.interval(
                edtf.month(first.year, part * months + 1), edtf.month(first.year, part * months + months)
            ):
                return f"{year}-{letter}{part + 1}"
        return year
    for size in (3, 2):
        if year[:size] == edtf.year(last.year)[:size]:
            return year[:size]
    return "XXXX"


def _calendar(match: re.Match[str]) -> tuple[str, Granularity | None]:
    """Return the EDTF of a matched value, and its unit where EDTF does not show it."""
    year = match["year"]
    if len(year) < 4:
        if match.end() > match.end("year"):
            raise ValueError("only a year of four digits has parts")
        return year + "X" * (4 - len(year)), None
    if match["week"]:
        return _week(year, match["week"], match["weekday"])
    for name, months, unit in (("quarter", 3, Granularity.QUARTER), ("half", 6, Granularity.HALF)):
        if part := match[name]:
            if "X" in year + part:
                return year, None
            last = int(part) * months
            return edtf.interval(edtf.month(int(year), last - months + 1), edtf.month(int(year), last)), unit
    if season := match["season"]:
        return f"{year}-{_SEASONS[season]}", None
    if match["month_week"]:
        return _some_week(f"{year}-{match['month']}", match["month_weekday"])
    return "-".join(part for part in (year, match["month"], match["day"]) if part), None


def _week(year: str, week: str, weekday: str | None) -> tuple[str, Granularity | None]:
    if "X" in year or "X" in week:
        return _some_week(year, weekday)
    monday = date.fromisocalendar(int(year), int(week), 1)
    if weekday == "WE":
        return edtf.interval(monday + timedelta(days=5), monday + timedelta(days=6)), Granularity.DAY
    if weekday and weekday != "X":
        return edtf.day(monday + timedelta(days=int(weekday) - 1)), None
    return edtf.interval(monday, monday + timedelta(days=6)), Granularity.WEEK


def _some_week(period: str, weekday: str | None) -> tuple[str, Granularity | None]:
    """Return what some week of a month or year means, or some weekday (`1`-`7`, `WE`) of it."""
    if "X" in period or weekday in (None, "X"):
        return period, None
    days = [day for number in ("67" if weekday == "WE" else str(weekday)) for day in _weekdays(period, number)]
    return edtf.one_of(days), None


def _weekdays(period: str, weekday: str) -> list[date]:
    """Return the days of a month or year that fall on an ISO weekday."""
    earliest, latest = edtf.bounds(period)
    if earliest is None or latest is None:
        raise ValueError(f"{period} lies outside the years 1 to 9999")
    first = earliest.toordinal() + (int(weekday) - earliest.isoweekday()) % 7
    return [date.fromordinal(number) for number in range(first, latest.toordinal() + 1, 7)]

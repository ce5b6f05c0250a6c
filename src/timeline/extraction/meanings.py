"""What single expressions mean: one function for each operation that a rule can name, over slots and setting."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from timeline.dates import arithmetic, edtf, holidays
from timeline.dates.arithmetic import Edge, Period
from timeline.extraction.readings import (
    Reading,
    duration,
    edtf_of,
    ends,
    interval,
    stated_units,
    value_of,
)
from timeline.extraction.rules import Found
from timeline.extraction.setting import Direction, Setting
from timeline.languages.timexes import Op
from timeline.schema import Anchor, Granularity, TimexMod, TimexType

Maker = Callable[[int], Period | None]

DAYS = (Granularity.DAY, Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND)
UNITS = {
    "second": Granularity.SECOND,
    "minute": Granularity.MINUTE,
    "quarterhour": Granularity.MINUTE,
    "hour": Granularity.HOUR,
    "day": Granularity.DAY,
    "week": Granularity.WEEK,
    "weekend": Granularity.WEEK,
    "month": Granularity.MONTH,
    "quarter": Granularity.QUARTER,
    "halfyear": Granularity.HALF,
    "year": Granularity.YEAR,
    "decade": Granularity.DECADE,
    "century": Granularity.CENTURY,
    "millennium": Granularity.MILLENNIUM,
}
ORDER = tuple(Granularity)


def dated(period: Period, *, clock: str = "", **fields: object) -> Reading:
    """The reading of a calendar unit, as a DATE, or as a TIME where an hour or part of day belongs to it."""
    return Reading(
        type=TimexType.TIME if clock else TimexType.DATE,
        value=value_of(period) + clock,
        edtf=edtf_of(period),
        period=period,
        clock=clock,
        granularity=period.granularity if period.granularity is not Granularity.DAY else None,
        **fields,  # type: ignore[arg-type]
    )


def unplaced(value: str, *, clock: str = "") -> Reading:
    """The reading of an expression whose year, month or day nothing tells."""
    return Reading(type=TimexType.TIME if clock else TimexType.DATE, value=value + clock, clock=clock, vague=True)


def precise(setting: Setting, unit: Granularity) -> bool:
    """Whether the document's date is known to a unit or finer."""
    dct = setting.dct
    return dct is not None and ORDER.index(dct.granularity) <= max(ORDER.index(unit), ORDER.index(Granularity.DAY))


def about_then(setting: Setting, *, clock: str = "", exact: bool = False) -> Reading:
    """The document's own date, for what is finer than it: "yesterday" where only the month is known."""
    dct = setting.dct
    if dct is None:
        return unplaced("XXXX-XX-XX" if clock else "XXXX", clock=clock)
    value = value_of(dct)
    if clock:
        value = {4: f"{value}-XX-XX", 7: f"{value}-XX"}.get(len(value), value) + clock
    return Reading(
        type=TimexType.TIME if clock else TimexType.DATE,
        value=value,
        edtf=edtf_of(dct) + ("" if exact else "~"),
        period=dct,
        clock=clock,
        deictic=True,
        vague=True,
        inferred=(dct.granularity,),
        anchor=Anchor.DCT,
        granularity=dct.granularity,
    )


# ---------------------------------------------------------------------------------------------------------------------
# Dates with parts left out.


def calendar(found: Found, setting: Setting) -> Reading | None:
    """A date of the calendar: what its words leave out is filled in from the story or the document's date."""
    slots = found.slots
    clock = clock_of(slots)
    if "weekday" in slots and not {"day", "week"} & slots.keys():
        return _weekday(found, setting, clock)
    make, unit = _maker(slots)
    stated = stated_units(dict(slots))
    if (long := _decade_or_century(slots, setting)) is not None:
        return long
    year, anchor = _year(found, setting)
    if year is not None:
        period = make(year)
        if period is None:
            return None
        inferred = () if anchor is Anchor.TEXT else (Granularity.YEAR,)
        return dated(
            period, clock=clock, stated=stated, inferred=inferred, anchor=anchor, deictic="year_shift" in slots
        )
    if "day" in slots and "month" not in slots:
        return _day_of_month(found, setting, clock)
    direction = _direction(found, setting)
    if (
        direction == "present"
        and "day" not in slots
        and "year" not in slots
        and setting.habitual(found.start, found.end)
    ):
        return Reading(type=TimexType.SET, value=_without_year(slots) + clock, vague=True)
    period, anchor = complete(make, found, setting, direction)
    if period is None:
        return unplaced(_without_year(slots), clock=clock) if setting.dct is None else None
    return dated(period, clock=clock, stated=stated, inferred=(Granularity.YEAR,), anchor=anchor)


def _decade_or_century(slots: object, setting: Setting) -> Reading | None:
    """A decade or century; two digits are the latest such decade that has begun."""
    get = slots.get  # type: ignore[attr-defined]
    period, inferred = None, ()
    if get("decade_of"):
        period = arithmetic.decade(int(get("decade_of")) // 10)
    elif get("decade_short"):
        short, now = int(get("decade_short")) // 10, (setting.dct.first.year if setting.dct else 1999) // 10
        period = arithmetic.decade(now - (now - short) % 10)
        inferred = (Granularity.CENTURY,)
    elif get("century_of"):
        period = arithmetic.century(int(get("century_of")) // 100)
    elif get("century_number"):
        period = arithmetic.century(int(get("century_number")) - 1)
    if period is None:
        return None
    stated = (period.granularity,)
    return dated(period, stated=stated, inferred=inferred, anchor=Anchor.DCT if inferred else Anchor.TEXT)


def _direction(found: Found, setting: Setting) -> Direction | None:
    return found.rule.direction or setting.direction(found.start, found.end)


def clock_of(slots: object) -> str:
    """What stands behind the day in the value of a time: "T14:00", "TEV", or nothing."""
    get = slots.get  # type: ignore[attr-defined]
    if get("value") and ":" in get("value"):
        return f"T{get('value')}"
    if get("hour") is not None:
        return f"T{clock_time(get('hour'), get('minute') or '0', get('offset') or '0', get('part'))}"
    return f"T{get('part')}" if get("part") else ""


def clock_time(hour: str, minute: str, offset: str, part: str | None) -> str:
    """An hour and minute as "HH:MM"; `offset` minutes are added, and the part of day tells morning from evening.

    >>> clock_time("8", "0", "-30", "EV")
    '19:30'
    """
    hours = int(Fraction(hour))
    if part in ("AF", "EV") and hours < 12:
        hours += 12
    elif part == "NI" and hours == 12:
        hours = 24
    total = hours * 60 + int(minute) + int(offset)
    if total == 1440:
        return "24:00"
    return f"{total // 60 % 24:02}:{total % 60:02}"


def _maker(slots: object) -> tuple[Maker, Granularity]:
    """What builds the expression's period in a given year, by the finest part that the words give."""
    get = slots.get  # type: ignore[attr-defined]
    if get("day") and get("month"):
        month, number = int(get("month")), int(get("day"))

        def make_day(year: int) -> Period | None:
            when = arithmetic.calendar_day(year, month, number)
            return arithmetic.day(when) if when else None

        return make_day, Granularity.DAY
    if feast := get("feast"):
        return lambda year: holidays.feast(feast, year), Granularity.DAY
    if get("week"):
        weekday = get("weekday")

        def make_week(year: int) -> Period | None:
            found = arithmetic.week(year, int(get("week")))
            if found is None or weekday is None:
                return found
            return arithmetic.day(arithmetic.shift(found.first, int(weekday) - 1, Granularity.DAY) or found.first)

        return make_week, Granularity.WEEK
    for name, build in (
        ("month", arithmetic.month),
        ("quarter", arithmetic.quarter),
        ("half", arithmetic.half),
    ):
        if get(name):
            number_ = int(get(name))
            return lambda year, build=build: build(year, number_), Granularity(name)  # type: ignore[misc]
    if season := get("season"):
        return lambda year: arithmetic.season(year, season), Granularity.SEASON
    return arithmetic.year, Granularity.YEAR


def _without_year(slots: object) -> str:
    get = slots.get  # type: ignore[attr-defined]
    if get("month"):
        return f"XXXX-{int(get('month')):02}" + (f"-{int(get('day')):02}" if get("day") else "")
    if get("season"):
        return f"XXXX-{get('season')}"
    for name, letter in (("quarter", "Q"), ("half", "H")):
        if get(name):
            return f"XXXX-{letter}{get(name)}"
    if get("week"):
        return f"XXXX-W{int(get('week')):02}"
    return "XXXX"


def _year(found: Found, setting: Setting) -> tuple[int | None, Anchor | None]:
    """The year that the words give, in full, in two digits, or by its distance from the document's."""
    slots = found.slots
    if "year" in slots:
        return int(slots["year"]), Anchor.TEXT
    if "yy" in slots:
        return _full_year(int(slots["yy"]), found, setting), Anchor.TEXT
    if "year_shift" in slots and setting.dct:
        return setting.dct.first.year + int(slots["year_shift"]), Anchor.DCT
    return None, None


def _full_year(short: int, found: Found, setting: Setting) -> int | None:
    """The full year of two digits: the century of the year it continues, else the last such year, or soon to come."""
    if found.rule.borrow == "previous" and setting.last and setting.last[1].period:
        base = setting.last[1].period.first.year
        return base - base % 100 + short + (100 if short < base % 100 else 0)
    if setting.dct is None:
        return None
    base = setting.dct.first.year + 15
    return base - (base - short) % 100


def _nearest_year(make: Maker, base: date) -> Period | None:
    candidates = [period for year in range(base.year - 1, base.year + 2) if (period := make(year))]
    return min(candidates, key=lambda p: (_distance(p, base), p.first), default=None)


def _distance(period: Period, when: date) -> int:
    if period.holds(when):
        return 0
    return min(abs((period.first - when).days), abs((period.last - when).days))


def complete(
    make: Maker, found: Found, setting: Setting, direction: Direction | None
) -> tuple[Period | None, Anchor | None]:
    """The period that an expression without a year means, and what told the year."""
    if (year := _year_of_next(found, setting)) is not None and (period := make(year)):
        return period, Anchor.CONTEXT
    anchor = None if found.rule.from_now else setting.story(found, direction)
    if anchor and anchor.period:
        base = anchor.period
        if base.granularity is Granularity.YEAR and (period := make(base.first.year)):
            return period, Anchor.CONTEXT
        if period := _nearest_year(make, base.first):
            return period, Anchor.CONTEXT
    if setting.dct is None:
        return None, None
    strict = int(found.slots["shift"]) or None if "shift" in found.slots else None
    return choose(make, direction, setting.dct, strict=strict, weekday=found.slots.get("weekday")), Anchor.DCT


def _year_of_next(found: Found, setting: Setting) -> int | None:
    return setting.range_year(found)


def choose(
    make: Maker, direction: Direction | None, base: Period, *, strict: int | None = None, weekday: str | None = None
) -> Period | None:
    """The one of a yearly period that a direction points to from a base: the latest begun, or the first not over.

    `strict` -1 or 1 asks for the last one that is over, or the first that has not begun. A weekday that the words
    give besides ("Friday 3 April") outweighs the direction: only a year in which it fits is right.
    """
    years = range(base.first.year - 3, base.last.year + 4)
    candidates = [period for year in years if (period := make(year))]
    if weekday and (fitting := [p for p in candidates if p.first.isoweekday() == int(weekday)]):
        near = [p for p in fitting if abs(p.first.year - base.first.year) <= 1] or fitting
        candidates = near
    if not candidates:  # 29 February, or a feast whose table ends
        candidates = [period for year in range(base.first.year - 8, base.last.year + 9) if (period := make(year))]
    over = [p for p in candidates if (p.last < base.first if strict else p.first <= base.last)]
    ahead = [p for p in candidates if (p.first > base.last if strict else p.last >= base.first)]
    if strict is not None:
        return (over[-1] if over else None) if strict < 0 else (ahead[0] if ahead else None)
    if direction == "past" and over:
        return over[-1]
    if direction in ("future", "present") and ahead:
        if direction == "present" and over and _just_over(over[-1], ahead[0], base):
            return over[-1]
        return ahead[0]
    same = [p for p in candidates if p.first.year == base.first.year]
    if same and same[0].granularity is Granularity.SEASON and not any(p.holds(base.first) for p in candidates):
        return same[0]
    return min(candidates, key=lambda p: (_distance(p, base.first), -p.first.toordinal()), default=None)


def _just_over(past: Period, ahead: Period, base: Period) -> bool:
    """Whether a present tense more likely speaks of what has just been than of what is most of a year away."""
    return (base.first - past.last).days < 45 and (ahead.first - base.last).days > 200


def _day_of_month(found: Found, setting: Setting, clock: str) -> Reading | None:
    """A day without its month, "the 15th": the month comes from the words, the story or the direction."""
    number = int(found.slots["day"])
    if "month_shift" in found.slots and setting.dct:
        inside = arithmetic.shift(setting.dct.first, int(found.slots["month_shift"]), Granularity.MONTH)
        when = arithmetic.calendar_day(inside.year, inside.month, number) if inside else None
        inferred = (Granularity.MONTH, Granularity.YEAR)
        if when is None:
            return None
        return dated(arithmetic.day(when), clock=clock, stated=(Granularity.DAY,), inferred=inferred, anchor=Anchor.DCT)
    anchor = setting.last_in_paragraph(found)
    base = setting.dct
    direction = _direction(found, setting)
    kind = Anchor.DCT
    if anchor and anchor.period and not anchor.deictic and anchor.period.days <= 31:
        base, direction, kind = anchor.period, "future", Anchor.CONTEXT
    if base is None or base.granularity not in (*DAYS, Granularity.MONTH, Granularity.WEEK):
        return unplaced(f"XXXX-XX-{number:02}", clock=clock)
    start = base.first.year * 12 + base.first.month - 1
    days = [
        arithmetic.day(when)
        for index in range(start - 2, start + 3)
        if (when := arithmetic.calendar_day(index // 12, index % 12 + 1, number))
    ]
    past = [period for period in days if period.first <= base.last]
    ahead = [period for period in days if period.last >= base.first]
    if direction == "past" and past:
        chosen = past[-1]
    elif direction in ("future", "present") and ahead:
        chosen = ahead[0]
    else:
        chosen = min(days, key=lambda period: _distance(period, base.first))
    inferred = (Granularity.MONTH, Granularity.YEAR)
    return dated(chosen, clock=clock, stated=(Granularity.DAY,), inferred=inferred, anchor=kind)


def _weekday(found: Found, setting: Setting, clock: str) -> Reading:
    number = int(found.slots["weekday"])
    stated = (Granularity.DAY,)
    inferred = (Granularity.WEEK, Granularity.MONTH, Granularity.YEAR)
    fixed = found.rule.direction
    direction = _direction(found, setting)
    if direction == "present" and not fixed and setting.habitual(found.start, found.end):
        return Reading(type=TimexType.SET, value=f"XXXX-WXX-{number}{clock}", vague=True)
    anchor = None if fixed else setting.story_day(found, direction)
    if anchor and anchor.period:
        when = arithmetic.weekday_after(anchor.period.last, number)
        if when:
            return dated(arithmetic.day(when), clock=clock, stated=stated, inferred=inferred, anchor=Anchor.CONTEXT)
    dct = setting.dct
    if dct is None:
        return unplaced(f"XXXX-WXX-{number}", clock=clock)
    if dct.granularity not in DAYS:
        days = arithmetic.weekdays_in(dct, number)
        days = days[:400]
        return Reading(
            type=TimexType.TIME if clock else TimexType.DATE,
            value=f"{value_of(dct)}-WXX-{number}{clock}",
            edtf=edtf.one_of(days) if len(days) > 1 else days[0].isoformat(),
            period=Period(days[0], days[-1], Granularity.DAY),
            days=days,
            clock=clock,
            deictic=True,
            vague=True,
            stated=stated,
            inferred=(dct.granularity,),
            anchor=Anchor.DCT,
            granularity=Granularity.DAY,
        )
    strict = found.rule.shift is not None or fixed is not None
    when = weekday_by(direction, dct.first, number, strict=strict, alone=setting.alone(found))
    if when is None:
        return unplaced(f"XXXX-WXX-{number}", clock=clock)
    reading = dated(arithmetic.day(when), clock=clock, stated=stated, inferred=inferred, anchor=Anchor.DCT)
    return reading.with_(deictic=True)


def weekday_by(direction: Direction | None, base: date, number: int, *, strict: bool, alone: bool) -> date | None:
    """The weekday that a direction points to from a day: the latest not after it, or the first after it."""
    if direction == "past":
        start = arithmetic.shift(base, -1, Granularity.DAY) if strict else base
        return arithmetic.weekday_upto(start, number) if start else None
    if direction == "present" and base.isoweekday() == number and not strict:
        return base
    if direction in ("future", "present") or alone:
        return arithmetic.weekday_after(base, number)
    back, ahead = arithmetic.weekday_upto(base, number), arithmetic.weekday_after(base, number)
    if back is None or ahead is None:
        return back or ahead
    return back if (base - back).days <= (ahead - base).days else ahead

"""What dates of the calendar mean whose words leave a part out: which year, which month, which week."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache, partial

from timeline.dates import arithmetic, edtf, holidays
from timeline.dates.arithmetic import Period
from timeline.extraction.borrowing import range_opening, range_year
from timeline.extraction.placing import DAYS, clock_of, dated, unplaced
from timeline.extraction.readings import Reading, stated_units, value_of
from timeline.extraction.rules import Found
from timeline.extraction.setting import Setting
from timeline.extraction.tense import Direction
from timeline.languages.timexes import Op
from timeline.schema import Anchor, Granularity, TimexType

#: A story goes on rather than back: "in January 1989 ... in September" is the one eight months on, not the one before.
_BACK = 2.2

_WHOLE_DATE = (Granularity.DAY, Granularity.MONTH, Granularity.YEAR)

Maker = Callable[[int], Period | None]


def calendar(found: Found, setting: Setting) -> Reading | None:
    """A date of the calendar: what its words leave out is filled in from the story or the document's date."""
    slots = found.slots
    clock = clock_of(slots)
    if "weekday" in slots and not {"day", "week"} & slots.keys():
        return _weekday(found, setting, clock)
    make = _maker(slots)
    stated = stated_units(dict(slots))
    if (long := _decade_or_century(slots, setting)) is not None:
        return long
    if "bc_year" in slots or "bc_century" in slots:
        return _before_christ(slots)
    if "named_day" in slots:
        return dated(arithmetic.day(date.fromisoformat(slots["named_day"])), stated=_WHOLE_DATE, anchor=Anchor.TEXT)
    year, anchor = _year(found, setting)
    if year is not None:
        if found.kind == "year" and setting.counts(found.start, found.end):
            return None
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
    if setting.bracketed(found):
        direction = "nearest"
    if found.rule.op is Op.CALENDAR and "shift" not in slots and setting.recurs(found, direction):
        value = "P1Y" if "feast" in slots else _without_year(slots) + clock
        return Reading(type=TimexType.SET, value=value, vague=True)
    period, anchor = complete(make, found, setting, direction)
    if period is None:
        return unplaced(_without_year(slots), clock=clock) if setting.dct is None else None
    counted = int(slots.get("shift", "0")) < 0  # "last autumn" is counted from the document's date, and no story's then
    return dated(period, clock=clock, stated=stated, inferred=(Granularity.YEAR,), anchor=anchor, deictic=counted)


def _before_christ(slots: Mapping[str, str]) -> Reading:
    """A date before our era: TIMEX3 counts its years from 1 BC, EDTF from the year 0 before AD 1."""
    if "bc_century" in slots:
        number = int(slots["bc_century"])
        low, high = (_astronomical(number * 100), _astronomical(number * 100 - 99))
        return Reading(
            TimexType.DATE,
            f"BC{number - 1:02}",
            edtf=f"{low}/{high}",
            granularity=Granularity.CENTURY,
            stated=(Granularity.CENTURY,),
            anchor=Anchor.TEXT,
        )
    year = int(slots["bc_year"])
    rest = "".join(f"-{int(slots[name]):02}" for name in ("month", "day") if name in slots)
    stated = (*stated_units(dict(slots)), Granularity.YEAR)
    return Reading(
        TimexType.DATE, f"BC{year:04}{rest}", edtf=_astronomical(year) + rest, stated=stated, anchor=Anchor.TEXT
    )


def _astronomical(year: int) -> str:
    """A year before our era in EDTF, where the year before AD 1 is 0.

    >>> _astronomical(44), _astronomical(1)
    ('-0043', '0000')
    """
    return f"-{year - 1:04}" if year > 1 else "0000"


def _decade_or_century(slots: Mapping[str, str], setting: Setting) -> Reading | None:
    """A decade or century; two digits are the latest such decade that has begun."""
    period: Period | None = None
    inferred: tuple[Granularity, ...] = ()
    if "decade_of" in slots:
        period = arithmetic.decade(int(slots["decade_of"]) // 10)
    elif "decade_short" in slots:
        if setting.dct is None:
            return unplaced("XXX")
        short, now = int(slots["decade_short"]) // 10, setting.dct.first.year // 10
        period = arithmetic.decade(now - (now - short) % 10)
        inferred = (Granularity.CENTURY,)
    elif "century_of" in slots:
        period = arithmetic.century(int(slots["century_of"]) // 100)
    elif "century_number" in slots:
        period = arithmetic.century(int(slots["century_number"]) - 1)
    if period is None:
        return None
    stated = (period.granularity,)
    return dated(period, stated=stated, inferred=inferred, anchor=Anchor.DCT if inferred else Anchor.TEXT)


def _direction(found: Found, setting: Setting) -> Direction | None:
    return found.rule.direction or setting.direction(found.start, found.end)


def _maker(slots: Mapping[str, str]) -> Maker:
    """What builds the expression's period in a given year, by the finest part that the words give."""
    if "day" in slots and "month" in slots:
        return partial(_day_in, int(slots["month"]), int(slots["day"]))
    if "feast" in slots:
        return partial(holidays.feast, slots["feast"])
    if "week" in slots:
        return partial(_week_in, int(slots["week"]), int(slots.get("weekday", "0")))
    for name, build in (("month", arithmetic.month), ("quarter", arithmetic.quarter), ("half", arithmetic.half)):
        if name in slots:
            return partial(_swapped, build, int(slots[name]))
    if "season" in slots:
        return partial(_season_in, slots["season"])
    return arithmetic.year


def _day_in(month: int, number: int, year: int) -> Period | None:
    when = arithmetic.calendar_day(year, month, number)
    return arithmetic.day(when) if when else None


def _week_in(number: int, weekday: int, year: int) -> Period | None:
    found = arithmetic.week(year, number)
    if found is None or not weekday:
        return found
    when = arithmetic.shift(found.first, weekday - 1, Granularity.DAY)
    return arithmetic.day(when) if when else None


def _season_in(code: str, year: int) -> Period | None:
    return arithmetic.season(year, code)


def _swapped(build: Callable[[int, int], Period | None], number: int, year: int) -> Period | None:
    return build(year, number)


def _without_year(slots: Mapping[str, str]) -> str:
    if "month" in slots:
        return f"XXXX-{int(slots['month']):02}" + (f"-{int(slots['day']):02}" if "day" in slots else "")
    for name, letter in (("season", ""), ("quarter", "Q"), ("half", "H")):
        if name in slots:
            return f"XXXX-{letter}{slots[name]}"
    return f"XXXX-W{int(slots['week']):02}" if "week" in slots else "XXXX"


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


def _nearest_year(make: Maker, base: Period, fits: Callable[[Period], bool]) -> Period | None:
    years = range(base.first.year - 1, base.first.year + 2)
    candidates = [period for year in years if (period := make(year))]
    fitting = [period for period in candidates if fits(period)] or candidates
    return min(fitting, key=lambda period: (_step(base, period), period.first), default=None)


def _step(base: Period, period: Period) -> float:
    """How far a story would have to go from one date to another."""
    if base.first <= period.first <= base.last:
        return 0
    days = _distance(period, base.first)
    return days if period.first >= base.first else days * _BACK


def _distance(period: Period, when: date) -> int:
    if period.holds(when):
        return 0
    return min(abs((period.first - when).days), abs((period.last - when).days))


def complete(
    make: Maker, found: Found, setting: Setting, direction: Direction | None
) -> tuple[Period | None, Anchor | None]:
    """The period that an expression without a year means, and what told the year."""
    if (year := range_year(found, setting)) is not None and (period := make(year)):
        return period, Anchor.CONTEXT
    opening = range_opening(found, setting)
    if opening and opening.period and "shift" not in found.slots:  # "from November to March" ends in the next year
        start = opening.period.first
        ends = (period for year in (start.year, start.year + 1) if (period := make(year)))
        if period := next((period for period in ends if period.first > start), None):
            return period, Anchor.CONTEXT
    told = setting.direction(found.start, found.end) if direction == "nearest" else direction
    if told == "present" and setting.historic(found):
        told = direction = "past"
    anchor = None if found.rule.from_now else setting.story(found, told)
    if anchor and anchor.period and anchor.anchor is not Anchor.DCT:
        base = anchor.period
        if base.granularity is Granularity.YEAR and (period := make(base.first.year)):
            return period, Anchor.CONTEXT
        period = _nearest_year(make, base, partial(setting.agrees, direction=direction))
        if period and setting.continues(found, base, period):
            return period, Anchor.CONTEXT
    heading = None if found.rule.from_now or "shift" in found.slots else setting.heading(found)
    under = heading.period if heading else None
    told_there = under and (direction == "present" or setting.agrees(under, direction))
    if under and told_there and (period := make(under.first.year)):
        return period, Anchor.CONTEXT
    if setting.dct is None:
        return None, None
    strict = int(found.slots["shift"]) or None if "shift" in found.slots else None
    told_last = setting.counting_base(found) if found.rule.value == "story" else None
    if told_last and told_last.period:  # "the summer before" what was told last
        return choose(make, direction, told_last.period, strict=strict), Anchor.CONTEXT
    return choose(make, direction, setting.dct, strict=strict, weekday=found.slots.get("weekday")), Anchor.DCT


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
        # "expects to report a loss for the third quarter": accounts are told after the quarter is over
        late = direction == "present" or ahead[0].granularity in (Granularity.QUARTER, Granularity.HALF)
        if late and over and _just_over(over[-1], ahead[0], base):
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
    told = anchor.period if anchor and not anchor.deictic else None
    if told and told.days <= 31 and setting.agrees(told, direction):
        base, direction, kind = told, "future", Anchor.CONTEXT
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
    if direction == "present" and (found.rule.value == "near" or setting.within_noun(found)):
        direction = "nearest"
    if not fixed and setting.recurs(found, direction):
        return Reading(type=TimexType.SET, value=f"XXXX-WXX-{number}{clock}", vague=True)
    anchor = range_opening(found, setting) or (None if fixed else setting.story_day(found, direction))
    if anchor and anchor.period and anchor.period.days == 1:
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
    if direction == "present" and setting.goes_on(found):
        direction = "future"  # "she leaves on Monday and returns on Wednesday", said on a Wednesday
    if direction == "future" and not strict and dct.first.isoweekday() == number and setting.names_today(found):
        direction = "present"  # "the court sits on Monday", in news that was written "on Monday"
    alone = direction in (None, "nearest") and setting.alone(found)
    weeks = int(found.slots.get("number", "1")) - 1  # "two Fridays from now"
    return _nearest_weekday(direction, dct.first, number, clock, strict=strict, alone=alone, weeks=weeks)


@lru_cache(maxsize=1 << 10)
def _nearest_weekday(
    direction: Direction | None, base: date, number: int, clock: str, *, strict: bool, alone: bool, weeks: int
) -> Reading:
    when = weekday_by(direction, base, number, strict=strict, alone=alone)
    if when is not None and weeks:
        when = arithmetic.shift(when, -weeks if direction == "past" else weeks, Granularity.WEEK)
    if when is None:
        return unplaced(f"XXXX-WXX-{number}", clock=clock)
    inferred = (Granularity.WEEK, Granularity.MONTH, Granularity.YEAR)
    day = arithmetic.day(when)
    return dated(day, clock=clock, stated=(Granularity.DAY,), inferred=inferred, anchor=Anchor.DCT, deictic=True)


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

"""What recurrences and parts of periods mean: "every Monday", "twice a year", "the last month of summer"."""

from datetime import timedelta

from timeline.dates import arithmetic
from timeline.dates.arithmetic import Period
from timeline.extraction.lengths import mod_of
from timeline.extraction.meanings import calendar
from timeline.extraction.placing import UNITS, clock_of, dated, unplaced
from timeline.extraction.readings import Reading, duration, value_of
from timeline.extraction.relative import relative
from timeline.extraction.rules import Found
from timeline.extraction.setting import Setting
from timeline.schema import Anchor, Granularity, TimexType


def recurring(found: Found, _setting: Setting) -> Reading:
    """A recurrence: the underspecified date that each one fits, or the length between two."""
    return Reading(type=TimexType.SET, value=set_value(found), mod=mod_of(found), vague=True)


def set_value(found: Found) -> str:
    """The TIMEX3 value of a recurrence.

    "XXXX-WXX-1" for a weekday, "XXXX-07" for a month, "XXXX-XX-XXTNI" for a part of day, "P1W" for a unit.
    """
    slots = found.slots
    if "value" in slots:
        return slots["value"]
    clock = clock_of(slots)
    if "weekday" in slots:
        return f"XXXX-WXX-{slots['weekday']}{clock}"
    if "month" in slots:
        day = f"-{int(slots['day']):02}" if "day" in slots else "-XX" if clock else ""
        return f"XXXX-{int(slots['month']):02}{day}{clock}"
    if "season" in slots:
        return f"XXXX-{slots['season']}"
    if "feast" in slots:
        return "P1Y"
    if clock:
        return f"XXXX-XX-XX{clock}"
    return "XXXX-WXX-WE" if slots["unit"] == "weekend" else duration(slots.get("number", "1"), slots["unit"])


def partition(found: Found, setting: Setting) -> Reading | None:
    """A counted part of a period that the same words name: "the last month of summer", "the year's first week"."""
    slots = dict(found.slots)
    part_unit = slots.pop("unit", "")
    place = int(slots.pop("ordinal", "0"))
    count = int(slots.pop("number", "1"))
    weekday = slots.pop("weekday", None)
    whole_unit = slots.pop("of", None)
    if whole_unit is not None:
        holder = relative(Found(found.start, found.end, found.rule, "", {"unit": whole_unit, **slots}), setting)
    else:
        holder = calendar(Found(found.start, found.end, found.rule, "", slots), setting)
    if holder is None or holder.period is None:
        return unplaced("XXXX")
    return nth(holder, place=place, count=count, unit=part_unit, weekday=weekday)


def nth(whole: Reading, *, place: int, count: int, unit: str, weekday: str | None = None) -> Reading | None:
    """The `place`-th part of a period (-1 is the last), `count` units long, or its `place`-th weekday.

    Three months that are a quarter, and six that are a half, are written as such.
    """
    period = whole.period
    if period is None:
        return None
    if unit == "weekend":
        return _weekend(whole, period, place)
    if weekday is not None:
        when = arithmetic.nth_weekday(period, int(weekday), place)
        found = arithmetic.day(when) if when else None
    else:
        found = _part(period, place, count, UNITS[unit])
    if found is None:
        return None
    reading = dated(found, stated=whole.stated, inferred=whole.inferred, anchor=whole.anchor or Anchor.TEXT)
    several = arithmetic.holding(found.first, found.granularity) != found
    if several and found.granularity is not Granularity.WEEK:
        return reading.with_(value=value_of(period), granularity=None)
    return reading.with_(deictic=whole.deictic)


def _weekend(whole: Reading, period: Period, place: int) -> Reading | None:
    """The `place`-th weekend whose Saturday lies in a period."""
    saturday = arithmetic.nth_weekday(period, 6, place)
    if saturday is None:
        return None
    iso = saturday.isocalendar()
    inside = Period(saturday, saturday + timedelta(days=1), Granularity.DAY)
    reading = dated(inside, stated=whole.stated, inferred=whole.inferred, anchor=whole.anchor or Anchor.TEXT)
    return reading.with_(value=f"{iso.year:04}-W{iso.week:02}-WE", deictic=whole.deictic)


def _part(period: Period, place: int, count: int, unit: Granularity) -> Period | None:
    last = place < 0
    edge = period.last if last else period.first
    if unit is Granularity.DAY:
        start = arithmetic.shift(edge, (place + 1) if last else (place - 1), unit)
        if start is None:
            return None
        end = arithmetic.shift(start, (1 - count) if last else (count - 1), unit)
        if end is None:
            return None
        return Period(min(start, end), max(start, end), Granularity.DAY)
    if unit is Granularity.WEEK and not last and edge.isoweekday() > 4:  # ISO: a week belongs where its Thursday lies
        edge = edge + timedelta(days=7)
    if unit is Granularity.WEEK and last and edge.isoweekday() < 4:
        edge = edge - timedelta(days=7)
    base = arithmetic.holding(edge, unit)
    first = arithmetic.neighbour(base, place + 1 if last else place - 1) if base else None
    if first is None or count == 1:
        return first
    other = arithmetic.neighbour(first, (1 - count) if last else (count - 1))
    if other is None:
        return None
    whole = arithmetic.span(first, other, unit)
    for size, name in ((3, Granularity.QUARTER), (6, Granularity.HALF)):
        held = arithmetic.holding(whole.first, name)
        if unit is Granularity.MONTH and count == size and held and held[:2] == whole[:2]:
            return held
    return whole

"""What lengths of time mean: free, anchored on the document's date, and counted from a date ("three years ago")."""

from datetime import date, timedelta
from fractions import Fraction

from timeline.dates import arithmetic
from timeline.dates.arithmetic import Period
from timeline.extraction.placing import DAYS, ORDER, UNITS, UNKNOWN, about_then, deictic, open_ended, unplaced
from timeline.extraction.readings import Reading, duration, ends, interval, value_of
from timeline.extraction.rules import Found
from timeline.extraction.setting import Setting
from timeline.schema import Anchor, Granularity, TimexMod, TimexType

_ON_SHIFTED = (TimexMod.MORE_THAN, TimexMod.LESS_THAN, TimexMod.APPROX)


_PER_DAY = {Granularity.HOUR: 24, Granularity.MINUTE: 1440, Granularity.SECOND: 86400}


def mod_of(found: Found) -> TimexMod | None:
    """The modifier that a rule or one of its words gives."""
    if found.rule.mod:
        return found.rule.mod
    return TimexMod(found.slots["mod"]) if "mod" in found.slots else None


def free(found: Found, _setting: Setting) -> Reading:
    """A length that hangs on no date."""
    slots = found.slots
    value = slots.get("value") or duration(slots.get("number", "1"), slots["unit"])
    if "unit2" in slots:
        value = both(value, duration(slots["number2"], slots["unit2"]))
    return Reading(type=TimexType.DURATION, value=value, mod=mod_of(found), vague="X" in value)


def both(first: str, second: str) -> str:
    """One length out of two, the second in a smaller unit.

    >>> both("PT2H", "PT20M"), both("P1Y", "P3M"), both("P1D", "PT6H")
    ('PT2H20M', 'P1Y3M', 'P1DT6H')
    """
    return first + second[2:] if first.startswith("PT") and second.startswith("PT") else first + second[1:]


def anchored(found: Found, setting: Setting) -> Reading:
    """A length that ends with the document's date ("the last three years") or begins with it."""
    reading = free(found, setting)
    count = int(found.slots["shift"])
    dct = setting.dct
    if dct is None or setting.dct_edtf is None:
        return reading
    if count > 0 and not setting.forced and setting.direction(found.start, found.end) == "past":
        return reading  # "he worked there the next ten years" counts from the story's then
    unit, number = UNITS[found.slots["unit"]], found.slots.get("number", "1")
    points = found.slots["unit"] in ("hour", "minute", "second", "quarterhour")
    inferred = (dct.granularity,)
    if number == "X" or "/" in setting.dct_edtf:
        if "/" in setting.dct_edtf:
            return reading
        open_ = f"../{setting.dct_edtf}" if count < 0 else f"{setting.dct_edtf}/.."
        return reading.with_(edtf=open_, inferred=inferred, anchor=Anchor.DCT)
    months = unit in (Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY, Granularity.MILLENNIUM)
    if points:
        moved = arithmetic.shift(dct.first, count * _days_of_hours(number, found.slots["unit"]), Granularity.DAY)
    else:
        moved = shifted(dct.first, Fraction(number) * count, unit)
    if moved is None:
        return reading
    fine = Granularity.MONTH if months else Granularity.DAY
    if ORDER.index(dct.granularity) > ORDER.index(fine):
        fine = dct.granularity
    here, there = arithmetic.holding(dct.first, fine), arithmetic.holding(moved, fine)
    if here is None or there is None:
        return reading
    pair = (ends(there)[0], ends(here)[1]) if count < 0 else (ends(here)[0], ends(there)[1])
    return reading.with_(edtf=interval(pair), inferred=inferred, anchor=Anchor.DCT)


def _days_of_hours(number: str, unit: str) -> int:
    hours = Fraction(number) / {"hour": 1, "quarterhour": 4, "minute": 60, "second": 3600}[unit]
    return int(-(-hours // 24))


def shifted(when: date, count: Fraction, unit: Granularity) -> date | None:
    """The day so many units away, fractions of a unit in the next smaller ones; half a month is fifteen days."""
    whole, rest = divmod(abs(count), 1)
    sign = 1 if count > 0 else -1
    moved = arithmetic.shift(when, sign * int(whole), unit)
    if not rest or moved is None:
        return moved
    months = {Granularity.YEAR: 12, Granularity.DECADE: 120, Granularity.CENTURY: 1200, Granularity.HALF: 6}.get(unit)
    if months:
        return arithmetic.shift(moved, sign * round(rest * months), Granularity.MONTH)
    days = {Granularity.MONTH: 30, Granularity.WEEK: 7, Granularity.QUARTER: 91}.get(unit, 1)
    return arithmetic.shift(moved, sign * int(rest * days), Granularity.DAY)


def ago(found: Found, setting: Setting) -> Reading | None:
    """The unit that lies a counted length back or ahead: "three years ago", "in two weeks"."""
    sign = int(found.slots["shift"])
    if found.rule.direction == "future" and not setting.forced and setting.direction(found.start, found.end) == "past":
        return free(found, setting)  # "the work was done in two weeks" is a length
    number, name = found.slots.get("number", "1"), found.slots["unit"]
    mod = mod_of(found)
    if number == "X":
        return open_ended("PAST_REF" if sign < 0 else "FUTURE_REF", setting)
    if found.rule.value == "day":  # "a year ago today"
        return _to_the_day(Fraction(number) * sign, name, setting)
    reading = counted(Fraction(number) * sign, name, setting.dct, setting)
    if reading is None:
        return free(found, setting)  # "in 40,000 years" lies beyond the calendar
    if mod in _ON_SHIFTED and reading.edtf:
        marked = "/".join(f"{end}~" for end in reading.edtf.removesuffix("~").split("/"))
        return reading.with_(mod=TimexMod.APPROX, edtf=marked, vague=True)
    return reading.with_(mod=mod) if mod else reading


def _to_the_day(count: Fraction, name: str, setting: Setting) -> Reading | None:
    """The day so many units from the document's."""
    if setting.dct is None:
        return unplaced(UNKNOWN[Granularity.DAY])
    if setting.dct.granularity not in DAYS:
        return counted(count, name, setting.dct, setting)
    moved = shifted(setting.dct.first, count, UNITS[name])
    return deictic(arithmetic.day(moved)) if moved else None


def counted(count: Fraction, name: str, base: Period | None, setting: Setting) -> Reading | None:
    """The unit that lies so many units from a period; as precise as the unit, or as what it is counted from."""
    unit = UNITS[name]
    if base is None:
        return unplaced(UNKNOWN.get(unit, "XXXX"))
    if unit in (Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND):
        if base.granularity not in DAYS:
            return about_then(setting)
        days = int(count / _PER_DAY[unit])  # "48 hours ago" is the day before yesterday
        moved = arithmetic.shift(base.first, days, Granularity.DAY)
        return deictic(arithmetic.day(moved), clock="TXX") if moved else None
    moved = shifted(base.first, count, unit)
    if moved is None:
        return None
    half = count.denominator != 1
    result = unit
    if (half and unit is Granularity.YEAR) or name == "halfyear":
        result = Granularity.HALF
    elif half and unit in (Granularity.DECADE, Granularity.CENTURY):
        result = Granularity.YEAR  # "half a century ago" is fifty years
    elif half and unit is Granularity.MONTH:
        return _half_month(moved)
    elif half and unit is Granularity.WEEK:
        result = Granularity.DAY
    if ORDER.index(base.granularity) > max(ORDER.index(result), ORDER.index(Granularity.DAY)):
        last = shifted(base.last, count, unit)
        if last is None:
            return None
        period = Period(moved, last, base.granularity)
        whole = arithmetic.holding(moved, base.granularity)
        return deictic(whole or period).with_(
            edtf=interval((f"{moved}~", f"{last}~")), period=period, vague=True, granularity=None
        )
    held = arithmetic.holding(moved, result)
    return deictic(held) if held else None


def _half_month(when: date) -> Reading | None:
    """The half of a month, days 1 to 15 or 16 to the end, that a day lies in."""
    month = arithmetic.holding(when, Granularity.MONTH)
    if month is None:
        return None
    cut = month.first + timedelta(days=14)
    early = when <= cut
    half = (
        Period(month.first, cut, Granularity.DAY)
        if early
        else Period(cut + timedelta(days=1), month.last, Granularity.DAY)
    )
    return deictic(half).with_(value=value_of(month), edtf=interval(ends(half)))

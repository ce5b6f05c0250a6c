"""What expressions mean that are counted from another date: the document's, or one of the story."""

from datetime import date
from fractions import Fraction

from timeline.dates import arithmetic
from timeline.dates.arithmetic import Period
from timeline.extraction.lengths import counted, free
from timeline.extraction.meanings import calendar
from timeline.extraction.placing import (
    DAYS,
    ORDER,
    UNITS,
    UNKNOWN,
    about_then,
    clock_of,
    dated,
    deictic,
    open_ended,
    precise,
    unplaced,
)
from timeline.extraction.readings import Reading, edtf_of, ends, interval, value_of
from timeline.extraction.rules import Found
from timeline.extraction.setting import Setting
from timeline.schema import Anchor, Granularity, TimexMod, TimexType

#: How many minutes a unit of the clock has.
_MINUTES = {"hour": 60, "quarterhour": 15}

_PARTS = (Granularity.QUARTER, Granularity.HALF, Granularity.MONTH)


def relative(found: Found, setting: Setting) -> Reading | None:
    """The unit so many places from the one that holds the document's date: "last year", "this week"."""
    name, count = found.slots["unit"], int(found.slots.get("shift", "0"))
    unit = UNITS[name]
    if found.rule.value == "part" and (same := _same_part(count, unit, found, setting)):
        return same
    if found.rule.value == "story" and (told := _unit_told(unit, found, setting)):
        return told
    if setting.dct is None:
        return unplaced(UNKNOWN.get(unit, "XXXX"))
    if not precise(setting, unit):
        return about_then(setting, exact=count == 0)
    if name == "weekend":
        return _weekend(found, setting, count)
    if unit is Granularity.DAY:
        return day_by(count, setting, "")
    holding = arithmetic.holding(setting.dct.first, unit)
    if found.rule.value == "story" and holding and _is_to_end(holding, found, setting):
        count -= 1
    period = arithmetic.neighbour(holding, count) if holding else None
    return deictic(period) if period else None


def _is_to_end(unit: Period, found: Found, setting: Setting) -> bool:
    """Whether a clause tells of what was at the end of a unit that has yet to end: it means the unit before."""
    if setting.forced or setting.dct is None or unit.last <= setting.dct.last:
        return False
    return setting.direction(found.start, found.end) == "past"


def _unit_told(unit: Granularity, found: Found, setting: Setting) -> Reading | None:
    """The unit that holds the date told last, where the clause can tell of it: "in May ... at the end of the month"."""
    at, base = setting.anchor or (0, None)
    if base is None or base.period is None or setting.paragraph(found.start) - setting.paragraph(at) > 1:
        return None
    held = arithmetic.holding(base.period.first, unit)
    if held is None or not held.holds(base.period.last):
        return None
    if not setting.agrees(held, setting.direction(found.start, found.end)):
        return None
    return dated(held, inferred=(unit,), anchor=Anchor.CONTEXT)


def _same_part(count: int, unit: Granularity, found: Found, setting: Setting) -> Reading | None:
    """The quarter, half or month of another year like the one told last: "the third quarter ... a year earlier"."""
    base = setting.last_in_reach(found)
    if base is None or base.period is None:
        return None
    if base.period.granularity not in _PARTS and not (
        base.period.granularity is unit and setting.last_in_sentence(found) is base
    ):
        return None
    moved = arithmetic.shift(base.period.first, count, unit)
    period = arithmetic.holding(moved, base.period.granularity) if moved else None
    # Compared with, not told of: later dates are not counted from it.
    return dated(period, inferred=(unit,), anchor=Anchor.CONTEXT, deictic=True) if period else None


def _weekend(found: Found, setting: Setting, count: int) -> Reading | None:
    """A weekend: counted from the week of the document's date, or the one that the clause points to."""
    dct = setting.dct
    if dct is None:
        return None
    base = dct.first
    early = base.isoweekday() < 6
    if found.slots.get("shift") == "+1" and early:
        moved: date | None = base  # "the coming weekend" is that of this week
    elif "shift" in found.slots:
        moved = arithmetic.shift(base, count, Granularity.WEEK)
    else:
        direction = found.rule.direction or setting.direction(found.start, found.end)
        moved = arithmetic.shift(base, -1, Granularity.WEEK) if direction == "past" and early else base
    if moved is None:
        return None
    iso = moved.isocalendar()
    period = arithmetic.weekend(iso.year, iso.week)
    if period is None:
        return None
    clock = clock_of(found.slots)
    return deictic(period).with_(value=f"{iso.year:04}-W{iso.week:02}-WE{clock}", clock=clock)


def day(found: Found, setting: Setting) -> Reading | None:
    """The day so many days from the document's date, or a part of it: "tomorrow", "tonight"."""
    count, clock = int(found.slots["shift"]), clock_of(found.slots)
    if clock == "TNI" and count == 0 and not found.rule.from_now and _is_to_come(found, setting):
        count = 1  # a night belongs to the day on which it ends
    if (
        count == 0
        and not clock
        and not found.rule.from_now
        and setting.stative(found.start, found.end)
        and not setting.forced
    ):
        return present(setting)
    return day_by(count, setting, clock)


def _is_to_come(found: Found, setting: Setting) -> bool:
    """Whether a clause tells of what has yet to happen; the present of a state says nothing ("two are dead")."""
    start, end = found.start, found.end
    told = setting.last_in_sentence(found)
    if told is not None and told.clock == "TEV" and told.period == setting.dct:
        return True  # "this evening and tonight"
    direction = setting.direction(start, end)
    if direction == "present":
        return setting.clauses.direction(start, end) == direction and not setting.stative(start, end)
    return direction in ("future", "nearest")


def day_by(count: int, setting: Setting, clock: str) -> Reading | None:
    """The day so many days from the document's date."""
    if setting.dct is None:
        return unplaced("XXXX-XX-XX", clock=clock)
    if setting.dct.granularity not in DAYS:
        return about_then(setting, clock=clock, exact=count == 0)
    when = arithmetic.shift(setting.dct.first, count, Granularity.DAY)
    return deictic(arithmetic.day(when), clock=clock) if when else None


def present(setting: Setting) -> Reading:
    """Now: the document's date."""
    return Reading(
        type=TimexType.DATE,
        value="PRESENT_REF",
        edtf=setting.dct_edtf,
        period=setting.dct,
        deictic=True,
        inferred=(setting.dct.granularity,) if setting.dct else (),
        anchor=Anchor.DCT if setting.dct else None,
    )


def ref(found: Found, setting: Setting) -> Reading | None:
    """Now, once, or henceforth, bounded by the document's date where it bounds them.

    None where the words mean the then of a story, or compare ("earlier than planned").
    """
    name = found.slots["ref"]
    if found.kind in ("now", "soon") and setting.told_of_then(found.start, found.end):
        return None
    if found.kind == "earlier" and (
        setting.attributive(found.start, found.end) or setting.compares(found.start, found.end)
    ):
        return None
    if found.kind == "later" and setting.direction(found.start, found.end) != "future":
        return None  # it puts one event of the story behind another
    if name == "PRESENT_REF":
        return present(setting)
    return open_ended(name, setting)


# ---------------------------------------------------------------------------------------------------------------------
# Dates counted from one that stands in the text.


def later(found: Found, setting: Setting) -> Reading:
    """So many units after or before a date of the text, where both are exact; else the bare length."""
    length = free(found, setting)
    base = setting.counting_base(found)
    number, name, sign = found.slots.get("number", "1"), found.slots["unit"], int(found.slots["shift"])
    if number == "X" or length.mod or base is None or base.period is None:
        return length
    if base.vague and not (base.clock and base.period.days == 1):  # "about 3 a.m. on 14 May" leaves no doubt of the day
        return length
    unit = UNITS[name]
    if unit in (Granularity.HOUR, Granularity.MINUTE, Granularity.SECOND):
        exact = base.mod is not TimexMod.APPROX
        return (_later_by_clock(base, Fraction(number) * sign, name) if exact else None) or length
    period = base.period
    if ORDER.index(period.granularity) > ORDER.index(unit) or (period.days > 1 and unit is Granularity.DAY):
        return length
    reading = counted(Fraction(number) * sign, name, period, setting)
    return reading.with_(deictic=base.deictic, anchor=Anchor.CONTEXT) if reading else length


def _later_by_clock(base: Reading, count: Fraction, name: str) -> Reading | None:
    if base.period is None or len(base.clock) != 6 or not base.clock[1:3].isdigit():
        return None
    minutes = count * _MINUTES.get(name, 1)
    if name == "second" or minutes.denominator != 1:
        return None
    total = int(base.clock[1:3]) * 60 + int(base.clock[4:6]) + int(minutes)
    when = arithmetic.shift(base.period.first, total // 1440, Granularity.DAY)
    if when is None:
        return None
    clock = f"T{total % 1440 // 60:02}:{total % 60:02}"
    return dated(
        arithmetic.day(when), clock=clock, inferred=(Granularity.DAY,), anchor=Anchor.CONTEXT, deictic=base.deictic
    )


def adjacent(found: Found, setting: Setting) -> Reading | None:
    """The unit next to a date of the text: "the day after", "the year before"."""
    name, count = found.slots["unit"], int(found.slots["shift"])
    unit, clock = UNITS[name], clock_of(found.slots)
    base = setting.counting_base(found)
    if base is None and unit is Granularity.YEAR and (told_year := setting.year_told(found)):
        year = told_year.period is not None and told_year.period.granularity is unit
        base = told_year if year else told_year.with_(deictic=True)  # a year compared with, not told of
    if base is None and unit is Granularity.DAY:  # "... on 2 May.\n\nThe day after"
        told = setting.last_in_reach(found)
        base = told if told and told.period and told.period.days == 1 else None
    if base is None and found.rule.value == "or-now":
        return relative(found, setting)
    if found.rule.value == "unknown" or base is None or base.period is None:
        return unplaced(UNKNOWN.get(unit, "XXXX"), clock=clock)
    period = base.period
    if name == "weekend" and period.days < 8:
        return _weekend_beside(period, count)
    held = arithmetic.holding(period.first, unit)
    if held is None or not held.holds(period.last):
        return _vaguely_adjacent(period, unit, count, approximate="~" in (base.edtf or ""))
    moved = arithmetic.neighbour(held, count)
    if moved is None:
        return None
    return dated(moved, clock=clock, inferred=(unit,), anchor=Anchor.CONTEXT, deictic=base.deictic)


def _weekend_beside(period: Period, count: int) -> Reading | None:
    """The first weekend that begins after a date, or the last that is over before it."""
    saturday = arithmetic.weekday_after(period.last, 6) if count > 0 else arithmetic.weekday_upto(period.first, 6)
    if saturday is not None and count < 0 and saturday >= period.first:
        saturday = arithmetic.shift(saturday, -1, Granularity.WEEK)
    iso = saturday.isocalendar() if saturday else None
    found = arithmetic.weekend(iso.year, iso.week) if iso else None
    if iso is None or found is None:
        return None
    reading = dated(found, inferred=(Granularity.WEEK,), anchor=Anchor.CONTEXT)
    return reading.with_(value=f"{iso.year:04}-W{iso.week:02}-WE")


def _vaguely_adjacent(period: Period, unit: Granularity, count: int, *, approximate: bool) -> Reading | None:
    """The unit next to one that the text leaves open within a period: all that it can be."""
    first = arithmetic.holding(period.first, unit)
    last = arithmetic.holding(period.last, unit)
    low = arithmetic.neighbour(first, count) if first else None
    high = arithmetic.neighbour(last, count) if last else None
    if low is None or high is None:
        return None
    mark = "~" if approximate else ""
    same_month = low.first.strftime("%Y-%m") == high.last.strftime("%Y-%m")
    month = f"{low.first.year:04}-{low.first.month:02}" if same_month else f"{low.first.year:04}-XX"
    value = {
        Granularity.DAY: f"{month}-XX",
        Granularity.WEEK: f"{low.first.year:04}-WXX",
        Granularity.MONTH: f"{low.first.year:04}-XX",
    }.get(unit, "XXXX")
    return Reading(
        type=TimexType.DATE,
        value=value,
        edtf=interval((ends(low)[0], ends(high)[1]), approximate=(mark, mark)),
        period=Period(low.first, high.last, unit),
        vague=True,
        inferred=(unit,),
        anchor=Anchor.CONTEXT,
    )


def same(found: Found, setting: Setting) -> Reading | None:
    """The unit that holds a date of the text: "that day", "the same year"."""
    unit, clock = UNITS[found.slots["unit"]], clock_of(found.slots)
    base = setting.day_like(found) if unit is Granularity.DAY else setting.last_in_reach(found)
    period = base.period if base else None
    if period is None and found.rule.value != "strict" and setting.dct and precise(setting, unit):
        period = setting.dct
    if period is None:
        return None if found.rule.value == "strict" else unplaced(UNKNOWN.get(unit, "XXXX"), clock=clock)
    if base and base.days and unit is Granularity.DAY:
        return base.with_(value=base.value.split("T")[0] + clock, clock=clock)
    if ORDER.index(period.granularity) > ORDER.index(unit):
        return None
    held = arithmetic.holding(period.first, unit)
    if held and base and _is_next_day(clock, base.clock, found, setting):
        held = arithmetic.neighbour(held, 1)
    if held is None:
        return None
    reading = dated(held, clock=clock, inferred=(unit,), anchor=Anchor.CONTEXT if base else Anchor.DCT)
    return reading.with_(deictic=base.deictic if base else True)


def _is_next_day(clock: str, before: str, found: Found, setting: Setting) -> bool:
    """Whether a part of the day that follows an hour or part of a day is the next day's.

    So is the night after a day, where a night is named by its end; and "at ten in the evening ... in the small hours".
    """
    hour = before[:3]
    if clock == "TNI" and not setting.verbs.nights_begin:
        return before in ("TMO", "TAF", "TEV") or "T12" <= hour <= "T24"
    if clock == "TMO" and found.rule.value == "onward":
        return before == "TEV" or "T18" <= hour <= "T24"
    return False


def rest(found: Found, setting: Setting) -> Reading | None:
    """The part of a unit after or before now: "later this year"; in a story, after the date told last."""
    unit, sign = UNITS[found.slots["unit"]], int(found.slots["shift"])
    dct = setting.dct
    story = setting.last_in_paragraph(found)
    if found.rule.value != "now" and story and story.period and not story.deictic and sign > 0:
        whole = arithmetic.holding(story.period.last, unit)
        after = arithmetic.shift(story.period.last, 1, Granularity.DAY)
        inside = whole and whole.holds(story.period.first) and story.period.days < whole.days
        if whole and inside and after and after <= whole.last:
            mark = "~" if story.vague else ""
            return dated(whole, inferred=(unit,), anchor=Anchor.CONTEXT).with_(
                edtf=f"{after}{mark}/{whole.last}", vague=True
            )
    if dct is None or setting.dct_edtf is None or "/" in setting.dct_edtf:
        return None
    whole = arithmetic.holding(dct.first, unit)
    named = found.slots.keys() & {"season", "month"}
    if whole is None or (named and not _names(whole, found)):
        return calendar(found, setting) if named else None
    low, high = _inner_ends(whole)
    points = (setting.dct_edtf, high) if sign > 0 else (low, setting.dct_edtf)
    reading = deictic(whole).with_(edtf=interval(points), vague=True, granularity=None)
    return (
        reading
        if not precise(setting, Granularity.DAY) or unit is not Granularity.DAY
        else reading.with_(edtf=edtf_of(dct))
    )


def _names(whole: Period, found: Found) -> bool:
    """Whether the season or month that an expression names is a unit of the calendar."""
    if "month" in found.slots:
        return whole.first.month == int(found.slots["month"])
    return value_of(whole).endswith(found.slots["season"])


def _inner_ends(whole: Period) -> tuple[str, str]:
    """The first and last part of a unit, a month of a year or a day of a month, as the guide writes them."""
    if whole.granularity in (Granularity.SEASON, Granularity.YEAR, Granularity.DECADE, Granularity.CENTURY):
        return f"{whole.first.year:04}-{whole.first.month:02}", f"{whole.last.year:04}-{whole.last.month:02}"
    return whole.first.isoformat(), whole.last.isoformat()

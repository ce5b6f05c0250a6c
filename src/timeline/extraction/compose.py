"""What expressions mean that are made of others: a date with its hour, its early part, two days before it."""

from collections.abc import Callable
from fractions import Fraction

from timeline.dates import arithmetic
from timeline.dates.arithmetic import Edge, Period
from timeline.extraction.lengths import counted, mod_of, shifted
from timeline.extraction.meanings import calendar
from timeline.extraction.placing import DAYS, UNITS, clock_of, dated
from timeline.extraction.readings import Reading, ends, interval, third_of
from timeline.extraction.recurring import nth
from timeline.extraction.rules import Found
from timeline.extraction.setting import Setting
from timeline.schema import Anchor, Granularity, TimexMod, TimexType

Read = Callable[[Found], Reading | None]

#: How many days "soon after" and "shortly before" reach.
_NEAR = 14


def join_time(found: Found, _setting: Setting, read: Read) -> Reading | None:
    """A date and the hour or part of day on it, in either order."""
    left, right = found.parts
    date_part, clock_part = (left, right) if left.kind not in ("clock", "part-alone") else (right, left)
    base = read(date_part)
    if base is None:
        return None
    slots = dict(clock_part.slots)
    if base.clock[1:] in ("MO", "AF", "EV", "NI", "MI") and "hour" in slots:
        slots["part"] = base.clock[1:]
    clock = clock_of(slots)
    return base.with_(
        type=TimexType.SET if base.type is TimexType.SET else TimexType.TIME,
        value=base.value.split("T")[0] + clock,
        clock=clock,
        mod=mod_of(clock_part) or mod_of(found) or base.mod,
    )


def join_within(found: Found, setting: Setting, read: Read) -> Reading | None:
    """A weekday, month or season within a week or year that is named beside it: "Friday next week"."""
    left, right = found.parts
    if left.kind.startswith("relative"):
        left, right = right, left
    outer = read(right)
    if outer is None or outer.period is None:
        return None
    inner = left.parts[0] if left.rule.op.value in ("edge", "mod") and left.parts else left
    slots = inner.slots
    period = outer.period
    if "weekday" in slots and "month" not in slots:
        when = arithmetic.nth_weekday(period, int(slots["weekday"]), 1)
        if when is None or period.days > 7:
            return None
        reading = dated(
            arithmetic.day(when),
            clock=clock_of(slots),
            stated=(Granularity.DAY,),
            inferred=outer.inferred,
            anchor=outer.anchor,
        )
        return reading.with_(deictic=outer.deictic)
    merged = Found(found.start, found.end, inner.rule, inner.kind, {**slots, "year": str(period.first.year)})
    placed = calendar(merged, setting)
    if placed is None:
        return None
    reading = placed.with_(inferred=outer.inferred, anchor=outer.anchor, deictic=outer.deictic)
    return reading if inner is left else wrap(left, reading, setting)


def join_same(found: Found, _setting: Setting, read: Read) -> Reading | None:
    """Two names of one date: the one with more of the calendar in it counts, at the hour that the first gives."""
    left, right = found.parts
    first, second = read(left), read(right)
    if first is None or second is None:
        return first or second
    if not (first.period and second.period and second.period.days <= first.period.days):
        return first
    if not first.clock:
        return second
    return second.with_(type=first.type, value=second.value + first.clock, clock=first.clock)


def wrap(found: Found, core: Reading, setting: Setting) -> Reading | None:
    """A reading with the words before it taken in."""
    rule = found.rule
    match rule.op.value:
        case "edge":
            edge = Edge(found.slots["edge"])
            return third_of(core, edge) if core.type is TimexType.DATE else core.with_(mod=TimexMod(edge))
        case "mod" if "part" in found.slots:
            clock = clock_of(found.slots)
            return core.with_(type=TimexType.TIME, value=core.value + clock, clock=clock)
        case "mod":
            return _modified(core, mod_of(found))
        case "limit":
            return _limited(found, core, setting)
        case "near":
            return _near(found, core)
        case "offset":
            return _offset(found, core, setting)
        case "nth":
            slots = found.slots
            return nth(
                core,
                place=int(slots.get("ordinal", "1")),
                count=int(Fraction(slots.get("number", "1"))),
                unit=slots.get("unit", "day"),
                weekday=slots.get("weekday"),
            )
    return core


def _modified(core: Reading, mod: TimexMod | None) -> Reading:
    if mod is None:
        return core
    if mod is TimexMod.APPROX and core.edtf and core.type in (TimexType.DATE, TimexType.TIME):
        written = core.edtf
        if core.type is TimexType.DATE and not written.startswith(("[", "..")):
            written = "/".join(end if end.endswith(("~", "..")) else f"{end}~" for end in written.split("/"))
        return core.with_(mod=mod, edtf=written, vague=True)
    return core.with_(mod=mod)


def _limited(found: Found, core: Reading, setting: Setting) -> Reading | None:
    """A date as the latest or the earliest: the interval that is open on the other side, or begins with the DCT."""
    mod = mod_of(found)
    period = core.period
    if core.type is TimexType.DURATION:
        upto = mod in (TimexMod.ON_OR_BEFORE, TimexMod.BEFORE)
        return core.with_(mod=TimexMod.EQUAL_OR_LESS if upto else TimexMod.EQUAL_OR_MORE)
    if core.edtf is None or period is None or core.edtf.startswith("["):
        return core.with_(mod=mod)
    if found.rule.value == "latest" and setting.is_over(period, found):
        return core  # "convicted before, latest in May": when last, and no limit
    first, last = _outer(core)
    if mod in (TimexMod.ON_OR_AFTER, TimexMod.AFTER):
        return core.with_(mod=mod, edtf=f"{first}/..", vague=True, granularity=None)
    start = ".."
    if setting.dct and setting.dct_edtf and "/" not in setting.dct_edtf and period.last >= setting.dct.first:
        start = setting.dct_edtf
    return core.with_(mod=mod, edtf=f"{start}/{last}", vague=True, granularity=None)


def _outer(core: Reading) -> tuple[str, str]:
    """The first and last point of a reading as it is written, else by its days."""
    written = core.edtf or ""
    if "/" in written:
        first, _, last = written.partition("/")
        return first, last
    if (
        core.period
        and len(written.rstrip("~")) in (4, 7, 10)
        and "X" not in written
        and core.value[-2:] not in ("SP", "SU", "FA", "WI")
    ):
        return written, written
    return ends(core.period) if core.period else ("..", "..")


def _near(found: Found, core: Reading) -> Reading:
    """Soon after or shortly before a date: the fortnight on that side of it."""
    mod = mod_of(found) or TimexMod.AFTER
    period = core.period
    if period is None:
        return core.with_(mod=mod)
    days = int(found.slots.get("number", _NEAR))
    skip = 1 if "number" in found.slots else 0
    if mod is TimexMod.AFTER:
        low = arithmetic.shift(period.first if period.days < 4 else period.last, skip, Granularity.DAY)
        high = arithmetic.shift(period.first if period.days < 4 else period.last, days, Granularity.DAY)
        marks = ("", "~")
    else:
        low = arithmetic.shift(period.first, -days, Granularity.DAY)
        high = arithmetic.shift(period.first, -skip, Granularity.DAY)
        marks = ("~", "")
    if low is None or high is None:
        return core.with_(mod=mod)
    written = interval((low.isoformat(), high.isoformat()), approximate=marks)
    return core.with_(mod=mod, edtf=written, period=Period(low, high, Granularity.DAY), vague=True, granularity=None)


def _weekday_beside(period: Period, weekday: int, sign: int, core: Reading) -> Reading | None:
    """The weekday next to a date: "the Friday before Christmas"."""
    if sign > 0:
        when = arithmetic.weekday_after(period.last, weekday)
    else:
        before = arithmetic.shift(period.first, -1, Granularity.DAY)
        when = arithmetic.weekday_upto(before, weekday) if before else None
    if when is None:
        return None
    return dated(arithmetic.day(when), stated=core.stated, inferred=core.inferred, anchor=core.anchor or Anchor.TEXT)


def _offset(found: Found, core: Reading, setting: Setting) -> Reading | None:
    """So many units before or after a date that stands behind: "two days before Christmas"."""
    slots = found.slots
    sign, number = int(slots["shift"]), slots.get("number", "1")
    period = core.period
    if period is None or number == "X":
        return None
    if "weekday" in slots:
        return _weekday_beside(period, int(slots["weekday"]), sign, core)
    name = slots["unit"]
    # "The day after Easter" comes after its last day, the week after Easter after the one that it begins in.
    base = arithmetic.day(period.last if sign > 0 and name == "day" else period.first)
    if period.granularity not in DAYS:
        base = period
    if found.rule.value == "day":  # "two weeks from Monday" is a day, "a year ago next month" a month
        moved = shifted(base.first, Fraction(number) * sign, UNITS[name])
        held = arithmetic.holding(moved, base.granularity) if moved else None
        reading = dated(held, inferred=core.inferred, anchor=core.anchor) if held else None
    else:
        reading = counted(Fraction(number) * sign, name, base, setting)
    if reading is None:
        return None
    return reading.with_(anchor=core.anchor or Anchor.TEXT, deictic=core.deictic, stated=core.stated)

"""The building blocks of readings: calendar units as dates, dates that stay open, and what stands behind the day."""

from collections.abc import Mapping
from fractions import Fraction
from functools import lru_cache

from timeline.dates.arithmetic import Period
from timeline.extraction.readings import Reading, edtf_of, value_of
from timeline.extraction.setting import Setting
from timeline.schema import Anchor, Granularity, TimexType

#: Values of units that nothing places.
UNKNOWN = {
    Granularity.DAY: "XXXX-XX-XX",
    Granularity.WEEK: "XXXX-WXX",
    Granularity.MONTH: "XXXX-XX",
}

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
    "season": Granularity.SEASON,
    "quarter": Granularity.QUARTER,
    "halfyear": Granularity.HALF,
    "year": Granularity.YEAR,
    "decade": Granularity.DECADE,
    "century": Granularity.CENTURY,
    "millennium": Granularity.MILLENNIUM,
}
ORDER = tuple(Granularity)


@lru_cache(maxsize=1 << 14)
def dated(
    period: Period,
    *,
    clock: str = "",
    stated: tuple[Granularity, ...] = (),
    inferred: tuple[Granularity, ...] = (),
    anchor: Anchor | None = None,
    deictic: bool = False,
) -> Reading:
    """The reading of a calendar unit, as a DATE, or as a TIME where an hour or part of day belongs to it."""
    return Reading(
        type=TimexType.TIME if clock else TimexType.DATE,
        value=value_of(period) + clock,
        edtf=edtf_of(period),
        period=period,
        clock=clock,
        granularity=period.granularity if period.granularity is not Granularity.DAY else None,
        stated=stated,
        inferred=inferred,
        anchor=anchor,
        deictic=deictic,
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


def deictic(period: Period, *, clock: str = "", stated: tuple[Granularity, ...] = ()) -> Reading:
    """A date counted from the document's."""
    return dated(period, clock=clock, stated=stated, inferred=(period.granularity,), anchor=Anchor.DCT, deictic=True)


def open_ended(name: str, setting: Setting) -> Reading:
    """The past or the future, bounded by the document's date where it bounds them ("PAST_REF", "FUTURE_REF")."""
    dct = setting.dct_edtf
    written = None if dct is None or "/" in dct else f"../{dct}" if name == "PAST_REF" else f"{dct}/.."
    return Reading(
        type=TimexType.DATE,
        value=name,
        edtf=written,
        deictic=True,
        vague=True,
        inferred=(setting.dct.granularity,) if setting.dct else (),
        anchor=Anchor.DCT if written else None,
    )


def clock_of(slots: Mapping[str, str]) -> str:
    """What stands behind the day in the value of a time: "T14:00", "TEV", or nothing."""
    part = slots.get("part")
    if ":" in slots.get("value", ""):
        return f"T{slots['value']}"
    if "hhmm" in slots:
        digits = slots["hhmm"].zfill(4)
        return f"T{digits[:2]}:{digits[2:]}"
    if "hour" in slots:
        return f"T{clock_time(slots['hour'], slots.get('minute', '0'), slots.get('offset', '0'), part)}"
    return f"T{part}" if part else ""


def clock_time(hour: str, minute: str, offset: str, part: str | None) -> str:
    """An hour and minute as "HH:MM"; `offset` minutes are added, and the part of day tells morning from evening.

    >>> clock_time("8", "0", "-30", "EV"), clock_time("12", "5", "0", "MO")
    ('19:30', '00:05')
    """
    hours = int(Fraction(hour))
    if (part in ("AF", "EV") and hours < 12) or (part == "NI" and 6 <= hours <= 12):
        hours += 12
    elif part == "MO" and hours == 12:
        hours = 0
    total = hours * 60 + int(minute) + int(offset)
    if total == 1440:
        return "24:00"
    return f"{total // 60 % 24:02}:{total % 60:02}"

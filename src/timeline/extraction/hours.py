"""Hours of the clock: which day each belongs to."""

from collections.abc import Iterator

from timeline.dates import arithmetic
from timeline.extraction.lengths import mod_of
from timeline.extraction.placing import clock_of, dated
from timeline.extraction.readings import Reading
from timeline.extraction.rules import Found
from timeline.extraction.setting import Setting
from timeline.extraction.tense import Direction
from timeline.schema import Anchor, Granularity, TimexType

#: How many paragraphs back the day of an hour is looked for: in a story, and in the item of a notice.
_STORY = 2
_ITEM = 3

#: The hours that a part of day holds, from and to (exclusive); a night's run over midnight.
_HOURS = {"TMO": range(4, 13), "TAF": range(11, 19), "TEV": range(17, 25), "TNI": (*range(21, 25), *range(7))}


def clock(found: Found, setting: Setting) -> Reading:
    """An hour: of its sentence's day, else of its item's, else of the document's date, or of any day."""
    written = clock_of(found.slots)
    day_ = _of_night(found, written, setting) or _day(found, written, setting)
    mod = mod_of(found)
    if day_ is None:
        return Reading(type=TimexType.TIME, value=f"XXXX-XX-XX{written}", mod=mod, clock=written, vague=True)
    day_ = _past_midnight(found, day_, written, setting)
    if "shift" in found.slots and not day_.days and setting.direction(found.start, found.end) != "future":
        # The midnight that a past night began with.
        day_ = _moved(day_, int(found.slots["shift"]), day_.anchor) or day_
    return day_.with_(
        type=TimexType.TIME,
        value=day_.value.split("T")[0] + written,
        mod=mod,
        clock=written,
        vague=False,
        stated=(Granularity.MINUTE if "minute" in found.slots else Granularity.HOUR,),
        inferred=(Granularity.DAY,),
    )


def _moved(day_: Reading, count: int, anchor: Anchor | None = Anchor.CONTEXT) -> Reading | None:
    """The day so many days later, None beyond the calendar."""
    when = arithmetic.shift(day_.period.first, count, Granularity.DAY) if day_.period else None
    return dated(arithmetic.day(when), anchor=anchor, deictic=day_.deictic) if when else None


def _of_night(found: Found, written: str, setting: Setting) -> Reading | None:
    """The day of an hour past midnight: that on which the night told last ends, in this paragraph or the one before.

    Midnight itself, 24:00, belongs to the day before.
    """
    midnight = written == "T24:00"
    if not ("T00" <= written < "T06" or midnight):
        return None
    told = _told(found, setting, back=0 if midnight else 1)
    night = next((day for _, day in told if day.clock == "TNI"), None)
    if night is None or night.period is None or midnight == setting.verbs.nights_begin:
        return night
    return _moved(night, 1 if setting.verbs.nights_begin else -1)


def _told(found: Found, setting: Setting, *, back: int) -> Iterator[tuple[int, Reading]]:
    """The days told up to so many paragraphs back, the latest first, each with its place."""
    here = setting.paragraph(found.start)
    for at, day in setting.days:
        if here - setting.paragraph(at) > back:
            return
        yield at, day


def _day(found: Found, written: str, setting: Setting) -> Reading | None:
    """The day that an hour belongs to; None for an hour that holds on any day."""
    start, end = found.start, found.end
    direction = found.rule.direction or setting.direction(start, end)
    near = [(at, day) for at, day in _told(found, setting, back=0) if not _only_planned(at, found, direction, setting)]
    since = near[0][0] if near and setting.sentence(near[0][0]) == setting.sentence(start) else -1
    if setting.recurs_by(start, since=since):
        return None
    if since >= 0:
        return near[0][1]
    if setting.clauses.holds(setting.verbs.gathering, start, end):
        return _ahead(found, setting) or setting.document_day()
    if direction is None:  # without a verb it is an announcement, if anything is yet to come
        near = [(at, day) for at, day in near if day.period and setting.agrees(day.period, "future")] or near
    if near:
        return _fitting(near, written, setting)
    if setting.clauses.holds(setting.verbs.staged, start, end):
        return setting.document_day()
    if direction == "present" or (direction is None and setting.clauses.holds(setting.verbs.habitual, start, end)):
        return None
    if found.rule.from_now:
        return setting.document_day()
    days = list(_told(found, setting, back=_STORY)) if direction == "past" else []
    days = [(at, day) for at, day in days if day.period is None or setting.agrees(day.period, "past")]
    return _fitting(days, written, setting) if days else setting.document_day()


def _only_planned(at: int, found: Found, direction: Direction | None, setting: Setting) -> bool:
    """Whether a day lies in a plan, and an hour in what has been; not where it goes on in the plan's own sentence.

    "It will open on Tuesday, they said, with a ceremony at 8 am."
    """
    if direction != "past" or not setting.plans(at):
        return False
    goes_on = setting.sentence(at) == setting.sentence(found.start)
    return not (goes_on and setting.clauses.verbless(found.start, found.end))


def _ahead(found: Found, setting: Setting) -> Reading | None:
    """The day told last, in the item of a notice, of those that the document's date has not passed."""
    days = (day for _, day in _told(found, setting, back=_ITEM))
    return next((day for day in days if day.period and setting.agrees(day.period, "future")), None)


def _fitting(days: list[tuple[int, Reading]], written: str, setting: Setting) -> Reading:
    """The latest of some days that an hour can lie on: "on Monday evening ... the police said on Tuesday. At 10 pm"."""
    reporting = setting.verbs.reporting
    told = [day for at, day in days if not setting.clauses.holds(reporting, at, at)] or [day for _, day in days]
    hour = int(written[1:3])
    if hour in _HOURS.get(told[0].clock, (hour,)):
        return told[0]
    return next((day for day in told if hour in _HOURS.get(day.clock, ())), told[0])


def _past_midnight(found: Found, day_: Reading, written: str, setting: Setting) -> Reading:
    """The day of an hour before six: the next one after an evening hour, or where another sentence tells of yesterday.

    "From 10 pm to 2 am" ends on the next day; "the count went on yesterday. She gave up at 0.45" does too.
    """
    if not written[1:3] < "06" or day_.period is None or day_.days or "part" in found.slots:
        return day_
    if setting.day and setting.day[0] > found.start:
        return day_
    moved = _moved(day_, 1)
    elsewhere = setting.day is None or setting.sentence(setting.day[0]) != setting.sentence(found.start)
    late = "T18" <= day_.clock[:3] <= "T24" or (day_.clock == "TEV" and elsewhere)
    yesterday = elsewhere and not day_.clock and moved is not None and setting.dct == moved.period
    return moved if moved is not None and (late or yesterday) else day_

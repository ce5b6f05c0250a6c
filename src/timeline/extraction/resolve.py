"""Places time expressions on the calendar, from the document's date, the tense of the clause and the story so far."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Literal

from spacy.tokens import Doc

from timeline.dates import edtf
from timeline.dates.arithmetic import Edge
from timeline.extraction import borrowing, compose, hours, lengths, meanings, recurring, relative
from timeline.extraction.quotations import Quotation
from timeline.extraction.readings import Reading, third_of
from timeline.extraction.rules import Found
from timeline.extraction.setting import Setting
from timeline.extraction.timexes import find
from timeline.languages.pack import Pack
from timeline.languages.timexes import Op
from timeline.schema import TimeValue, Timex, TimexType

_MEANINGS: dict[Op, Callable[[Found, Setting], Reading | None]] = {
    Op.CALENDAR: meanings.calendar,
    Op.RELATIVE: relative.relative,
    Op.DAY: relative.day,
    Op.AGO: lengths.ago,
    Op.DURATION: lengths.free,
    Op.ANCHORED: lengths.anchored,
    Op.LATER: relative.later,
    Op.ADJACENT: relative.adjacent,
    Op.SAME: relative.same,
    Op.REST: relative.rest,
    Op.PARTITION: recurring.partition,
    Op.SET: recurring.recurring,
    Op.CLOCK: hours.clock,
    Op.REF: relative.ref,
}

_JOINS: dict[Op, Callable[[Found, Setting, compose.Read], Reading | None]] = {
    Op.JOIN_TIME: compose.join_time,
    Op.JOIN_WITHIN: compose.join_within,
    Op.JOIN_SAME: compose.join_same,
}


def resolve(
    found: Sequence[Found],
    pack: Pack,
    *,
    text: str,
    published: TimeValue | None,
    doc: Doc | None = None,
    quotations: Sequence[Quotation] = (),
) -> tuple[Timex, ...]:
    """The expressions of a text as `Timex`, in order; those that turn out to be none in their place are left out.

    `published` is the document's creation time (None leaves relative expressions open), `doc` a parse of the same
    text, whose verbs tell past from future, and `quotations` the stretches of direct speech.

    >>> from timeline.dates import edtf
    >>> from timeline.languages import loader
    >>> pack = loader.load("da")
    >>> text = "Retten mødes den 3. august."
    >>> [timex.value for timex in resolve(find(text, pack), pack, text=text, published=edtf.read("1992-07-05"))]
    ['1992-08-03']
    """
    setting = Setting(text, pack, published, doc=doc, quotations=quotations)
    return _resolve(found, setting)


def parse_time(
    text: str,
    pack: Pack,
    *,
    published: TimeValue | None,
    direction: Literal["past", "future", "nearest"] | None = None,
) -> TimeValue | None:
    """The time that a single expression means, or None when it is none or cannot be placed.

    `direction` says where an expression points that leaves it open, such as a bare weekday.

    >>> from timeline.dates import edtf
    >>> from timeline.languages import loader
    >>> parse_time("kort efter nytår", loader.load("da"), published=edtf.read("2020-02")).edtf
    '2020-01-01/2020-01-15~'
    """
    found = find(text, pack)
    if not _whole(found, text):
        loose = find(text, _uncased(pack))  # "monday" by itself is a day, though a text would write "Monday"
        found = max(found, loose, key=_covered) if _whole(loose, text, lead=1) else found
    setting = Setting(text, pack, published, direction=direction or "nearest", announced=direction is None)
    placed = _resolve(found, setting)
    if len(placed) == 2:
        first, last = placed
        if setting.verbs.ranges(text[first.end : last.start], text[: first.start]):
            return _interval(first.time, last.time)
    return max(placed, key=lambda timex: (timex.time is not None, timex.end - timex.start)).time if placed else None


def _whole(found: Sequence[Found], text: str, *, lead: int = 0) -> bool:
    """Whether one expression, or two that may be a range, end a text and leave no more than so many words before."""
    if not 0 < len(found) < 3:
        return False
    return len(text[: found[0].start].split()) <= lead and not text[found[-1].end :].strip(" .,;:!?\n")


def _covered(found: Sequence[Found]) -> int:
    """How many code points some expressions cover."""
    return sum(one.end - one.start for one in found)


@lru_cache(maxsize=16)
def _uncased(pack: Pack) -> Pack:
    """A pack whose rules do not mind capitals."""
    rules = tuple(rule.model_copy(update={"case": "any"}) for rule in pack.timexes.rule)
    return pack.model_copy(update={"timexes": pack.timexes.model_copy(update={"rule": rules})})


def _interval(low: TimeValue | None, high: TimeValue | None) -> TimeValue | None:
    """The time from one date to another; None where an end is not known or lies before the start."""
    if low is None or high is None or low.earliest is None or high.latest is None or low.earliest >= high.latest:
        return low if low is not None and high is not None and low.edtf == high.edtf else None
    ends_ = _end(low, 0), _end(high, -1)
    return edtf.read("/".join(ends_), stated=high.stated, inferred=high.inferred, anchor=high.anchor, granularity=None)


def _end(value: TimeValue, which: int) -> str:
    """One end of a date as it is written, else its first or last day."""
    written = value.edtf.split("/")[which]
    plain = len(written) in (4, 7, 10) and written.replace("-", "").isdigit() and int(written[5:7] or "1") <= 12
    return written if plain else str((value.earliest, value.latest)[which])


def _resolve(found: Sequence[Found], setting: Setting) -> tuple[Timex, ...]:
    setting.expect(found)
    placed: list[Timex] = []
    waiting: Found | None = None
    for index, one in enumerate(found):
        if setting.titled(one):
            continue
        if waiting is None and one.kind == "clock" and setting.day_follows(one, found[index + 1 : index + 2]):
            waiting = one  # "at the 9 a.m. meeting on Monday"
            continue
        _place(one, setting, placed)
        if waiting is not None:
            _place(waiting, setting, placed)
            placed[-2:] = sorted(placed[-2:], key=lambda timex: timex.start)
            waiting = None
    return tuple(placed)


def _place(found: Found, setting: Setting, placed: list[Timex]) -> None:
    """Reads an expression, takes note of it for those that follow, and adds it to those placed."""
    reading = _read(found, setting)
    if reading is not None:
        setting.remember(found, reading)
        placed.append(_timex(found, reading, setting.text))


def _read(found: Found, setting: Setting) -> Reading | None:
    op = found.rule.op
    if found.parts:
        if op in _JOINS:
            return _JOINS[op](found, setting, lambda part: _read(part, setting))
        core = _read(found.parts[0], setting)
        return compose.wrap(found, core, setting) if core else None
    reading = _MEANINGS[op](borrowing.completed(found, setting) if found.rule.borrow else found, setting)
    if reading and "edge" in found.slots and reading.type is TimexType.DATE:
        return third_of(reading, Edge(found.slots["edge"]))
    return reading


def _timex(found: Found, reading: Reading, text: str) -> Timex:
    opener = found.rule.opener if reading.type is TimexType.DURATION else None
    start = found.start
    if opener and text[start : start + len(opener)].lower() == opener:
        start += len(text[start : found.end]) - len(text[start + len(opener) : found.end].lstrip())
    return Timex.trusted(
        start=start,
        end=found.end,
        text=text[start : found.end],
        type=reading.type,
        value=reading.value,
        mod=reading.mod,
        time=reading.time(),
        rule=found.rule.id,
    )

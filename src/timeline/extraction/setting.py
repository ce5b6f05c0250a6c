"""What surrounds a time expression: the document's date, its sentences, and where the verb of a clause points."""

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Sequence

from spacy.tokens import Doc

from timeline.dates import arithmetic
from timeline.dates.arithmetic import Period
from timeline.extraction import clauses
from timeline.extraction.quotations import Quotation
from timeline.extraction.readings import Reading
from timeline.extraction.rules import Found
from timeline.extraction.tense import Clauses, Direction, verbs
from timeline.languages.pack import Pack
from timeline.languages.timexes import Op
from timeline.schema import Anchor, Granularity, TimeValue, TimexType

#: How many paragraphs back a date of the story counts.
_STORY = 3

#: How many days a date may lie behind one of an earlier paragraph that it is still counted from.
_NEXT = 31

#: How many of the days told last are looked through for the one that "the same day" means.
_DAYS = 16

#: Kinds of expression that an hour can take its day from, and how many code points behind it one may stand.
_DAY_KINDS = ("day", "weekday", "part", "time")
_DAY_REACH = 60

#: How far before an expression the word before it is looked for.
_WORD_REACH = 24

#: Types of expression that name a point of the story.
_POINTS = (TimexType.DATE, TimexType.TIME)

#: Units that a document's date can be precise to; a week, season, quarter or half only as a whole.
_UNITS = tuple(unit for unit in Granularity if unit not in (Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR))
_WHOLE = (Granularity.WEEK, Granularity.SEASON, Granularity.QUARTER, Granularity.HALF)

_SENTENCE = re.compile(r"[.!?][\"'»”)\]]{0,2}\s+(?=[\"'«»“”(\[–—-]{0,2}\s?[^\W\d_a-zæøå])|[.!?:\"»”]\s*\n|\n\s*\n")
_PARAGRAPH = re.compile(r"\n\s*\n")


class Setting:
    """The circumstances in which the expressions of one text are read; it moves on as they are placed.

    `anchor` is the nearest date stated in the story that later ones are counted from, `last` the latest date of any
    kind, `day` the latest one precise to the day.
    """

    __slots__ = (
        "_days",
        "_directed",
        "_doc",
        "_fixed",
        "_found",
        "_index",
        "_paragraphs",
        "_quotations",
        "_sentences",
        "_tagged",
        "_verbs",
        "anchor",
        "clauses",
        "dated",
        "day",
        "dct",
        "dct_edtf",
        "last",
        "pack",
        "text",
    )

    def __init__(
        self,
        text: str,
        pack: Pack,
        published: TimeValue | None,
        *,
        doc: Doc | None = None,
        quotations: Sequence[Quotation] = (),
        direction: Direction | None = None,
    ) -> None:
        self.text = text
        self.pack = pack
        self.dct = period_of(published)
        self.dct_edtf = published.edtf if published else None
        self._doc = doc if doc is not None and doc.has_annotation("DEP") else None
        self._tagged = doc if doc is not None and doc.has_annotation("POS") else None
        self._days: deque[tuple[int, Reading]] = deque(maxlen=_DAYS)  # the latest first
        self._quotations = quotations
        self._fixed = direction
        self._directed: tuple[int, int, Direction | None] | None = None
        self._verbs = verbs(pack.timexes.cues)
        self._sentences = [0, *(match.end() for match in _SENTENCE.finditer(text))]
        self.clauses = Clauses(text, self._verbs, self._sentences)
        self._paragraphs = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]
        self.anchor: tuple[int, Reading] | None = None
        self.last: tuple[int, Reading] | None = None
        self.day: tuple[int, Reading] | None = None
        self._found: tuple[Found, ...] = ()
        self._index: dict[int, int] = {}
        self.dated: dict[tuple[str, str], int] = {}

    def sentence(self, at: int) -> int:
        """The number of the sentence that a code point lies in."""
        return bisect_right(self._sentences, at) - 1

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that a code point lies in."""
        return bisect_right(self._paragraphs, at) - 1

    # -----------------------------------------------------------------------------------------------------------------
    # The story: what has been dated so far.

    @property
    def forced(self) -> bool:
        """Whether the caller has said where expressions point, so that no clause is asked."""
        return self._fixed is not None

    def expect(self, found: Sequence[Found]) -> None:
        """Tells which expressions stand in the text, so that each can look at its neighbours."""
        self._found = tuple(found)
        self._index = {one.start: index for index, one in enumerate(found)}

    def remember(self, found: Found, reading: Reading) -> None:
        """Takes note of a date that has been placed, for those that follow."""
        period = reading.period
        if period is None or reading.type not in _POINTS or reading.value.endswith("_REF"):
            return
        self.last = placed = found.start, reading
        if not reading.deictic and period != self.dct:
            self.anchor = placed
        elif reading.granularity is None:
            self.anchor = None
        if period.granularity is Granularity.DAY and (period.first == period.last or reading.days):
            self.day = placed
            self._days.appendleft(placed)
        slots = _leaf(found).slots
        if "year" in slots and "month" in slots:
            self.dated[slots["month"], slots.get("day", "")] = int(slots["year"])

    def completed(self, found: Found) -> Found:
        """An expression with the slots that it borrows from its neighbour: "3.-5. May" has one month."""
        step = 1 if found.rule.borrow == "next" else -1
        other = self._neighbour(found, step)
        if other is None:
            return found
        names = ("month",) if "yy" in found.slots else ("month", "year", "yy", "year_shift")
        missing = {name: value for name, value in _leaf(other).slots.items() if name in names}
        return found._replace(slots={**missing, **found.slots})

    def _neighbour(self, found: Found, step: int) -> Found | None:
        index = self._index.get(found.start)
        if index is None or not 0 <= index + step < len(self._found):
            return None
        return self._found[index + step]

    def range_year(self, found: Found) -> int | None:
        """The year that stands behind the end of the range or list that an expression begins."""
        current = found
        for _ in range(4):
            other = self._neighbour(current, 1)
            if other is None or other.start - current.end > 8:
                return None
            if not self._verbs.joins(self.text[current.end : other.start]):
                return None
            leaf = _leaf(other)
            if leaf.rule.op not in (Op.CALENDAR,) and other.rule.op is not Op.JOIN_WITHIN:
                return None
            if other.rule.op is Op.JOIN_WITHIN and self.dct:
                outer = other.parts[1].slots
                if "year" in outer:
                    return int(outer["year"])
                if outer.get("unit") == "year" and "shift" in outer:
                    return self.dct.first.year + int(outer["shift"])
                return None
            if "year" in leaf.slots:
                return int(leaf.slots["year"]) if set(leaf.slots) & {"month", "season", "quarter", "half"} else None
            current = other
        return None

    def story(self, found: Found, direction: Direction | None) -> Reading | None:
        """The stated date that a date without a year is counted from, or None where the document's counts."""
        slots = found.slots
        if "day" in slots and (year := self.dated.get((slots["month"], slots["day"]))):
            return Reading(TimexType.DATE, str(year), period=arithmetic.year(year))
        if "shift" in slots or self.anchor is None:
            return None
        at, reading = self.anchor
        if reading.period is None or reading.period.granularity in (Granularity.DECADE, Granularity.CENTURY):
            return None
        if self.paragraph(found.start) - self.paragraph(at) > (
            0 if reading.period.granularity is Granularity.YEAR else _STORY
        ):
            return None
        return reading if self.agrees(reading.period, direction) else None

    def continues(self, found: Found, base: Period, period: Period) -> bool:
        """Whether a date goes on from one of the story: in the same paragraph, or right behind it in time."""
        if self.anchor is None or self.paragraph(self.anchor[0]) == self.paragraph(found.start):
            return True
        return 0 <= (period.first - base.last).days < _NEXT or base.first <= period.first <= base.last

    def story_day(self, found: Found, direction: Direction | None) -> Reading | None:
        """The stated day that a bare weekday is counted from: one in the same paragraph, in a sentence before."""
        if self.anchor is None:
            return None
        at, reading = self.anchor
        period = reading.period
        if period is None or period.days > 1 or self.paragraph(at) != self.paragraph(found.start):
            return None
        if self.sentence(at) == self.sentence(found.start) or "[" in (reading.edtf or ""):
            return None
        return reading if self.agrees(period, direction) else None

    def agrees(self, period: Period, direction: Direction | None) -> bool:
        """Whether a verb points to the side of the document's date that a date of the story lies on."""
        if self.dct is None or direction in (None, "nearest"):
            return True
        if direction == "past":
            return period.first <= self.dct.last
        return period.last >= self.dct.first

    def day_like(self, found: Found) -> Reading | None:
        """The day told last on the side of the document's date that the clause points to."""
        direction = self.direction(found.start, found.end)
        for at, reading in self._days:
            if self.paragraph(found.start) - self.paragraph(at) > _STORY:
                return None
            if reading.period and self.agrees(reading.period, direction):
                return reading
        return None

    def night(self, found: Found) -> Reading | None:
        """The night told last, in this paragraph or the one before: hours past midnight belong to it."""
        for at, reading in self._days:
            if self.paragraph(found.start) - self.paragraph(at) > 1:
                return None
            if reading.clock == "TNI":
                return reading
        return None

    def told_of_then(self, start: int, end: int) -> bool:
        """Whether the clause tells a story in the simple past, so that its "now" is the story's."""
        if self.forced or self.quoted(start):
            return False
        return self.clauses.tells(start, end)

    def attributive(self, start: int, end: int) -> bool:
        """Whether an expression modifies a noun that follows, and not the verb before it."""
        if self._tagged is None:
            return False
        span = self._tagged.char_span(start, end, alignment_mode="expand")
        if span is None or (span.start and self._tagged[span.start - 1].pos_ == "VERB"):
            return False
        for token in self._tagged[span.end : span.end + 3]:
            if token.pos_ in ("NOUN", "PROPN"):
                return True
            if token.pos_ != "ADJ":
                return False
        return False

    def compares(self, start: int, end: int) -> bool:
        """Whether the clause speaks of what is to come, where "earlier" means sooner than planned."""
        return not self.forced and self.direction(start, end) == "future"

    def last_in_paragraph(self, found: Found) -> Reading | None:
        """The date told last, if it stands in the same paragraph."""
        if self.last is None or self.paragraph(self.last[0]) != self.paragraph(found.start):
            return None
        return self.last[1]

    def last_in_reach(self, found: Found) -> Reading | None:
        """The date told last, in this paragraph or the one before."""
        if self.last is None or self.paragraph(found.start) - self.paragraph(self.last[0]) > 1:
            return None
        return self.last[1]

    def counting_base(self, found: Found) -> Reading | None:
        """The date that "two days later" counts from: the one told last, in the same paragraph."""
        return self.last_in_paragraph(found)

    def day_for_clock(self, found: Found) -> Reading | None:
        """The day that an hour belongs to; None for an hour that holds on any day."""
        day = self.day
        if day and self.sentence(day[0]) == self.sentence(found.start):
            return day[1]
        if day and self.paragraph(day[0]) == self.paragraph(found.start):
            return day[1]
        direction = found.rule.direction or self.direction(found.start, found.end)
        if direction == "present" or (direction is None and self.habitual(found.start, found.end)):
            return None
        if day and direction == "past" and self.paragraph(found.start) - self.paragraph(day[0]) <= 2:
            return day[1]
        if self.dct is None:
            return None
        unit = Granularity.DAY if self.dct.first == self.dct.last else self.dct.granularity
        value = {Granularity.MONTH: f"{self.dct.first:%Y-%m}-XX", Granularity.YEAR: f"{self.dct.first.year:04}-XX-XX"}
        return Reading(
            type=TimexType.DATE,
            value=value.get(unit, self.dct.first.isoformat()),
            edtf=self.dct_edtf,
            period=self.dct,
            deictic=True,
            anchor=Anchor.DCT,
        )

    def day_follows(self, found: Found, following: Sequence[Found]) -> bool:
        """Whether the day of an hour stands behind it in its sentence, and none before it."""
        if not following or following[0].kind not in _DAY_KINDS:
            return False
        sentence = self.sentence(found.start)
        if following[0].start - found.end > _DAY_REACH or self.sentence(following[0].start) != sentence:
            return False
        return self.day is None or self.sentence(self.day[0]) != sentence

    def alone(self, found: Found) -> bool:
        """Whether an expression is all that stands on its line, as over an entry of a programme."""
        before = self.text[max(0, found.start - 2) : found.start]
        after = self.text[found.end : found.end + 2].strip(":. ")
        return (not before or before[-1] in "\r\n") and (not after or after[0] in "\r\n")

    def quoted(self, at: int) -> bool:
        """Whether a code point lies in a quotation."""
        index = bisect_right(self._quotations, at, key=lambda one: one.start) - 1
        return index >= 0 and at < self._quotations[index].end

    def direction(self, start: int, end: int) -> Direction | None:
        """Where the clause of an expression points: by the parse where there is one, else by the verbs around it."""
        if self._fixed:
            return self._fixed
        if self._directed is None or self._directed[:2] != (start, end):
            self._directed = start, end, self._direction(start, end)
        return self._directed[2]

    def _direction(self, start: int, end: int) -> Direction | None:
        if self._verbs.looks_back(self.text[max(0, start - _WORD_REACH) : start]):
            return "past"
        if self.clauses.holds(self._verbs.unreal, start, end):
            return "nearest"
        if self._doc is not None and (found := clauses.direction(self._doc, start, end, self.pack)):
            return "past" if found == "present" and self.clauses.holds(self._verbs.reporting, start, end) else found
        return self.clauses.direction(start, end)

    def stative(self, start: int, end: int) -> bool:
        """Whether the clause tells a state of affairs and no happening."""
        return self.clauses.is_stative(start, end)

    def habitual(self, start: int, end: int) -> bool:
        """Whether the clause tells what happens every time."""
        return self.clauses.holds(self._verbs.habitual, start, end)


def period_of(value: TimeValue | None) -> Period | None:
    """The days of a date that is closed on both sides, with the finest unit that holds all of them; else None."""
    if value is None or value.earliest is None or value.latest is None:
        return None
    first, last = value.earliest, value.latest
    if first == last:
        return arithmetic.day(first)
    for unit in _UNITS:
        held = arithmetic.holding(first, unit)
        if held and last <= held.last and (unit not in _WHOLE or held[:2] == (first, last)):
            return Period(first, last, unit)
    return Period(first, last, Granularity.MILLENNIUM)


def _leaf(found: Found) -> Found:
    """The expression that carries the date of a compound one."""
    while found.parts:
        found = found.parts[0]
    return found

"""What surrounds a time expression: the document's date, its sentences, and where the verb of a clause points."""

from bisect import bisect_right
from collections import deque
from collections.abc import Sequence

from spacy.tokens import Doc

from timeline.dates import arithmetic
from timeline.dates.arithmetic import Period
from timeline.extraction import clauses, titles
from timeline.extraction.layout import WORD_REACH, Layout
from timeline.extraction.quotations import Quotation
from timeline.extraction.readings import Reading
from timeline.extraction.rules import Found, leaf
from timeline.extraction.tense import Clauses, Direction, spaced, verbs
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

#: What recurs with the year.
_CYCLES = {"month", "season", "feast"}

#: Types of expression that name a point of the story.
_POINTS = (TimexType.DATE, TimexType.TIME)

#: Units that a document's date can be precise to; a week, season, quarter or half only as a whole.
_UNITS = tuple(unit for unit in Granularity if unit not in (Granularity.SECOND, Granularity.MINUTE, Granularity.HOUR))
_WHOLE = (Granularity.WEEK, Granularity.SEASON, Granularity.QUARTER, Granularity.HALF)


class Setting:
    """The circumstances in which the expressions of one text are read; it moves on as they are placed.

    `anchor` is the nearest date stated in the story that later ones are counted from, `last` the latest date of any
    kind, `day` the latest one precise to the day. Unless `announced`, what stands alone may lie on either side.
    """

    __slots__ = (
        "_announced",
        "_directed",
        "_doc",
        "_fixed",
        "_found",
        "_heading",
        "_index",
        "_layout",
        "_quotations",
        "_recurring",
        "_stated",
        "_tagged",
        "_titles",
        "_today",
        "_words",
        "_year",
        "anchor",
        "clauses",
        "dated",
        "day",
        "days",
        "dct",
        "dct_edtf",
        "last",
        "pack",
        "text",
        "verbs",
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
        announced: bool = True,
    ) -> None:
        self.text = text
        self.pack = pack
        self.dct = period_of(published)
        self.dct_edtf = published.edtf if published else None
        self._doc = doc if doc is not None and doc.has_annotation("DEP") else None
        self._tagged = doc if doc is not None and doc.has_annotation("POS") else None
        self.days: deque[tuple[int, Reading]] = deque(maxlen=_DAYS)  # the latest first
        self._quotations = quotations
        self._fixed = direction
        self._announced = announced
        self._directed: tuple[int, int, Direction | None] | None = None
        self.verbs = verbs(pack.timexes.cues)
        self._layout = Layout(text, self.verbs.abbreviations)
        self.clauses = Clauses(text, self.verbs, self._layout.sentences)
        self.anchor: tuple[int, Reading] | None = None
        self.last: tuple[int, Reading] | None = None
        self.day: tuple[int, Reading] | None = None
        self._titles = titles.spans(text, pack.timexes.cues)
        self._recurring: Found | None = None
        self._year: tuple[int, Reading] | None = None
        self._stated: tuple[int, Reading] | None = None
        self._today: bool | None = None
        self._heading: tuple[int, Reading] | None = None
        self._words = -1, ""
        self._found: tuple[Found, ...] = ()
        self._index: dict[int, int] = {}
        self.dated: dict[tuple[str, str], int] = {}

    def sentence(self, at: int) -> int:
        """The number of the sentence that a code point lies in."""
        return self._layout.sentence(at)

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that a code point lies in."""
        return self._layout.paragraph(at)

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
        self.clauses.pass_over([(one.start, one.end) for one in found])
        self._layout.keep_whole([(one.start, one.end) for one in found])

    def remember(self, found: Found, reading: Reading) -> None:
        """Takes note of a date that has been placed, for those that follow."""
        if reading.type is TimexType.SET:
            self._recurring = found
        elif not reading.value.startswith("XXXX"):
            self._recurring = None
        period = reading.period
        if reading.value == "PRESENT_REF":
            self.anchor = None  # back from the story: "in 1987 ... she now lives in Ribe and was elected in May"
        if period is None or reading.type not in _POINTS or reading.value.endswith("_REF"):
            return
        if found.rule.value == "part" and reading.anchor is Anchor.CONTEXT:
            return  # compared with, not told of ("up from a year earlier")
        self.last = placed = found.start, reading
        if period.granularity is Granularity.YEAR and not reading.deictic:
            self._year = placed
        headed = period.granularity is Granularity.YEAR and not reading.vague and self.alone(found)
        if headed:  # "FIFTY YEARS AGO", over what happened then
            self._heading = placed
        told = not reading.deictic and not found.rule.from_now and period != self.dct and not self._since(found)
        if headed or told:
            self._stated = placed
            if not self._aside(found):
                self.anchor = placed
        elif reading.granularity is None:
            self.anchor = None
        if period.granularity is Granularity.DAY and (period.first == period.last or reading.days):
            self.day = placed
            self.days.appendleft(placed)
        slots = leaf(found).slots
        if "year" in slots and "month" in slots:
            self.dated[slots["month"], slots.get("day", "")] = int(slots["year"])

    def _aside(self, found: Found) -> bool:
        """Whether a date stands in a relative clause behind another of its sentence, which the story goes on from."""
        if self.anchor is None or self._doc is None or self.sentence(self.anchor[0]) != self.sentence(found.start):
            return False
        return clauses.in_background(self._doc, found.start)

    def _since(self, found: Found) -> bool:
        """Whether a date only tells since when something has been so ("the worst since 1947", "a farm from 1786").

        Or what a thing is for: "the budget for 1999 was passed in May" tells of no May 1999.
        """
        before = self._before(found.start)
        if found.kind == "year" and self.verbs.tells_purpose(before):
            return True
        if found.kind == "year" and self._doc is not None and self.verbs.tells_origin(before):
            return clauses.of_a_thing(self._doc, found.start, found.end)
        return self.verbs.looks_back(before) or self.clauses.opens_with(self.verbs.backward, found.start, found.end)

    def _before(self, start: int) -> str:
        """The words right before an expression, `spaced`."""
        if self._words[0] != start:
            low = max(self._layout.paragraphs[self.paragraph(start)], start - WORD_REACH)
            self._words = start, spaced(self.text[low:start])
        return self._words[1]

    def counts(self, start: int, end: int) -> bool:
        """Whether a number counts the plural noun behind it ("called out to 1200 fires")."""
        return self._doc is not None and clauses.counts(self._doc, start, end)

    def neighbour(self, found: Found, step: int) -> Found | None:
        """The expression so many further on in the text, None beyond its ends."""
        index = self._index.get(found.start)
        if index is None or not 0 <= index + step < len(self._found):
            return None
        return self._found[index + step]

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
            0 if reading.period.granularity is Granularity.YEAR and not self._headed(at, found) else _STORY
        ):
            return None
        return reading if self.agrees(reading.period, direction) else None

    def within_noun(self, found: Found) -> bool:
        """Whether an expression belongs to a definite noun, whose day the verb's tense does not give."""
        return self._doc is not None and clauses.within_noun(self._doc, found.start, found.end)

    def historic(self, found: Found) -> bool:
        """Whether a story of the past is told in the present: "In May 1960 the senate elects him; on 9 June he ..."."""
        if self.forced or self.anchor is None or self.dct is None:
            return False
        at, reading = self.anchor
        if reading.period is None or reading.period.last >= self.dct.first or at not in self._index:
            return False
        if self.paragraph(at) != self.paragraph(found.start):
            return self._headed(at, found)
        return self.direction(at, self._found[self._index[at]].end) in ("present", None)

    def _headed(self, at: int, found: Found) -> bool:
        """Whether a date stands alone as the heading of the paragraphs that an expression is in."""
        return self._heading is not None and self._heading[0] == at and self.heading(found) is not None

    def heading(self, found: Found) -> Reading | None:
        """The year that stands alone over the paragraphs that an expression is in."""
        if self._heading is None or self.paragraph(found.start) - self.paragraph(self._heading[0]) > _STORY:
            return None
        return self._heading[1]

    def continues(self, found: Found, base: Period, period: Period) -> bool:
        """Whether a date goes on from one of the story: in the same paragraph, or right behind it in time."""
        if self.anchor is None or self.paragraph(self.anchor[0]) == self.paragraph(found.start):
            return True
        if self._headed(self.anchor[0], found):
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
        if self._doc is not None and clauses.in_background(self._doc, at):
            return None  # "the man, who was arrested on 3 May, ... On Friday he ...": the story goes on from now
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
        for at, reading in self.days:
            if self.paragraph(found.start) - self.paragraph(at) > _STORY:
                return None
            if reading.period and self.agrees(reading.period, direction):
                return reading
        return None

    def told_of_then(self, start: int, end: int) -> bool:
        """Whether the clause tells a story in the simple past, so that its "now" is the story's."""
        if self.forced or self.quoted(start):
            return False
        return self.clauses.tells(start, end)

    def attributive(self, start: int, end: int) -> bool:
        """Whether an expression modifies a noun that follows, and not the verb before it."""
        return self._tagged is not None and clauses.attributive(self._tagged, start, end)

    def compares(self, start: int, end: int) -> bool:
        """Whether the clause speaks of what is to come, where "earlier" means sooner than planned."""
        return not self.forced and self.direction(start, end) == "future"

    def last_in_paragraph(self, found: Found) -> Reading | None:
        """The date told last, if it stands in the same paragraph."""
        if self.last is None or self.paragraph(self.last[0]) != self.paragraph(found.start):
            return None
        return self.last[1]

    def last_in_sentence(self, found: Found) -> Reading | None:
        """The date told last, if it stands in the same sentence."""
        if self.last is None or self.sentence(self.last[0]) != self.sentence(found.start):
            return None
        return self.last[1]

    def last_in_reach(self, found: Found) -> Reading | None:
        """The date told last, in this paragraph or the one before."""
        if self.last is None or self.paragraph(found.start) - self.paragraph(self.last[0]) > 1:
            return None
        return self.last[1]

    def goes_on(self, found: Found) -> bool:
        """Whether the date told last in the same sentence lies ahead of the document's."""
        last = self.last_in_sentence(found)
        if last is None or last.period is None or self.dct is None:
            return False
        return last.period.first > self.dct.last

    def counting_base(self, found: Found) -> Reading | None:
        """The date that "two days later" counts from: the one told last, in the same paragraph.

        What has happened the day after has not happened after a day to come: then it is the last day that has passed.
        """
        last = self.last_in_paragraph(found)
        ahead = last and last.period and self.dct and last.period.first > self.dct.last
        if not ahead or int(found.slots.get("shift", "0")) < 1 or self.direction(found.start, found.end) != "past":
            return last
        return self.day_like(found) or last

    def year_told(self, found: Found) -> Reading | None:
        """The year stated last, in this paragraph or the one before; else the date stated last, for its year."""
        for placed in (self._year, self._stated):
            if placed is not None and self.paragraph(found.start) - self.paragraph(placed[0]) < 2:
                return placed[1]
        return None

    def document_day(self) -> Reading | None:
        """The document's date, as the day of an hour."""
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
        if not following or following[0].kind not in _DAY_KINDS or self.recurs_by(found.start):
            return False
        sentence, behind, day = self.sentence(found.start), found.end, following[0].start
        if day - behind > _DAY_REACH or self.sentence(day) != sentence:
            return False
        if "," in self.text[behind:day] or self.clauses.acts(behind, day):
            return False  # "speaks at 11 am and leaves on Monday"
        return self.day is None or self.sentence(self.day[0]) != sentence

    def bracketed(self, found: Found) -> bool:
        """Whether an expression is all that stands between brackets, as behind the title of a letter: no verb's own."""
        start, end = found.start, found.end
        return self.text.startswith(("(", "["), max(0, start - 1), start) and self.text.startswith((")", "]"), end)

    def alone(self, found: Found) -> bool:
        """Whether an expression is all that stands on its line, as over an entry of a programme."""
        if not self._announced:
            return False
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
        before = self._before(start)
        if self.verbs.looks_back(before):
            return "past"
        if self._doc is None and self.clauses.silent(start, end):
            return None
        if self.verbs.looks_ahead(before) and self.clauses.direction(start, end) == "future":
            return "future"  # "must have been paid by May"
        if self.clauses.holds(self.verbs.unreal, start, end):
            return "nearest"
        if self._doc is not None and (found := clauses.direction(self._doc, start, end, self.pack)):
            return "past" if found == "present" and self.clauses.holds(self.verbs.reporting, start, end) else found
        return self.clauses.direction(start, end)

    def is_over(self, period: Period, found: Found) -> bool:
        """Whether a clause tells of a date that has passed, and not of what should have been."""
        if self.forced or self.dct is None or period.last >= self.dct.first:
            return False
        start, end = found.start, found.end
        return self.direction(start, end) == "past" and not self.clauses.holds(self.verbs.unreal, start, end)

    def names_today(self, found: Found) -> bool:
        """Whether the document's own weekday, where its verb points ahead, is today: "the court sits on Monday".

        As the pack says, or because the text calls its own day by that name: "..., the police said on Monday".
        """
        if self.forced or self._before(found.start).endswith(self.verbs.on_day):
            return False
        if self._today is None:
            self._today = self.verbs.today_by_name or any(self._tells_today(one) for one in self._found)
        return self._today

    def _tells_today(self, found: Found) -> bool:
        core = leaf(found)
        if core.rule.op is not Op.CALENDAR or core.rule.direction is not None or self.dct is None:
            return False
        if core.slots.get("weekday") != str(self.dct.first.isoweekday()) or core.slots.keys() & {"day", "week"}:
            return False
        return self.direction(found.start, found.end) == "past"

    def stative(self, start: int, end: int) -> bool:
        """Whether the clause tells a state of affairs and no happening."""
        return self.clauses.is_stative(start, end)

    def recurs(self, found: Found, direction: Direction | None) -> bool:
        """Whether a date stands for every such one: by the words of its clause, or in a list that began with one."""
        first = self._recurring
        if first is None and direction != "present":
            return False
        if first is not None and first.kind == found.kind and self.verbs.joins(self.text[first.end : found.start]):
            return True
        bare = self.clauses.verbless(found.start, found.end)
        if bare and "weekday" in found.slots and self.recurs_by(found.start):
            return True  # "daily until four, Thursday until eight"
        once = found.rule.value == "once" or self.clauses.holds(self.verbs.single, found.start, found.end)
        if direction != "present" or once:
            return False
        cycle = found.slots.keys() & _CYCLES
        yearly = first is not None and (cycle & first.slots.keys() or first.slots.get("unit") == "year")
        if cycle and yearly and self.recurs_by(found.start):
            return True  # "they are born in April, and in summer they leave", "every year between May and July"
        whole = found.slots.keys() & {"day", "feast"}
        return self.clauses.holds(self.verbs.always if whole else self.verbs.habitual, found.start, found.end)

    def recurs_by(self, at: int, *, since: int = -1) -> bool:
        """Whether a recurrence has just been told in the same sentence, after a place: "every day at nine"."""
        told = self._recurring.start if self._recurring else -1
        return told > since and self.sentence(told) == self.sentence(at)

    def plans(self, at: int) -> bool:
        """Whether the clause of the expression at a place points ahead."""
        return self.direction(at, self._found[self._index[at]].end) == "future"

    def titled(self, found: Found) -> bool:
        """Whether an expression is part of a title between quotation marks."""
        if not self._titles:
            return False
        index = bisect_right(self._titles, (found.start, len(self.text))) - 1
        return index >= 0 and found.end <= self._titles[index][1]


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

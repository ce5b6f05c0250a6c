"""Where the verbs around a time expression point, by a pack's word lists: for clauses that no parser has read."""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from timeline.languages.patterns import plain
from timeline.languages.timexes import Cues

Direction = Literal["past", "future", "present", "nearest"]

#: How many words behind an auxiliary its participle is looked for.
_PARTICIPLE = 7

#: How many code points of a sentence are searched on either side of an expression.
_WINDOW = 160

_TOKEN = re.compile(r"[^\W\d_]+|[,;:()–—]|\s-(?=\s)")
_WORD = re.compile(r"[^\W\d_]+")


class Mark(NamedTuple):
    """A word that says something of its clause: where it stands, the word in lower case, where it points as a verb."""

    start: int
    end: int
    word: str
    direction: Direction | None


class Part(NamedTuple):
    """What a word does in its clause: where it points as a verb, whether it tells something else, and with which words
    before it points elsewhere."""

    direction: Direction | None
    telling: bool
    pairs: Mapping[str, Direction] | None


_MUTE, _BREAK = Part(None, False, None), Part(None, True, {})

#: How many words are kept with what they do.
_HEARD = 1 << 15


class Verbs:
    """The verbs and other telling words of a pack, ready for look-up."""

    __slots__ = (
        "_any_ending",
        "_backward",
        "_enclosing",
        "_endings",
        "_forward",
        "_joining",
        "_origin",
        "_purpose",
        "_ranging",
        "_unverbal",
        "_words",
        "abbreviations",
        "always",
        "auxiliaries",
        "backward",
        "gathering",
        "habitual",
        "happened",
        "heard",
        "nights_begin",
        "on_day",
        "pairs",
        "participles",
        "perfect",
        "reported",
        "reporting",
        "single",
        "staged",
        "stative",
        "telling",
        "today_by_name",
        "unreal",
    )

    def __init__(self, given: Cues) -> None:
        self._words: dict[str, Direction] = {}
        self._words.update(dict.fromkeys((*given.present, *given.stative), "present"))
        self._words.update(dict.fromkeys(given.reporting, "past"))
        self._words.update(dict.fromkeys(given.future, "future"))
        self._words.update(dict.fromkeys(given.past, "past"))
        self._words.update(dict.fromkeys((phrase for phrase in given.unreal if " " in phrase), "nearest"))
        self.pairs: dict[str, dict[str, Direction]] = {}
        for phrase in [phrase for phrase in self._words if " " in phrase]:
            first, _, second = phrase.partition(" ")
            self.pairs.setdefault(second, {})[first] = self._words.pop(phrase)
        self._endings = given.past_endings
        self._any_ending = (*given.past_endings, *given.present_endings)
        self._unverbal = frozenset(given.unverbal)
        self._backward = tuple(f" {word}" for word in given.backward)
        self._forward = tuple(f" {word}" for word in given.forward)
        self._origin = tuple(f" {word}" for word in given.origin)
        self.on_day = tuple(f" {word}" for word in given.on_day)
        self._purpose = tuple(f" {word}" for word in given.purpose)
        self._ranging = frozenset(given.ranging)
        self._enclosing = frozenset(given.enclosing)
        self._joining = frozenset((*given.joining, "-", "–", "—", "/", ","))
        self.perfect = frozenset(given.perfect)
        self.participles = given.participle_endings
        self.reporting = frozenset(given.reporting)
        self.unreal = frozenset(given.unreal)
        self.stative = frozenset(given.stative)
        self.reported = frozenset(given.reported)
        self.always = frozenset(given.always)
        self.habitual = self.always | frozenset(given.habitual)
        self.happened = frozenset(given.happened)
        self.single = frozenset(given.single)
        self.backward = frozenset(given.backward)
        self.gathering = frozenset(given.gathering)
        self.staged = self.gathering | frozenset(given.staged)
        self.auxiliaries = frozenset(given.auxiliaries)
        self.abbreviations = frozenset(given.abbreviations)
        self.nights_begin = given.nights_begin
        self.today_by_name = given.today_by_name
        self.heard: dict[str, Part] = {}
        kinds = (self.backward, self.habitual, self.happened, self.reported, self.reporting, self.single, self.staged)
        self.telling = self.unreal.union(*kinds)

    def looks_back(self, before: str) -> bool:
        """Whether the word right before an expression, `spaced`, puts it in the past."""
        return before.endswith(self._backward)

    def looks_ahead(self, before: str) -> bool:
        """Whether the word right before an expression, `spaced`, makes it a limit."""
        return before.endswith(self._forward)

    def tells_origin(self, before: str) -> bool:
        """Whether the word right before an expression, `spaced`, may make it the age of a thing."""
        return before.endswith(self._origin)

    def tells_purpose(self, before: str) -> bool:
        """Whether the word right before a year makes it what a thing is for ("the quotas for 1996")."""
        return before.endswith(self._purpose)

    def joins(self, between: str) -> bool:
        """Whether the words between two dates make a range or list of them."""
        return between.strip().lower() in self._joining

    def ranges(self, between: str, before: str = "") -> bool:
        """Whether the words between two dates, or all those before and between them, make them the ends of a range."""
        between = between.strip().lower()
        return between in self._ranging or (before.strip().lower(), between) in self._enclosing

    def of(self, word: str) -> Direction | None:
        """Where a finite verb points; None for other words."""
        found = self._words.get(word)
        if found is None and len(word) > 4 and word.endswith(self._any_ending) and word not in self._unverbal:
            return "past" if word.endswith(self._endings) else "present"
        return found

    def regular(self, word: str) -> bool:
        """Whether a past form has the ending of a regular verb."""
        return word.endswith(self._endings)

    def hear(self, word: str) -> "Part":
        """What a word or a mark does in its clause; kept, since texts say most words again and again."""
        if not word[0].isalpha():
            part = _BREAK
        else:
            part = Part(self.of(word), word in self.telling, self.pairs.get(word))
            part = part if any(part) else _MUTE
        if len(self.heard) < _HEARD:
            self.heard[word] = part
        return part


def spaced(words: str) -> str:
    """Words in lower case, one blank before each: the first of a text or line is a word like the others."""
    return f" {' '.join(words.lower().split())}"


@lru_cache(maxsize=32)
def verbs(given: Cues) -> Verbs:
    """The verbs of a pack, ready for look-up."""
    return Verbs(given)


class _Stretch(NamedTuple):
    """A part of a text around an expression: where it ends, and the telling words in it."""

    end: int
    marks: tuple[Mark, ...]
    joined: bool  # whether a joining word leads from the expression to the next verb: "came on Monday and leaves"

    def nearest(self, start: int, end: int) -> Mark | None:
        """The finite verb that stands nearest to an expression."""
        if not self.marks:
            return None
        found = (mark for mark in self.marks if mark.direction)
        further = _WINDOW if self.joined else 0
        return min(
            found, key=lambda mark: mark.start - end + further if mark.start >= end else start - mark.end, default=None
        )


_SILENT = _Stretch(0, (), False)


class Clauses:
    """The clauses of a text by its punctuation, and the telling words in them; read once, then looked up.

    `sentences` are the starts of the text's sentences, in code points.
    """

    __slots__ = ("_breaks", "_last", "_marks", "_sentences", "_starts", "_text", "_verbs")

    def __init__(self, text: str, known: Verbs, sentences: Sequence[int]) -> None:
        self._text = text
        self._verbs = known
        self._sentences = sentences
        self._breaks: list[int] = []
        self._marks: list[Mark] = []
        before = last = ""
        helper: Direction | None = None
        heard, lower = known.heard, plain(text)
        for match in _TOKEN.finditer(lower):
            word = match.group()
            part = heard.get(word) or known.hear(word)
            if part is _MUTE:
                before, last = last, word
                continue
            if part is _BREAK:
                self._breaks.append(match.start())
                before, last, helper = "", "", None
                continue
            direction = part.direction
            if direction == "past" and helper and not known.auxiliaries.isdisjoint((before, last)):
                direction = helper  # "will be tried": a participle points where its auxiliary does
            elif direction:
                helper = "past" if word in known.perfect else direction
            start = match.start()
            plain_form = direction == "present" or (direction == "past" and not known.regular(word))
            if plain_form and self._marks and self._marks[-1][2:] == (last, "future"):
                direction = "future"  # "will meet", "will cut": a plural or a past form like an infinitive
            if part.pairs and (together := part.pairs.get(last)):
                direction = together  # "was to" points ahead, though "was" does not
                if self._marks and self._marks[-1].word == last:
                    mark = self._marks.pop()
                    start, direction = mark.start, "nearest" if mark.direction == "nearest" else together
                helper = direction
            before, last = last, word
            if direction or part.telling:
                self._marks.append(Mark(start, match.end(), word, direction))
        self._starts = [mark.start for mark in self._marks]
        self._last = -1, -1, _SILENT

    def pass_over(self, spans: Sequence[tuple[int, int]]) -> None:
        """Takes the words of time expressions, from and to (exclusive) in text order, for no verbs ("i går")."""
        starts = [start for start, _ in spans]
        self._marks = [
            mark
            for mark in self._marks
            if not (at := bisect_right(starts, mark.start)) or mark.start >= spans[at - 1][1]
        ]
        self._starts = [mark.start for mark in self._marks]

    def _nearby(self, start: int, end: int) -> _Stretch:
        """The clause of an expression, with its telling words; `_SILENT` where none stands in its sentence either."""
        if self._last[:2] != (start, end):
            first = bisect_left(self._starts, start - _WINDOW)
            silent = first == bisect_left(self._starts, end + _WINDOW, first)
            clause = _SILENT if silent else self._stretch(*self._clause(start, end), start, end)
            self._last = start, end, clause
        return self._last[2]

    def _stretch(self, low: int, high: int, start: int, end: int) -> _Stretch:
        """A part of the text with its telling words, but for those of the expression itself."""
        marks = self._marks[bisect_left(self._starts, low) : bisect_left(self._starts, high)]
        others = tuple(mark for mark in marks if not start <= mark.start < end)
        following = next((mark.start for mark in others if mark.start >= end), None)
        joined = following is not None and self._verbs.joins(self._text[end:following])
        return _Stretch(high, others, joined)

    def _sentence(self, start: int, end: int) -> tuple[int, int]:
        """The sentence of an expression, no further from it than the search window."""
        number = bisect_right(self._sentences, start)
        last = self._sentences[number] if number < len(self._sentences) else len(self._text)
        return max(self._sentences[number - 1], start - _WINDOW), min(max(last, end), end + _WINDOW)

    def _clause(self, start: int, end: int) -> tuple[int, int]:
        """The part of the sentence between punctuation that an expression stands in."""
        low, high = self._sentence(start, end)
        before, after = bisect_left(self._breaks, start) - 1, bisect_left(self._breaks, end)
        if before >= 0:
            low = max(low, self._breaks[before] + 1)
        if after < len(self._breaks):
            high = min(high, self._breaks[after])
        return low, high

    def silent(self, start: int, end: int) -> bool:
        """Whether no telling word stands near an expression."""
        return self._nearby(start, end) is _SILENT

    def direction(self, start: int, end: int) -> Direction | None:
        """Where the nearest verb of the clause points, or else the nearest of the sentence."""
        stretch = self._nearby(start, end)
        if stretch is _SILENT:
            return None
        verb = stretch.nearest(start, end)
        if verb is None:
            stretch = self._stretch(*self._sentence(start, end), start, end)
            verb = stretch.nearest(start, end)
        return None if verb is None else "past" if self._is_perfect(verb, stretch.end) else verb.direction

    def _is_perfect(self, verb: Mark, high: int) -> bool:
        """Whether a verb is an auxiliary that a participle follows."""
        if verb.word not in self._verbs.perfect:
            return False
        following = itertools.islice(_WORD.finditer(self._text, verb.end, high), _PARTICIPLE)
        return any(
            len(word) > 3 and word.endswith(self._verbs.participles) and word not in self._verbs.habitual
            for word in (match.group().lower() for match in following)
        )

    def acts(self, start: int, end: int) -> bool:
        """Whether a finite verb stands between two places."""
        marks = self._marks[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return any(mark.direction for mark in marks)

    def holds(self, words: frozenset[str], start: int, end: int) -> bool:
        """Whether one of some telling words stands in the clause of an expression."""
        marks = self._nearby(start, end).marks
        return bool(marks) and any(mark.word in words for mark in marks)

    def opens_with(self, words: frozenset[str], start: int, end: int) -> bool:
        """Whether one of some telling words, in lower case, stands before an expression in its clause."""
        marks = self._nearby(start, end).marks
        return any(mark.word in words and self._text[mark.start].islower() for mark in marks if mark.start < start)

    def verbless(self, start: int, end: int) -> bool:
        """Whether no finite verb stands in the clause of an expression."""
        return not any(mark.direction for mark in self._nearby(start, end).marks)

    def tells(self, start: int, end: int) -> bool:
        """Whether the verb nearest to an expression is in the simple past and its clause is no reported speech."""
        clause = self._nearby(start, end)
        if any(mark.word in self._verbs.reported for mark in clause.marks if mark.start < start):
            return False
        verb = clause.nearest(start, end)
        return verb is not None and verb.direction == "past" and verb.word not in self._verbs.reporting

    def is_stative(self, start: int, end: int) -> bool:
        """Whether the nearest verb of the clause is one of a state."""
        clause = self._nearby(start, end)
        verb = clause.nearest(start, end)
        if verb is None or verb.word not in self._verbs.stative or self._is_perfect(verb, clause.end):
            return False
        return not self.holds(self._verbs.happened, start, end)

"""Where the verbs around a time expression point, by a pack's word lists: for clauses that no parser has read."""

import itertools
import re
from functools import lru_cache
from typing import Literal

from timeline.languages.timexes import Cues

Direction = Literal["past", "future", "present", "nearest"]

#: How many words behind an auxiliary its participle is looked for.
_PARTICIPLE = 7

_BREAK = re.compile(r"[,;:()–—]|\s-\s")
_WORD = re.compile(r"[^\W\d_]+")


def words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case.

    >>> words("Hun rejser (igen).")
    ('hun', 'rejser', 'igen')
    """
    return tuple(word.lower() for word in _WORD.findall(text))


def segment(sentence: str, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence between punctuation that an expression stands in."""
    low = max((match.end() for match in _BREAK.finditer(sentence, 0, start)), default=0)
    after = _BREAK.search(sentence, end)
    return low, after.start() if after else len(sentence)


class Verbs:
    """The verbs of a pack, for clauses that no parser has read."""

    __slots__ = (
        "_backward",
        "_ending",
        "_joining",
        "_participles",
        "_perfect",
        "_words",
        "habitual",
        "reported",
        "reporting",
        "stative",
        "unreal",
    )

    def __init__(self, given: Cues) -> None:
        self._words: dict[str, Direction] = {}
        for direction, verbs in (
            ("present", given.present),
            ("present", given.stative),
            ("past", given.reporting),
            ("future", given.future),
            ("past", given.past),
        ):
            self._words.update(dict.fromkeys(verbs, direction))  # type: ignore[arg-type]
        self._perfect = frozenset(given.perfect)
        self._participles = given.participle_endings
        self._ending = re.compile(rf"\w{{2,24}}(?:{'|'.join(given.past_endings)})\Z") if given.past_endings else None
        self._joining = frozenset((*given.joining, "-", "–", "—", "/", ","))
        self.reporting = frozenset(given.reporting)
        self._backward = tuple(given.backward)
        self.unreal = frozenset(given.unreal)
        self.stative = frozenset(given.stative)
        self.reported = frozenset(given.reported)
        self.habitual = frozenset(given.habitual)

    def looks_back(self, before: str) -> bool:
        """Whether the word right before an expression puts it in the past."""
        return bool(self._backward) and before.rstrip().lower().endswith(tuple(f" {word}" for word in self._backward))

    def joins(self, between: str) -> bool:
        """Whether the words between two dates make a range or list of them."""
        return between.strip().lower() in self._joining

    def of(self, word: str) -> Direction | None:
        """Where a finite verb points; None for other words."""
        found = self._words.get(word)
        if found is None and self._ending and self._ending.match(word):
            return "past"
        return found

    def direction(self, sentence: str, start: int, end: int) -> Direction | None:
        """Where the nearest verb of the clause points, or else the nearest of the sentence."""
        low, high = segment(sentence, start, end)
        for left, right in ((low, high), (0, len(sentence))):
            verb = self._nearest(sentence, start, end, left, right)
            if verb is None:
                continue
            word = verb.group().lower()
            if word in self._perfect and self._has_participle(sentence, verb.end(), right):
                return "past"
            return self.of(word)
        return None

    def _nearest(self, sentence: str, start: int, end: int, left: int, right: int) -> re.Match[str] | None:
        """The finite verb that stands nearest to an expression between two places of a sentence."""
        verbs = [
            match
            for match in _WORD.finditer(sentence, left, right)
            if not start <= match.start() < end and self.of(match.group().lower())
        ]
        return min(
            verbs, key=lambda match: match.start() - end if match.start() >= end else start - match.end(), default=None
        )

    def _has_participle(self, sentence: str, start: int, right: int) -> bool:
        words = itertools.islice(_WORD.finditer(sentence, start, right), _PARTICIPLE)
        return any(
            len(word) > 3 and word.endswith(self._participles) and word not in self.habitual
            for word in (match.group().lower() for match in words)
        )

    def tells(self, sentence: str, start: int, end: int) -> bool:
        """Whether the verb nearest to an expression is in the simple past and its clause is no reported speech."""
        low, high = segment(sentence, start, end)
        if any(match.group().lower() in self.reported for match in _WORD.finditer(sentence, low, start)):
            return False
        verb = self._nearest(sentence, start, end, low, high)
        word = verb.group().lower() if verb else ""
        return self.of(word) == "past" and word not in self.reporting

    def is_stative(self, sentence: str, start: int, end: int) -> bool:
        """Whether the nearest verb of the clause is one of a state."""
        low, high = segment(sentence, start, end)
        verb = self._nearest(sentence, start, end, low, high)
        if verb is None or verb.group().lower() not in self.stative:
            return False
        return not (verb.group().lower() in self._perfect and self._has_participle(sentence, verb.end(), high))


@lru_cache(maxsize=32)
def verbs(given: Cues) -> Verbs:
    """The verbs of a pack, ready for look-up."""
    return Verbs(given)

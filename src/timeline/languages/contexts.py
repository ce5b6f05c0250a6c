"""What may or may not stand beside an expression: the contexts of a pack's rules, with quick ways to say no.

A left context is looked for from its end, which no regular expression does cheaply. So each knows the words that it can
end with, and the word before an expression is looked up first.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from timeline.languages.patterns import GAP, Slot, emit, lexicon, read
from timeline.languages.starts import WORD, words
from timeline.languages.syntax import Node

#: How far before an expression its left context is looked for, in code points.
REACH = 48

#: In a left context: the start of a line. In a right context: its end.
LINE = "^"

#: For the mark before an expression where it has not been looked for.
UNTOLD = "?"

#: Slots whose values do not list every last word, since compounds are matched part by part.
_COMPOUND = frozenset({"number", "ordinal"})


@dataclass(frozen=True, slots=True)
class Before:
    """Words of which some stand, or must not stand, right before an expression.

    `words` are those that the context can end with, as the look-up sees them; `marks` are its last characters where it
    ends with none. Both are empty and `open` is true where any word will do.
    """

    expression: re.Pattern[str]
    words: frozenset[str]
    marks: frozenset[str]
    open: bool

    def may_follow(self, word: str, mark: str) -> bool:
        """Whether the context can end with a word, or with a mark behind that, which is UNTOLD where nobody looked."""
        return self.open or word in self.words or mark in self.marks or (mark == UNTOLD and bool(self.marks))

    def holds(self, text: str, start: int, word: str) -> bool:
        """Whether the context stands right before a place; `word` is the last word before it."""
        if not (self.open or word in self.words) and not (self.marks and self._marked(text, start)):
            return False
        return self.expression.search(text, max(0, start - REACH), start) is not None

    def _marked(self, text: str, start: int) -> bool:
        """Whether one of the marks, or a line break, is the last before a place that is no blank."""
        before = text[max(0, start - 6) : start].rstrip(" \t\u00a0\u202f\f\v")
        return not before or before[-1] in "\r\n" or before[-1] in self.marks


def before(patterns: tuple[str, ...], table: Mapping[str, Slot]) -> Before | None:
    """The left context of which one pattern must stand right before an expression; None where there is none.

    Raises `PackError` on a malformed pattern or an unknown slot.

    >>> from timeline.languages.patterns import digits
    >>> context = before(("kl.", "den"), {"n": digits("[0-9]+")})
    >>> context.holds("mødes kl. 9", 10, "kl"), context.holds("mødes ved 9", 10, "ved")
    (True, False)
    """
    if not patterns:
        return None
    with_words, with_marks = _expressions(patterns, table)
    options = [rf"(?<!\w)(?:{with_words}){GAP}?\Z"] if with_words else []
    if with_marks:  # punctuation stands close: it needs no guard against beginning inside a word
        options.append(rf"(?:{with_marks}){GAP}?\Z")
    if LINE in patterns:
        options.append(r"(?:\A|[\r\n])[^\S\r\n]{0,4}\Z")
    last: set[str] = set()
    marks: set[str] = {"\n"} if LINE in patterns else set()
    open_ = False
    for pattern in patterns:
        if pattern == LINE:
            continue
        found = _last(read(pattern, table), table)
        last |= found.words
        marks |= found.marks
        open_ |= found.open or found.none
    return Before(re.compile("|".join(options), re.IGNORECASE), frozenset(last), frozenset(marks), open_)


def after(patterns: tuple[str, ...], table: Mapping[str, Slot]) -> re.Pattern[str] | None:
    """An expression that matches where one of the patterns stands right behind; None where there is none.

    Raises `PackError` on a malformed pattern or an unknown slot.
    """
    if not patterns:
        return None
    with_words, with_marks = _expressions(patterns, table)
    options = [rf"{GAP}?(?:{with_words})(?!\w)"] if with_words else []
    if with_marks:
        options.append(rf"{GAP}?(?:{with_marks})(?:(?!\w)|(?<!\w))")
    if LINE in patterns:
        options.append(r"[^\S\r\n]{0,4}(?:\Z|[\r\n])")
    return re.compile("|".join(options), re.IGNORECASE)


def context(pattern: str, slots: Mapping[str, Slot]) -> str:
    """The expression of words that stand beside a match: its slots are looked at, not read, so they have no names.

    Raises `PackError` on a malformed pattern or an unknown slot.
    """
    return emit(read(pattern, slots), slots)


def _expressions(patterns: tuple[str, ...], table: Mapping[str, Slot]) -> tuple[str, str]:
    """Patterns as two expressions, those that begin with a word and those that do not; plain words as one list."""
    plain, with_words, with_marks = [], [], []
    for pattern in patterns:
        if pattern == LINE:
            continue
        if not (pattern[0].isalnum() or pattern[0] in "<("):
            with_marks.append(context(pattern, table))
        elif "<" in pattern or "_" in pattern or pattern[0] == "(":
            with_words.append(context(pattern, table))
        else:
            plain.append(pattern)
    if plain:
        with_words.insert(0, lexicon([("", plain)]).expression)
    return "|".join(with_words), "|".join(with_marks)


@dataclass(frozen=True, slots=True)
class _Last:
    """What a pattern can end with: a word, or a mark where no word is written with it.

    `open` where the words cannot be told, `none` where it may hold nothing but blanks.
    """

    words: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    open: bool = False
    none: bool = False


def _last(node: Node, slots: Mapping[str, Slot]) -> _Last:
    kind, content = node
    if isinstance(content, str):
        if kind == "word":
            found = words(content)
            return _Last(frozenset(found[-1:])) if found else _Last(marks=frozenset(content[-1]))
        return _last_of_slot(content.partition(":")[0], slots) if kind == "slot" else _Last(none=True)
    if kind == "optional":
        return replace(_last(content[0], slots), none=True)
    parts = [_last(item, slots) for item in content]
    if kind == "sequence":
        last = next((index for index in range(len(parts) - 1, -1, -1) if not parts[index].none), None)
        # "<letters>ed" ends with a word that only ends with "ed"
        runs_on = any(
            parts[index].words and _begins_with_letter(content[index], slots) and _may_run_on(content[index - 1], slots)
            for index in range(max(last or 0, 1), len(parts))
        )
        parts = parts[last or 0 :]
        joined_open, none = runs_on, last is None
    else:
        joined_open, none = False, any(part.none for part in parts)
    return _Last(
        frozenset().union(*(part.words for part in parts)),
        frozenset().union(*(part.marks for part in parts)),
        joined_open or any(part.open for part in parts),
        none,
    )


def _is_open(name: str, slot: Slot) -> bool:
    """Whether the last word of a slot cannot be listed."""
    return name in _COMPOUND or not slot.listed


def _last_of_slot(name: str, slots: Mapping[str, Slot]) -> _Last:
    if _is_open(name, slots[name]):
        return _Last(open=True)
    slot = slots[name]
    if not slot.values:
        return _Last(slot.starts.first)
    return _Last(frozenset(found[-1] for phrase in slot.values if (found := words(phrase))))


def _begins_with_letter(node: Node, slots: Mapping[str, Slot]) -> bool:
    """Whether a part of a pattern can begin with a letter, so that it may be the rest of a word."""
    kind, content = node
    if isinstance(content, str):
        if kind == "slot":
            name = content.partition(":")[0]
            return _is_open(name, slots[name]) or bool(slots[name].values)
        return kind == "word" and content[0].isalnum()
    parts = content[:1] if kind == "sequence" else content
    return any(_begins_with_letter(part, slots) for part in parts)


def _may_run_on(node: Node, slots: Mapping[str, Slot]) -> bool:
    """Whether letters behind a part of a pattern may belong to the same word."""
    kind, content = node
    if kind == "gap":
        return False
    if kind == "word" and isinstance(content, str):
        return WORD.fullmatch(content[-1]) is not None
    if kind == "slot" and isinstance(content, str):
        name = content.partition(":")[0]
        return _is_open(name, slots[name]) or bool(slots[name].values)
    if isinstance(content, str) or not content:
        return True
    parts = content[-1:] if kind == "sequence" else content
    return any(_may_run_on(part, slots) for part in parts)

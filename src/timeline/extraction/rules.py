"""The time rules of a pack, compiled: which to try at a word, and what each finds there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from timeline.errors import PackError
from timeline.languages.pack import Pack
from timeline.languages.patterns import DIGITS, GAP, MORE_DIGITS, Compiled, Slot, compile_pattern, context, lexicon
from timeline.languages.slots import read_number, slots
from timeline.languages.timexes import Numbers, Op, Rule

#: How far before an expression its left context is looked for, in code points.
REACH = 48

#: In `before`, `not_before`: the start of a line. In `after`, `not_after`: its end.
LINE = "^"

#: Slots that an operation cannot do without: any one of these sets.
_NEEDED: dict[Op, tuple[set[str], ...]] = {
    Op.RELATIVE: ({"unit"},),
    Op.DAY: ({"shift"},),
    Op.AGO: ({"unit", "shift"},),
    Op.DURATION: ({"unit"}, {"value"}),
    Op.ANCHORED: ({"unit", "shift"},),
    Op.LATER: ({"unit", "shift"},),
    Op.ADJACENT: ({"unit", "shift"},),
    Op.SAME: ({"unit"},),
    Op.REST: ({"unit", "shift"},),
    Op.PARTITION: ({"unit", "ordinal"}, {"weekday", "ordinal"}),
    Op.SET: ({"unit"}, {"weekday"}, {"month"}, {"season"}, {"part"}, {"feast"}, {"value"}),
    Op.CLOCK: ({"hour"}, {"hhmm"}, {"value"}),
    Op.REF: ({"ref"},),
    Op.EDGE: ({"edge"},),
    Op.OFFSET: ({"unit", "shift"},),
}

_KINDS = ("hour", "part", "day", "feast", "weekday", "week", "month", "season", "quarter", "half", "decade", "century")


@dataclass(frozen=True, slots=True)
class Found:
    """An expression in a text before it is placed on the calendar.

    `start` and `end` are code points. `kind` says what sort of expression it is ("day", "month", "clock",
    "duration" ...); `slots` holds what its words stand for; `parts` are the expressions it is made of.
    """

    start: int
    end: int
    rule: Rule
    kind: str
    slots: Mapping[str, str] = field(default_factory=dict)
    parts: tuple["Found", ...] = ()


class CompiledRule:
    """One rule with its patterns and contexts as expressions, which are compiled when they are first needed."""

    __slots__ = ("_contexts", "_static", "_table", "patterns", "rule", "weight")

    def __init__(self, rule: Rule, table: Mapping[str, Slot]) -> None:
        self.rule = rule
        self.patterns = tuple(compile_pattern(pattern, table) for pattern in rule.pattern)
        #: Of two matches of one length that of the rule which asks more of its surroundings counts.
        self.weight = 2 * (bool(rule.before) + bool(rule.after)) + (rule.op is Op.NONE)
        self._table = table
        self._contexts: tuple[re.Pattern[str] | None, ...] | None = None
        self._static = _static(rule)
        for source, pattern in zip(rule.pattern, self.patterns, strict=True):
            given = pattern.certain | self._static.keys()
            if not any(needed <= given for needed in _NEEDED.get(rule.op, (set(),))):
                needs = " or ".join(" and ".join(sorted(needed)) for needed in _NEEDED[rule.op])
                raise PackError(f"time rule {rule.id!r}: {source!r} can match without {needs}, which {rule.op} needs")

    def at(self, text: str, start: int, patterns: Sequence[Compiled], numbers: Numbers) -> Found | None:
        """What the rule finds at a place of a text with some of its patterns; the longest match."""
        best: tuple[re.Match[str], Compiled] | None = None
        for pattern in patterns:
            match = _expression(pattern.expression).match(text, start)
            if match and (best is None or match.end() > best[0].end()):
                best = match, pattern
        if best is None or not self._fits(text, start, best[0].end()):
            return None
        found, pattern = best
        values = dict(self._static)
        for group, name, type_ in pattern.slots:
            spelled = found.group(group)
            if spelled is not None:
                values[name] = read_number(spelled, self._table[type_], numbers)
                if not values[name]:
                    return None
        return Found(start, found.end(), self.rule, kind_of(self.rule, values), values)

    def _fits(self, text: str, start: int, end: int) -> bool:
        """Whether the words around a match are such as the rule asks for."""
        rule = self.rule
        if rule.case == "lower" and text[start].isupper() and not _may_be_capital(text, start, end):
            return False
        if rule.case == "lower" and text[start].isupper() and _NAME.match(text, end):
            return False
        if rule.case == "title" and text[start].islower():
            return False
        if self._contexts is None:
            self._contexts = (
                _behind(rule.before, self._table),
                _behind(rule.not_before, self._table),
                _ahead(rule.after, self._table),
                _ahead(rule.not_after, self._table),
            )
        before, not_before, after, not_after = self._contexts
        low = max(0, start - REACH)
        return not (
            (before and not before.search(text, low, start))
            or (not_before and not_before.search(text, low, start))
            or (after and not after.match(text, end))
            or (not_after and not_after.match(text, end))
        )


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}(?!\w)", re.IGNORECASE)


#: What stands behind the first part of a name; capitals in a row may be a headline.
_NAME = re.compile(r" [^\W\d_a-zà-öø-ÿ][a-zà-öø-ÿ]")


def _may_be_capital(text: str, start: int, end: int) -> bool:
    """Whether a capital says nothing: at the start of a sentence or line, or in a line of capitals."""
    before = text[max(0, start - 6) : start].rstrip(" \t\"'»«”“„–—-([*•·\u00a0")
    return not before or before[-1] in ".!?:\n\r" or text[start:end].isupper()


def _behind(patterns: tuple[str, ...], table: Mapping[str, Slot]) -> re.Pattern[str] | None:
    """An expression that a search finds where one of the patterns stands right before the end of its window."""
    if not patterns:
        return None
    words, marks = _contexts(patterns, table)
    options = [rf"(?<!\w)(?:{words}){GAP}?\Z"] if words else []
    if marks:  # punctuation stands close: it needs no guard against beginning inside a word
        options.append(rf"(?:{marks}){GAP}?\Z")
    if LINE in patterns:
        options.append(r"(?:\A|[\r\n])[^\S\r\n]{0,4}\Z")
    return re.compile("|".join(options), re.IGNORECASE)


def _contexts(patterns: tuple[str, ...], table: Mapping[str, Slot]) -> tuple[str, str]:
    """Patterns as two expressions, those that begin with a word and those that do not; plain words as one list."""
    plain, words, marks = [], [], []
    for pattern in patterns:
        if pattern == LINE:
            continue
        if not (pattern[0].isalnum() or pattern[0] in "<("):
            marks.append(context(pattern, table))
        elif "<" in pattern or "_" in pattern or pattern[0] == "(":
            words.append(context(pattern, table))
        else:
            plain.append(pattern)
    if plain:
        words.insert(0, lexicon([("", plain)]).expression)
    return "|".join(words), "|".join(marks)


def _ahead(patterns: tuple[str, ...], table: Mapping[str, Slot]) -> re.Pattern[str] | None:
    """An expression that matches where one of the patterns stands right behind."""
    if not patterns:
        return None
    words, marks = _contexts(patterns, table)
    options = [rf"{GAP}?(?:{words})(?!\w)"] if words else []
    if marks:
        options.append(rf"{GAP}?(?:{marks})(?:(?!\w)|(?<!\w))")
    if LINE in patterns:
        options.append(r"[^\S\r\n]{0,4}(?:\Z|[\r\n])")
    return re.compile("|".join(options), re.IGNORECASE)


def _static(rule: Rule) -> dict[str, str]:
    names = ("shift", "number", "unit", "weekday", "month", "season", "part", "feast", "edge", "ref", "value", "offset")
    return {name: str(value) for name in names if (value := getattr(rule, name)) is not None}


def kind_of(rule: Rule, values: Mapping[str, str]) -> str:
    """What sort of expression a rule finds, for the rules that join expressions and take words before them."""
    if rule.kind:
        return rule.kind
    if rule.op is Op.CALENDAR:
        return next((name for name in _KINDS if name in values), "year")
    if rule.op is Op.DAY:
        return "part" if "part" in values else "day"
    if rule.op in (Op.RELATIVE, Op.SAME, Op.ADJACENT):
        return "part" if "part" in values else f"{rule.op}-{values['unit']}"
    return str(rule.op)


#: Rules that may match somewhere, each with those of its patterns that may.
Candidates = tuple[tuple[CompiledRule, tuple[Compiled, ...]], ...]


class CompiledJoin:
    """A rule that puts two expressions together, and what may stand between them."""

    __slots__ = ("_between", "rule")

    def __init__(self, rule: Rule, table: Mapping[str, Slot]) -> None:
        self.rule = rule
        self._between = re.compile("|".join(context(pattern, table) for pattern in rule.pattern), re.IGNORECASE)

    def fits(self, left: Found, right: Found, between: str) -> bool:
        """Whether two expressions with these words between them are one."""
        return (
            left.kind in self.rule.left
            and right.kind in self.rule.right
            and self._between.fullmatch(between) is not None
        )


class Rules:
    """All time rules of a pack: `at` looks up which can begin with a word and tries those only."""

    __slots__ = ("_by_words", "_cache", "_chars", "_seconds", "finders", "joins", "numbers")

    def __init__(self, finders: Sequence[CompiledRule], joins: Sequence[CompiledJoin], numbers: Numbers) -> None:
        self.finders = tuple(finders)
        self.joins = tuple(joins)
        self.numbers = numbers
        self._by_words: dict[str, list[tuple[CompiledRule, Compiled]]] = {}
        for rule in finders:
            for pattern in rule.patterns:
                for word in pattern.starts.first:
                    self._by_words.setdefault(word, []).append((rule, pattern))
        patterns = [pattern for rule in finders for pattern in rule.patterns]
        self._seconds = frozenset(word for pattern in patterns for word in pattern.starts.second)
        self._chars = frozenset(char for pattern in patterns for char in pattern.follows or ())
        self._cache: dict[tuple[str, str, str], Candidates] = {}

    def without(self, rule_id: str) -> "Rules":
        """The same rules but for one: what a text loses with it shows what it is for."""
        return Rules(
            [rule for rule in self.finders if rule.rule.id != rule_id],
            [join for join in self.joins if join.rule.id != rule_id],
            self.numbers,
        )

    def begins(self, word: str) -> bool:
        """Whether some rule can begin with a word, in lower case."""
        return word in self._by_words

    def at(self, first: str, second: str, char: str) -> Candidates:
        """The rules that can match where these two words stand, with such a character behind the first of them.

        Each comes with those of its patterns that can.
        """
        key = first, second if second in self._seconds else "", char if char in self._chars else "?"
        found = self._cache.get(key)
        if found is None:
            fitting: dict[CompiledRule, list[Compiled]] = {}
            number = first == second == DIGITS and char in (self.numbers.thousands, self.numbers.decimal)
            for rule, pattern in self._by_words.get(first, ()):
                starts = pattern.starts
                allowed = starts.allow(first, key[1]) or (number and starts.allow(first, MORE_DIGITS))
                if allowed and (pattern.follows is None or key[2] in pattern.follows):
                    fitting.setdefault(rule, []).append(pattern)
            found = tuple((rule, tuple(patterns)) for rule, patterns in fitting.items())
            self._cache[key] = found
        return found


class _Identity:
    """A pack as a key that compares by identity: hashing all its words would cost more than a search."""

    __slots__ = ("pack",)

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def __hash__(self) -> int:
        return id(self.pack)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Identity) and other.pack is self.pack


def compiled(pack: Pack) -> Rules:
    """The rules of a pack, compiled once a process.

    Raises `PackError` for a pattern that is malformed or names an unknown slot.
    """
    return _compiled(_Identity(pack))


@lru_cache(maxsize=16)
def _compiled(key: _Identity) -> Rules:
    rules = key.pack.timexes
    ids = [rule.id for rule in (*rules.rule, *rules.prefix, *rules.join)]
    if twice := sorted({id_ for id_ in ids if ids.count(id_) > 1}):
        raise PackError(f"time rule {twice[0]!r} is defined twice; give the second one another id")
    table = slots(key.pack.calendar, key.pack.numbers, rules)
    return Rules(
        [CompiledRule(rule, table) for rule in (*rules.rule, *rules.prefix)],
        [CompiledJoin(rule, table) for rule in rules.join],
        key.pack.numbers,
    )

"""The time rules of a pack, compiled: which to try at a word, and what each finds there."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, reduce

from timeline.errors import PackError
from timeline.languages.pack import Pack
from timeline.languages.patterns import GAP, Slot, Starts, compile_pattern, context
from timeline.languages.slots import read_number, slots
from timeline.languages.timexes import Numbers, Op, Rule

#: How far before an expression its left context is looked for, in code points.
REACH = 48

#: In `before`, `not_before`: the start of a line. In `after`, `not_after`: its end.
LINE = "^"

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
    """One rule with its pattern and contexts as expressions, which are compiled when they are first needed."""

    __slots__ = ("_contexts", "_patterns", "_static", "_table", "rule", "starts", "weight")

    def __init__(self, rule: Rule, table: Mapping[str, Slot]) -> None:
        compiled = [compile_pattern(pattern, table) for pattern in rule.pattern]
        self.rule = rule
        self.starts = reduce(Starts.either, (one.starts for one in compiled))
        #: Of two matches of one length that of the rule which asks more of its surroundings counts.
        self.weight = 2 * (bool(rule.before) + bool(rule.after)) + (rule.op is Op.NONE)
        self._table = table
        self._patterns = [
            (one.expression, {group: (name, table[type_]) for group, name, type_ in one.slots}) for one in compiled
        ]
        self._contexts: tuple[re.Pattern[str] | None, ...] | None = None
        self._static = _static(rule)

    @property
    def expressions(self) -> tuple[str, ...]:
        """The rule's patterns as regular expressions."""
        return tuple(expression for expression, _ in self._patterns)

    def at(self, text: str, start: int, numbers: Numbers) -> Found | None:
        """What the rule finds at a place of a text; the longest of its patterns."""
        best: tuple[re.Match[str], Mapping[str, tuple[str, Slot]]] | None = None
        for expression, slots_ in self._patterns:
            match = _expression(expression).match(text, start)
            if match and (best is None or match.end() > best[0].end()):
                best = match, slots_
        if best is None or not self._fits(text, start, best[0].end()):
            return None
        found, table = best
        values = dict(self._static)
        for group, spelled in found.groupdict().items():
            if spelled is not None:
                name, slot = table[group]
                values[name] = read_number(spelled, slot, numbers)
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
    plain = [_whole(pattern) + context(pattern, table) for pattern in patterns if pattern != LINE]
    options = [rf"(?:{'|'.join(plain)}){GAP}?\Z"] if plain else []
    if LINE in patterns:
        options.append(r"(?:\A|[\r\n])[^\S\r\n]{0,4}\Z")
    return re.compile("|".join(options), re.IGNORECASE)


def _whole(pattern: str) -> str:
    """A guard against finding a word inside a longer one; none before punctuation, which stands close."""
    return r"(?<!\w)" if pattern[0].isalnum() or pattern[0] in "<(" else ""


def _ahead(patterns: tuple[str, ...], table: Mapping[str, Slot]) -> re.Pattern[str] | None:
    """An expression that matches where one of the patterns stands right behind."""
    if not patterns:
        return None
    plain = [context(pattern, table) for pattern in patterns if pattern != LINE]
    options = [rf"{GAP}?(?:{'|'.join(plain)})(?:(?!\w)|(?<!\w))"] if plain else []
    if LINE in patterns:
        options.append(r"[^\S\r\n]{0,4}(?:\Z|[\r\n])")
    return re.compile("|".join(options), re.IGNORECASE)


def _static(rule: Rule) -> dict[str, str]:
    names = ("shift", "number", "unit", "weekday", "month", "season", "part", "feast", "edge", "ref", "value")
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

    __slots__ = ("_by_words", "_cache", "_seconds", "finders", "joins", "numbers")

    def __init__(self, finders: Sequence[CompiledRule], joins: Sequence[CompiledJoin], numbers: Numbers) -> None:
        self.finders = tuple(finders)
        self.joins = tuple(joins)
        self.numbers = numbers
        self._by_words: dict[str, list[CompiledRule]] = {}
        for rule in finders:
            for word in rule.starts.alone | rule.starts.first:
                self._by_words.setdefault(word, []).append(rule)
        self._seconds = frozenset(word for rule in finders for word in rule.starts.second)
        self._cache: dict[tuple[str, str], tuple[CompiledRule, ...]] = {}

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

    def at(self, first: str, second: str) -> tuple[CompiledRule, ...]:
        """The rules that can match where these two words stand, in the order of the pack."""
        key = first, second if second in self._seconds else ""
        found = self._cache.get(key)
        if found is None:
            found = tuple(
                rule
                for rule in self._by_words.get(first, ())
                if first in rule.starts.alone or key[1] in rule.starts.second
            )
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

"""The time rules of a pack, compiled: which to try at a word, and what each finds there."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from timeline.errors import PackError
from timeline.languages.checks import refuse_dead
from timeline.languages.contexts import LINE, UNTOLD, after, before, context
from timeline.languages.pack import Pack
from timeline.languages.patterns import Compiled, Names, Slot, compile_pattern
from timeline.languages.slots import read_number, slots
from timeline.languages.starts import END
from timeline.languages.timexes import Numbers, Op, Rule

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
    Op.OFFSET: ({"unit", "shift"}, {"weekday", "shift"}),
}

#: What the rules do that take words before an expression into it.
_PREFIXES = (Op.EDGE, Op.MOD, Op.LIMIT, Op.NEAR, Op.OFFSET, Op.NTH)

_KINDS = ("hour", "part", "day", "feast", "weekday", "week", "month", "season", "quarter", "half", "decade", "century")


_NOTHING: Mapping[str, str] = MappingProxyType({})


class Found(NamedTuple):
    """An expression in a text before it is placed on the calendar.

    `start` and `end` are code points. `kind` says what sort of expression it is ("day", "month", "clock",
    "duration" ...); `slots` holds what its words stand for; `parts` are the expressions it is made of.
    """

    start: int
    end: int
    rule: Rule
    kind: str
    slots: Mapping[str, str] = _NOTHING
    parts: tuple["Found", ...] = ()


def leaf(found: Found) -> Found:
    """The expression that carries the date of a compound one."""
    while found.parts:
        found = found.parts[0]
    return found


#: How many spellings of its expression a rule keeps what they stand for.
_KNOWN = 4096

#: A pattern ready to be tried at a place of a text, and its slots.
Ready = tuple[Callable[[str, int], re.Match[str] | None], Names]
#: The same, and what must stand behind its first two words: a kind of character, or that and the third; None: anything.
Possible = tuple[Callable[[str, int], re.Match[str] | None], Names, frozenset[str] | None]


class CompiledRule:
    """One rule with its patterns and contexts as expressions."""

    __slots__ = (
        "_after",
        "_asks",
        "_case",
        "_known",
        "_not_after",
        "_not_before",
        "_numbers",
        "_static",
        "_table",
        "before",
        "patterns",
        "prefix",
        "rule",
        "weight",
    )

    def __init__(self, rule: Rule, table: Mapping[str, Slot], numbers: Numbers) -> None:
        self.rule = rule
        following = () if LINE in rule.after else rule.after
        self.patterns = tuple(compile_pattern(pattern, table, following) for pattern in rule.pattern)
        for source in rule.pattern:
            refuse_dead(source, table)
        #: Of two matches of one length that of the rule which asks more of its surroundings counts.
        self.weight = 2 * (bool(rule.before) + bool(rule.after)) + (rule.op is Op.NONE)
        #: Whether it takes words before an expression into it.
        self.prefix = rule.op in _PREFIXES
        self.before = before(rule.before, table)
        self._not_before = before(rule.not_before, table)
        self._after = after(rule.after, table)
        self._not_after = after(rule.not_after, table)
        self._case = "" if rule.case == "any" else rule.case
        self._asks = bool(self._case or rule.before or rule.after or rule.not_before or rule.not_after)
        self._table = table
        self._numbers = numbers
        self._static = _static(rule)
        self._known: dict[str, tuple[Mapping[str, str] | None, str]] = {}
        for source, pattern in zip(rule.pattern, self.patterns, strict=True):
            given = pattern.certain | self._static.keys()
            if not any(needed <= given for needed in _NEEDED.get(rule.op, (set(),))):
                needs = " or ".join(" and ".join(sorted(needed)) for needed in _NEEDED[rule.op])
                raise PackError(f"time rule {rule.id!r}: {source!r} can match without {needs}, which {rule.op} needs")

    def ready(self, pattern: Compiled, first: str) -> Ready:
        """One of the rule's patterns, for matches that begin with a word."""
        expression, names = pattern.expression(self._table, first)
        return _expression(expression).match, names

    def read(self, found: re.Match[str], names: Names, text: str, previous: str) -> Found | None:
        """What the rule makes of a match of one of its patterns; None where the words around forbid it.

        `text` is as it is written, which the match need not be; `previous` is the last word before the match.
        """
        start, end = found.span()
        if self._asks and not self._fits(text, start, end, previous):
            return None
        spelled = found.group()
        known = self._known.get(spelled)
        if known is None:
            known = self._values(found, names)
            if len(self._known) < _KNOWN:
                self._known[spelled] = known
        values, kind = known
        return Found(start, end, self.rule, kind, values) if values is not None else None

    def _values(self, found: re.Match[str], names: Names) -> tuple[Mapping[str, str] | None, str]:
        """What the words of a match stand for, and the kind of expression that makes; None for no number."""
        values = dict(self._static)
        for group, name, type_ in names:
            spelled = found.group(group)
            if spelled is not None:
                values[name] = read_number(spelled, self._table[type_], self._numbers)
                if not values[name]:
                    return None, ""
        return values, kind_of(self.rule, values)

    def _fits(self, text: str, start: int, end: int, previous: str) -> bool:
        """Whether the words around a match are such as the rule asks for."""
        if self._case:
            if self._case == "title":
                if text[start].islower():
                    return False
            elif text[start].isupper() and (not _may_be_capital(text, start, end) or _NAME.match(text, end)):
                return False
        return not (
            (self._after is not None and self._after.match(text, end) is None)
            or (self.before is not None and not self.before.holds(text, start, previous))
            or (self._not_after is not None and self._not_after.match(text, end) is not None)
            or (self._not_before is not None and self._not_before.holds(text, start, previous))
        )


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"{pattern}(?!\w)")


#: What stands behind the first part of a name; capitals in a row may be a headline.
_NAME = re.compile(r" [^\W\d_a-zà-öø-ÿ][a-zà-öø-ÿ]")


def _may_be_capital(text: str, start: int, end: int) -> bool:
    """Whether a capital says nothing: at the start of a sentence or line, or in a line of capitals."""
    before = text[max(0, start - 6) : start].rstrip(" \t\"'»«”“„–—-([*•·\u00a0")
    return not before or before[-1] in ".!?:\n\r" or text[start:end].isupper()


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
Candidates = tuple[tuple[CompiledRule, tuple[Possible, ...]], ...]


class CompiledJoin:
    """A rule that puts two expressions together, and what may stand between them."""

    __slots__ = ("between", "rule")

    def __init__(self, rule: Rule, table: Mapping[str, Slot]) -> None:
        self.rule = rule
        self.between = re.compile("|".join(context(pattern, table) for pattern in rule.pattern), re.IGNORECASE)


class Rules:
    """All time rules of a pack: `at` looks up which can match at a word, and those only are tried."""

    __slots__ = (
        "_behind",
        "_cache",
        "_joins",
        "_marks",
        "_previous",
        "_ready",
        "begins",
        "finders",
        "joins",
        "numbers",
    )

    def __init__(self, finders: Sequence[CompiledRule], joins: Sequence[CompiledJoin], numbers: Numbers) -> None:
        self.finders = tuple(finders)
        self.joins = tuple(joins)
        self.numbers = numbers
        #: The words that some rule can begin with, each with the patterns that can.
        self.begins: dict[str, list[tuple[CompiledRule, Compiled]]] = {}
        for rule in finders:
            for pattern in rule.patterns:
                for word in pattern.starts.first:
                    self.begins.setdefault(word, []).append((rule, pattern))
        self._behind = frozenset(
            behind for rule in finders for pattern in rule.patterns for behind in pattern.starts.behind
        )
        self._previous = frozenset(word for rule in finders if rule.before for word in rule.before.words)
        self._marks = frozenset(mark for rule in finders if rule.before for mark in rule.before.marks) | {UNTOLD}
        self._cache: dict[tuple[str, str, str, str], Candidates] = {}
        self._ready: dict[tuple[Compiled, str], Ready] = {}
        self._joins: dict[tuple[str, str], tuple[CompiledJoin, ...]] = {}

    def without(self, rule_id: str) -> "Rules":
        """The same rules but for one: what a text loses with it shows what it is for."""
        return Rules(
            [rule for rule in self.finders if rule.rule.id != rule_id],
            [join for join in self.joins if join.rule.id != rule_id],
            self.numbers,
        )

    def join(self, left: Found, right: Found, between: str) -> CompiledJoin | None:
        """The first rule by which two expressions with these words between them are one."""
        key = left.kind, right.kind
        if key not in self._joins:
            self._joins[key] = tuple(
                join for join in self.joins if left.kind in join.rule.left and right.kind in join.rule.right
            )
        return next((join for join in self._joins[key] if join.between.fullmatch(between)), None)

    def at(self, previous: str, mark: str, first: str, char: str, second: str) -> Candidates:
        """The rules that can match at a word, each with those of its patterns that can.

        `previous` is the word before it, `mark` the last character between that is no blank, `char` the kind of
        character behind it and `second` the word that follows.
        """
        key = (
            previous if previous in self._previous else "",
            mark if mark in self._marks else "",
            first,
            behind if (behind := char + second) in self._behind else char if char in self._behind else "",
        )
        found = self._cache.get(key)
        if found is None:
            found = self._cache[key] = self._fitting(*key)
        return found

    def _fitting(self, previous: str, mark: str, first: str, behind: str) -> Candidates:
        fitting: dict[CompiledRule, list[Possible]] = {}
        for rule, pattern in self.begins.get(first, ()):
            if rule.before is not None and not rule.before.may_follow(previous, mark):
                continue
            after = pattern.starts.after(first, behind)
            if after is not None:
                possible = (*self._at_word(rule, pattern, first), None if END in after else after)
                fitting.setdefault(rule, []).append(possible)
        return tuple((rule, tuple(patterns)) for rule, patterns in fitting.items())

    def _at_word(self, rule: CompiledRule, pattern: Compiled, first: str) -> Ready:
        key = pattern, first
        if key not in self._ready:
            self._ready[key] = rule.ready(pattern, first)
        return self._ready[key]


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
        [CompiledRule(rule, table, key.pack.numbers) for rule in (*rules.rule, *rules.prefix)],
        [CompiledJoin(rule, table) for rule in rules.join],
        key.pack.numbers,
    )

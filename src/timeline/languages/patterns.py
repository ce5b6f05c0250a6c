"""Compiles the patterns of a language pack: words, options and typed slots, into regular expressions.

A pattern is written as a reader would say it, with slots in angle brackets:

    (senest )?den <day>. <month> <year>?

    <weekday>        a typed slot; <weekday_short:weekday> reads one list under the name of another, so that
                     two spellings fill the same slot; of two with one name the one that matches counts
    (a|b)            either; (a)? may be missing, and so may one word or slot, "den?"
    a space          any short white space, one line break at most
    _                the same, or nothing
    \\               takes the next character as it stands

There is no repetition, so a pattern matches a bounded stretch and cannot blow up. Letter case is ignored.
Beside the expression each pattern says which words it can begin with, and with which second ones, so that a text is
searched by looking its words up, not by trying each pattern at each place.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import reduce
from itertools import product

from timeline.errors import PackError

#: White space inside an expression: a few blanks, and at most one line break.
GAP = r"(?:[^\S\r\n]{1,4}(?:\r?\n[^\S\r\n]{0,4})?|\r?\n[^\S\r\n]{0,4})"

#: A word for the look-up: a run of digits or of letters. Runs of digits of one length count as one word.
WORD = re.compile(r"\d+|[^\W\d_]+")
_LONGEST = 8
DIGITS = tuple("0" * length for length in range(_LONGEST + 1))


@dataclass(frozen=True, slots=True)
class Slot:
    """A typed slot: the expression that it matches, and the words that it can begin with.

    `values` maps each phrase, in lower case with single blanks, to what it stands for; empty where digits are read.
    `follows` are the kinds of character that digits of the slot can go on with inside it ("." in "1.000").
    """

    expression: str
    starts: "Starts"
    values: Mapping[str, str] = field(default_factory=dict)
    follows: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Starts:
    """The words that a pattern can begin with: alone, or with a second one behind.

    Each of `pairs` is a set of first words and the second words that any of them can have behind it. A second run of
    digits that belongs to the same number stands there with the character between, "000." for the end of "1.000".
    """

    empty: bool = False
    alone: frozenset[str] = frozenset()
    pairs: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()

    @property
    def first(self) -> frozenset[str]:
        """Every word that the pattern can begin with."""
        return self.alone.union(*(first for first, _ in self.pairs))

    @property
    def second(self) -> frozenset[str]:
        """Every word that the pattern can go on with."""
        return frozenset().union(*(second for _, second in self.pairs))

    def allow(self, first: str, second: str) -> bool:
        """Whether a match can begin with two words, or with the first alone."""
        return first in self.alone or any(first in one and second in other for one, other in self.pairs)

    def then(self, other: "Starts") -> "Starts":
        """The beginnings of this followed by another."""
        alone = (self.alone if other.empty else frozenset()) | (other.alone if self.empty else frozenset())
        pairs = self.pairs
        if self.alone and (behind := other.first):
            pairs = (*pairs, (self.alone, behind))
        if self.empty:
            pairs = (*pairs, *other.pairs)
        return Starts(self.empty and other.empty, alone, tuple(dict.fromkeys(pairs)))

    def either(self, other: "Starts") -> "Starts":
        """The beginnings of this or another."""
        pairs = tuple(dict.fromkeys((*self.pairs, *other.pairs)))
        return Starts(self.empty or other.empty, self.alone | other.alone, pairs)

    def optional(self) -> "Starts":
        """The same, or nothing."""
        return self.either(Starts(empty=True))


@dataclass(frozen=True, slots=True)
class Compiled:
    """A pattern as an expression with one named group for each slot, and the words that it can begin with.

    `follows` are the kinds of character that can stand behind the first word, as `character` gives them; None where
    the pattern can end with it, and any character may.
    """

    expression: str
    starts: Starts
    follows: frozenset[str] | None
    slots: tuple[tuple[str, str, str], ...]  # group of the expression, name of the slot, its type
    certain: frozenset[str]  # names of the slots that every match fills


def words(text: str) -> tuple[str, ...]:
    """The words of a phrase as the look-up sees them.

    >>> words("18-årig i Maj")
    ('00', 'årig', 'i', 'maj')
    """
    return tuple(look_up(word) for word in WORD.findall(text))


def look_up(word: str) -> str:
    """A word as it is looked up: in lower case, a run of digits as so many noughts."""
    if word[0].isdigit():
        return DIGITS[min(len(word), _LONGEST)]
    return word.lower()


def runs(shortest: int, longest: int) -> frozenset[str]:
    """Runs of digits by length, as they are looked up."""
    return frozenset(DIGITS[shortest : min(longest, _LONGEST) + 1])


def starts_of(phrases: Iterable[str]) -> Starts:
    """The beginnings of a set of phrases."""
    alone: set[str] = set()
    behind: dict[str, set[str]] = {}
    for phrase in phrases:
        found = words(phrase)
        if len(found) == 1:
            alone.add(found[0])
        elif found:
            behind.setdefault(found[0], set()).add(found[1])
    pairs = tuple((frozenset({first}), frozenset(second)) for first, second in sorted(behind.items()))
    return Starts(False, frozenset(alone), pairs)


def lexicon(entries: Iterable[tuple[str, Iterable[str]]]) -> Slot:
    """The slot of a word list: (value, forms) pairs; a form may use options, "to(og)?tyve".

    >>> slot = lexicon([("3", ["onsdag(en)?"])])
    >>> slot.values
    {'onsdagen': '3', 'onsdag': '3'}
    """
    values = {spelled: value for value, forms in entries for form in forms for spelled in spellings(form)}
    return Slot(_trie(values), starts_of(values), values)


def spellings(form: str) -> tuple[str, ...]:
    """Every phrase that a pattern without slots stands for, in lower case with single blanks.

    Raises `PackError` when the pattern has a slot or is malformed.

    >>> spellings("(i )?år")
    ('i år', 'år')
    """
    return tuple(" ".join(found.lower().split()) for found in _spell(parse(form)))


def digits(expression: str) -> Slot:
    """The slot of a written number, which the look-up sees as one word.

    >>> sorted(digits("[0-9]{1,2}").starts.alone)
    ['0', '00']
    """
    shortest, longest = re._parser.parse(expression).getwidth()  # type: ignore[attr-defined]
    return Slot(expression, Starts(alone=runs(max(1, shortest), longest)))


def compile_pattern(pattern: str, slots: Mapping[str, Slot]) -> Compiled:
    """A pattern as a regular expression.

    Raises `PackError` on a malformed pattern, an unknown slot, or one that matches nothing at all.

    >>> table = {"n": digits("[0-9]+"), "unit": lexicon([("day", ["dage"])])}
    >>> compiled = compile_pattern("for <n> <unit> siden", table)
    >>> bool(re.fullmatch(compiled.expression, "for 2 dage siden"))
    True
    """
    tree = parse(pattern)
    names: list[tuple[str, str, str]] = []
    expression, starts = emit(tree, slots, names, pattern)
    if starts.empty:
        raise PackError(f"pattern {pattern!r} matches nothing at all; make one of its parts mandatory")
    behind = _behind_first(tree, slots)
    return Compiled(expression, starts, None if behind.open else behind.chars, tuple(names), _certain(tree))


def character(char: str) -> str:
    """The kind of a character, for looking up which patterns can go on with it: a blank, a letter, or itself.

    >>> character("\\n"), character("ø"), character("/")
    (' ', 'a', '/')
    """
    return "a" if char.isalnum() else " " if char.isspace() else char


#: A parsed pattern is a tree of these: a kind, and the words, the name of a slot, or the parts.
Node = tuple[str, "str | tuple[Node, ...]"]


def parse(pattern: str) -> Node:
    """A pattern as a tree.

    Raises `PackError` on a malformed pattern.

    >>> parse("<n> dage")
    ('sequence', (('slot', 'n'), ('gap', ''), ('word', 'dage')))
    """
    return _Parser(pattern).parse()


class _Parser:
    """Recursive descent over one pattern."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def parse(self) -> Node:
        tree = self._either()
        if self.at < len(self.pattern):
            raise self._error("unexpected )")
        return tree

    def _error(self, what: str) -> PackError:
        return PackError(f"pattern {self.pattern!r}: {what} at character {self.at}")

    def _either(self) -> Node:
        branches = [self._sequence()]
        while self._peek() == "|":
            self.at += 1
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else ("either", tuple(branches))

    def _peek(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def _sequence(self) -> Node:
        items: list[Node] = []
        while (char := self._peek()) and char not in "|)":
            items.append(self._item(char))
        return ("sequence", tuple(items))

    def _item(self, char: str) -> Node:
        if char == "(":
            self.at += 1
            item = self._either()
            if self._peek() != ")":
                raise self._error("missing )")
            self.at += 1
        elif char == "<":
            end = self.pattern.find(">", self.at)
            if end < 0:
                raise self._error("missing >")
            item = ("slot", self.pattern[self.at + 1 : end])
            self.at = end + 1
        elif char == " ":
            self.at += 1
            return ("gap", "")
        elif char == "_":
            self.at += 1
            return ("maybe-gap", "")
        else:
            item = self._word()
        if self._peek() == "?":
            self.at += 1
            return ("optional", (item,))
        return item

    def _word(self) -> Node:
        """A run of plain characters; a ? behind makes the whole run optional."""
        found = ""
        while (char := self._peek()) and char not in "(<|)>? _":
            if char == "\\":
                self.at += 1
                char = self._peek()
            found += char
            self.at += 1
        if not found:
            raise self._error("unexpected character")
        return ("word", found)


def _spell(node: Node) -> Iterator[str]:
    kind, content = node
    if kind == "slot":
        raise PackError(f"a word list cannot hold the slot <{content}>")
    if isinstance(content, str):
        yield " " if kind == "gap" else content
    elif kind == "optional":
        yield from _spell(content[0])
        yield ""
    elif kind == "either":
        for branch in content:
            yield from _spell(branch)
    else:
        for parts in product(*map(tuple, map(_spell, content))):
            yield "".join(parts)


def emit(node: Node, slots: Mapping[str, Slot], names: list[tuple[str, str, str]], pattern: str) -> tuple[str, Starts]:
    """The expression of a tree and its beginnings; adds its slots (group, name, type) to `names`.

    Raises `PackError` on an unknown slot.
    """
    kind, content = node
    if isinstance(content, str):
        if kind == "gap":
            return GAP, Starts(empty=True)
        if kind == "maybe-gap":
            return f"{GAP}?", Starts(empty=True)
        if kind == "word":
            return re.escape(content), _word_starts(content)
        type_, _, name = content.partition(":")
        if type_ not in slots:
            raise PackError(f"pattern {pattern!r}: unknown slot <{type_}>; there are {', '.join(sorted(slots))}")
        group = f"s{len(names)}"
        names.append((group, name or type_, type_))
        return f"(?P<{group}>{slots[type_].expression})", slots[type_].starts
    if kind == "optional":
        expression, starts = emit(content[0], slots, names, pattern)
        return f"(?:{expression})?", starts.optional()
    if kind == "either":
        found = [emit(branch, slots, names, pattern) for branch in content]
        starts = found[0][1]
        for _, other in found[1:]:
            starts = starts.either(other)
        return f"(?:{'|'.join(expression for expression, _ in found)})", starts
    return _emit_sequence(content, slots, names, pattern)


@dataclass(frozen=True, slots=True)
class _Behind:
    """What stands behind the first word of a pattern: `open` where it ends with that word, `none` before any word."""

    chars: frozenset[str] = frozenset()
    open: bool = False
    none: bool = False

    def either(self, other: "_Behind") -> "_Behind":
        return _Behind(self.chars | other.chars, self.open or other.open, self.none or other.none)


def _behind_first(node: Node, slots: Mapping[str, Slot]) -> _Behind:
    """What can stand behind the first word that a part of a pattern matches."""
    kind, content = node
    if isinstance(content, str):
        if kind == "word":
            return _behind_word(content)
        if kind != "slot":
            return _Behind(none=True)
        slot = slots[content.partition(":")[0]]
        found = _Behind(slot.follows, open=not slot.values or bool(slot.follows))
        for phrase in slot.values:
            found = found.either(_behind_word(phrase))
        return found
    if kind == "optional":
        return _behind_first(content[0], slots).either(_Behind(none=True))
    if kind == "either":
        return reduce(_Behind.either, (_behind_first(branch, slots) for branch in content))
    found = _Behind(none=True)
    for item in content:
        chars, open_, none = found.chars, found.open, found.none
        if open_:
            first, empty = _first_characters(item, slots)
            chars, open_ = chars | first, empty
        if none:
            behind = _behind_first(item, slots)
            chars, open_, none = chars | behind.chars, open_ or behind.open, behind.none
        found = _Behind(chars, open_, none)
    return found


def _certain(node: Node) -> frozenset[str]:
    """Names of the slots that a part of a pattern fills whatever it matches."""
    kind, content = node
    if isinstance(content, str):
        type_, _, name = content.partition(":")
        return frozenset({name or type_}) if kind == "slot" else frozenset()
    if kind == "optional":
        return frozenset()
    if kind == "either":
        return reduce(frozenset.intersection, map(_certain, content))
    return frozenset().union(*map(_certain, content))


def _behind_word(word: str) -> _Behind:
    match = WORD.search(word)
    if match is None:
        return _Behind(none=True)
    rest = word[match.end() : match.end() + 1]
    return _Behind(frozenset({character(rest)})) if rest else _Behind(open=True)


def _first_characters(node: Node, slots: Mapping[str, Slot]) -> tuple[frozenset[str], bool]:
    """The kinds of character that a part of a pattern can begin with, and whether it may be missing."""
    kind, content = node
    if isinstance(content, str):
        if kind == "gap":
            return frozenset(" "), False
        if kind == "maybe-gap":
            return frozenset(" "), True
        return frozenset({character(content[0]) if kind == "word" else "a"}), False
    if kind == "optional":
        return _first_characters(content[0], slots)[0], True
    if kind == "either":
        parts = [_first_characters(branch, slots) for branch in content]
        return frozenset().union(*(chars for chars, _ in parts)), any(empty for _, empty in parts)
    found: frozenset[str] = frozenset()
    for item in content:
        chars, empty = _first_characters(item, slots)
        found |= chars
        if not empty:
            return found, False
    return found, True


def _emit_sequence(
    items: tuple[Node, ...], slots: Mapping[str, Slot], names: list[tuple[str, str, str]], pattern: str
) -> tuple[str, Starts]:
    """Items in a row; a blank beside an optional item goes with it, so "den? <day>" needs no blank before the day."""
    expression, starts = "", Starts(empty=True)
    index = 0
    while index < len(items):
        item = items[index]
        following = items[index + 1] if index + 1 < len(items) else None
        gap_behind = following is not None and following[0] == "gap"
        leads = starts.empty or expression.endswith(GAP)
        if item[0] == "optional" and gap_behind and leads and _first_characters(item, slots)[0] != {" "}:
            inner, inner_starts = emit(item[1][0], slots, names, pattern)  # type: ignore[arg-type]
            expression += f"(?:{inner}{GAP})?"
            starts = starts.then(inner_starts.optional())
            index += 2
            continue
        if item[0] == "gap" and following is not None and following[0] == "optional" and _ends_there(items, index + 2):
            inner, inner_starts = emit(following[1][0], slots, names, pattern)  # type: ignore[arg-type]
            expression += f"(?:{GAP}{inner})?"
            starts = starts.then(inner_starts.optional())
            index += 2
            continue
        inner, inner_starts = emit(item, slots, names, pattern)
        expression += inner
        starts = starts.then(inner_starts)
        index += 1
    return expression, starts


def _ends_there(items: tuple[Node, ...], index: int) -> bool:
    """Whether nothing, or only a blank and more, stands behind an optional item that has a blank before it."""
    return index >= len(items) or items[index][0] == "gap"


def _word_starts(word: str) -> Starts:
    found = words(word)
    if not found:
        return Starts(empty=True)
    if len(found) == 1:
        return Starts(alone=frozenset(found))
    return Starts(pairs=((frozenset(found[:1]), frozenset(found[1:2])),))


def _trie(phrases: Iterable[str]) -> str:
    """An expression that matches the longest of some phrases without trying them one by one."""
    root: dict[str, dict] = {}  # type: ignore[type-arg]
    for phrase in sorted(phrases):
        node = root
        for char in phrase:
            node = node.setdefault(char, {})
        node[""] = {}
    return _trie_expression(root)


def _trie_expression(node: dict[str, dict]) -> str:  # type: ignore[type-arg]
    branches = [
        (GAP if char == " " else re.escape(char)) + _trie_expression(below)
        for char, below in sorted(node.items())
        if char
    ]
    if not branches:
        return ""
    joined = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    return f"(?:{joined})?" if "" in node else joined

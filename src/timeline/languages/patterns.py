"""Compiles the patterns of a language pack, written as `timeline.languages.syntax` says, into regular expressions.

They are meant for `plain` text, in lower case and without line breaks inside expressions, for Python's `re` is much
slower where it has to fold case or try blanks in many ways.
Beside the expression each pattern says which words it can begin with, and what can stand behind the first, so that a
text is searched by looking its words up, not by trying each pattern at each place.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce

from timeline.errors import PackError
from timeline.languages.starts import NOTHING, WORD, Group, Starts, runs, starts_of
from timeline.languages.syntax import Node, parse, spellings

#: White space inside an expression: a few blanks, and at most one line break.
GAP = r"(?:[^\S\r\n]{1,4}(?:\r?\n[^\S\r\n]{0,4})?|\r?\n[^\S\r\n]{0,4})"

#: The same in `plain` text.
_BLANKS = r"(?:[^\S\n]{1,10})"

_RUN = re.compile(r"\s{2,}|[\r\n]")

#: A whole word, of which nothing is given back.
ONE_WORD = r"[^\W\d_]++"

_BLANK = Starts(marks=frozenset(" "))


@dataclass(frozen=True, slots=True, eq=False)
class Slot:
    """A typed slot: the expression that it matches, and the words that it can begin with.

    `values` maps each phrase, in lower case with single blanks, to what it stands for; empty where digits are read.
    `at_digits` is the expression, where it can be shorter, for matches that are known to begin with digits, `at_word`
    for those that begin with a word which is one of the values by itself. One that is not `listed` has no `starts`: it
    can begin with any word, and so stands in contexts only, not in patterns.
    """

    expression: str
    starts: Starts
    values: Mapping[str, str] = field(default_factory=dict)
    at_digits: str | None = None
    at_word: str | None = None
    listed: bool = True


#: The slots of an expression: group, name, type.
Names = tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A pattern: its tree, the words that it can begin with, and the names of the slots that every match fills."""

    source: str
    tree: Node
    starts: Starts
    certain: frozenset[str]

    def expression(self, slots: Mapping[str, Slot], first: str | None = None) -> tuple[str, Names]:
        """The regular expression for `plain` text, with one named group for each slot.

        With a `first` word it is only good for matches that begin with it, and the quicker for that.
        """
        names: list[tuple[str, str, str]] = []
        expression = emit(_narrow(self.tree, slots, first) if first else self.tree, slots, names)
        return expression.replace(GAP, _BLANKS), tuple(names)


def plain(text: str) -> str:
    """A text as expressions read it, of the same length: in lower case, and white space as blanks or else line breaks.

    What can stand inside an expression becomes blanks, more of it line breaks. The few letters that are two in lower
    case are kept.

    >>> [plain(text) for text in ("1.\\r\\nMAJ", "1.\\n\\n2. maj")]
    ['1.  maj', '1.\\n\\n2. maj']
    """
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return _RUN.sub(_blanks, lower)


_WHOLE_GAP = re.compile(GAP)


def _blanks(run: re.Match[str]) -> str:
    found = run.group()
    if _WHOLE_GAP.fullmatch(found) is None:
        return "\n" * len(found)
    return found.replace("\n", " ").replace("\r", " ")


def lexicon(entries: Iterable[tuple[str, Iterable[str]]]) -> Slot:
    """The slot of a word list: (value, forms) pairs; a form may use options, "to(og)?tyve".

    >>> slot = lexicon([("3", ["onsdag(en)?"])])
    >>> slot.values
    {'onsdagen': '3', 'onsdag': '3'}
    """
    values = {spelled: value for value, forms in entries for form in forms for spelled in spellings(form)}
    phrases = [spelled for spelled in values if WORD.fullmatch(spelled) is None]
    return Slot(trie(values), starts_of(values), values, at_word="|".join(filter(None, (trie(phrases), ONE_WORD))))


def digits(expression: str) -> Slot:
    """The slot of a written number, which the look-up sees as one word.

    >>> sorted(digits("[0-9]{1,2}").starts.first)
    ['0', '00']
    """
    shortest, longest = re._parser.parse(expression).getwidth()  # type: ignore[attr-defined]
    return Slot(expression, Starts(groups=(Group("", (runs(max(1, shortest), longest),)),)))


def compile_pattern(pattern: str, slots: Mapping[str, Slot], following: Iterable[str] = ()) -> Compiled:
    """A pattern as a regular expression; one of the patterns `following`, if there are any, must stand behind it.

    Raises `PackError` on a malformed pattern, an unknown slot or one for contexts, or a pattern that matches nothing.

    >>> table = {"n": digits("[0-9]+"), "unit": lexicon([("day", ["dage"])])}
    >>> expression, _ = compile_pattern("for <n> <unit> siden", table).expression(table)
    >>> bool(re.fullmatch(expression, "for 2 dage siden"))
    True
    """
    tree = read(pattern, slots)
    found = _starts(tree, slots)
    if unlisted := _unlisted(tree, slots):
        raise PackError(f"pattern {pattern!r}: the slot <{unlisted}> can stand in before, after and not_... alone")
    if found.empty:
        raise PackError(f"pattern {pattern!r} matches nothing at all; make one of its parts mandatory")
    contexts = [read(context, slots) for context in following]
    if contexts and not any(_unlisted(context, slots) for context in contexts):
        found = found.then(_BLANK.optional()).then(reduce(Starts.either, (_starts(one, slots) for one in contexts)))
    return Compiled(pattern, tree, found, _certain(tree))


def read(pattern: str, slots: Mapping[str, Slot]) -> Node:
    """A pattern as a tree in which a blank beside an option goes with it: "den? <day>" needs no blank before the day.

    Raises `PackError` on a malformed pattern or an unknown slot.
    """
    return _tidy(parse(pattern), slots, pattern)


def _tidy(node: Node, slots: Mapping[str, Slot], pattern: str) -> Node:
    kind, content = node
    if isinstance(content, str):
        if kind == "slot" and content.partition(":")[0] not in slots:
            unknown = content.partition(":")[0]
            raise PackError(f"pattern {pattern!r}: unknown slot <{unknown}>; there are {', '.join(sorted(slots))}")
        return node
    items = tuple(_tidy(item, slots, pattern) for item in content)
    if kind != "sequence":
        return kind, items
    found: list[Node] = []
    leads = True  # whether nothing, or a blank, stands before the next item
    index = 0
    while index < len(items):
        item = items[index]
        following = items[index + 1] if index + 1 < len(items) else None
        starts = _starts(item, slots)
        if item[0] == "optional" and following and following[0] == "gap" and leads and starts.leads != {" "}:
            found.append(("optional", (("sequence", (*item[1], following)),)))
            index += 2
        elif item[0] == "gap" and following and following[0] == "optional" and _ends_there(items, index + 2):
            found.append(("optional", (("sequence", (item, *following[1])),)))
            leads = False
            index += 2
        else:
            found.append(item)
            leads = item[0] == "gap" or (leads and starts.empty)
            index += 1
    return "sequence", tuple(found)


def _ends_there(items: tuple[Node, ...], index: int) -> bool:
    """Whether nothing, or only a blank and more, stands behind an optional item that has a blank before it."""
    return index >= len(items) or items[index][0] == "gap"


def emit(node: Node, slots: Mapping[str, Slot], names: list[tuple[str, str, str]] | None = None) -> str:
    """The expression of a tree; where `names` are given its slots become named groups and are added to them."""
    kind, content = node
    if not isinstance(content, str):
        parts = [emit(item, slots, names) for item in content]
        if kind == "optional":
            return f"(?:{parts[0]})?"
        return f"(?:{'|'.join(parts)})" if kind == "either" else "".join(parts)
    if kind not in _SLOTS:
        return {"gap": GAP, "maybe-gap": f"{GAP}?"}.get(kind) or re.escape(content.lower())
    type_, _, name = content.partition(":")
    slot = slots[type_]
    expression = {"slot-digits": slot.at_digits, "slot-word": slot.at_word}.get(kind) or slot.expression
    if names is None:
        return f"(?:{expression})"
    names.append((f"s{len(names)}", name or type_, type_))
    return f"(?P<{names[-1][0]}>{expression})"


#: The kinds of node that hold a slot: any, one that begins with digits, one that begins with a word that is a value.
_SLOTS = ("slot", "slot-digits", "slot-word")


def _starts(node: Node, slots: Mapping[str, Slot]) -> Starts:
    """The beginnings of a part of a pattern."""
    kind, content = node
    if isinstance(content, str):
        if kind in _SLOTS:
            return slots[content.partition(":")[0]].starts
        return {"gap": _BLANK, "maybe-gap": _BLANK.optional()}.get(kind) or starts_of([content])
    parts = (_starts(item, slots) for item in content)
    if kind == "optional":
        return next(parts).optional()
    return reduce(Starts.either, parts) if kind == "either" else reduce(Starts.then, parts, NOTHING)


def _narrow(node: Node, slots: Mapping[str, Slot], first: str) -> Node:
    """A part of a pattern without what cannot match where it begins with a word."""
    kind, content = node
    if isinstance(content, str):
        if kind != "slot":
            return node
        if not first.isalpha():
            return "slot-digits", content
        return "slot-word" if first in slots[content.partition(":")[0]].values else kind, content
    if kind == "optional":
        return kind, (_narrow(content[0], slots, first),)
    if kind == "either":
        possible = [item for item in content if (starts := _starts(item, slots)).empty or first in starts.first]
        return kind, tuple(_narrow(item, slots, first) for item in possible)
    items = list(content)
    for index, item in enumerate(items):
        starts = _starts(item, slots)
        if first in starts.first:
            items[index] = _narrow(item, slots, first)
            if item[0] == "optional" and first not in _starts(("sequence", content[index + 1 :]), slots).first:
                items[index] = _narrow(item[1][0], slots, first)  # type: ignore[arg-type]
            break
        if not starts.empty:
            break
        items[index] = "sequence", ()
    return kind, tuple(items)


def _unlisted(node: Node, slots: Mapping[str, Slot]) -> str | None:
    """The name of a slot in a part of a pattern that can begin with any word."""
    kind, content = node
    if not isinstance(content, str):
        return next(filter(None, (_unlisted(item, slots) for item in content)), None)
    name = content.partition(":")[0]
    return name if kind in _SLOTS and not slots[name].listed else None


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


def trie(phrases: Iterable[str]) -> str:
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

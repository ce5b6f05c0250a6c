"""How a pattern of a language pack is written, read into a tree.

A pattern is written as a reader would say it, with slots in angle brackets:

    (senest )?den <day>. <month> <year>?

    <weekday>        a typed slot; <weekday_short:weekday> reads one list under the name of another, so that
                     two spellings fill the same slot; of two with one name the one that matches counts
    (a|b)            either; (a)? may be missing, and so may one word or slot, "den?"
    a space          any short white space, one line break at most
    _                the same, or nothing
    \\               takes the next character as it stands

There is no repetition, so a pattern matches a bounded stretch and cannot blow up. Letter case is ignored.
"""

from collections.abc import Iterator
from itertools import product

from timeline.errors import PackError

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


def spellings(form: str) -> tuple[str, ...]:
    """Every phrase that a pattern without slots stands for, in lower case with single blanks.

    Raises `PackError` when the pattern has a slot or is malformed.

    >>> spellings("(i )?år")
    ('i år', 'år')
    """
    return tuple(" ".join(found.lower().split()) for found in _spell(parse(form)))


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

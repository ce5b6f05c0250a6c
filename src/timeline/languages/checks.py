"""Mistakes in patterns that would go unnoticed: they compile, and then match nothing or less than they say.

A text is searched by looking its words up, and a run of letters or of digits is one word. So the first words of a
pattern must be whole: "jul(en)?" never finds "julen", nor "<season>s" the plural of a season. Such forms belong into a
word list, whose options are spelled out. And two numbers in one run of digits cannot be told apart.
"""

from collections.abc import Mapping
from functools import lru_cache

from timeline.errors import PackError
from timeline.languages.patterns import Slot
from timeline.languages.starts import DEPTH, WORD, words
from timeline.languages.syntax import Node, parse


def refuse_dead(pattern: str, slots: Mapping[str, Slot]) -> None:
    """Raises `PackError` where parts of a pattern run into one word that the look-up does not know.

    >>> from timeline.languages.patterns import digits, lexicon
    >>> table = {"n": digits("[0-9]{2}"), "unit": lexicon([("day", ["day"])])}
    >>> refuse_dead("<n> <unit>", table)
    >>> refuse_dead("<unit>s ago", table)
    Traceback (most recent call last):
    timeline.errors.PackError: pattern '<unit>s ago': <unit> and 's' make one word; spell it out in a word list
    """
    _check(parse(pattern), slots, 0, pattern)


def _check(node: Node, slots: Mapping[str, Slot], before: int, pattern: str) -> None:
    """Looks at each two neighbours; `before` is the least number of words before the node."""
    kind, content = node
    if isinstance(content, str):
        return
    if kind != "sequence":
        for part in content:
            _check(part, slots, before, pattern)
        return
    for index, item in enumerate(content):
        _check(item, slots, before, pattern)
        following = content[index + 1] if index + 1 < len(content) else None
        if following is not None:
            so_far: Node = ("sequence", content[: index + 1])
            ends, begins = _edge(so_far, slots, -1), _edge(following, slots, 0)
            if ends == begins == {"0"}:
                raise PackError(
                    f"pattern {pattern!r}: {_shown(item)} and {_shown(following)} make one number; "
                    "put a mark or a blank between them"
                )
            if ends == begins == {"a"} and before < DEPTH:
                raise PackError(
                    f"pattern {pattern!r}: {_shown(item)} and {_shown(following)} make one word; "
                    "spell it out in a word list"
                )
        before += _least(item, slots)


def _edge(node: Node, slots: Mapping[str, Slot], end: int) -> frozenset[str]:
    """What a part of a pattern can begin (0) or end (-1) with: "a" for a letter, "0" for a digit, "" for a mark."""
    kind, content = node
    if isinstance(content, str):
        if kind == "word":
            return frozenset({_kind(content[end])})
        if kind != "slot":
            return frozenset({""})
        return _edge_of_slot(slots[content.partition(":")[0]], end)
    if kind == "sequence":
        found: frozenset[str] = frozenset()
        for item in content if end == 0 else reversed(content):
            found |= _edge(item, slots, end)
            if item[0] != "optional":
                break
        return found
    return frozenset().union(*(_edge(part, slots, end) for part in content))


@lru_cache(maxsize=1 << 10)
def _edge_of_slot(slot: Slot, end: int) -> frozenset[str]:
    return frozenset(_kind(phrase[end]) for phrase in slot.values) or frozenset({"0"})


def _kind(char: str) -> str:
    return "0" if char.isdigit() else "a" if WORD.fullmatch(char) else ""


def _least(node: Node, slots: Mapping[str, Slot]) -> int:
    """The least number of words that a part of a pattern matches."""
    kind, content = node
    if isinstance(content, str):
        if kind == "word":
            return len(words(content))
        return int(kind == "slot")
    if kind == "optional":
        return 0
    counts = [_least(part, slots) for part in content]
    return sum(counts) if kind == "sequence" else min(counts, default=0)


def _shown(node: Node) -> str:
    kind, content = node
    if isinstance(content, str):
        return f"<{content}>" if kind == "slot" else repr(content)
    return "an option" if kind == "optional" else "a choice"

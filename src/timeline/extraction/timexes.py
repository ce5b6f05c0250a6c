"""Finds time expressions: rules on characters give candidates, refiners join them and take words around them in.

The text is read once, from left to right: at each word the pack's rules that can begin with it are tried, the longest
match wins and the reading goes on behind it. Cost is linear in the length of the text.
"""

import re
from collections.abc import Sequence
from itertools import chain, pairwise

from timeline.extraction.rules import Found, Rules, compiled
from timeline.languages.contexts import UNTOLD
from timeline.languages.pack import Pack
from timeline.languages.patterns import Names, plain
from timeline.languages.starts import WORD, character, look_up
from timeline.languages.timexes import Op

#: The most code points that may stand between two expressions that are one.
_BETWEEN = 16

#: So many days or years in a row, with nothing but numbers and blanks between, are the head of a table.
_ROW = 5
_ROWED = frozenset({"weekday", "year"})
_CELL = " \t\r\n\u00a0|0123456789"

#: What stands behind the last words of a text, so that each comes to be looked at.
_NO_MORE: tuple[None, ...] = (None, None)


def find(text: str, pack: Pack) -> tuple[Found, ...]:
    """The time expressions of a text, in order and without overlap, not yet placed on the calendar.

    Spans are code points of `text`. What looks like an expression and is none by the pack's rules is left out.

    >>> from timeline.languages import loader
    >>> text = "Mødet er fredag den 3. maj kl. 10."
    >>> [text[found.start:found.end] for found in find(text, loader.load("da"))]
    ['fredag den 3. maj kl. 10']
    """
    return search(text, compiled(pack))


def search(text: str, rules: Rules) -> tuple[Found, ...]:
    """The time expressions of a text by a given set of rules; see `find`."""
    atoms, prefixes = _candidates(text, rules)
    real = _off_tables(text, [atom for atom in atoms if atom.rule.op is not Op.NONE])
    joined = _join(text, real, rules)
    return tuple(_join(text, _take_prefixes(joined, prefixes), rules) if prefixes else joined)


def _candidates(text: str, rules: Rules) -> tuple[list[Found], list[Found]]:
    """Expressions from left to right without overlap, and the words before an expression that belong to it."""
    atoms: list[Found] = []
    prefixes: list[Found] = []
    done = 0
    begins, size, lower = rules.begins, len(text), plain(text)
    # Three words in a row, of which the first is looked at, and the one before them.
    previous = first = second = third = ""
    start = end = second_start = second_end = third_start = third_end = 0
    for match in chain(WORD.finditer(lower), _NO_MORE):
        previous, first, second = first, second, third
        start, end, second_start, second_end = second_start, second_end, third_start, third_end
        if match is None:
            third, third_start, third_end = "", size, size
        else:
            third, (third_start, third_end) = match.group(), match.span()
            if third[0].isdigit():
                third = look_up(third)
        if first not in begins or start < done:
            continue
        if (start and text[start - 1] != " ") and _inside_word(text, start, done):
            continue
        best: Found | None = None
        weight = 0
        behind = character(text[end]) if end < size else ""
        further = character(text[second_end]) if second_end < size else ""
        last = further + third
        for rule, patterns in rules.at(previous, mark(text, start), first, behind, second):
            longest: re.Match[str] | None = None
            names: Names = ()
            reach = start
            for pattern, slots, possible in patterns:
                if possible is not None and further not in possible and last not in possible:
                    continue
                one = pattern(lower, start)
                if one is not None and one.end() > reach:
                    longest, names, reach = one, slots, one.end()
            if longest is None or (reach < size and text[reach] in "-@" and not _ends_well(text, reach, rules)):
                continue
            found = rule.read(longest, names, text, previous)
            if found is None:
                continue
            if rule.prefix:
                if not prefixes or found.end > prefixes[-1].end:  # "soon after" begins inside "very soon after"
                    prefixes.append(found)
            elif best is None or (found.end, rule.weight) > (best.end, weight):
                best, weight = found, rule.weight
        if best is not None:
            atoms.append(best)
            done = best.end
    return atoms, prefixes


def _off_tables(text: str, atoms: list[Found]) -> list[Found]:
    """The expressions but for the days of a calendar or timetable and the years of a table, which name no time."""
    breaks = (at for at in range(1, len(atoms)) if not _in_one_row(text, atoms[at - 1], atoms[at]))
    rows = pairwise((0, *breaks, len(atoms)))
    return [atom for first, last in rows if last - first < _ROW for atom in atoms[first:last]]


def _in_one_row(text: str, left: Found, right: Found) -> bool:
    return left.kind in _ROWED and right.kind in _ROWED and not text[left.end : right.start].strip(_CELL)


def mark(text: str, start: int) -> str:
    """The last character before a place that is no blank; a line break counts, and so does the start of the text."""
    for at in (start - 1, start - 2):
        if at < 0 or text[at] in "\r\n":
            return "\n"
        if not text[at].isspace():
            return text[at]
    return UNTOLD


def _inside_word(text: str, start: int, end: int) -> bool:
    """Whether a word is the last part of a compound, or of a number, date or address; it has a character before it."""
    before = text[start - 1]
    if before.isalnum() or before == "_":
        return True
    if start == end:
        return False
    further = text[start - 2] if start > 1 else " "
    if before in "-/@#":
        return further.isalnum() and (start - 1 != end)
    if before in ".,:" and text[start].isdigit():
        return further.isdigit() and start - 1 != end
    return False


def _ends_well(text: str, end: int, rules: Rules) -> bool:
    """Whether a match before a hyphen or an "@" does not stop inside a compound or an address.

    A hyphen may only lead to another time expression.
    """
    if not text[end + 1 : end + 2].isalpha():
        # "summer- and winter clothes" has half a compound; a dash before a number leads to the end of a range
        return text[end + 1 : end + 2].isdigit() or not text[end + 1 : end + 2].isspace()
    following = WORD.match(text, end + 1)
    return following is not None and following.group().lower() in rules.begins


def _join(text: str, found: Sequence[Found], rules: Rules) -> list[Found]:
    """Puts expressions that stand beside each other and belong together into one."""
    result: list[Found] = []
    for right in found:
        while result and (one := _joined(text, result[-1], right, rules)):
            result.pop()
            right = one
        result.append(right)
    return result


def _joined(text: str, left: Found, right: Found, rules: Rules) -> Found | None:
    if right.start - left.end > _BETWEEN:
        return None
    join = rules.join(left, right, text[left.end : right.start])
    if join is None:
        return None
    return Found(left.start, right.end, join.rule, join.rule.kind or left.kind, parts=(left, right))


def _take_prefixes(found: Sequence[Found], prefixes: Sequence[Found]) -> list[Found]:
    """Takes words before an expression into it, from right to left, so that the nearest are taken first."""
    by_start = {one.start: one for one in found}
    for prefix in reversed(prefixes):
        core = by_start.get(_behind_gap(prefix, by_start))
        if core is None or core.kind not in prefix.rule.right:
            continue
        del by_start[core.start]
        for start in range(prefix.start, core.start):
            by_start.pop(start, None)
        kind = prefix.rule.kind or core.kind
        by_start[prefix.start] = Found(prefix.start, core.end, prefix.rule, kind, prefix.slots, (core,))
    return [by_start[start] for start in sorted(by_start)]


def _behind_gap(prefix: Found, starts: dict[int, Found]) -> int:
    """Where the expression behind a prefix starts: at its end, or a blank or so further on."""
    return next((at for at in range(prefix.end, prefix.end + 3) if at in starts), -1)

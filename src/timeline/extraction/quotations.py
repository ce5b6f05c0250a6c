"""Direct quotations, found on characters: paragraphs that open with a dash, and words between quotation marks.

Marks that do not balance end with their paragraph, so that one missing mark never swallows the rest of an article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from timeline.extraction.preprocess import Zone, ZoneKind

_PAIRS = {
    "“": "”",
    "”": "”",
    "„": "“”",
    "»": "«",
    "«": "»",
    "‹": "›",
    "›": "‹",
    "‘": "’",
    "‚": "‘’",
    '"': '"',
    "'": "'",
}
_MARKS = re.compile(r"[“”„»«‹›‘’‚\"']")
_INLINE_DASH = re.compile(r"(?<=:)\s[-–—]\s")
_DASH = re.compile(r"\s*[-–—]\s+")
#: What stands before a mark that closes: the end of a clause, with a stray space at most.
_CLOSES = re.compile(r"[.,!?…]\s?$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Quoted words in code points, marks and dash left out.

    A dash quotation runs to the end of its paragraph, with "says NN" in it: where the speaker's words stop is a
    question of language. `paragraph` is the index of the zone that it begins in, `to` of the one that it ends in.
    """

    start: int
    end: int
    style: Literal["dash", "marks"]
    paragraph: int
    to: int


def find(text: str, zones: Sequence[Zone]) -> tuple[Quotation, ...]:
    """All quotations in text order; a quotation that goes on over paragraphs is one.

    >>> from timeline.extraction.preprocess import Zone, ZoneKind
    >>> line = '"Nej," sagde han.'
    >>> [line[q.start : q.end] for q in find(line, [Zone(ZoneKind.BODY, 0, len(line))])]
    ['Nej,']
    """
    found: list[Quotation] = []
    pending: _Open | None = None
    for number, zone in enumerate(zones):
        inline = None if zone.kind is ZoneKind.QUOTATION else _INLINE_DASH.search(text, zone.start, zone.end)
        if zone.kind is ZoneKind.QUOTATION or inline is not None:
            _settle(text, pending, found)
            dash = inline or _DASH.match(text, zone.start, zone.end)
            found.append(Quotation(dash.end() if dash else zone.start, zone.end, "dash", number, number))
            pending = None
        else:
            pending = _marked(text, zone, number, found, pending)
    _settle(text, pending, found)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Open:
    """A quotation that its paragraph has not closed: it may end there, at `end`, or go on in the next."""

    start: int
    opener: str
    paragraph: int
    last: int
    end: int


def _settle(text: str, pending: _Open | None, found: list[Quotation]) -> None:
    """Let a quotation that nothing closes end with its paragraph."""
    if pending is not None and text[pending.start : pending.end].strip():
        found.append(Quotation(pending.start, pending.end, "marks", pending.paragraph, pending.last))


def _marked(text: str, zone: Zone, number: int, found: list[Quotation], pending: _Open | None) -> _Open | None:
    """Add the quotations between marks of one paragraph; the one that stays open is returned."""
    marks = [
        match.start() for match in _MARKS.finditer(text, zone.start, zone.end) if _is_mark(text, match.start(), zone)
    ]
    if pending is not None:
        repeated = bool(marks) and marks[0] == zone.start and len(marks) % 2 == 0
        if repeated:  # each paragraph of a long quotation may open with a mark of its own
            marks = marks[1:]
        elif len(marks) % 2 == 0:
            _settle(text, pending, found)
            pending = None
    elif (
        len(marks) % 2 == 1
        and _CLOSES.search(text[max(zone.start, marks[0] - 2) : marks[0]])
        and text[marks[0]] in '"”“«»'
    ):
        pending = _Open(zone.start, text[marks[0]], number, number, zone.end)  # its opening mark is lost
    for mark in marks:
        if pending is None:
            pending = _Open(mark + 1, text[mark], number, number, zone.end)
        elif (
            text[mark] in _PAIRS.get(pending.opener, "") or text[mark] == pending.opener or pending.paragraph != number
        ):
            start = pending.start + len(text[pending.start : mark]) - len(text[pending.start : mark].lstrip())
            end = pending.start + len(text[pending.start : mark].rstrip())
            if start < end:
                found.append(Quotation(start, end, "marks", pending.paragraph, number))
            pending = None
    if pending is None:
        return None
    return _Open(pending.start, pending.opener, pending.paragraph, number, zone.end)


def _is_mark(text: str, index: int, zone: Zone) -> bool:
    """Whether a character is a quotation mark, and no apostrophe inside or after a word."""
    if text[index] not in "'’‘":
        return True
    before = text[index - 1] if index > zone.start else " "
    after = text[index + 1] if index + 1 < zone.end else " "
    if before.isalnum() and after.isalnum():
        return False
    return not before.isalnum() and not after.isspace() if text[index] != "’" else before in ".,!?"

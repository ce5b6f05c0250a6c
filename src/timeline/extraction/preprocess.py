"""The parts of an article, read from characters alone, before any model."""

import re
from dataclasses import dataclass
from enum import StrEnum

from timeline.languages.zones import ZoneRules

#: A headline is one unpunctuated line of at most this many code points, with more text under it.
HEADLINE_LENGTH = 120
#: A byline or a line that holds nothing but a date is shorter than this.
MARGINAL_LENGTH = 60

_LINE = re.compile(r"[^\r\n\u2028\u2029\x85\x0b\x0c]+")
#: A date of ISO 8601 as it opens a head line.
ISO = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?(?![\w-])")


class ZoneKind(StrEnum):
    """What a stretch of an article is."""

    HEAD = "head"  # a label or a date that heads the text, no sentence
    HEADLINE = "headline"
    BYLINE = "byline"
    BODY = "body"
    QUOTATION = "quotation"  # a paragraph that opens with a dash: somebody speaks
    ITEM = "item"  # an entry of a bulleted list


@dataclass(frozen=True, slots=True)
class Zone:
    """A stretch of the text, in code points, without the white space around it."""

    kind: ZoneKind
    start: int
    end: int


def zones(text: str, rules: ZoneRules) -> tuple[Zone, ...]:
    """The parts of an article in text order: one zone a line, and the head's date a zone of its own.

    >>> text = " date 2020-02 Nato mødes.\\n\\n- Godt, siger hun."
    >>> [(zone.kind.value, zone.start) for zone in zones(text, ZoneRules())]
    [('head', 1), ('body', 14), ('quotation', 27)]
    """
    found: list[Zone] = []
    lines = [line for line in _LINE.finditer(text) if not line[0].isspace()]
    for position, line in enumerate(lines):
        start = line.start() + len(line[0]) - len(line[0].lstrip())
        end = line.start() + len(line[0].rstrip())
        if position == 0 and (label := _head(text, start, end, rules)) is not None:
            found.append(Zone(ZoneKind.HEAD, start, label))
            start = label + len(text[label:end]) - len(text[label:end].lstrip())
            if start >= end:
                continue
        first = not found or all(zone.kind is ZoneKind.HEAD for zone in found)
        found.append(Zone(_kind(text[start:end], rules, may_head=first and position + 1 < len(lines)), start, end))
    return tuple(found)


def _head(text: str, start: int, end: int, rules: ZoneRules) -> int | None:
    """Where the head's label and date end, None when the first line opens with no date."""
    after = start
    words = text[start : min(end, start + MARGINAL_LENGTH)]
    for label in rules.head_labels:
        if words.casefold().startswith(label.casefold()) and words[len(label) : len(label) + 1] in (" ", ":", "\t"):
            after = start + len(label)
            after += len(text[after:end]) - len(text[after:end].lstrip(" :\t"))
            break
    match = ISO.match(text, after, end)
    if match is None or (after == start and len(match[0]) == 4):  # a bare year may open any sentence
        return None
    return match.end()


def _kind(line: str, rules: ZoneRules, *, may_head: bool) -> ZoneKind:
    first, _, rest = line.partition(" ")
    if rest and first in rules.dashes:
        return ZoneKind.QUOTATION
    if rest and first in rules.bullets:
        return ZoneKind.ITEM
    if len(line) <= MARGINAL_LENGTH and first.casefold() in rules.byline_openers and line[-1:] not in ".!?":
        return ZoneKind.BYLINE
    if may_head and len(line) <= HEADLINE_LENGTH and line[-1:] not in '.!?:;,"”»':
        return ZoneKind.HEADLINE
    return ZoneKind.BODY

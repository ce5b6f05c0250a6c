"""Absolute dates in a language that has no pack: candidates by shape, read by dateparser.

A candidate is a stretch of text that looks like a date with its year, in digits or with a word for the month between.
What dateparser reads as a date of that language is one; relative and partial expressions are left alone, since nothing
tells what they count from. Each carries the rule "fallback", so that nobody takes it for a rule of a pack.
"""

import re

from timeline.dates import edtf
from timeline.errors import DateError
from timeline.extraction.documentdate import written_date
from timeline.schema import Anchor, TimeValue, Timex, TimexType

RULE = "fallback"

_MONTH = r"[^\W\d_]{3,14}\.?"
_GAP = r"[^\S\r\n]{1,3}"
_SMALL = r"(?:de|of|di|da|do|the|den|le|el|la|w|z|i)"
#: Dates with their year by shape: ISO, numeric, East Asian, "3 mai 2019", "May 3, 2019", "mai 2019".
_CANDIDATE = re.compile(
    rf"""[12]\d{{3}}\s?[年년]\s?\d{{1,2}}\s?[月월](?:\s?\d{{1,2}}\s?[日일])?
    | (?<![\w./-])(?:
        [12]\d{{3}}-\d\d(?:-\d\d)?
      | \d{{1,2}}[./-][^\S\r\n]?\d{{1,2}}[./-][^\S\r\n]?[12]\d{{3}}
      | [12]\d{{3}}[./]\d{{1,2}}[./]\d{{1,2}}
      | \d{{1,2}}(?:\.|º|er|st|nd|rd|th)?{_GAP}(?:{_SMALL}{_GAP})?{_MONTH},?{_GAP}(?:{_SMALL}{_GAP})?[12]\d{{3}}
      | {_MONTH}{_GAP}\d{{1,2}}(?:st|nd|rd|th)?,?{_GAP}[12]\d{{3}}
      | {_MONTH},?{_GAP}(?:{_SMALL}{_GAP})?[12]\d{{3}}
    )(?![\w-]|[./]\d)""",
    re.VERBOSE,
)


def find(text: str, language: str) -> tuple[Timex, ...]:
    """The absolute dates of a text, in order and without overlap; spans are code points of `text`.

    >>> [(timex.text, timex.value, timex.rule) for timex in find("Le pont fut ouvert le 3 mai 2019.", "fr")]
    [('3 mai 2019', '2019-05-03', 'fallback')]
    """
    found: list[Timex] = []
    end = 0
    while match := _CANDIDATE.search(text, end):
        time = _read(match.group(), language)
        # What is no date may still begin inside a candidate that a longer word led to.
        end = match.end() if time else match.start() + 1
        if time is not None:
            found.append(
                Timex(
                    start=match.start(),
                    end=match.end(),
                    text=match.group(),
                    type=TimexType.DATE,
                    value=time.edtf,
                    time=time,
                    rule=RULE,
                )
            )
    return tuple(found)


def _read(words: str, language: str) -> TimeValue | None:
    try:
        return edtf.read(words, anchor=Anchor.TEXT) if words[4:5] == "-" else written_date(words, language)
    except DateError:
        return None

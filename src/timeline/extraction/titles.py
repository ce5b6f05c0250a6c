"""Titles between quotation marks: what looks like a time expression in them names a work and no time."""

import re

from timeline.languages.timexes import Cues

#: A few words between marks, with a blank before and no mark of a clause's end at their end.
_MARKED = re.compile(r"(?<=\s)[»«“”„\"]([^\s»«“”„\"][^»«“”„\"\n]{0,60}(?<![,!?\s]))[«»”“\"](?!\w)")

#: The last word before a mark, and how far back it is looked for, in code points.
_LAST = re.compile(r"[^\W\d_]+['’]?\s\Z")
_BACK = 32


def spans(text: str, cues: Cues) -> tuple[tuple[int, int], ...]:
    """The titles of a text in order, from and to (exclusive) in code points, marks left out.

    A title stands behind a word that says so ("the novel"), or behind its author's name and begins with a capital.

    >>> from timeline.languages import loader
    >>> text = "Filmen »Den 4. juli« er god, og »den 4. juli« er en dag."
    >>> [text[start:end] for start, end in spans(text, loader.load("da").timexes.cues)]
    ['Den 4. juli']
    """
    if not (cues.titled or cues.owning):
        return ()
    found = []
    for marked in _MARKED.finditer(text):
        last = _LAST.search(text[max(0, marked.start() - _BACK) : marked.start()])
        if last is None:
            continue
        word = last.group().rstrip()
        owned = cues.owning and word[0].isupper() and word.endswith(cues.owning) and not marked[1][0].islower()
        if owned or word.lower().endswith(cues.titled):
            found.append(marked.span(1))
    return tuple(found)

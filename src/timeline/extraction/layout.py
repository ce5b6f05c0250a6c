"""Where the sentences and paragraphs of a text begin, by its punctuation alone."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

_SENTENCE = re.compile(r"[.!?][\"'»”)\]]{0,2}\s+(?=[\"'«»“”(\[–—-]{0,2}\s?[^\W\d_a-zæøå])|[.!?:\"»”]\s*\n|\n\s*\n")
_PARAGRAPH = re.compile(r"\n\s*\n")

#: How far before a place the word before it is looked for.
WORD_REACH = 24


class Layout:
    """The starts of a text's sentences and paragraphs, in code points.

    `abbreviations` are words, in lower case, whose full stop ends no sentence.
    """

    __slots__ = ("paragraphs", "sentences")

    def __init__(self, text: str, abbreviations: Collection[str]) -> None:
        ends = (match for match in _SENTENCE.finditer(text) if not _abbreviated(text, match.start(), abbreviations))
        self.sentences = [0, *(match.end() for match in ends)]
        self.paragraphs = [0, *(match.end() for match in _PARAGRAPH.finditer(text))]

    def sentence(self, at: int) -> int:
        """The number of the sentence that a code point lies in."""
        return bisect_right(self.sentences, at) - 1

    def paragraph(self, at: int) -> int:
        """The number of the paragraph that a code point lies in."""
        return bisect_right(self.paragraphs, at) - 1

    def keep_whole(self, spans: Sequence[tuple[int, int]]) -> None:
        """Let no sentence begin inside a span, from and to (exclusive): "at 2 p.m. Saturday"."""
        starts = self.sentences
        inside = {at for low, high in spans for at in starts[bisect_right(starts, low) : bisect_left(starts, high)]}
        if inside:
            starts[:] = [at for at in starts if at not in inside]


def _abbreviated(text: str, at: int, abbreviations: Collection[str]) -> bool:
    """Whether a full stop belongs to the word before it and not to a sentence: "Dr. Berg", "George W. Berg"."""
    if text[at] != ".":
        return False
    word = text[max(0, at - WORD_REACH) : at].rpartition(" ")[2].lstrip("\"'“‘(«»\n").lower()
    return (len(word) == 1 and word.isalpha()) or word in abbreviations

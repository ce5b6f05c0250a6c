"""From text to an annotated spaCy Doc: zones set the sentence starts that are certain, long texts go in pieces."""

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from timeline.extraction.preprocess import Zone

#: spaCy's parser and NER need about a gigabyte for a million code points; longer texts are read in pieces.
PIECE_LENGTH = 50_000
_BREAK = re.compile(r"\n\s*\n|\n|[.!?]\s|\s")


def annotate(text: str, nlp: Language, zones: tuple[Zone, ...]) -> Doc:
    """The Doc of a text, whatever its length, with a sentence start at each zone's start.

    Offsets are those of `text`; memory grows with the longest piece, not with the text's square.
    """
    pieces = list(_pieces(text))
    docs = []
    for start, end in pieces:
        doc = nlp.tokenizer(text[start:end])
        set_sentence_starts(doc, zones, offset=start)
        docs.append(nlp(doc))
    if len(docs) == 1:
        return docs[0]
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    assert joined is not None
    return joined


def set_sentence_starts(doc: Doc, zones: tuple[Zone, ...], *, offset: int = 0) -> None:
    """Mark the first word of each zone as a sentence start; the parser keeps it and decides about all others."""
    starts = {zone.start - offset for zone in zones}
    for token in doc:
        if token.idx in starts:
            token.is_sent_start = True


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Cut at the last paragraph end before the limit, else line end, sentence end, space, else right there."""
    start = 0
    while len(text) - start > PIECE_LENGTH:
        window = text[start + PIECE_LENGTH // 2 : start + PIECE_LENGTH]
        best: dict[int, int] = {}
        for match in _BREAK.finditer(window):
            rank = 0 if match[0].count("\n") > 1 else 1 if "\n" in match[0] else 2 if len(match[0]) > 1 else 3
            best[rank] = match.end()
        cut = start + PIECE_LENGTH // 2 + best[min(best)] if best else start + PIECE_LENGTH
        yield start, cut
        start = cut
    yield start, len(text)

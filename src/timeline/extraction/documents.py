"""From text to an annotated spaCy Doc: zones set the sentence starts that are certain, long texts go in pieces."""

import re
from collections.abc import Iterator
from itertools import islice

from spacy.language import Language
from spacy.pipeline import Sentencizer
from spacy.tokens import Doc

from timeline.extraction.preprocess import Zone

#: spaCy's parser and NER need about a gigabyte for a million code points; longer texts are read in pieces.
PIECE_LENGTH = 50_000
#: No word, URL or number is longer. spaCy's tokenizer takes quadratic time on a run of punctuation without a space
#: (half a minute for 20,000 brackets), so longer runs are cut into tokens of SLICE_LENGTH unread.
LONGEST_RUN = 300
SLICE_LENGTH = 100
#: A paragraph of more tokens gets a sentence start behind its next full stop, and one without any after the double:
#: the cost of clause analysis grows with the square of a sentence, and no sentence is that long.
LONG_PARAGRAPH = 200
_STOPS = frozenset(".!?")
_TEXT = "timeline_text"
#: Of running text a third or more are words of spaCy's lists of the commonest, of other languages' seldom a sixth.
_COMMON = 0.2
#: How many words are looked at, and with how few nothing can be told.
_SAMPLE, _FEWEST = 200, 40
_TAG = re.compile(
    r"</?(?:html|head|body|div|p|br|span|a|li|ul|ol|h[1-6]|table|tr|td|img|strong|em|b|i)\b[^<>]{0,300}>", re.I
)
_sentencizer = Sentencizer(overwrite=False)
_RUN = re.compile(r"\S+")
_BREAK = re.compile(r"\n\s*\n|\n|[.!?]\s|\s")


def annotate(text: str, nlp: Language, zones: tuple[Zone, ...]) -> Doc:
    """The Doc of a text, whatever its length, with a sentence start at each zone's start.

    Offsets are those of `text`; memory grows with the longest piece, not with the text's square.
    """
    pieces = list(_pieces(text))
    docs = []
    for start, end in pieces:
        doc = _tokens(text[start:end], nlp)
        set_sentence_starts(doc, zones, offset=start)
        doc = nlp(doc)
        if not (doc.has_annotation("DEP") or doc.has_annotation("SENT_START", require_complete=True)):
            doc = _sentencizer(doc)  # every stage may ask for sentences, whatever the pipeline lacks
        docs.append(doc)
    return _joined(docs)


def oddities(doc: Doc, nlp: Language, language: str) -> Iterator[str]:
    """What makes a text look like no plain text, or like one of another language, each as a sentence for its author."""
    text = text_of(doc)
    tags = list(islice(_TAG.finditer(text[:PIECE_LENGTH]), 2))
    if len(tags) > 1:
        yield f"tags such as {tags[0].group()!r} are read as words; take the text out of the HTML first"
    words = [token for token in doc[: 2 * _SAMPLE] if token.is_alpha][:_SAMPLE]
    listed = nlp.Defaults.stop_words
    common = sum(token.lower_ in listed for token in words)
    if listed and len(words) >= _FEWEST and common < _COMMON * len(words):
        yield (
            f"{common} of the first {len(words)} words are common ones of language={language!r}, "
            "where a third would be; give the text's own language"
        )


def text_of(doc: Doc) -> str:
    """The text of a Doc, joined once: `Doc.text` joins every token anew at each call."""
    text: str | None = doc.user_data.get(_TEXT)
    if text is None:
        doc.user_data[_TEXT] = text = doc.text
    return text


def set_sentence_starts(doc: Doc, zones: tuple[Zone, ...], *, offset: int = 0) -> None:
    """Mark the first word of each zone as a sentence start; the parser keeps it and decides about nearly all others."""
    starts = {zone.start - offset for zone in zones}
    last, stopped = 0, False
    for token in doc:
        length = token.i - last
        if token.idx in starts or (length > LONG_PARAGRAPH and (stopped or length > 2 * LONG_PARAGRAPH)):
            token.is_sent_start = True
            last = token.i
        stopped = token.text in _STOPS


def _tokens(text: str, nlp: Language) -> Doc:
    docs = []
    read = 0
    for run in _RUN.finditer(text):
        if run.end() - run.start() > LONGEST_RUN:
            if run.start() > read:
                docs.append(nlp.tokenizer(text[read : run.start()]))
            starts = range(run.start(), run.end(), SLICE_LENGTH)
            words = [text[start : min(start + SLICE_LENGTH, run.end())] for start in starts]
            docs.append(Doc(nlp.vocab, words=words, spaces=[False] * len(words)))
            read = run.end()
    if read < len(text) or not docs:
        docs.append(nlp.tokenizer(text[read:]))
    return _joined(docs)


def _joined(docs: list[Doc]) -> Doc:
    if len(docs) == 1:
        return docs[0]
    joined = Doc.from_docs(docs, ensure_whitespace=False)
    assert joined is not None
    return joined


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

"""Training corpora: CoNLL-U files and inline-entity sentences, as spaCy reference documents.

Gold words keep their own segmentation; spaCy aligns them with the tokens of the pipeline's tokenizer when it
trains and scores, so every score is one on raw text.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from spacy.training import Example
from spacy.vocab import Vocab

LABELS = ("PER", "ORG", "LOC", "MISC")
INLINE_ENTITY = re.compile(r"\[([^\[\]]+)\]\(([A-Z]+)\)")
DEV_EVERY = 6


@dataclass(frozen=True)
class Word:
    """One syntactic word of a treebank; `None` and `""` mean "not annotated"."""

    form: str
    lemma: str = ""
    pos: str = ""
    morph: str | None = None
    head: int | None = None
    """Index of the head in the sentence, from 0; the word's own index at the root."""
    dep: str = ""
    space_after: bool = True
    entity: str = ""
    """`B-PER`, `I-PER`, ... or `O`; empty where names are not annotated."""


@dataclass(frozen=True)
class Sentence:
    """One sentence of a treebank: its words, and where its document has it."""

    words: tuple[Word, ...]
    document: str = ""
    position: int = 0


@dataclass(frozen=True)
class NamedSentence:
    """A plain sentence with its names: `(start, end, label)` in code points, half-open."""

    text: str
    entities: tuple[tuple[int, int, str], ...] = ()


def read_conllu(path: Path, *, names: bool = True) -> list[Sentence]:
    """The sentences of a CoNLL-U file; names are read from `NER=` in the MISC column.

    Multiword and empty tokens are left out. A column that holds `_` counts as not annotated.
    """
    sentences = []
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf8")):
        comments = dict(re.findall(r"^# (\w+) = (.*)$", block, flags=re.MULTILINE))
        rows = [line.split("\t") for line in block.splitlines() if re.match(r"\d+\t", line)]
        if rows:
            position = int(comments.get("cdt_pos", len(sentences)))
            words = tuple(_word(row, names=names) for row in rows)
            sentences.append(Sentence(words=words, document=comments.get("cdt_doc", ""), position=position))
    return sentences


def _word(row: Sequence[str], *, names: bool) -> Word:
    index = int(row[0]) - 1
    misc = dict(part.split("=", 1) for part in row[9].split("|") if "=" in part)
    parsed = row[6] != "_"
    return Word(
        form=row[1],
        lemma="" if row[2] == "_" and row[1] != "_" else row[2],
        pos="" if row[3] == "_" else row[3],
        morph=None if row[3] == "_" else ("" if row[5] == "_" else row[5]),
        head=(index if row[6] == "0" else int(row[6]) - 1) if parsed else None,
        dep=("ROOT" if row[6] == "0" else row[7]) if parsed else "",
        space_after=misc.get("SpaceAfter") != "No",
        entity=misc.get("NER", "O") if names else "",
    )


def read_inline(path: Path) -> tuple[list[NamedSentence], list[NamedSentence]]:
    """The training and the development sentences of a file with inline entities, `[Aalborg](LOC)`.

    Every sixth sentence line is a development sentence; blank lines and `#` lines do not count.
    Raises `ValueError` for a label that is not one of `LABELS`.
    """
    lines = (line.strip() for line in path.read_text(encoding="utf8").splitlines())
    sentences = [parse_inline(line) for line in lines if line and not line.startswith("#")]
    dev = sentences[DEV_EVERY - 1 :: DEV_EVERY]
    train = [sentence for i, sentence in enumerate(sentences, start=1) if i % DEV_EVERY]
    return train, dev


def parse_inline(line: str) -> NamedSentence:
    """The sentence of one inline-annotated line.

    >>> parse_inline("[Ida Holm](PER) bor i [Vejle](LOC).")
    NamedSentence(text='Ida Holm bor i Vejle.', entities=((0, 8, 'PER'), (15, 20, 'LOC')))
    """
    text, entities, end = "", [], 0
    for match in INLINE_ENTITY.finditer(line):
        name, label = match.groups()
        if label not in LABELS:
            raise ValueError(f"unknown label {label!r} in {line!r}; use one of {', '.join(LABELS)}")
        text += line[end : match.start()]
        entities.append((len(text), len(text) + len(name), label))
        text += name
        end = match.end()
    return NamedSentence(text + line[end:], tuple(entities))


def grouped(sentences: Sequence[Sentence], *, largest: int, seed: int | None) -> Iterator[list[Sentence]]:
    """Sentences in groups of 1 to `largest`, each to become one document.

    With a seed in random order and sizes; without one in their own documents' order, cut at `largest`.
    The parser learns sentence boundaries only from documents that hold some.
    """
    if seed is None:
        documents: dict[str, list[Sentence]] = {}
        for sentence in sentences:
            documents.setdefault(sentence.document, []).append(sentence)
        for members in documents.values():
            members = sorted(members, key=lambda sentence: sentence.position)
            yield from (members[i : i + largest] for i in range(0, len(members), largest))
        return
    rng = random.Random(seed)
    shuffled = rng.sample(sentences, len(sentences))
    while shuffled:
        size = rng.randint(1, largest)
        yield shuffled[:size]
        shuffled = shuffled[size:]


def headline(sentence: Sentence) -> Sentence:
    """The sentence without its final full stop, as headlines and list items have it."""
    last = len(sentence.words) - 1
    if last < 1 or sentence.words[-1].form != "." or any(word.head == last for word in sentence.words[:-1]):
        return sentence
    return replace(sentence, words=sentence.words[:-1])


def reference(vocab: Vocab, sentences: Sequence[Sentence], *, breaks: Sequence[str] = ()) -> Doc:
    """One gold document of these sentences.

    `breaks[i]` is the white space between sentence `i` and the next, a blank where it is missing. A line break
    becomes a space token that hangs on the word before it, as spaCy's tokenizer has it.
    """
    columns = _Columns()
    for number, sentence in enumerate(sentences):
        final = number == len(sentences) - 1
        gap = "" if final else (breaks[number] if number < len(breaks) else " ")
        columns.add(sentence, gap=gap)
    return columns.doc(vocab)


class _Columns:
    """The parallel lists that a `Doc` is made from."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.heads: list[int] = []
        self.starts: list[bool] = []

    def add(self, sentence: Sentence, *, gap: str) -> None:
        offset = len(self.words)
        for index, word in enumerate(sentence.words):
            last = index == len(sentence.words) - 1
            self.words.append(replace(word, space_after=gap == " ") if last else word)
            self.heads.append(offset + (index if word.head is None else word.head))
            self.starts.append(index == 0)
        if "\n" in gap:
            parsed = bool(self.words[-1].dep)
            entity = "O" if self.words[-1].entity else ""
            self.words.append(
                Word(gap, gap, "SPACE", "", dep="dep" if parsed else "", space_after=False, entity=entity)
            )
            self.heads.append(len(self.words) - 2 if parsed else len(self.words) - 1)
            self.starts.append(False)

    def doc(self, vocab: Vocab) -> Doc:
        words = self.words
        parsed = any(word.dep for word in words)
        return Doc(
            vocab,
            words=[word.form for word in words],
            spaces=[word.space_after for word in words],
            pos=[word.pos for word in words],
            morphs=[word.morph or "" for word in words],
            lemmas=[word.lemma for word in words],
            heads=self.heads if parsed else None,
            deps=[word.dep for word in words] if parsed else None,
            sent_starts=None if parsed else self.starts,
            ents=[word.entity for word in words] if all(word.entity for word in words) else None,
        )


def named_reference(vocab: Vocab, doc: Doc, sentence: NamedSentence) -> Doc | None:
    """`doc` (the tokenised text) with the sentence's names; None if a name does not end where tokens do."""
    gold = Doc(
        vocab,
        words=[t.text for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        pos=[t.pos_ for t in doc],
    )
    spans: list[Span] = []
    for start, end, label in sentence.entities:
        span = gold.char_span(start, end, label=label, alignment_mode="strict")
        if span is None:
            return None
        spans.append(span)
    gold.set_ents(spans, default="outside")
    return gold


@spacy.registry.readers("timeline.TaggedCorpus.v1")
def tagged_corpus(path: Path) -> Callable[[Language], Iterator[Example]]:
    """Reader of documents whose coarse tags were set by an earlier component, which the pipeline then sees.

    spaCy's own reader hides them; running the tagger again for each batch would cost half of the training time.
    """

    def read(nlp: Language) -> Iterator[Example]:
        for gold in DocBin().from_disk(path).get_docs(nlp.vocab):
            seen = Doc(
                nlp.vocab,
                words=[token.text for token in gold],
                spaces=[bool(token.whitespace_) for token in gold],
                pos=[token.pos_ for token in gold],
            )
            yield Example(seen, gold)

    return read


def to_named(sentence: Sentence) -> NamedSentence:
    """A treebank sentence as plain text with names."""
    text, entities = "", []
    for word in sentence.words:
        if word.entity.startswith("B-") or (word.entity.startswith("I-") and not entities):
            entities.append((len(text), len(text) + len(word.form), word.entity[2:]))
        elif word.entity.startswith("I-"):
            start, _, label = entities.pop()
            entities.append((start, len(text) + len(word.form), label))
        text += word.form + (" " if word.space_after else "")
    return NamedSentence(text.rstrip(), tuple(entities))


def texts(sentences: Iterable[NamedSentence]) -> list[str]:
    """The bare texts, for speed measurements and silver annotation."""
    return [sentence.text for sentence in sentences]

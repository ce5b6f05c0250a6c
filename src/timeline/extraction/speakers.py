"""Who speaks in a quotation: the subject of the verb of saying after it, before it, or in the paragraph before."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from timeline.extraction import attitudes
from timeline.extraction.documents import text_of
from timeline.extraction.phrases import Phrase, feature
from timeline.extraction.quotations import Quotation
from timeline.languages.pack import Pack
from timeline.schema import ActorKind

#: A verb of saying names its subject within this many tokens.
SUBJECT_REACH = 5


@dataclass(frozen=True, slots=True)
class Speech:
    """A quotation with its frame: token indexes of the verb of saying and of who says it, None where nothing tells.

    `start` and `end` are the code points of the spoken words, `frame` those of "says NN", when there is one.
    `follows` says that the speaker was taken over from the quotation before.
    """

    quotation: int
    start: int
    end: int
    verb: int | None = None
    speaker: int | None = None
    frame: tuple[int, int] | None = None
    follows: bool = False


def find(doc: Doc, quotations: Sequence[Quotation], pack: Pack, phrases: Sequence[Phrase]) -> tuple[Speech, ...]:
    """Each quotation with its frame, in text order; linear in tokens and quotations."""
    if pack.stances is None or not doc.has_annotation("POS"):
        return tuple(Speech(number, q.start, q.end) for number, q in enumerate(quotations))
    frames = _Frames(doc, pack, phrases)
    found: list[Speech] = []
    for number, quotation in enumerate(quotations):
        speech = frames.dash(number, quotation) if quotation.style == "dash" else frames.marks(number, quotation)
        found.append(speech)
    for number, speech in enumerate(found):
        if speech.speaker is not None:
            continue
        found[number] = _inherited(frames, quotations, found, number)
    return tuple(found)


def by_token(doc: Doc, speeches: Sequence[Speech]) -> tuple[int, ...]:
    """For each token the quotation whose spoken words hold it, -1 outside; linear in the tokens."""
    starts = [speech.start for speech in speeches]
    numbers = []
    for token in doc:
        index = bisect_right(starts, token.idx) - 1
        numbers.append(speeches[index].quotation if index >= 0 and token.idx < speeches[index].end else -1)
    return tuple(numbers)


def speaking(doc: Doc, speeches: Sequence[Speech], pack: Pack, phrases: Sequence[Phrase]) -> frozenset[int]:
    """The tokens of all who are told to say something: in frames, before verbs of saying, after "according to"."""
    found = {speech.speaker for speech in speeches if speech.speaker is not None}
    if pack.stances is None or not doc.has_annotation("POS"):
        return frozenset(found)
    frames = _Frames(doc, pack, phrases)
    for token in doc:
        if token.text.casefold() in pack.stances.according:
            found.update(frames.opening[at].head for at in (token.i + 1, token.i + 2) if at in frames.opening)
        elif token.pos_ == "VERB" and feature(token, "VerbForm") == "Fin":
            told = attitudes.attitude(token, pack)
            if told is not None and told.speech:
                found.update(child.i for child in token.children if child.dep_ == "nsubj")
    return frozenset(found)


def _inherited(frames: _Frames, quotations: Sequence[Quotation], found: list[Speech], number: int) -> Speech:
    """A quotation with no frame of its own: announced by a colon, or part of the speech beside it."""
    speech, quotation = found[number], quotations[number]
    announced = frames.announced(quotation.start)
    if announced is not None:
        return Speech(number, speech.start, speech.end, announced[0], announced[1])
    before = found[number - 1] if number else None
    if before is not None and before.speaker is not None and quotation.paragraph - quotations[number - 1].to <= 1:
        return Speech(number, speech.start, speech.end, before.verb, before.speaker, follows=True)
    if number + 1 < len(found) and quotation.style == "dash":
        after = found[number + 1]
        if (
            after.speaker is not None
            and quotations[number + 1].paragraph - quotation.to == 1
            and quotations[number + 1].style == "dash"
        ):
            return Speech(number, speech.start, speech.end, after.verb, after.speaker, follows=True)
    if quotation.style == "dash":
        told = frames.told_before(quotation.start)
        if told is not None:
            return Speech(number, speech.start, speech.end, None, told)
    return speech


class _Frames:
    """Look-up of frames in one document; lives for one call of `find`."""

    def __init__(self, doc: Doc, pack: Pack, phrases: Sequence[Phrase]) -> None:
        self.doc, self.pack = doc, pack
        self.starts = [token.idx for token in doc]
        self.opening: dict[int, Phrase] = {}
        for phrase in phrases:
            if phrase.form in ("name", "nominal", "pronoun"):
                first = min(phrase.first, *phrase.covers, phrase.first)
                if phrase.possessor is not None and phrase.form == "name":
                    first = min(first, phrase.possessor)
                held = self.opening.get(first)
                if held is None or phrase.last > held.last:
                    self.opening[first] = phrase
        self.closing = {phrase.last: phrase for phrase in phrases if phrase.form in ("name", "nominal", "pronoun")}

    def token_at(self, offset: int) -> int:
        """The first token that starts at or after a code point."""
        return bisect_left(self.starts, offset)

    def dash(self, number: int, quotation: Quotation) -> Speech:
        """A paragraph of speech: its words run to the last ", says NN"."""
        first, last = self.token_at(quotation.start), self.token_at(quotation.end)
        for index in range(last - 1, first, -1):
            frame = self._frame_after(index, last)
            if frame is not None:
                verb, speaker = frame
                return Speech(
                    number,
                    quotation.start,
                    self._end_before(index, quotation.start),
                    verb,
                    speaker,
                    (self.doc[verb].idx, quotation.end),
                )
        return Speech(number, quotation.start, self._trim(quotation.start, quotation.end))

    def marks(self, number: int, quotation: Quotation) -> Speech:
        """Words in quotation marks: "says NN" follows them, or "NN says" leads up to them."""
        start, end = quotation.start, self._trim(quotation.start, quotation.end)
        after = self.token_at(quotation.end)
        while after < len(self.doc) and (
            self.doc[after].is_quote or self.doc[after].is_punct or self.doc[after].text in "\"'”“»«"
        ):
            if self.doc[after].text in ".!?" and after > self.token_at(quotation.end) + 1:
                break
            after += 1
        if after < len(self.doc) and "\n" not in text_of(self.doc)[quotation.end : self.doc[after].idx]:
            frame = self._frame_after(after - 1, min(after + 12, len(self.doc)))
            if frame is not None:
                return Speech(number, start, end, *frame, frame=(self.doc[after].idx, self.doc[after].idx))
        announced = self._lead(quotation.start)
        if announced is not None:
            return Speech(number, start, end, *announced)
        return Speech(number, start, end)

    def _frame_after(self, index: int, limit: int) -> tuple[int, int] | None:
        """Verb and speaker of a frame that opens right after token `index`, a comma or a mark that ends speech."""
        if index + 2 >= len(self.doc) or not (self.doc[index].is_punct or self.doc[index].is_quote):
            return None
        verb = self.doc[index + 1]
        if verb.text[:1].isupper():
            return None
        if verb.pos_ == "AUX":
            return self._compound_frame(verb, limit)
        if not self._says(verb):
            return None
        source = self._source(verb, limit)
        if source is not None:
            return verb.i, source
        for at in range(verb.i + 1, min(verb.i + SUBJECT_REACH, len(self.doc), limit + 1)):
            phrase = self.opening.get(at)
            if phrase is not None:
                if phrase.kind in (None, ActorKind.COUNTRY) and phrase.form == "nominal":
                    return None
                return verb.i, phrase.head
            word = self.doc[at]
            if word.pos_ == "PROPN" and word.text[:1].isupper():
                return verb.i, at
            if word.is_punct or word.pos_ in ("VERB", "SCONJ", "CCONJ"):
                return None
        return None

    def _compound_frame(self, auxiliary: Token, limit: int) -> tuple[int, int] | None:
        """A frame with an auxiliary in front: "has she told the paper"."""
        phrase = self.opening.get(auxiliary.i + 1)
        if phrase is None:
            return None
        for at in range(phrase.last + 1, min(phrase.last + 2 + SUBJECT_REACH, limit, len(self.doc))):
            word = self.doc[at]
            if word.pos_ == "VERB":
                told = attitudes.attitude(word, self.pack)
                return (at, phrase.head) if told is not None and told.speech else None
            if word.is_punct:
                return None
        return None

    def _source(self, verb: Token, limit: int) -> int | None:
        """Who an impersonal frame names: "it sounds from NN"."""
        lexicon = self.pack.stances
        assert lexicon is not None
        subject = self.doc[verb.i + 1]
        if subject.text.casefold() not in lexicon.anaphors:
            return None
        for at in range(verb.i + 2, min(verb.i + 2 + SUBJECT_REACH, limit, len(self.doc))):
            if self.doc[at].text.casefold() in lexicon.sources and (phrase := self.opening.get(at + 1)) is not None:
                return phrase.head
        return None

    def _says(self, token: Token) -> bool:
        if token.pos_ not in ("VERB", "AUX", "NOUN", "ADJ", "X", "PROPN", "ADV"):
            return False
        found = attitudes.attitude(token, self.pack)
        if found is not None and (found.speech or found.shown):
            return feature(token, "VerbForm") != "Inf"
        follows = self.opening.get(token.i + 1)
        return (
            token.pos_ == "VERB"
            and feature(token, "VerbForm") == "Fin"
            and follows is not None
            and follows.kind in (ActorKind.PERSON, None)
            and follows.form in ("name", "pronoun")
        )

    def _lead(self, offset: int) -> tuple[int, int] | None:
        """Verb and subject of "NN says" in the same line before a quotation, joined by a colon or a comma."""
        index = self.token_at(offset) - 1
        while index >= 0 and (self.doc[index].is_quote or self.doc[index].text in "\"'”“»«"):
            index -= 1
        if index < 0 or "\n" in text_of(self.doc)[self.doc[index].idx : offset]:
            return None
        if self.doc[index].text != ":":
            return None
        return self._telling(index)

    def announced(self, offset: int) -> tuple[int | None, int] | None:
        """Who a colon at the end of the line before announces."""
        index = self.token_at(offset) - 1
        while index >= 0 and (self.doc[index].is_space or self.doc[index].is_quote or self.doc[index].text in "-–—"):
            index -= 1
        if index < 0 or self.doc[index].text != ":":
            return None
        return self._telling(index)

    def _telling(self, colon: int) -> tuple[int, int] | None:
        """The last verb of saying before a colon in its sentence, with its subject."""
        start = self.doc[colon].sent.start if self.doc.has_annotation("SENT_START") else 0
        for index in range(colon - 1, start - 1, -1):
            found = attitudes.attitude(self.doc[index], self.pack)
            if found is not None and found.speech and self.doc[index].pos_ in ("VERB", "AUX"):
                subject = self.subject(self.doc[index])
                if subject is not None:
                    return index, subject
        phrase = self.closing.get(colon - 1)
        if phrase is not None and phrase.first == start:  # "NN: Words."
            return None
        return None

    def subject(self, verb: Token) -> int | None:
        """The token of a verb's subject: the parser's, else the nearest phrase to its right, else left."""
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubj:pass"):
                return child.i
        if verb.i + 1 in self.opening:
            return self.opening[verb.i + 1].head
        for index in range(verb.i - 1, max(verb.i - 8, -1), -1):
            if self.doc[index].is_sent_start and index not in self.closing:
                break
            if index in self.closing:
                return self.closing[index].head
        return None

    def told_before(self, offset: int) -> int | None:
        """The subject of the last sentence before a paragraph of speech, when a person or a body."""
        index = self.token_at(offset) - 1
        while index >= 0 and (self.doc[index].is_space or self.doc[index].text in "-–—"):
            index -= 1
        if index < 0 or not self.doc.has_annotation("SENT_START"):
            return None
        sentence = self.doc[index].sent
        for token in sentence:
            if token.dep_ == "nsubj" and token.head.dep_ == "ROOT":
                phrase = next(
                    (p for p in (self.opening.get(i) for i in range(token.left_edge.i, token.i + 1)) if p), None
                )
                if (
                    phrase is not None and phrase.kind in (ActorKind.PERSON, None) and phrase.form != "pronoun"
                ) or token.pos_ == "PRON":
                    return token.i
        return None

    def _end_before(self, index: int, start: int) -> int:
        return self._trim(start, self.doc[index].idx + len(self.doc[index].text))

    def _trim(self, start: int, end: int) -> int:
        """The end without closing punctuation and space."""
        text = text_of(self.doc)
        while end > start and (text[end - 1].isspace() or text[end - 1] in ".,;:!?\"'”“»«’…"):
            end -= 1
        return end

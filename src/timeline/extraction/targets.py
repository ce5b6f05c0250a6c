"""What a stance is about: the shortest phrase that names it.

A wish, promise or denial is about doing something, and its target is that verb with its object; a judgement is about a
thing, and its target is the subject of what is said. What is only pointed at ("that is an outrage") is looked up in the
sentence before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from timeline.extraction.actors import Cast
from timeline.extraction.frame import Frame
from timeline.extraction.phrases import feature
from timeline.languages.pack import Pack
from timeline.schema import Act, Quoted

#: Acts that are about doing something.
_DEEDS = (Act.DEMAND, Act.PROMISE, Act.REJECT, Act.DENY)
_NOMINAL = ("NOUN", "PROPN")
#: A complement of this many words at most still belongs to the shortest phrase.
COMPLEMENT = 5


@dataclass(frozen=True, slots=True)
class Target:
    """A phrase by tokens: `first` to `last`, both inclusive, and its head."""

    first: int
    last: int
    head: int


def target(doc: Doc, pack: Pack, frame: Frame, cast: Cast, *, dates: frozenset[int] = frozenset()) -> Target | None:
    """The target of a framed stance; `dates` are the tokens of time expressions, which are never one.

    The object that the frame found comes first, then the content's verb phrase or subject, then what the sentence
    before was about; None where nothing can be named.
    """
    reader = _Reader(doc, pack, frame, cast, dates)
    if frame.target is not None and reader.may_be(doc[frame.target]):
        return reader.phrase(doc[frame.target])
    inside = range(frame.first, frame.last + 1)
    if frame.quoted is Quoted.NONE:
        return reader.nearest(inside, after=frame.verb) or reader.before(frame.first)
    if frame.act in _DEEDS and frame.quoted is Quoted.INDIRECT:
        deed = reader.deed(inside)
        if deed is not None:
            return deed
    return reader.topic(inside) or reader.nearest(inside) or reader.deed(inside) or reader.before(frame.first)


class _Reader:
    """Look-up for one frame."""

    def __init__(self, doc: Doc, pack: Pack, frame: Frame, cast: Cast, dates: frozenset[int]) -> None:
        self.doc, self.frame, self.cast, self.dates = doc, frame, cast, dates
        self.anaphors = pack.stances.anaphors if pack.stances is not None else ()

    def may_be(self, token: Token) -> bool:
        """Whether a word may head a target: no date, not the holder, nothing that only points back."""
        if token.i in self.dates or token.text.casefold() in self.anaphors:
            return False
        mention = self.cast.at(token.i)
        return mention is None or mention.actor != self.frame.holder

    def topic(self, inside: range) -> Target | None:
        """The subject of the clause that holds the cue, else of the first clause whose subject may be a target."""
        cue = self.frame.cue
        subjects = [token for token in self._tokens(inside) if token.dep_ in ("nsubj", "nsubj:pass")]
        if cue is not None and cue in inside:
            subjects.sort(key=lambda token: (abs(token.i - cue), token.i))
        for token in subjects:
            if token.text.casefold() in self.anaphors and cue is not None:
                found = self.before(self.frame.first)
                if found is not None:
                    return found
            if token.pos_ in _NOMINAL and self.may_be(token):
                return self.phrase(token)
        return None

    def deed(self, inside: range) -> Target | None:
        """The content's verb with its object: "leave the coalition"."""
        for token in self._tokens(inside):
            if token.pos_ != "VERB" or token.dep_ in ("amod", "acl:relcl"):
                continue
            subject = next((child for child in token.children if child.dep_ in ("nsubj", "nsubj:pass")), None)
            if subject is not None and subject.i in inside and subject.pos_ in _NOMINAL and self.may_be(subject):
                return self.phrase(subject)
            last = token.i
            for child in token.children:
                attached = child.dep_ in ("compound:prt", "obj", "advmod:lmod") and child.i > token.i
                if attached and child.i in inside and child.i not in self.dates:
                    last = max(last, self.phrase(child).last)
            return Target(token.i, min(last, inside[-1]), token.i)
        return None

    def nearest(self, inside: range, *, after: int | None = None) -> Target | None:
        """The first object, else noun, that may be a target; after the verb where one is given."""
        tokens = [token for token in self._tokens(inside) if token.pos_ in _NOMINAL and self.may_be(token)]
        if after is not None and after in inside:
            tokens.sort(key=lambda token: (token.i < after, token.i))
        objects = [token for token in tokens if token.dep_ == "obj"]
        found = (objects or tokens)[:1]
        return self.phrase(found[0]) if found else None

    def before(self, first: int) -> Target | None:
        """What the sentence before was about: its subject, else its first noun."""
        index = first - 1
        while index >= 0 and (self.doc[index].is_space or self.doc[index].is_punct):
            index -= 1
        if index < 0:
            return None
        sentence = self.doc[index].sent
        inside = range(sentence.start, index + 1)
        nouns = [token for token in self._tokens(inside) if token.pos_ in _NOMINAL and self.may_be(token)]
        things = [token for token in nouns if self.cast.at(token.i) is None]
        for relations in (("obj",), ("nsubj", "nsubj:pass"), ("obl",)):
            for token in things:
                if token.dep_ in relations:
                    return self.phrase(token)
        return self.phrase(nouns[0]) if nouns else None

    def phrase(self, token: Token) -> Target:
        """A noun with what stands before it and one short complement."""
        doc, first, last = self.doc, token.i, token.i
        mention = self.cast.at(token.i)
        if mention is not None and mention.kind in ("name", "nominal"):
            span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
            if span is not None:
                return Target(span.start, span.end - 1, token.i)
        while first > 0 and not doc[first].is_sent_start and self._precedes(doc[first - 1], doc[first]):
            first -= 1
        while (
            last + 1 < len(doc)
            and doc[last + 1].dep_ == "flat"
            and doc[last + 1].is_alpha
            and not doc[last + 1].is_sent_start
        ):
            last += 1
        if token.pos_ == "NOUN":
            last = self._complement(token, last)
        return Target(first, last, token.i)

    def _precedes(self, word: Token, following: Token) -> bool:
        """Whether a word is an attribute, article or possessor of what follows it."""
        if word.pos_ in ("DET", "ADJ", "NUM") or feature(word, "Case") == "Gen" or feature(word, "Poss") == "Yes":
            return True
        return (word.pos_ == "PROPN" and following.pos_ == "PROPN") or (word.pos_ == "ADV" and following.pos_ == "NUM")

    def _complement(self, token: Token, last: int) -> int:
        """The end of a prepositional complement right after a noun, when it is short and plain."""
        doc, limit = self.doc, min(last + COMPLEMENT, self.frame.last, len(self.doc) - 1)
        if last + 2 > limit or doc[last + 1].pos_ != "ADP" or doc[last + 1].dep_ not in ("case", "mark"):
            return last
        head = doc[last + 1].head
        if head.head.i != token.i or head.dep_ != "nmod" or head.i > limit:
            return last
        return head.i if not any(index in self.dates for index in range(last + 1, head.i + 1)) else last

    def _tokens(self, inside: range) -> Iterator[Token]:
        for index in inside:
            if index not in self.dates:
                yield self.doc[index]

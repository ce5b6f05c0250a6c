"""What a stance is about: the shortest phrase that names it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from timeline.extraction.actors import Cast
from timeline.extraction.frames import Frame
from timeline.extraction.phrases import feature
from timeline.languages.pack import Pack
from timeline.schema import Act

_PHRASE = ("det", "amod", "nummod", "nmod:poss", "flat", "compound", "fixed", "advmod", "case")


@dataclass(frozen=True, slots=True)
class Target:
    """A phrase by tokens: `first` to `last`, both inclusive, and its head."""

    first: int
    last: int
    head: int


def target(doc: Doc, pack: Pack, frame: Frame, cast: Cast) -> Target | None:
    """The target of a framed stance: the object or prepositional object that the frame found, else of its content.

    In content, a demand is about what shall happen, everything else about the subject; a pronoun that stands for the
    sentence before is passed over.
    """
    if frame.target is not None:
        return _phrase(doc[frame.target], frame)
    words = doc[frame.first : frame.last + 1]
    lexicon = pack.stances
    anaphors = lexicon.anaphors if lexicon is not None else ()
    subject: Token | None = None
    for token in words:
        if (
            token.dep_ in ("nsubj", "nsubj:pass")
            and token.text.casefold() not in anaphors
            and token.pos_ in ("NOUN", "PROPN")
        ):
            subject = token
            break
    if subject is not None and frame.act is not Act.DEMAND:
        return _phrase(subject, frame)
    for token in words:
        if token.dep_ in ("obj", "iobj", "obl", "nsubj", "nsubj:pass") and token.pos_ in ("NOUN", "PROPN"):
            return _phrase(token, frame)
    if subject is not None:
        return _phrase(subject, frame)
    noun = next((token for token in words if token.pos_ in ("NOUN", "PROPN")), None)
    if noun is not None:
        return _phrase(noun, frame)
    pronoun = next((token for token in words if cast.at(token.i) is not None), None)
    return Target(pronoun.i, pronoun.i, pronoun.i) if pronoun is not None else None


def _phrase(token: Token, frame: Frame) -> Target:
    """A noun with what stands before it, from parts of speech in a row; complements stay out."""
    first = token.i
    sentence = token.sent.start
    while first - 1 >= sentence:
        word = token.doc[first - 1]
        if (
            word.pos_ in ("DET", "ADJ", "NUM")
            or feature(word, "Case") == "Gen"
            or (word.pos_ == "PROPN" and token.doc[first].pos_ == "PROPN")
        ):
            first -= 1
        else:
            break
    last = token.i
    while (
        last + 1 < len(token.doc)
        and token.doc[last + 1].dep_ == "flat"
        and not token.doc[last + 1].is_sent_start
        and token.doc[last + 1].text != "("
    ):
        last += 1
    return Target(first, last, token.i)

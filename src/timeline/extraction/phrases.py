"""A phrase that may name an actor: what the words alone tell, before it is known who is meant."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Token

from timeline.extraction.gazetteer import Known, Noun
from timeline.languages.actors import Gender, Pronoun
from timeline.schema import ActorKind

#: A dateline in capitals that a missing space glues to the first word.
_GLUED = re.compile(r"[^\W\d_a-zß-öø-ÿ]{3,}(?=[^\W\d_][a-zß-öø-ÿ])")


@dataclass(slots=True)
class Phrase:
    """A candidate: tokens `first` to `last` (inclusive), `head` among them, code points `start` to `end`.

    `name` is what the actor would be called (genitive stripped), `lemma` the head noun's, `covers` further tokens that
    stand for the phrase, such as the title before a name. `possessor` and `within` are head tokens of phrases that
    tell where the bearer of an office belongs, `tail` is the last token of that complement.
    """

    form: str  # "name", "nominal", "pronoun", "adjective", "relative"
    first: int
    last: int
    head: int
    start: int
    end: int
    name: str
    kind: ActorKind | None = None
    lemma: str = ""
    noun: Noun | None = None
    known: Known | None = None
    pronoun: Pronoun | None = None
    definite: bool = False
    plural: bool = False
    country: str | None = None
    gender: Gender | None = None
    title: str | None = None
    former: bool = False
    affiliation: str | None = None
    possessor: int | None = None
    within: int | None = None
    tail: int | None = None
    covers: tuple[int, ...] = ()


def feature(token: Token, name: str) -> str:
    """The value of a morphological feature, "" when the word has none."""
    values = token.morph.get(name, [])
    return values[0] if values else ""


def has_capital(token: Token) -> bool:
    """Whether a word is written with a capital."""
    return token.text[:1].isupper()


def next_is_noun(token: Token) -> bool:
    """Whether a noun or adjective follows, so that the word may be its attribute."""
    return token.i + 1 < len(token.doc) and token.nbor().pos_ in ("NOUN", "ADJ")


def glued(token: Token) -> int:
    """How many characters of a dateline stick to the front of a sentence's first word."""
    if not token.is_sent_start or len(token.text) < 6:
        return 0
    match = _GLUED.match(token.text)
    return match.end() if match else 0

"""Participles that lean on an earlier one: "two were killed and 11 hurt" leaves out the second auxiliary.

Parsers are at a loss here and call the second participle a noun or an adjective, so it is found by the order of words:
a conjunction or comma, a number, perhaps whom it counts, and a form that the lexicon knows as a verb's participle.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Token

from timeline.extraction.clauses import has

if TYPE_CHECKING:
    from timeline.extraction.reading import Reading

#: How many words a participle may stand behind its number ("two police officers badly hurt").
REACH = 4
#: How many words back the participle with the auxiliary is looked for.
BACK = 25
_INSIDE = ("NOUN", "PROPN", "ADJ", "ADV", "PRON", "DET")


class Gap(NamedTuple):
    """What a gapped participle leans on: the earlier participle with the auxiliary, and the number before it."""

    model: int
    number: int


def find(reading: Reading) -> dict[int, Gap]:
    """The gapped participles, by token index."""
    found: dict[int, Gap] = {}
    for token in reading.tokens:
        if token.pos_ == "NUM" and 0 < token.i < len(reading.tokens) - 1 and _joins(reading.tokens[token.i - 1]):
            end = reading.sentence(token.i)[1]
            participle = _participle(token.i + 1, min(end, token.i + 1 + REACH), reading)
            model = _model(token.i, reading) if participle is not None else None
            if participle is not None and model is not None:
                found[participle] = Gap(model, token.i)
    return found


def _joins(token: Token) -> bool:
    return token.pos_ == "CCONJ" or token.text == ","


def _participle(start: int, end: int, reading: Reading) -> int | None:
    for i in range(start, end):
        token = reading.tokens[i]
        if token.pos_ != "PROPN" and _is_participle(token, reading):
            closes = i + 1 >= len(reading.tokens) or reading.tokens[i + 1].pos_ in ("PUNCT", "ADP", "SCONJ", "CCONJ")
            return i if closes else None
        if token.pos_ not in _INSIDE:
            return None
    return None


def _is_participle(token: Token, reading: Reading) -> bool:
    """Whether a form is a past participle of a verb that tells an event, whatever the tagger calls it."""
    form, lemma = reading.lower[token.i], reading.verb_lemma(token)
    shaped = has(token, "VerbForm", "Part") or reading.lexicon.irregular(form) is not None
    shaped = shaped or form.endswith(reading.grammar.participles)
    return shaped and lemma != form and any(phrase.concept.type is not None for phrase in reading.lexicon.verb(lemma))


def _helped(token: Token, reading: Reading) -> bool:
    """Whether a participle has an auxiliary, however the parse joins the two."""
    if any(child.dep_ in ("aux", "cop") for child in reading.children[token.i]):
        return True
    return token.dep_ == "xcomp" and reading.lemmas[token.head.i] in (
        *reading.grammar.passive,
        *reading.grammar.perfect,
    )


def _model(number: int, reading: Reading) -> int | None:
    """The participle of the sentence before a number that has an auxiliary, when nothing finite stands after it."""
    start = max(reading.sentence(number)[0], number - BACK)
    for i in range(number - 1, start - 1, -1):
        token = reading.tokens[i]
        if has(token, "VerbForm", "Part") and _helped(token, reading):
            return i
        if has(token, "VerbForm", "Fin"):
            return None
    return None

"""Counts that tell of a happening without its verb: tolls ("the death toll is now 14"), and those whom it befell.

"The 190 on strike voted yes" and "left 14 injured" say of how many there was a strike and an injury, whatever verb they
stand with. The verb's own date is not that of the happening.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Token

from timeline.extraction import numerals
from timeline.extraction.clauses import has
from timeline.languages.triggers import Concept
from timeline.schema import EventType

if TYPE_CHECKING:
    from timeline.extraction.reading import Reading

#: Types of what befalls people: those whom it befell are counted as a whole.
SUFFERED = frozenset({EventType.DEATH, EventType.ACCIDENT, EventType.DISASTER, EventType.ASSAULT})
_PROTEST = EventType.PROTEST
#: How many words may stand between a toll and its number.
REACH = 12
#: Where the parser hangs nouns; a verb that heads a clause of its own tells its happening itself.
_NOMINAL = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "xcomp", "appos", "dep")


class Tally(NamedTuple):
    """A count of those whom a happening befell or who did it: its kind, and the number's last word.

    A `toll` speaks for the whole; `verb` is what only says of it that it is so high.
    """

    concept: Concept
    number: int
    toll: bool = False
    verb: int | None = None


def find(reading: Reading) -> dict[int, Tally]:
    """The tallies of a document, by the token that stands for the happening."""
    found: dict[int, Tally] = {}
    for token in reading.tokens:
        concept = reading.lexicon.befallen(reading.lower[token.i])
        if concept is not None:
            number = _before(token, reading)
            if number is not None and _tells(token, concept, number, found, reading):
                found[token.i] = Tally(concept, number)
            elif number is None and _is_counted(token, reading):
                _add_toll(token, concept, found, reading)
        elif token.pos_ == "NOUN" and reading.lexicon.tolls:
            nominal = reading.noun(token.i)
            if nominal is not None and nominal.concept.toll:
                _add_toll(token, nominal.concept, found, reading)
    return found


def _add_toll(token: Token, concept: Concept, found: dict[int, Tally], reading: Reading) -> None:
    number = _after(token, reading)
    if number is not None:
        counter = token if concept.toll else reading.tokens[token.i - 2]
        verb = counter.head.i if counter.dep_.startswith("nsubj") else None
        found[token.i] = Tally(concept, number, toll=True, verb=verb)


def _before(token: Token, reading: Reading) -> int | None:
    """The number before a word, past an adverb or adjective ("14 badly hurt")."""
    start, _ = reading.sentence(token.i)
    for i in range(token.i - 1, max(start, token.i - 3) - 1, -1):
        if reading.tokens[i].pos_ == "NUM" or numerals.of_words(reading.tokens[i], reading) is not None:
            return None if i in reading.timed else i
        if reading.tokens[i].pos_ not in ("ADJ", "ADV"):
            return None
    return None


def _tells(token: Token, concept: Concept, number: int, found: dict[int, Tally], reading: Reading) -> bool:
    """Whether a word that may be a verb form stands for people here, and its number for all of them."""
    if number and reading.tokens[number - 1].pos_ in ("DET", "PRON"):
        return True  # also "the 14 injured passengers"
    following = token.i + 1
    if following < len(reading.tokens) and reading.tokens[following].pos_ in ("NOUN", "PROPN"):
        return False  # "14 injured passengers"
    if concept.type not in SUFFERED:  # "arrested 50 protesters": so many of them
        verb = token.head
        counts = token.dep_ == "obj" and reading.lemmas[verb.i] in reading.grammar.counting
        return counts or (token.dep_ == "nsubj" and concept.type is _PROTEST and not reading.clause(verb.i).passive)
    if token.dep_ == "ROOT" and reading.predicate(token.i) is None:
        return True  # "15 hurt."
    return token.dep_ in _NOMINAL or token.pos_ == "NOUN" or token.head.i in found


def _is_counted(token: Token, reading: Reading) -> bool:
    """Whether a word for people hangs on a word for their number ("the number of dead")."""
    if token.i < 2 or reading.lower[token.i - 1] not in reading.grammar.agent:
        return False
    return reading.lower[token.i - 2] in reading.grammar.tallies


def _after(token: Token, reading: Reading) -> int | None:
    """The number that a clause gives of what opens it: the last that stands alone, and is no rise or earlier count."""
    found = None
    grammar = reading.grammar
    _, end = reading.sentence(token.i)
    for i in range(token.i + 1, min(end, token.i + REACH)):
        word = reading.tokens[i]
        if word.text in ",;:" or word.pos_ in ("SCONJ", "CCONJ"):
            break
        digits = word.pos_ == "NUM" or (word.text[:1].isdigit() and i + 1 == end)
        if not digits or i in reading.timed or reading.lower[i - 1] in (*grammar.partner, *grammar.source):
            continue
        counted = i + 1 < end and reading.tokens[i + 1].pos_ == "NOUN" and not has(word, "NumType", "Ord")
        if not counted or reading.lexicon.befallen(reading.lower[i + 1]) is not None:
            found = i
    return found

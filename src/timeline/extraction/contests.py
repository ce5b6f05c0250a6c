"""Verbs that tell of a match: by the score that goes with them, and together with the noun for that match."""

import re
from collections.abc import Iterable

from spacy.tokens import Token

from timeline.extraction.reading import Reading
from timeline.languages.triggers import Concept
from timeline.schema import EventType

#: Goals or points of two sides.
SCORE = re.compile(r"\d{1,3}-\d{1,3}")
#: Types of verbs that tell of sport when a score goes with them.
OTHERWISE = {EventType.ASSAULT, EventType.BUSINESS, EventType.OTHER}


def has_score(words: Iterable[int], reading: Reading) -> bool:
    """Whether a clause gives a score ("27-24"), which makes beating somebody sport."""
    return any(SCORE.fullmatch(reading.lower[i]) and i not in reading.timed for i in words)


def match(verb: Token, reading: Reading) -> tuple[int, Concept] | None:
    """The match in which somebody was beaten ("beat them 2-1 in the match"), and its concept: one happening."""
    for word in reading.children[verb.i]:
        case = next((child.lower_ for child in reading.children[word.i] if child.dep_ == "case"), "")
        if word.i > verb.i and word.pos_ == "NOUN" and case in reading.grammar.occasion:
            nominal = reading.noun(word.i)
            if nominal is not None and nominal.concept.type is EventType.SPORT:
                return word.i, nominal.concept
    return None

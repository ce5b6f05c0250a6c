"""What a later sentence says of a happening without naming it: who took part, and what it came to.

"The march ended at the town hall. 450 took part." "They appeal the fine. It was of 250,000 kroner."
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Token

from timeline.extraction.candidates import Candidate, attendants, is_sum
from timeline.extraction.clauses import has
from timeline.extraction.reading import Reading
from timeline.extraction.verbphrases import reading_of
from timeline.schema import EventType

#: How many sentences back the happening may be named.
BACK = 2
_GATHERINGS = frozenset({EventType.PROTEST, EventType.CULTURE, EventType.SPORT, EventType.CONSULT})
#: What comes to a sum of money.
_SUMS = frozenset(
    {
        EventType.SANCTION,
        EventType.TRIAL,
        EventType.REQUEST,
        EventType.AGREE,
        EventType.BUSINESS,
        EventType.AID,
    }
)


def joined(found: Sequence[Candidate], reading: Reading) -> tuple[Candidate, ...]:
    """The candidates in text order, those that a later sentence takes up with its verb as one of their parts."""
    told = list(found)
    tellers = {word for candidate in told for word in candidate.parts}
    last: dict[frozenset[EventType], int] = {}
    places = {candidate.token: place for place, candidate in enumerate(told)}
    gone: set[int] = set()
    for token in reading.tokens:
        place = places.get(token.i)
        kinds = _speaks_of(token, reading) if token.pos_ in ("VERB", "AUX") and token.i not in tellers else None
        if kinds is not None and kinds in last:
            named = told[last[kinds]]
            near = 0 < reading.sentences[token.i] - reading.sentences[named.token] <= BACK
            if near and reading.paragraphs[token.i] == reading.paragraphs[named.token]:
                told[last[kinds]] = replace(named, parts=(*named.parts, token.i))
                gone |= {place} if place is not None else set()
                continue
        if place is not None:
            for kinds in (_GATHERINGS, _SUMS):
                if told[place].type in kinds:
                    last[kinds] = place
    return tuple(candidate for place, candidate in enumerate(told) if place not in gone)


def _speaks_of(verb: Token, reading: Reading) -> frozenset[EventType] | None:
    """The types of what a past verb may say something of without naming it; None for any other verb."""
    known = reading_of(verb, reading)
    if known is None:
        return None
    concept = known[0].concept
    clause = reading.clause(verb.i)
    if clause.negation is not None or clause.modals or clause.infinitive:
        return None
    if concept.attending and clause.direction == "past":
        named = any(_names(child, known[0].words, reading) for child in reading.children[verb.i])
        return _GATHERINGS if not named and attendants(verb, reading) else None
    amounts = (concept.carrier and concept.type is None) or reading.lemmas[verb.i] in reading.grammar.copulas
    subject = next((child for child in reading.children[verb.i] if child.dep_ == "nsubj"), None)
    stands_for = subject is not None and (
        (subject.pos_ == "PRON" and reading.lower[subject.i] in reading.grammar.it)
        or (has(subject, "Definite", "Def") and reading.lemmas[subject.i] in reading.grammar.sums)
    )
    return _SUMS if amounts and stands_for and is_sum(verb.i, reading) else None


def _names(word: Token, phrase: tuple[str, ...], reading: Reading) -> bool:
    """Whether a word beside a verb of taking part says in what: a noun as its object or behind its preposition."""
    if word.pos_ not in ("NOUN", "PROPN") or word.i in reading.timed or word.dep_ not in ("obj", "obl", "nmod"):
        return False
    cases = [child.lower_ for child in reading.children[word.i] if child.dep_ == "case"]
    if not cases:
        return not any(child.dep_ == "nummod" for child in reading.children[word.i])
    return cases[0] in phrase

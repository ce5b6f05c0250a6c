"""Words that may tell an event: verbs with what belongs to them, and nouns that name happenings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from spacy.tokens import Token

from timeline.extraction.reading import Reading
from timeline.languages.triggers import Concept, Phrase
from timeline.schema import EventType

#: How many words after a verb its particle or object may stand.
PHRASE_REACH = 14


class Kind(StrEnum):
    """What kind of word tells the event."""

    VERB = "verb"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may tell an event.

    `token` is the trigger, `parts` the other words that tell the same happening with it (a light verb's noun, the verb
    of a participation), `predicate` the governor of the clause that it stands in. `concept` is None for a verb that the
    lexicon does not know; `name` then is its lemma. `phase` is the lemma of an aspectual verb. `own` words are the
    trigger and what it needs beside it.
    """

    token: int
    kind: Kind
    predicate: int | None
    lemma: str
    name: str
    type: EventType
    concept: Concept | None = None
    parts: tuple[int, ...] = ()
    own: tuple[int, ...] = ()
    phase: str = ""
    result: bool = False
    known: bool = True

    @property
    def words(self) -> tuple[int, ...]:
        """All words that tell it, the trigger first."""
        return (self.token, *self.parts)


def find(reading: Reading) -> tuple[Candidate, ...]:
    """All candidates of a document in text order; a noun that belongs to a verb's phrase is part of that verb's."""
    verbs: list[Candidate] = []
    taken: dict[int, int] = {}
    for token in reading.doc:
        if token.pos_ == "VERB" and token.dep_ != "amod":
            found = _verb(token, reading)
            if found is not None:
                verbs.append(found)
                taken.update((word, found.token) for word in found.parts)
    nouns = [
        found
        for token in reading.doc
        if token.pos_ == "NOUN" and token.i not in taken and (found := _noun(token, reading))
    ]
    tellers = {word for noun in nouns for word in noun.words}
    kept = [verb for verb in verbs if verb.token not in tellers]
    return tuple(sorted((*kept, *nouns), key=lambda candidate: candidate.token))


def reading_of(token: Token, reading: Reading) -> tuple[Phrase, tuple[int, ...]] | None:
    """The lexicon's reading of a verb in its clause, and the words beside the verb that decided it."""
    for phrase in reading.lexicon.verb(reading.verb_lemma(token)):
        beside = _beside(token, phrase.words, reading)
        if beside is not None:
            return phrase, beside
    return None


def _verb(token: Token, reading: Reading) -> Candidate | None:
    lemma = reading.verb_lemma(token)
    found = reading_of(token, reading)
    if found is None:
        base = Candidate(token.i, Kind.VERB, token.i, lemma, lemma, EventType.OTHER, own=(token.i,), known=False)
        return base
    phrase, beside = found
    concept = phrase.concept
    own = (token.i, *beside)
    if concept.aspectual or concept.light:
        whole = _with_noun(token, reading, concept, own)
        if whole is not None:
            return whole
        if concept.aspectual and not _governs_infinitive(token):
            typed = next((p.concept for p in reading.lexicon.verb(lemma) if not p.words and p.concept.type), None)
            if typed is not None:
                return Candidate(token.i, Kind.VERB, token.i, lemma, typed.name, _type(typed), typed, own=own)
            return Candidate(token.i, Kind.VERB, token.i, lemma, lemma, EventType.OTHER, concept, own=own, known=False)
        return None
    if concept.type is None:
        whole = _with_noun(token, reading, concept, own) if not phrase.words else None
        return whole
    words = [word for word in beside if reading.doc[word].pos_ == "NOUN"]
    return Candidate(
        token.i, Kind.VERB, token.i, lemma, concept.name, concept.type, concept, parts=tuple(words), own=own
    )


def _type(concept: Concept) -> EventType:
    return concept.type or EventType.OTHER


def _with_noun(token: Token, reading: Reading, concept: Concept, own: tuple[int, ...]) -> Candidate | None:
    """A light or aspectual verb with the eventive noun that gives it its meaning."""
    light = any(phrase.concept.light for phrase in reading.lexicon.verb(reading.verb_lemma(token)))
    if not (light or concept.aspectual):
        return None
    for child in token.children:
        if child.pos_ != "NOUN" or child.dep_ not in ("obj", "nsubj", "obl", "xcomp", "iobj"):
            continue
        if child.dep_ == "nsubj" and not concept.aspectual and not reading.clause(token.i).passive:
            continue
        if child.dep_ == "obl" and not concept.aspectual:
            continue
        nominal = reading.lexicon.noun(reading.lemmas[child.i])
        if nominal is None or nominal.concept.type is None:
            continue
        lemma = reading.verb_lemma(token)
        return (
            Candidate(
                token.i,
                Kind.VERB,
                token.i,
                reading.lemmas[child.i],
                nominal.concept.name,
                nominal.concept.type,
                nominal.concept,
                parts=(child.i,),
                own=(*own, child.i),
                phase=concept.name if concept.aspectual else "",
            )
            if lemma
            else None
        )
    return None


def _governs_infinitive(token: Token) -> bool:
    return any(
        child.pos_ == "VERB" and child.dep_ in ("xcomp", "ccomp", "advcl", "obj", "obl") for child in token.children
    )


def _noun(token: Token, reading: Reading) -> Candidate | None:
    nominal = reading.lexicon.noun(reading.lemmas[token.i])
    if nominal is None or nominal.concept.type is None or token.ent_type_:
        return None
    concept = nominal.concept
    predicate = reading.predicate(token.i)
    parts: tuple[int, ...] = ()
    if predicate is not None and predicate != token.i and _clause_child(token, predicate):
        found = reading_of(reading.doc[predicate], reading)
        if found is not None and found[0].concept.happening:
            parts = (predicate,)
    return Candidate(
        token.i,
        Kind.NOUN,
        predicate,
        reading.lemmas[token.i],
        concept.name,
        _type(concept),
        concept,
        parts=parts,
        own=(token.i,),
        result=nominal.result,
    )


def _clause_child(token: Token, predicate: int) -> bool:
    return token.head.i == predicate and token.dep_ in ("nsubj", "obj", "obl", "nsubj:pass")


def _beside(token: Token, words: tuple[str, ...], reading: Reading) -> tuple[int, ...] | None:
    """Where a phrase's words stand beside its verb, None when one is missing."""
    found: list[int] = []
    window: list[int] | None = None
    for index, word in enumerate(words):
        if word == "*":
            continue
        if window is None:
            window = list(_window(token, reading))
        governed = index + 1 < len(words) and words[index + 1] == "*"
        following = words[index + 1] if index + 1 < len(words) and not governed else None
        place = _place(token, word, governed, following, window, reading)
        if place is None:
            return None
        found.append(place)
    return tuple(found)


def _place(
    token: Token, word: str, governed: bool, following: str | None, window: list[int], reading: Reading
) -> int | None:
    doc = reading.doc
    if word == "sig":
        return next((i for i in window[:5] if reading.lower[i] in reading.grammar.reflexives), None)
    for i in window:
        if reading.lower[i] == word:
            other = doc[i]
            if governed:
                if other.dep_ in ("case", "mark") or other.head.i == token.i:
                    return i
                continue
            if (
                following is not None
                and i + 1 < len(doc)
                and following in (reading.lower[i + 1], reading.lemmas[i + 1])
            ):
                return i
            if other.dep_ not in ("case", "mark", "det", "cc") or other.pos_ in ("ADJ", "ADV"):
                return i
        elif doc[i].pos_ == "NOUN" and reading.lemmas[i].endswith(word) and len(word) > 2:
            return i
    if len(word) > 3:
        for child in token.children:
            if (
                child.pos_ == "NOUN"
                and child.dep_ in ("nsubj", "obj", "nsubj:pass")
                and reading.lemmas[child.i].endswith(word)
            ):
                return child.i
    return None


def _window(token: Token, reading: Reading) -> Iterator[int]:
    """The words of the verb's own clause after it: up to the next clause, past relative clauses between commas."""
    _, end = reading.sentence(token.i)
    for i in range(token.i + 1, min(end, token.i + 1 + PHRASE_REACH)):
        other = reading.doc[i]
        if other.pos_ == "SCONJ" or (other.pos_ == "VERB" and reading.predicate(i) == i and other.head.i != token.i):
            return
        if other.is_punct and other.text in ":;–-":
            return
        yield i


__all__ = ["Candidate", "Kind", "find", "reading_of", "replace"]

"""Words that may tell an event: verbs with what belongs to them, and nouns that name happenings."""

from dataclasses import dataclass
from enum import StrEnum

from spacy.tokens import Token

from timeline.extraction import clauses, contests
from timeline.extraction.arguments import arguments, stands_alone, subjects
from timeline.extraction.clauses import has
from timeline.extraction.reading import Reading
from timeline.extraction.tallies import Tally
from timeline.extraction.verbphrases import following, reading_of
from timeline.languages.triggers import Concept, Phrase
from timeline.schema import EventType


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
    for token in reading.tokens:
        if _may_be_verb(token, reading):
            found = _verb(token, reading)
            if found is not None:
                verbs.append(found)
                taken.update((word, found.token) for word in found.parts)
    told = {tally.verb for tally in reading.tallies.values() if tally.toll}
    verbs = [verb for verb in verbs if verb.token not in reading.tallies and verb.token not in told]
    idioms = _idioms(reading) | {verb.token for verb in verbs}
    nouns = [
        found
        for token in reading.tokens
        if token.pos_ in ("NOUN", "VERB")
        and token.i not in taken
        and token.i not in idioms
        and token.i not in reading.tallies
        and (found := _noun(token, reading))
    ]
    nouns += [_tally(token, tally, reading) for token, tally in reading.tallies.items()]
    tellers = {word for noun in nouns for word in noun.words}
    kept = [verb for verb in verbs if verb.token not in tellers]
    return tuple(sorted((*kept, *nouns), key=lambda candidate: candidate.token))


def _may_be_verb(token: Token, reading: Reading) -> bool:
    """Whether a token can tell an event as a verb: also what the tagger takes for a noun or an adjective."""
    part = token.pos_
    if token.i in reading.gapped or token.i in reading.promoted:
        return True
    if part == "AUX" and clauses.is_predicate(token):  # "they became one", "the film had its premiere"
        found = reading_of(token, reading)
        return found is not None and bool(found[0].words)
    if part == "VERB":
        if token.dep_ == "amod" and token.head.pos_ not in ("VERB", "AUX"):
            return clauses.causer(token, reading.pack) is not None
        # "de ansatte", "vores dør": what has a determiner is no verb, nor is a name.
        if any(child.dep_ in ("det", "nmod:poss", "amod") and child.i < token.i for child in reading.children[token.i]):
            return False
        if any(letter.isupper() for letter in token.text[1:]) or (token.is_title and token.ent_type_):
            return False
        known = bool(reading.lexicon.verb(reading.verb_lemma(token)))
        return known or reading.lexicon.noun(reading.lower[token.i]) is None
    if part == "AUX":  # "was past the school": with no predicate beside it
        return token.dep_ not in ("aux", "cop") and reading.lemmas[token.i] in reading.grammar.copulas
    if part == "ADJ" and token.dep_ != "amod":
        helped = any(child.dep_ in ("cop", "aux") for child in reading.children[token.i]) or token.dep_ == "xcomp"
        return helped and _is_participle(token, reading)
    if part in ("NOUN", "PROPN", "X") and token.is_lower:
        if token.dep_ == "xcomp" and token.head.lemma_ in reading.grammar.passive:
            return _is_participle(token, reading)  # "12 were hurt", said the other way round
        subject = any(child.dep_ == "nsubj" for child in reading.lefts(token.i))
        bare = not any(child.dep_ in ("det", "cop", "case", "amod", "nmod:poss") for child in reading.lefts(token.i))
        return subject and bare and _is_participle(token, reading)
    return False


def _is_participle(token: Token, reading: Reading) -> bool:
    lemma = reading.verb_lemma(token)
    readings = reading.lexicon.verb(lemma)
    return lemma != reading.lower[token.i] and any(phrase.concept.type is not None for phrase in readings)


def _idioms(reading: Reading) -> set[int]:
    """The words inside fixed phrases, which tell no event ("i løbet af")."""
    heads: dict[str, list[tuple[str, ...]]] = {}
    for phrase in reading.grammar.idioms:
        heads.setdefault(phrase[0], []).append(phrase)
    found: set[int] = set()
    for i, word in enumerate(reading.lower):
        for phrase in heads.get(word, ()):
            if tuple(reading.lower[i : i + len(phrase)]) == phrase:
                found.update(range(i, i + len(phrase)))
    return found


def _verb(token: Token, reading: Reading) -> Candidate | None:
    lemma = reading.verb_lemma(token)
    readings = reading.lexicon.verb(lemma)
    personal = reading.lexicon.personal(lemma)
    if personal is not None and personal.type is not None and stands_alone(token, reading):
        return Candidate(token.i, Kind.VERB, token.i, lemma, personal.family, personal.type, personal, own=(token.i,))
    found = reading_of(token, reading)
    if found is None:
        return Candidate(token.i, Kind.VERB, token.i, lemma, lemma, EventType.OTHER, own=(token.i,), known=False)
    phrase, beside = found
    concept = phrase.concept
    own = (token.i, *beside)
    if concept.type is None or not phrase.words:
        plain = [entry.concept for entry in readings if not entry.words or entry is phrase]
        aspect = next((entry for entry in plain if entry.aspectual), None)
        if aspect is not None or any(entry.light for entry in plain):
            whole = _with_noun(token, reading, aspect, phrase, own)
            if whole is not None:
                return whole
        if aspect is not None and (_governs_infinitive(own, reading) or concept.type is None):
            if _governs_infinitive(own, reading):
                return None
            typed = next((entry for entry in plain if entry.type is not None and not entry.vague), None)
            if typed is None:
                return Candidate(token.i, Kind.VERB, token.i, lemma, aspect.name, EventType.OTHER, aspect, own=own)
            concept = typed
    if concept.type is None:
        vague = next((entry.concept for entry in readings if entry.concept.vague), None)
        if vague is None or phrase.words:
            return None
        return Candidate(token.i, Kind.VERB, token.i, lemma, lemma, EventType.OTHER, vague, own=own)
    words = tuple(word for word in beside if reading.tokens[word].pos_ == "NOUN")
    kind = concept.type
    if kind in contests.OTHERWISE and contests.has_score(following(token, reading), reading):
        if kind is EventType.ASSAULT:
            concept = reading.lexicon.scored or concept
        kind = EventType.SPORT
    elif kind is EventType.ASSAULT:
        kind = _force(token, reading) or kind
    match = contests.match(token, reading) if kind is EventType.SPORT and not words else None
    words, name = (words, concept.family) if match is None else ((match[0],), match[1].family)
    return Candidate(token.i, Kind.VERB, token.i, lemma, name, kind, concept, parts=words, own=own)


def _force(token: Token, reading: Reading) -> EventType | None:
    """The type of the accident or disaster that is a verb's subject: a flood that kills attacks nobody."""
    for word in subjects(token, reading):
        nominal = reading.noun(word.i) if word.pos_ == "NOUN" else None
        if nominal is not None and nominal.concept.type in (EventType.ACCIDENT, EventType.DISASTER):
            return nominal.concept.type
    return None


def _with_noun(
    token: Token, reading: Reading, aspect: Concept | None, phrase: Phrase, own: tuple[int, ...]
) -> Candidate | None:
    """A light or aspectual verb with the eventive noun that gives it its meaning: an object, or an aspect's subject."""
    subject, objects = arguments(token, reading)
    words = list(objects)
    if aspect is not None or reading.clause(token.i).passive:
        words += subject or [word for word in subjects(token, reading) if word.i != token.i]
    if own[1:] and (phrase.concept.aspectual or phrase.concept.light):  # "took a hole in the talks", "came with a plea"
        words += [reading.tokens[i].head for i in own if reading.tokens[i].dep_ == "case"]
    for word in words:
        nominal = reading.noun(word.i) if word.pos_ == "NOUN" else None
        if nominal is None or nominal.concept.type is None:
            continue
        return Candidate(
            token.i,
            Kind.VERB,
            token.i,
            reading.lemmas[word.i],
            nominal.concept.family,
            nominal.concept.type,
            nominal.concept,
            parts=(word.i,),
            own=(*own, word.i),
            phase=aspect.name if aspect is not None else "",
        )
    return None


def _governs_infinitive(own: tuple[int, ...], reading: Reading) -> bool:
    return any(
        child.pos_ == "VERB"
        and child.dep_ in ("xcomp", "ccomp", "advcl", "obj", "obl", "acl")
        and has(child, "VerbForm", "Inf")
        for word in own
        for child in reading.children[word]
    )


def _noun(token: Token, reading: Reading) -> Candidate | None:
    if token.pos_ == "VERB" and (reading.lexicon.verb(reading.verb_lemma(token)) or token.morph.get("Tense", [])):
        return None
    nominal = reading.noun(token.i)
    if nominal is None or nominal.concept.type is None or nominal.concept.toll:
        return None  # a toll tells by its number alone
    if token.ent_type_ and not _opens(token, reading):
        return None
    concept = nominal.concept
    if nominal.result and not token.is_lower and token.i != reading.sentence(token.i)[0]:
        return None  # a name that ends like a word: "Maastricht-traktaten"
    predicate = reading.predicate(token.i)
    parts: tuple[int, ...] = ()
    if predicate is not None and predicate != token.i and _clause_child(token, predicate, reading):
        parts = _carrying_verb(token, predicate, concept, reading)
    told = _telling_clause(token, reading)
    if told is not None:
        predicate, parts = (predicate if parts else told), (*parts, told)
    return Candidate(
        token.i,
        Kind.NOUN,
        predicate,
        reading.lemmas[token.i],
        concept.family,
        concept.type or EventType.OTHER,
        concept,
        parts=parts,
        own=(token.i,),
        result=nominal.result,
    )


def _tally(token: int, tally: Tally, reading: Reading) -> Candidate:
    """A count that tells of a happening: dated by what else is told of it, and not by the verb that it stands with."""
    concept = tally.concept
    lemma = reading.verb_lemma(reading.tokens[token])
    kind = concept.type or EventType.OTHER
    return Candidate(token, Kind.NOUN, reading.predicate(token), lemma, concept.family, kind, concept, own=(token,))


def _carrying_verb(token: Token, predicate: int, concept: Concept, reading: Reading) -> tuple[int, ...]:
    """The verb that tells the same happening as a noun: one that says it takes place, or speaks on its occasion."""
    subject = token.dep_.startswith("nsubj")
    if subject and is_sum(predicate, reading):
        return (predicate,)
    prepositions = [child.lower_ for child in reading.children[token.i] if child.dep_ == "case"]
    found = reading_of(reading.tokens[predicate], reading)
    if token.i < predicate and prepositions:  # "to the funeral came 5000": what a phrase needs may open the sentence
        fronted = (prepositions[0], "*")
        readings = reading.lexicon.verb(reading.verb_lemma(reading.tokens[predicate]))
        found = next(((entry, ()) for entry in readings if entry.words == fronted), found)
    if found is None:
        return ()
    phrase, _ = found
    verb = phrase.concept
    subject = subject or token in subjects(reading.tokens[predicate], reading)
    argument = not prepositions or prepositions[0] in phrase.words
    clause = reading.clause(predicate)
    likely = not verb.vague or (
        not clause.modals and (clause.tense == "past" or _is_announced(token, predicate, reading))
    )
    if (verb.happening and argument) or (verb.carrier and subject and likely):
        return (predicate,)
    if verb.attending and argument and attendants(reading.tokens[predicate], reading):
        return (predicate,)
    occasion = concept.venue or concept.type in (EventType.CONSULT, EventType.STATEMENT)
    place = any(
        child.dep_ == "case" and child.lower_ in reading.grammar.occasion for child in reading.children[token.i]
    )
    return (predicate,) if verb.reporting and occasion and place else ()


def attendants(verb: Token, reading: Reading) -> list[Token]:
    """The counted ones who do what a verb says, with their number; [] where nobody is counted."""
    beside = reading.children[verb.i]
    # "there were 1400 people", "to the opening came 3000 people": the object is who was there
    there = not any(child.dep_ == "nsubj" for child in beside)
    doers = [
        child
        for child in beside
        if child.dep_ in ("nsubj", "nummod", "obl:agent")
        or (child.i == verb.i - 1 and child.i not in reading.timed)
        or any(word.lower_ in reading.grammar.agent for word in reading.lefts(child.i) if word.dep_ == "case")
        or (child.dep_ == "obj" and (there or child.pos_ == "NUM"))
    ]
    found = [word for doer in doers for word in doer.subtree]
    return found if any(word.pos_ == "NUM" and word.i not in reading.timed for word in found) else []


def is_sum(predicate: int, reading: Reading) -> bool:
    """Whether a copula makes a sum or count of its subject ("the fine was of five million")."""
    token = reading.tokens[predicate]
    known = reading_of(token, reading) if token.pos_ == "VERB" else None
    amount = known is not None and known[0].concept.carrier and known[0].concept.type is None
    if amount or reading.lemmas[predicate] in reading.grammar.copulas:
        complements = [word for word in reading.children[predicate] if word.dep_ in ("obj", "obl", "xcomp")]
    else:
        cop = any(child.dep_ == "cop" for child in reading.lefts(predicate))
        complements = [reading.tokens[predicate]] if cop else []
    return any(
        number.dep_ == "nummod" and number.i not in reading.timed
        for noun in complements
        if noun.pos_ == "NOUN" and noun.i not in reading.timed
        for number in reading.children[noun.i]
    )


def _is_announced(noun: Token, verb: int, reading: Reading) -> bool:
    """Whether what "comes" is new and has a date: of "so the election comes" was told before."""
    dated = any(i in reading.timed for i in following(reading.tokens[verb], reading))
    return dated and not has(noun, "Definite", "Def")


def _telling_clause(noun: Token, reading: Reading) -> int | None:
    """The verb of a relative clause that says of a noun that it came about ("the suit that they brought in June")."""
    for verb in reading.children[noun.i]:
        if verb.dep_ != "acl:relcl" or verb.pos_ != "VERB":
            continue
        clause = reading.clause(verb.i)
        if clause.direction != "past" or clause.modals or clause.negation is not None:
            continue
        readings = reading.lexicon.verb(reading.verb_lemma(verb))
        if not _is_object(verb, reading):
            tells = any(
                (entry.concept.happening or entry.concept.carrier or entry.concept.aspectual) and not entry.words
                for entry in readings
            )
        else:
            tells = any(entry.concept.light and not entry.words for entry in readings) or any(
                len(entry.words) == 1 and len(entry.words[0]) > 2 and reading.lemmas[noun.i].endswith(entry.words[0])
                for entry in readings
            )
        if tells:
            return verb.i
    return None


def _is_object(verb: Token, reading: Reading) -> bool:
    """Whether the antecedent of a relative clause is the object of its verb, or the subject of its passive."""
    own = [word for word in reading.children[verb.i] if word.dep_.startswith("nsubj")]
    if reading.clause(verb.i).passive:
        return all(word.lower_ in reading.grammar.relatives for word in own)
    return any(word.lower_ not in reading.grammar.relatives for word in own)


def _opens(token: Token, reading: Reading) -> bool:
    """Whether a definite noun only opens its sentence with a capital, so that no name is meant."""
    first, _ = reading.sentence(token.i)
    return token.i == first and has(token, "Definite", "Def") and token.text[1:].islower()


def _clause_child(token: Token, predicate: int, reading: Reading) -> bool:
    if token.head.i == predicate:
        return token.dep_ in ("nsubj", "obj", "obl", "nsubj:pass", "nmod")
    if token.dep_ == "nmod" and token.head.head.i == predicate and token.head.dep_ in ("nsubj", "obj"):
        # "there were 1400 people at the service": the parser hangs the service on the people
        return any(child.dep_ == "nummod" for child in reading.children[token.head.i])
    # "there arose, on Monday, a quarrel": the parser hangs the noun on the date
    bare = not any(child.dep_ == "case" for child in reading.children[token.i])
    return bare and predicate < token.i and token.head.i in reading.timed and reading.predicate(token.i) == predicate

"""Who does what to whom: from grammatical relations to roles, through voice, relative clauses, control and nouns."""

from dataclasses import dataclass

from spacy.tokens import Token

from timeline.extraction.actors import Cast, Mention
from timeline.extraction.arguments import ADDRESSED, arguments, subjects
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.reading import Reading
from timeline.languages.triggers import Concept
from timeline.schema import EventType, Role

#: Types in which "with X" names a joint doer.
_JOINT = {
    EventType.AGREE,
    EventType.CONSULT,
    EventType.COOPERATE,
    EventType.SPORT,
    EventType.BUSINESS,
    EventType.ASSAULT,
}
#: Types aimed at somebody with "against X".
_AIMED = {
    EventType.ASSAULT,
    EventType.PROTEST,
    EventType.ACCUSE,
    EventType.CRIME,
    EventType.SANCTION,
    EventType.COERCE,
    EventType.THREATEN,
    EventType.REJECT,
    EventType.SPORT,
}


@dataclass(frozen=True, slots=True)
class Part:
    """An actor's part in an event: `actor` indexes `Cast.actors`, `mention` the mention that puts it there."""

    actor: int
    role: Role
    mention: Mention | None
    rule: str


def parts(candidate: Candidate, reading: Reading, cast: Cast) -> tuple[Part, ...]:
    """The actors of a candidate, one role each, in text order of their mentions."""
    found: list[Part] = []
    concept = candidate.concept
    if candidate.kind is Kind.VERB:
        _of_verb(candidate.token, concept, candidate.type, reading, cast, found)
        for word in candidate.parts:
            if reading.doc[word].pos_ == "NOUN":
                _of_noun(word, candidate.type, concept, reading, cast, found)
    else:
        _of_noun(candidate.token, candidate.type, concept, reading, cast, found)
        for word in candidate.parts:
            if reading.doc[word].pos_ == "VERB":
                _of_verb(word, concept, candidate.type, reading, cast, found)
    unique: dict[int, Part] = {}
    for part in found:
        unique.setdefault(part.actor, part)
    return tuple(unique.values())


def _of_verb(
    token: int, concept: Concept | None, kind: EventType, reading: Reading, cast: Cast, found: list[Part]
) -> None:
    clause = reading.clause(token)
    verb = reading.doc[token]
    acted = _object_role(concept, kind)
    doer = concept.subject if concept else Role.AGENT
    role = acted if clause.passive or _resultative(verb, clause, reading) else doer
    for subject in subjects(verb, reading):
        _add(subject, role, "subject", cast, found)
    if not found and not clause.infinitive and verb.dep_ not in ("acl:relcl", "acl", "conj"):
        _beside(clause.finite if clause.finite is not None else token, role, reading, cast, found)
    for word in arguments(verb, reading)[1]:
        _add(word, acted, "object", cast, found)
    for child in verb.children:
        if child.dep_ == "iobj":
            _add(
                child,
                Role.RECIPIENT if kind is not EventType.SANCTION else Role.PATIENT,
                "indirect object",
                cast,
                found,
            )
        elif child.dep_ in ("obl", "obl:arg", "obl:agent", "nmod", "obl:loc"):
            found_role = _oblique(child, kind, clause.passive, reading)
            if found_role is not None:
                _add(child, found_role, "prepositional phrase", cast, found)


def _beside(verb: int, role: Role, reading: Reading, cast: Cast, found: list[Part]) -> None:
    """The subject by word order alone, where the parse has none: the mention right before the finite verb."""
    for i in range(verb - 1, max(-1, verb - 4), -1):
        word = reading.doc[i]
        mention = cast.at(i)
        if mention is not None and mention.kind != "adjective" and i not in reading.timed:
            first = next((j for j in range(i, -1, -1) if reading.doc[j].idx <= mention.start), i)
            governed = first > 0 and reading.doc[first - 1].pos_ in ("ADP", "CCONJ", "SCONJ")
            if not governed and reading.paragraphs[i] == reading.paragraphs[verb]:
                found.append(Part(mention.actor, role, mention, "word before the verb"))
            return
        if word.pos_ not in ("ADV", "PUNCT") and i not in reading.timed:
            return


def _resultative(verb: Token, clause: object, reading: Reading) -> bool:
    """A participle that stands alone, after a noun or under "to be", is passive in meaning."""
    if "Part" not in verb.morph.get("VerbForm"):
        return False
    helpers = {reading.lemmas[child.i] for child in verb.children if child.dep_ in ("aux", "cop", "aux:pass")}
    if not helpers:
        return verb.dep_ in ("acl", "xcomp", "ROOT")
    if any(child.dep_ == "obj" for child in verb.children):
        return False
    return reading.grammar.copulas[0] in helpers and verb.dep_ != "xcomp" and _transitive(verb, reading)


def _transitive(verb: Token, reading: Reading) -> bool:
    return any(
        child.dep_ == "obl" and any(case.lower_ in reading.grammar.agent for case in child.children)
        for child in verb.children
    )


def _object_role(concept: Concept | None, kind: EventType) -> Role:
    if concept is not None and concept.object is not None:
        return concept.object
    return Role.RECIPIENT if kind in ADDRESSED else Role.PATIENT


def _oblique(token: Token, kind: EventType, passive: bool, reading: Reading) -> Role | None:
    words = [child.lower_ for child in token.children if child.dep_ == "case"]
    preposition = words[0] if words else ""
    grammar = reading.grammar
    if preposition in grammar.agent:
        return Role.AGENT if passive or kind is not EventType.BUSINESS else Role.PARTNER
    if preposition in grammar.partner and kind in _JOINT:
        return Role.PARTNER
    if preposition in grammar.recipient and (kind in ADDRESSED or kind in (EventType.BUSINESS, EventType.OTHER)):
        return Role.RECIPIENT
    if preposition in grammar.target and kind in _AIMED:
        return Role.RECIPIENT if kind in ADDRESSED or kind is EventType.PROTEST else Role.PATIENT
    return None


def _of_noun(
    token: int, kind: EventType, concept: Concept | None, reading: Reading, cast: Cast, found: list[Part]
) -> None:
    noun = reading.doc[token]
    acted = _object_role(concept, kind)
    doer = concept.subject if concept else Role.AGENT
    genitive = (
        Role.PATIENT if doer is Role.PATIENT or (concept is not None and concept.object is Role.PATIENT) else doer
    )
    for child in noun.children:
        if child.dep_ in ("nmod:poss", "det"):
            _add(child, genitive, "genitive", cast, found)
        elif child.dep_ == "amod":
            mention = cast.at(child.i)
            if mention is not None and mention.kind == "adjective":
                found.append(Part(mention.actor, doer, mention, "country adjective"))
        elif child.dep_ in ("nmod", "obl"):
            words = [case.lower_ for case in child.children if case.dep_ == "case"]
            preposition = words[0] if words else ""
            grammar = reading.grammar
            if preposition in grammar.agent:
                has_doer = any(part.role is Role.AGENT for part in found)
                _add(
                    child,
                    acted
                    if has_doer
                    or doer is Role.PATIENT
                    or genitive is Role.PATIENT
                    or kind in (EventType.COERCE, EventType.CRIME, EventType.ASSAULT, EventType.ACCUSE)
                    else doer,
                    "prepositional phrase",
                    cast,
                    found,
                )
            elif preposition in grammar.source:
                _add(child, doer, "prepositional phrase", cast, found)
            elif preposition in grammar.partner:
                _add(child, Role.PARTNER, "prepositional phrase", cast, found)
            elif preposition in grammar.recipient or preposition in grammar.target:
                _add(child, acted, "prepositional phrase", cast, found)


def _add(token: Token, role: Role, rule: str, cast: Cast, found: list[Part]) -> None:
    for word in (token, *token.conjuncts):
        mention = cast.at(word.i)
        if mention is not None:
            found.append(Part(mention.actor, role, mention, rule))

"""Who does what to whom: from grammatical relations to roles, through voice, relative clauses, control and nouns."""

from dataclasses import dataclass

from spacy.tokens import Token

from timeline.extraction.actors import Cast, Mention
from timeline.extraction.arguments import ADDRESSED, arguments, cleft, resultative, subjects
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.clauses import Clause, has
from timeline.extraction.reading import Reading
from timeline.languages.triggers import Concept
from timeline.schema import ActorKind, EventType, Role
from timeline.schema.event import CLEFT

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


#: Types that reach somebody with "to X".
_REACHED = {*ADDRESSED, EventType.BUSINESS, EventType.OTHER, EventType.CULTURE}
_OBLIQUES = ("obl", "obl:arg", "obl:agent", "nmod", "obl:loc")
#: Types of what is done by saying it: "it" before such a verb is what is said, and who says it stands behind.
_DECLARED = {EventType.REQUEST, EventType.STATEMENT, EventType.AGREE, EventType.REJECT, EventType.LAW}
#: How far behind a passive verb its doer is looked for.
LATE = 14
#: Types of deeds that answer somebody's words or things.
_ANSWERED = {EventType.REJECT, EventType.ACCUSE, EventType.SUPPORT, EventType.CONSULT}
#: Types whose noun with "of X" names the one it is done to.
_DONE_TO = {
    EventType.COERCE,
    EventType.CRIME,
    EventType.ASSAULT,
    EventType.ACCUSE,
    EventType.SANCTION,
    EventType.APPOINT,
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
            if reading.tokens[word].pos_ == "NOUN":
                _of_noun(word, candidate.type, concept, reading, cast, found)
                for child in reading.children[word]:
                    if candidate.type is EventType.REQUEST and child.pos_ == "VERB":
                        _of_content(child, reading, cast, found)
    else:
        _of_noun(candidate.token, candidate.type, concept, reading, cast, found)
        for word in candidate.parts:
            if reading.tokens[word].pos_ == "VERB":
                _of_verb(word, concept, candidate.type, reading, cast, found)
    unique: dict[int, Part] = {}
    for part in found:
        unique.setdefault(part.actor, part)
    return tuple(unique.values())


def _receives(verb: int, reading: Reading) -> bool:
    """Whether a verb of getting takes its meaning from a noun, so that its subject is acted upon: "got a fine"."""
    return reading.lemmas[verb] in reading.grammar.receiving


def _of_verb(
    token: int, concept: Concept | None, kind: EventType, reading: Reading, cast: Cast, found: list[Part]
) -> None:
    clause = reading.clause(token)
    verb = reading.tokens[token]
    acted = _object_role(concept, kind)
    doer = concept.subject if concept else Role.AGENT
    passive = clause.passive or resultative(verb, reading)
    role = acted if passive or (doer is Role.AGENT and _receives(token, reading)) else doer
    own, objects = subjects(verb, reading), arguments(verb, reading)[1]
    before = _before_joined(verb, reading, cast) or _before(clause, verb, reading, cast)
    behind = _behind(verb, kind, reading, cast)
    if behind is not None:
        found.append(Part(behind.actor, doer, behind, "word behind the verb"))
    if before is not None and (
        all(word.i > before.verb for word in own) or all(cast.at(word.i) is None for word in own)
    ):
        # What the parser takes for the subject stands behind the verb, and an actor stands right before it.
        found.append(Part(before.mention.actor, role, before.mention, "word before the verb"))
        objects = [*own, *objects]
    else:
        for subject in own:
            singled = not passive and subject == cleft(verb, reading)
            _add(subject, role, CLEFT if singled else "subject", cast, found)
            _joined_object(subject, acted, reading, cast, found)
            if passive and cast.at(subject.i) is None:
                _of_thing(subject, reading, cast, found)
    for word in objects:
        if word.lower_ in reading.grammar.reflexives[:1]:
            continue  # nobody but the subject: "henvendte sig"; those listed behind it may be objects, too
        if kind is EventType.RETREAT and _is_country(word, cast):
            continue  # the land that is left is where it happens
        _add(word, acted, "object", cast, found)
        if cast.at(word.i) is None and kind in _ANSWERED:
            _inside(word, acted, cast, found)
        for child in reading.children[word.i]:  # "stole rings from NN": the parser may hang the phrase on the object
            hung = child.dep_ == "nmod" and child.i > verb.i and not _any(_prepositions(child), reading.grammar.agent)
            found_role = _oblique(_prepositions(child), kind, passive, reading) if hung else None
            if found_role is not None:
                _add(child, found_role, "prepositional phrase", cast, found)
    for child in reading.children[verb.i]:
        if _is_bare(child, verb, reading) and cast.at(child.i) is not None:
            # An object that the parser labels as if a preposition stood before it; the subject where there is none.
            alone = not found and not own and not passive
            _add(child, role if alone else acted, "bare phrase", cast, found)
        elif child.dep_ == "iobj":
            _add(child, Role.PATIENT if kind is EventType.SANCTION else Role.RECIPIENT, "indirect object", cast, found)
        elif kind is EventType.REQUEST and child.pos_ == "VERB" and not any(p.role is Role.RECIPIENT for p in found):
            _of_content(child, reading, cast, found)
        elif child.dep_ in _OBLIQUES and child.i not in reading.timed:
            found_role = _oblique(_prepositions(child), kind, passive, reading)
            if found_role is not None:
                _add(child, found_role, "prepositional phrase", cast, found)
        elif child.pos_ == "ADV":  # "backs up about NN", "over for NN": the parser hangs the phrase on the particle
            for inner in reading.children[child.i]:
                words = _prepositions(inner)
                if inner.dep_ in _OBLIQUES and inner.i not in reading.timed and words:
                    joined = (*words, f"{child.lower_} {words[-1]}")
                    found_role = acted if kind is EventType.SUPPORT else None
                    found_role = _oblique(joined, kind, passive, reading) or found_role
                    if found_role is not None:
                        _add(inner, found_role, "prepositional phrase", cast, found)
    if passive and not any(part.role is Role.AGENT for part in found):
        _late_agent(verb, reading, cast, found)


def _joined_object(subject: Token, acted: Role, reading: Reading, cast: Cast, found: list[Part]) -> None:
    """The object that the parser takes for a part of the subject's name: "then banned NN MM from producing"."""
    own = cast.at(subject.i)
    for child in reading.children[subject.i]:
        other = cast.at(child.i) if child.dep_ == "flat" else None
        if own is not None and other is not None and other.actor != own.actor:
            _add(child, acted, "object beside the subject", cast, found)


def _is_bare(child: Token, verb: Token, reading: Reading) -> bool:
    if child.dep_ != "obl" or child.i < verb.i or child.pos_ not in ("NOUN", "PROPN") or child.i in reading.timed:
        return False
    return all(case.i in reading.timed for case in child.children if case.dep_ == "case")


def _late_agent(verb: Token, reading: Reading, cast: Cast, found: list[Part]) -> None:
    """The doer of a passive whose "by NN" the parser hangs on the date or place before it."""
    for i in range(verb.i + 1, min(verb.i + LATE, verb.sent.end - 1)):
        word = reading.tokens[i]
        if word.is_punct or word.pos_ in ("VERB", "AUX", "SCONJ"):
            return
        if word.lower_ in reading.grammar.agent and word.dep_ == "case" and word.head.i > i:
            before = reading.tokens[i - 1]
            free = i - 1 in reading.timed or before.pos_ in ("VERB", "ADV", "PROPN")
            if free:
                _add(word.head, Role.AGENT, "by after a date or place", cast, found)
            return


def _is_country(word: Token, cast: Cast) -> bool:
    mention = cast.at(word.i)
    return mention is not None and cast.actors[mention.actor].kind is ActorKind.COUNTRY


def _of_content(verb: Token, reading: Reading, cast: Cast, found: list[Part]) -> None:
    """Who is asked: the subject of the clause that says what to do."""
    if not any(
        child.lower_ in reading.grammar.complementizers for child in reading.children[verb.i] if child.dep_ == "mark"
    ):
        return
    for subject in arguments(verb, reading)[0]:
        _add(subject, Role.RECIPIENT, "subject of what is asked", cast, found)


def _of_thing(noun: Token, reading: Reading, cast: Cast, found: list[Part]) -> None:
    """The actors of an activity that is itself acted upon ("den danske træning genoptages")."""
    nominal = reading.noun(noun.i) if noun.pos_ == "NOUN" else None
    if nominal is not None and nominal.concept.type is not None:
        _of_noun(noun.i, nominal.concept.type, nominal.concept, reading, cast, found)


@dataclass(frozen=True, slots=True)
class _Before:
    verb: int
    mention: Mention


def _before(clause: Clause, verb: Token, reading: Reading, cast: Cast) -> _Before | None:
    """The mention right before the finite verb of a main clause, where word order puts its subject."""
    if clause.infinitive or clause.marks or verb.dep_ in ("acl:relcl", "acl", "conj"):
        return None
    finite = clause.finite if clause.finite is not None else verb.i
    depth = 0
    for i in range(finite - 1, max(-1, finite - 8), -1):
        word = reading.tokens[i]
        depth += (word.text == ")") - (word.text == "(")
        if depth > 0 or word.text == "(" or word.pos_ == "ADV" or word.text == "," or i in reading.timed:
            continue
        mention = cast.at(i)
        if mention is None or mention.kind == "adjective" or word.lower_ in reading.grammar.accusatives:
            return None
        first = next((j for j in range(i, -1, -1) if reading.tokens[j].idx <= mention.start), i)
        governed = first > 0 and reading.tokens[first - 1].pos_ in ("ADP", "CCONJ", "SCONJ", "VERB")
        inside = reading.paragraphs[i] == reading.paragraphs[finite]
        return None if governed or not inside else _Before(finite, mention)
    return None


def _behind(verb: Token, kind: EventType, reading: Reading, cast: Cast) -> Mention | None:
    """The mention right behind a verb of saying or deciding whose sentence opens with what is said or decided."""
    opens = (
        verb.i > 0
        and reading.lower[verb.i - 1] in reading.grammar.expletives
        and reading.tokens[verb.i - 1].is_sent_start
    )
    if not opens or kind not in _DECLARED or verb.i + 1 >= len(reading.tokens):
        return None
    start = reading.tokens[verb.i + 1].idx
    beside = (cast.at(word.i) for word in reading.tokens[verb.i + 1 : verb.i + 4] if not has(word, "Case", "Gen"))
    mention = next((mention for mention in beside if mention is not None), None)
    return mention if mention is not None and mention.start == start else None


def _before_joined(verb: Token, reading: Reading, cast: Cast) -> _Before | None:
    """The mention before the verb that a joined verb shares its subject with ("NN regrets it and appeals")."""
    if verb.dep_ != "conj" or arguments(verb, reading)[0]:
        return None
    head = verb.head
    above = head.i if head.pos_ in ("VERB", "AUX") else reading.predicate(head.i)
    if above is None or above >= verb.i:
        return None
    upper = reading.tokens[above]
    return _before(reading.clause(above), upper, reading, cast)


def _inside(noun: Token, role: Role, cast: Cast, found: list[Part]) -> None:
    """The actor behind a thing that is answered: its possessor, or a country adjective ("russiske beskyldninger")."""
    for child in noun.children:
        if child.dep_ in ("nmod:poss", "amod", "nmod"):
            mention = cast.at(child.i)
            if mention is not None and (child.dep_ != "amod" or mention.kind == "adjective"):
                found.append(Part(mention.actor, role, mention, "possessor of the object"))
                return


def _object_role(concept: Concept | None, kind: EventType) -> Role:
    if concept is not None and concept.object is not None:
        return concept.object
    return Role.RECIPIENT if kind in ADDRESSED else Role.PATIENT


def _prepositions(token: Token) -> tuple[str, ...]:
    """The prepositions before a phrase, each and joined ("over", "for", "over for")."""
    words = tuple(child.lower_ for child in token.children if child.dep_ == "case")
    return (*words, " ".join(words)) if len(words) > 1 else words


def _oblique(words: tuple[str, ...], kind: EventType, passive: bool, reading: Reading) -> Role | None:
    grammar = reading.grammar
    if _any(words, grammar.agent):
        # "paused the training of soldiers" has its doer in the subject
        return Role.AGENT if passive else Role.PARTNER if kind is EventType.BUSINESS else None
    if passive and _any(words, grammar.means):
        return Role.AGENT  # "is trained through Nato": who does it
    if _any(words, grammar.partner) and kind in _JOINT:
        return Role.PARTNER
    if _any(words, grammar.address):
        return Role.RECIPIENT
    if _any(words, grammar.recipient) and kind in _REACHED:
        return Role.RECIPIENT
    if _any(words, grammar.source) and kind is EventType.CRIME:
        return Role.PATIENT  # "stole three rings from NN"
    if _any(words, grammar.target) and kind in _AIMED:
        return Role.RECIPIENT if kind in ADDRESSED or kind is EventType.PROTEST else Role.PATIENT
    return None


def _any(words: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    return any(word in listed for word in words)


def _of_noun(
    token: int, kind: EventType, concept: Concept | None, reading: Reading, cast: Cast, found: list[Part]
) -> None:
    noun = reading.tokens[token]
    grammar = reading.grammar
    acted = _object_role(concept, kind)
    doer = concept.subject if concept else Role.AGENT
    phrases = [(child, _prepositions(child)) for child in reading.children[noun.i] if child.dep_ in ("nmod", "obl")]
    of = any(_any(words, grammar.agent) for _, words in phrases)
    suffers = doer is Role.PATIENT or (concept is not None and concept.object is Role.PATIENT)
    for child in reading.children[noun.i]:
        if child.dep_ in ("nmod:poss", "det"):
            # "rettens løsladelse af fangen" has its doer in the genitive, "fangens løsladelse" the one it is done to
            _add(child, Role.PATIENT if suffers and not of else doer, "genitive", cast, found)
        elif child.dep_ == "amod":
            mention = cast.at(child.i)
            if mention is not None and mention.kind == "adjective":
                found.append(Part(mention.actor, doer, mention, "country adjective"))
    for child, words in phrases:
        if _any(words, grammar.agent):
            has_doer = any(part.role is Role.AGENT for part in found)
            done = has_doer or suffers or kind in _DONE_TO
            _add(child, acted if done else doer, "prepositional phrase", cast, found)
        elif _any(words, grammar.source) or _any(words, grammar.means):
            _add(child, doer, "prepositional phrase", cast, found)
        elif _any(words, grammar.partner):
            _add(child, Role.PARTNER, "prepositional phrase", cast, found)
        elif _any(words, grammar.target) or (_any(words, grammar.recipient) and kind in _REACHED):
            _add(child, acted, "prepositional phrase", cast, found)


def _add(token: Token, role: Role, rule: str, cast: Cast, found: list[Part]) -> None:
    for word in (token, *token.conjuncts):
        mention = cast.at(word.i)
        if mention is not None:
            found.append(Part(mention.actor, role, mention, rule))

"""How a text commits itself to an event: read from its own clause first, then from what governs that clause."""

from dataclasses import dataclass

from spacy.tokens import Token

from timeline.extraction import quantities
from timeline.extraction.arguments import cleft, resultative
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.clauses import Clause, causer, has
from timeline.extraction.reading import Reading
from timeline.extraction.verbphrases import reading_of
from timeline.languages.triggers import Concept
from timeline.schema import EventType, Modality
from timeline.schema.event import CALLED_OFF, DISPUTED, SO_FAR

#: What is known to have happened, whoever is accused of it: "charged with the murder", "indicted for the accident".
_KNOWN = {EventType.ACCIDENT, EventType.ASSAULT, EventType.CRIME, EventType.DEATH, EventType.DISASTER}

#: How many governing clauses may colour an event ("A says that B fears that C plans to ...").
DEPTH = 4

#: How many marks may stand before the verb that opens a sentence.
OPENING = 3


@dataclass(frozen=True, slots=True)
class Verdict:
    """A modality, the rule that gave it, and the token that the rule rests on (None for plain tense)."""

    modality: Modality
    rule: str
    token: int | None = None


#: Speech acts are performed by saying them, whatever condition is said with them.
SPEECH = {
    EventType.REQUEST,
    EventType.THREATEN,
    EventType.ACCUSE,
    EventType.REJECT,
    EventType.STATEMENT,
    EventType.AGREE,
    EventType.CONCEDE,
}

#: The rule of a plan that is put off: its date is the one that the verb of putting off gives.
POSTPONED = "put off"

#: The rule of what a verb's meaning makes of its object or content.
GOVERNED = "governed by verb"

#: What has been raised before anybody can drop it: a charge, a demand.
_RAISED = {EventType.ACCUSE, EventType.REQUEST}


def judge(candidate: Candidate, reading: Reading) -> Verdict:
    """The modality of a candidate."""
    if candidate.kind is Kind.NOUN:
        return _noun(candidate, reading)
    verdict = _verb(candidate.token, reading, depth=0)
    if verdict.rule == "main clause of a condition" and candidate.type in SPEECH:
        return _tense(reading.clause(candidate.token), reading)
    if verdict.modality is Modality.ACTUAL and candidate.type not in SPEECH:
        return _ahead(candidate, reading) or verdict
    if verdict.modality is Modality.DENIED and verdict.rule == "modal verb":
        return _postponed(candidate, reading) or verdict
    return verdict


def _postponed(candidate: Candidate, reading: Reading) -> Verdict | None:
    """What should have happened but is put off till a date lies ahead, unless a noun of its own tells it."""
    token = reading.tokens[candidate.token]
    if token.dep_ == "acl:relcl":
        named = reading.noun(token.head.i)
        alone = named is None or named.concept.type is None or token.head.i in candidate.parts
        governed = alone and token.head.dep_ in ("nsubj", "obj", "nsubj:pass")
        others = [token.head.head] if governed else []
    else:
        others = [child for child in (*reading.children[token.i], token.head) if "conj" in (child.dep_, token.dep_)]
    for other in others:
        found = reading_of(other, reading) if other.i != token.i and other.pos_ == "VERB" else None
        dated = any(child.i in reading.timed for child in reading.children[other.i])
        if found is not None and dated and found[0].concept.content is Modality.PLANNED:
            return Verdict(Modality.PLANNED, POSTPONED, other.i)
    return None


def _ahead(candidate: Candidate, reading: Reading) -> Verdict | None:
    """A present passive tells what is decided, not what goes on ("skatten hæves")."""
    clause = reading.clause(candidate.token)
    if any(child.lower_ in reading.grammar.now for child in reading.children[candidate.token]):
        return None
    if clause.passive and clause.tense == "present" and not clause.perfect and not clause.modals:
        return Verdict(Modality.PLANNED, "present passive", clause.finite)
    return None


def _verb(token: int, reading: Reading, depth: int) -> Verdict:
    clause = reading.clause(token)
    own = _own(clause, reading)
    if own is not None and own.rule in ("negation", SO_FAR, DISPUTED):
        above = _governed(clause, reading, depth)
        if above is not None and above.modality not in (Modality.ACTUAL, Modality.DENIED):
            return Verdict(Modality.DENIED, "governed denial", own.token)
    if own is not None and own.modality in (Modality.CONDITIONAL, Modality.DENIED, Modality.DEMANDED):
        return own
    governed = _governed(clause, reading, depth)
    if governed is not None and (own is None or own.modality is Modality.PLANNED or clause.infinitive):
        return governed
    if own is not None:
        return own
    conditional = _under_condition(clause, reading)
    if conditional is not None:
        return conditional
    return _tense(clause, reading)


def _own(clause: Clause, reading: Reading) -> Verdict | None:
    """What the clause's own marks, modals, negation and adverbs say."""
    focus = cleft(reading.tokens[clause.head], reading)
    if focus is not None and clause.direction == "past":
        for child in reading.children[focus.i]:
            if child.i < focus.i and child.lower_ in reading.grammar.negators:
                return Verdict(Modality.DENIED, DISPUTED, child.i)  # "it was not NN who did it"
    for mark in clause.marks:
        if reading.lower[mark] in reading.grammar.conditional:
            return Verdict(Modality.CONDITIONAL, "conditional conjunction", mark)
        if reading.lower[mark] in reading.grammar.generic_condition and clause.tense == "present" and not clause.modals:
            return Verdict(Modality.CONDITIONAL, "clause of time ahead", mark)
        if reading.lower[mark] in reading.grammar.as_soon and clause.direction != "past":
            return Verdict(Modality.CONDITIONAL, "conditional conjunction", mark)
    if _is_question_order(clause, reading):
        return Verdict(Modality.CONDITIONAL, "verb before subject as condition", clause.finite)
    if clause.negation is not None:
        so_far = clause.perfect and clause.tense == "present"
        said = reading.quoted[clause.head] and clause.direction == "past" and not clause.modals
        rule = DISPUTED if said else SO_FAR if so_far else "negation"
        return Verdict(Modality.DENIED, rule, clause.negation)
    for mark in clause.marks:
        if reading.lower[mark] in reading.grammar.without:
            return Verdict(Modality.DENIED, "negation", mark)
        if reading.lower[mark] in reading.grammar.whether and not _opens_content(mark, reading):
            return Verdict(Modality.POSSIBLE, "open question", mark)
    if clause.modals:
        found = _modal(clause, reading)
        if found is not None:
            return found
    if clause.imperative:
        return Verdict(Modality.DEMANDED, "imperative", clause.head)
    for child in reading.children[clause.head]:
        if reading.lower[child.i] in reading.grammar.hedges:
            return Verdict(Modality.POSSIBLE, "hedging adverb", child.i)
    return None


def _opens_content(mark: int, reading: Reading) -> bool:
    """Whether a preposition before a content clause only looks like "whether" ("a wish about that ...")."""
    following = next((word for word in reading.lower[mark + 1 : mark + 3] if word.isalpha()), "")
    return following in reading.grammar.complementizers


def _modal(clause: Clause, reading: Reading) -> Verdict | None:
    modal = clause.modals[0]
    entry = next((entry for entry in reading.grammar.modals if entry.lemma == reading.lemmas[modal]), None)
    if entry is None:
        return None
    # Without tense on it ("kan ville") the modal counts as present.
    past = clause.finite == modal and clause.tense == "past"
    if past and clause.perfect:
        value = entry.counterfactual or entry.past or entry.modality
    elif past:
        value = entry.past or entry.modality
    elif clause.perfect:
        value = Modality.POSSIBLE if entry.modality else None
    else:
        value = entry.modality
    return Verdict(value, "modal verb", modal) if value is not None else None


def _governed(clause: Clause, reading: Reading, depth: int) -> Verdict | None:
    """What the words above the clause make of it: a verb's or noun's content, a first conjunct's fate."""
    token = reading.tokens[clause.head]
    if depth >= DEPTH or token.head.i == token.i:
        return None
    head = token.head
    if token.dep_ == "conj":
        above = reading.predicate(head.i)
        if above == head.i and head.pos_ == "VERB" and (clause.infinitive or _shares_subject(clause, reading)):
            return _colour(head.i, reading, depth) if clause.infinitive else None
        return None
    cause = causer(token, reading.pack)
    if cause is not None:
        return _colour(cause.i, reading, depth) or _governed(reading.clause(cause.i), reading, depth + 1)
    marks = [reading.lower[mark] for mark in clause.marks]
    if any(mark in (*reading.grammar.after, *reading.grammar.before) for mark in marks):
        return None  # "after that": no content, whatever the parser hangs it on
    content_clause = any(mark in reading.grammar.complementizers for mark in marks)
    if content_clause and (untrue := _untrue(head, clause, reading)) is not None:
        return Verdict(Modality.DENIED, DISPUTED, untrue)
    attribute = token.dep_ == "acl:relcl" or (token.dep_ == "amod" and head.pos_ not in ("VERB", "AUX"))
    if (attribute and not content_clause) or (token.dep_ == "acl" and not clause.infinitive and not clause.marks):
        return None
    if head.pos_ == "NOUN":
        nominal = reading.noun(head.i)
        content = nominal.concept.content if nominal else None
        if content is not None:
            fate = _fate(head, reading)
            return fate or Verdict(content, "governed by noun", head.i)
    if token.dep_ == "advcl" and not clause.infinitive and not content_clause:
        return None
    if clause.infinitive and head.pos_ != "VERB" and head.dep_ in ("obj", "nsubj", "iobj", "obl"):
        # "opfordrer formanden til at gå": the parser hangs the infinitive on the one who is asked
        controlled = any(mark in reading.grammar.control for mark in marks)
        above = reading.predicate(head.i)
        if controlled and above is not None:
            head = reading.tokens[above]
    if reading.lemmas[head.i] in reading.grammar.causatives and has(token, "VerbForm", "Part"):
        upper = reading.clause(head.i)
        if upper.modals:
            return Verdict(Modality.DEMANDED, "wish to have it done", upper.modals[0])
        return _colour(head.i, reading, depth)
    found = reading_of(head, reading) if head.pos_ == "VERB" else None
    if found is not None:
        phrase, _ = found
        content = phrase.concept.content
        if content is not None:
            return _from_content(phrase.concept, clause, head.i, reading)
        if phrase.concept.aspectual or clause.infinitive:
            return _colour(head.i, reading, depth)
        return None
    if clause.infinitive and head.pos_ == "VERB":
        return _colour(head.i, reading, depth)
    return None


def _untrue(head: Token, clause: Clause, reading: Reading) -> int | None:
    """The word above a content clause in the past that says that it is false, or not true; None without one."""
    above = reading.predicate(head.i)
    if above is None or not (clause.direction == "past" or clause.perfect):
        return None
    word, grammar = reading.lower[above], reading.grammar
    if word in grammar.untrue:
        return above if reading.clause(above).negation is None else None
    return above if word in grammar.true and reading.clause(above).negation is not None else None


def _fate(noun: Token, reading: Reading) -> Verdict | None:
    """What becomes of a plan: called off, its content is denied."""
    head = noun.head
    if head.pos_ != "VERB" or noun.dep_ not in ("nsubj", "obj", "nsubj:pass"):
        return None
    found = reading_of(head, reading)
    if found is not None and found[0].concept.content is Modality.DENIED:
        return _denied(found[0].concept, head.i)
    return None


def _denied(concept: Concept, verb: int) -> Verdict:
    """What a verb makes of what it governs: called off by one that withdraws, denied by another."""
    rule = CALLED_OFF if concept.type is EventType.RETREAT else GOVERNED
    return Verdict(Modality.DENIED, rule, verb)


def _colour(token: int, reading: Reading, depth: int) -> Verdict | None:
    above = _verb(token, reading, depth + 1)
    return above if above.modality is not Modality.ACTUAL else None


def _from_content(concept: Concept, clause: Clause, governor: int, reading: Reading) -> Verdict | None:
    content = concept.content or Modality.ACTUAL
    denied = reading.clause(governor).negation is not None
    if content is Modality.POSSIBLE and denied:
        return Verdict(Modality.DENIED, "denied belief", governor)
    if content is Modality.DENIED and denied:
        return Verdict(Modality.POSSIBLE, "denied denial", governor)
    if content is Modality.DEMANDED and not clause.infinitive and clause.direction == "past":
        return None
    past = clause.direction == "past" or clause.perfect
    if content is Modality.DENIED and concept.type is EventType.REJECT and past:
        if quantities.exceeds(clause.head, reading.vicinity(clause.head)[1], reading):
            return Verdict(Modality.ACTUAL, "only more of it denied", governor)
        return Verdict(Modality.DENIED, DISPUTED, governor)  # "denies that he did", not "refuses to do"
    return _denied(concept, governor) if content is Modality.DENIED else Verdict(content, GOVERNED, governor)


def _under_condition(clause: Clause, reading: Reading) -> Verdict | None:
    """A main clause whose adverbial clause is a condition is conditional itself, unless it is past."""
    if clause.direction == "past":
        return None
    for child in reading.children[clause.head]:
        if child.dep_ in ("advcl", "ccomp") and reading.predicate(child.i) == child.i:
            inner = reading.clause(child.i)
            if any(reading.lower[mark] in reading.grammar.conditional for mark in inner.marks) or _is_question_order(
                inner, reading
            ):
                return Verdict(Modality.CONDITIONAL, "main clause of a condition", child.i)
    return None


def _is_question_order(clause: Clause, reading: Reading) -> bool:
    """A finite verb that opens a clause before a main clause: "Bliver hun valgt, rejser hun" is an if."""
    finite = clause.finite
    if finite is None or clause.marks or clause.tense != "present":
        return False
    start, _ = reading.sentence(clause.head)
    if finite - start > OPENING or any(
        reading.tokens[i].is_alpha or reading.tokens[i].like_num for i in range(start, finite)
    ):
        return False
    text = reading.lower[finite : reading.vicinity(finite)[1]]
    return "," in text and "?" not in text


def _shares_subject(clause: Clause, reading: Reading) -> bool:
    return not any(child.dep_.startswith("nsubj") for child in reading.children[clause.head])


def _tense(clause: Clause, reading: Reading) -> Verdict:
    if clause.direction == "past" or clause.finite is None:
        return Verdict(Modality.ACTUAL, "tense", clause.finite)
    start, end = reading.vicinity(clause.head)
    words = tuple(reading.lower[start:end])
    for phrase in reading.grammar.planned:
        for i in range(len(words) - len(phrase) + 1):
            if words[i : i + len(phrase)] == phrase and reading.predicate(start + i) == clause.head:
                return Verdict(Modality.PLANNED, "planning phrase", start + i)
    return Verdict(Modality.ACTUAL, "tense", clause.finite)


def _noun(candidate: Candidate, reading: Reading) -> Verdict:
    """A noun takes the modality of what it is the object or subject of."""
    token = reading.tokens[candidate.token]
    for child in reading.children[token.i]:
        if reading.lower[child.i] in reading.grammar.negators:
            return Verdict(Modality.DENIED, "negation", child.i)
    head, climbed = token.head, False
    while head.i != token.i and head.pos_ == "NOUN" and token.dep_ in ("nmod", "conj", "appos"):
        nominal = reading.noun(head.i)
        if nominal is not None and nominal.concept.content is not None and token.dep_ == "nmod":
            if nominal.concept.content is Modality.POSSIBLE and _is_known(candidate, reading):
                return Verdict(Modality.ACTUAL, "named")
            return Verdict(nominal.concept.content, "governed by noun", head.i)
        climbed = climbed or token.dep_ == "nmod"
        token, head = head, head.head
        if head.i == token.i:
            break
    if climbed and has(reading.tokens[candidate.token], "Definite", "Def"):
        return Verdict(Modality.ACTUAL, "named")  # "waived its appeal in the case of the accident": that happened
    if candidate.predicate is None or candidate.predicate == candidate.token:
        return Verdict(Modality.ACTUAL, "named")
    verb = reading.tokens[candidate.predicate]
    if candidate.predicate in candidate.parts:
        return _verb(candidate.predicate, reading, 1)
    if any(child.dep_ == "case" and child.lower_ in reading.grammar.after for child in reading.children[token.i]):
        return Verdict(Modality.ACTUAL, "named")  # what something follows is no part of what is demanded or planned
    if token.head.i == verb.i and token.dep_ in ("obj", "obl", "nsubj", "iobj") and verb.pos_ == "VERB":
        found = reading_of(verb, reading)
        if found is not None:
            concept = found[0].concept
            if concept.type is not None and _is_occasion(token, found[0].words, reading):
                return Verdict(Modality.ACTUAL, "named")
            passive = reading.clause(verb.i).passive or resultative(verb, reading)
            content = concept.content
            if content is Modality.DENIED and reading.clause(verb.i).negation is not None:
                content = Modality.POSSIBLE
            if content is not None and not concept.clausal and (token.dep_ != "nsubj" or passive):
                said = candidate.type in (*SPEECH, EventType.PROTEST)
                if concept.type is EventType.REJECT and content is Modality.DENIED and said:
                    return Verdict(Modality.ACTUAL, "said before it is rejected", verb.i)
                if content is Modality.POSSIBLE and concept.type is EventType.ACCUSE and _is_known(candidate, reading):
                    return Verdict(Modality.ACTUAL, "named")
                if content is Modality.DENIED and candidate.type in _RAISED and has(token, "Definite", "Def"):
                    return Verdict(Modality.ACTUAL, "raised before it is dropped", verb.i)
                return _denied(concept, verb.i) if content is Modality.DENIED else Verdict(content, GOVERNED, verb.i)
            if concept.content is None and token.dep_ == "nsubj" and concept.aspectual:
                return _verb(verb.i, reading, 1)
    return Verdict(Modality.ACTUAL, "named")


def _is_occasion(noun: Token, governed: tuple[str, ...], reading: Reading) -> bool:
    """Whether a noun says where something was said or decided ("decided at a meeting"), and not what."""
    cases = [child.lower_ for child in reading.children[noun.i] if child.dep_ == "case"]
    grammar = reading.grammar
    return noun.dep_ == "obl" and any(
        case in grammar.occasion and case not in grammar.control and case not in governed for case in cases
    )


def _is_known(candidate: Candidate, reading: Reading) -> bool:
    return candidate.type in _KNOWN and has(reading.tokens[candidate.token], "Definite", "Def")

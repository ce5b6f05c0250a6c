"""A verb's subjects and objects: labels where they agree with word order, else word order; antecedents, controllers."""

from spacy.tokens import Token

from timeline.extraction.clauses import has
from timeline.extraction.reading import Reading
from timeline.schema import EventType

#: Types whose object is addressed rather than acted upon (guide, decision 33).
ADDRESSED = {
    EventType.REQUEST,
    EventType.ACCUSE,
    EventType.CONSULT,
    EventType.THREATEN,
    EventType.STATEMENT,
    EventType.AGREE,
    EventType.AID,
    EventType.SUPPORT,
    EventType.REJECT,
}

#: Types whose object has done what follows "for": accused, praised, punished for doing it.
_BLAMED = {EventType.ACCUSE, EventType.TRIAL, EventType.SANCTION, EventType.SUPPORT, EventType.PROTEST}

_SUBJECTS = ("nsubj", "nsubj:pass", "csubj")


def subjects(verb: Token, reading: Reading, depth: int = 0) -> list[Token]:
    """The words that are the subject of a verb: its own, its antecedent, its controller's, its first conjunct's."""
    own, _ = arguments(verb, reading)
    real = [child for child in own if child.lower_ not in reading.grammar.relatives]
    if real:
        return real
    if verb.dep_ in ("acl:relcl", "acl") and (own or has(verb, "VerbForm", "Part")):
        focus = cleft(verb, reading) if own else None
        return [verb.head if focus is None else focus]  # "It was NN who pulled back"
    if own or depth > 3 or verb.head.i == verb.i or verb.dep_ == "acl:relcl":
        return []
    head = verb.head
    if head.pos_ not in ("VERB", "AUX"):
        above = reading.predicate(head.i)
        if above is None or above == verb.i:
            return []
        if head.pos_ == "NOUN" and verb.dep_ in ("acl", "nmod", "obl", "advcl"):
            return subjects(reading.tokens[above], reading, depth + 1)
        head = reading.tokens[above]
    if verb.dep_ == "conj":
        return subjects(head, reading, depth + 1)
    if has(verb, "VerbForm", "Inf") or verb.dep_ in ("xcomp", "advcl", "ccomp", "obj", "obl"):
        if any(child.dep_ == "mark" and child.pos_ == "SCONJ" for child in reading.children[verb.i]):
            return []
        upper, objects = arguments(head, reading)
        found = reading.lexicon.verb(reading.verb_lemma(head))
        plain = next((phrase.concept for phrase in found if not phrase.words), None)
        objects = [child for child in objects if child.i != verb.i and child.pos_ != "VERB"]
        causative = reading.verb_lemma(head) in reading.grammar.causatives
        towards = any(
            child.dep_ == "mark" and child.lower_ in (*reading.grammar.control, *reading.grammar.restraint)
            for child in reading.children[verb.i]
        )
        kind = plain.type if plain is not None else None
        blamed = kind in _BLAMED and any(
            child.dep_ == "mark" and child.lower_ in reading.grammar.blame for child in reading.children[verb.i]
        )
        # "forbade the firm to reopen", but "held the man in order to question him"
        free = not any(child.dep_ in ("mark", "case") and child.pos_ == "ADP" for child in reading.children[verb.i])
        bound = kind is EventType.REQUEST or (kind is EventType.COERCE and free)
        if objects and (causative or towards or blamed or bound):
            return objects
        return upper or subjects(head, reading, depth + 1)
    return []


def cleft(verb: Token, reading: Reading) -> Token | None:
    """The word that "It was NN who VERBed" singles out, where the verb is that of its relative clause."""
    if verb.dep_ != "acl:relcl":
        return None
    head = verb.head
    focus = head.head if head.lower_ in reading.grammar.expletives and head.head.i > head.i else head
    while focus.dep_ == "nmod" and focus.head.i < focus.i:
        focus = focus.head  # "it was a clerk at the firm who ...": the clause is the clerk's
    if focus.i > verb.i or focus.pos_ not in ("NOUN", "PROPN", "PRON"):
        return None
    named = (focus, *(child for child in reading.lefts(focus.i) if child.dep_ == "nmod"))  # or their title
    copula = next((child.i for word in named for child in reading.lefts(word.i) if child.dep_ == "cop"), None)
    if copula is None:
        return None
    beside = reading.lower[max(0, copula - 1) : copula + 2]
    return focus if any(word in reading.grammar.expletives for word in beside) else None


def resultative(verb: Token, reading: Reading) -> bool:
    """Whether a participle is passive without saying so: alone after a noun, or under "to be" if it takes an object."""
    if not has(verb, "VerbForm", "Part"):
        return False
    helpers = {
        reading.lemmas[child.i] for child in reading.children[verb.i] if child.dep_ in ("aux", "cop", "aux:pass")
    }
    lemma = reading.verb_lemma(verb)
    if lemma in reading.grammar.unaccusatives:
        return False
    governs = any(child.dep_ == "obj" for child in reading.children[verb.i])
    if not helpers:
        # With a subject and an object it is a past tense that is spelt like the participle.
        active = governs and any(child.dep_ == "nsubj" for child in reading.children[verb.i])
        return verb.dep_ in ("acl", "xcomp", "ROOT") and not active
    return not governs and helpers <= {*reading.grammar.copulas, *(modal.lemma for modal in reading.grammar.modals)}


def arguments(verb: Token, reading: Reading) -> tuple[list[Token], list[Token]]:
    """A verb's own subjects and objects: the labels where they agree with word order, else word order.

    A verb-second language puts the subject right before or right after the finite verb; the parser confuses the two.
    """
    key = ("arguments", verb.i)
    if key not in reading.memo:
        reading.memo[key] = _arguments(verb, reading)
    found: tuple[list[Token], list[Token]] = reading.memo[key]
    return found


def _is_nominal(word: Token, reading: Reading) -> bool:
    """Whether a word can be an argument: no verb, but a participle that an adjective or article makes a noun."""
    return word.pos_ != "VERB" or any(child.dep_ in ("amod", "det") for child in reading.children[word.i])


def _arguments(verb: Token, reading: Reading) -> tuple[list[Token], list[Token]]:
    grammar = reading.grammar
    found = [
        child
        for child in reading.children[verb.i]
        if child.dep_ in (*_SUBJECTS, "obj", "iobj") and child.i not in reading.timed and _is_nominal(child, reading)
    ]
    found += _behind_time(verb, reading)
    subject = [c for c in found if c.dep_ in _SUBJECTS and c.lower_ not in grammar.accusatives]
    objects = [c for c in found if c not in subject and c.dep_ != "iobj"]
    finite = reading.clause(verb.i).finite
    if finite is None or not found:
        return subject, objects
    solid = [c for c in subject if c.lower_ not in grammar.expletives]
    if len(solid) > 1 and not any(c.lower_ in grammar.relatives for c in solid):
        return solid[:1], [*solid[1:], *objects]
    if solid or any(c.lower_ in grammar.relatives for c in subject):
        return solid or subject, objects
    if verb.dep_ == "conj" and finite and reading.tokens[finite - 1].pos_ == "CCONJ":
        return subject, objects  # "... and prolonged his contract": nothing before the verb, so nothing inverted
    inverted = [c for c in objects if finite < c.i and c.lower_ not in grammar.accusatives]
    if inverted and (not subject or _reports(verb, reading)) and not any(c.i < finite for c in objects):
        # "Det besluttede ministrene", "To dage efter holder ministeren samråd"
        return inverted[:1], inverted[1:]
    return subject, objects


def _behind_time(verb: Token, reading: Reading) -> list[Token]:
    """Nouns without a preposition that the parser hangs on the day between the verb and them ("held Friday a man")."""
    return [
        word
        for time in reading.children[verb.i]
        if time.i in reading.timed and time.i > verb.i
        for word in reading.children[time.i]
        if word.dep_ == "nmod"
        and word.i > time.i
        and word.i not in reading.timed
        and word.pos_ in ("NOUN", "PROPN", "PRON")
        and not any(child.dep_ == "case" for child in reading.children[word.i])
    ]


def stands_alone(verb: Token, reading: Reading) -> bool:
    """Whether a named person is said to do it, to nobody and nothing, on a day to come ("NN stops in May")."""
    if reading.clause(verb.i).direction == "past":
        return False
    own = subjects(verb, reading)
    named = (word for one in own for word in (one, *reading.children[one.i]) if word == one or word.dep_ == "appos")
    if not any(word.ent_type_ == "PER" for word in named):
        return False
    _, end = reading.vicinity(verb.i)
    behind = [word for word in reading.tokens[verb.i + 1 : end] if word.is_punct or word.pos_ == "CCONJ"]
    phrase = reading.tokens[verb.i + 1 : behind[0].i if behind else end]
    rest = [word for word in phrase if not any(part in own for part in (word, *word.ancestors))]
    dated = any(child.i in reading.timed for child in reading.children[verb.i])
    return dated and all(word.i in reading.timed or word.head.i in reading.timed for word in rest)


def _reports(verb: Token, reading: Reading) -> bool:
    readings = reading.lexicon.verb(reading.verb_lemma(verb))
    concept = next((phrase.concept for phrase in readings if not phrase.words), None)
    return concept is not None and (concept.reporting or concept.type in ADDRESSED)

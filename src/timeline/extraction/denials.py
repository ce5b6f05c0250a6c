"""Which happenings somebody says are not so, in a sentence that points back: "That the director denies"."""

from collections.abc import Sequence

from spacy.tokens import Token

from timeline.extraction.candidates import Kind
from timeline.extraction.clauses import has
from timeline.extraction.happenings import Happening, Told
from timeline.extraction.reading import Reading
from timeline.schema import EventType, Modality

#: Sentences back in which the happening may stand: one that only says who told it may come between.
BACK = 2
#: Said, not done: what is answered there is the charge or the statement, and not that somebody made it, ...
_SAID = {EventType.ACCUSE, EventType.REJECT, EventType.STATEMENT}
#: ... and by a word that also turns down, the demand or the offer.
_TURNED_DOWN = {*_SAID, EventType.REQUEST, EventType.AGREE}
#: Measures against somebody, who denies what they are taken for.
_MEASURES = {EventType.COERCE, EventType.TRIAL, EventType.SANCTION, EventType.APPOINT}
#: Clauses that tell in passing.
_ASIDE = ("acl", "acl:relcl", "advcl", "amod", "xcomp")


def find(happenings: Sequence[Happening], reading: Reading) -> dict[int, int]:
    """For the index of each happening that somebody denies, the token that says so."""
    if not reading.lexicon.denial.pronouns:
        return {}
    told: dict[int, list[tuple[int, Told]]] = {}
    for index, happening in enumerate(happenings):
        for mention in happening.mentions:
            told.setdefault(reading.sentences[mention.candidate.token], []).append((index, mention))
    found: dict[int, int] = {}
    for token in reading.tokens:
        pointer = _pointer(token, reading)
        if pointer is not None:
            turned_down = reading.verb_lemma(token) in reading.lexicon.denial.answers
            denied = _denied(min(pointer.i, token.i), told, _TURNED_DOWN if turned_down else _SAID, reading)
            if denied is not None:
                found.setdefault(denied, token.i)
    return found


def _pointer(token: Token, reading: Reading) -> Token | None:
    """The word by which a verb or predicate says of what was told before that it is not so, None where none does."""
    denial = reading.lexicon.denial
    lemma = reading.lemmas[token.i]
    denies = token.pos_ == "VERB" and reading.verb_lemma(token) in denial.verbs | denial.answers
    if not denies and lemma not in denial.true and lemma not in denial.untrue:
        return None
    negated = any(child.lower_ in reading.grammar.negators for child in reading.children[token.i])
    if negated != (lemma in denial.true):
        return None
    clause = reading.clause(token.i)
    if denies and (clause.modals or clause.infinitive):
        return None
    words = ("obj", "nsubj", "nsubj:pass") if denies else ("nsubj", "nsubj:pass")
    for child in reading.children[token.i]:
        if child.dep_ in words and _points_back(child, reading):
            return child if _says_no_more(max(child.i, token.i), reading) else None
    return None


def _points_back(word: Token, reading: Reading) -> bool:
    """Whether a word stands for what was told: "that", or "the charge"."""
    denial = reading.lexicon.denial
    if word.lower_ in denial.pronouns:
        return True
    lemmas = reading.noun_lemmas(word.i) if word.pos_ == "NOUN" else ()
    alone = not any(child.dep_ != "det" for child in reading.children[word.i])
    return alone and has(word, "Definite", "Def") and not denial.claims.isdisjoint(lemmas)


def _says_no_more(last: int, reading: Reading) -> bool:
    """Whether no clause of its own tells what is denied ("denies it, that he ...")."""
    _, end = reading.vicinity(last)
    return not any(reading.lower[i] in reading.grammar.complementizers for i in range(last + 1, end))


def _denied(start: int, told: dict[int, list[tuple[int, Told]]], but: set[EventType], reading: Reading) -> int | None:
    """The one happening that the sentence before tells as a fact, or what stands before `start` in the same one."""
    here = reading.sentences[start]
    main = [entry for entry in told.get(here, ()) if entry[1].candidate.token < start]
    if main:
        return _only_fact(main, but, reading)
    for back in range(1, BACK + 1):
        if here < back:
            return None
        mentions = told.get(here - back, [])
        if mentions or not _only_says_who(reading.starts[here - back], reading):
            return _only_fact(mentions, but, reading)
    return None


def _only_says_who(start: int, reading: Reading) -> bool:
    """Whether a sentence itself opens with a word that points back ("That appears from a report")."""
    return reading.lower[start] in reading.lexicon.denial.pronouns


def _only_fact(mentions: Sequence[tuple[int, Told]], but: set[EventType], reading: Reading) -> int | None:
    """The one that is told as a fact, and is of no type in `but`; None where there are several."""
    facts = {index for index, mention in mentions if mention.candidate.type not in but and _is_fact(mention, reading)}
    return facts.pop() if len(facts) == 1 else None


def _is_fact(mention: Told, reading: Reading) -> bool:
    candidate = mention.candidate
    token = reading.tokens[candidate.token]
    if candidate.kind is not Kind.VERB or mention.verdict.modality is not Modality.ACTUAL or token.dep_ in _ASIDE:
        return False
    if candidate.type in _MEASURES and _is_for_something(token, reading):
        return False
    joined = token.dep_ == "conj" and not any(child.dep_.startswith("nsubj") for child in reading.children[token.i])
    return not joined and reading.clause(token.i).direction == "past"


def _is_for_something(verb: Token, reading: Reading) -> bool:
    """Whether a phrase or clause says what somebody is blamed for."""
    return any(
        mark.lower_ in reading.grammar.blame and mark.dep_ in ("case", "mark")
        for child in reading.children[verb.i]
        for mark in reading.children[child.i]
    )

"""Weekdays that a parser takes for the head of what stands around them: news puts a bare weekday behind the verb.

"The plan was Monday given up", "the book went Friday to NN": parsers hang the participle, the object and the phrases
behind on the weekday, and the verb as well; but a weekday names when, and governs only what says which one it is.
"""

from functools import lru_cache

from spacy.tokens import Token

from timeline.extraction.clauses import has
from timeline.languages import slots
from timeline.languages.grammar import Grammar
from timeline.languages.pack import Pack
from timeline.languages.triggers import TriggerLexicon

#: How far behind its verb a weekday may stand: a subject or a short adverbial comes between them.
REACH = 5
_VERBAL = ("VERB", "AUX")


def is_bare(token: Token, pack: Pack) -> bool:
    """Whether a word is a weekday without anything before it that makes it a phrase ("on Monday", "this Monday")."""
    if token.lower_ not in _weekdays(pack):
        return False
    return not any(child.dep_ in ("case", "det", "amod", "nmod:poss") for child in token.lefts)


def free(day: Token, pack: Pack, grammar: Grammar, lexicon: TriggerLexicon) -> None:
    """Hang on the finite verb before a bare weekday what hangs on the weekday, and raise the participle behind it."""
    verb = _finite_before(day)
    if verb is None:
        return
    if verb.head.i == day.i and day.i == verb.i + 1:
        label = "ROOT" if day.head.i == day.i else day.dep_
        verb.head, verb.dep_ = (verb if day.head.i == day.i else day.head), label
        day.head, day.dep_ = verb, "obl"
        for child in [child for child in day.children if child.i != verb.i]:
            child.head = verb
            if child.dep_ == "nmod":
                child.dep_ = "obl" if _is_phrase(child) else "obj"
    elif not _is_below(verb, day):
        for child in [child for child in day.rights if child.dep_ == "nmod" and _is_phrase(child)]:
            if child.lemma_.lower() not in _times(pack):
                child.head, child.dep_ = verb, "obl"
        if day.dep_ == "obj" and day.i == verb.i + 1 and (taken := _object_behind(day, pack)) is not None:
            day.dep_, taken.head, taken.dep_ = "obl", verb, "obj"
    behind = day.nbor(1) if day.i + 1 < day.sent.end else None
    if behind is None or (verb.head.i == behind.i and verb.dep_ in ("aux", "aux:pass")):
        return
    if verb.lemma_ in grammar.passive and _is_participle(behind, lexicon, grammar):
        lift(behind, verb)


def _finite_before(day: Token) -> Token | None:
    start = max(day.sent.start, day.i - REACH)
    for i in range(day.i - 1, start - 1, -1):
        word = day.doc[i]
        if word.is_punct or word.pos_ in ("SCONJ", "CCONJ"):
            return None
        if word.pos_ in _VERBAL and has(word, "VerbForm", "Fin"):
            return word
        if word.pos_ in _VERBAL:
            return None
    return None


def _is_phrase(noun: Token) -> bool:
    return any(child.dep_ == "case" for child in noun.lefts)


def _object_behind(day: Token, pack: Pack) -> Token | None:
    """The noun behind a weekday in an object's place that is the object; no hour or week, which a number ends."""
    for child in day.rights:
        if child.dep_ == "nmod" and child.pos_ == "NOUN" and not _is_phrase(child):
            counted = any(word.pos_ == "NUM" for word in child.rights)
            return None if counted or child.lemma_.lower() in _times(pack) else child
    return None


def _is_below(word: Token, other: Token) -> bool:
    return any(above.i == other.i for above in word.ancestors)


def _is_participle(word: Token, lexicon: TriggerLexicon, grammar: Grammar) -> bool:
    if word.pos_ == "VERB" and has(word, "VerbForm", "Part"):
        return True
    form = word.lower_
    if not word.is_lower or word.pos_ in ("PRON", "DET", "ADP") or lexicon.names_one(form):
        return False
    return lexicon.irregular(form) is not None or any(
        ending.tense is None and form.endswith(ending.form) and lexicon.verb(form[: -len(ending.form)] + ending.lemma)
        for ending in grammar.endings
    )


def lift(participle: Token, auxiliary: Token) -> None:
    """Make a participle the head of its auxiliary's clause."""
    if participle.pos_ != "VERB":
        participle.pos_ = "VERB"
        participle.set_morph("Definite=Ind|Number=Sing|Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]
    top = next((word for word in auxiliary.ancestors if word.i == participle.i), auxiliary)
    above, label = top.head, top.dep_
    if top.i != participle.i:
        participle.head, participle.dep_ = (participle if above.i == top.i else above), label
    children = [child for child in auxiliary.children if child.i != participle.i]
    auxiliary.head, auxiliary.dep_ = participle, "aux"
    for child in children:
        child.head = participle
        if child.dep_ == "xcomp":
            child.dep_ = "obl"


@lru_cache(maxsize=16)
def _weekdays(pack: Pack) -> frozenset[str]:
    return slots.weekdays(pack.calendar)


@lru_cache(maxsize=16)
def _times(pack: Pack) -> frozenset[str]:
    return slots.time_words(pack.calendar)

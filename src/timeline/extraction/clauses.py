"""Clauses over Universal Dependencies: what a verb's form, auxiliaries and word order say of its clause.

Everything here reads a spaCy `Doc` and returns token indices; words come from the pack's grammar. Parses of news are
wrong in one relation out of five, so each question has an answer from labels and a second one from word order.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from timeline.languages.grammar import Grammar, Modal
from timeline.languages.pack import Pack
from timeline.schema import Modality

Direction = Literal["past", "present", "future"]
Tense = Literal["past", "present"]

#: How far to the left of a participle or infinitive its auxiliary is looked for when the parse gives none.
REACH = 10

_VERBAL = ("VERB", "AUX")
_NO_GRAMMAR = Grammar()


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate and the words that colour it, as token indices.

    `head` is the predicate (a verb, or the noun or adjective under a copula), `finite` the word that carries tense.
    `tense` is that word's; `perfect` and `passive` say what the auxiliaries and the ending make of it. `modals` run
    from the outermost in. `negation` is the negating word, `marks` the words that open the clause; `realised` is set
    when the modal's past tense tells what came about ("måtte droppe").
    """

    head: int
    finite: int | None
    tense: Tense | None
    perfect: bool
    passive: bool
    infinitive: bool
    imperative: bool
    modals: tuple[int, ...]
    negation: int | None
    marks: tuple[int, ...]
    realised: bool = False

    @property
    def direction(self) -> Direction | None:
        """Where the verb forms alone put the clause, seen from the time of writing; None for a plain infinitive."""
        if self.imperative:
            return "future"
        if self.finite is None:
            return "past" if self.perfect or not self.infinitive else None
        if self.perfect:
            return "past"
        if self.modals:
            return "past" if self.realised else "future"
        return self.tense


def clause(token: Token, pack: Pack, *, children: Sequence[Sequence[Token]] | None = None) -> Clause:
    """The clause whose predicate is `token`; `children` are the dependents of each token where they are at hand."""
    grammar = pack.grammar or _NO_GRAMMAR
    helpers, negation, marks = [], None, []
    for child in children[token.i] if children is not None else token.children:
        if child.dep_ in ("aux", "aux:pass", "cop"):
            helpers.append(child)
        elif child.dep_ == "mark":
            marks.append(child.i)
        if negation is None:
            negation = _negator(child, grammar)
    form = _form(token)
    if not helpers and token.dep_ == "xcomp" and token.pos_ in ("ADJ", "NOUN") and token.head.lemma_ in grammar.passive:
        helpers, form = [token.head], "Part"  # "was hurt", where the tagger sees an adjective or a noun
    if form in ("Part", "Inf") and not helpers and not marks and token.dep_ not in ("amod", "acl", "xcomp"):
        helpers = _borrowed(token)
    if not helpers and form == "Inf" and token.dep_ == "conj":
        marks = marks or [child.i for child in token.head.lefts if child.dep_ == "mark"]
    caused = form == "Part" and not helpers and (token.dep_ in ("xcomp", "amod") or _causer(token, grammar) is not None)
    words = [*helpers, token] if token.pos_ in _VERBAL else helpers
    finite = next((word for word in words if _form(word) == "Fin"), None)
    if not words[1:] and form == "Part" and token.dep_ == "ROOT" and any(w.dep_ == "nsubj" for w in token.lefts):
        finite = token  # a past tense that is spelt like the participle
    if finite is None and form == "Part" and token.dep_ == "amod" and _lacks_article(token):
        finite, form = token, "Fin"
    if negation is None and finite is not None:
        negation = _negator_after(finite, token, grammar)
    imperative = finite is None and any(has(word, "Mood", "Imp") for word in words)
    entries = {modal.lemma: modal for modal in grammar.modals}
    modals = tuple(word.i for word in helpers if word.lemma_ in entries)
    participle = form == "Part"
    perfect = any(
        word.lemma_ in grammar.perfect and word.dep_ != "cop" and (participle or _form(word) == "Inf")
        for word in helpers
    )
    tense = tense_of(finite)
    stative = perfect and tense == "past" and not modals and _is_state(token, helpers, grammar)
    perfect = perfect and not stative
    passive = (
        stative
        or has(token, "Voice", "Pass")
        or (participle and any(word.lemma_ in grammar.passive for word in helpers))
    )
    return Clause(
        head=token.i,
        finite=finite.i if finite is not None else None,
        tense=tense,
        perfect=perfect,
        passive=passive,
        infinitive=finite is None and (form == "Inf" or caused or any(_form(word) == "Inf" for word in helpers)),
        imperative=imperative,
        modals=modals,
        negation=negation,
        marks=tuple(marks),
        realised=tense == "past" and _realised(token, modals, negation, entries),
    )


def _lacks_article(participle: Token) -> bool:
    """Whether what the parse takes for an attribute is definite without the article that such an attribute has."""
    if not has(participle, "Definite", "Def") or not has(participle, "Number", "Sing"):
        return False
    return not any(word.dep_ in ("det", "nmod:poss") for word in participle.head.lefts)


def predicate(token: Token) -> Token | None:
    """The predicate that governs a token: itself or the nearest verb, or copula clause, above it; None without one."""
    return next((word for word in _upwards(token) if is_predicate(word)), None)


def is_predicate(token: Token) -> bool:
    """Whether a word heads a clause: a verb that is no auxiliary, or what a copula or auxiliary hangs on."""
    if token.pos_ == "VERB":
        return token.dep_ not in ("amod", "aux", "aux:pass")
    if token.pos_ == "AUX":
        return token.dep_ not in ("aux", "aux:pass", "cop")
    # A noun with an auxiliary but no copula is one that the parser took for a verb; one with a subject may be a verb
    # that the tagger took for a noun.
    helps = ("cop", "nsubj") if token.pos_ in ("NOUN", "PROPN", "PRON") else ("cop", "aux", "nsubj")
    return token.n_lefts > 0 and any(child.dep_ in helps for child in token.lefts)


def direction(doc: Doc, start: int, end: int, pack: Pack) -> Direction | None:
    """Where the clause around the characters `start:end` points: "past", "present" or "future".

    None when there is no parse, or no verb in the sentence. An infinitive takes the direction of what governs it,
    a complement of a word of demanding, planning or fearing lies in the future.

    Offsets are code points into `doc.text`.
    """
    if not doc.has_annotation("DEP"):
        return None
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    token = predicate(span.root) or _nearest_verb(span.root)
    while token is not None:
        found = clause(token, pack)
        if found.finite is None and token.dep_ == "conj" and is_predicate(token.head):
            token = token.head  # "is expected moved in May and passed in June"
            continue
        if _announces(found, token, start, pack):
            return "future"
        if found.direction is not None:
            return _of_time(token, found, pack)
        above = predicate(token.head) if token.head.i != token.i else None
        if above is None or _points_ahead(above, pack):
            return "future"
        token = above
    return None


def counts(doc: Doc, start: int, end: int) -> bool:
    """Whether the number at the characters `start:end` counts the plural noun right behind it."""
    span = doc.char_span(start, end)
    if span is None or len(span) != 1 or span.end >= len(doc):
        return False
    noun = doc[span.end]
    return span[0].head.i == noun.i and noun.pos_ == "NOUN" and has(noun, "Number", "Plur")


def of_a_thing(doc: Doc, start: int, end: int) -> bool:
    """Whether the words at the characters `start:end` hang, with the preposition before them, on the noun before it."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or span.start < 2:
        return False
    noun = doc[span.start - 2]
    # What stands between a subject and its verb belongs to the subject, whatever the parser made of it.
    return noun.pos_ == "NOUN" and (noun.dep_ == "nsubj" or span.root.head.i == noun.i)


def within_noun(doc: Doc, start: int, end: int) -> bool:
    """Whether the words at the characters `start:end` hang on a definite noun, whose day need not be the verb's."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return False
    noun = span.root
    while noun.dep_ in ("nmod", "flat", "appos") and noun.head.i < noun.i:
        noun = noun.head
    return noun.i < span.start and noun.pos_ == "NOUN" and has(noun, "Definite", "Def")


def in_background(doc: Doc, at: int) -> bool:
    """Whether the word at a character stands in a relative clause, which tells what was before and not the story."""
    span = doc.char_span(at, at + 1, alignment_mode="expand")
    token = predicate(span.root) if span is not None and len(span) else None
    return token is not None and token.dep_ == "acl:relcl"


def attributive(doc: Doc, start: int, end: int) -> bool:
    """Whether the words at the characters `start:end` modify a noun that follows, and not the verb before them."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or (span.start and doc[span.start - 1].pos_ == "VERB"):
        return False
    for token in doc[span.end : span.end + 3]:
        if token.pos_ in ("NOUN", "PROPN"):
            return True
        if token.pos_ != "ADJ":
            return False
    return False


def _of_time(token: Token, found: Clause, pack: Pack) -> Direction | None:
    """Where a clause points as far as its dates go.

    "On Monday they could leave" tells of last Monday; what "must be paid" by May is yet to be, and what "is closed" is.
    """
    grammar = pack.grammar or _NO_GRAMMAR
    if found.finite is None and token.lower_ in pack.timexes.cues.habitual:
        return "present"  # "open Monday and closed Good Friday"
    main = token.dep_ == "ROOT" or (token.dep_ == "conj" and token.head.dep_ == "ROOT")
    if main and found.modals and found.tense == "past":
        return "past"
    if found.perfect and found.tense == "present":
        if found.modals:
            due = any(word.lemma_ in grammar.copulas for word in token.lefts if word.dep_ in ("aux", "cop", "aux:pass"))
            return "future" if due and token.lemma_ not in grammar.unaccusatives else "past"
        cues = pack.timexes.cues
        if token.lower_ in cues.habitual or token.lower_ in cues.always:
            return "present"
        if token.lower_ in cues.arranged and any(word.lemma_ in grammar.copulas for word in token.lefts):
            return "future"
    return found.direction


def _announces(found: Clause, verb: Token, start: int, pack: Pack) -> bool:
    """Whether a date is that of a happening which a verb of plan in the perfect announces by a noun before it.

    "They have called a meeting on 3 May": the perfect itself goes with no date that has passed.
    """
    if not found.perfect or found.tense != "present" or not _points_ahead(verb, pack) or pack.triggers is None:
        return False
    nouns = (child for child in verb.children if child.pos_ == "NOUN" and verb.i < child.i and child.idx < start)
    named = (pack.triggers.noun(noun.lemma_.lower()) for noun in nouns if noun.dep_ in ("obj", "obl"))
    return any(nominal is not None and nominal.concept.type is not None for nominal in named)


def _points_ahead(governor: Token, pack: Pack) -> bool:
    content = pack.triggers.content(governor.lemma_) if pack.triggers else None
    return content is not None


def _realised(token: Token, modals: tuple[int, ...], negation: int | None, entries: dict[str, Modal]) -> bool:
    """Whether a modal in the past tells what came about: "had to", and a main clause's "would not"."""
    if negation is not None and modals and token.dep_ == "ROOT":
        return True
    return any(entries[token.doc[i].lemma_].past is Modality.ACTUAL for i in modals)


def _negator_after(finite: Token, head: Token, grammar: Grammar) -> int | None:
    """A negating adverb behind the finite verb that the parse hangs on something else of the same clause."""
    for word in finite.doc[finite.i + 1 : min(finite.i + 6, finite.sent.end)]:
        if word.is_punct or word.pos_ in ("SCONJ", "CCONJ") or (word.pos_ == "VERB" and word.i != head.i):
            return None
        if word.lower_ in grammar.negators and word.pos_ == "ADV":
            following = word.nbor(1).lower_ if word.i + 1 < len(word.doc) else ""
            return None if following in grammar.negators_excepted else word.i
    return None


def tense_of(finite: Token | None) -> Tense | None:
    """The tense of a finite word."""
    if finite is None:
        return None
    return "past" if has(finite, "Tense", "Past") else "present"


def _is_state(token: Token, helpers: list[Token], grammar: Grammar) -> bool:
    """Whether "was" with a participle is a passive in the past ("var udsat for"), not a perfect ("var rejst")."""
    return all(word.lemma_ in grammar.copulas for word in helpers) and token.lemma_ not in grammar.unaccusatives


def causer(token: Token, pack: Pack) -> Token | None:
    """The infinitive right before a participle that has the deed done ("at få frigivet gidslerne")."""
    return _causer(token, pack.grammar or _NO_GRAMMAR)


def _causer(token: Token, grammar: Grammar) -> Token | None:
    if token.i == 0 or _form(token) != "Part":
        return None
    before = token.nbor(-1)
    if before.lemma_ in grammar.perfect and before.i > 0 and before.nbor(-1).dep_ == "mark":
        return None  # "denies to have struck": a perfect; a wish has a modal verb ("wants to have her released")
    return before if before.lemma_ in grammar.causatives and _form(before) == "Inf" else None


def _negator(child: Token, grammar: Grammar) -> int | None:
    """The negating word that a dependent is or opens with ("nobody has ...", "at no time")."""
    if child.lower_ in grammar.negators:
        following = child.nbor(1).lower_ if child.i + 1 < len(child.doc) else ""
        return None if following in grammar.negators_excepted else child.i
    if child.dep_ in ("nsubj", "obj", "obl", "advmod"):
        return next((word.i for word in child.lefts if word.lower_ in grammar.negators and word.dep_ == "det"), None)
    return None


def has(token: Token, feature: str, value: str) -> bool:
    """Whether a word has a value of a Universal Dependencies feature, such as Tense=Past."""
    return value in token.morph.get(feature, [])


def _form(token: Token) -> str:
    forms = token.morph.get("VerbForm", [])
    return forms[0] if forms else ""


def _upwards(token: Token) -> Iterator[Token]:
    while True:
        yield token
        if token.head.i == token.i:
            return
        token = token.head


def _borrowed(token: Token) -> list[Token]:
    """Auxiliaries of a verb form that cannot stand alone: the first conjunct's, or those before it in the clause."""
    if token.dep_ == "conj" and token.head.pos_ in _VERBAL:
        shared = [child for child in token.head.lefts if child.dep_ in ("aux", "aux:pass")]
        if shared:
            return shared
    stop = max(token.sent.start, token.i - REACH)
    for position in range(token.i - 1, stop - 1, -1):
        word = token.doc[position]
        if word.dep_ == "punct" or word.pos_ == "VERB" or word.pos_ == "SCONJ":
            return []
        if word.pos_ == "AUX" and not any(child.dep_ in ("aux", "aux:pass") for child in word.children):
            return [word]
    return []


def _nearest_verb(token: Token) -> Token | None:
    verbs = [word for word in token.sent if word.pos_ in _VERBAL]
    return min(verbs, key=lambda word: (abs(word.i - token.i), word.i), default=None)

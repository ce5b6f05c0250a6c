"""Relations that parsers of news get wrong and that can only be otherwise, put right before anything reads the parse.

A verb-second language puts the subject between an auxiliary and its participle ("in May was a plan given up"), and
parsers then take the participle for an attribute of the subject; but attributes stand before their noun, and an
auxiliary has a verb. Of "the meeting of A and B was held" they make a noun without a verb and a clause about B; but a
sentence has a verb for what it opens with.
"""

from spacy.tokens import Doc, Token

from timeline.extraction.clauses import has
from timeline.languages.grammar import Grammar
from timeline.languages.pack import Pack


def mend(doc: Doc, pack: Pack) -> Doc:
    """The same `Doc` with verbs at the head of the clauses that they are the verbs of."""
    if pack.grammar is not None and doc.has_annotation("DEP"):
        for token in doc:
            if token.dep_ == "amod" and token.head.i < token.i and _lacks_participle(token, pack.grammar):
                _raise(token)
            elif token.dep_ == "conj" and (joined := _torn(token)) is not None:
                _join(token, *joined)
    return doc


def _lacks_participle(token: Token, grammar: Grammar) -> bool:
    """Whether an attribute behind a noun is what the auxiliary before that noun, its head, waits for."""
    noun, auxiliary = token.head, token.head.head
    if token.pos_ != "VERB" or not has(token, "VerbForm", "Part") or not noun.dep_.startswith("nsubj"):
        return False
    if auxiliary.i >= noun.i or auxiliary.lemma_ not in grammar.passive or not has(auxiliary, "VerbForm", "Fin"):
        return False
    others = (child for child in auxiliary.rights if child.i != noun.i)
    return not any(has(child, "VerbForm", "Part") or child.dep_ in ("xcomp", "obj") for child in others)


def _raise(participle: Token) -> None:
    noun, auxiliary = participle.head, participle.head.head
    above, label = auxiliary.head, auxiliary.dep_
    children = [child for child in auxiliary.children if child.i != noun.i]
    participle.head, participle.dep_ = (participle if above.i == auxiliary.i else above), label
    auxiliary.head, auxiliary.dep_ = participle, "aux"
    for child in (noun, *children):
        child.head = participle


def _torn(verb: Token) -> tuple[Token, Token, Token] | None:
    """The conjunction, the noun before it and the one behind it, where a verb is joined to a verbless noun's phrase."""
    noun = verb.head
    if verb.pos_ not in ("VERB", "AUX") or noun.pos_ != "NOUN" or noun.head.i != noun.i:
        return None
    if any(child.dep_ in ("cop", "nsubj", "aux") for child in noun.children):
        return None
    subject = next((child for child in verb.lefts if child.dep_.startswith("nsubj")), None)
    conjunction = next((child for child in verb.lefts if child.dep_ == "cc"), None)
    if subject is None or conjunction is None or conjunction.i + 1 != subject.left_edge.i:
        return None
    first = next((child for child in noun.rights if child.dep_ == "nmod"), None)
    return (conjunction, first, subject) if first is not None and first.right_edge.i + 1 == conjunction.i else None


def _join(verb: Token, conjunction: Token, first: Token, second: Token) -> None:
    noun = verb.head
    conjunction.head = second
    second.head, second.dep_ = first, "conj"
    verb.head, verb.dep_ = verb, "ROOT"
    noun.head, noun.dep_ = verb, "nsubj"

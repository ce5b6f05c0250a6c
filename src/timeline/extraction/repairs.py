"""Relations that parsers of news get wrong and that can only be otherwise, put right before anything reads the parse.

A verb-second language puts the subject between an auxiliary and its participle ("in May was a plan given up"), and
parsers then take the participle for an attribute of the subject; but attributes stand before their noun, and an
auxiliary has a verb.
"""

from spacy.tokens import Doc, Token

from timeline.extraction.clauses import has
from timeline.languages.grammar import Grammar
from timeline.languages.pack import Pack


def mend(doc: Doc, pack: Pack) -> Doc:
    """The same `Doc` with participles that follow their auxiliary's subject as heads of their clauses."""
    if pack.grammar is not None and doc.has_annotation("DEP"):
        for token in doc:
            if token.dep_ == "amod" and token.head.i < token.i and _lacks_participle(token, pack.grammar):
                _raise(token)
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

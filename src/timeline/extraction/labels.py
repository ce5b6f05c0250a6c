"""A headline for an event, built from the article's own words: subject, verb, what it governs; pronouns resolved."""

from spacy.tokens import Token

from timeline.extraction.actors import Cast
from timeline.extraction.arguments import subjects
from timeline.extraction.events import EventMention
from timeline.extraction.reading import Reading

#: A label is a headline: at most this many words.
LENGTH = 16

#: What hangs on a predicate without being part of its headline.
_ASIDE = (
    "acl:relcl",
    "advcl",
    "parataxis",
    "punct",
    "cc",
    "discourse",
    "vocative",
    "dislocated",
    "mark",
    "conj",
    "expl",
)
_ASIDE_IN_NOUN = ("acl:relcl", "punct", "parataxis", "conj", "cc")


def label(event: EventMention, reading: Reading, cast: Cast) -> str:
    """The headline of an event: a clause for a verb, a noun phrase for a noun."""
    dated = _dated(reading)
    token = reading.doc[event.trigger]
    if token.pos_ == "VERB":
        words = _clause(token, reading, cast, dated)
    else:
        words = _phrase(token, reading, cast, dated)
    text = " ".join(words[:LENGTH]).strip(" ,;:-–—\"'»«”“()")
    return text[:1].upper() + text[1:] if text else token.text


def _dated(reading: Reading) -> frozenset[int]:
    # The preposition goes with its date.
    before = {span[0] - 1 for span in reading.spans if span and span[0] and reading.doc[span[0] - 1].pos_ == "ADP"}
    return reading.timed | before


def _clause(verb: Token, reading: Reading, cast: Cast, dated: frozenset[int]) -> list[str]:
    opening: list[str] = []
    for subject in subjects(verb, reading):
        if subject.i != verb.i and subject.lower_ not in reading.grammar.relatives:
            opening += ([_joiner(reading)] if opening else []) + _phrase(subject, reading, cast, dated)
    skipped = {subject.i for subject in subjects(verb, reading)}
    finite = reading.clause(verb.i).finite
    front: list[str] = []
    rest: list[tuple[int, list[str]]] = [(verb.i, [verb.text])]
    for child in verb.children:
        if child.i in skipped or child.dep_.startswith("nsubj") or child.dep_ in _ASIDE or child.i in dated:
            continue
        if child.dep_ in ("aux", "aux:pass"):
            if child.i == finite:
                front.append(child.text)
            else:
                rest.append((child.i, [child.text]))
        elif child.dep_ in ("ccomp", "xcomp") or (child.dep_ in ("obj", "obl") and child.pos_ == "VERB"):
            rest.append((child.i, _plain(child, reading, dated)))
        else:
            rest.append((child.i, _phrase(child, reading, cast, dated)))
    rest.sort()
    words = [word for position, group in rest for word in group]
    if finite == verb.i:
        words.remove(verb.text)
        front.append(verb.text)
    return [*opening, *front, *words]


def _joiner(reading: Reading) -> str:
    return reading.grammar.conjunction


def _phrase(token: Token, reading: Reading, cast: Cast, dated: frozenset[int]) -> list[str]:
    """A noun phrase without relative clauses, dates and apposed clauses; a pronoun becomes the name that it stands for."""
    mention = cast.at(token.i)
    before = [child.text for child in token.lefts if child.dep_ in ("case", "mark") and child.i not in dated]
    if mention is not None and mention.kind == "pronoun":
        return [*before, cast.actors[mention.actor].name]
    words: list[tuple[int, str]] = []
    _collect(token, reading, dated, words, depth=0)
    words.sort()
    return [word for _, word in words]


def _collect(token: Token, reading: Reading, dated: frozenset[int], words: list[tuple[int, str]], depth: int) -> None:
    if token.i in dated or token.is_space:
        return
    words.append((token.i, token.text))
    if depth > 6:
        return
    for child in token.children:
        if child.dep_ in _ASIDE_IN_NOUN and not (child.dep_ in ("conj", "cc") and child.pos_ != "VERB"):
            continue
        if child.dep_ in ("acl", "advcl") and depth > 0:
            continue
        _collect(child, reading, dated, words, depth + 1)


def _plain(token: Token, reading: Reading, dated: frozenset[int]) -> list[str]:
    words: list[tuple[int, str]] = []
    _collect(token, reading, dated, words, depth=0)
    words.sort()
    return [word for _, word in words]

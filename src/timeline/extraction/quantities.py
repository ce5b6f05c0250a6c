"""Counted things and ordinals that an article claims of an event."""

from spacy.tokens import Token

from timeline.extraction.reading import Reading
from timeline.schema import Quantity, Span


def find(tokens: tuple[int, ...], reading: Reading) -> tuple[Quantity, ...]:
    """The numbers with a unit in the clauses that tell an event, in text order.

    Percentages, sums and heads are counted alike: `unit` is the lemma of the noun that is counted.
    """
    found: dict[int, Quantity] = {}
    for word in tokens:
        for token in _own(reading.tokens[word], reading):
            if token.pos_ != "NUM" or token.dep_ not in ("nummod", "nmod", "det"):
                continue
            unit = token.head
            value = _value(token, reading)
            if value is None or unit.pos_ not in ("NOUN", "ADJ", "PROPN"):
                continue
            start, end = token.idx, max(token.idx + len(token), unit.idx + len(unit))
            if unit.i < token.i:
                start, end = unit.idx, token.idx + len(token)
            span = Span(start=start, end=end, text=reading.text[start:end])
            found[token.i] = Quantity(value=value, unit=reading.lemmas[unit.i], words=span)
    return tuple(found[index] for index in sorted(found))


def ordinal(tokens: tuple[int, ...], reading: Reading) -> int | None:
    """The number of an event among its like, when a word beside its noun says so; None without one."""
    for word in tokens:
        for child in reading.children[word]:
            if child.dep_ in ("amod", "nummod", "det") and reading.lower[child.i] in reading.grammar.ordinals:
                return reading.grammar.ordinals.index(reading.lower[child.i]) + 1
    return None


def _own(token: Token, reading: Reading) -> list[Token]:
    """The words under a trigger that no other clause holds."""
    found, queue = [], [token]
    while queue:
        word = queue.pop()
        found.append(word)
        queue.extend(
            child
            for child in reading.children[word.i]
            if child.dep_ not in ("acl:relcl", "advcl", "ccomp", "xcomp", "parataxis", "conj") or child.pos_ == "NOUN"
        )
    return found


def _value(token: Token, reading: Reading) -> float | None:
    text = token.text
    if reading.pack.numbers is not None and text[:1].isdigit():
        plain = text.replace(reading.pack.numbers.thousands, "").replace(reading.pack.numbers.decimal, ".")
        try:
            return float(plain)
        except ValueError:
            return None
    for value, words in reading.pack.numbers.cardinal:
        if token.lower_ in words:
            return float(value)
    return None

"""Which event a text puts before which: connectives between clauses and ordering adverbs (never cause or condition)."""

from dataclasses import dataclass

from timeline.extraction.happenings import Happening
from timeline.extraction.reading import Reading
from timeline.languages.grammar import Connective, Order


@dataclass(frozen=True, slots=True)
class Link:
    """Two happenings by index, the earlier first, and the token that orders them."""

    earlier: int
    later: int
    token: int


def links(happenings: list[Happening], reading: Reading) -> tuple[Link, ...]:
    """The order that the text states, each pair once."""
    by_token: dict[int, int] = {}
    for index, happening in enumerate(happenings):
        for mention in happening.mentions:
            for word in mention.candidate.words:
                by_token.setdefault(word, index)
    found: dict[tuple[int, int], Link] = {}
    openings = _openings(reading)
    for token in reading.doc:
        for connective in openings.get(token.lower_, ()):
            size = len(connective.words)
            if tuple(reading.lower[token.i : token.i + size]) != connective.words:
                continue
            pair = _back(token.i, by_token, reading) if connective.adverb else _across(token.i, size, by_token, reading)
            if pair is None or pair[0] == pair[1]:
                continue
            other, own = pair
            earlier, later = (other, own) if connective.order is Order.AFTER else (own, other)
            if (later, earlier) not in found:
                found.setdefault((earlier, later), Link(earlier, later, token.i))
            break
    return tuple(sorted(found.values(), key=lambda link: (link.token, link.earlier, link.later)))


def _openings(reading: Reading) -> dict[str, list[Connective]]:
    table: dict[str, list[Connective]] = {}
    for connective in reading.grammar.connectives:
        table.setdefault(connective.words[0], []).append(connective)
    for entries in table.values():
        entries.sort(key=lambda connective: (-len(connective.words), connective.adverb))
    return table


def _across(token: int, size: int, by_token: dict[int, int], reading: Reading) -> tuple[int, int] | None:
    """A conjunction or preposition: the event that it governs, and the event of the clause around it."""
    word = reading.doc[token]
    if word.dep_ not in ("mark", "case", "advmod", "dep", "fixed"):
        return None
    governed = word.head.i
    other = by_token.get(governed)
    if other is None:
        return None
    own = _above(governed, other, by_token, reading)
    return None if own is None else (other, own)


def _above(token: int, other: int, by_token: dict[int, int], reading: Reading) -> int | None:
    word = reading.doc[token]
    for _ in range(6):
        if word.head.i == word.i:
            return None
        word = word.head
        found = by_token.get(word.i)
        if found is not None and found != other:
            return found
    return None


def _back(token: int, by_token: dict[int, int], reading: Reading) -> tuple[int, int] | None:
    """An adverb that opens its clause: the event of the clause, and the event told last before it."""
    word = reading.doc[token]
    start, _ = reading.sentence(token)
    if word.dep_ not in ("advmod", "obl", "mark", "compound:prt") or token - start > 3:
        return None
    predicate = reading.predicate(token)
    own = by_token.get(predicate) if predicate is not None else None
    if own is None:
        return None
    for i in range(start - 1, max(-1, start - 80), -1):
        found = by_token.get(i)
        if found is not None and found != own:
            return found, own
    return None

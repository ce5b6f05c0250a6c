"""Which event a text puts before which: connectives between clauses and ordering adverbs (never cause or condition)."""

from collections import defaultdict
from dataclasses import dataclass

from spacy.tokens import Token

from timeline.extraction.clauses import has
from timeline.extraction.happenings import Happening
from timeline.extraction.reading import Reading
from timeline.extraction.verbphrases import reading_of
from timeline.languages.grammar import Connective, Order
from timeline.schema import EventType, Modality

#: How many words back an adverb such as "then" may point.
MEMORY = 80


#: Types of deeds by which something comes about when somebody says so.
_DECIDING = {EventType.AGREE, EventType.LAW, EventType.TRIAL}


@dataclass(frozen=True, slots=True)
class Link:
    """Two happenings by index, the earlier first, the token that orders them, and the timex that says how far apart."""

    earlier: int
    later: int
    token: int
    distance: int | None = None


def links(teller: "Teller") -> tuple[Link, ...]:
    """The order that the text states, each pair once."""
    reading = teller.reading
    found: dict[tuple[int, int], Link] = {}
    openings = _openings(reading)
    lengths = {span[-1] + 1: index for index, span in enumerate(reading.spans) if span}
    for token in reading.tokens:
        for connective in openings.get(token.lower_, ()):
            size = len(connective.words)
            if tuple(reading.lower[token.i : token.i + size]) != connective.words:
                continue
            pairs = _back(token.i, teller) if connective.adverb else _across(token.i, size, teller)
            if pairs:
                _record(pairs, _order(connective, pairs, teller), token.i, lengths.get(token.i), found)
                break
    for index, span in enumerate(reading.spans):
        # "ugen efter", "to måneder senere": counted from what was told just before
        if span and reading.lower[span[-1]] in reading.grammar.later:
            _record(_counted(span, teller), Order.AFTER, span[-1], index, found)
    return tuple(sorted(found.values(), key=lambda link: (link.token, link.earlier, link.later)))


def _order(connective: Connective, pairs: list[tuple[int, int]], teller: "Teller") -> Order:
    """A connective's order; "not released before they free the others" puts the others first."""
    own = teller.happenings[pairs[0][1]].head.candidate.predicate
    denied = own is not None and not connective.adverb and teller.reading.clause(own).negation is not None
    return Order.AFTER if denied else connective.order


class Teller:
    """Which happening a word tells, and which words tell one; "It happened ..." tells the one before: its `echoes`."""

    def __init__(self, happenings: list[Happening], reading: Reading) -> None:
        self.happenings = happenings
        self.reading = reading
        self.echoes: dict[int, list[int]] = defaultdict(list)
        self.by_token: dict[int, int] = {}
        for index, happening in enumerate(happenings):
            for mention in happening.mentions:
                for word in mention.candidate.words:
                    self.by_token.setdefault(word, index)
        for token in reading.tokens:
            if token.i not in self.by_token and _points_back(token, reading):
                earlier = self._meant(reading.sentence(token.i)[0])
                if earlier is not None:
                    self.by_token[token.i] = earlier
                    self.echoes[earlier].append(token.i)
            elif _decides_it(token, reading):
                earlier = self.before(reading.sentence(token.i)[0])
                if earlier is not None and happenings[earlier].head.verdict.modality is Modality.ACTUAL:
                    self.echoes[earlier].append(token.i)
        self.words: dict[int, list[int]] = defaultdict(list)
        for word, index in self.by_token.items():
            self.words[index].append(word)

    def before(self, token: int) -> int | None:
        """The happening told last before a word: of the sentence before, its main clause's, else the last."""
        doc, nearest, sentence = self.reading.tokens, None, -1
        for i in range(token - 1, max(-1, token - MEMORY), -1):
            if nearest is not None and self.reading.sentences[i] != sentence:
                return nearest
            found = self.by_token.get(i)
            if found is not None:
                if doc[i].head.i == i:
                    return found
                if nearest is None:
                    nearest, sentence = found, self.reading.sentences[i]
        return nearest

    def _meant(self, token: int) -> int | None:
        """What "it" means before a word: the happening told last, but the deed where that is a suspicion of one."""
        main = self.before(token)
        concept = self.happenings[main].head.candidate.concept if main is not None else None
        if main is None or concept is None or concept.content is not Modality.POSSIBLE:
            return main
        start = self.reading.vicinity(token - 1)[0]
        told = (self.by_token.get(i) for i in range(token - 1, start, -1))
        return next((found for found in told if found not in (None, main)), None)

    def above(self, token: int, others: set[int]) -> int | None:
        """The happening of the clause around a word, by the parse, else by order within the sentence."""
        word = self.reading.tokens[token]
        for _ in range(6):
            if word.head.i == word.i:
                break
            word = word.head
            found = self.by_token.get(word.i)
            if found is not None and found not in others:
                return found
        start, end = self.reading.vicinity(token)
        order = (*range(token - 1, start - 1, -1), *range(token + 1, end))
        return next((self.by_token[i] for i in order if i in self.by_token and self.by_token[i] not in others), None)


def _points_back(token: Token, reading: Reading) -> bool:
    found = reading_of(token, reading) if token.pos_ == "VERB" else None
    if found is None or not found[0].concept.happening or reading.clause(token.i).modals:
        return False  # "It should have happened years ago" is no date of what did happen
    own = [child for child in reading.children[token.i] if child.dep_.startswith("nsubj")]
    return bool(own) and all(child.lower_ in reading.grammar.expletives for child in own)


def _decides_it(token: Token, reading: Reading) -> bool:
    """Whether a verb says who brought about what was told before: "That was decided by the board on Monday"."""
    start = reading.sentence(token.i)[0]
    if token.pos_ != "VERB" or token.i != start + 1 or reading.lower[start] not in reading.grammar.expletives:
        return False
    found = reading_of(token, reading)
    solid = any(child.i > token.i and child.dep_ in ("nsubj", "obj") for child in reading.children[token.i])
    return solid and found is not None and found[0].concept.type in _DECIDING


def _record(
    pairs: list[tuple[int, int]],
    order: Order,
    token: int,
    distance: int | None,
    found: dict[tuple[int, int], Link],
) -> None:
    for other, own in pairs:
        earlier, later = (other, own) if order is Order.AFTER else (own, other)
        if earlier != later and (later, earlier) not in found:
            found.setdefault((earlier, later), Link(earlier, later, token, distance))


def _openings(reading: Reading) -> dict[str, list[Connective]]:
    table: dict[str, list[Connective]] = {}
    for connective in reading.grammar.connectives:
        table.setdefault(connective.words[0], []).append(connective)
    for entries in table.values():
        entries.sort(key=lambda connective: (-len(connective.words), connective.adverb))
    return table


def _across(token: int, size: int, teller: Teller) -> list[tuple[int, int]]:
    """A conjunction or preposition: the events that it governs, and the event of the clause around it."""
    reading = teller.reading
    word = reading.tokens[token]
    after = token + size
    if word.dep_ not in ("mark", "case", "fixed", "dep") and size == 1:
        return []
    if token in reading.timed or (after < len(reading.tokens) and after in reading.timed):
        return []
    governed = word.head
    if word.dep_ in ("advmod", "mark") and governed.i not in teller.by_token:
        clause = reading.predicate(token if size == 1 else after)
        governed = reading.tokens[clause] if clause is not None else governed
    tokens = [governed.i]
    if governed.head.i > governed.i and _opens_clause(word, governed, reading):
        tokens = [governed.head.i]
    elif governed.pos_ == "VERB":
        tokens += [child.i for child in reading.children[governed.i] if child.dep_ == "nsubj"]
    others = list(dict.fromkeys(teller.by_token[i] for i in tokens if i in teller.by_token))
    if not others:
        return []
    own = teller.above(max(tokens), set(others))
    if own is None:
        return []
    return [(other, event) for event in (own, *_joined(own, token, teller)) for other in others if other != event]


def _joined(own: int, token: int, teller: Teller) -> list[int]:
    """The events coordinated with the one above a connective, told between it and the connective."""
    reading = teller.reading
    found = []
    for verb in (word for word in teller.words[own] if word < token):
        for child in reading.children[verb]:
            if child.dep_ == "conj" and child.i < token and child.i in teller.by_token:
                same = reading.clause(child.i).direction == reading.clause(verb).direction
                if same and teller.by_token[child.i] != own:
                    found.append(teller.by_token[child.i])
    return found


def _opens_clause(word: Token, governed: Token, reading: Reading) -> bool:
    """Whether a noun behind a connective is the subject of a clause: marked as one, or right before its finite verb.

    A phrase in front of a main clause stands right before its verb, too: a clause of time follows the main verb.
    """
    if word.dep_ == "mark" and governed.dep_ in ("nsubj", "xcomp", "nsubj:pass"):
        return True
    if governed.i + 1 not in (governed.head.i, reading.clause(governed.head.i).finite):
        return False
    start, before = reading.vicinity(word.i)[0], word.i - 1
    while before > start and (before in reading.timed or reading.tokens[before].pos_ == "ADV"):
        before -= 1
    return reading.tokens[before].is_punct and any(
        has(other, "VerbForm", "Fin") for other in reading.tokens[start:before]
    )


def _back(token: int, teller: Teller) -> list[tuple[int, int]]:
    """An adverb that opens its clause: the event told last before it, and the event of the clause."""
    reading = teller.reading
    word = reading.tokens[token]
    start, _ = reading.sentence(token)
    timed = token in reading.timed and token != start
    if (
        timed
        or (token not in reading.timed and token + 1 in reading.timed)
        or (word.dep_ in ("case", "mark") and word.head.i > token + 1)
    ):
        return []
    predicate = reading.predicate(token)
    finite = reading.clause(predicate).finite if predicate is not None else None
    # "Later she was ..." or "she was later ..."
    opens = token - start <= 1 or reading.tokens[token - 1].pos_ in ("CCONJ", "PUNCT") or token - 1 == finite
    own = teller.by_token.get(predicate) if predicate is not None else None
    if own is None and predicate is not None and reading.tokens[predicate].pos_ == "AUX":
        own = teller.by_token.get(reading.tokens[predicate].head.i)
    if own is None and predicate is not None:
        own = next((teller.by_token[i.i] for i in reading.children[predicate] if i.i in teller.by_token), None)
    if own is None or not opens:
        return []
    other = teller.before(token)
    return [] if other is None or other == own else [(other, own)]


def _counted(span: range, teller: Teller) -> list[tuple[int, int]]:
    reading = teller.reading
    after = span[-1] + 1
    # With a complement the phrase is a preposition or conjunction, which `_across` reads.
    if (
        after < len(reading.tokens)
        and reading.tokens[after].pos_ in ("DET", "SCONJ", "PRON")
        and reading.tokens[after].i != after
    ):
        return []
    start, end = reading.vicinity(span[0])
    order = (*range(after, end), *range(span[0] - 1, start - 1, -1))
    predicate = reading.predicate(span[-1])
    own = teller.by_token.get(predicate) if predicate is not None else None
    if own is None:
        own = next((teller.by_token[i] for i in order if i in teller.by_token), None)
    if own is None:
        return []
    first = next((i for i in range(start, end) if teller.by_token.get(i) == own), span[0])
    other = teller.before(min(first, span[0]))
    return [] if other is None or other == own else [(other, own)]

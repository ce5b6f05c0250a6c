"""The time expressions of a document by the word that each belongs to, whatever the parse hangs it on."""

import re

from spacy.tokens import Token

from timeline.extraction.clauses import has
from timeline.extraction.reading import Reading
from timeline.schema import Timex, TimexType

#: A whole number of days, weeks, months or years, as TIMEX3 writes it.
LENGTH = re.compile(r"P(?P<count>\d{1,4})(?P<unit>[DWMY])")


class Calendar:
    """The time expressions of a document by the word that they belong to."""

    def __init__(self, timexes: tuple[Timex, ...], reading: Reading) -> None:
        self.timexes = timexes
        self.by_predicate: dict[int, list[int]] = {}
        self.by_noun: dict[int, list[int]] = {}
        self.prepositions: dict[int, str] = {}
        self.pairs: dict[int, str] = {}
        self.predicates: dict[int, int] = {}
        self.attributes: set[int] = set()  # the parse hangs them on a noun: "the accounts for 2022"
        for index in range(len(timexes)):
            span = reading.spans[index]
            if not span:
                continue
            first, last = span[0], span[-1]
            if first > 0:
                self.prepositions[index] = reading.lower[first - 1]
            if first > 1:
                self.pairs[index] = f"{reading.lower[first - 2]} {reading.lower[first - 1]}"
            if first > 0 and _is_nouns_own(first, reading):
                self.by_noun.setdefault(first - 1, []).append(index)
                continue
            word = reading.tokens[last]
            while word.head.i != word.i and (word.head.i in span or word.i not in span):
                word = word.head
            head, owned = word.head, False
            while (
                head.i != word.i
                and head.pos_ in ("NOUN", "PROPN", "NUM", "ADJ")
                and reading.predicate(head.i) != head.i
            ):
                self.by_noun.setdefault(head.i, []).append(index)
                if head.i < first:  # "fined on Wednesday Nordkemi": what stands before a noun is the verb's own
                    self.attributes.add(index)
                named = reading.noun(head.i) if has(head, "Definite", "Def") else None
                known = named is not None and named.concept.type is not None
                owned = known and _is_blamed(head.i, reading)
                if known or head.dep_ not in ("nmod", "appos", "conj", "nmod:poss", "flat") or head.head.i == head.i:
                    break  # "a charge for the accident in May": the date is the accident's
                head = head.head
            noun = first - 2
            adjacent = noun >= 0 and reading.tokens[first - 1].pos_ == "ADP" and reading.tokens[noun].pos_ == "NOUN"
            if adjacent and noun not in reading.timed and index not in self.by_noun.get(noun, ()):
                self.by_noun.setdefault(noun, []).append(index)  # "the raid in January", wherever the parse hangs it
                nominal = reading.noun(noun)
                if nominal is not None and nominal.concept.type is not None:
                    self.attributes.add(index)
            predicate = reading.predicate(word.i)
            if predicate is None or predicate in span:
                predicate = _neighbour(span, reading)
            predicate = _missed(span, reading) or predicate
            predicate = _before_mark(span, _in_content(span, predicate, reading), reading)
            predicate = _singled_out(word, span, reading) or predicate
            if owned or (index in self.attributes and _is_blamed(noun, reading)):
                continue
            if predicate is not None and not _belongs_to_noun(span, reading):
                self.by_predicate.setdefault(predicate, []).append(index)
                self.predicates[index] = predicate

    def best(self, indices: list[int] | None) -> int | None:
        """The best expression: calendar dates before lengths and vague adverbs, a verb's own before a noun's."""
        ranked = [
            (self._rank(index), index in self.attributes, position, index)
            for position, index in enumerate(indices or ())
        ]
        ranked = [entry for entry in ranked if entry[0] < 3]
        return min(ranked)[3] if ranked else None

    def _rank(self, index: int) -> int:
        timex = self.timexes[index]
        if timex.time is None or timex.type is TimexType.SET:
            return 3
        if timex.value.endswith("_REF"):
            return 2
        return 1 if timex.type is TimexType.DURATION else 0

    def evening(self, index: int) -> bool:
        """Whether an expression means an evening, which a paper of the day has ahead; nights end in the morning."""
        return self.timexes[index].value.endswith("TEV")

    def recurrence(self, predicate: int | None) -> str | None:
        """The TIMEX3 SET value of a clause that tells of something recurring."""
        for index in self.by_predicate.get(predicate, ()) if predicate is not None else ():
            if self.timexes[index].type is TimexType.SET:
                return self.timexes[index].value
        return None


def _is_blamed(noun: int, reading: Reading) -> bool:
    """Whether a noun names a known deed that somebody is blamed for, and keeps its date: "fined for a fire in May"."""
    blamed = any(child.lower_ in reading.grammar.blame for child in reading.children[noun] if child.dep_ == "case")
    return blamed and has(reading.tokens[noun], "Definite", "Def")


def _belongs_to_noun(span: range, reading: Reading) -> bool:
    """Whether an expression only tells which one a noun means: "næste års budget", "aftalen fra 2015"."""
    last, first = reading.tokens[span[-1]], span[0]
    if has(last, "Case", "Gen") and last.dep_ == "nmod:poss":
        return True
    if first < 2 or reading.lower[first - 1] not in reading.grammar.source:
        return False
    return reading.tokens[first - 2].pos_ in ("NOUN", "PROPN") and first - 2 not in reading.timed


def _singled_out(word: Token, span: range, reading: Reading) -> int | None:
    """The verb of what happened on a date that a sentence singles out: "It was on Monday that NN called"."""
    copula = any(child.dep_ == "cop" for child in reading.lefts(word.i))
    head = word if copula else word.head
    if not copula and (head.pos_ != "AUX" or head.i > word.i):
        return None
    subject = next((child for child in reading.lefts(head.i) if child.lower_ in reading.grammar.expletives), None)
    if subject is None:
        return None
    clauses = (*reading.children[subject.i], *reading.children[head.i], *reading.children[word.i])
    return next((child.i for child in clauses if child.pos_ == "VERB" and child.i > span[-1]), None)


def _is_nouns_own(first: int, reading: Reading) -> bool:
    """Whether a date is that of the known happening right before it, since its clause can have none of its own.

    "Have settled the claims after the flood last autumn": what has been done was done by now, and not then.
    """
    noun = reading.tokens[first - 1]
    if noun.pos_ != "NOUN" or not has(noun, "Definite", "Def"):
        return False
    predicate, nominal = reading.predicate(noun.i), reading.noun(noun.i)
    if predicate is None or predicate > noun.i or nominal is None or nominal.concept.type is None:
        return False
    clause = reading.clause(predicate)
    governed = noun.i > 0 and reading.tokens[noun.i - 1].pos_ == "ADP"
    return governed and clause.perfect and clause.tense == "present"


def _neighbour(span: range, reading: Reading) -> int | None:
    """The verb beside an expression that the parse leaves hanging: the sentence's next, else the one before."""
    start, end = reading.vicinity(span[0])
    if (
        span[0] == start
        and start > 0
        and not reading.tokens[start - 1].is_punct
        and not reading.tokens[start - 1].is_space
    ):
        # The parser cut the sentence in front of the date.
        start = reading.vicinity(start - 1)[0]
        order = (*range(span[0] - 1, start - 1, -1), *range(span[-1] + 1, end))
    else:
        order = (*range(span[-1] + 1, end), *range(span[0] - 1, start - 1, -1))
    return next((i for i in order if reading.tokens[i].pos_ == "VERB"), None)


def _missed(span: range, reading: Reading) -> int | None:
    """A finite verb that the parser missed in the same stretch between commas, whose clause it tore apart."""
    start, end = reading.vicinity(span[0])
    for verb in range(start, end):
        if verb in reading.promoted and (verb < span[0] or reading.tokens[verb - 1].pos_ != "CCONJ"):
            between = reading.tokens[min(verb, span[-1]) + 1 : max(verb, span[0])]
            if not any(word.is_punct or word.pos_ == "SCONJ" for word in between if word.text not in "()"):
                return verb
    return None


def _in_content(span: range, predicate: int | None, reading: Reading) -> int | None:
    """The verb of the content clause that an expression stands in, where the parse hangs it on the governing verb."""
    if predicate is None or predicate >= span[0]:
        return predicate
    between = reading.tokens[predicate + 1 : span[0]]
    opened = any(word.pos_ == "SCONJ" and word.lower_ in reading.grammar.complementizers for word in between)
    if not opened or any(word.pos_ == "VERB" for word in between):
        return predicate
    for word in reading.tokens[span[-1] + 1 : reading.vicinity(span[0])[1]]:
        if word.is_punct or word.pos_ == "SCONJ":
            break
        if word.pos_ == "VERB":
            return word.i
    return predicate


def _before_mark(span: range, predicate: int | None, reading: Reading) -> int | None:
    """The verb above a clause, for an expression in front of what opens it ("decided on Monday to sell")."""
    if predicate is None or predicate < span[0]:
        return predicate
    marks = [mark for mark in reading.clause(predicate).marks if mark not in span]
    above = reading.governor(predicate)
    return above if marks and above is not None and above < span[0] and span[-1] < marks[0] else predicate

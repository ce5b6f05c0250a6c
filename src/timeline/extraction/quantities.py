"""Counted things and ordinals that an article claims of an event."""

from spacy.tokens import Token

from timeline.extraction import gazetteer, nominals
from timeline.extraction.gazetteer import NounKind
from timeline.extraction.reading import Reading
from timeline.schema import Quantity, Span

#: The unit of people, in every language.
PERSON = "person"


def find(tokens: tuple[int, ...], reading: Reading) -> tuple[Quantity, ...]:
    """The numbers with a unit in the clauses that tell an event, in text order.

    Percentages, sums and heads are counted alike: `unit` is the lemma of the noun that is counted, and "person" for
    people, by whatever noun ("two workers", "three employees") or none ("14 were hurt").
    """
    people = gazetteer.compiled(reading.pack)
    found: dict[int, Quantity] = {}
    others = {gap.number for word, gap in reading.gapped.items() if word not in tokens}
    for word in tokens:
        for token in _counted(reading.tokens[word], reading):
            if token.i in reading.timed or token.i in others or (token.pos_ != "NUM" and not _closes_sentence(token)):
                continue
            alone = _stands_alone(token, word, reading)
            unit = token if alone else token.head
            value = _value(token, reading)
            if value is None or not (alone or _counts(token, people)):
                continue
            start, end = token.idx, max(token.idx + len(token), unit.idx + len(unit))
            if unit.i < token.i:
                start, end = unit.idx, token.idx + len(token)
            span = Span(start=start, end=end, text=reading.text[start:end])
            name = PERSON if alone or _is_person(unit, people) else reading.lemmas[unit.i]
            found[token.i] = Quantity(value=value, unit=name, words=span)
    return tuple(found[index] for index in sorted(found))


def _counted(word: Token, reading: Reading) -> list[Token]:
    """The words among which the numbers of an event stand: its clause's own, and those before a gapped participle."""
    if word.i in reading.gapped:
        return [reading.tokens[reading.gapped[word.i].number]]
    if word.dep_ == "xcomp" and word.head.pos_ in ("VERB", "AUX") and word.head.lemma_ in reading.grammar.passive:
        return [*_own(word, reading), *(child for child in reading.children[word.head.i] if child.i < word.head.i)]
    return _own(word, reading)


def _stands_alone(number: Token, word: int, reading: Reading) -> bool:
    """Whether a number counts people without a noun ("14 were hurt", "six others were hurt")."""
    if word in reading.gapped:
        return not any(reading.tokens[i].pos_ == "NOUN" for i in range(number.i + 1, word))
    if number.dep_ in ("nsubj", "nsubj:pass", "obj"):
        return number.head.i in (word, reading.tokens[word].head.i)
    return number.dep_ == "nummod" and number.head.pos_ in ("VERB", "AUX")


def _counts(number: Token, people: gazetteer.Gazetteer | None) -> bool:
    """Whether a number counts the noun that it hangs on; the tagger takes "three employed" for a verb."""
    if number.dep_ not in ("nummod", "nmod", "det"):
        return False
    return number.head.pos_ in ("NOUN", "ADJ", "PROPN") or _is_person(number.head, people)


def _closes_sentence(token: Token) -> bool:
    """Whether digits have the sentence's full stop glued to them, and so look like an ordinal."""
    last = token.i + 1 == len(token.doc) or bool(token.nbor().is_sent_start)
    return last and token.text[-1:] == "." and token.text[:-1].isdigit()


def _is_person(noun: Token, people: gazetteer.Gazetteer | None) -> bool:
    known = nominals.read(noun, people)[0] if people is not None else None
    return known is not None and known.kind in (NounKind.PERSON, NounKind.TITLE, NounKind.PEOPLE)


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
    text = token.text.rstrip(".")
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

"""Counted things and ordinals that an article claims of an event."""

from functools import lru_cache

from spacy.tokens import Token

from timeline.extraction import gazetteer, nominals
from timeline.extraction.gazetteer import NounKind
from timeline.extraction.reading import Reading
from timeline.extraction.verbphrases import reading_of
from timeline.languages.pack import Pack
from timeline.schema import Quantity, Span, TimexMod
from timeline.schema.event import PERSON


def find(tokens: tuple[int, ...], reading: Reading) -> tuple[Quantity, ...]:
    """The numbers with a unit in the clauses that tell an event, in text order.

    Percentages, sums and heads are counted alike: `unit` is the lemma of the noun that is counted, and "person" for
    people, by whatever noun ("two workers", "three employees") or none ("14 were hurt").
    """
    people = gazetteer.compiled(reading.pack)
    found: dict[int, Quantity] = {}
    own = {reading.gapped[word].number for word in tokens if word in reading.gapped}
    for word in tokens:
        for token in _counted(reading.tokens[word], reading):
            anothers = token.i in reading.gapped_numbers and token.i not in own
            if token.i in reading.timed or anothers or (token.pos_ != "NUM" and not _closes_sentence(token)):
                continue
            part_of = _part_of(token, reading)
            alone = part_of is None and _stands_alone(token, word, reading)
            unit = token if alone else part_of or token.head
            value = _value(token, reading)
            if value is None or not (alone or part_of is not None or _counts(token, people)):
                continue
            if alone and _is_person(token, people):
                continue  # "thieves", which some languages spell as they do "twenty"
            factor = _scales(reading.pack).get(reading.lower[unit.i]) if not alone else None
            if factor is not None:
                value, unit = value * factor, _scaled(unit, reading)
            start, end = min(token.idx, unit.idx), max(token.idx + len(token), unit.idx + len(unit))
            found[token.i] = Quantity(
                value=value,
                unit=PERSON if alone or _is_person(unit, people) else reading.lemmas[unit.i],
                words=Span(start=start, end=end, text=reading.text[start:end]),
                mod=_mod(token, reading),
            )
    return tuple(found[index] for index in sorted(found))


def _scaled(scale: Token, reading: Reading) -> Token:
    """The noun that a number with a word such as "million" counts; the word itself when none follows."""
    following = scale.i + 1
    if following < len(reading.tokens) and reading.tokens[following].pos_ in ("NOUN", "PROPN", "X"):
        return reading.tokens[following]
    return scale


def _mod(number: Token, reading: Reading) -> TimexMod | None:
    """What the words before a number make of it: a limit, or a rounded number."""
    table = _mods(reading.pack)
    for size in (3, 2, 1):
        before = reading.lower[max(0, number.i - size) : number.i]
        if len(before) == size and " ".join(before) in table:
            return table[" ".join(before)]
    return None


def exceeds(first: int, last: int, reading: Reading) -> bool:
    """Whether words between two tokens say "more than" of what they count."""
    table = _mods(reading.pack)
    return any(
        table.get(" ".join(reading.lower[i : i + size])) is TimexMod.MORE_THAN
        for i in range(first, last)
        for size in (1, 2)
    )


@lru_cache(maxsize=16)
def _mods(pack: Pack) -> dict[str, TimexMod]:
    """The pack's words for "about", "at least" and their like, from those that stand before lengths of time."""
    entries = dict(pack.timexes.lexicon).get("more", ())
    return {form: TimexMod(mod) for mod, forms in entries for form in forms}


@lru_cache(maxsize=16)
def _scales(pack: Pack) -> dict[str, float]:
    return {form: float(value) for value, forms in pack.numbers.scale for form in forms}


@lru_cache(maxsize=16)
def _cardinals(pack: Pack) -> dict[str, float]:
    """Number words and their values, with those that are written in one word of two ("femogtyve")."""
    numbers = pack.numbers
    words = {form: float(value) for value, forms in numbers.cardinal for form in forms}
    parts = {
        "unit": {word: value for word, value in words.items() if value < 10},
        "ten": {word: value for word, value in words.items() if 20 <= value < 100},
        "hundred": {word: value for word, value in words.items() if value >= 100},
    }
    for template in numbers.compound:
        kinds = [kind for kind in parts if f"{{{kind}}}" in template]
        if " " in template or len(kinds) != 2:
            continue
        for first, one in parts[kinds[0]].items():
            for second, two in parts[kinds[1]].items():
                whole = one * two if kinds[1] == "hundred" else one + two
                words.setdefault(template.format(**{kinds[0]: first, kinds[1]: second}), whole)
    return words


def _counted(word: Token, reading: Reading) -> list[Token]:
    """The words among which the numbers of an event stand: its clause's own, and those before a gapped participle."""
    if word.i in reading.gapped:
        return [reading.tokens[reading.gapped[word.i].number]]
    if attending := _attending(word, reading):
        return [*_own(word, reading), *attending]
    if word.dep_ == "xcomp" and word.head.pos_ in ("VERB", "AUX") and word.head.lemma_ in reading.grammar.passive:
        before = [child for child in reading.children[word.head.i] if child.i < word.head.i]
        return [*_own(word, reading), *_with_own(before, reading)]
    return _own(word, reading)


def _attending(word: Token, reading: Reading) -> list[Token]:
    """Those who came to what a word tells, or were there.

    "A meeting, where 90 turned up", "only 40 turned up when they marched", "450 were present at the meeting".
    """
    beside = reading.children[word.head.i]
    if word.dep_ == "obl" and any(child.dep_ == "cop" for child in beside):
        return _with_own([child for child in beside if child.dep_ == "nsubj" and child.i < word.i], reading)
    verbs = [child for child in reading.children[word.i] if child.dep_ == "acl:relcl"]
    if word.dep_ == "advcl" and any(
        reading.lower[mark] in reading.grammar.when for mark in reading.clause(word.i).marks
    ):
        verbs.append(word.head)
    found: list[Token] = []
    for verb in verbs:
        known = reading_of(verb, reading) if verb.pos_ == "VERB" else None
        if known is not None and known[0].concept.attending:
            found += _with_own([child for child in reading.children[verb.i] if child.dep_ == "nsubj"], reading)
    return found


def _with_own(words: list[Token], reading: Reading) -> list[Token]:
    """Some words and those that hang on them."""
    return [*words, *(child for word in words for child in reading.children[word.i])]


def _stands_alone(number: Token, word: int, reading: Reading) -> bool:
    """Whether a number counts people without a noun ("14 were hurt", "six others were hurt")."""
    if word in reading.gapped:
        return not any(reading.tokens[i].pos_ == "NOUN" for i in range(number.i + 1, word))
    if number.dep_ in ("nsubj", "nsubj:pass", "obj"):
        return number.head.i in (word, reading.tokens[word].head.i)
    return number.dep_ == "nummod" and number.head.pos_ in ("VERB", "AUX", "PRON")


def _part_of(number: Token, reading: Reading) -> Token | None:
    """The noun of which a number counts some: "two of the stolen paintings"."""
    for child in reading.children[number.i]:
        if child.dep_ == "nmod" and child.pos_ == "NOUN" and child.i > number.i:
            first = child.left_edge
            return child if first.i == number.i + 1 and first.pos_ == "ADP" else None
    return None


def _counts(number: Token, people: gazetteer.Gazetteer | None) -> bool:
    """Whether a number counts the noun that it hangs on; the tagger takes "three employed" for a verb."""
    if number.dep_ not in ("nummod", "nmod", "det"):
        return False
    if number.i + 1 < len(number.doc) and number.nbor().text[:1].isupper():
        return False  # "in 2021 Mols Sparekasse": a year beside a name
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


def turn(tokens: tuple[int, ...], reading: Reading) -> int | None:
    """The number of an event among its like, also where its clause counts the times ("for the second time")."""
    found = ordinal(tokens, reading)
    if found is not None:
        return found
    times = (child.i for word in tokens for child in reading.children[word] if child.dep_ == "obl")
    return ordinal(tuple(word for word in times if reading.lemmas[word] in reading.grammar.times), reading)


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
    return _cardinals(reading.pack).get(token.lower_)

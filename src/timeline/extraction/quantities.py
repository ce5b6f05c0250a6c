"""Counted things and ordinals that an article claims of an event."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Token

from timeline.extraction import gazetteer, nominals, numerals
from timeline.extraction.calendars import LENGTH
from timeline.extraction.candidates import attendants
from timeline.extraction.contests import SCORE
from timeline.extraction.gazetteer import NounKind
from timeline.extraction.reading import Reading
from timeline.extraction.verbphrases import reading_of
from timeline.languages.pack import Pack
from timeline.schema import EventType, Quantity, Span, Timex, TimexMod
from timeline.schema.event import PERSON

#: Types of what two sides decide between them, by votes or goals.
_OPPOSED = {EventType.SPORT, EventType.LAW, EventType.ELECTION, EventType.AGREE, EventType.REJECT}
#: How many of each unit of a `LENGTH` are a year.
_A_YEAR = {"D": 365, "W": 52, "M": 12, "Y": 1}


def find(
    tokens: tuple[int, ...], kind: EventType, reading: Reading, timexes: tuple[Timex, ...]
) -> tuple[Quantity, ...]:
    """The numbers with a unit in the clauses that tell an event of a kind, in text order.

    Percentages, sums and heads are counted alike: `unit` is the lemma of the noun that is counted, and "person" for
    people, by whatever noun ("two workers", "three employees") or none ("14 were hurt"). A vote or a match has its
    two sides ("14-11"), a trial the years of a sentence.
    """
    people = gazetteer.compiled(reading.pack)
    found: dict[int, Quantity] = {}
    own = {reading.gapped[word].number for word in tokens if word in reading.gapped}
    clauses = {word: _counted(reading.tokens[word], reading) for word in tokens}
    for word, counted in clauses.items():
        for token in counted:
            anothers = token.i in reading.gapped_numbers and token.i not in own
            timed = token.i in reading.timed and (kind is EventType.TRIAL or not _measures(token))
            if not timed and not anothers and token.i not in found:
                quantity = _quantity(token, word, reading, people)
                if quantity is not None:
                    found[token.i] = quantity
    toll = next((tally.number for word in tokens if (tally := reading.tallies.get(word)) and tally.toll), None)
    claimed: dict[tuple[float, str], Quantity] = {}
    for index in sorted(found):
        number = found[index]
        if toll in found and number.unit == PERSON and index != toll:
            continue  # "12 died at once ... the toll is now 14"
        if reading.lower[index - 1] in reading.grammar.target and any(unit == number.unit for _, unit in claimed):
            continue  # "by 18 votes to 13"
        claimed.setdefault((number.value, number.unit), number)
    told = sorted({token.i for counted in clauses.values() for token in counted})
    if kind in _OPPOSED:
        claimed |= {(one.value, one.unit): one for index in told for one in _sides(reading.tokens[index])}
    elif kind is EventType.TRIAL:
        claimed |= {(one.value, one.unit): one for one in _terms(told, reading, timexes)}
    return tuple(sorted(claimed.values(), key=lambda number: number.words.start))


def _sides(token: Token) -> tuple[Quantity, ...]:
    """The two numbers of a score, for and against; none where a word is no score."""
    if not SCORE.fullmatch(token.text):
        return ()
    words = Span(start=token.idx, end=token.idx + len(token), text=token.text)
    sides = zip(("for", "against"), token.text.split("-"), strict=True)
    return tuple(Quantity(value=float(number), unit=side, words=words) for side, number in sides)


def _terms(told: Sequence[int], reading: Reading, timexes: tuple[Timex, ...]) -> Iterator[Quantity]:
    """The lengths of time in the clauses of a trial, in years: to what somebody is sentenced."""
    clauses = set(told)
    for index, timex in enumerate(timexes):
        length, span = LENGTH.fullmatch(timex.value), reading.spans[index]
        if length is not None and not clauses.isdisjoint(span) and not _lasts(span[0], reading):
            words = Span(start=timex.start, end=timex.end, text=timex.text)
            yield Quantity(
                value=round(int(length["count"]) / _A_YEAR[length["unit"]], 2), unit="year", words=words, mod=timex.mod
            )


def _lasts(first: int, reading: Reading) -> bool:
    """Whether a length of time says how long a trial took, or after what, and nothing of a sentence."""
    before = reading.tokens[first - 1] if first else None
    known = (*reading.grammar.recipient, *reading.grammar.target)
    return before is not None and before.pos_ == "ADP" and before.lower_ not in known


def _quantity(token: Token, word: int, reading: Reading, people: gazetteer.Gazetteer | None) -> Quantity | None:
    """What a number counts in the clause of a word, None for what is no number or counts nothing there."""
    numbers = reading.pack.numbers
    worded = numerals.of_words(token, reading)
    first = token.i - worded[0] if worded is not None else token.i
    mod = _mod(first, reading)
    unit: Token | None
    if worded is not None:
        value, unit = worded[1], _scaled(token, reading, people)
        if unit is None and not _stands_alone(token, word, reading):
            return None
    else:
        one = numerals.value(token, reading.pack)
        digits = token.pos_ == "NUM" or _closes_sentence(token) or (one is not None and one % 1 > 0)
        if one is None or not (digits or (one >= numerals.HUNDRED and mod is not None)):
            return None
        part_of = token.nbor() if token.i in reading.timed else _part_of(token, reading)
        value, unit = one, part_of
        if part_of is None and not _stands_alone(token, word, reading):
            if not _counts(token, people):
                return None
            unit = token.head
        elif part_of is None and _is_person(token, people):
            return None  # "thieves", which some languages spell as they do "twenty"
        if unit is None and token.pos_ == "NOUN":
            unit = _scaled(token, reading, people)  # "more than a hundred houses"
        if _is_person(token, people) and token.i + 1 < len(token.doc) and token.nbor().pos_ == "NUM":
            return None  # "stole thieves 11 cars"
    factor = numerals.scales(reading.pack).get(reading.lower[unit.i]) if unit is not None else None
    last = unit or token
    if unit is not None and factor is not None:
        value, unit = value * factor, _scaled(unit, reading, people)
    bare = numbers.money if value >= numerals.MILLION and token.dep_ != "nsubj" else PERSON
    end = unit or last
    start, stop = min(reading.tokens[first].idx, end.idx), max(token.idx + len(token), end.idx + len(end))
    return Quantity(
        value=value,
        unit=bare if unit is None else PERSON if _is_person(unit, people) else _named(unit, reading),
        words=Span(start=start, end=stop, text=reading.text[start:stop]),
        mod=mod,
    )


def _measures(number: Token) -> bool:
    """Whether a number of days or years says how much there is of a noun: "four years' imprisonment"."""
    return number.dep_ in ("nummod", "amod") and number.i + 1 < len(number.doc) and number.nbor().dep_ == "nmod:poss"


def _named(unit: Token, reading: Reading) -> str:
    """The name of what is counted: its lemma, or that of which it is another word ("posts" are of so many people)."""
    lemma = reading.lemmas[unit.i]
    return next((name for name, nouns in reading.pack.numbers.units if lemma.endswith(nouns)), lemma)


def _scaled(scale: Token, reading: Reading, people: gazetteer.Gazetteer | None) -> Token | None:
    """The noun that a number with a word such as "million" counts; None when none follows."""
    following = scale.i + 1
    if following < len(reading.tokens):
        noun = reading.tokens[following]
        if noun.pos_ in ("NOUN", "PROPN", "X") or (noun.pos_ == "ADJ" and _is_person(noun, people)):
            return noun
    return None


def _mod(first: int, reading: Reading) -> TimexMod | None:
    """What the words before a number make of it: a limit, or a rounded number."""
    table = _mods(reading.pack)
    for size in (3, 2, 1):
        before = reading.lower[max(0, first - size) : first]
        if len(before) == size and " ".join(before) in table:
            return table[" ".join(before)]
    return None


def exceeds(first: int, last: int, reading: Reading) -> bool:
    """Whether words between two tokens say "more than" of what they count."""
    table = _lengths(reading.pack)
    return any(
        table.get(" ".join(reading.lower[i : i + size])) is TimexMod.MORE_THAN
        for i in range(first, last)
        for size in (1, 2)
    )


@lru_cache(maxsize=16)
def _mods(pack: Pack) -> dict[str, TimexMod]:
    """The pack's words for "about", "at least" and their like before numbers of things."""
    return _lengths(pack) | {form: TimexMod(mod) for mod, forms in pack.numbers.limits for form in forms}


@lru_cache(maxsize=16)
def _lengths(pack: Pack) -> dict[str, TimexMod]:
    """Those of them that stand before lengths of time too."""
    entries = dict(pack.timexes.lexicon).get("more", ())
    return {form: TimexMod(mod) for mod, forms in entries for form in forms}


def _counted(word: Token, reading: Reading) -> list[Token]:
    """The words among which the numbers of an event stand: its clause's own, and those before a gapped participle."""
    if word.i in reading.gapped:
        return [reading.tokens[reading.gapped[word.i].number]]
    if word.i in reading.tallies:
        return [reading.tokens[reading.tallies[word.i].number]]
    found = [*_own(word, reading), *_attending(word, reading)]
    if word.dep_ == "xcomp" and word.head.pos_ in ("VERB", "AUX") and word.head.lemma_ in reading.grammar.passive:
        found += _with_own([child for child in reading.children[word.head.i] if child.i < word.i], reading)
    if (subject := _before_finite(word.i, reading)) is not None:
        found.append(reading.tokens[subject])
    if (antecedent := _antecedent(word.i, reading)) is not None:
        found += [reading.tokens[antecedent], *(c for c in reading.children[antecedent] if c.dep_ == "nummod")]
    return found


def _attending(word: Token, reading: Reading) -> list[Token]:
    """Those who came to what a word tells, or were there.

    "A meeting, where 90 turned up", "only 40 turned up when they marched", "450 were present at the meeting", "1400
    followed the service", "she cut the ribbon while 800 looked on".
    """
    beside = reading.children[word.head.i]
    if word.dep_ == "obl" and any(child.dep_ == "cop" for child in beside):
        return _with_own([child for child in beside if child.dep_ == "nsubj" and child.i < word.i], reading)
    verbs = [child for child in reading.children[word.i] if child.dep_ in ("acl:relcl", "advcl", "conj")]
    if word.dep_ in ("obj", "obl", "nsubj", "nsubj:pass") or (
        word.dep_ == "advcl"
        and any(reading.lower[mark] in reading.grammar.when for mark in reading.clause(word.i).marks)
    ):
        verbs.append(word.head)
    found: list[Token] = []
    for verb in verbs:
        if verb.pos_ == "NUM" and any(child.dep_ == "cop" for child in reading.children[verb.i]):
            found.append(verb)  # "when they marched, 4000 were on the streets"
        known = reading_of(verb, reading) if verb.pos_ in ("VERB", "ADV", "AUX") else None
        if known is not None and known[0].concept.attending:
            found += attendants(verb, reading)
    return found


def _with_own(words: list[Token], reading: Reading) -> list[Token]:
    """Some words and those that hang on them."""
    return [*words, *(child for word in words for child in reading.children[word.i])]


def _stands_alone(number: Token, word: int, reading: Reading) -> bool:
    """Whether a number counts people without a noun ("14 were hurt", "six others were hurt", "the 190 on strike")."""
    if word in reading.tallies or reading.tokens[word].head.i == number.i:
        return True
    if word in reading.gapped:
        return not any(reading.tokens[i].pos_ == "NOUN" for i in range(number.i + 1, word))
    head = number.head
    if number.dep_ in ("nsubj", "nsubj:pass", "obj"):
        return head.i in (word, reading.tokens[word].head.i) or (head.dep_ == "aux" and head.head.i == word)
    if number.i == _before_finite(word, reading) or number.i == _antecedent(word, reading):
        return True
    if head.i in reading.timed and number.i not in reading.timed:
        return True  # "arrested 33 Saturday"
    if number.dep_ in ("obl", "obl:agent"):  # "over a thousand marched", "watched by 12,000"
        return _mod(number.i, reading) is not None or reading.lower[number.i - 1] in reading.grammar.agent
    if number.dep_ != "nummod":
        return False
    return head.pos_ in ("VERB", "AUX", "PRON") or (head.pos_ == "DET" and head.i == number.i - 1)


def _before_finite(word: int, reading: Reading) -> int | None:
    """A number that opens a clause right before its verb: its subject, whatever the parser makes of it."""
    finite = reading.clause(word).finite
    if not finite or reading.tokens[finite - 1].pos_ != "NUM":
        return None
    start = finite - 1
    opener = reading.tokens[start - 1] if start > reading.sentence(word)[0] else None
    opens = opener is None or opener.pos_ in ("CCONJ", "SCONJ", "PUNCT", "ADV") or _mod(start, reading) is not None
    return start if opens else None


def _antecedent(word: int, reading: Reading) -> int | None:
    """What the subject or object of a relative clause stands for ("the 13 who died")."""
    verb = reading.tokens[word]
    if verb.dep_ != "acl:relcl" or verb.head.i > word:
        return None
    if verb.head.pos_ == "NUM":
        return verb.head.i  # "120 lost their jobs", which parsers take for 120 who lost them
    for child in reading.children[word]:
        if child.lower_ in reading.grammar.relatives and child.dep_ in ("nsubj", "nsubj:pass", "obj"):
            return verb.head.i
    return None


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

"""Verbs with what belongs to them: which entry of the lexicon a verb is, by the words beside it."""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from timeline.extraction.arguments import resultative, subjects
from timeline.extraction.clauses import has
from timeline.extraction.reading import Reading
from timeline.languages.triggers import DOER, Phrase

#: How far behind its preposition a noun may stand.
NEAR = 6
#: A word of more letters than these is told by its beginning whatever the tagger takes it for.
PLAIN = 5
#: How many words after a verb its particle or object may stand.
PHRASE_REACH = 14


def reading_of(token: Token, reading: Reading) -> tuple[Phrase, tuple[int, ...]] | None:
    """The lexicon's reading of a verb in its clause, and the words beside the verb that decided it."""
    key = ("reading", token.i)
    if key not in reading.memo:
        window: list[int] = []
        said = reading.said(token.i)
        reading.memo[key] = next(
            (
                (phrase, beside)
                for phrase in _phrases(token, reading)
                if all(word in said for word in phrase.plain)
                and (beside := _beside(token, phrase.words, window, reading)) is not None
            ),
            None,
        )
    found: tuple[Phrase, tuple[int, ...]] | None = reading.memo[key]
    return found


def _phrases(token: Token, reading: Reading) -> Sequence[Phrase]:
    """The phrases of a verb, the most demanding first, with those of its participle in the passive alone.

    Who is "said up" is dismissed, who "says up" resigns.
    """
    plain = reading.lexicon.verb(reading.verb_lemma(token))
    if not reading.clause(token.i).passive:
        return plain
    word = reading.lower[token.i]
    passive = [phrase for lemma in reading.grammar.passive for phrase in reading.lexicon.begun(lemma, word)]
    if not passive:
        return plain
    return sorted((*plain, *passive), key=lambda phrase: phrase.demand + (phrase in passive), reverse=True)


def _is_doer(verb: Token, kin: str, reading: Reading) -> bool:
    """Whether who does what a verb says is of a kin: its subject, or what a passive is done by."""
    words = [] if reading.clause(verb.i).passive else subjects(verb, reading)
    if _is_passive(verb, reading):
        _, end = reading.vicinity(verb.i)
        near = reading.tokens[verb.i + 1 : min(end, verb.i + 1 + NEAR)]
        words += [case.head for case in near if case.dep_ == "case" and case.lower_ in reading.grammar.agent]
    return any(reading.is_kin(word.i, kin) for word in words)


def _is_passive(verb: Token, reading: Reading) -> bool:
    return reading.clause(verb.i).passive or resultative(verb, reading)


def _beside(token: Token, words: tuple[str, ...], window: list[int], reading: Reading) -> tuple[int, ...] | None:
    """Where a phrase's words stand beside its verb, None when one is missing; `window` is filled when first needed."""
    found: list[int] = []
    index = 0
    while index < len(words):
        word = words[index]
        index += 1
        if word == "*":
            continue
        if word.startswith(DOER):
            if not _is_doer(token, word.removeprefix(DOER), reading):
                return None
            continue
        if not window:
            window += following(token, reading)
        behind = words[index] if index < len(words) else None
        if behind is not None and behind != "*" and word != "sig":
            kin = behind.startswith("{")
            places = _governed(word, behind, window, reading) if kin else _fixed(token, word, behind, window, reading)
            if places is not None:
                found += places
                index += 1
                continue
        place = _place(token, word, behind == "*", window, reading)
        if place is None and len(word) > 2 and words[index - 2 : index - 1] != ("*",):
            place = _subject(token, word, reading)
        if place is None:
            return None
        found.append(place)
    return tuple(found)


def _fixed(token: Token, word: str, noun: str, window: list[int], reading: Reading) -> tuple[int, int] | None:
    """A fixed phrase that closes the sentence behind whatever stands in between ("satte ..., som ..., på pause").

    The noun of a preposition may have words before it: "kom på amerikanske hænder".
    """
    _, end = reading.vicinity(token.i)
    for i in range(token.i + 1, end - 1):
        if reading.lower[i] == word and reading.lower[i + 1] == noun and not _in_idiom(i, reading):
            return i, i + 1
    for i in window:
        head = reading.tokens[i].head
        if reading.lower[i] == word and reading.tokens[i].dep_ == "case" and reading.lower[head.i] == noun:
            return i, head.i
    return None


def _governed(word: str, kin: str, window: list[int], reading: Reading) -> tuple[int, int] | None:
    """A preposition and what it governs of a kin; a name may end in what it is: "to Odense University Hospital"."""
    for i in window:
        if reading.lower[i] == word and reading.tokens[i].dep_ == "case":
            head = reading.tokens[i].head
            for part in (head, *head.rights):
                if reading.is_kin(part.i, kin):
                    return i, part.i
    return None


def _in_idiom(start: int, reading: Reading) -> bool:
    """Whether two words open a longer fixed phrase: "on ground of" is no ground that a ship runs on."""
    longer = (phrase for phrase in reading.grammar.idioms if len(phrase) > 2)
    return any(tuple(reading.lower[start : start + len(phrase)]) == phrase for phrase in longer)


def _place(token: Token, word: str, governed: bool, window: list[int], reading: Reading) -> int | None:
    """Where one word of a phrase stands: a reflexive, a preposition (`governed`), a particle, or an object's noun."""
    doc = reading.tokens
    if word == "sig":
        return next((i for i in window[:5] if reading.lower[i] in reading.grammar.reflexives), None)
    copula = reading.lemmas[token.i] in reading.grammar.copulas
    for i in window:
        other = doc[i]
        if word.startswith("{") and reading.is_kin(i, word):
            return i  # "got five years in court": also what is a time
        if i in reading.timed:
            continue
        if reading.lower[i] == word or (copula and other.pos_ == "ADJ" and reading.lemmas[i] == word):
            if governed:
                if _governs(other, token, reading):
                    return i
            elif other.dep_ not in ("case", "mark", "det", "cc") or other.pos_ in ("ADJ", "ADV"):
                return i
            elif word in reading.grammar.dateless and other.head.i in reading.timed:
                return i  # "trådte af fredag": a particle before a date that it is no preposition of
        elif other.pos_ == "NOUN" and len(word) > 2 and reading.ends(i, word):
            return i
        elif len(word) > PLAIN and reading.lower[i].startswith(word) and has(other, "VerbForm", "Part"):
            return i  # a definite noun that looks like a participle
    return None


def _subject(token: Token, word: str, reading: Reading) -> int | None:
    """The subject that a phrase names, which it names no more behind a preposition; of a kin what is acted upon."""
    if word.startswith("{"):
        acted = subjects(token, reading) if _is_passive(token, reading) else []
        return next((other.i for other in acted if reading.is_kin(other.i, word)), None)
    key = ("subject nouns", token.i)
    if key not in reading.memo:
        nouns = (other.i for other in subjects(token, reading) if other.pos_ == "NOUN")
        reading.memo[key] = [(noun, reading.noun_lemmas(noun)) for noun in nouns]
    told: list[tuple[int, tuple[str, ...]]] = reading.memo[key]
    return next((noun for noun, lemmas in told if any(lemma.endswith(word) for lemma in lemmas)), None)


def _governs(preposition: Token, verb: Token, reading: Reading) -> bool:
    """Whether a preposition joins something to the verb; before a clause it must not be a connective of time."""
    head = preposition.head
    if preposition.dep_ == "mark":
        temporal = any(preposition.lower_ == entry.words[0] for entry in reading.grammar.connectives)
        return not temporal and (head.head.i == verb.i or head.i - preposition.i < NEAR)
    return head.i == verb.i or (preposition.dep_ == "case" and head.i - preposition.i < NEAR)


def following(token: Token, reading: Reading) -> Iterator[int]:
    """The words of the verb's own clause after it: up to the next clause, past relative clauses between commas."""
    _, end = reading.vicinity(token.i)
    inside = False
    for i in range(token.i + 1, min(end, token.i + 1 + PHRASE_REACH)):
        other = reading.tokens[i]
        if reading.lower[i - 1] == "," and other.lower_ in reading.grammar.relatives:
            inside = True
        elif inside and other.text == ",":
            inside = False
        if inside:
            continue
        finite = other.pos_ in ("VERB", "AUX") and has(other, "VerbForm", "Fin")
        own = other.head.i == token.i and (not finite or other.pos_ == "AUX")
        verb = other.pos_ == "VERB" and reading.predicate(i) == i and i not in reading.timed
        verb = verb and not any(child.dep_ == "det" for child in reading.lefts(i))  # "the accused"
        if other.pos_ == "SCONJ" or (verb and not own):
            return
        if other.is_punct and other.text in ":;–-":
            return
        yield i

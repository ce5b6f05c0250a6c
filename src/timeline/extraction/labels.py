"""A headline for an event, built from the article's own words: subject, verb, what it governs; pronouns resolved."""

from spacy.tokens import Token

from timeline.extraction.actors import Cast
from timeline.extraction.arguments import arguments, subjects
from timeline.extraction.clauses import has
from timeline.extraction.eventmention import EventMention
from timeline.extraction.reading import Reading
from timeline.schema import Modality, Role

#: A label is a headline: at most this many words.
LENGTH = 16
#: How deep under a word its modifiers are followed.
DEPTH = 6

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
_EDGES = " ,;:-–—\"'»«”“()"


def label(event: EventMention, reading: Reading, cast: Cast) -> str:
    """The headline of an event: a clause for a verb and for a noun that a verb tells with it, else a noun phrase."""
    dated = _dated(reading)
    token = reading.tokens[event.trigger]
    teller = event.predicate if event.nominal and event.predicate in event.tokens else None
    if event.trigger in reading.gapped:
        words = _gapped(event.trigger, reading)
    elif event.trigger in reading.tallies:
        words = _tally(event.trigger, reading, dated)
    elif not event.nominal:
        words = _clause(token, event, reading, cast, dated)
    elif teller is not None:
        words = _clause(reading.tokens[teller], event, reading, cast, dated)
    else:
        words = _noun(token, reading, dated)
    words = words[:LENGTH]
    governed = {word.text for word in token.sent if word.pos_ in ("ADP", "SCONJ")}
    while len(words) > 1 and words[-1] in governed:  # what it governs is told as an event of its own
        words.pop()
    text = " ".join(words).strip(_EDGES)
    return text[:1].upper() + text[1:] if text else token.text


def _tally(trigger: int, reading: Reading, dated: frozenset[int]) -> list[str]:
    """A count from its article or what counts to the number: "the 13 dead", "the number of dead has risen to 17"."""
    tally = reading.tallies[trigger]
    first = min(trigger, tally.number)
    if tally.toll and not tally.concept.toll:
        first -= 2
    elif first and not tally.toll and reading.tokens[first - 1].pos_ in ("DET", "PRON"):
        first -= 1
    return [reading.tokens[i].text for i in range(first, max(trigger, tally.number) + 1) if i not in dated]


def _dated(reading: Reading) -> frozenset[int]:
    # The preposition goes with its date.
    before = {span[0] - 1 for span in reading.spans if span and span[0] and reading.tokens[span[0] - 1].pos_ == "ADP"}
    return reading.timed | before


def _clause(verb: Token, event: EventMention, reading: Reading, cast: Cast, dated: frozenset[int]) -> list[str]:
    opening, used = _subject(verb, event, reading, cast, dated)
    finite = reading.clause(verb.i).finite
    front: list[str] = []
    rest: dict[int, list[str]] = {verb.i: [verb.text]}
    for subject in used:
        for stray in _strays(reading.tokens[subject], reading):
            rest[stray.i] = _words(stray, reading, dated)
    objects = {word.i for word in arguments(verb, reading)[1]}
    for child in reading.children[verb.i]:
        aside = child.dep_ in _ASIDE and child.i not in event.own and not _is_complement(child, reading)
        skipped = child.i in used or child.i in dated or aside
        gapped = child.i in reading.gapped or child.i in reading.gapped_numbers
        # "Thus the firm closes ...", "That was said by ...": what opens the sentence ties it to the one before
        fronted = child.i == reading.sentence(verb.i)[0] and (
            child.pos_ == "ADV" or child.lower_ in reading.grammar.expletives
        )
        if skipped or gapped or fronted or (child.dep_.startswith("nsubj") and child.i not in objects):
            continue
        if child.dep_ in ("aux", "aux:pass", "cop"):
            if child.i == finite:
                front.append(child.text)
            else:
                rest[child.i] = [child.text]
        elif child.pos_ == "VERB":
            rest[child.i] = _words(child, reading, dated)
        elif not (child.pos_ in ("ADV", "SCONJ") and _relates(child, reading)):
            rest[child.i] = _phrase(child, reading, cast, dated)
    if finite == verb.i:
        del rest[verb.i]
        front.append(verb.text)
    elif finite is None and opening and has(verb, "VerbForm", "Inf"):
        front += _modal(event.modality, reading)
    # What stands before a finite verb gives up its place to the subject, and follows.
    places = sorted(rest, key=lambda place: (finite is not None and place < min(finite, verb.i), place))
    told = [word for place in places for word in _uncapitalised(rest[place], place, reading)]
    # "satte ..., som ..., på pause": what belongs to the verb may hang elsewhere in the parse
    said = {*told, *opening}
    missing = [
        reading.tokens[i].text for i in event.own if i not in (verb.i, *used) and reading.tokens[i].text not in said
    ]
    return [*opening, *front, *told[: LENGTH - len(opening) - len(front) - len(missing)], *missing]


def _is_complement(word: Token, reading: Reading) -> bool:
    """Whether an infinitive is what a verb governs, whatever the parser calls it: no preposition opens it."""
    if word.dep_ != "advcl" or not has(word, "VerbForm", "Inf"):
        return False
    marks = [child.i for child in reading.children[word.i] if child.dep_ == "mark"]
    return (
        len(marks) == 1 and marks[0] > 0 and reading.tokens[marks[0] - 1].pos_ not in ("ADP", "SCONJ", "ADV", "PUNCT")
    )


def _uncapitalised(words: list[str], place: int, reading: Reading) -> list[str]:
    """Words that opened a sentence, without the capital that they had from there."""
    first = reading.tokens[reading.sentence(place)[0]]
    if words[:1] == [first.text] and first.pos_ != "PROPN" and first.ent_type_ == "":
        return [words[0].lower(), *words[1:]]
    return words


def _gapped(participle: int, reading: Reading) -> list[str]:
    """ "11 were hurt", where the text leaves the auxiliary out."""
    finite = reading.clause(participle).finite
    counted = [token.text for token in reading.tokens[reading.gapped[participle].number : participle]]
    return [*counted, *([reading.tokens[finite].text] if finite is not None else []), reading.tokens[participle].text]


def _modal(modality: Modality, reading: Reading) -> list[str]:
    """The auxiliary that makes a headline of an infinitive: the one of its modality, else the pack's first."""
    if modality in (Modality.ACTUAL, Modality.DENIED):
        return []
    modals = [modal for modal in reading.grammar.modals if modal.headline]
    fitting = [modal for modal in modals if modal.modality is modality] or modals
    return [modal.headline for modal in fitting[:1]]


def _subject(
    verb: Token, event: EventMention, reading: Reading, cast: Cast, dated: frozenset[int]
) -> tuple[list[str], set[int]]:
    """The words of the subject, and the tokens that they take up; an actor's name where the clause leaves it out."""
    own = [word for word in subjects(verb, reading) if word.i != verb.i]
    own = [word for word in own if word.lower_ not in (*reading.grammar.relatives, *reading.grammar.expletives)]
    used = {word.i for word in own}
    words: list[str] = []
    for word in own:
        # an antecedent may stand under a preposition of its own clause, which is none of this one's
        governing = {child.i for child in reading.lefts(word.i) if child.dep_ in ("case", "mark")}
        words += [reading.grammar.conjunction] * bool(words) + _phrase(word, reading, cast, dated | governing)
    if words and words[0].casefold() == reading.grammar.conjunction:
        words = words[1:]
    if not words:
        role = Role.PATIENT if reading.clause(verb.i).passive else Role.AGENT
        part = next((part for part in event.parts if part.role is role), None)
        words = [cast.actors[part.actor].name] if part is not None else []
        if part is not None and part.mention is not None:
            used.add(part.mention.head)
    return words, used


def _relates(word: Token, reading: Reading) -> bool:
    """Whether an adverb ties its clause to another and means nothing in a headline."""
    connective = any(word.lower_ in entry.words for entry in reading.grammar.connectives)
    related = has(word, "PronType", "Rel") or has(word, "PronType", "Int")
    return connective or related or word.lower_ in reading.grammar.relatives


def _noun(token: Token, reading: Reading, dated: frozenset[int]) -> list[str]:
    """A noun phrase without what governs it."""
    left = {
        child.i for child in reading.lefts(token.i) if child.dep_ in ("case", "mark", "cop", "aux", "nsubj", "advmod")
    }
    return _words(token, reading, dated | left)


def _phrase(token: Token, reading: Reading, cast: Cast, dated: frozenset[int]) -> list[str]:
    """A phrase without relative clauses and dates; a pronoun becomes the name that it stands for."""
    mention = cast.at(token.i)
    if mention is not None and mention.kind == "pronoun" and token.lower_ not in reading.grammar.reflexives:
        before = [
            child.text for child in reading.lefts(token.i) if child.dep_ in ("case", "mark") and child.i not in dated
        ]
        return [*before, cast.actors[mention.actor].name]
    return _words(token, reading, dated)


def _strays(word: Token, reading: Reading) -> list[Token]:
    """Common nouns that the parser took for a part of a name: in "then stopped NN the work" the work is the object."""
    if word.pos_ != "PROPN":
        return []
    return [
        child
        for child in reading.children[word.i]
        if child.dep_ == "flat" and child.pos_ == "NOUN" and child.text.islower()
    ]


def _words(token: Token, reading: Reading, dated: frozenset[int]) -> list[str]:
    found: list[int] = []
    queue = [(token, 0)]
    while queue:
        word, depth = queue.pop()
        if word.i in dated or word.is_space:
            continue
        found.append(word.i)
        if depth >= DEPTH:
            continue
        strays = _strays(word, reading)
        for child in reading.children[word.i]:
            joined = child.dep_ in ("conj", "cc") and child.pos_ not in ("VERB", "AUX")
            focus = child.pos_ == "ADV" and child.i < word.i and word.pos_ in ("NOUN", "PROPN", "PRON")
            marked = any(inner.dep_ == "mark" for inner in reading.children[child.i])
            below = child.dep_ in ("acl", "advcl") and (depth > 0 or (marked and not has(child, "VerbForm", "Inf")))
            aside = (child.dep_ in _ASIDE_IN_NOUN and not joined) or below
            aside = aside or focus or child in strays
            if not aside:
                queue.append((child, depth + 1))
    return [reading.tokens[i].text for i in sorted(found)]

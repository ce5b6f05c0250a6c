"""Finite verbs that the tagger takes for participles, adjectives or nouns: every clause of prose has one.

Past tenses look like participles before a noun ("searched officers ... the house"), presents like plurals. What tells
them apart is the clause: one without any other finite verb needs the word to be one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from spacy.tokens import Token

from timeline.extraction.clauses import Tense, has
from timeline.languages.grammar import Grammar
from timeline.languages.triggers import TriggerLexicon

#: Parts of speech that the tagger gives to finite verbs by mistake.
_CONFUSED = ("NOUN", "PROPN", "ADJ", "X")
_VERBAL = ("VERB", "AUX")
#: What stands before a finite verb in its clause: the end of a noun phrase, or an adverb.
_LEFT = ("NOUN", "PROPN", "PRON", "ADV")
_BREAKS = ",;:–—"
_CLOSING = ')"»”'


@dataclass(slots=True)
class _Stretch:
    """The words between two clause boundaries: opened by a conjunction or relative (`sub`), or `joined` by "and"."""

    sub: bool = False
    joined: bool = False
    words: list[Token] = field(default_factory=list)

    @property
    def name(self) -> bool:
        """Whether it is a name between commas."""
        return all(word.pos_ in ("PROPN", "PUNCT") for word in self.words)

    def has_form(self, form: str) -> bool:
        return any(word.pos_ in _VERBAL and has(word, "VerbForm", form) for word in self.words)


def missed(
    tokens: Sequence[Token], timed: frozenset[int], lexicon: TriggerLexicon, grammar: Grammar
) -> dict[int, Tense]:
    """The words that are the finite verb of a clause without another, and their tense."""
    found: dict[int, Tense] = {
        word.i: "past"
        for word in tokens
        if (_is_no_infinitive(word) or _is_no_attribute(word)) and _tense(word, lexicon, grammar) == "past"
    }
    start = 0
    for end in range(1, len(tokens) + 1):
        if end < len(tokens) and not tokens[end].is_sent_start:
            continue
        for parts in _coordinated(_stretches(tokens[start:end], grammar)):
            lacking = not any(part.has_form("Fin") for part in parts if not (part.sub or part.joined))
            resumed = False
            for part in parts:
                bare = not part.has_form("Fin") and not (part.sub and part.has_form("Inf"))
                if bare and (part.sub or lacking):
                    verb = _verb(part, resumed, tokens, timed, lexicon, grammar)
                    if verb is not None:
                        found[verb[0]] = verb[1]
                        lacking = lacking and part.sub
                resumed = part.sub or part.name
        start = end
    return found


def _is_no_infinitive(word: Token) -> bool:
    """Whether the tagger takes for an infinitive what is not its own lemma, nor the passive of it."""
    if word.pos_ != "VERB" or not has(word, "VerbForm", "Inf") or word.lower_.endswith("s"):
        return False
    helped = any(child.dep_ in ("aux", "mark") for child in word.lefts)
    return word.lemma_.lower() != word.lower_ and not helped


def _is_no_attribute(word: Token) -> bool:
    """Whether the parser takes a finite verb for an attribute, which no article or adjective before it makes it."""
    if word.pos_ != "VERB" or word.dep_ != "amod" or not has(word, "VerbForm", "Fin") or word.is_sent_start:
        return False
    return word.nbor(-1).pos_ not in ("DET", "ADJ", "NUM")


def _coordinated(parts: list[_Stretch]) -> list[list[_Stretch]]:
    """The stretches of each main clause: a conjunction behind a comma opens another."""
    found: list[list[_Stretch]] = [[]]
    for part in parts:
        if found[-1] and not part.sub and part.words[:1] and part.words[0].pos_ == "CCONJ":
            found.append([])
        found[-1].append(part)
    return found


def _stretches(sentence: Sequence[Token], grammar: Grammar) -> list[_Stretch]:
    parts = [_Stretch()]
    for word in sentence:
        if word.is_space:
            continue
        words = parts[-1].words
        broken = bool(words) and words[-1].text in _BREAKS
        opens = word.pos_ == "SCONJ" or ((broken or not words) and word.lower_ in grammar.relatives)
        # "... the house and seized": what comes before the conjunction has its own verb
        shared = bool(words) and words[-1].pos_ == "CCONJ" and word.pos_ in _VERBAL and has(word, "VerbForm", "Fin")
        if words and (opens or broken or shared):
            parts.append(_Stretch(joined=shared))
        parts[-1].sub = parts[-1].sub or opens
        parts[-1].words.append(word)
    return parts


def _verb(
    part: _Stretch,
    resumed: bool,
    tokens: Sequence[Token],
    timed: frozenset[int],
    lexicon: TriggerLexicon,
    grammar: Grammar,
) -> tuple[int, Tense] | None:
    """The first word of a stretch that may be its verb; one that opens it only where a clause in between is closed."""
    for word in part.words:
        confused = word.pos_ in _CONFUSED or (word.pos_ == "VERB" and has(word, "VerbForm", "Part"))
        confused = confused or (word.pos_ == "ADV" and word.n_lefts > 0)  # "1200 saw", spelt like "so"
        if not confused or not word.is_lower:
            continue
        opening = word.i == part.words[0].i
        placed = resumed and not part.sub if opening else _may_precede(tokens[word.i - 1], timed)
        tense = _tense(word, lexicon, grammar) if placed else None
        if tense == "present" and tokens[word.i - 1].pos_ == "NOUN" and not has(tokens[word.i - 1], "Definite", "Def"):
            continue  # "eleven billion crowns"
        if tense is not None:
            return word.i, tense
    return None


def _may_precede(word: Token, timed: frozenset[int]) -> bool:
    if word.i in timed or word.text in _CLOSING:
        return True
    return word.pos_ in _LEFT and not has(word, "Case", "Gen") and not has(word, "Poss", "Yes")


def _tense(word: Token, lexicon: TriggerLexicon, grammar: Grammar) -> Tense | None:
    """The tense of a word as a finite verb of the lexicon, None where it can be none."""
    form = word.lower_
    ending = next((ending for ending in grammar.endings if form.endswith(ending.form)), None)
    if lexicon.irregular(form) is not None:
        return "past" if ending is None or ending.tense else None
    if ending is None or not ending.tense:
        return None
    for ending in grammar.endings:
        known = form.endswith(ending.form) and lexicon.verb(form[: -len(ending.form)] + ending.lemma)
        if ending.tense and known:
            return ending.tense
    return None

"""What a verb of attitude governs: the clause, infinitive or object that tells what is said, wanted or judged."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from timeline.extraction import clauses
from timeline.extraction.actors import Cast
from timeline.extraction.holders import Holders
from timeline.extraction.phrases import feature
from timeline.languages.pack import Pack
from timeline.languages.stances import Attitude
from timeline.schema import Act, Quoted

#: Between a verb and the complementizer of its content stand at most this many words.
REACH = 12
_NOMINAL = ("NOUN", "PROPN", "PRON", "ADJ", "NUM")


@dataclass(frozen=True, slots=True)
class Content:
    """The evidence of a stance, first to last token, how it is quoted, and the head of its target when it shows one."""

    first: int
    last: int
    quoted: Quoted
    target: int | None = None


class Contents:
    """Look-up of what verbs govern, in one document."""

    def __init__(self, doc: Doc, pack: Pack, cast: Cast, holders: Holders) -> None:
        assert pack.stances is not None
        self.doc, self.pack, self.cast, self.holders = doc, pack, cast, holders
        self.lexicon, self.grammar = pack.stances, pack.grammar
        self.limits: dict[int, int] = {}
        for speech in cast.speeches:
            span = doc.char_span(speech.start, max(speech.end, speech.start), alignment_mode="expand")
            if span is not None:
                self.limits.update((token.i, span.end) for token in span)

    def of(self, verb: Token, attitude: Attitude, beside: tuple[int, ...]) -> Content | None:
        """What a verb of an attitude governs; None where nothing is said or shown.

        In this order: the sentence that "that" points back to, a clause or infinitive after its complementizer,
        a clause fronted before the inverted verb, the object, the verb's own clause for acts that show a stance.
        """
        if attitude.experiencer:
            return Content(*self.clause(verb), Quoted.NONE)
        if self.points_back(verb):
            negated = clauses.clause(verb, self.pack).negation is not None
            if negated or (attitude.shown and attitude.act is not Act.DEMAND):
                return Content(*self.clause(verb), Quoted.NONE)
            before = self.sentence_before(verb.sent.start)
            return Content(*before, Quoted.INDIRECT) if before is not None else None
        if attitude.named:
            named = self._named(verb, attitude, beside)
            if named is not None:
                return named
        if attitude.speech:
            clause = self.complement(verb, beside) or self.fronted(verb)
            if clause is not None:
                return Content(*clause, Quoted.INDIRECT)
        target = self.target(verb, attitude, beside)
        if attitude.shown:
            if self._obliged(verb):
                return None
            if target is None and not beside and attitude.targets and attitude.act is not Act.CRITICISE:
                return None
            return Content(*self.clause(verb), Quoted.NONE, target)
        return self.told_about(verb) if attitude.speech else None

    def _is_said(self, index: int, last: int) -> bool:
        """Whether a name or quality follows an object: "the plan hopeless", "it a lie", "them as a success"."""
        while index < last and self.doc[index + 1].is_quote:
            index += 1
        if index >= last:
            return False
        after = self.doc[index + 1]
        if after.pos_ == "ADV" and index + 2 <= last:
            after = self.doc[index + 2]
        return after.pos_ in ("ADJ", "DET", "VERB") or after.text.casefold() in self.lexicon.likening

    def _obliged(self, verb: Token) -> bool:
        """Whether an act is only due or possible ("must be approved by"), so that it shows no stance yet."""
        modals = clauses.clause(verb, self.pack).modals
        return any(self.doc[index].lemma_.casefold() in self.lexicon.unwilled for index in modals)

    def _named(self, verb: Token, attitude: Attitude, beside: tuple[int, ...]) -> Content | None:
        """The object with what is said of it: "calls the plan hopeless", "wants it closed"."""
        start = (beside[-1] if beside else verb.i) + 1
        for index in range(start, min(start + 4, verb.sent.end)):
            word = self.doc[index]
            if word.is_punct or word.pos_ in ("ADP", "SCONJ", "VERB"):
                return None
            if word.pos_ in ("NOUN", "PROPN") or (word.pos_ == "PRON" and feature(word, "Case") == "Acc"):
                last = self.clause_end(start, verb.sent.end)
                said = attitude.act is not None or self._is_said(index, last)
                return Content(start, last, Quoted.INDIRECT, index) if said else None
        return None

    def points_back(self, verb: Token) -> bool:
        """Whether a "that" before the verb, in object place, makes the sentence before the content."""
        finite = self.holders.finite(verb)
        if finite.i == 0 or finite.is_sent_start:
            return False
        before = self.doc[finite.i - 1]
        if before.text.casefold() not in self.lexicon.anaphors:
            return False
        opens = before.is_sent_start or before.i == 0 or self.doc[before.i - 1].pos_ in ("CCONJ", "PUNCT", "SPACE")
        return opens and finite.i + 1 in self.holders.opening

    def sentence_before(self, start: int) -> tuple[int, int] | None:
        """The sentence that ends before a token, None at the text's start."""
        index = start - 1
        while index >= 0 and self.doc[index].is_space:
            index -= 1
        if index < 0:
            return None
        first = self.doc[index].sent.start
        if self.doc[index].text in (",", ";"):  # a clause of the same sentence that the parser cut off
            return first, index
        return first, index

    def complement(self, verb: Token, beside: tuple[int, ...]) -> tuple[int, int] | None:
        """The clause or infinitive after a complementizer that belongs to the verb."""
        if self.grammar is None:
            return None
        end = self._end(verb)
        for index in range(verb.i + 1, min(verb.i + 1 + REACH, end)):
            word = self.doc[index]
            text = word.text.casefold()
            if index in beside:
                continue
            if text in self.grammar.complementizers and index + 1 < end:
                if self.doc[index - 1].text.casefold() in (*self.grammar.after, *self.grammar.without):
                    return None  # "hours after that" dates the telling
                return index + 1, self.clause_end(index + 1, end)
            if (
                text in self.grammar.whether
                and index + 1 < end
                and (word.pos_ == "SCONJ" or self._opens_clause(index, end))
            ):
                return index + 1, self.clause_end(index + 1, end)
            if word.pos_ in ("VERB", "AUX") and feature(word, "VerbForm") == "Fin":
                return None
            if text in (".", ";", ":") or (word.is_quote and index > verb.i + 2):
                return None
        return None

    def _end(self, verb: Token) -> int:
        """Where a verb's content must end: with its sentence, or with the quotation that the verb stands in."""
        end = verb.sent.end
        limit = self.limits.get(verb.i)
        return end if limit is None else min(end, limit)

    def _opens_clause(self, index: int, end: int) -> bool:
        """Whether a finite verb follows before any comma, so that a word such as "if" opens a clause."""
        for word in self.doc[index + 1 : min(index + 9, end)]:
            if word.is_punct:
                return False
            if word.pos_ in ("VERB", "AUX") and feature(word, "VerbForm") == "Fin":
                return True
        return False

    def clause_end(self, first: int, end: int) -> int:
        """Where content ends: with the sentence, or at a comma and conjunction before a finite verb of the frame."""
        verbal = False
        for index in range(first, end):
            word = self.doc[index]
            verbal = verbal or word.pos_ in ("VERB", "AUX")
            if (
                verbal
                and word.text == ","
                and index + 1 < end
                and self.doc[index + 1].text.casefold() in self.lexicon.breaks
            ):
                return index - 1
            if word.text in (".", "!", "?", ";") and index > first:
                return index - 1
            resumed = verbal and index + 2 < end and (word.text == "," or word.pos_ == "CCONJ")
            if resumed:
                at = index + 1 if word.pos_ == "CCONJ" else index + 2
                joined = word.pos_ == "CCONJ" or self.doc[index + 1].pos_ == "CCONJ"
                after = self.doc[at]
                # "..., but VERBs" goes on with the holder as subject; "says NN" after a comma takes the content back
                if (
                    joined
                    and word.text == ","
                    and after.pos_ in ("VERB", "AUX")
                    and feature(after, "VerbForm") == "Fin"
                ):
                    return index - 1
                if word.text == "," and self.doc[index + 1].i in self._frames(index + 1):
                    return index - 1
        return end - 1

    def _frames(self, index: int) -> tuple[int, ...]:
        """The index itself when "says NN" begins there: a plain verb of saying with its subject after it."""
        verb = self.doc[index]
        if verb.pos_ != "VERB" or feature(verb, "VerbForm") != "Fin" or index + 1 not in self.holders.opening:
            return ()
        told = self.lexicon.verbs.get(verb.lemma_.casefold(), ())
        return (index,) if any(attitude.speech and not words for words, attitude in told) else ()

    def fronted(self, verb: Token) -> tuple[int, int] | None:
        """Content before an inverted verb: "CLAUSE, says NN"."""
        start = verb.sent.start
        if verb.i - start < 3 or self.doc[verb.i - 1].text not in (",", "?", "!"):
            return None
        if verb.i + 1 not in self.holders.opening or self.holders.touches(verb):
            return None
        if not any(word.pos_ in ("VERB", "AUX") for word in self.doc[start : verb.i - 1]):
            return None
        return start, verb.i - 2

    def told_about(self, verb: Token) -> Content | None:
        """The phrase after "tells about" where no clause follows; only for words that ask for a preposition."""
        about = self.lexicon.about
        for index in range(verb.i + 1, min(verb.i + REACH, verb.sent.end - 1)):
            word = self.doc[index]
            if word.is_punct:
                return None
            if word.text.casefold() in about and word.pos_ == "ADP" and self.doc[index + 1].pos_ in ("DET", *_NOMINAL):
                return Content(index + 1, self.clause_end(index + 1, verb.sent.end), Quoted.INDIRECT)
        return None

    def clause(self, verb: Token) -> tuple[int, int]:
        """The clause of a verb, from its first dependent or its subject to its last; of a joined verb, its own part."""
        sentence = verb.sent
        first = max(verb.left_edge.i, sentence.start)
        last = min(verb.right_edge.i, sentence.end - 1)
        if verb.dep_ == "conj":
            first = verb.i
        for child in verb.children:
            if child.dep_ == "conj" and child.i > verb.i and child.pos_ in ("VERB", "AUX"):
                last = min(last, child.left_edge.i - 1)
                break
        return first, max(last, verb.i)

    def target(self, verb: Token, attitude: Attitude, beside: tuple[int, ...]) -> int | None:
        """The head of a verb's object, or of the phrase after one of its prepositions."""
        reflexives = self.grammar.reflexives if self.grammar else ()
        for child in verb.children:
            if child.dep_ in ("obl", "nmod", "advmod") and any(
                case.dep_ == "case" and case.text.casefold() in attitude.targets for case in child.children
            ):
                return child.i
        for child in verb.children:
            plain = child.dep_ == "obj" and child.i not in beside and child.pos_ in _NOMINAL
            if plain and child.text.casefold() not in reflexives:
                return child.i
        for index in range(verb.i + 1, min(verb.i + 8, verb.sent.end)):
            word = self.doc[index]
            if word.is_punct:
                break
            if index in beside or word.text.casefold() in reflexives:
                continue
            subject = word.dep_ == "nsubj" and not self.holders.touches(verb)
            if word.pos_ in ("NOUN", "PROPN") and not subject and word.dep_ not in ("obl", "advmod", "nmod:poss"):
                return index
        return None

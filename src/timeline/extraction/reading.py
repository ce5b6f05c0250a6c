"""One parsed document, with the questions that every event stage asks of it, each answered once."""

from bisect import bisect_right
from dataclasses import replace
from typing import Any

from spacy.tokens import Doc, Token

from timeline.extraction import clauses, finite, gapping, gazetteer, tallies
from timeline.extraction.clauses import Clause
from timeline.languages.grammar import Grammar
from timeline.languages.pack import Pack
from timeline.languages.triggers import Nominal, TriggerLexicon
from timeline.schema import Timex

#: How many words around a word its sentence is searched.
REACH = 60
#: How far behind a noun stands what it is said of ("a collision between two cars"), if not right before it.
BESIDE = 8
#: The last part of a compound is told by so many letters where its lemma may be wrong.
LONG = 5


class Reading:
    """A `Doc` under a language pack: clauses, predicates, paragraphs, quotations by token, kept once found."""

    def __init__(
        self,
        doc: Doc,
        pack: Pack,
        *,
        timexes: tuple[Timex, ...] = (),
        quotations: tuple[tuple[int, int], ...] = (),
    ) -> None:
        self.doc = doc
        self.text = doc.text  # a Doc joins its words at each call
        self.pack = pack
        self.grammar = pack.grammar or Grammar()
        self.lexicon = pack.triggers or TriggerLexicon()
        self._nouns = gazetteer.compiled(pack)
        # A Token is made anew at each access through a Doc, which would cost more than everything done with it.
        self.tokens = list(doc)
        self.children: list[list[Token]] = [[] for _ in self.tokens]
        self.lemmas: list[str] = []
        self.lower: list[str] = []
        self.starts: list[int] = []
        self.sentences: list[int] = []
        self.paragraphs: list[int] = []
        paragraph = 0
        for token in self.tokens:
            self.lemmas.append(token.lemma_.lower())
            self.lower.append(token.lower_)
            head = token.head.i
            if head != token.i:
                self.children[head].append(token)
            if token.is_sent_start or not self.starts:
                self.starts.append(token.i)
            self.sentences.append(len(self.starts) - 1)
            self.paragraphs.append(paragraph)
            if token.is_space and "\n" in token.text:
                paragraph += 1
        self.quoted = [_inside(token.idx, quotations) for token in self.tokens]
        self.spans = tuple(_tokens(doc, timex) for timex in timexes)
        self.timed = frozenset(token for span in self.spans for token in span)
        #: Finite verbs that the tagger takes for something else, and their tense.
        self.promoted = finite.missed(self.tokens, self.timed, self.lexicon, self.grammar)
        #: What other modules have worked out of a token, by the name of the question.
        self.memo: dict[tuple[str | int, ...], Any] = {}
        self._clauses: dict[int, Clause] = {}
        self._predicates: dict[int, int | None] = {}
        #: Participles that lean on an earlier one, and the numbers that belong to them.
        self.gapped = gapping.find(self)
        self.gapped_numbers = frozenset(gap.number for gap in self.gapped.values())
        #: Counts that tell of a happening without its verb.
        self.tallies = tallies.find(self)

    def clause(self, token: int) -> Clause:
        """The clause of a predicate."""
        found = self._clauses.get(token)
        if found is None:
            gap, tense = self.gapped.get(token), self.promoted.get(token)
            found = clauses.clause(self.tokens[gap.model if gap else token], self.pack, children=self.children)
            if gap is not None:
                found = replace(found, head=token, negation=None)
            elif tense is not None:
                found = replace(found, finite=token, tense=tense, perfect=False, passive=False, infinitive=False)
            self._clauses[token] = found
        return found

    def predicate(self, token: int) -> int | None:
        """The predicate that governs a token, itself included; None in a sentence without one."""
        if token not in self._predicates:
            path, word = [], self.tokens[token]
            while word.i not in self._predicates and not self._heads_clause(word):
                path.append(word.i)
                if word.head.i == word.i:
                    self._predicates[word.i] = None
                    break
                word = word.head
            found = word.i if self._heads_clause(word) else self._predicates[word.i]
            self._predicates[word.i] = found
            for position in path:
                self._predicates[position] = found
        return self._predicates[token]

    def _heads_clause(self, token: Token) -> bool:
        return token.i in self.promoted or token.i in self.gapped or clauses.is_predicate(token)

    def lefts(self, token: int) -> list[Token]:
        """The dependents before a token."""
        return [child for child in self.children[token] if child.i < token]

    def governor(self, token: int) -> int | None:
        """The predicate above a predicate, None for a main clause."""
        if token in self.gapped:
            return self.governor(self.gapped[token].model)
        head = self.tokens[token].head.i
        return None if head == token else self.predicate(head)

    def vicinity(self, token: int) -> tuple[int, int]:
        """The tokens of a sentence at most `REACH` words off, so that a text without full stops costs no more."""
        start, end = self.sentence(token)
        return max(start, token - REACH), min(end, token + REACH)

    def sentence(self, token: int) -> tuple[int, int]:
        """The tokens of a sentence, from and to (exclusive)."""
        number = self.sentences[token]
        end = self.starts[number + 1] if number + 1 < len(self.starts) else len(self.doc)
        return self.starts[number], end

    def noun(self, token: int) -> Nominal | None:
        """The lexicon's reading of a noun, by its lemma, else by its form or what may be the form's stems.

        What goes with a noun may decide what it names ("a coup" against a shop).
        """
        among = [entry for lemma in self.noun_lemmas(token) for entry in self.lexicon.among(lemma)]
        for kin, nominal in among:
            start, end = self.sentence(token)
            if any(self.is_kin(i, kin) for i in range(max(token - 2, start), min(token + 1 + BESIDE, end))):
                return nominal
        found = self.lexicon.noun(self.lemmas[token]) or self.lexicon.noun(self.lower[token])
        return found or next(filter(None, map(self.lexicon.noun, self.noun_lemmas(token)[1:])), None)

    def ends(self, token: int, word: str) -> bool:
        """Whether a noun is a word or a compound that ends in it, by its lemma or what its lemma may be.

        A word in braces stands for all nouns of a kin.
        """
        lemma = self.lemmas[token]
        stems = self._nouns.stems(self.lower[token]) if self._nouns is not None else ()
        if word.startswith("{"):
            return any(self.lexicon.is_kin(stem, word) for stem in (lemma, *stems))
        if lemma.endswith(word):
            return True
        return len(word) >= LONG and not self.lexicon.verb(word) and any(stem.endswith(word) for stem in stems)

    def said(self, token: int) -> str:
        """The words of the sentence around a token, as they stand and as what they may be forms of, in one string."""
        start, end = self.vicinity(token)
        key = ("said", start, end)
        if key not in self.memo:
            stems = (self._nouns.stems(word) for word in self.lower[start:end]) if self._nouns is not None else ()
            words = (*self.lower[start:end], *self.lemmas[start:end], *(stem for found in stems for stem in found))
            self.memo[key] = " ".join(words)
        found: str = self.memo[key]
        return found

    def is_kin(self, token: int, kin: str) -> bool:
        """Whether a word is a noun of one of the lexicon's kins, whose name stands in braces."""
        return self.tokens[token].pos_ in ("NOUN", "PROPN") and self.ends(token, kin)

    def noun_lemmas(self, token: int) -> tuple[str, ...]:
        """A noun's lemma, and what else it may be: of compounds, lemmatizers cut too much or too little from the form.

        Of "retsmødet" they make "retsmød", of "modoffensiven" "modoffensive"; with the capital from the start of a
        sentence they know few nouns at all, and no definite form is a lemma.
        """
        lemma, form, noun = self.lemmas[token], self.lower[token], self.tokens[token]
        kept = lemma == form
        if self._nouns is None or (kept and not (noun.is_title or clauses.has(noun, "Definite", "Def"))):
            return (lemma,)
        stems = self._nouns.stems(form)[1:]
        if kept and any(stem in self._nouns.nouns for stem in stems):
            return (lemma,)  # "dommerne" are judges, and no "dom"
        return (lemma, *(stem for stem in stems if kept or _slipped(lemma, stem)))

    def verb_lemma(self, token: Token) -> str:
        """The lemma under which the lexicon knows a verb form: the model's, else one rebuilt from a regular ending."""
        lemma = self.lemmas[token.i]
        form = self.lower[token.i]
        unread = lemma == form and not clauses.has(token, "VerbForm", "Inf")
        if self.lexicon.verb(lemma) and not (unread and self.lexicon.irregular(form)):
            return lemma
        irregular = self.lexicon.irregular(form)
        if token.pos_ == "VERB" and self.lexicon.verb(form) and not (unread and irregular):
            return form  # an infinitive that the lemmatizer takes for an adjective
        if irregular is not None:
            return irregular
        for ending in self.grammar.endings:
            if form.endswith(ending.form):
                rebuilt = form[: -len(ending.form)] + ending.lemma
                if self.lexicon.verb(rebuilt):
                    return rebuilt
        return lemma


def _tokens(doc: Doc, timex: Timex) -> range:
    span = doc.char_span(timex.start, timex.end, alignment_mode="expand")
    return range(span.start, span.end) if span is not None else range(0)


def _slipped(lemma: str, stem: str) -> bool:
    """Whether a lemma is a stem with a letter or two cut off, or with one too many."""
    more = len(lemma) - len(stem)
    return (more in (-2, -1) and stem.startswith(lemma)) or (more == 1 and lemma.startswith(stem))


def _inside(position: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    index = bisect_right(ranges, (position, 1 << 60)) - 1
    return index >= 0 and ranges[index][0] <= position < ranges[index][1]

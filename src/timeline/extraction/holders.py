"""Who stands behind a verb of attitude: its subject by word order first, then by the parse.

News puts the verb second, so the phrase that touches the finite verb is its subject more often than a parser's subject
relation is right; relations decide where nothing touches it.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from timeline.extraction import clauses
from timeline.extraction.actors import Cast
from timeline.extraction.phrases import feature
from timeline.languages.pack import Pack

#: How many relations up the subject of a verb without one of its own is looked for.
MAX_CLIMB = 4
#: How far before a verb the last resort looks for a mention.
REACH = 14
#: The longest relative clause between a subject and its verb, in words.
RELATIVE_REACH = 25


class Holders:
    """Look-up of mentions by where they begin and end, in one document."""

    def __init__(self, doc: Doc, pack: Pack, cast: Cast) -> None:
        self.doc, self.pack, self.cast = doc, pack, cast
        self.grammar = pack.grammar
        reflexives = self.grammar.reflexives if self.grammar is not None else ()
        starts = {token.idx: token.i for token in doc}
        ends = {token.idx + len(token.text): token.i for token in doc}
        self.opening: dict[int, int] = {}
        self.closing: dict[int, tuple[int, int]] = {}
        self.first: dict[int, int] = {}
        self.last: dict[int, int] = {}
        for mention in cast.mentions:
            reflexive = mention.kind == "pronoun" and doc[mention.head].text.casefold() in reflexives
            if reflexive or mention.kind == "adjective" or mention.start not in starts or mention.end not in ends:
                continue
            first, last = starts[mention.start], ends[mention.end]
            title = first - 1
            while title >= 0 and (found := cast.at(title)) is not None and found is mention:
                first, title = title, title - 1
            self.opening.setdefault(first, mention.head)
            self.first.setdefault(mention.head, first)
            self.last.setdefault(mention.head, last)
            held = self.closing.get(last)
            if held is None or first < held[0]:
                self.closing[last] = (first, mention.head)

    def of(self, verb: Token) -> tuple[int, ...]:
        """The actors behind a verb, all of a coordination, as indexes into the cast; empty when there is none."""
        if clauses.clause(verb, self.pack).passive:
            return self._agent(verb)
        current = verb
        for _ in range(MAX_CLIMB):
            finite = self.finite(current)
            subject = self._subject(current)
            touching = self._left(finite)
            if touching is None and subject is not None and self._is_paper(subject):
                return self._author(current)
            if touching is None and (subject is None or subject.i > finite.i or self.cast.at(subject.i) is None):
                touching = self._right(finite)
            if touching is not None:
                return self.actors(touching)
            if subject is not None:
                return self.actors(subject)
            infinitive = current.dep_ == "advcl" and feature(current, "VerbForm") == "Inf"
            if not (infinitive or current.dep_ in ("conj", "xcomp", "aux")) or current.head is current:
                break
            current = current.head
        return self._before(verb)

    def _is_paper(self, subject: Token) -> bool:
        """Whether a relative pronoun stands for a thing, which itself takes no stance."""
        relatives = self.grammar.relatives if self.grammar is not None else ()
        relative = subject.text.casefold() in relatives and subject.head.dep_ == "acl:relcl"
        return relative and self.cast.at(subject.i) is None

    def _author(self, verb: Token) -> tuple[int, ...]:
        """Who issues the paper that a relative clause is about: "signed a declaration that calls on NN"."""
        issuing = verb.head.head
        issued = verb.dep_ == "acl:relcl" and verb.head.dep_ in ("obj", "obl") and issuing.pos_ == "VERB"
        return self.of(issuing) if issued and issuing.dep_ != "acl:relcl" else ()

    def finite(self, verb: Token) -> Token:
        """The word that carries tense for a verb: itself, or its first auxiliary."""
        if feature(verb, "VerbForm") == "Fin":
            return verb
        helpers = [child for child in verb.children if child.dep_ in ("aux", "cop", "aux:pass")]
        return next((word for word in helpers if feature(word, "VerbForm") == "Fin"), verb)

    def touches(self, verb: Token) -> bool:
        """Whether a mention that may be its subject ends right before a verb."""
        left = self._ends_at(verb.i - 1)
        return left is not None and not self._governed(*left)

    def _left(self, finite: Token) -> Token | None:
        """The mention that ends right before a finite verb, adverbs between them passed over."""
        end = finite.i - 1
        while end > 0 and self.doc[end].pos_ == "ADV" and not self.doc[end + 1].is_sent_start:
            end -= 1  # "which nevertheless praised"
        left = self._ends_at(end)
        if left is not None:
            return self.doc[left[1]] if not self._governed(*left) else None
        return self._over_relative(end)

    def _over_relative(self, end: int) -> Token | None:
        """The relative pronoun of the clause that a comma closes: its antecedent is the verb's subject."""
        if end < 0 or self.doc[end].text != ",":
            return None
        for index in range(end - 1, max(end - RELATIVE_REACH, 0), -1):
            word = self.doc[index]
            if word.is_space or word.text in (".", "!", "?", ":"):
                return None
            mention = self.cast.at(index)
            if mention is not None and mention.kind == "relative" and self.doc[index - 1].text == ",":
                return word
        return None

    def _right(self, finite: Token) -> Token | None:
        """The mention right after an inverted finite verb; a sentence that opens with its verb asks or commands."""
        if finite.is_sent_start or finite.i + 1 >= len(self.doc):
            return None
        right = self.opening.get(finite.i + 1)
        return self.doc[right] if right is not None else None

    def _ends_at(self, end: int) -> tuple[int, int] | None:
        """The mention that ends at a token, over a party letter in brackets and the comma that closes an apposition."""
        if end < 0:
            return None
        if end in self.closing:
            return self.closing[end]
        if self.doc[end].text == ")" and end > 2 and self.doc[end - 2].text == "(":
            return self.closing.get(end - 3)
        if self.doc[end].text != ",":
            return None
        inner = self._ends_at(end - 1)
        if inner is None or inner[0] < 2 or self.doc[inner[0] - 1].text != ",":
            return None
        outer = self._ends_at(inner[0] - 2)
        if outer is None:
            return None
        same = self.cast.at(inner[1]), self.cast.at(outer[1])
        return outer if same[0] and same[1] and (same[0].actor == same[1].actor or same[0].kind == "name") else None

    def _governed(self, first: int, head: int) -> bool:
        """Whether a mention is the object of a preposition, or a possessor."""
        before = self.doc[first - 1] if first else None
        if before is not None and before.pos_ == "ADP" and before.dep_ != "mark":
            return True
        return self.doc[head].dep_ == "nmod:poss"

    def _subject(self, verb: Token) -> Token | None:
        """The parser's subject, one that is an actor before one that only stands for a clause."""
        subjects = [child for child in verb.children if child.dep_ in ("nsubj", "nsubj:pass")]
        named = [child for child in subjects if self.cast.at(child.i) is not None]
        return next(iter(named or subjects), None)

    def _agent(self, verb: Token) -> tuple[int, ...]:
        agents = self.grammar.agent if self.grammar is not None else ()
        for child in verb.children:
            if child.dep_.startswith("obl") and any(
                case.dep_ == "case" and case.text.casefold() in agents for case in child.children
            ):
                return self.actors(child)
        return ()

    def actors(self, subject: Token) -> tuple[int, ...]:
        """The actor that a token names and those coordinated with it."""
        found = []
        for token in (subject, *subject.conjuncts, *self._listed(subject)):
            mention = self.cast.at(token.i)
            if mention is not None:
                found.append(mention.actor)
        return tuple(dict.fromkeys(found))

    def _listed(self, token: Token) -> Iterator[Token]:
        """The mentions in a list that ends at a mention: "A, B and C"."""
        mention = self.cast.at(token.i)
        if mention is None:
            return
        first = self.first.get(mention.head)
        joined = False
        while first is not None and first > 1:
            link = self.doc[first - 1]
            if link.pos_ == "CCONJ":
                joined = True
            elif link.text != "," or not joined:
                return
            before = self.closing.get(first - 2)
            if before is None:
                return
            yield self.doc[before[1]]
            first = before[0]

    def _before(self, verb: Token) -> tuple[int, ...]:
        """The nearest mention before a verb in its sentence with no other verb between."""
        finite = self.finite(verb)
        sentence = verb.sent.start
        for index in range(finite.i - 1, max(sentence - 1, finite.i - REACH), -1):
            word = self.doc[index]
            if word.pos_ == "VERB":
                break
            mention = self.cast.at(index)
            if mention is not None and mention.head == index and not self._governed(index, index):
                return self.actors(word)
        return ()

    def experiencers(self, verb: Token) -> tuple[int, ...]:
        """Whom something annoys or pleases: the object, or the mention after the verb."""
        after = self.opening.get(verb.i + 1)
        if after is not None:
            return self.actors(self.doc[after])
        for child in verb.children:
            if child.dep_ in ("obj", "iobj"):
                return self.actors(child)
        return ()

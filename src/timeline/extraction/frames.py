"""Frames of attitude: who says, wants or shows something, by which word, and the words that tell it.

A frame is read from the verb of saying or judging, its subject and what it governs. Where the parse gives no subject
or no content, word order does: content stands after the complementizer, or fronted before an inverted verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token
from spacy.tokens import Span as TokenSpan

from timeline.extraction import attitudes, clauses
from timeline.extraction.actors import Cast
from timeline.extraction.contents import Content, Contents
from timeline.extraction.documents import text_of
from timeline.extraction.frame import Frame, distinct, nested
from timeline.extraction.holders import Holders
from timeline.extraction.phrases import feature
from timeline.languages.pack import Pack
from timeline.languages.stances import Attitude
from timeline.schema import Act, Polarity, Quoted

#: Between a verb and the complementizer of its content stand at most this many words.
CONTENT_REACH = 12
#: Quoted words without a verb are speech from this many on, a quoted expression below.
MIN_WORDS = 4
DASHES = ("-", "–", "—")


def find(doc: Doc, pack: Pack, cast: Cast) -> tuple[Frame, ...]:
    """The frames of a document in text order, those inside others' words with the chain of who passes them on."""
    reader = _Reader(doc, pack, cast)
    found = [*reader.direct(), *reader.indirect()]
    return nested(distinct(found))


class _Reader:
    """Look-up in one document; lives for one call of `find`."""

    def __init__(self, doc: Doc, pack: Pack, cast: Cast) -> None:
        assert pack.stances is not None
        self.doc, self.pack, self.cast, self.lexicon = doc, pack, cast, pack.stances
        self.grammar = pack.grammar
        self.holders = Holders(doc, pack, cast)
        self.contents = Contents(doc, pack, cast, self.holders)
        self.opening = self.holders.opening
        pronouns = pack.actors.pronouns if pack.actors is not None else ()
        self.first_persons = {form for pronoun in pronouns if pronoun.person == 1 for form in pronoun.forms}
        self.quoted: dict[int, int] = {}
        self.frame_verbs: set[int] = set()
        for number, speech in enumerate(cast.speeches):
            span = (
                doc.char_span(speech.start, speech.end, alignment_mode="expand") if speech.start < speech.end else None
            )
            for token in span or ():
                self.quoted[token.i] = number
            if speech.verb is not None:
                self.frame_verbs.add(speech.verb)

    # --- direct speech

    def direct(self) -> Iterator[Frame]:
        """A frame for each quotation with a speaker; the rest of an interrupted one counts with its beginning."""
        last: tuple[int, int] | None = None
        for speech in self.cast.speeches:
            mention = self.cast.at(speech.speaker) if speech.speaker is not None else None
            span = (
                self.doc.char_span(speech.start, speech.end, alignment_mode="expand")
                if speech.start < speech.end
                else None
            )
            if mention is None or span is None or not self._is_speech(span, speech.frame is not None):
                continue
            line = text_of(self.doc).rfind("\n", 0, speech.start)
            if last == (mention.actor, line):
                continue
            last = (mention.actor, line)
            told = attitudes.attitude(self.doc[speech.verb], self.pack) if speech.verb is not None else None
            yield Frame(
                mention.actor,
                speech.start,
                speech.end,
                span.start,
                span.end - 1,
                Quoted.DIRECT,
                act=told.act if told and (told.polarity is not None or told.act is Act.WARN) else None,
                polarity=told.polarity if told and told.act is not None else None,
                verb=speech.verb,
                cue=speech.verb,
            )

    def _is_speech(self, span: TokenSpan, framed: bool) -> bool:
        """Whether quoted words are speech and no quoted name; after a dash all that somebody is told to say is."""
        words = [token for token in span if token.is_alpha]
        dashed = framed and span.start > 0 and self.doc[span.start - 1].text in DASHES
        return (
            dashed
            or len(words) >= MIN_WORDS
            or any(token.pos_ in ("VERB", "AUX") and feature(token, "VerbForm") == "Fin" for token in words)
        )

    # --- indirect speech, attitudes, acts

    def indirect(self) -> Iterator[Frame]:
        for token in self.doc:
            if token.text.casefold() in self.lexicon.according:
                yield from self._according(token)
            elif self._is_verb(token) and token.i not in self.frame_verbs:
                match = attitudes.matched(token, self.pack)
                if match is not None:
                    yield from self._verb(token, *match)
                yield from self._adjective(token)
            elif token.pos_ == "ADJ":
                yield from self._adjective(token)
            elif token.pos_ == "NOUN":
                yield from self._noun(token)
                yield from self._adjective(token)

    def _verb(self, token: Token, attitude: Attitude, beside: tuple[int, ...]) -> Iterator[Frame]:
        if token.pos_ in ("VERB", "AUX"):
            if token.dep_ == "amod" or (token.dep_ in ("aux", "cop") and not beside) or not self._asserted(token):
                return
            if self._hypothetical(token):
                return
        holders = self.holders.experiencers(token) if attitude.experiencer else self.holders.of(token)
        if not holders or self._own_words(token, holders):
            return
        negated = clauses.clause(token, self.pack).negation is not None
        act, leaning = attitude.act, attitude.polarity
        if negated and attitude.act is Act.CONFIRM and clauses.clause(token, self.pack).modals:
            act, leaning = Act.STATE, Polarity.NEUTRAL  # "cannot confirm" denies nothing
        elif negated and attitude.act is not None:
            act, leaning = attitude.denied_act or Act.STATE, attitude.denied_polarity or Polarity.NEUTRAL
        elif negated and attitude.denied_act is not None:
            act, leaning = attitude.denied_act, attitude.denied_polarity
        content = self.contents.of(token, attitude, beside)
        if content is None:
            return
        if act is Act.CONFIRM:
            leaning = self._confirmed(token, content) or leaning
        first, last = self._trim(content.first, content.last)
        if first > last or self._buried(token, attitude, content):
            return
        start, end = self.doc[first].idx, self.doc[last].idx + len(self.doc[last].text)
        for holder in holders:
            words = (holder, start, end, first, last, content.quoted)
            yield Frame(*words, act, leaning, token.i, token.i, content.target, turned=negated and act is None)

    def _confirmed(self, token: Token, content: Content) -> Polarity | None:
        """What a confirmed wish or promise tells: the polarity of the noun between the verb and its content."""
        for word in self.doc[token.i + 1 : max(content.first, token.i + 1)]:
            named = attitudes.of_noun(word.lemma_.casefold(), self.lexicon) if word.pos_ == "NOUN" else None
            if named is not None and named.polarity is not None:
                return named.polarity
        return None

    def _is_verb(self, token: Token) -> bool:
        """Whether a word is a verb by its tag, or stands where the finite verb stands: right after its subject."""
        if token.pos_ in ("VERB", "AUX"):
            return True
        if token.pos_ not in ("ADJ", "NOUN", "ADV") or not token.is_lower or token.i == 0:
            return False
        return self.holders.touches(token)

    def _asserted(self, token: Token) -> bool:
        """Whether a verb is finite, or a participle or infinitive under an auxiliary, and no mere complement."""
        form = feature(token, "VerbForm")
        if form == "Fin":
            return True
        helped = any(child.dep_.startswith("aux") and child.i < token.i for child in token.children)
        if form == "Part":
            return helped or token.dep_ == "conj"
        if form == "Inf":
            marked = [child for child in token.children if child.dep_ == "mark"]
            if token.dep_ == "advcl" and self._is_purpose(marked):
                return True
            return not marked and (helped or token.dep_ == "conj")
        return False

    def _is_purpose(self, marks: list[Token]) -> bool:
        """Whether the words before an infinitive tell a purpose: "drove around in order to urge"."""
        words = tuple(mark.text.casefold() for mark in marks)
        return self.grammar is not None and words in self.grammar.purpose

    def _hypothetical(self, token: Token) -> bool:
        """Whether a verb stands in a condition, where nobody takes a stance yet."""
        if self.grammar is None:
            return False
        return any(
            child.dep_ in ("mark", "advmod") and child.text.casefold() in self.grammar.conditional
            for child in token.children
        )

    def _buried(self, token: Token, attitude: Attitude, content: Content) -> bool:
        """Whether a verb in somebody's quotation tells no words of others: the quotation's own stance covers it."""
        return token.i in self.quoted and (content.quoted is Quoted.NONE or not attitude.speech)

    def _own_words(self, token: Token, holders: tuple[int, ...]) -> bool:
        """Whether a verb stands in a quotation by its own holder: part of that speech act."""
        number = self.quoted.get(token.i)
        if number is None:
            return False
        speaker = self.cast.speeches[number].speaker
        mention = self.cast.at(speaker) if speaker is not None else None
        if mention is not None and mention.actor in holders:
            return True
        finite = self.holders.finite(token)
        around = self.doc[max(finite.i - 1, 0) : finite.i + 2]
        return any(word.text.casefold() in self.first_persons for word in around)

    # --- according to, adjectives, nouns

    def _according(self, token: Token) -> Iterator[Frame]:
        sentence = token.sent
        holder = None
        for index in range(token.i + 1, min(token.i + 4, sentence.end)):
            if index in self.opening or self.doc[index].pos_ in ("VERB", "AUX", "NOUN"):
                holder = self.opening.get(index)
                break
        if holder is None:
            return
        mention = self.cast.at(holder)
        if mention is None:
            return
        first, last = sentence.start, sentence.end - 1
        if not any(word.pos_ not in ("PUNCT", "SPACE", "CCONJ", "ADV") for word in self.doc[first : token.i]):
            first = next((w.i for w in self.doc[holder : sentence.end] if w.pos_ in ("VERB", "AUX")), holder)
        first, last = self._trim(first, last)
        if first <= last:
            yield Frame(
                mention.actor,
                self.doc[first].idx,
                self.doc[last].idx + len(self.doc[last].text),
                first,
                last,
                Quoted.INDIRECT,
                verb=token.i,
                cue=None,
            )

    def _adjective(self, token: Token) -> Iterator[Frame]:
        attitude = self.lexicon.adjectives.get(token.lemma_.casefold()) or self.lexicon.adjectives.get(
            token.text.casefold()
        )
        if attitude is None or token.dep_ == "amod" or token.i in self.quoted:
            return
        copulas = self.grammar.copulas if self.grammar is not None else ()
        if not any(
            child.dep_ == "cop" or (child.dep_ == "aux" and child.lemma_ in copulas) for child in token.children
        ):
            return
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        holders = self.holders.actors(subject) if subject is not None else ()
        if not holders or self._own_words(token, holders):
            return
        negated = clauses.clause(token, self.pack).negation is not None
        first, last = self._trim(*self.contents.clause(token))
        target = self.contents.target(token, attitude, ())
        if target is None and not attitude.shown:
            return
        act, leaning = attitude.act, attitude.polarity
        if negated:
            act, leaning = attitude.denied_act or Act.STATE, attitude.denied_polarity or Polarity.NEUTRAL
        for holder in holders:
            yield Frame(
                holder,
                self.doc[first].idx,
                self.doc[last].idx + len(self.doc[last].text),
                first,
                last,
                Quoted.NONE,
                act,
                leaning,
                token.i,
                token.i,
                target,
            )

    def _noun(self, token: Token) -> Iterator[Frame]:
        attitude = attitudes.of_noun(token.lemma_.casefold(), self.lexicon)
        if attitude is None or attitude.act is None or token.i in self.quoted or token.dep_.startswith("nsubj"):
            return
        holders = self._noun_holders(token)
        target = self._noun_target(token, attitude)
        if not holders or (target is None and not self._from(token)) or self._own_words(token, holders):
            return
        governor = token.head
        light = self._is_light(governor)
        first, last = self._trim(
            *(self.contents.clause(governor) if light else (token.left_edge.i, token.right_edge.i))
        )
        source = self._from(token)
        if source is not None:  # "a wish from NN" ends with the name, whatever relative clause the name has
            last = min(last, self.holders.last.get(source, source))
        if first > last:
            return
        quoted = Quoted.INDIRECT if attitude.speech and not light else Quoted.NONE
        for holder in holders:
            yield Frame(
                holder,
                self.doc[first].idx,
                self.doc[last].idx + len(self.doc[last].text),
                first,
                last,
                quoted,
                attitude.act,
                attitude.polarity,
                token.i,
                token.i,
                target,
            )

    def _noun_holders(self, token: Token) -> tuple[int, ...]:
        """Whose attitude a noun is: its possessor's, whom it comes from, or the subject of the verb it leans on."""
        for child in token.children:
            if child.dep_ == "nmod:poss" or feature(child, "Poss") == "Yes":
                found = self.holders.actors(child)
                if found:
                    return found
        source = self._from(token)
        if source is not None:
            return self.holders.actors(self.doc[source])
        governor = self._governor(token)
        if governor is None or (governor.pos_ in ("VERB", "AUX") and not self._asserted(governor)):
            return ()
        leans = self._is_light(governor) or (token.i > 0 and self.doc[token.i - 1].pos_ == "ADP")
        return self.holders.of(governor) if leans else ()

    def _governor(self, token: Token) -> Token | None:
        """The verb above a noun, over at most two other nouns ("stepped down at a meeting in protest")."""
        current = token.head
        for _ in range(3):
            if current.pos_ == "VERB" or self._is_light(current):
                return current
            current = current.head
        return None

    def _is_light(self, word: Token) -> bool:
        return word.lemma_.casefold() in self.lexicon.lights or word.text.casefold() in self.lexicon.lights

    def _from(self, token: Token) -> int | None:
        """Whom a noun of attitude comes from: "a wish from NN", "resistance among NN"."""
        for index in range(token.i + 1, min(token.i + 3, token.sent.end - 1)):
            if self.doc[index].text.casefold() in self.lexicon.sources and index + 1 in self.opening:
                return self.opening[index + 1]
        return None

    def _noun_target(self, token: Token, attitude: Attitude) -> int | None:
        for index in range(token.i + 1, min(token.i + 5, token.sent.end - 1)):
            if self.doc[index].text.casefold() in attitude.targets:
                for at in range(index + 1, min(index + 7, token.sent.end)):
                    if self.doc[at].pos_ in ("NOUN", "PROPN", "VERB"):
                        return at
        return None

    def _trim(self, first: int, last: int) -> tuple[int, int]:
        """The span without punctuation, space and conjunctions at its edges."""
        while first < last and (
            self.doc[first].is_punct
            or self.doc[first].is_space
            or self.doc[first].pos_ == "CCONJ"
            or self.doc[first].is_quote
        ):
            first += 1
        while last > first and (self.doc[last].is_punct or self.doc[last].is_space or self.doc[last].is_quote):
            last -= 1
        return first, last

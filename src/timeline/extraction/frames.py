"""Frames of attitude: who says, wants or shows something, by which word, and the words that tell it.

A frame is read from the verb of saying or judging, its subject and what it governs. Where the parse gives no subject
or no content, word order does: content stands after the complementizer, or fronted before an inverted verb.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from timeline.extraction import attitudes, clauses
from timeline.extraction.actors import Cast
from timeline.extraction.holders import Holders
from timeline.extraction.phrases import feature
from timeline.languages.pack import Pack
from timeline.languages.stances import Attitude
from timeline.schema import Act, Polarity, Quoted

#: Between a verb and the complementizer of its content stand at most this many words.
CONTENT_REACH = 12
#: Quoted words without a verb are speech from this many on, a quoted expression below.
MIN_WORDS = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """One holder's stance in tokens and code points.

    `holder` is an index into the cast's actors; `start` and `end` are the evidence, `first` and `last` its tokens.
    `act` and `polarity` are None where the content tells. `verb` carries the frame, `cue` shows act and polarity,
    `target` heads what it is about. `via` lists the actors who pass it on, outermost first.
    """

    holder: int
    start: int
    end: int
    first: int
    last: int
    quoted: Quoted
    act: Act | None = None
    polarity: Polarity | None = None
    verb: int | None = None
    cue: int | None = None
    target: int | None = None
    via: tuple[int, ...] = ()


def find(doc: Doc, pack: Pack, cast: Cast) -> tuple[Frame, ...]:
    """The frames of a document in text order, those inside others' words with the chain of who passes them on."""
    reader = _Reader(doc, pack, cast)
    found = [*reader.direct(), *reader.indirect()]
    return _nested(_distinct(found))


def _distinct(found: list[Frame]) -> list[Frame]:
    """One frame for each holder and verb, direct before indirect, in text order."""
    kept: list[Frame] = []
    seen: set[tuple[int, int | None, int]] = set()
    for frame in sorted(found, key=lambda f: (f.start, -f.end, f.holder, f.verb or -1)):
        key = (frame.holder, frame.verb, frame.start if frame.verb is None else -1)
        if key not in seen:
            seen.add(key)
            kept.append(frame)
    return kept


def _nested(found: list[Frame]) -> tuple[Frame, ...]:
    """Frames with their chains; what a holder says inside its own words belongs to the outer frame.

    One pass with a stack: evidence spans that still hold the current place.
    """
    kept: list[Frame] = []
    stack: list[Frame] = []
    for frame in found:
        place = frame.start
        stack = [outer for outer in stack if outer.end > place]
        around = [
            outer for outer in stack if outer.start <= place and frame.end <= outer.end and outer.verb != frame.verb
        ]
        if any(outer.holder == frame.holder for outer in around):
            continue
        chain = tuple(dict.fromkeys(outer.holder for outer in around))
        framed = replace(frame, via=chain)
        kept.append(framed)
        if frame.quoted is not Quoted.NONE:
            stack.append(framed)
    return tuple(kept)


class _Reader:
    """Look-up in one document; lives for one call of `find`."""

    def __init__(self, doc: Doc, pack: Pack, cast: Cast) -> None:
        assert pack.stances is not None
        self.doc, self.pack, self.cast, self.lexicon = doc, pack, cast, pack.stances
        self.grammar = pack.grammar
        self.holders = Holders(doc, pack, cast)
        self.opening = self.holders.opening
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
            if mention is None or span is None or not self._is_speech(span):
                continue
            line = self.doc.text.rfind("\n", 0, speech.start)
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
                act=told.act if told and told.polarity is not None else None,
                polarity=told.polarity if told and told.act is not None else None,
                verb=speech.verb,
                cue=speech.verb,
            )

    def _is_speech(self, span: object) -> bool:
        words = [token for token in span if token.is_alpha]  # type: ignore[attr-defined]
        return len(words) >= MIN_WORDS or any(
            token.pos_ in ("VERB", "AUX") and feature(token, "VerbForm") == "Fin" for token in words
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
            elif token.pos_ == "ADJ":
                yield from self._adjective(token)
            elif token.pos_ == "NOUN":
                yield from self._noun(token)

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
        if negated and attitude.act is not None:
            act, leaning = attitude.denied_act or Act.STATE, attitude.denied_polarity or Polarity.NEUTRAL
        elif negated and attitude.denied_act is not None:
            act, leaning = attitude.denied_act, attitude.denied_polarity
        content = self._content(token, attitude, beside)
        if content is None:
            return
        first, last, quoted, target = content
        first, last = self._trim(first, last)
        if first > last:
            return
        start, end = self.doc[first].idx, self.doc[last].idx + len(self.doc[last].text)
        for holder in holders:
            yield Frame(holder, start, end, first, last, quoted, act, leaning, token.i, token.i, target)

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
            marked = any(child.dep_ == "mark" for child in token.children)
            return not marked and (helped or token.dep_ == "conj")
        return False

    def _hypothetical(self, token: Token) -> bool:
        """Whether a verb stands in a condition, where nobody takes a stance yet."""
        if self.grammar is None:
            return False
        return any(
            child.dep_ in ("mark", "advmod") and child.text.casefold() in self.grammar.conditional
            for child in token.children
        )

    def _own_words(self, token: Token, holders: tuple[int, ...]) -> bool:
        """Whether a verb stands in a quotation by its own holder: part of that speech act."""
        number = self.quoted.get(token.i)
        if number is None:
            return False
        speaker = self.cast.speeches[number].speaker
        mention = self.cast.at(speaker) if speaker is not None else None
        return mention is not None and mention.actor in holders

    # --- content

    def _content(
        self, token: Token, attitude: Attitude, beside: tuple[int, ...]
    ) -> tuple[int, int, Quoted, int | None] | None:
        """First and last token of what a verb tells, how it is quoted, and the head of its target when it has one."""
        sentence = token.sent
        if attitude.experiencer:
            return (*self._clause(token), Quoted.NONE, None)
        if self._anaphor(token):
            if attitude.shown and attitude.act is not Act.DEMAND:
                return (*self._clause(token), Quoted.NONE, None)
            before = self._sentence_before(sentence.start)
            return (*before, Quoted.INDIRECT, None) if before is not None else None
        clause = self._complement(token, beside)
        if clause is not None and attitude.speech:
            return (*clause, Quoted.INDIRECT, None)
        fronted = self._fronted(token) if attitude.speech else None
        if fronted is not None:
            return (*fronted, Quoted.INDIRECT, None)
        target = self._target(token, attitude, beside)
        if attitude.shown:
            if target is None and not beside and attitude.targets and attitude.act is not Act.CRITICISE:
                return None
            return (*self._clause(token), Quoted.NONE, target)
        if attitude.name == "judge" and target is not None:
            return target if False else (self.doc[target].left_edge.i, self._clause(token)[1], Quoted.INDIRECT, target)
        return None

    def _anaphor(self, token: Token) -> bool:
        """Whether a "that" before the verb, in object place, makes the sentence before the content."""
        finite = self.holders.finite(token)
        if finite.i == 0 or finite.is_sent_start:
            return False
        before = self.doc[finite.i - 1]
        if before.text.casefold() not in self.lexicon.anaphors:
            return False
        opens = before.is_sent_start or before.i == 0 or self.doc[before.i - 1].pos_ in ("CCONJ", "PUNCT", "SPACE")
        return opens and finite.i + 1 in self.opening

    def _sentence_before(self, start: int) -> tuple[int, int] | None:
        index = start - 1
        while index >= 0 and self.doc[index].is_space:
            index -= 1
        if index < 0:
            return None
        before = self.doc[index].sent
        return before.start, index

    def _complement(self, token: Token, beside: tuple[int, ...]) -> tuple[int, int] | None:
        """The clause or infinitive after a complementizer that belongs to the verb."""
        if self.grammar is None:
            return None
        end = token.sent.end
        openers = (*self.grammar.complementizers, *self.grammar.whether)
        for index in range(token.i + 1, min(token.i + 1 + CONTENT_REACH, end)):
            word = self.doc[index]
            text = word.text.casefold()
            if text in self.grammar.complementizers or (
                text in openers and word.pos_ == "SCONJ" and index not in beside
            ):
                return index + 1, self._clause_end(index + 1, end)
            if word.pos_ in ("VERB", "AUX") and index not in beside and feature(word, "VerbForm") == "Fin":
                return None
            if text in ".;:" or (word.is_quote and index > token.i + 2):
                return None
        return None

    def _clause_end(self, first: int, end: int) -> int:
        """Where content ends: at the sentence's end, or at a comma and conjunction that take up the main clause."""
        depth_verb = False
        for index in range(first, end):
            word = self.doc[index]
            if word.pos_ in ("VERB", "AUX"):
                depth_verb = True
            if word.text in ".!?;" and index > first:
                return index - 1
            if (
                depth_verb
                and word.text == ","
                and index + 1 < end
                and self.doc[index + 1].pos_ == "CCONJ"
                and index + 2 < end
                and self.doc[index + 2].pos_ in ("VERB", "AUX")
            ):
                return index - 1
        return end - 1

    def _fronted(self, token: Token) -> tuple[int, int] | None:
        """Content before an inverted verb: "CLAUSE, says NN"."""
        if token.i == token.sent.start or self.doc[token.i - 1].text not in (",", "?", "!"):
            return None
        if token.i + 1 not in self.opening and not any(
            child.dep_ == "nsubj" and child.i > token.i for child in token.children
        ):
            return None
        start, last = token.sent.start, token.i - 2
        if not any(word.pos_ in ("VERB", "AUX") for word in self.doc[start : last + 1]):
            return None
        return start, last

    def _clause(self, token: Token) -> tuple[int, int]:
        """The clause of a verb: from its first dependent, or the nearest mention before it, to its last."""
        sentence = token.sent
        first = max(token.left_edge.i, sentence.start)
        last = min(token.right_edge.i, sentence.end - 1)
        if token.dep_ == "conj":
            first = token.i
        return first, max(last, token.i)

    def _target(self, token: Token, attitude: Attitude, beside: tuple[int, ...]) -> int | None:
        """The head of a verb's object, or of the phrase after one of its prepositions."""
        for child in token.children:
            if child.dep_ in ("obl", "nmod", "advmod") and any(
                case.text.casefold() in attitude.targets for case in child.children if case.dep_ == "case"
            ):
                return child.i
        for child in token.children:
            if child.dep_ == "obj" and child.i not in beside and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ"):
                if child.text.casefold() in (self.grammar.reflexives if self.grammar else ()):
                    continue
                return child.i
        for index in range(token.i + 1, min(token.i + 8, token.sent.end)):
            word = self.doc[index]
            if word.pos_ in ("NOUN", "PROPN") and self.cast.at(index) is None:
                return index
            if word.is_punct:
                break
        return None

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
        if attitude is None or token.dep_ == "amod":
            return
        if not any(child.dep_ == "cop" for child in token.children):
            return
        subject = next((child for child in token.children if child.dep_ == "nsubj"), None)
        holders = self.holders.actors(subject) if subject is not None else ()
        if not holders or self._own_words(token, holders):
            return
        negated = clauses.clause(token, self.pack).negation is not None
        first, last = self._trim(*self._clause(token))
        target = self._target(token, attitude, ())
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
        attitude = self.lexicon.nouns.get(token.lemma_.casefold())
        if attitude is None or attitude.act is None:
            return
        holders = self._noun_holders(token)
        target = self._noun_target(token, attitude)
        if not holders or (target is None and not self._from(token)) or self._own_words(token, holders):
            return
        governor = token.head
        light = governor.pos_ == "VERB" and governor.lemma_ in self.lexicon.lights
        first, last = self._trim(*(self._clause(governor) if light else (token.left_edge.i, token.right_edge.i)))
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
        for child in token.children:
            if (child.dep_ in ("nmod:poss", "det") and feature(child, "Poss") == "Yes") or child.dep_ == "nmod:poss":
                found = self.holders.actors(child)
                if found:
                    return found
        source = self._from(token)
        if source is not None:
            return self.holders.actors(self.doc[source])
        governor = token.head
        if governor.pos_ == "VERB" and (governor.lemma_ in self.lexicon.lights or token.dep_ == "obl"):
            return self.holders.of(governor) if self._asserted(governor) else ()
        return ()

    def _from(self, token: Token) -> int | None:
        """Whom a noun of attitude comes from: "a wish from NN", "resistance among NN"."""
        for index in range(token.i + 1, min(token.i + 4, token.sent.end - 1)):
            if self.doc[index].text.casefold() in self.lexicon.sources and index + 1 in self.opening:
                return self.opening[index + 1]
        return None

    def _noun_target(self, token: Token, attitude: Attitude) -> int | None:
        for index in range(token.i + 1, min(token.i + 3, token.sent.end - 1)):
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

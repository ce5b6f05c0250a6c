"""Which phrases name the same actor: one entity per person, body, country or group of a document.

Names come first (surname after full name, acronym after long form), then offices, role nouns and pronouns in text
order, each resolved among the few entities that were mentioned last: linear in the number of phrases.
"""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Doc, Span

from timeline.extraction import anaphora, descriptions, mentions
from timeline.extraction.entities import Entity, Register
from timeline.extraction.gazetteer import Gazetteer, NounKind
from timeline.extraction.phrases import Phrase
from timeline.languages.actors import Number
from timeline.schema import ActorKind

#: A pronoun or role noun looks back over this many different entities.
REACH = 12


def resolve(
    doc: Doc,
    phrases: tuple[Phrase, ...],
    gazetteer: Gazetteer,
    *,
    quoted: tuple[int, ...],
    speakers: dict[int, int],
    speaking: frozenset[int] = frozenset(),
) -> tuple[list[Entity], list[int | None]]:
    """The entities of a document, and for each phrase the index of its entity (None where nobody is meant).

    `quoted` gives for each token the number of the quotation that holds it, or -1; `speakers` the token index that
    names who speaks in that quotation. `speaking` are the tokens of all who are told to say something.
    """
    state = State(doc, phrases, gazetteer, quoted, speakers, speaking)
    state.names_first()
    state.appositions()
    state.in_order()
    state.first_persons()
    return state.register.entities, state.links


class State:
    """The working memory of one resolution; lives for one call of `resolve`."""

    def __init__(
        self,
        doc: Doc,
        phrases: tuple[Phrase, ...],
        gazetteer: Gazetteer,
        quoted: tuple[int, ...],
        speakers: dict[int, int],
        speaking: frozenset[int],
    ) -> None:
        self.doc, self.phrases, self.gazetteer = doc, phrases, gazetteer
        self.quoted, self.speakers, self.speaking = quoted, speakers, speaking
        named = (phrase for phrase in phrases if phrase.known is None or not phrase.known.seat)
        self.register = Register(gazetteer, frozenset(phrase.country for phrase in named if phrase.country))
        self.links: list[int | None] = [None] * len(phrases)
        self.sentences = _sentences(doc)
        self.recent: list[int] = []  # phrase indexes of resolved mentions, latest last
        self.by_head: dict[int, int] = {}
        self.lead: Entity | None = None  # the person of no office whom most phrases name
        self.by_text: dict[str, Entity] = {}
        for index, phrase in enumerate(phrases):
            if phrase.form != "relative":
                for token in (phrase.head, *phrase.covers):
                    self.by_head.setdefault(token, index)
                if phrase.form == "name":
                    for token in range(phrase.first, phrase.last + 1):
                        self.by_head[token] = index

    # --- names

    def names_first(self) -> None:
        for index, phrase in enumerate(self.phrases):
            if phrase.form == "name" and phrase.kind is not None:
                self.link(index, self.register.named(phrase))
        for index, phrase in enumerate(self.phrases):  # names of unknown kind take that of their like
            if phrase.form == "name" and phrase.kind is None:
                entity = self.register.exact.get(phrase.name.casefold()) or self.register.by_part(phrase)
                if entity is not None:
                    self.link(index, entity)

    # --- offices set beside a name

    def appositions(self) -> None:
        """Link "the office, NN," and "NN, the office," before anything else can claim the office."""
        for index, phrase in enumerate(self.phrases):
            if phrase.form == "nominal" and (entity := self._apposed(index)) is not None:
                self.link(index, entity)
                self.register.describe(entity, phrase)

    # --- everything else, in text order

    def in_order(self) -> None:
        for index, phrase in enumerate(self.phrases):
            if self.links[index] is not None:
                self._touch(index)
                continue
            entity: Entity | None = None
            if phrase.form == "nominal":
                entity = self._nominal(phrase)
            elif phrase.form == "adjective":
                entity = self.register.country(phrase.country)
            elif phrase.form == "pronoun" and phrase.pronoun is not None and phrase.pronoun.person == 3:
                entity = anaphora.bound(self, phrase) if phrase.pronoun.reflexive else anaphora.pronoun(self, phrase)
            elif phrase.form == "relative":
                entity = anaphora.antecedent(self, phrase)
            if entity is not None:
                self.link(index, entity)
                self._belongs(index)
                self._touch(index)
        for index in range(len(self.phrases)):
            self._belongs(index)

    def _touch(self, index: int) -> None:
        if self.phrases[index].form not in ("relative", "adjective"):
            self.recent.append(index)

    def _nominal(self, phrase: Phrase) -> Entity | None:
        if phrase.kind is ActorKind.COUNTRY:
            return self.latest(lambda entity: entity.kind is ActorKind.COUNTRY)
        entity = None
        key = phrase.name.casefold()
        if phrase.possessor is not None and self._is_pronoun(phrase.possessor):
            key = ""  # "his colleague" is another one each time
        if phrase.definite and not phrase.plural:
            entity = descriptions.definite(self, phrase)
        elif key in self.by_text and (phrase.plural or phrase.kind is not ActorKind.PERSON):
            entity = self.by_text[key]
        elif phrase.plural and phrase.definite:
            entity = descriptions.group(self, phrase)
        elif phrase.title is not None and phrase.kind is ActorKind.PERSON:
            entity = descriptions.introduced(self, phrase)
        if entity is None:
            entity = self.register.add(phrase.kind or ActorKind.GROUP, phrase.name)
            if (
                phrase.noun is not None
                and phrase.noun.base in self.gazetteer.lexicon.unique
                and phrase.definite
                and not phrase.plural
            ):
                self.register.unique.setdefault(self.unique_key(phrase), entity)
        elif not entity.named and entity.known_id is None and len(phrase.name.split()) > len(entity.name.split()):
            entity.name = phrase.name  # the fullest name that the document gives
        self.register.describe(entity, phrase)
        if key:
            self.by_text.setdefault(key, entity)
        return entity

    def _is_pronoun(self, token: int) -> bool:
        return self.doc[token].pos_ in ("PRON", "DET")

    def unique_key(self, phrase: Phrase) -> str:
        return f"{phrase.lemma}:{phrase.country or ''}"

    def _apposed(self, index: int) -> Entity | None:
        """The name that an office is set beside with a comma, on either side."""
        phrase = self.phrases[index]
        if phrase.noun is None or phrase.noun.kind in (NounKind.PEOPLE, NounKind.LAND):
            return None
        after = max(phrase.last, phrase.tail or 0)
        following = [
            self.phrases[i]
            for i in range(index + 1, min(index + 4, len(self.phrases)))
            if self.phrases[i].first > phrase.last
        ]
        for other in following:
            if other.form == "name" and other.first > after:
                gap = self.doc[after + 1 : other.first]
                fits = other.kind is phrase.kind or self._is_body(phrase, other)
                if fits and _is_comma(_without_attributes(gap, other)) and mentions.closes(self.doc, other):
                    return self.entity_at(other.head)
                break
        for i in range(index - 1, max(index - 3, -1), -1):
            other = self.phrases[i]
            if other.form == "name" and other.last < phrase.first:
                gap = self.doc[mentions.name_end(self.doc, other) + 1 : phrase.first]
                if _is_comma(gap) and other.kind is phrase.kind and mentions.closes(self.doc, phrase):
                    return self.entity_at(other.head)
                break
        return None

    def _is_body(self, phrase: Phrase, name: Phrase) -> bool:
        collective = phrase.noun is not None and phrase.noun.kind is NounKind.COLLECTIVE
        return collective and not phrase.plural and name.kind is ActorKind.ORGANISATION

    def _belongs(self, index: int) -> None:
        """Where the bearer of an office, or a body, belongs: possessor, complement, or a name after a comma."""
        phrase = self.phrases[index]
        entity = self.linked(index)
        if entity is None or phrase.form not in ("name", "nominal"):
            return
        owner = self.owner(phrase)
        if owner is None and entity.kind is ActorKind.PERSON and phrase.form == "name":
            owner = self._after_comma(phrase)
        if (
            owner is not None
            and entity.kind is not ActorKind.COUNTRY
            and not (phrase.form == "name" and entity.kind is not ActorKind.PERSON)
        ):
            entity.affiliation = entity.affiliation or owner
        for place in (phrase.possessor, phrase.within):
            other = self.by_head.get(place) if place is not None else None
            if (
                other is not None
                and entity.country is None
                and self.phrases[other].country
                and self.phrases[other].kind is ActorKind.COUNTRY
            ):
                entity.country = self.phrases[other].country
        if entity.kind is ActorKind.ORGANISATION and entity.country is None and phrase.form == "nominal":
            for token in self.doc[phrase.head : phrase.last + 1]:
                for words, known in self.gazetteer.names.get(token.text.casefold(), ()):
                    if len(words) == 1 and known.country:
                        entity.country = known.country
                        if known.seat:
                            entity.affiliation = self.gazetteer.country_names[known.country]

    def owner(self, phrase: Phrase) -> str | None:
        for token in (phrase.possessor, phrase.within):
            if token is None:
                continue
            other = self.by_head.get(token)
            if other is not None:
                owner = self.entity_at(self.phrases[other].head)
                if owner is not None and (owner.kind is not ActorKind.PERSON):
                    return owner.name
            if self.doc[token].text[:1].isupper() and other is None and not self.doc[token].is_sent_start:
                return self.gazetteer.bare(self.doc[token].text)
        if phrase.country is not None and phrase.kind in (ActorKind.PERSON, ActorKind.GROUP, ActorKind.ORGANISATION):
            return self.gazetteer.country_names.get(phrase.country)
        return None

    def _after_comma(self, phrase: Phrase) -> str | None:
        """The employer after a name: "NAME, BODY," and "NAME from BODY"."""
        after = mentions.name_end(self.doc, phrase) + 1
        if after + 1 >= len(self.doc):
            return None
        link = self.doc[after]
        if link.text != "," and not (link.text in self.gazetteer.lexicon.employer_prepositions and phrase.title):
            return None
        other = self.by_head.get(after + 1)
        if (
            other is None
            or self.phrases[other].first != after + 1
            or self.phrases[other].form != "name"
            or self.phrases[other].kind is not ActorKind.ORGANISATION
        ):
            return None
        if link.text == "," and not mentions.closes(self.doc, self.phrases[other]):
            return None
        return self.phrases[other].name

    def first_persons(self) -> None:
        """Link "I" and "we" in a quotation to who speaks; a person's "we" is the body that the person speaks for."""
        for index, phrase in enumerate(self.phrases):
            if phrase.form != "pronoun" or phrase.pronoun is None or phrase.pronoun.person != 1:
                continue
            entity = self.speaker_entity(phrase.head)
            if entity is None:
                continue
            if phrase.pronoun.number is Number.MANY and entity.kind is ActorKind.PERSON:
                entity = self._body_of(entity) or entity
            self.link(index, entity)

    def _body_of(self, person: Entity) -> Entity | None:
        """The body that a person speaks for, where the document names it."""
        if person.affiliation is None:
            return None
        for words, known in self.gazetteer.names.get(person.affiliation.casefold(), ()):
            if len(words) == 1 and known.organisation is not None:
                return self.register.unique.get(f"organisation:{known.organisation.id}")
        found = self.register.exact.get(person.affiliation.casefold())
        return found if found is not None and found.kind is ActorKind.ORGANISATION else None

    # --- shared

    def speaker_entity(self, token: int) -> Entity | None:
        number = self.quoted[token]
        speaker = self.speakers.get(number) if number >= 0 else None
        return self.entity_at(speaker) if speaker is not None else None

    def latest(self, fits: Callable[[Entity], bool]) -> Entity | None:
        seen: set[int] = set()
        for index in reversed(self.recent[-6 * REACH :]):
            entity = self.linked(index)
            if entity is None or entity.number in seen:
                continue
            if fits(entity):
                return entity
            seen.add(entity.number)
            if len(seen) > 2 * REACH:
                break
        return None

    def is_subject(self, phrase: Phrase) -> bool:
        return any(self.doc[token].dep_ in ("nsubj", "ROOT") for token in (phrase.head, *phrase.covers))

    def sentence(self, token: int) -> int:
        return self.sentences[token]

    def linked(self, index: int) -> Entity | None:
        link = self.links[index]
        return None if link is None else self.register.entities[link]

    def entity_at(self, token: int) -> Entity | None:
        index = self.by_head.get(token)
        return None if index is None else self.linked(index)

    def link(self, index: int, entity: Entity) -> None:
        self.links[index] = entity.number
        entity.phrases.append(index)
        unknown = entity.kind is ActorKind.PERSON and not entity.title
        if unknown and (self.lead is None or len(entity.phrases) > len(self.lead.phrases)):
            self.lead = entity


def _sentences(doc: Doc) -> list[int]:
    """For each token where its sentence starts; all in one where the pipeline sets no sentences."""
    starts, current = [], 0
    for token in doc:
        if token.is_sent_start:
            current = token.i
        starts.append(current)
    return starts


def _without_attributes(gap: Span, name: Phrase) -> Span:
    """What stands before a name's title, determiner and adjectives ("the 58-year-old NN", "the cook NN")."""
    end = len(gap)
    while end:
        word = gap[end - 1]
        if word.i not in name.covers and not (word.head.i == name.head and word.dep_ in ("det", "amod")):
            break
        end -= 1
    return gap[:end]


def _is_comma(gap: Span) -> bool:
    return len(gap) == 1 and gap[0].text == ","

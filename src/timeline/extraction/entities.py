"""The actors of a document in the making, and the names that call them up again."""

from __future__ import annotations

from dataclasses import dataclass, field

from rapidfuzz import fuzz

from timeline.extraction.gazetteer import Gazetteer, NounKind
from timeline.extraction.phrases import Phrase
from timeline.languages.actors import Gender
from timeline.schema import ActorKind

#: A name is compared with at most this many persons of the same surname or first name.
REACH = 12
#: Two spellings of a name that share their surname are one from this similarity on ("Georg", "George").
SAME_SPELLING = 85.0


@dataclass(slots=True, eq=False)
class Entity:
    """One actor in the making; `nouns` are the lemmas that have named it, `phrases` indexes of its phrases."""

    kind: ActorKind
    name: str
    number: int
    known_id: str | None = None
    country: str | None = None
    title: str | None = None
    former: bool = False
    affiliation: str | None = None
    gender: Gender | None = None
    named: bool = False
    plural: bool = False
    nouns: set[str] = field(default_factory=set)
    phrases: list[int] = field(default_factory=list)


class Register:
    """All entities of one document, by number, name, part of a name, acronym, registered id and title."""

    def __init__(self, gazetteer: Gazetteer, told: frozenset[str] = frozenset()) -> None:
        self.gazetteer = gazetteer
        self.told = told  # the countries that the document names, by code
        self.entities: list[Entity] = []
        self.unique: dict[str, Entity] = {}
        self.exact: dict[str, Entity] = {}
        self.by_title: dict[str, list[Entity]] = {}
        self._last_word: dict[str, list[Entity]] = {}
        self._first_word: dict[str, list[Entity]] = {}
        self._acronym: dict[str, Entity] = {}

    def add(self, kind: ActorKind, name: str) -> Entity:
        """A new entity."""
        entity = Entity(kind, name, len(self.entities))
        self.entities.append(entity)
        return entity

    def named(self, phrase: Phrase) -> Entity:
        """The entity that a name of known kind names, a new one where the name is new."""
        if phrase.known is not None:
            known, organisation = phrase.known, phrase.known.organisation
            if known.seat:
                return self._governed(phrase)
            code = f"organisation:{organisation.id}" if organisation is not None else f"country:{known.country}"
            entity = self.unique.get(code)
            if entity is None:
                name = self.gazetteer.country_names[known.country] if known.country else phrase.name
                entity = self.add(phrase.kind or ActorKind.ORGANISATION, name)
                entity.known_id, entity.named = code, True
                entity.country = phrase.country
                if known.organisation is not None:
                    entity.nouns.update(known.organisation.nouns)
                self.unique[code] = entity
            elif known.organisation is not None and len(phrase.name) > len(entity.name):
                entity.name = phrase.name
            return entity
        key = phrase.name.casefold()
        entity = self.exact.get(key)
        if entity is None or (entity.kind is not phrase.kind and phrase.title is not None):
            entity = self.by_part(phrase) if phrase.kind is ActorKind.PERSON else self._by_acronym(phrase)
        if entity is None:
            entity = self.add(phrase.kind or ActorKind.PERSON, phrase.name)
            entity.named = True
            self._register(entity, phrase.name)
        elif len(phrase.name) > len(entity.name) and entity.kind is phrase.kind:
            entity.name = phrase.name
            self._register(entity, phrase.name)
        self.exact.setdefault(key, entity)
        self.describe(entity, phrase)
        return entity

    def _governed(self, phrase: Phrase) -> Entity:
        """The state whose government a capital stands for: one that the document names, else today's, so called."""
        codes = self.gazetteer.seats.get(phrase.name) or (phrase.country or "",)
        code = next((code for code in codes if code in self.told), codes[0])
        name = self.gazetteer.country_names[code] if code in self.told else phrase.name
        entity = self.unique.get(f"country:{code}")
        if entity is None:
            entity = self.add(ActorKind.COUNTRY, name)
            entity.known_id, entity.named, entity.country = f"country:{code}", True, code
            self.unique[f"country:{code}"] = entity
        return entity

    def _register(self, entity: Entity, name: str) -> None:
        words = name.split()
        self.exact.setdefault(name.casefold(), entity)
        if entity.kind is ActorKind.PERSON:
            self._last_word.setdefault(words[-1].casefold(), []).append(entity)
            self._first_word.setdefault(words[0].casefold(), []).append(entity)
        else:
            initials = "".join(word[0] for word in words if word[:1].isupper())
            if len(initials) > 1:
                self._acronym.setdefault(initials, entity)
            for word in (words[0], words[-1]):
                stems = self.gazetteer.stems(word)
                noun = next((noun for noun in map(self.gazetteer.noun, stems) if noun is not None), None)
                if noun is not None and noun.kind in (NounKind.ORGANISATION, NounKind.COLLECTIVE):
                    entity.nouns.add(noun.base)
                    entity.nouns.update(stem for stem in stems if stem.endswith(noun.base))

    def by_part(self, phrase: Phrase) -> Entity | None:
        """The person whose surname, or else first name, this is, spelled nearly alike where both names are full."""
        words = phrase.name.casefold().split()
        if not words:
            return None
        last = [e for e in self._last_word.get(words[-1], ())[-REACH:] if not self._other_person(e, phrase)]
        if len(words) == 1:
            first = [e for e in self._first_word.get(words[0], ())[-REACH:] if not self._other_person(e, phrase)]
            found = last or first
            return found[-1] if found else None
        for entity in reversed(last):
            theirs = entity.name.casefold().split()
            if len(theirs) == 1 or fuzz.ratio(theirs[0], words[0]) >= SAME_SPELLING or _initial(theirs[0], words[0]):
                return entity
        return None

    def _other_person(self, entity: Entity, phrase: Phrase) -> bool:
        clash = entity.gender is not None and phrase.gender is not None and entity.gender is not phrase.gender
        return clash or entity.kind is not ActorKind.PERSON

    def _by_acronym(self, phrase: Phrase) -> Entity | None:
        if phrase.name.isupper() and " " not in phrase.name:
            return self._acronym.get(phrase.name)
        return None

    def describe(self, entity: Entity, phrase: Phrase) -> None:
        """Add to an entity what a phrase says of it; the first statement of each kind stays."""
        if phrase.title is not None and entity.kind is ActorKind.PERSON:
            if entity.title is None:
                entity.title = phrase.title
                self.by_title.setdefault(phrase.title, []).append(entity)
            entity.former = entity.former or phrase.former
        if phrase.lemma:
            entity.nouns.add(phrase.lemma)
            if phrase.noun is not None:
                entity.nouns.add(phrase.noun.base)
        entity.gender = entity.gender or phrase.gender
        entity.affiliation = entity.affiliation or phrase.affiliation
        entity.country = entity.country or phrase.country
        entity.plural = entity.plural or phrase.plural

    def country(self, code: str | None) -> Entity | None:
        """The country of a code, None for no code."""
        if code is None:
            return None
        entity = self.unique.get(f"country:{code}")
        if entity is None:
            entity = self.add(ActorKind.COUNTRY, self.gazetteer.country_names[code])
            entity.known_id, entity.named, entity.country = f"country:{code}", True, code
            self.unique[f"country:{code}"] = entity
        return entity


def _initial(one: str, other: str) -> bool:
    return one[:1] == other[:1] and (one.endswith(".") or other.endswith("."))

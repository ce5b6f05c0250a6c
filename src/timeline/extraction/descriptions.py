"""Whom a noun phrase means: "the minister", "the company", "the soldiers", "the accused"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.extraction.entities import REACH, Entity
from timeline.extraction.gazetteer import NounKind
from timeline.extraction.phrases import Phrase
from timeline.schema import ActorKind

if TYPE_CHECKING:
    from timeline.extraction.coreference import State


def definite(state: State, phrase: Phrase) -> Entity | None:
    """Who a definite singular noun phrase means: the office's bearer, the body named before, the same noun."""
    if (entity := state.register.unique.get(state.unique_key(phrase))) is not None and phrase.possessor is None:
        return entity
    owner = state.owner(phrase) if phrase.possessor is not None or phrase.within is not None else None
    base = phrase.noun.base if phrase.noun else ""
    generic = state.gazetteer.lexicon.generic_organisations

    def fits(entity: Entity) -> bool:
        if entity.plural or not _same_kind(entity, phrase):
            return False
        if phrase.gender and entity.gender and phrase.gender is not entity.gender:
            return False
        if phrase.country and entity.country and phrase.country != entity.country:
            return False
        if phrase.country and base in state.gazetteer.lexicon.unique and entity.country is None and not entity.named:
            return False  # "the government" is the paper's own country's, "the Iraqi government" is not
        if owner is not None and _elsewhere(entity, owner):
            return False
        if phrase.possessor is not None and phrase.kind is ActorKind.ORGANISATION and entity.affiliation is None:
            return False
        if phrase.lemma in entity.nouns or (entity.title or "").endswith(phrase.lemma or "\0"):
            return True
        if phrase.kind is ActorKind.PERSON:
            inhabitant = state.gazetteer.inhabitants.get(phrase.lemma)
            if inhabitant is not None:
                return entity.country == inhabitant
            return bool(phrase.lemma) and any(noun.endswith(phrase.lemma) for noun in sorted(entity.nouns))
        if phrase.kind is ActorKind.ORGANISATION:
            if phrase.lemma in generic and not phrase.country:
                return entity.named and not entity.nouns & state.gazetteer.specific
            return any(noun.endswith(base) for noun in sorted(entity.nouns) if base) and phrase.lemma == base
        return False

    found = state.latest(fits)
    if found is None and phrase.kind is ActorKind.PERSON and phrase.title:
        found = _announced(state, phrase) or _told_before(state, phrase)
    if (
        found is None
        and phrase.kind is ActorKind.PERSON
        and phrase.noun is not None
        and not phrase.title
        and phrase.lemma not in state.gazetteer.inhabitants
        and phrase.possessor is None
    ):
        found = _described(state, phrase)
    return found


def _elsewhere(entity: Entity, owner: str) -> bool:
    """Whether an entity is known to belong to another body; a party letter says nothing of an office."""
    theirs = entity.affiliation
    return theirs is not None and not (theirs.isupper() and len(theirs) <= 3) and not _same(owner, theirs)


def _same_kind(entity: Entity, phrase: Phrase) -> bool:
    if entity.kind is phrase.kind:
        return True
    collective = phrase.noun is not None and phrase.noun.kind is NounKind.COLLECTIVE
    return collective and entity.kind is ActorKind.ORGANISATION and phrase.lemma in entity.nouns


def _announced(state: State, phrase: Phrase) -> Entity | None:
    """The bearer of an office who is named only later: the one entity that a later title fits."""
    found = [
        entity
        for entity in state.register.by_title.get(phrase.lemma, ())[:REACH]
        if entity.named and not entity.former and (phrase.country is None or entity.country in (None, phrase.country))
    ]
    return found[0] if len(found) == 1 else None


def _told_before(state: State, phrase: Phrase) -> Entity | None:
    """Whom an office means that nothing has named: the subject of the sentence before, a person of no title."""
    if phrase.possessor is not None or phrase.within is not None or not state.is_subject(phrase):
        return None
    start = state.sentence(phrase.head)
    for index in reversed(state.recent[-REACH:]):
        other = state.phrases[index]
        here = state.sentence(other.head)
        if here == start:
            return None
        if here != state.sentence(max(start - 1, 0)):
            return None
        entity = state.linked(index)
        if other.form == "name" and entity is not None and entity.kind is ActorKind.PERSON:
            clash = entity.gender is not None and phrase.gender is not None and entity.gender is not phrase.gender
            fits = entity.title is None and not entity.affiliation and not clash and state.is_subject(other)
            return entity if fits else None
    return None


def introduced(state: State, phrase: Phrase) -> Entity | None:
    """Who is introduced by an office alone ("a 47-year-old clerk") and named by it later ("the clerk, NN,")."""
    entity = _announced(state, phrase)
    if entity is None or entity.title is None:
        return None
    named = [state.phrases[index] for index in entity.phrases]
    set_beside = any(other.form == "nominal" and other.definite and other.possessor is None for other in named)
    return entity if set_beside and all(other.start > phrase.start for other in named) else None


def _described(state: State, phrase: Phrase) -> Entity | None:
    """Whom a description such as "the accused" means: the person whom the text mentions most, of no office."""
    by_noun = phrase.noun is not None and phrase.noun.base and state.doc[phrase.head].pos_ == "NOUN"
    return None if by_noun else state.lead


def group(state: State, phrase: Phrase) -> Entity | None:
    owner = state.owner(phrase)
    attributes = {
        word.lower_ for word in state.doc[phrase.first : phrase.head] if word.pos_ == "ADJ" and word.i != phrase.head
    }

    def fits(entity: Entity) -> bool:
        if entity.kind is not ActorKind.GROUP or phrase.lemma not in entity.nouns:
            return False
        if owner is not None and entity.affiliation is not None and not _same(owner, entity.affiliation):
            return False
        if not attributes <= _words(state, entity):
            return False  # "the Baltic countries" are not the countries told of before
        return phrase.country is None or entity.country in (None, phrase.country)

    return state.latest(fits)


def _words(state: State, entity: Entity) -> set[str]:
    """The words of an actor's last few mentions."""
    spans = (state.phrases[index] for index in entity.phrases[-REACH:])
    return {word.lower_ for other in spans for word in state.doc[other.first : other.last + 1]}


def _same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold()

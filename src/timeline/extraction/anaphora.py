"""Whom pronouns mean: he, she and they, reflexives, and relative pronouns."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from timeline.extraction import mentions
from timeline.extraction.entities import REACH, Entity
from timeline.extraction.phrases import Phrase
from timeline.languages.actors import Number
from timeline.schema import ActorKind

if TYPE_CHECKING:
    from timeline.extraction.coreference import State


def pronoun(state: State, phrase: Phrase) -> Entity | None:
    """The latest entity that agrees; subjects of the nearest sentence first, speakers never of themselves."""
    many = phrase.pronoun is not None and phrase.pronoun.number is Number.MANY
    speaker = state.speaker_entity(phrase.head)

    def fits(entity: Entity) -> bool:
        if entity is speaker:
            return False
        if many:
            return entity.kind is ActorKind.GROUP or entity.plural
        if entity.kind is not ActorKind.PERSON or entity.plural:
            return False
        return entity.gender is None or phrase.gender is None or entity.gender is phrase.gender

    if phrase.last > phrase.first and (counted := _counted(state, phrase)) is not None:
        return counted
    found = _salient(state, phrase, fits)
    if found is not None and not many:
        found.gender = found.gender or phrase.gender
    return found


def _counted(state: State, phrase: Phrase) -> Entity | None:
    """The latest people told of by the same number: "two bikers ... the two"."""
    number = state.doc[phrase.last].lower_
    for index in reversed(state.recent[-4 * REACH :]):
        other = state.phrases[index]
        if other.form == "nominal" and any(word.lower_ == number for word in state.doc[other.first : other.last + 1]):
            return state.linked(index)
    return None


def _salient(state: State, phrase: Phrase, fits: Callable[[Entity], bool]) -> Entity | None:
    """In the nearest sentence that mentions a fitting entity, who speaks there, else its subject, else the latest."""
    inside = state.quoted[phrase.head]
    best: Entity | None = None
    best_rank, sentence, seen = -1, None, 0
    for index in reversed(state.recent[-4 * REACH :]):
        other = state.phrases[index]
        entity = state.linked(index)
        if entity is None or not fits(entity):
            continue
        if state.quoted[other.head] >= 0 and state.quoted[other.head] != inside:
            continue  # what a quotation mentions is not what the reporter goes on about
        here = state.sentence(other.head)
        if sentence is not None and here != sentence:
            break
        sentence = here
        rank = 2 if _speaks(state, other) else 1 if state.is_subject(other) else 0
        if rank > best_rank:
            best, best_rank = entity, rank
        seen += 1
        if seen >= REACH:
            break
    return best


def _speaks(state: State, phrase: Phrase) -> bool:
    return any(token in state.speaking for token in (phrase.head, *phrase.covers))


def bound(state: State, phrase: Phrase) -> Entity | None:
    """The subject of a reflexive's own clause; the nearest mention before it where the parser shows none."""
    token = state.doc[phrase.head]
    if state.doc.has_annotation("DEP"):
        for ancestor in token.ancestors:
            for child in ancestor.children:
                if child.dep_ == "nsubj" and child.i in state.by_head and child.i < token.i:
                    return state.entity_at(child.i)
    for index in reversed(state.recent[-REACH:]):
        other = state.phrases[index]
        if state.sentence(other.head) == state.sentence(phrase.head) and state.is_subject(other):
            return state.linked(index)
    return None


def antecedent(state: State, phrase: Phrase) -> Entity | None:
    """The noun phrase that a relative pronoun follows, over a comma and the phrase's own complement."""
    token = state.doc[phrase.head]
    if state.doc.has_annotation("DEP"):
        for ancestor in token.ancestors:
            if ancestor.dep_ == "acl:relcl" or ancestor.dep_.startswith("acl"):
                entity = state.entity_at(ancestor.head.i) if ancestor.head.i < token.i else None
                if entity is not None:
                    return entity
                break
    for index in reversed(state.recent[-3:]):
        other = state.phrases[index]
        gap = state.doc[mentions.name_end(state.doc, other) + 1 : phrase.first]
        if other.form in ("name", "nominal") and len(gap) <= 1 and all(word.is_punct for word in gap):
            return state.linked(index)
    return None

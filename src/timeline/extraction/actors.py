"""Who acts in a document: persons, organisations, countries and groups, one actor per real-world entity."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from spacy.tokens import Doc

from timeline.extraction import coreference, mentions, quotations, speakers
from timeline.extraction.documents import text_of
from timeline.extraction.entities import Entity
from timeline.extraction.gazetteer import compiled
from timeline.extraction.phrases import Phrase
from timeline.extraction.preprocess import zones
from timeline.languages.pack import Pack
from timeline.schema import Actor, ActorKind, Span


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names an actor: `start` and `end` in code points, `head` a token index.

    `actor` is an index into `Cast.actors`; `kind` is "name", "nominal", "pronoun", "adjective" (a country's) or
    "relative" (a relative pronoun, which counts for roles but is not among `Actor.mentions`).
    """

    actor: int
    start: int
    end: int
    head: int
    kind: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Every candidate actor of a document, also groups that nothing may use, and where each is mentioned.

    `speeches` are the direct quotations with the token that names who speaks.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    speeches: tuple[speakers.Speech, ...] = ()
    _by_token: dict[int, int] = field(default_factory=dict, repr=False, compare=False)

    def at(self, token: int) -> Mention | None:
        """The mention that a token heads; any word of a name stands for the whole name, and so does its title."""
        index = self._by_token.get(token)
        return None if index is None else self.mentions[index]

    def actor_at(self, token: int) -> Actor | None:
        """The actor whom the mention at a token names."""
        mention = self.at(token)
        return None if mention is None else self.actors[mention.actor]


def find(doc: Doc, pack: Pack) -> Cast:
    """The cast of a document, actors in the order of their first mention.

    An empty cast where the pack has no `actors.toml`. Without a parse, names alone are found.
    """
    gazetteer = compiled(pack)
    if gazetteer is None or not len(doc):
        return Cast()
    phrases = mentions.find(doc, gazetteer)
    found = quotations.find(text_of(doc), zones(text_of(doc), pack.zones))
    speeches = speakers.find(doc, found, pack, phrases)
    voices = {speech.quotation: speech.speaker for speech in speeches if speech.speaker is not None}
    quoted = speakers.by_token(doc, speeches)
    speaking = speakers.speaking(doc, speeches, pack, phrases)
    entities, links = coreference.resolve(doc, phrases, gazetteer, quoted=quoted, speakers=voices, speaking=speaking)
    return _cast(doc, phrases, entities, links, speeches)


def _cast(
    doc: Doc,
    phrases: tuple[Phrase, ...],
    entities: list[Entity],
    links: list[int | None],
    speeches: tuple[speakers.Speech, ...],
) -> Cast:
    order = [entity for entity in entities if entity.phrases]
    order.sort(key=lambda entity: min(phrases[index].start for index in entity.phrases))
    number = {entity.number: index for index, entity in enumerate(order)}
    found: list[Mention] = []
    by_token: dict[int, int] = {}
    spans: list[list[Span]] = [[] for _ in order]
    for phrase, link in zip(phrases, links, strict=True):
        if link is None:
            continue
        actor = number[link]
        mention = Mention(actor, phrase.start, phrase.end, phrase.head, phrase.form)
        if phrase.form == "name":
            tokens: tuple[int, ...] = (*range(phrase.first, phrase.last + 1), *phrase.covers)
        else:
            tokens = (phrase.head, *phrase.covers)
        for token in tokens:
            by_token[token] = len(found)
        found.append(mention)
        if phrase.form != "relative":
            spans[actor].append(Span(start=phrase.start, end=phrase.end, text=text_of(doc)[phrase.start : phrase.end]))
    taken: dict[str, int] = {}
    actors = []
    for entity, places in zip(order, spans, strict=True):
        actors.append(
            Actor(
                id=_identifier(entity, taken),
                name=entity.name,
                kind=entity.kind,
                title=entity.title if entity.kind is ActorKind.PERSON else None,
                affiliation=entity.affiliation,
                country=entity.country,
                mentions=tuple(places),
            )
        )
    return Cast(tuple(actors), tuple(found), speeches, by_token)


def _identifier(entity: Entity, taken: dict[str, int]) -> str:
    """`kind:slug`, unique in the document; registered ids are the same in all documents."""
    if entity.known_id is not None:
        return entity.known_id
    slug = re.sub(r"[\W_]+", "-", entity.name.casefold()).strip("-") or "unnamed"
    base = f"{entity.kind.value.casefold()}:{slug}"
    taken[base] = taken.get(base, 0) + 1
    return base if taken[base] == 1 else f"{base}-{taken[base]}"

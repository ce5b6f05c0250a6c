"""Where: the most specific place name in an event's clauses, else in its paragraph."""

from dataclasses import dataclass

from timeline.extraction.actors import Cast
from timeline.extraction.reading import Reading
from timeline.schema import ActorKind

#: Entity labels that spaCy pipelines use for places.
LABELS = ("LOC", "GPE", "GPE_LOC", "FAC")


@dataclass(frozen=True, slots=True)
class Place:
    """A place name behind a preposition of place: its first token, its clause, and whether it is a whole country."""

    token: int
    name: str
    predicate: int | None
    sentence: int
    paragraph: int
    country: bool


def find(reading: Reading, cast: Cast) -> tuple[Place, ...]:
    """The places of a document in text order; a name that heads a paragraph in capitals is a dateline and no place."""
    found = []
    for entity in reading.doc.ents:
        root = entity.root
        if entity.label_ not in LABELS or not _stands_in_place(root.i, entity.start, reading):
            continue
        actor = cast.actor_at(root.i)
        found.append(
            Place(
                token=entity.start,
                name=entity.text,
                predicate=reading.predicate(root.i),
                sentence=reading.sentences[entity.start],
                paragraph=reading.paragraphs[entity.start],
                country=actor is not None and actor.kind is ActorKind.COUNTRY,
            )
        )
    return tuple(found)


def of(tokens: tuple[int, ...], predicates: tuple[int, ...], places: tuple[Place, ...], reading: Reading) -> str | None:
    """The place of an event that `tokens` tell, in the clauses of `predicates`."""
    paragraphs = {reading.paragraphs[token] for token in tokens}
    near = [place for place in places if place.paragraph in paragraphs]
    clause = [place for place in near if place.predicate in predicates or _under(place.token, tokens, reading)]
    for group in (clause, near):
        if group:
            return next((place for place in group if not place.country), group[0]).name
    return None


def _under(token: int, tokens: tuple[int, ...], reading: Reading) -> bool:
    word = reading.tokens[token]
    for _ in range(6):
        if word.i in tokens:
            return True
        if word.head.i == word.i:
            return False
        word = word.head
    return False


def _stands_in_place(root: int, start: int, reading: Reading) -> bool:
    """Whether a preposition of place governs the name, itself or as the name of a common noun ("i byen X")."""
    word = reading.tokens[root]
    words = [child.lower_ for child in reading.children[word.i] if child.dep_ == "case"]
    if not words and word.dep_ in ("appos", "flat", "nmod") and word.head.i < word.i:
        words = [child.lower_ for child in reading.children[word.head.i] if child.dep_ == "case"]
    if not words and start > 0:
        words = [reading.lower[start - 1]]
    return any(preposition in reading.grammar.place for preposition in words)

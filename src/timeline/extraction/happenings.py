"""One event per happening: mentions of the same thing are joined, so that their words and actors are pooled."""

from dataclasses import dataclass, field, replace

from spacy.tokens import Token

from timeline.extraction import quantities
from timeline.extraction.actors import Cast
from timeline.extraction.arguments import arguments, subjects
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.clauses import has
from timeline.extraction.eventdates import Dated
from timeline.extraction.modality import Verdict
from timeline.extraction.reading import Reading
from timeline.extraction.roles import Part
from timeline.schema import ActorKind, EventType, Modality, Role

#: How many earlier happenings of the same concept a mention is compared with; keeps the cost linear.
WINDOW = 12

#: Types of verbs whose object says which decision it is: a council takes many on one day.
_DECIDING = {EventType.LAW, EventType.AGREE, EventType.REJECT}

#: Modalities that shade into each other when a story returns to what lies ahead.
_OPEN = {Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL}


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of a happening with everything read from its own place."""

    candidate: Candidate
    verdict: Verdict
    parts: tuple[Part, ...]
    dated: Dated


@dataclass(slots=True)
class Happening:
    """The mentions of one happening, in text order."""

    mentions: list[Told] = field(default_factory=list)

    @property
    def head(self) -> Told:
        """The mention that represents it: the dated one, else the one with most actors, else the first (decision 1)."""
        return max(
            enumerate(self.mentions),
            key=lambda pair: (pair[1].dated.explicit, len(pair[1].parts), -pair[0]),
        )[1]


def join(told: tuple[Told, ...], reading: Reading, cast: Cast) -> tuple[Happening, ...]:
    """The happenings of a document, each mention in one of them."""
    found: list[Happening] = []
    by_name: dict[str, list[Happening]] = {}
    for mention in told:
        candidate, concept = mention.candidate, mention.candidate.concept
        weak = concept is not None and concept.weak  # such words of one concept tell different changes
        name = candidate.lemma if weak else candidate.name + candidate.phase
        peers = by_name.setdefault(name, [])
        home = next((peer for peer in reversed(peers[-WINDOW:]) if _same(peer, mention, reading, cast)), None)
        if home is None and (home := _meant(mention, by_name, reading, cast)) is not None:
            mention = _named_by(home.mentions[0].candidate, mention)
        if home is None:
            home = Happening()
            found.append(home)
            peers.append(home)
        home.mentions.append(mention)
    return tuple(found)


def _named_by(special: Candidate, mention: Told) -> Told:
    """A mention by a general noun as one of what it takes up: "the disaster" that was a flood is a flood."""
    known = replace(mention.candidate, name=special.name, type=special.type, concept=special.concept)
    return replace(mention, candidate=known)


def _same(home: Happening, mention: Told, reading: Reading, cast: Cast) -> bool:
    linked = any(_linked(other, mention, reading) for other in home.mentions[-WINDOW:])
    return linked and _agree(home, mention, reading, cast)


def _agree(home: Happening, mention: Told, reading: Reading, cast: Cast) -> bool:
    return all(_compatible(other, mention, reading, cast) for other in home.mentions[-WINDOW:])


def _meant(mention: Told, by_name: dict[str, list[Happening]], reading: Reading, cast: Cast) -> Happening | None:
    """What a general noun takes up again: of the last of each kind that it covers, the one told last."""
    candidate = mention.candidate
    if candidate.kind is not Kind.NOUN or mention.verdict.modality is not Modality.ACTUAL:
        return None
    if not has(reading.tokens[candidate.token], "Definite", "Def"):
        return None
    covered = [entry for lemma in reading.noun_lemmas(candidate.token) for entry in reading.lexicon.covered(lemma)]
    last = [peers[-1] for entry in covered if (peers := by_name.get(entry.family))]
    # who drowns dies, but the accident is no death of another kind
    last = [peer for peer in last if any(told.candidate.concept in covered for told in peer.mentions[-WINDOW:])]
    told = [peer for peer in last if _agree(peer, mention, reading, cast)]
    return max(told, key=lambda peer: peer.mentions[-1].candidate.token, default=None)


def _compatible(a: Told, b: Told, reading: Reading, cast: Cast) -> bool:
    if a.verdict.modality is not b.verdict.modality and not _may_differ(a, b):
        return False
    if a.dated.explicit and b.dated.explicit and not _overlap(a.dated, b.dated):
        return False
    if _counts_many(a, reading) != _counts_many(b, reading) and (_of_one(a, cast) or _of_one(b, cast)):
        return False
    if _decide_otherwise(_decided(a, reading), _decided(b, reading)):
        return False
    first, second = quantities.turn(a.candidate.words, reading), quantities.turn(b.candidate.words, reading)
    if first is not None and second is not None and first != second:
        return False
    for role in (Role.AGENT, Role.PATIENT, Role.RECIPIENT):
        one, other = _named(a, role, cast), _named(b, role, cast)
        if one and other and not one & other:
            return False
    return True


def _counts_many(told: Told, reading: Reading) -> bool:
    return told.candidate.token in reading.tallies


def _of_one(told: Told, cast: Cast) -> bool:
    """Whether it befalls a single person: "the toll rose to 14 when a man of 71 died" tells two deaths."""
    befallen = [part for part in told.parts if part.role is Role.PATIENT]
    return len(befallen) == 1 and cast.actors[befallen[0].actor].kind is ActorKind.PERSON


def _decided(told: Told, reading: Reading) -> frozenset[str]:
    """What a verb of deciding decides, by lemma: its objects and what it governs; nothing where an event's noun is."""
    candidate = told.candidate
    if candidate.kind is not Kind.VERB or candidate.type not in _DECIDING:
        return frozenset()
    key = ("decided", candidate.token)
    if key not in reading.memo:
        verb = reading.tokens[candidate.token]
        objects = subjects(verb, reading) if reading.clause(verb.i).passive else arguments(verb, reading)[1]
        nouns = [word.i for word in objects if word.pos_ == "NOUN" and word.i not in candidate.own]
        governed = [
            reading.verb_lemma(child)
            for child in reading.children[verb.i]
            if child.pos_ == "VERB" and child.dep_ in ("xcomp", "ccomp", "obj")
        ]
        vague = any((named := reading.noun(noun)) and named.concept.type is not None for noun in nouns)
        reading.memo[key] = frozenset() if vague else frozenset((*(reading.lemmas[noun] for noun in nouns), *governed))
    found: frozenset[str] = reading.memo[key]
    return found


def _decide_otherwise(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two decisions are of different things: none is the other, or a compound of it ("loven", "klimaloven")."""
    if not one or not other:
        return False
    return not any(first.endswith(second) or second.endswith(first) for first in one for second in other)


def _may_differ(earlier: Told, later: Told) -> bool:
    """Whether two modalities can be one happening's: a bare noun that refers back has none of its own."""
    if later.candidate.kind is Kind.NOUN and later.verdict.rule == "named":
        return True
    if earlier.candidate.kind is Kind.NOUN and earlier.verdict.rule == "named":
        return later.candidate.kind is Kind.VERB and later.verdict.modality is not Modality.PLANNED
    return {earlier.verdict.modality, later.verdict.modality} <= _OPEN


def _linked(earlier: Told, later: Told, reading: Reading) -> bool:
    """Whether something says that the two are one: a definite noun, a shared actor, or the same words undated."""
    if {part.actor for part in earlier.parts} & {part.actor for part in later.parts}:
        return True
    both_dated = earlier.dated.explicit and later.dated.explicit
    if any(_refers_back(reading.tokens[word]) for word in later.candidate.words if _names_one(word, reading)):
        return True  # "the verdict", "gave the verdict"
    tally = reading.tallies.get(later.candidate.token)
    if tally is not None and (tally.toll or reading.tokens[tally.number - 1].pos_ in ("DET", "PRON")):
        return True  # "the 13 dead"
    if later.candidate.kind is Kind.NOUN:
        return earlier.candidate.lemma == later.candidate.lemma and not _is_new(reading.tokens[later.candidate.token])
    if earlier.candidate.kind is Kind.NOUN:
        return not both_dated
    if both_dated and earlier.dated.value != later.dated.value:
        return False
    return earlier.candidate.lemma == later.candidate.lemma and not (earlier.parts and later.parts)


def _names_one(word: int, reading: Reading) -> bool:
    """Whether a word is a noun that names a happening by itself."""
    nominal = reading.noun(word) if reading.tokens[word].pos_ == "NOUN" else None
    return nominal is not None and nominal.concept.type is not None


def _is_new(noun: Token) -> bool:
    """Whether an indefinite article introduces a happening as another one."""
    return any(child.dep_ == "det" and has(child, "PronType", "Ind") for child in noun.lefts)


def _refers_back(noun: Token) -> bool:
    """Whether a noun phrase is definite by its ending, article or possessor, and so known to the reader."""
    if has(noun, "Definite", "Def"):
        return True
    return any(
        child.dep_ == "nmod:poss" or (child.dep_ == "det" and not has(child, "PronType", "Ind")) for child in noun.lefts
    )


def _named(told: Told, role: Role, cast: Cast) -> set[int]:
    return {
        part.actor for part in told.parts if part.role is role and cast.actors[part.actor].kind is not ActorKind.GROUP
    }


def _overlap(a: Dated, b: Dated) -> bool:
    if a.value is None or b.value is None:
        return True
    first, second = a.value, b.value
    return not (
        (first.latest and second.earliest and first.latest < second.earliest)
        or (second.latest and first.earliest and second.latest < first.earliest)
    )

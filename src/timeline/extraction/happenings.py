"""One event per happening: mentions of the same thing are joined, so that their words and actors are pooled."""

from dataclasses import dataclass, field

from timeline.extraction.actors import Cast
from timeline.extraction.candidates import Candidate, Kind
from timeline.extraction.eventdates import Dated
from timeline.extraction.modality import Verdict
from timeline.extraction.reading import Reading
from timeline.extraction.roles import Part
from timeline.schema import ActorKind, Modality, Role

#: How many earlier happenings of the same concept a mention is compared with; keeps the cost linear.
WINDOW = 12


@dataclass(frozen=True, slots=True)
class Told:
    """One mention of a happening with everything read from its own place."""

    candidate: Candidate
    verdict: Verdict
    parts: tuple[Part, ...]
    dated: Dated
    evidence: float = 0.0


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
        name = mention.candidate.name + mention.candidate.phase
        peers = by_name.setdefault(name, [])
        home = next((peer for peer in reversed(peers[-WINDOW:]) if _same(peer, mention, reading, cast)), None)
        if home is None:
            home = Happening()
            found.append(home)
            peers.append(home)
        home.mentions.append(mention)
    return tuple(found)


def _same(home: Happening, mention: Told, reading: Reading, cast: Cast) -> bool:
    return all(_compatible(other, mention, reading, cast) for other in home.mentions) and any(
        _linked(other, mention, reading, cast) for other in home.mentions
    )


def _compatible(a: Told, b: Told, reading: Reading, cast: Cast) -> bool:
    nominal = Kind.NOUN in (a.candidate.kind, b.candidate.kind)
    if a.verdict.modality is not b.verdict.modality and not _may_differ(a, b, nominal):
        return False
    if a.dated.explicit and b.dated.explicit and not _overlap(a.dated, b.dated):
        return False
    for role in (Role.AGENT, Role.PATIENT, Role.RECIPIENT):
        first, second = _named(a, role, cast), _named(b, role, cast)
        if first and second and not first & second:
            return False
    return True


def _may_differ(a: Told, b: Told, nominal: bool) -> bool:
    both = {a.verdict.modality, b.verdict.modality}
    if nominal and (
        (a.candidate.kind is Kind.NOUN and a.verdict.rule == "named")
        or (b.candidate.kind is Kind.NOUN and b.verdict.rule == "named")
    ):
        return True
    return both <= {Modality.PLANNED, Modality.POSSIBLE, Modality.CONDITIONAL}


def _linked(a: Told, b: Told, reading: Reading, cast: Cast) -> bool:
    """Whether something says that the two are one: a definite noun, a shared actor, or the same words undated."""
    shared = {part.actor for part in a.parts} & {part.actor for part in b.parts}
    later = reading.doc[b.candidate.token]
    if b.candidate.kind is Kind.NOUN and "Def" in later.morph.get("Definite"):
        return True
    if shared:
        return True
    if Kind.NOUN in (a.candidate.kind, b.candidate.kind) and not (a.dated.explicit and b.dated.explicit):
        return True
    return (
        a.candidate.lemma == b.candidate.lemma
        and not (a.parts and b.parts)
        and not (a.dated.explicit and b.dated.explicit and a.dated.value != b.dated.value)
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

"""How alike two tellings are: explainable features over what each says, weighed into one score."""

from __future__ import annotations

from itertools import islice

from timeline.chronology.apart import apart
from timeline.chronology.profiles import CROWD, Profile, closed, gap, meet, near
from timeline.schema import EventType, Value

#: Two tellings whose features weigh this much together tell one event.
THRESHOLD = 0.5
_WEIGHTS = {"concept": 0.30, "participants": 0.25, "time": 0.20, "context": 0.15, "label": 0.10}
_CONCEPT, _PARTICIPANTS, _TIME, _CONTEXT, _LABEL = _WEIGHTS.values()
_OTHER = EventType.OTHER
#: A likeness, and why: a text with a place for what follows it.
_Likeness = tuple[float, str, object]


class Feature(Value):
    """One thing that was compared: how alike it is (0 to 1), what it weighs, and in words why."""

    name: str
    likeness: float
    weight: float
    reason: str


class Comparison(Value):
    """Whether two events are taken for one, and why: features, their weighted sum, or what rules it out."""

    same: bool
    score: float
    threshold: float
    features: tuple[Feature, ...] = ()
    apart: str | None = None


def compare(one: Profile, other: Profile) -> Comparison:
    """Whether two profiles are of one event, with every feature that says so or not."""
    reason = apart(one, other)
    if reason is not None:
        return Comparison(same=False, score=0.0, threshold=THRESHOLD, apart=reason)
    features = tuple(
        Feature(name=name, likeness=round(likeness, 3), weight=weight, reason=why.format(_worded(said)))
        for (name, weight), (likeness, why, said) in zip(_WEIGHTS.items(), _features(one, other), strict=True)
    )
    total = score(one, other)
    return Comparison(
        same=total >= THRESHOLD, score=round(total, 3), threshold=THRESHOLD, features=features, apart=None
    )


def score(one: Profile, other: Profile, least: float = 0.0) -> float:
    """The weighted sum of the features, what `compare` explains; 0 when something rules the two out.

    Also 0 where the features that are cheap to compare leave no chance of reaching `least`.
    """
    concept, time, context = _concept(one, other)[0], _time(one, other)[0], _context(one, other)[0]
    if _CONCEPT * concept + _TIME * time + _CONTEXT * context + _PARTICIPANTS + _LABEL < least - 1e-9:
        return 0.0
    if apart(one, other) is not None:
        return 0.0
    participants, label = _participants(one, other)[0], _label(one, other)[0]
    return _CONCEPT * concept + _PARTICIPANTS * participants + _TIME * time + _CONTEXT * context + _LABEL * label


def _features(one: Profile, other: Profile) -> tuple[_Likeness, ...]:
    """What is compared, in the order of `_WEIGHTS`."""
    return _concept(one, other), _participants(one, other), _time(one, other), _context(one, other), _label(one, other)


def _worded(said: object) -> str:
    return ", ".join(sorted(said)) if isinstance(said, (set, frozenset)) else str(said)


def _concept(one: Profile, other: Profile) -> _Likeness:
    shared = one.concepts & other.concepts
    if shared:
        return 1.0, "both tell {}", shared
    if one.type is other.type and one.type is not _OTHER:
        return 0.3, "both are of type {}", one.type
    return 0.0, "what happens has no name in common", ""


def _participants(one: Profile, other: Profile) -> _Likeness:
    if not one.actors or not other.actors:
        return 0.5, "one names nobody", ""
    shared = _matches(one, other)
    if not shared:
        groups = [key for key in (*one.actors, *other.actors) if key.startswith("group:")]
        return (0.4, "unnamed people in both", "") if groups else (0.2, "no participant in common", "")
    least = min(len(one.actors), len(other.actors))
    return min(1.0, 0.5 + 0.5 * len(shared) / least), "in both: {}", shared


def _time(one: Profile, other: Profile) -> _Likeness:
    days = gap(one, other)
    if days > 0:
        return 0.1, "dates {} days apart", days
    if one.dated and other.dated:
        return 1.0, "the same date", ""
    if closed(one) and closed(other):
        return (0.8 if max(one.high - one.low, other.high - other.low) <= 31 else 0.6), "dates that agree", ""
    return 0.4, "one has no date of its own that would speak against it", ""


def _context(one: Profile, other: Profile) -> _Likeness:
    shared = len(one.context & other.context)
    if not shared:
        return 0.0, "the articles name nobody in common", ""
    return (
        min(1.0, shared / min(len(one.context), len(other.context), 4)),
        "the articles have {} names in common",
        shared,
    )


def _label(one: Profile, other: Profile) -> _Likeness:
    if one.places and other.places and not (one.places & other.places or near(one, other) or near(other, one)):
        return 0.0, "places differ: {}", frozenset((min(one.places), min(other.places)))
    if not one.words or not other.words:
        return 0.3, "nothing to compare", ""
    shared = len(one.words & other.words)
    return shared / min(len(one.words), len(other.words)), "{} words of the labels in common", shared


def _matches(one: Profile, other: Profile) -> set[str]:
    """The keys of one's actors that stand for an actor of the other side, also in another spelling."""
    shared = one.actors.keys() & other.actors.keys()
    if len(shared) == len(one.actors):
        return shared
    rest = [key for key in islice(one.actors, CROWD) if key not in shared]
    return shared.union([key for key in rest if meet({key}, other.actors.keys(), one, other)])

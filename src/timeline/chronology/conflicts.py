"""Where sources agree, the tightest date that all allow; where they do not, who claims what."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from timeline.chronology.profiles import EVER, NEVER, Profile, actor_key, bounds, named, singled_out, stage
from timeline.dates import edtf
from timeline.schema import (
    Claim,
    Conflict,
    ConflictField,
    Modality,
    Quantity,
    Role,
    Source,
    TimeValue,
    TimexMod,
)

_DENIED = Modality.DENIED
#: How far off a rounded number may be, and from where on a number is read as rounded (46 or 46.4 million).
ROUND, LARGE = 0.1, 1_000_000.0
#: Nobody says "more than 400" of so many times 400 and two more; "at least" leaves all open.
SOMEWHAT = 1.25


def tightened(sources: Sequence[Source], first: Mapping[str, str]) -> TimeValue | None:
    """The date that all sources together allow; where they exclude each other, what most independent ones claim.

    `first` gives for each document the one that it copies, so that copies count once.
    """
    dated = [source for source in sources if source.when is not None]
    told = [source for source in dated if source.time is not None]  # a date in so many words binds, others are guesses
    claims = [(source, *bounds(source.when.edtf)) for source in told or dated if source.when is not None]
    if not told:
        claims = _known_by_then(claims, sources)
    if not claims:
        return None
    low, high = max(claim[1] for claim in claims), min(claim[2] for claim in claims)
    if low > high:
        camps = _date_camps(sources)
        if not camps:  # open dates alone exclude each other: the words that date an event come first
            return min(claims, key=lambda claim: (claim[0].time is None, claim[2] - claim[1], claim[0].id))[0].when
        best = max(camps, key=lambda camp: (len({first[s.document] for s in camp}), -_first_published(camp)))
        return tightened(best, first)
    fitting = [claim for claim in claims if (claim[1], claim[2]) == (low, high)]
    if fitting:  # one source says just that: its own words stay, with all that they leave open
        return min(fitting, key=lambda claim: (claim[0].time is None, claim[0].id))[0].when
    days = (None if low <= NEVER else date.fromordinal(low), None if high >= EVER else date.fromordinal(high))
    return edtf.read(edtf.span(*days))


def _known_by_then(claims: list[tuple[Source, int, int]], sources: Sequence[Source]) -> list[tuple[Source, int, int]]:
    """The inferred dates that leave room for the first article to tell of it: what has happened is not still to come.

    A later article dates an event in passing by what stands around it there, and most often too late.
    """
    if stage(sources[0]) != "fact":
        return claims
    printed = [source.published.latest for source in sources if source.published is not None]
    last = min((day.toordinal() for day in printed if day is not None), default=EVER)
    return [claim for claim in claims if claim[1] <= last] or claims


def conflicts(group: Profile, sources: Sequence[Source], first: Mapping[str, str]) -> tuple[Conflict, ...]:
    """The disagreements among a group's sources, in the order of `ConflictField`.

    A copy never disagrees with its original. Most sources agree, so what cannot differ is not looked at again.
    """
    found = (
        (ConflictField.DATE, _dates(sources) if group.torn else {}),
        (ConflictField.PARTICIPANTS, _agents(sources) if len(group.agents) > 1 or singled_out(sources) else {}),
        (ConflictField.NUMBERS, _numbers(sources) if group.numbers else {}),
        (ConflictField.MODALITY, _modalities(sources)),
    )
    return tuple(
        Conflict(
            field=field,
            claims=tuple(Claim(value=value, documents=tuple(sorted(claims[value]))) for value in sorted(claims)),
        )
        for field, claims in found
        if len(claims) > 1 and (_independent(claims, first) or (field is ConflictField.MODALITY and _doubled(claims)))
    )


def _independent(claims: Mapping[str, set[str]], first: Mapping[str, str]) -> bool:
    return len({first[document] for documents in claims.values() for document in documents}) > 1


def _doubled(claims: Mapping[str, set[str]]) -> bool:
    """Whether one article tells both, as what is claimed and what somebody denies."""
    told = [document for documents in claims.values() for document in documents]
    return len(set(told)) < len(told)


def _date_camps(sources: Sequence[Source]) -> list[list[Source]]:
    """Sources that date the event in so many words, those together whose dates can be one; [] when all can."""
    dated = [source for source in sources if source.when is not None and source.time is not None]
    told = [bounds(source.when.edtf) for source in dated if source.when is not None]
    if not told or max(low for low, _ in told) <= min(high for _, high in told):
        return []
    camps: list[tuple[int, int, list[Source]]] = []
    for source in sorted(dated, key=lambda s: (_width(s), s.id)):
        assert source.when is not None
        low, high = bounds(source.when.edtf)
        for number, (camp_low, camp_high, camp) in enumerate(camps):
            if max(low, camp_low) <= min(high, camp_high):
                camp.append(source)
                camps[number] = (max(low, camp_low), min(high, camp_high), camp)
                break
        else:
            camps.append((low, high, [source]))
    return [camp for _, _, camp in camps] if len(camps) > 1 else []


def _dates(sources: Sequence[Source]) -> dict[str, set[str]]:
    claims: dict[str, set[str]] = {}
    for camp in _date_camps(sources):
        narrowest = camp[0].when
        assert narrowest is not None
        claims[narrowest.edtf] = {source.document for source in camp}
    return claims


def _agents(sources: Sequence[Source]) -> dict[str, set[str]]:
    """Who did it, where sources name different ones; who has no name contradicts nobody, unless singled out."""
    claims: dict[str, set[str]] = defaultdict(set)
    names: dict[str, str] = {}
    for source in sources:
        agents = {
            actor_key(part.actor): part.actor.name
            for part in source.participants
            if part.role is Role.AGENT and (named(part.actor) or source.singles_out)
        }
        if len(agents) == 1:
            ((key, name),) = agents.items()
            key = next((told for told in names if _longer(names[told], name)), key)
            names[key] = max(names.get(key, ""), name, key=lambda text: (len(text), text))
            claims[key].add(source.document)
        elif agents:  # a source that names several agrees with each
            return {}
    for source in sources:  # who sells to whom who buys is no other doer
        others = {actor_key(part.actor) for part in source.participants if part.role is not Role.AGENT}
        if any(source.document not in told for key, told in claims.items() if key in others):
            return {}
    return {names[key]: documents for key, documents in claims.items()}


def _longer(one: str, other: str) -> bool:
    """Whether one name only says more of the other: "the council" and "the council of Sejrholm"."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer.startswith(f"{shorter} ") or longer.endswith(f" {shorter}")


def _numbers(sources: Sequence[Source]) -> dict[str, set[str]]:
    """Counts of one thing that differ, worded with the thing; the first such thing in the alphabet.

    "At least 12" and 14 can both be right, and so can "about 40" and 42.
    """
    counting = [source for source in sources if source.numbers]
    if len(counting) < 2:
        return {}
    by_unit: dict[str, list[tuple[Quantity, str]]] = defaultdict(list)
    for source in counting:
        for number in _single(source):
            by_unit[number.unit].append((number, source.document))
    for unit in sorted(by_unit):
        camps: list[tuple[float, float, float, set[str]]] = []
        for number, document in sorted(by_unit[unit], key=lambda told: (_room(told[0]), told[0].value, told[1])):
            low, high = _range(number)
            for index, (camp_low, camp_high, value, documents) in enumerate(camps):
                if max(low, camp_low) <= min(high, camp_high):
                    documents.add(document)
                    camps[index] = (max(low, camp_low), min(high, camp_high), value, documents)
                    break
            else:
                camps.append((low, high, number.value, {document}))
        if len(camps) > 1:
            return {f"{_digits(value)} {unit}": documents for _, _, value, documents in camps}
    return {}


def _range(number: Quantity) -> tuple[float, float]:
    """The least and greatest number that a count leaves open."""
    value = number.value
    near = ROUND * value
    match number.mod:
        case TimexMod.EQUAL_OR_MORE:
            return value, math.inf
        case TimexMod.MORE_THAN:
            return value, SOMEWHAT * value + 2
        case TimexMod.EQUAL_OR_LESS:
            return 0.0, value
        case TimexMod.LESS_THAN:
            return value - 2 * near, value
        case TimexMod.APPROX:
            return value - near, value + near
    return (value - near / 2, value + near / 2) if value >= LARGE else (value, value)


def _room(number: Quantity) -> float:
    low, high = _range(number)
    return high - low


def _digits(value: float) -> str:
    return str(int(value)) if value.is_integer() else str(value)


def _single(source: Source) -> Iterable[Quantity]:
    """Counts that stand alone in a telling: of a thing counted twice there, neither speaks for the whole."""
    seen = Counter(number.unit for number in source.numbers)
    return (number for number in source.numbers if seen[number.unit] == 1)


def _modalities(sources: Sequence[Source]) -> dict[str, set[str]]:
    contested = {source.document for source in sources if source.contested}
    if not contested and all(source.modality is not _DENIED for source in sources):
        return {}
    claims: dict[str, set[str]] = defaultdict(set)
    for source in sources:
        claims[str(source.modality)].add(source.document)
    if contested:
        claims[str(_DENIED)] |= contested
    return claims


def _width(source: Source) -> int:
    assert source.when is not None
    low, high = bounds(source.when.edtf)
    return high - low


def _first_published(camp: Sequence[Source]) -> int:
    days = [s.published.earliest.toordinal() for s in camp if s.published is not None and s.published.earliest]
    return min(days, default=EVER)

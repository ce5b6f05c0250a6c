"""What keeps two tellings apart, however alike they are: the rules by which they cannot be of one event."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.chronology.profiles import (
    ASKED,
    EVER,
    NEVER,
    Profile,
    closed,
    content_words,
    gap,
    meet,
    near,
    singled_out,
)
from timeline.schema import ActorKind, EventType, Modality
from timeline.schema.event import PERSON, SO_FAR

#: Days by which sources that otherwise agree may differ about a date before they speak of two events.
DATE_SLACK = 3
#: Numbers of one thing that differ by more than this factor, and are no handful, are of two events.
FAR, MANY = 3.0, 20.0
#: Days within which two articles tell of one deed as news.
NEWS = 31
#: So many names in common say that two articles are about one thing.
SETTING = 3
#: Days after which an article that gives no day seldom means what happened then, if nothing else says so.
YEAR = 365
#: Types of deeds that are done once, by one doer.
_DONE_ONCE = frozenset(
    {
        EventType.APPOINT,
        EventType.COERCE,
        EventType.SANCTION,
        EventType.ASSAULT,
        EventType.LAW,
        EventType.BUSINESS,
        EventType.TRIAL,
        EventType.CRIME,
    }
)
#: Types of what is done by saying it, or done to a plan: two of a kind are one only where they are about one thing.
_SAID = frozenset(
    {
        EventType.REQUEST,
        EventType.REJECT,
        EventType.ACCUSE,
        EventType.THREATEN,
        EventType.STATEMENT,
        EventType.AGREE,
        EventType.CONCEDE,
        EventType.RETREAT,
    }
)
#: Types of what befalls people.
_SUFFERED = frozenset({EventType.DEATH, EventType.ACCIDENT, EventType.ASSAULT, EventType.CRIME})
#: Types of what is done to people one by one, or to many at a time: dismissals, arrests.
_DONE_TO = frozenset({EventType.APPOINT, EventType.COERCE, EventType.TRIAL})
_PERSON, _COUNTRY = ActorKind.PERSON, ActorKind.COUNTRY


def apart(one: Profile, other: Profile) -> str | None:
    """Why the two cannot be one event, None when nothing rules it out."""
    if one.stage != other.stage:
        return "one is planned or demanded, the other is not"
    if not one.documents.isdisjoint(other.documents) and _told_as_two(one, other):
        return "one article tells them as two"
    if one.forbidden and any(source.id in one.forbidden for source in other.sources):
        return "the user keeps them apart"
    if one.ordinal is not None and other.ordinal is not None and one.ordinal != other.ordinal:
        return f"number {one.ordinal} and number {other.ordinal} of their kind"
    if one.numbers and other.numbers and (unit := _far(one.numbers, other.numbers)) is not None:
        return f"they count {unit} and differ by far"
    if (one.off or other.off) and (_came_about(one) or _came_about(other)):
        return "one was called off, the other came about"
    if (_refused(one) and _came_about(other)) or (_refused(other) and _came_about(one)):
        return "one was refused, the other came about"
    if _not_yet(one, other) or _not_yet(other, one):
        return "one had not happened when it was told, the other may have since"
    suffered = one.type in _SUFFERED and other.type in _SUFFERED
    if suffered and (_one_of_many(one, other) or _one_of_many(other, one)):
        return "one tells of somebody, the other counts many"
    treated = one.type in _DONE_TO and other.type in _DONE_TO
    if treated and (_one_alone(one, other) or _one_alone(other, one)):
        return "it is done to somebody, and to many"
    days = gap(one, other)
    close = days <= DATE_SLACK and one.dated and other.dated
    if days > 0 and not (close and _may_disagree(one, other)) and not _died(one, other):
        return "their dates exclude each other"
    if (one.recurrence or other.recurrence) and not (one.dated and other.dated and days == 0):
        return "it recurs, and no date says that they are the same time"
    if one.agents and other.agents and not meet(one.agents, other.agents, one, other):
        same_object = meet(one.others, other.others, one, other)
        if not (same_object and days <= 0 and one.dated and other.dated) and not _same_deed(one, other):
            return "different actors do it"
    said, far_back = one.type in _SAID and other.type in _SAID, _far_back(one, other)
    if (said or far_back) and not _speak_of_one(one, other):
        return "they have neither an actor, a day nor a word in common"
    if far_back and _count_otherwise(one, other):
        return "years lie between them, and they count different numbers"
    done_to_others = one.others and other.others and not meet(one.others, other.others, one, other)
    if done_to_others and not meet(one.agents, other.agents, one, other):
        return "it is done to different actors"
    return None


def _told_as_two(one: Profile, other: Profile) -> bool:
    """Whether an article tells two happenings, and not that one is claimed and then denied by somebody."""
    both = one.documents & other.documents
    if one.disputed.isdisjoint(both) == other.disputed.isdisjoint(both) or one.concepts.isdisjoint(other.concepts):
        return True
    return not both <= (one.disputed | other.disputed)


def _came_about(profile: Profile) -> bool:
    return any(source.modality is Modality.ACTUAL for source in profile.sources)


def _refused(profile: Profile) -> bool:
    """Whether it is only told as what somebody will not do, so that it lies ahead: no claim about what was done."""
    if profile.high < EVER:
        return False
    return all(
        source.modality is Modality.DENIED and source.when is not None and source.when.latest is None
        for source in profile.sources
    )


def _not_yet(one: Profile, other: Profile) -> bool:
    """Whether one only says that it has not happened so far, and the other that it has, without a day, after that."""
    if other.low > NEVER or other.printed <= one.printed or not _came_about(other):
        return False
    return all(any(reason.rule == SO_FAR for reason in source.evidence) for source in one.sources[:ASKED])


def _one_of_many(one: Profile, other: Profile) -> bool:
    """Whether one death or injury is a single person's, and the other counts people."""
    if PERSON in one.numbers:
        return False
    counted = other.numbers.get(PERSON)
    return counted is not None and min(counted) > 1 and [a.kind for a in one.actors.values()] == [_PERSON]


def _one_alone(one: Profile, other: Profile) -> bool:
    """Whether it is done to one person who is named, and by the other to several who are only counted."""
    counted = other.numbers.get(PERSON)
    if counted is None or min(counted) <= 1 or other.others or PERSON in one.numbers or len(one.others) != 1:
        return False
    return all(one.actors[key].kind is _PERSON for key in one.others)


def _died(one: Profile, other: Profile) -> bool:
    """Whether both tell the death of one person, which happens once, whatever day each gives it."""
    if one.type is not EventType.DEATH or other.type is not EventType.DEATH:
        return False
    return any(one.actors[key].kind is _PERSON for key in one.others & other.others)


def _far_back(one: Profile, other: Profile) -> bool:
    """Whether one is printed more than a year after the other's day and has none of its own: news of another one."""
    return (one.low == NEVER and other.low > NEVER and one.printed - other.high > YEAR) or (
        other.low == NEVER and one.low > NEVER and other.printed - one.high > YEAR
    )


def _count_otherwise(one: Profile, other: Profile) -> bool:
    """Whether both count one thing and no count agrees: a later sale for another sum."""
    shared = one.numbers.keys() & other.numbers.keys()
    return bool(shared) and all(one.numbers[unit].isdisjoint(other.numbers[unit]) for unit in shared)


def _speak_of_one(one: Profile, other: Profile) -> bool:
    """Whether two tellings share somebody, their days, or how a word besides the verb begins."""
    if meet(one.actors.keys(), other.actors.keys(), one, other) or (closed(one) and closed(other)):
        return True
    said, told = content_words(one), content_words(other)
    return not said or not told or not said.isdisjoint(told)


def _far(one: Mapping[str, frozenset[float]], other: Mapping[str, frozenset[float]]) -> str | None:
    """A unit of which both count so different numbers that they count different things, None without one."""
    for unit in sorted(one.keys() & other.keys()):
        nearest = min(max(a, b) / max(min(a, b), 1e-9) for a in one[unit] for b in other[unit])
        if nearest > FAR and max(*one[unit], *other[unit]) >= MANY:
            return unit
    return None


def _same_deed(one: Profile, other: Profile) -> bool:
    """Whether so much else agrees that another doer is a disagreement about one deed, and not another deed.

    Two bodies demand, deny or promise the same every day; but one thing is forbidden, sold or fined once. To say that
    it was NN who did it is to speak of a deed that is known, however late.
    """
    if one.concepts.isdisjoint(other.concepts) or gap(one, other) > 0:
        return False
    dated = one.dated or other.dated
    if singled_out(one.sources) or singled_out(other.sources):
        dated = dated or (closed(one) and closed(other))
        if dated and abs(one.printed - other.printed) <= NEWS and len(one.context & other.context) >= SETTING:
            return True  # the news of the month, about the same people: "it was the party that proposed it"
    elif not {one.type, other.type} <= _DONE_ONCE or abs(one.printed - other.printed) > NEWS:
        return False
    if not dated:
        return False
    if any(profile.actors[key].kind is _COUNTRY for profile in (one, other) for key in profile.agents):
        return False
    doers = {word for profile in (one, other) for key in profile.agents for word in key.split("-")}
    shared = (one.words & other.words) - doers
    least = min(len(one.words - doers), len(other.words - doers)) - 1
    here = bool(one.places & other.places) and one.dated and other.dated  # in one town, on one day
    return len(shared) >= 2 and 2 * len(shared) > least and (here or len(one.context & other.context) >= 2)


def _may_disagree(one: Profile, other: Profile) -> bool:
    """Whether so much else agrees that a date a few days off is a disagreement and not another event."""
    if one.concepts.isdisjoint(other.concepts):
        return False
    if meet(one.actors.keys(), other.actors.keys(), one, other):
        return True
    if one.agents and other.agents:
        return False
    if one.places & other.places or near(one, other) or near(other, one):
        return True
    names = len(one.context & other.context)
    told_alike = bool(one.actors or other.actors) and not content_words(one).isdisjoint(content_words(other))
    return names >= 2 or (names == 1 and told_alike)

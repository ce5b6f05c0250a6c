"""Which happening carries out, or calls off, which plan that was told before it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.chronology.clusters import Keys, candidates, day_of, enter, keys_of, new_index, postings_on
from timeline.chronology.profiles import ASKED, EVER, NEVER, STEM, Profile, bounds, content_words, meet, named
from timeline.schema import ActorKind, EventType, Modality

#: Plans slip: a happening may come so many days after the last day that was planned.
SLIP = 550
#: Names that two articles have in common where no actor of plan and fact is the same; one where day and words are.
COMMON_NAMES = 2
#: The concept of calling off, whatever it is that is called off.
CALLING_OFF = "cancel"
#: Types of what a body is to take a stand by, ...
_DELIBERATION = frozenset({EventType.CONSULT, EventType.ELECTION, EventType.TRIAL, EventType.LAW, EventType.AGREE})
#: ... and of the stand that it takes.
_STAND = frozenset(
    {EventType.ELECTION, EventType.TRIAL, EventType.LAW, EventType.AGREE, EventType.REJECT, EventType.AID}
)
#: Types by which it is told that somebody leaves a post.
_LEAVING = frozenset({EventType.APPOINT, EventType.RETREAT})


def plan_links(groups: Sequence[Profile]) -> list[tuple[int, int, bool]]:
    """Which group carries out which plan: (the group's number, the plan's, whether it calls the plan off).

    What is only feared or possible is no plan, what is demanded is one. A plan has one outcome, the likest; an outcome
    may have several plans.
    """
    index = new_index()
    plans = [
        (number, postings_on(index, [*_keys(group), (CALLING_OFF, _about(group))]))
        for number, group in enumerate(groups)
        if _is_planned(group)
    ]
    for number, group in enumerate(groups):
        if plans and group.stage == "fact":  # where no plan looks for it, it is not entered
            shelves = [(index[shelf], names) for shelf, names in _keys(group) if shelf in index]
            postings = [shelf[name] for shelf, names in shelves for name in names if name in shelf]
            enter(postings, day_of(group), number)
    found = []
    for number, postings in plans:
        plan = groups[number]
        best, fact = 0.0, None
        for other in candidates(postings, day_of(plan)):
            likeness = fulfilment(plan, groups[other])
            if likeness > best:
                best, fact = likeness, other
        if fact is not None:
            found.append((fact, number, _ends(groups[fact])))
    return found


def _ends(fact: Profile) -> bool:
    """Whether a happening ends a plan: most deny it, or it is a calling off."""
    denied = sum(source.modality is Modality.DENIED for source in fact.sources)
    return CALLING_OFF in fact.concepts or 2 * denied > len(fact.sources)


def _keys(group: Profile) -> Keys:
    """What plans and facts meet by: a name of the happening, or its kind and day, with somebody whom both name."""
    if not _is_special(group):
        return keys_of(group)
    about = _about(group)
    names = {source.lemma for source in group.sources if source.lemma} - group.concepts
    keys: Keys = [*keys_of(group), *((name, about) for name in names)]
    day = _day(group)
    if day is not None:
        keys += [((group.type, day), about), ((EventType.OTHER, day), group.actors)]
        if group.type in _STAND or group.type in _DELIBERATION:
            keys.append(((EventType.CONSULT, day), about))
    if group.type in _LEAVING:
        keys.append(((EventType.APPOINT, NEVER), group.agents))
    return keys


def _about(group: Profile) -> dict[str, None]:
    return dict.fromkeys((*group.actors, *group.places, *group.context))


def _day(group: Profile) -> int | None:
    """The day of a happening, told in so many words or inferred; None when it is not known to the day."""
    if group.dated:
        return group.low
    known = (bounds(source.when.edtf) for source in group.sources[:ASKED] if source.when is not None)
    return next((low for low, high in known if low == high), None)


def _is_special(group: Profile) -> bool:
    return group.type is not EventType.OTHER


def _is_planned(group: Profile) -> bool:
    """Whether something is to come: it is planned, or demanded and may be done."""
    if group.stage == "demand":
        return True
    return group.stage == "plan" and any(source.modality is Modality.PLANNED for source in group.sources)


def fulfilment(plan: Profile, fact: Profile) -> float:
    """How well a happening fits a plan told before it, 0 when it cannot be what was planned.

    They go by one name, or are of one kind, on one day, of the same people or in the same words; or what was to be is
    what such people do on that day.
    """
    if fact.printed <= plan.printed:
        return 0.0
    if _called_off(plan, fact):
        return 0.5
    on_time = plan.dated and _day(fact) == plan.low
    shared = meet(plan.actors.keys(), fact.actors.keys(), plan, fact)
    same_concept, special = bool(plan.concepts & fact.concepts), _is_special(plan) and _is_special(fact)
    called_alike = same_concept or (special and _same_word(plan, fact))
    fits = called_alike or (on_time and _comes_of(plan, fact, shared=shared)) or _leaves(plan, fact)
    if not fits:
        return 0.0
    if _done_by_others(plan, fact):
        return 0.0
    exact = same_concept and on_time and not _stems(plan).isdisjoint(_stems(fact))
    if not shared and len(plan.context & fact.context) < (1 if exact else COMMON_NAMES):
        return 0.0
    cancelled = all(source.modality is Modality.DENIED for source in fact.sources)
    late = plan.high < EVER and fact.low > plan.high
    if not cancelled and (fact.high < plan.low or (late and not (fact.low <= plan.high + SLIP and _sure(plan, fact)))):
        return 0.0
    words = len(plan.words & fact.words) / max(1, min(len(plan.words), len(fact.words)))
    # What should have happened but did not may have happened later: only what was called off ends a plan.
    missed = cancelled and not fact.off
    likeness = 0.2 * same_concept + 0.2 * called_alike + 0.3 * shared + 0.3 * (on_time and not missed) + 0.1 * words
    return max(likeness - 0.4 * missed - 0.3 * (late and not cancelled), 0.05)


def _called_off(plan: Profile, fact: Profile) -> bool:
    """Whether a happening is the calling off of a plan: it names the thing, and the people or their setting agree.

    What an article says was called off is an event of its own, which is denied and meets the plan itself.
    """
    if CALLING_OFF not in fact.concepts or CALLING_OFF in plan.concepts:
        return False
    if any(source.cancels for source in fact.sources[:ASKED]):
        return False
    names = [word for group in (plan, fact) for actor in group.actors.values() for word in actor.name.split()]
    words = (content_words(plan) & content_words(fact)) - {name[:STEM].lower() for name in names if name[0].isupper()}
    known = meet(plan.actors.keys(), fact.actors.keys(), plan, fact) or len(plan.context & fact.context) >= COMMON_NAMES
    return bool(words) and known


def _stems(group: Profile) -> set[str]:
    """How the words of its labels begin."""
    return {word[:STEM] for word in group.words}


def _comes_of(plan: Profile, fact: Profile, *, shared: bool) -> bool:
    """Whether what happens on the planned day, by another name, is what was planned.

    It is of the same kind, and of the same people or in the same words. A body that was to vote, meet or rule takes a
    stand. And what has no kind of its own ("was in the town", "begins") is what the same people were to do, where the
    two have more words in common than the names of these.
    """
    common = content_words(plan) & content_words(fact)
    if EventType.OTHER in (plan.type, fact.type):
        return shared and not common <= _names(plan) | _names(fact)
    if plan.type is fact.type:
        return shared or bool(common)
    if plan.type not in _DELIBERATION or fact.type not in _STAND:
        return False
    return shared or (plan.type is EventType.CONSULT and not plan.actors and fact.type is not EventType.AID)


def _names(group: Profile) -> set[str]:
    """How the words begin that name its actors, where they are told by name."""
    people = (actor for actor in group.actors.values() if named(actor))
    return {word[:STEM] for actor in people for word in f"{actor.title or ''} {actor.name}".casefold().split()}


def _leaves(plan: Profile, fact: Profile) -> bool:
    """Whether a person leaves a post in the time that was told, as a retreat one time and as a change of office one."""
    if {plan.type, fact.type} != _LEAVING or plan.low == NEVER or plan.high == EVER:
        return False
    people = {key for key in plan.agents & fact.agents if plan.actors[key].kind is ActorKind.PERSON}
    return bool(people) and plan.low <= fact.low and fact.high <= plan.high


def _same_word(plan: Profile, fact: Profile) -> bool:
    """Whether one word tells both, though it means two kinds of happening ("will vote", "voted against")."""
    said, told = ({source.lemma for source in group.sources[:ASKED]} for group in (plan, fact))
    return not (said & told) <= {""}


def _done_by_others(plan: Profile, fact: Profile) -> bool:
    """Whether another one than planned did it; but a person may act for the body that planned, or the reverse."""
    if not plan.agents or not fact.agents or meet(plan.agents, fact.agents, plan, fact):
        return False
    kinds = ({group.actors[key].kind for key in group.agents} for group in (plan, fact))
    return not set.isdisjoint(*kinds)


def _sure(plan: Profile, fact: Profile) -> bool:
    """Whether a late happening is still the planned one: it is told in the plan's words, and is not one of many."""
    told_alike = bool(plan.words & fact.words) or _same_word(plan, fact)
    return told_alike and not (plan.recurrence or fact.recurrence) and fact.ordinal is None

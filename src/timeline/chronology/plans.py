"""Which happening carries out, or calls off, which plan that was told before it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.chronology.clusters import Keys, candidates, day_of, enter, keys_of, new_index, postings_on
from timeline.chronology.profiles import ASKED, EVER, Profile, content_words, meet
from timeline.schema import EventType, Modality

#: Plans slip: a happening may come so many days after the last day that was planned.
SLIP = 550
#: Names that two articles have in common where no actor of plan and fact is the same; one where day and words are.
COMMON_NAMES = 2


def plan_links(groups: Sequence[Profile]) -> list[tuple[int, int, bool]]:
    """Which group carries out which plan: (the group's number, the plan's, whether it calls the plan off).

    What is only feared or possible is no plan, what is demanded is one. A plan has one outcome, the likest; an outcome
    may have several plans.
    """
    index = new_index()
    plans = [(number, postings_on(index, _keys(group))) for number, group in enumerate(groups) if _is_planned(group)]
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
            denied = sum(source.modality is Modality.DENIED for source in groups[fact].sources)
            found.append((fact, number, 2 * denied > len(groups[fact].sources)))
    return found


def _keys(group: Profile) -> Keys:
    """What plans and facts meet by: a name of the happening, or its kind and day, with somebody whom both name."""
    if not _is_special(group):
        return keys_of(group)
    about = dict.fromkeys((*group.actors, *group.places, *group.context))
    names = {source.lemma for source in group.sources if source.lemma} - group.concepts
    keys: Keys = [*keys_of(group), *((name, about) for name in names)]
    if group.dated:
        keys.append(((group.type, group.low), about))
    return keys


def _is_special(group: Profile) -> bool:
    return group.type is not EventType.OTHER


def _is_planned(group: Profile) -> bool:
    """Whether something is to come: it is planned, or demanded and may be done."""
    if group.stage == "demand":
        return True
    return group.stage == "plan" and any(source.modality is Modality.PLANNED for source in group.sources)


def fulfilment(plan: Profile, fact: Profile) -> float:
    """How well a happening fits a plan told before it, 0 when it cannot be what was planned.

    They go by one name, or are of one kind, on one day, of the same people or in the same words.
    """
    if fact.printed <= plan.printed:
        return 0.0
    on_time = plan.dated and fact.dated and plan.low == fact.low
    shared = meet(plan.actors.keys(), fact.actors.keys(), plan, fact)
    same_concept, special = bool(plan.concepts & fact.concepts), _is_special(plan) and _is_special(fact)
    called_alike = same_concept or (special and _same_word(plan, fact))
    alike = shared or not content_words(plan).isdisjoint(content_words(fact))
    if not called_alike and not (on_time and alike and plan.type is fact.type and special):
        return 0.0
    if _done_by_others(plan, fact):
        return 0.0
    exact = same_concept and on_time and not content_words(plan).isdisjoint(content_words(fact))
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

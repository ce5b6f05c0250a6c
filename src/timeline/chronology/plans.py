"""Which happening carries out, or calls off, which plan that was told before it."""

from __future__ import annotations

from collections.abc import Sequence

from timeline.chronology.clusters import candidates, day_of, enter, keys_of, new_index
from timeline.chronology.similarity import EVER, Profile, meet
from timeline.schema import Modality

#: Plans slip: a happening may come so many days after the last day that was planned.
SLIP = 550
#: Names that two articles have in common where no actor of plan and fact is the same.
COMMON_NAMES = 2


def plan_links(groups: Sequence[Profile]) -> list[tuple[int, int, bool]]:
    """Which group carries out which plan: (the group's number, the plan's, whether it calls the plan off).

    What is only feared or possible is no plan. A plan has one outcome, the likest; an outcome may have several plans.
    """
    index = new_index()
    plans = [
        (number, [index[shelf][name] for shelf, names in keys_of(group) for name in names])
        for number, group in enumerate(groups)
        if _is_planned(group)
    ]
    for number, group in enumerate(groups):
        if plans and group.stage == "fact":  # where no plan looks for it, it is not entered
            shelves = [(index[shelf], names) for shelf, names in keys_of(group) if shelf in index]
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


def _is_planned(group: Profile) -> bool:
    return group.stage == "plan" and any(source.modality is Modality.PLANNED for source in group.sources)


def fulfilment(plan: Profile, fact: Profile) -> float:
    """How well a happening fits a plan told before it, 0 when it cannot be what was planned."""
    if not plan.concepts & fact.concepts or fact.printed <= plan.printed:
        return 0.0
    if plan.agents and fact.agents and not meet(plan.agents, fact.agents, plan, fact):
        return 0.0
    shared = meet(plan.actors, fact.actors, plan, fact)
    if not shared and len(plan.context & fact.context) < COMMON_NAMES:
        return 0.0
    cancelled = all(source.modality is Modality.DENIED for source in fact.sources)
    late = plan.high < EVER and fact.low > plan.high
    if not cancelled and (fact.high < plan.low or (late and not (fact.low <= plan.high + SLIP and _sure(plan, fact)))):
        return 0.0
    on_time = plan.dated and fact.dated and plan.low == fact.low
    words = len(plan.words & fact.words) / max(1, min(len(plan.words), len(fact.words)))
    return 0.4 + 0.3 * bool(shared) + 0.2 * on_time + 0.1 * words - 0.3 * (late and not cancelled)


def _sure(plan: Profile, fact: Profile) -> bool:
    """Whether a late happening is still the planned one: it is told in the plan's words, and is not one of many."""
    return len(plan.words & fact.words) >= 1 and not (plan.recurrence or fact.recurrence) and fact.ordinal is None

"""What of a golden story the library gets right: the measures behind `test_stories.py` and `benchmarks/stories.py`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import timeline
from timeline import Relation
from timeline.dates.edtf import bounds

if TYPE_CHECKING:  # `benchmarks/merge.py` needs no pipeline, and so no spaCy
    from timeline import Chronology, Pipeline

Record = dict[str, Any]


@dataclass(frozen=True)
class Score:
    """Hits and totals by measure, B3 precision and recall, and what must never happen, in words."""

    shares: Mapping[str, tuple[int, int]]
    precision: float
    recall: float
    fused: tuple[str, ...]
    reversed: tuple[str, ...]
    false_conflicts: tuple[str, ...]

    @property
    def f1(self) -> float:
        """The harmonic mean of B3 precision and recall."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def chronology(documents: list[Record], pipeline: Pipeline) -> Chronology:
    """The chronology of a story's articles."""
    articles = (
        pipeline.parse(one["text"], published=one["date"], source=one["id"], title=one.get("title"))
        for one in documents
    )
    return timeline.order(timeline.merge(*(article.events for article in articles)))


def score(gold: Record, found: Chronology) -> Score:
    """How a story's chronology compares with its gold.

    Merging is scored on the mentions that were found at all; a happening's home is the event that holds most of them.
    """
    told: dict[tuple[str, str], str] = {}  # golden happening and document -> event
    mentions = 0
    for cluster in gold["clusters"]:
        places: dict[str, list[Record]] = defaultdict(list)
        for mention in cluster["mentions"]:
            places[mention["doc"]].append(mention)
        mentions += len(places)
        for document, accepted in places.items():
            event = _at(found, document, accepted)
            if event is not None:
                told[cluster["id"], document] = event
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for (cluster, _), event in told.items():
        votes[cluster][event] += 1
    home = {cluster: count.most_common(1)[0][0] for cluster, count in votes.items()}
    events = {event.id: event for event in found}

    dated = {cluster["id"]: cluster for cluster in gold["clusters"] if cluster["id"] in home}
    right = [name for name, one in dated.items() if _same_days(events[home[name]].time, one)]
    apart = [(a, b) for a, b, _ in gold["cannot_link"] if a in home and b in home]
    fused = [f"{a} and {b}" for a, b in apart if home[a] == home[b]]
    pairs = [(a, b) for a, b in gold["order_closure"] if a in home and b in home and home[a] != home[b]]
    relations = {pair: found.relation(home[pair[0]], home[pair[1]]) for pair in pairs}
    planted = [one for one in gold["conflicts"] if one["cluster"] in home]
    noticed = [one for one in planted if one["field"] in {str(c.field) for c in events[home[one["cluster"]]].conflicts}]
    disputed = {home[one["cluster"]] for one in planted}
    links = [one for one in gold["links"] if one["from"] in home and one["to"] in home]
    linked = [
        one
        for one in links
        if home[one["to"]] in (*events[home[one["from"]]].realises, *events[home[one["from"]]].cancels)
    ]
    precision, recall = b_cubed(told, {key: key[0] for key in told})
    return Score(
        shares={
            "mentions found": (len(told), mentions),
            "kept apart": (len(apart) - len(fused), len(apart)),
            "dates right": (len(right), len(dated)),
            "pairs in order": (sum(found is Relation.BEFORE for found in relations.values()), len(pairs)),
            "conflicts told": (len(noticed), len(planted)),
            "plan links found": (len(linked), len(links)),
        },
        precision=precision,
        recall=recall,
        fused=tuple(fused),
        reversed=tuple(f"{a} < {b}" for (a, b), relation in relations.items() if relation is Relation.AFTER),
        false_conflicts=tuple(sorted({events[e].label for e in home.values() if events[e].conflicts} - {
            events[e].label for e in disputed
        })),
    )  # fmt: skip


def b_cubed(system: Mapping[Any, str], gold: Mapping[Any, str]) -> tuple[float, float]:
    """B3 precision and recall of two partitions of the same items (Bagga & Baldwin 1998).

    >>> b_cubed({1: "a", 2: "a", 3: "b"}, {1: "x", 2: "y", 3: "y"})
    (0.6666666666666666, 0.6666666666666666)
    """
    sizes, truth = Counter(system.values()), Counter(gold.values())
    both = Counter((system[item], gold[item]) for item in gold)
    precision = sum(n * n / sizes[cluster] for (cluster, _), n in both.items()) / len(gold)
    recall = sum(n * n / truth[cluster] for (_, cluster), n in both.items()) / len(gold)
    return precision, recall


def _at(found: Chronology, document: str, accepted: list[Record]) -> str | None:
    for mention in accepted:
        for event in found:
            for source in event.sources:
                trigger = source.trigger
                if source.document == document and trigger.start < mention["end"] and mention["start"] < trigger.end:
                    return event.id
    return None


def _same_days(time: timeline.TimeValue | None, cluster: Record) -> bool:
    return time is not None and bounds(time.edtf) in [
        bounds(text) for text in (cluster["edtf"], *cluster["edtf_accept"])
    ]

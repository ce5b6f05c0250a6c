"""The same mentions clustered by Splink on DuckDB, for `merge.py --splink`; both must be installed.

Splink is given what a telling says as columns: the concept, who does it and to whom with their last names, the day or
the month, the place, the document, and the names and places of the whole article. `best` is set for quality: pairs of
one concept that share an actor's last name, or place and month, from two articles; dates compared by distance, names
by spelling with the frequency of their terms. `thin` compares fewer columns of fewer pairs, actors in the order in
which they are told, and is faster.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import pandas
import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink.blocking_rule_library import CustomRule

from timeline import Event, Role

#: Pairs this likely are one: of 0.5 to 0.9999, near the best B3 at every size.
BEST, THIN = 0.99, 0.9


def clusters(events: Sequence[Event], *, best: bool) -> dict[str, str]:
    """The cluster of each event by Splink's expectation-maximised Fellegi-Sunter model and connected components."""
    if best:
        rules = [
            _across("concept", "agent_last"),
            _across("concept", "other_last"),
            _across("concept", "place", "month"),
        ]
        place = cl.ExactMatch("place").configure(term_frequency_adjustments=True)
        comparisons = [
            _person("agent"),
            _person("other"),
            _date(),
            place,
            cl.ArrayIntersectAtSizes("about", [4, 3, 2, 1]),
        ]
    else:
        rules = [block_on("concept", "first_last"), block_on("concept", "place", "month")]
        names = [cl.JaroWinklerAtThresholds(name, [0.92]) for name in ("first", "second")]
        comparisons = [*names, *(cl.ExactMatch(name) for name in ("concept", "day", "month", "place"))]
    settings = SettingsCreator(
        link_type="dedupe_only", blocking_rules_to_generate_predictions=rules, comparisons=comparisons
    )
    linker = Linker(DuckDBAPI().register(_frame(events)), settings, log_level=logging.ERROR)
    actor, second = ("agent", ("concept", "day")) if best else ("first", ("day", "place"))
    linker.training.estimate_probability_two_random_records_match([block_on("concept", actor, "day")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("concept", actor))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on(*second))
    predictions = linker.inference.predict(threshold_match_probability=0.5)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(
        predictions, BEST if best else THIN
    ).as_pandas_dataframe()
    return dict(zip(found["unique_id"], map(str, found["cluster_id"]), strict=True))


def _frame(events: Sequence[Event]) -> pandas.DataFrame:
    about: dict[str, set[str]] = defaultdict(set)
    for event in events:
        names = about[event.sources[0].document]
        names.update(part.actor.name.split()[-1] for part in event.participants)
        if event.place:
            names.add(event.place)
    frame = pandas.DataFrame(_row(event, about) for event in events)
    frame["day"] = pandas.to_datetime(frame["day"])
    return frame


def _row(event: Event, about: dict[str, set[str]]) -> dict[str, Any]:
    names = {part.role: part.actor.name for part in event.participants}
    agent, other, time, source = names.get(Role.AGENT), names.get(Role.PATIENT), event.time, event.sources[0]
    first, *rest = [part.actor.name for part in event.participants] or [None]
    return {
        "unique_id": event.id,
        "document": source.document,
        "concept": source.concept,
        "agent": agent,
        "agent_last": agent and agent.split()[-1],
        "other": other,
        "other_last": other and other.split()[-1],
        "first": first,
        "first_last": first and first.split()[-1],
        "second": rest[-1] if rest else None,
        "day": time.earliest if time and time.earliest and time.earliest == time.latest else None,
        "month": time.edtf[:7] if time and time.earliest else None,
        "place": event.place,
        "about": sorted(about[source.document]),
    }


def _across(*columns: str) -> CustomRule:
    """Pairs that agree in some columns and are not of one article, which tells each event once."""
    same = " and ".join(f"l.{name} = r.{name}" for name in columns)
    return CustomRule(f"{same} and l.document <> r.document", sql_dialect="duckdb")


def _person(column: str) -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name=column,
        comparison_levels=[
            cll.NullLevel(column),
            cll.ExactMatchLevel(column, term_frequency_adjustments=True),
            cll.JaroWinklerLevel(column, 0.92),
            cll.ExactMatchLevel(f"{column}_last"),
            cll.ElseLevel(),
        ],
    )


def _date() -> cl.CustomComparison:
    return cl.CustomComparison(
        output_column_name="day",
        comparison_levels=[
            cll.CustomLevel("month_l is null or month_r is null").configure(is_null_level=True),
            cll.ExactMatchLevel("day"),
            cll.CustomLevel("abs(date_diff('day', day_l, day_r)) <= 3", "within three days"),
            cll.CustomLevel("month_l = month_r and (day_l is null or day_r is null)", "same month"),
            cll.ElseLevel(),
        ],
    )

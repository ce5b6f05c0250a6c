"""Quality and cost of merging and ordering on synthetic stories of growing size, and how the cost grows.

    python benchmarks/merge.py [--sizes 1000 10000 100000] [--splink]

Prints for each number of mentions B3 precision, recall and F1 against the known truth, the seconds that `merge` and
`order` take and the process's peak memory, then the exponent of a power law fitted to the times. `--splink` also runs
Splink on DuckDB (both must be installed) with comparable columns on the same mentions.
"""

from __future__ import annotations

import argparse
import gc
import logging
import math
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from synthetic import stories

import timeline
from timeline import Event


def b_cubed(system: Mapping[str, str], truth: Mapping[str, int]) -> tuple[float, float, float]:
    """B3 precision, recall and F1 of two partitions of the same items (Bagga & Baldwin 1998)."""
    sizes, gold = Counter(system.values()), Counter(truth.values())
    both = Counter((system[item], truth[item]) for item in truth)
    precision = sum(n * n / sizes[cluster] for (cluster, _), n in both.items()) / len(truth)
    recall = sum(n * n / gold[cluster] for (_, cluster), n in both.items()) / len(truth)
    return precision, recall, 2 * precision * recall / (precision + recall)


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of log seconds over log size by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(value, 1e-6)) for value in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


def splink_clusters(events: Sequence[Event]) -> dict[str, str]:
    """Clusters by Splink's expectation-maximised Fellegi-Sunter model on the same facts as columns."""
    import pandas
    import splink.comparison_library as cl
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    frame = pandas.DataFrame(
        {
            "unique_id": event.id,
            "concept": event.sources[0].concept,
            "agent": event.participants[0].actor.name if event.participants else None,
            "last": event.participants[0].actor.name.split()[-1] if event.participants else None,
            "other": event.participants[-1].actor.name if len(event.participants) > 1 else None,
            "day": event.time.edtf if event.time and event.time.earliest == event.time.latest else None,
            "month": event.time.edtf[:7] if event.time and event.time.earliest else None,
            "place": event.place,
        }
        for event in events
    )
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=[block_on("concept", "last"), block_on("concept", "place", "month")],
        comparisons=[
            cl.ExactMatch("concept"),
            cl.JaroWinklerAtThresholds("agent", [0.92]),
            cl.JaroWinklerAtThresholds("other", [0.92]),
            cl.ExactMatch("day"),
            cl.ExactMatch("month"),
            cl.ExactMatch("place"),
        ],
    )
    linker = Linker(DuckDBAPI().register(frame), settings, log_level=logging.ERROR)
    linker.training.estimate_probability_two_random_records_match([block_on("concept", "agent", "day")], recall=0.5)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("concept", "agent"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("day", "place"))
    predictions = linker.inference.predict(threshold_match_probability=0.5)
    found = linker.clustering.cluster_pairwise_predictions_at_threshold(predictions, 0.9).as_pandas_dataframe()
    return dict(zip(found["unique_id"], map(str, found["cluster_id"]), strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--splink", action="store_true")
    args = parser.parse_args()
    times: dict[str, list[float]] = defaultdict(list)
    print("mentions  happenings   B3 P   B3 R  B3 F1   merge s  order s  peak GB")
    for size in args.sizes:
        made = list(stories(size, seed=args.seed))
        truth = {event.id: number for event, number in made}
        events = [event for event, _ in made]
        gc.collect()
        start = time.perf_counter()
        merged = timeline.merge(events)
        middle = time.perf_counter()
        chronology = timeline.order(merged)
        end = time.perf_counter()
        times["merge"].append(middle - start)
        times["order"].append(end - middle)
        system = {source.id: event.id for event in chronology for source in event.sources}
        scores = "  ".join(f"{value:.3f}" for value in b_cubed(system, truth))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"{size:8} {len(set(truth.values())):11}  {scores} {middle - start:9.2f} {end - middle:8.2f} {peak:8.2f}",
            flush=True,
        )
        if args.splink:
            start = time.perf_counter()
            scores = "  ".join(f"{value:.3f}" for value in b_cubed(splink_clusters(events), truth))
            print(f"  Splink on DuckDB    {scores} {time.perf_counter() - start:9.2f}", flush=True)
        del made, events, merged, chronology, truth, system
    if len(args.sizes) > 1:
        for name, seconds in times.items():
            print(f"{name} grows with exponent {exponent(args.sizes, seconds):.2f}")


if __name__ == "__main__":
    main()

"""Quality and cost of merging and ordering on synthetic stories of growing size, and how the cost grows.

    python benchmarks/merge.py [--sizes 1000 10000 100000] [--burst | --splink]

Prints for each number of mentions B3 precision, recall and F1 against the known truth, the seconds that `merge` and
`order` take by the clock and of the processor, and the process's peak memory; then, much the same on any machine, the
exponents of power laws fitted to the processor's seconds. `--splink` also runs Splink on DuckDB (both must be
installed) with comparable columns on the same mentions, set for the best B3 and for speed (`linkage.py`), and prints
how many times as long as `merge` it takes, by the clock and of all processors together. `--burst` has all mentions
tell one happening: the case in which comparing all with all would cost most.
"""

from __future__ import annotations

import argparse
import gc
import math
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))  # the measures live with the tests they serve

from story_scores import b_cubed
from synthetic import burst, stories

import timeline


def scores(system: Mapping[str, str], truth: Mapping[str, int]) -> str:
    """B3 precision, recall and F1 as columns."""
    precision, recall = b_cubed(system, truth)
    f1 = 2 * precision * recall / (precision + recall)
    return f"{precision:.3f}  {recall:.3f}  {f1:.3f}"


def exponent(sizes: Sequence[int], seconds: Sequence[float]) -> float:
    """The slope of log seconds over log size by least squares."""
    xs, ys = [math.log(size) for size in sizes], [math.log(max(value, 1e-6)) for value in seconds]
    x, y = sum(xs) / len(xs), sum(ys) / len(ys)
    return sum((a - x) * (b - y) for a, b in zip(xs, ys, strict=True)) / sum((a - x) ** 2 for a in xs)


class Watch:
    """The clock's and the processors' seconds since it was made."""

    def __init__(self) -> None:
        self.start = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        return time.perf_counter() - self.start[0], time.process_time() - self.start[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000, 100_000])
    parser.add_argument("--seed", type=int, default=0)
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--burst", action="store_true")
    kind.add_argument("--splink", action="store_true")
    args = parser.parse_args()
    times: dict[str, list[float]] = defaultdict(list)
    print("mentions  happenings   B3 P   B3 R  B3 F1   merge s    cpu s  order s    cpu s  peak GB")
    for size in args.sizes:
        made = list((burst if args.burst else stories)(size, seed=args.seed))
        truth = {event.id: number for event, number in made}
        events = [event for event, _ in made]
        gc.collect()
        watch = Watch()
        merged = timeline.merge(events)
        merging = watch.read()
        watch = Watch()
        chronology = timeline.order(merged)
        ordering = watch.read()
        times["merge"].append(merging[1])
        times["order"].append(ordering[1])
        system = {source.id: event.id for event in chronology for source in event.sources}
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(
            f"{size:8} {len(set(truth.values())):11}  {scores(system, truth)} {merging[0]:9.2f} {merging[1]:8.2f}"
            f" {ordering[0]:8.2f} {ordering[1]:8.2f} {peak:8.2f}",
            flush=True,
        )
        del made, merged, chronology, system
        for best in (True, False) if args.splink else ():
            from linkage import clusters

            watch = Watch()
            found = clusters(events, best=best)
            wall, cpu = watch.read()
            print(
                f"  Splink, {'best' if best else 'thin'}        {scores(found, truth)} {wall:9.2f} {cpu:8.2f}"
                f"  {wall / merging[0]:.2f} times merge's seconds, {cpu / merging[1]:.2f} times its processor's",
                flush=True,
            )
        del events, truth
    if len(args.sizes) > 1:
        for name, seconds in times.items():
            print(f"{name} grows with exponent {exponent(args.sizes, seconds):.2f}")


if __name__ == "__main__":
    main()

"""What `timeline.parse` costs beside the bare spaCy pipeline, in one run, and how it grows with the text.

    python benchmarks/parse.py seeds/*.txt [--repeat 7]

Prints the median milliseconds an article for each, their ratio, the share of each stage, characters a second for texts
of growing length, and the time that `import timeline` and loading take in a fresh process. One core: set
OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import timeline
from timeline.extraction import actors, events, quotations, resolve, stances, timexes
from timeline.extraction.documents import annotate
from timeline.extraction.preprocess import zones


def seconds(call: Callable[[], object]) -> float:
    """Wall-clock seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def medians(calls: dict[str, Callable[[], object]], repeat: int) -> dict[str, float]:
    """Median seconds of each call, taken in turn so that a drifting machine hits all alike."""
    taken: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(repeat):
        for name, call in calls.items():
            taken[name].append(seconds(call))
    return {name: statistics.median(values) for name, values in taken.items()}


def stage_calls(pipeline: timeline.Pipeline, texts: list[str]) -> dict[str, Callable[[], object]]:
    """Each stage on the ready results of the stages before it."""
    pack = pipeline.pack
    ready = []
    for text in texts:
        parts = zones(text, pack.zones)
        doc = annotate(text, pipeline.nlp, parts)
        dct = pipeline.parse(text).published
        quoted = quotations.find(text, parts)
        candidates = timexes.find(text, pack)
        found = resolve.resolve(candidates, pack, text=text, published=dct, doc=doc, quotations=quoted)
        cast = actors.find(doc, pack)
        told = events.find(doc, pack, timexes=found, cast=cast, published=dct, quotations=quoted)
        ready.append((text, parts, doc, dct, quoted, candidates, found, cast, told))

    def each(stage: Callable[..., object]) -> Callable[[], object]:
        return lambda: [stage(*item) for item in ready]

    return {
        "zones": each(lambda text, *_: zones(text, pack.zones)),
        "quotations": each(lambda text, parts, *_: quotations.find(text, parts)),
        "timexes": each(lambda text, *_: timexes.find(text, pack)),
        "resolve": each(
            lambda text, _p, doc, dct, quoted, candidates, *_: resolve.resolve(
                candidates, pack, text=text, published=dct, doc=doc, quotations=quoted
            )
        ),
        "actors": each(lambda _t, _p, doc, *_: actors.find(doc, pack)),
        "events": each(
            lambda _t, _p, doc, dct, quoted, _c, found, cast, _e: events.find(
                doc, pack, timexes=found, cast=cast, published=dct, quotations=quoted
            )
        ),
        "stances": each(
            lambda _t, _p, doc, dct, quoted, _c, found, cast, told: stances.find(
                doc, pack, cast=cast, events=told, quotations=quoted, published=dct, timexes=found
            )
        ),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--language", default="da")
    parser.add_argument("--repeat", type=int, default=7)
    args = parser.parse_args()

    texts = [path.read_text(encoding="utf-8") for path in args.files]
    words = sum(len(text.split()) for text in texts)
    pipeline = timeline.load(args.language)
    for text in texts:
        pipeline.parse(text)  # warm caches: packs, vocabulary, compiled patterns

    whole = medians(
        {
            "bare spaCy pipeline": lambda: [pipeline.nlp(text) for text in texts],
            "timeline.parse": lambda: [pipeline.parse(text) for text in texts],
        },
        args.repeat,
    )
    bare, full = whole.values()
    print(f"{len(texts)} articles, {words} words, one process, median of {args.repeat}")
    for name, value in whole.items():
        print(f"{name:22} {1000 * value / len(texts):8.1f} ms an article {words / value:8.0f} words/s")
    print(f"{'ratio':22} {full / bare:8.2f}")

    print("\nstages, ms an article and share of the bare spaCy pipeline")
    for name, value in medians(stage_calls(pipeline, texts), args.repeat).items():
        print(f"{name:22} {1000 * value / len(texts):8.2f} {value / bare:8.1%}")

    print("\ngrowth: copies of the first article in one text")
    for copies in (1, 4, 16, 64):
        text = "\n\n".join([texts[0]] * copies)
        taken = seconds(lambda text=text: pipeline.parse(text, published="2020-02"))  # type: ignore[misc]
        print(f"{len(text):9} characters {taken:8.2f} s {len(text) / taken:9.0f} characters/s")

    print("\nfresh process")
    for name, code in (("import timeline", "import timeline"), ("first parse", "import timeline; timeline.parse('')")):
        taken = [seconds(lambda code=code: subprocess.run([sys.executable, "-c", code], check=True)) for _ in range(3)]  # type: ignore[misc]
        print(f"{name:22} {statistics.median(taken):8.2f} s (interpreter start included)")


if __name__ == "__main__":
    main()

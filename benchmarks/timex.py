"""How well and how fast time expressions are read: accuracy on gold files, speed beside `dateparser`, linearity.

    python benchmarks/timex.py DOCS.jsonl GOLD.jsonl [DOCS.jsonl GOLD.jsonl ...] [--language da] [--parse] [--size 5]
    python benchmarks/timex.py benchmarks/english_docs.jsonl benchmarks/english_timex.jsonl --language en

DOCS: `{"id", "text"}` a line, perhaps with `"date"`; GOLD: `{"id", "dct", "timexes": [{"start", "end", "type",
"value", "edtf", "core"}]}` a line. Offsets are code points. Scores are those of TempEval-3: an expression counts
once, for the one that overlaps it most; `strict` asks for its exact span, `value` and `edtf` for what it means;
optional gold (`"core": false`) neither counts nor costs, and a file without `"edtf"` is not scored for it. The
English news of this folder is our own. It was marked before it was first read, but a few marks have been corrected
and the rules mended on it since, so its score says nothing of unseen text. Without `--parse` the time stage is run
alone, as it is timed; with it the language's pipeline supplies tense. Speed is told as a ratio of two runs in one
process, which other machines keep.
"""

import argparse
import gc
import json
import time
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import spacy
from babel.dates import format_date
from spacy.language import Language
from spacy.tokens import Doc

from timeline.dates import edtf
from timeline.errors import DateError
from timeline.extraction.resolve import resolve
from timeline.extraction.timexes import find
from timeline.languages import loader
from timeline.languages.pack import Pack
from timeline.schema import TimeValue, Timex

Record = dict[str, Any]
KINDS = ("strict", "relaxed", "type", "value", "edtf")


def records(path: Path) -> list[Record]:
    """The JSON values of a file, one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def stage(text: str, pack: Pack, published: TimeValue | None) -> tuple[Timex, ...]:
    """The time stage alone, without a parse."""
    return resolve(find(text, pack), pack, text=text, published=published)


def overlap(one: Record, other: Record) -> int:
    """How many code points two spans share."""
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


def same_days(one: str | None, other: str | None) -> bool:
    """Whether two EDTF strings, or none, mean the same days."""
    try:
        return (edtf.bounds(one) if one else None) == (edtf.bounds(other) if other else None)
    except DateError:
        return one == other


def score(gold: Sequence[Record], found: Sequence[Record]) -> tuple[dict[str, int], int, int]:
    """Hits by kind, how many were found, and how many the gold has."""
    core = [one for one in gold if one.get("core", True)]
    optional = [one for one in gold if not one.get("core", True)]
    free = [one for one in found if not any(overlap(one, other) > 0 for other in optional)]
    total, hits = len(free), dict.fromkeys(KINDS, 0)
    for right in core:
        best = max((one for one in free if overlap(one, right) > 0), key=lambda one: overlap(one, right), default=None)
        if best is None:
            continue
        free.remove(best)
        hits["relaxed"] += 1
        hits["strict"] += (best["start"], best["end"]) == (right["start"], right["end"])
        hits["type"] += best["type"] == right["type"]
        hits["value"] += best["value"] == right["value"]
        hits["edtf"] += same_days(best["edtf"], right.get("edtf"))
    return hits, total, len(core)


def f1(hits: int, found: int, gold: int) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (found + gold) if found + gold else 0.0


def accuracy(docs: Path, gold: Path, read: Callable[[str, str], Iterable[Timex]]) -> None:
    """Prints the scores of one gold file; `read` takes a text and its publication date."""
    texts = {record["id"]: record["text"] for record in records(docs)}
    hits, found, total = dict.fromkeys(KINDS, 0), 0, 0
    for record in records(gold):
        system = [
            {
                "start": one.start,
                "end": one.end,
                "type": str(one.type),
                "value": one.value,
                "edtf": one.time.edtf if one.time else None,
            }
            for one in read(texts[record["id"]], record["dct"])
        ]
        counts, n_found, n_gold = score(record["timexes"], system)
        hits = {kind: hits[kind] + counts[kind] for kind in KINDS}
        found, total = found + n_found, total + n_gold
    placed = any("edtf" in one for record in records(gold) for one in record["timexes"])
    print(f"{gold.name}: {total} expressions, {found} found")
    print("  " + "  ".join(f"{kind} F1 {f1(hits[kind], found, total):.3f}" for kind in KINDS[: 5 if placed else 4]))


def seconds(work: Callable[[], object], repeats: int = 5) -> float:
    """The shortest time that a piece of work takes, after it has been done once."""
    work()
    times = []
    for _ in range(repeats):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def speed(texts: Sequence[str], pack: Pack) -> None:
    """Prints what 400 words cost, and the ratio to `dateparser.search_dates` on the same texts in the same run."""
    from dateparser.search import search_dates

    published = edtf.read("1992-07-05")
    per_400 = 400 / sum(len(text.split()) for text in texts)
    ours = seconds(lambda: [stage(text, pack, published) for text in texts])
    sample = texts[: max(1, len(texts) // 4)]
    ours_sample = seconds(lambda: [stage(text, pack, published) for text in sample])
    theirs = seconds(lambda: [search_dates(text, languages=[pack.calendar.locale]) for text in sample], repeats=1)
    print(f"400 words: {ours * per_400 * 1000:.2f} ms")
    print(f"dateparser.search_dates on {len(sample)} of the texts: {theirs / ours_sample:.0f} times as long")


def linearity(texts: Sequence[str], pack: Pack, megabytes: float) -> None:
    """Prints the cost of a character in prose and in dense texts, by size: the stage, and within a spaCy pipeline."""
    published = edtf.read("1992-07-05")
    first = date(1992, 7, 6)
    names = [format_date(first + timedelta(days=n), "EEEE", locale=pack.calendar.locale) for n in range(7)]
    kinds = {
        "prose": "\n\n".join(texts) + "\n\n",
        "numbers and weekdays": " ".join(f"{name} {number}" for number, name in enumerate(names * 40)) + " ",
        "weekdays": " ".join(names) + " ",
        "weekdays in a list": ", ".join(names) + ", ",
        "dates": " ".join(
            format_date(first + timedelta(days=97 * n), "long", locale=pack.calendar.locale) for n in range(90)
        )
        + " ",
        "digits": "1992 5 31 2024 " * 50,
        "numbers": " ".join(str(n * n * n % 999_983) for n in range(500)) + " ",
        "one line of digits": "12345678901234567890",
    }
    nlp = spacy.blank(pack.calendar.locale.partition("_")[0])
    nlp.add_pipe("timeline_timexes", config={"language": pack.code})
    nlp.max_length = int(megabytes * 1_000_000)
    sizes = (megabytes / 25, megabytes / 5, megabytes)
    heads = "".join(f"{size:>10.2f} MB" for size in sizes)
    print(f"{'microseconds a character':28}{heads}  {sizes[1]:.2f} MB as a spaCy component, with the tokenizer")

    def cost(work: Callable[[str], object], text: str) -> float:
        start = time.perf_counter()
        work(text)
        return (time.perf_counter() - start) / len(text) * 1_000_000

    for name, unit in kinds.items():
        texts_ = [(unit * (int(size * 1_000_000) // len(unit) + 1))[: int(size * 1_000_000)] for size in sizes]
        cells = [cost(lambda text: stage(text, pack, published), text) for text in texts_]
        cells.append(cost(lambda text: _component(nlp, text, "1992-07-05"), texts_[1]))
        print(f"{name:28}" + "".join(f"{cell:>13.2f}" for cell in cells))


def _component(nlp: Language, text: str, published: str) -> Doc:
    doc = nlp.make_doc(text)
    doc._.published = published
    return nlp(doc)


def main() -> None:
    """Runs what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="DOCS GOLD", help="pairs of JSON Lines files")
    parser.add_argument("--language", default="da")
    parser.add_argument("--parse", action="store_true", help="score with the language's pipeline, which knows tense")
    parser.add_argument("--size", type=float, default=5.0, help="megabytes of the longest text in the linearity table")
    args = parser.parse_args()
    if not args.files or len(args.files) % 2:
        parser.error(f"{len(args.files)} files given; give DOCS and GOLD in pairs")
    pack = loader.load(args.language)
    if args.parse:
        import timeline

        pipeline = timeline.load(args.language)

        def read(text: str, published: str) -> Iterable[Timex]:
            return pipeline.parse(text, published=published).timexes
    else:

        def read(text: str, published: str) -> Iterable[Timex]:
            return stage(text, pack, edtf.read(published))

    pairs = list(zip(args.files[::2], args.files[1::2], strict=True))
    for docs, gold in pairs:
        accuracy(docs, gold, read)
    texts = [record["text"] for docs, _ in pairs for record in records(docs)]
    speed(texts, pack)
    linearity(texts, pack, args.size)


if __name__ == "__main__":
    main()

"""Accuracy of events, actors in roles and stances against hand-made gold, with the errors counted by kind.

    python benchmarks/gold.py seeds OUT
    python benchmarks/events.py OUT/seeds_docs.jsonl OUT/seeds_events.jsonl [--language da] [--errors]

DOCS has a JSON object a line with `id` and `text`; GOLD one with `id`, `dct`, `events` and `stances` (seeds/README.md).
An event is found when its trigger overlaps the gold trigger or an accepted one. Gold that is not `core` is optional:
finding it is right, missing it is no error. A value is right when it is the gold's or among its `accept`ed ones;
dates are compared by their bounds. `--errors` prints every error instead of its count alone.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import timeline
from timeline import Article, Event, Stance
from timeline.dates import edtf

Gold = dict[str, Any]


@dataclass
class Tally:
    """Counts by name, errors by kind with their texts, and (confidence, right or not) of every event found."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str]] = field(default_factory=list)
    confidences: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, name: str, *, right: bool, error: str = "") -> None:
        """Count one decision, and its error when it is wrong."""
        self.counts[f"{name} of"] += 1
        self.counts[name] += right
        if not right:
            self.errors.append((name, error))


def read(path: Path) -> list[Gold]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def overlaps(gold: Gold, found: Any) -> bool:
    """Whether a gold span and a found one share a code point."""
    return bool(gold["start"] < found.end and found.start < gold["end"])


def accepted(gold: Gold, name: str) -> list[Any]:
    """The gold value of a field and the others that are equally right."""
    return [gold[name], *gold.get("accept", {}).get(name, ())]


def same_actor(one: str, other: str) -> bool:
    """Whether one name's words are among the other's: "Lund" is "Karen Lund"."""
    words, others = ({word.strip(".,'s") for word in name.casefold().split() if len(word) > 2} for name in (one, other))
    return one.casefold() == other.casefold() or bool(words and others and (words <= others or others <= words))


def score_events(article: Article, golds: list[Gold], tally: Tally) -> None:
    """Match found events with gold ones and count every field of the pairs."""
    free = list(article.events)
    for gold in golds:
        triggers = accepted(gold, "trigger")[:1] + gold.get("accept", {}).get("triggers", [])
        found = next((e for span in triggers for e in free if overlaps(span, e.trigger)), None)
        name = f"{article.id}: {gold['trigger']['text']!r}"
        if gold["core"]:
            tally.add("core events recall", right=found is not None, error=f"{name} missed")
        if found is not None:
            free.remove(found)
            score_fields(found, gold, name, tally)
    for event in article.events:
        spurious = event in free
        tally.add("events precision", right=not spurious, error=f"{article.id}: {event.trigger.text!r} {event.label!r}")
        tally.confidences.append((event.confidence, not spurious))


def score_fields(event: Event, gold: Gold, name: str, tally: Tally) -> None:
    """Count date, modality, type and actors of one matched event."""
    dates = [edtf.bounds(text) for text in accepted(gold, "edtf") if text]
    date = event.time.edtf if event.time else None
    tally.add("date", right=(edtf.bounds(date) if date else None) in dates, error=f"{name} {date}, gold {gold['edtf']}")
    for field_name, value in (("modality", event.modality), ("type", event.type)):
        tally.add(
            field_name,
            right=str(value) in accepted(gold, field_name),
            error=f"{name} {value}, gold {gold[field_name]}",
        )
    parts = list(event.participants)
    tally.counts["actors found"] += len(parts)
    for actor in gold["actors"]:
        part = next((p for p in parts if same_actor(p.actor.name, actor["text"])), None)
        tally.add("actors recall", right=part is not None, error=f"{name} without {actor['text']!r} {actor['role']}")
        if part is not None:
            parts.remove(part)
            tally.add("role", right=str(part.role) == actor["role"], error=f"{name} {actor['text']!r} {part.role}")
    for part in parts:
        tally.errors.append(("actor too many", f"{name} {part.actor.name!r} {part.role}"))


def score_stances(article: Article, golds: list[Gold], tally: Tally) -> None:
    """Match found stances with gold ones by evidence and holder, and count polarity and act."""
    free: list[Stance] = list(article.stances)
    for gold in golds:
        holders = accepted(gold, "holder")
        hits = [
            s
            for s in free
            if overlaps(gold["evidence"], s.evidence) and any(same_actor(s.holder.name, holder) for holder in holders)
        ]
        name = f"{article.id}: {gold['holder']} {gold['evidence']['text'][:60]!r}"
        if gold.get("core", True):
            tally.add("core stances recall", right=bool(hits), error=f"{name} missed")
        if hits:
            free.remove(hits[0])
            for field_name, value in (("polarity", hits[0].polarity), ("act", hits[0].act)):
                tally.add(
                    field_name,
                    right=str(value) in accepted(gold, field_name),
                    error=f"{name} {value}, gold {gold[field_name]}",
                )
    for stance in article.stances:
        tally.add(
            "stances precision",
            right=all(stance is not other for other in free),
            error=f"{article.id}: {stance.holder.name} {stance.polarity} {stance.act} {stance.evidence.text[:60]!r}",
        )


def lines(tally: Tally) -> Iterator[str]:
    """The report: a share a measure, actor F1, errors by kind, and precision by confidence."""
    counts = tally.counts
    for name in sorted(key.removesuffix(" of") for key in counts if key.endswith(" of")):
        total = counts[f"{name} of"]
        yield f"{name:22} {counts[name] / total:.3f}  ({counts[name]} of {total})"
    hits, found, gold = counts["actors recall"], counts["actors found"], counts["actors recall of"]
    if found and gold:
        yield f"{'actors F1':22} {2 * hits / (found + gold):.3f}"
        yield f"{'actors with role F1':22} {2 * counts['role'] / (found + gold):.3f}"
    yield "\nerrors by kind"
    for name, number in Counter(kind for kind, _ in tally.errors).most_common():
        yield f"{number:5} {name}"
    yield "\nconfidence: events found, share that is in the gold"
    for low in range(0, 100, 10):
        inside = [right for value, right in tally.confidences if low <= min(int(value * 100), 99) < low + 10]
        if inside:
            yield f"{low / 100:.1f}-{(low + 10) / 100:.1f} {len(inside):5} {sum(inside) / len(inside):.2f}"


def evaluate(docs: Iterable[Gold], golds: Iterable[Gold], language: str) -> Tally:
    """Parse each gold article and tally what is right and wrong in it."""
    tally = Tally()
    texts = {doc["id"]: doc["text"] for doc in docs}
    pipeline = timeline.load(language)
    for gold in golds:
        article = pipeline.parse(texts[gold["id"]], published=gold["dct"], source=gold["id"])
        score_events(article, gold["events"], tally)
        score_stances(article, gold["stances"], tally)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("docs", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--language", default="da")
    parser.add_argument("--errors", action="store_true")
    args = parser.parse_args()
    tally = evaluate(read(args.docs), read(args.gold), args.language)
    print("\n".join(lines(tally)))
    if args.errors:
        for kind, text in sorted(tally.errors):
            print(f"{kind:22} {text}")


if __name__ == "__main__":
    main()

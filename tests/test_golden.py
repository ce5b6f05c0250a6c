"""Whole articles: what of each seed's golden annotation the library gets right, pinned so that it never gets worse.

`golden_pins.toml` lists it by the names in the golden files. When the library gets better, run

    python tests/test_golden.py

to add what is newly right; taking a line out is a decision to be explained.
"""

import tomllib
from pathlib import Path

import golden
import pytest

import seeds
import timeline
from timeline import Pipeline

PINS = Path(__file__).parent / "golden_pins.toml"
MEASURES = {"timexes": golden.right_timexes, "events": golden.right_events, "stances": golden.right_stances}


def right(pipeline: Pipeline, name: str) -> dict[str, list[str]]:
    """What the library gets right in one seed article, by measure."""
    text = (seeds.SEEDS / f"{name}.txt").read_text(encoding="utf-8")
    article = pipeline.parse(text, source=name)
    return {measure: function(name, article) for measure, function in MEASURES.items()}


@pytest.mark.parametrize("name", seeds.names())
def test_what_was_right_stays_right(danish: Pipeline, name: str) -> None:
    """Every pinned time expression, event and stance of the article is still found as the golden file has it."""
    pinned = tomllib.loads(PINS.read_text(encoding="utf-8"))[name]
    found = right(danish, name)
    lost = {measure: [one for one in pinned[measure] if one not in found[measure]] for measure in MEASURES}
    assert {measure: [] for measure in MEASURES} == lost


def test_every_seed_is_pinned() -> None:
    """No article escapes, and each has something of every measure."""
    pinned = tomllib.loads(PINS.read_text(encoding="utf-8"))
    assert set(seeds.names()) == set(pinned)
    assert all(pinned[name][measure] for name in pinned for measure in MEASURES)


def write() -> None:
    """Write the pins anew from what is right now."""
    pipeline = timeline.load("da")
    lines = ["# What the library gets right in each seed article; see test_golden.py."]
    for name in seeds.names():
        lines.append(f"\n[{name}]")
        for measure, found in right(pipeline, name).items():
            entries = "".join(f"  {one!r},\n" if '"' in one else f'  "{one}",\n' for one in found)
            lines.append(f"{measure} = [\n{entries}]")
    PINS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()

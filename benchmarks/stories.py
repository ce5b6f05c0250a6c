"""How well stories told by several articles are merged and ordered.

    python benchmarks/stories.py

Reads the golden stories of `seeds/` (`story-*`) and prints for each: mentions found, B3 on those, pairs that must stay
apart, dates, pairs of decided order and how many of them the wrong way round, planted conflicts and others told, and
links between plans and what became of them.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))  # the measures live with the tests they serve

import story_scores

import seeds
import timeline


def main() -> None:
    pipeline = timeline.load("da")
    for name in seeds.story_names():
        documents, gold = seeds.story(name)
        score = story_scores.score(gold, story_scores.chronology(documents, pipeline))
        print(f"{name}, {len(documents)} articles")
        print(f"  B3 F1 {score.f1:.3f}  precision {score.precision:.3f}  recall {score.recall:.3f}")
        for measure, (hits, total) in score.shares.items():
            print(f"  {measure:17} {hits} of {total}")
        print(f"  wrong way round {len(score.reversed)}, false conflicts {len(score.false_conflicts)}")


if __name__ == "__main__":
    main()

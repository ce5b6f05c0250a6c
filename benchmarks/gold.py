"""Write the golden annotations of `seeds/` as the JSON lines that scoring scripts read.

    python benchmarks/gold.py seeds OUTDIR

writes seeds_docs.jsonl, seeds_events.jsonl and seeds_timex.jsonl (single articles), and stories_docs.jsonl and
stories_gold.jsonl (stories told by several articles). A golden file that does not fit its article stops the run.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))  # the loader lives with the tests it serves

import seeds as gold


def write_seeds(folder: Path) -> list[Path]:
    """Write every golden record below `folder` and return the files, in the order written."""
    folder.mkdir(parents=True, exist_ok=True)
    articles = [gold.article(name) for name in gold.names()]
    stories = [gold.story(name) for name in gold.story_names()]
    records = {
        "seeds_docs": [document for document, _, _ in articles],
        "seeds_events": [events for _, events, _ in articles],
        "seeds_timex": [timexes for _, _, timexes in articles],
        "stories_docs": [document for documents, _ in stories for document in documents],
        "stories_gold": [record for _, record in stories],
    }
    paths = []
    for name, lines in records.items():
        paths.append(folder / f"{name}.jsonl")
        gold.write_jsonl(paths[-1], lines)
    return paths


def main() -> None:
    """Read the command line and write the files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["seeds"], help="which gold to write")
    parser.add_argument("folder", type=Path, help="where the files go")
    arguments = parser.parse_args()
    for path in write_seeds(arguments.folder):
        print(path)


if __name__ == "__main__":
    main()

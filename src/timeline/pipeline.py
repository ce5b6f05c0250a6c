"""Text in, articles out: the one module that knows every stage."""

from __future__ import annotations

import itertools
import warnings
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypedDict

from timeline.errors import InputError, ModelError, TimelineWarning
from timeline.extraction import absolute, actors, assemble, events, quotations, repairs, resolve, stances, timexes
from timeline.extraction.documentdate import head_date, published_date
from timeline.extraction.preprocess import zones
from timeline.languages import loader
from timeline.schema import Article, ErrorRecord, TimeValue

if TYPE_CHECKING:
    from spacy.language import Language

    from timeline.languages.pack import Pack

Published = date | str | TimeValue | None
Direction = Literal["past", "future", "nearest"]

#: What each annotation of a spaCy pipeline is for, by the name that `Doc.has_annotation` uses.
_NEEDS = {
    "DEP": "a parser (events, roles and stances)",
    "LEMMA": "a lemmatizer (event types and stances)",
    "MORPH": "a morphologizer (tense, and with it the direction of dates)",
    "ENT_IOB": "a named entity recognizer (persons and organisations)",
}


class Record(TypedDict, total=False):
    """One article of a batch: `text`, and what `Pipeline.parse` takes beside it."""

    text: str
    published: Published
    source: str | None
    title: str | None
    url: str | None


class Pipeline:
    """One language's pack with a spaCy pipeline: reads articles. Make one with `timeline.load`."""

    def __init__(self, pack: Pack, nlp: Language) -> None:
        self.pack = pack
        self.nlp = nlp
        missing = _missing(nlp)
        if pack.generic:
            warnings.warn(
                f"no language pack for {pack.code!r}: only absolute dates with a year are read, by dateparser; "
                f"there are packs for {', '.join(loader.available())}",
                TimelineWarning,
                stacklevel=3,
            )
        elif missing:
            warnings.warn(
                f"the spaCy pipeline {nlp.meta.get('name', '?')!r} lacks " + ", ".join(missing) + "; "
                "time expressions are found all the same; use a pipeline that has them for the rest",
                TimelineWarning,
                stacklevel=3,
            )

    def parse(
        self,
        text: str,
        *,
        published: Published = None,
        source: str | None = None,
        title: str | None = None,
        url: str | None = None,
    ) -> Article:
        """The article that a text is: its time expressions, actors, events and stances.

        `published` is the document creation time: a date, EDTF ("2020-02") or a written date; without it the text's
        own head is asked, and where that states none, relative expressions stay unresolved. `source` names the
        article in everything that comes from it. Spans are in code points of `text`.

        Raises `InputError` when `text` is no string, `DateError` when `published` is no date.
        """
        text = _checked(text)
        dct = published_date(published, self.pack.code) or head_date(text, self.pack)
        return self._article(text, dct, source=source, title=title, url=url)

    def pipe(
        self,
        records: Iterable[str | Record | Mapping[str, Any]],
        *,
        n_process: int = 1,
        batch_size: int = 16,
        progress: bool = False,
    ) -> Iterator[Article | ErrorRecord]:
        """Articles of a stream, in its order, lazily and in constant memory.

        A record is a text, or a mapping with `text` and any of `published`, `source`, `title`, `url`. A record that
        cannot be read yields an `ErrorRecord` in its place. The results do not depend on `n_process` or `batch_size`.
        `progress` shows a bar (needs `tqdm`).
        """
        if n_process < 1 or batch_size < 1:
            raise InputError(f"n_process={n_process}, batch_size={batch_size}: both must be 1 or more")
        results = (
            itertools.chain.from_iterable(self._read(batch) for batch in _batches(records, batch_size))
            if n_process == 1
            else self._read_in_parallel(_batches(records, batch_size), n_process)
        )
        return _with_progress(results) if progress else results

    def _article(self, text: str, dct: TimeValue | None, **about: str | None) -> Article:
        from timeline.extraction import documents  # spaCy is imported with the first text

        parts = zones(text, self.pack.zones)
        doc = repairs.mend(documents.annotate(text, self.nlp, parts), self.pack)
        for oddity in documents.oddities(doc, self.nlp, self.pack.code):
            name = about["source"] or about["title"]
            warnings.warn(f"{name or 'the text'}: {oddity}", TimelineWarning, stacklevel=4)
        quoted = quotations.find(text, parts)
        found = (
            absolute.find(text, self.pack.code)
            if self.pack.generic
            else resolve.resolve(
                timexes.find(text, self.pack), self.pack, text=text, published=dct, doc=doc, quotations=quoted
            )
        )
        doc = repairs.release(doc, found)
        cast = actors.find(doc, self.pack)
        happenings = events.find(doc, self.pack, timexes=found, cast=cast, published=dct, quotations=quoted)
        attitudes = stances.find(
            doc, self.pack, cast=cast, events=happenings, quotations=quoted, published=dct, timexes=found
        )
        return assemble.article(
            doc,
            self.pack,
            text=text,
            published=dct,
            timexes=found,
            cast=cast,
            events=happenings,
            stances=attitudes,
            **about,
        )

    def _read(self, batch: list[tuple[int, str | Record | Mapping[str, Any]]]) -> list[Article | ErrorRecord]:
        return [self._read_one(index, record) for index, record in batch]

    def _read_one(self, index: int, record: str | Record | Mapping[str, Any]) -> Article | ErrorRecord:
        fields: dict[str, Any] = {}
        try:
            fields = _fields(record)
            return self.parse(**fields)
        except Exception as error:  # one bad record must not end a batch of millions
            source = fields.get("source")
            return ErrorRecord(
                index=index,
                source=source if isinstance(source, str) else None,
                error=type(error).__name__,
                message=str(error),
            )

    def _read_in_parallel(
        self, batches: Iterator[list[tuple[int, Any]]], n_process: int
    ) -> Iterator[Article | ErrorRecord]:
        with ProcessPoolExecutor(n_process, initializer=_adopt, initargs=(self,)) as pool:
            jobs = (pool.submit(_read_in_worker, batch) for batch in batches)
            # A window of two batches a process keeps all busy without reading the whole stream ahead.
            waiting = deque(itertools.islice(jobs, 2 * n_process))
            while waiting:
                yield from waiting.popleft().result()
                waiting.extend(itertools.islice(jobs, 1))


def load(language: str = "da", *, model: str | Path | Language | None = None) -> Pipeline:
    """The pipeline of a language; the same object for the same arguments, since loading takes a second.

    `model` is the name of an installed spaCy pipeline, the path of one, or an `nlp` object; by default the pipeline
    that the language pack ships. A pipeline without parser or names gives a `TimelineWarning` and still finds time
    expressions.

    A language without a pack that dateparser knows gives a `TimelineWarning` and absolute dates only.

    Raises `LanguageError` when neither knows the language, `ModelError` when the pipeline cannot be loaded.
    """
    if model is None or isinstance(model, (str, Path)):
        return _load(language, str(model) if model is not None else None)
    return Pipeline(loader.load(language), model)


def parse(
    text: str,
    *,
    published: Published = None,
    language: str = "da",
    source: str | None = None,
    title: str | None = None,
    url: str | None = None,
    model: str | Path | Language | None = None,
) -> Article:
    """The article that a text is; `Pipeline.parse` of `load(language, model=model)`.

    >>> article = parse("Regeringen fremlagde lovforslaget i går.", published="2024-05-16", source="avis-1")
    >>> [(timex.text, timex.value) for timex in article.timexes]
    [('i går', '2024-05-15')]
    """
    pipeline = load(language, model=model)
    return pipeline.parse(text, published=published, source=source, title=title, url=url)


def parse_time(
    text: str, *, published: Published = None, language: str = "da", direction: Direction | None = None
) -> TimeValue | None:
    """The calendar value of one time expression standing alone, None when it is none or cannot be placed.

    `direction` says which way a bare weekday or month points, since no verb does: "past", "future", "nearest", or
    None for what the words themselves say. Two dates that make a range are one interval. Raises `DateError` when
    `published` is no date.

    >>> str(parse_time("kort efter nytår", published="2020-02", language="da"))
    '2020-01-01/2020-01-15~'
    """
    if direction not in (None, "past", "future", "nearest"):
        raise InputError(f"direction={direction!r} is none of 'past', 'future', 'nearest', None")
    pack = loader.load(language)
    dct = published_date(published, pack.code)
    if pack.generic:
        return next((timex.time for timex in absolute.find(_checked(text), pack.code)), None)
    return resolve.parse_time(_checked(text), pack, published=dct, direction=direction)


@lru_cache
def _load(language: str, model: str | None) -> Pipeline:
    import spacy

    pack = loader.load(language)
    if model is not None:
        name: str | Path = model
    elif pack.model is not None:
        name = Path(str(loader.folder(language) / pack.model))
    else:
        return Pipeline(pack, _blank(pack.code.partition("-")[0]))
    try:
        return Pipeline(pack, spacy.load(name))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"no spaCy pipeline {str(name)!r}; give the name of an installed one, a path, or leave model= out"
        ) from error


def _blank(code: str) -> Language:
    """A tokenizer without components; the one for all languages where spaCy has none of its own."""
    import spacy

    try:
        return spacy.blank(code)
    except ImportError:
        return spacy.blank("xx")


def _missing(nlp: Language) -> list[str]:
    """What the pipeline will not annotate, by what each component says it assigns."""
    assigned = {attribute for name in nlp.pipe_names for attribute in nlp.get_pipe_meta(name).assigns}
    has = {
        "DEP": "token.dep" in assigned,
        "LEMMA": "token.lemma" in assigned,
        "MORPH": "token.morph" in assigned,
        "ENT_IOB": "doc.ents" in assigned,
    }
    return [text for name, text in _NEEDS.items() if not has[name]]


def _checked(text: str) -> str:
    if not isinstance(text, str):
        fix = "decode it first" if isinstance(text, (bytes, bytearray)) else "give the article's text"
        raise InputError(f"text is of type {type(text).__name__}, not str; {fix}")
    try:
        text.encode()
    except UnicodeEncodeError as error:
        # UTF-8, and with it JSON and spaCy, cannot hold a lone surrogate; one code point replaces another.
        warnings.warn(
            f"lone surrogate {text[error.start]!a} at code point {error.start} read as U+FFFD; "
            "decode the input with the right encoding",
            TimelineWarning,
            stacklevel=4,
        )
        return "".join("\ufffd" if "\ud800" <= character <= "\udfff" else character for character in text)
    return text


def _fields(record: object) -> dict[str, Any]:
    if isinstance(record, str):
        return {"text": record}
    if not isinstance(record, Mapping):
        raise InputError(f"a record is a text or a mapping with 'text', not a {type(record).__name__}")
    unknown = sorted(str(key) for key in record if key not in Record.__annotations__)
    if unknown or "text" not in record:
        problem = f"unknown fields {', '.join(unknown)}" if unknown else "no 'text'"
        raise InputError(f"record has {problem}; it may have {', '.join(Record.__annotations__)}")
    return dict(record)


def _batches(records: Iterable[Any], size: int) -> Iterator[list[tuple[int, Any]]]:
    numbered = enumerate(records)
    while batch := list(itertools.islice(numbered, size)):
        yield batch


def _with_progress(results: Iterator[Article | ErrorRecord]) -> Iterator[Article | ErrorRecord]:
    try:
        from tqdm.auto import tqdm
    except ImportError as error:
        raise InputError("progress=True needs tqdm; pip install 'timeline-extract[progress]'") from error
    return iter(tqdm(results, unit=" articles"))


_worker: Pipeline | None = None


def _adopt(pipeline: Pipeline) -> None:
    """Keep the pipeline in a worker process, so that each batch travels without it."""
    global _worker
    _worker = pipeline


def _read_in_worker(batch: list[tuple[int, Any]]) -> list[Article | ErrorRecord]:
    assert _worker is not None
    return _worker._read(batch)

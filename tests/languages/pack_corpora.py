"""The time corpora of every installed pack, read for the tests: a new language is tested by adding its folder."""

import tomllib
from collections.abc import Iterator

from pydantic import Field

from timeline.languages import loader
from timeline.schema import Value


class Case(Value):
    """A text, and the expressions in it in order: words, TIMEX3 value, EDTF (or ""), TIMEX3 mod (or "")."""

    text: str
    found: tuple[tuple[str, ...], ...]
    published: str | None = None

    @property
    def expected(self) -> list[tuple[str, ...]]:
        """The expressions, each with all four fields."""
        return [(*one, *[""] * (4 - len(one))) for one in self.found]


class Corpus(Value):
    """One file of a pack's corpus: cases, texts in which nothing may be found, or phrases; all on one publication date.

    A phrase stands alone: its words, the direction that `parse_time` is given (or ""), EDTF (or "").
    """

    published: str
    case: tuple[Case, ...] = ()
    texts: tuple[str, ...] = Field(default=())
    phrases: tuple[tuple[str, str, str], ...] = ()


def corpora(code: str) -> Iterator[tuple[str, Corpus]]:
    """Each corpus file of a pack, by name."""
    folder = loader.folder(code) / "corpus"
    for path in sorted(folder.iterdir(), key=lambda path: path.name):
        if path.name.endswith(".toml"):
            yield path.name, Corpus.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def cases() -> list[tuple[str, str, Case]]:
    """Every positive case of every pack: language, publication date, case."""
    return [
        (code, case.published or corpus.published, case)
        for code in loader.available()
        for _, corpus in corpora(code)
        for case in corpus.case
    ]


def phrases() -> list[tuple[str, str, str, str, str]]:
    """Every phrase of every pack: language, publication date, words, direction, EDTF."""
    return [
        (code, corpus.published, *phrase)
        for code in loader.available()
        for _, corpus in corpora(code)
        for phrase in corpus.phrases
    ]


def negatives() -> list[tuple[str, str, str]]:
    """Every text of every pack that holds no time expression: language, publication date, text."""
    return [
        (code, corpus.published, text)
        for code in loader.available()
        for _, corpus in corpora(code)
        for text in corpus.texts
    ]

"""Events as one self-contained web page, or as a table for a notebook: no script, no font, no request to anywhere."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from timeline.export.rows import rows
from timeline.schema import Event

if TYPE_CHECKING:
    from jinja2 import Template


def page(events: Iterable[Event], *, title: str = "Chronology", language: str = "en") -> str:
    """The HTML text of a page that lists events in their order, each with its date, actors, stances and quotations.

    `language` is the page's BCP 47 code, for hyphenation and screen readers. All text is escaped.
    """
    return _template("page").render(rows=list(rows(events)), title=title, language=language)


def table(events: Sequence[Event], *, limit: int = 100) -> str:
    """The HTML text of a table of the first `limit` events and a line that counts the rest. All text is escaped."""
    return _template("table").render(rows=list(rows(events[:limit])), more=max(len(events) - limit, 0))


@lru_cache
def _template(name: str) -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    source = resources.files("timeline.export").joinpath(f"{name}.html.jinja").read_text(encoding="utf-8")
    return environment.from_string(source)

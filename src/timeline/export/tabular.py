"""Events as a table: a pandas frame for notebooks, CSV for spreadsheets, and text for a terminal."""

import csv as _csv
import io
from collections.abc import Iterable
from dataclasses import asdict, fields
from typing import TYPE_CHECKING, Any

from timeline.errors import InputError
from timeline.export.rows import Row, rows
from timeline.schema import Event, Modality

if TYPE_CHECKING:
    import pandas
    from rich.table import Table


def frame(events: Iterable[Event]) -> "pandas.DataFrame":
    """A data frame of one row an event, in the events' order; the columns are `Row`'s fields.

    `earliest` and `latest` are `datetime.date` objects, since pandas timestamps end in 2262.
    Raises `InputError` when pandas is not installed.
    """
    try:
        import pandas
    except ImportError as error:
        raise InputError("a data frame needs pandas; pip install 'timeline-extract[frame]'") from error
    return pandas.DataFrame([asdict(row) for row in rows(events)], columns=[field.name for field in fields(Row)])


def csv(events: Iterable[Event]) -> str:
    """The text of a CSV file (RFC 4180) with `Row`'s fields as header; values sharing a cell are joined by "; ".

    >>> csv([]).splitlines()[0][:22]
    'id,when,edtf,earliest,'
    """
    buffer = io.StringIO()
    writer = _csv.writer(buffer)
    writer.writerow(field.name for field in fields(Row))
    for row in rows(events):
        cells = (getattr(row, field.name) for field in fields(Row))
        writer.writerow("; ".join(cell) if isinstance(cell, tuple) else cell for cell in cells)
    return buffer.getvalue()


def table(events: Iterable[Event], *, title: str | None = None) -> "Table":
    """A `rich` table of when, what, who and how certain, for a terminal."""
    from rich.box import SIMPLE_HEAD
    from rich.markup import escape
    from rich.table import Table

    result = Table(title=escape(title) if title else None, title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for header, options in _COLUMNS:
        result.add_column(header, **options)
    for row in rows(events):
        who = ", ".join(dict.fromkeys((*row.agents, *row.patients, *row.recipients, *row.partners)))
        how = "" if row.modality == Modality.ACTUAL else row.modality.lower()
        cells = (row.when, row.label, who, row.type.lower(), how)
        result.add_row(*(escape(cell) for cell in cells))
    return result


_COLUMNS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("when", {"min_width": 10, "max_width": 25, "style": "cyan"}),
    ("what", {"ratio": 3}),
    ("who", {"ratio": 2}),
    ("type", {"no_wrap": True}),
    ("certainty", {"no_wrap": True, "style": "magenta"}),
)

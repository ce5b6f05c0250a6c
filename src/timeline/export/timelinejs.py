"""Events in the JSON of Knight Lab's TimelineJS 3."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Any

from timeline.export.rows import Row, rows
from timeline.schema import Event, Granularity

#: How many of year, month and day TimelineJS is told, by what the event is precise to.
_PARTS = {Granularity.YEAR: 1, Granularity.DECADE: 1, Granularity.CENTURY: 1, Granularity.MILLENNIUM: 1}
_PARTS |= dict.fromkeys((Granularity.MONTH, Granularity.SEASON, Granularity.QUARTER, Granularity.HALF), 2)


def timelinejs(events: Iterable[Event], *, title: str | None = None) -> dict[str, Any]:
    """The slides of a TimelineJS timeline; events with neither a first nor a last day are left out.

    `display_date` says in words what a partial or uncertain date means.
    """
    slides = [slide for row in rows(events) if (slide := _slide(row)) is not None]
    result: dict[str, Any] = {"events": slides}
    if title:
        result["title"] = {"text": {"headline": escape(title)}}
    return result


def _slide(row: Row) -> dict[str, Any] | None:
    start = row.earliest or row.latest
    if start is None:
        return None
    parts = _PARTS.get(Granularity(row.granularity), 3) if row.granularity else 3
    quotes = "".join(f"<blockquote>{escape(quote)}</blockquote>" for quote in row.quotes)
    slide = {
        "unique_id": row.id,
        "start_date": _date(start, parts),
        "display_date": row.when,
        "group": row.type,
        "text": {"headline": escape(row.label), "text": quotes},
    }
    if row.earliest and row.latest and row.latest != row.earliest:
        slide["end_date"] = _date(row.latest, parts)
    return slide


def _date(day: date, parts: int) -> dict[str, int]:
    return dict(list({"year": day.year, "month": day.month, "day": day.day}.items())[:parts])

"""Events as an iCalendar file (RFC 5545), for calendar programs."""

from collections.abc import Iterable
from datetime import UTC, datetime, time, timedelta

from timeline.errors import InputError
from timeline.export.rows import rows
from timeline.schema import Event


def calendar(events: Iterable[Event]) -> str:
    """The text of an iCalendar file with one all-day entry for each event that has a first and a last day.

    Events with an open or unknown end have no place in a calendar and are left out. The stamp is the publication
    of the first source, or the event's first day, so that the same events give the same bytes.
    Raises `InputError` when the `icalendar` package is not installed.
    """
    try:
        import icalendar
    except ImportError as error:
        raise InputError("a calendar needs icalendar; pip install 'timeline-extract[calendar]'") from error
    events = list(events)
    result = icalendar.Calendar()
    result.add("prodid", "-//timeline-extract//EN")
    result.add("version", "2.0")
    for event, row in zip(events, rows(events), strict=True):
        if row.earliest is None or row.latest is None:
            continue
        published = event.sources[0].published
        stamp = published.earliest if published and published.earliest else row.earliest
        entry = icalendar.Event()
        entry.add("uid", f"{row.id}@timeline-extract")
        entry.add("dtstamp", datetime.combine(stamp, time(), UTC))
        entry.add("dtstart", row.earliest)
        if row.latest < row.latest.max:
            entry.add("dtend", row.latest + timedelta(days=1))  # RFC 5545: the end of an all-day entry is exclusive
        entry.add("summary", row.label)
        entry.add("description", "\n".join((f"{row.when} ({row.modality.lower()})", *row.quotes)))
        entry.add("categories", [row.type])
        if row.place:
            entry.add("location", row.place)
        if row.urls:
            entry.add("url", row.urls[0])
        result.add_component(entry)
    return str(result.to_ical().decode())

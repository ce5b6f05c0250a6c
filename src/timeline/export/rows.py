"""An event as one flat row: what every export shows of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from timeline.schema import Event, Role, TimeValue

#: Sets of more days than this are shown by their ends.
SHOWN_MEMBERS = 3


@dataclass(frozen=True, slots=True)
class Row:
    """An event's facts as plain strings, dates and numbers; lists are tuples of strings in the event's own order."""

    id: str
    when: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    granularity: str | None
    label: str
    type: str
    modality: str
    agents: tuple[str, ...]
    patients: tuple[str, ...]
    recipients: tuple[str, ...]
    partners: tuple[str, ...]
    place: str | None
    stances: tuple[str, ...]
    conflicts: tuple[str, ...]
    documents: tuple[str, ...]
    urls: tuple[str, ...]
    quotes: tuple[str, ...]
    confidence: float


def rows(events: Iterable[Event]) -> Iterator[Row]:
    """The rows of events, in their order."""
    for event in events:
        time = event.time
        yield Row(
            id=event.id,
            when=readable(time),
            edtf=time.edtf if time else None,
            earliest=time.earliest if time else None,
            latest=time.latest if time else None,
            granularity=str(time.granularity) if time else None,
            label=event.label,
            type=str(event.type),
            modality=str(event.modality),
            agents=_names(event, Role.AGENT),
            patients=_names(event, Role.PATIENT),
            recipients=_names(event, Role.RECIPIENT),
            partners=_names(event, Role.PARTNER),
            place=event.place,
            stances=tuple(
                f"{stance.holder.name}: {stance.act}" + (f" ({stance.target})" if stance.target else "")
                for stance in event.stances
            ),
            conflicts=tuple(
                f"{conflict.field}: "
                + " / ".join(f"{claim.value} ({', '.join(claim.documents)})" for claim in conflict.claims)
                for conflict in event.conflicts
            ),
            documents=tuple(dict.fromkeys(source.document for source in event.sources)),
            urls=tuple(dict.fromkeys(source.url for source in event.sources if source.url)),
            quotes=tuple(dict.fromkeys(source.quote for source in event.sources)),
            confidence=event.confidence,
        )


def readable(time: TimeValue | None) -> str:
    """A time for a reader: EDTF with its brackets and open ends spelt out, "" when there is none.

    >>> from timeline.dates import edtf
    >>> [readable(edtf.read(text)) for text in ("2020-02", "../2020-02", "2020-02/..", "2020-01/2020-02")]
    ['2020-02', 'by 2020-02', 'from 2020-02', '2020-01 – 2020-02']
    >>> readable(edtf.read("[2020-02-05,2020-02-12,2020-02-19,2020-02-26]"))
    'one of 4 days, 2020-02-05 – 2020-02-26'
    """
    if time is None:
        return ""
    if time.edtf[0] in "[{":
        members = time.edtf[1:-1].split(",")
        if len(members) > SHOWN_MEMBERS:
            return f"one of {len(members)} {time.granularity}s, {members[0]} – {members[-1]}"
        return " or ".join(members)
    start, slash, end = time.edtf.partition("/")
    if not slash:
        return start
    if start in ("", ".."):
        return f"by {end}"
    return f"from {start}" if end in ("", "..") else f"{start} – {end}"


def _names(event: Event, role: Role) -> tuple[str, ...]:
    return tuple(part.actor.name for part in event.participants if part.role == role)

"""Events in an order that says what it rests on, and what it does not know."""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, overload

from timeline.chronology import network
from timeline.chronology.profiles import EVER, NEVER, bounds
from timeline.dates import edtf
from timeline.errors import InputError
from timeline.schema import (
    SCHEMA_VERSION,
    Actor,
    Contradiction,
    Event,
    EventType,
    Link,
    Modality,
    Relation,
    Stance,
    TimeValue,
    Value,
)

if TYPE_CHECKING:
    import pandas


class Chronology(Value, Sequence[Event]):
    """A sequence of events in a total and stable order, with the links that order them and their contradictions.

    Nothing that is certainly earlier, or said to be, stands later; where nothing is known, `relation` says so, though
    the sequence puts one first. Make one with `timeline.order`.

    >>> from timeline import order
    >>> len(order([]))
    0
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    events: tuple[Event, ...] = ()
    links: tuple[Link, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()

    def __iter__(self) -> Iterator[Event]:  # type: ignore[override]
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)

    @overload
    def __getitem__(self, index: int) -> Event: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> Event | Self:
        return self._only(self.events[index]) if isinstance(index, slice) else self.events[index]

    def __contains__(self, event: object) -> bool:
        return (event.id if isinstance(event, Event) else event) in self._by_id

    def __repr__(self) -> str:
        return f"<Chronology of {len(self)} events, {len(self.links)} links, {len(self.contradictions)} contradictions>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """What a notebook shows: a table of the first events."""
        from timeline.export import html

        return html.table(self.events)

    # -- what is known of the order

    def relation(self, one: str | Event, other: str | Event) -> Relation:
        """What is known of two events, given as events or ids: before, after, overlaps (on one day) or unknown.

        Raises `InputError` when one of them is not in this chronology.
        """
        a, b = self._id(one), self._id(other)
        if a == b:
            return Relation.OVERLAPS
        (a_low, a_high), (b_low, b_high) = self._bounds[a], self._bounds[b]
        if a_high < b_low or network.path(a, b, self._following):
            return Relation.BEFORE
        if b_high < a_low or network.path(b, a, self._following):
            return Relation.AFTER
        return Relation.OVERLAPS if a_low == a_high == b_low == b_high else Relation.UNKNOWN

    def why(self, one: str | Event, other: str | Event) -> tuple[Link, ...]:
        """The chain of links that puts one event before the other, in time's direction; () where nothing does.

        A link whose reason is DATE stands for dates that exclude each other, tightened by what the texts say.
        """
        a, b = self._id(one), self._id(other)
        match self.relation(a, b):
            case Relation.BEFORE:
                return network.path(a, b, self._following) or (network.dated(a, b),)
            case Relation.AFTER:
                return network.path(b, a, self._following) or (network.dated(b, a),)
        return ()

    def layers(self) -> tuple[tuple[Event, ...], ...]:
        """The events in layers: each has a known predecessor in the layer before, and none in its own.

        Events of one layer are not ordered among themselves, so far as is known.
        """
        finished = sorted({high for _, high in self._bounds.values()})
        deepest = [0] * (len(finished) + 1)  # a Fenwick tree: the deepest layer of events that end by a day

        def deepest_before(day: int) -> int:
            place, found = bisect_left(finished, day), 0
            while place:
                found, place = max(found, deepest[place]), place & (place - 1)
            return found

        layer: dict[str, int] = {}
        preceding: dict[str, list[str]] = defaultdict(list)
        for link in self.links:
            preceding[link.after].append(link.before)
        for event in self.events:
            low, high = self._bounds[event.id]
            linked = max((layer.get(name, 0) for name in preceding[event.id]), default=0)
            layer[event.id] = 1 + max(deepest_before(low), linked)
            place = bisect_left(finished, high) + 1
            while place < len(deepest):
                deepest[place], place = max(deepest[place], layer[event.id]), place + (place & -place)
        result: list[list[Event]] = [[] for _ in range(max(layer.values(), default=0))]
        for event in self.events:
            result[layer[event.id] - 1].append(event)
        return tuple(tuple(events) for events in result)

    def time(self, event: str | Event) -> TimeValue | None:
        """The event's date, tightened by the events that it is known to follow or precede; None where nothing is."""
        name = self._id(event)
        low, high = self._bounds[name]
        told = self._by_id[name].time
        if (low, high) == (NEVER, EVER) or (told is not None and bounds(told.edtf) == (low, high)):
            return told
        first = date.fromordinal(low) if low > NEVER else None
        last = date.fromordinal(high) if high < EVER else None
        return edtf.read(edtf.span(first, last))

    def add(self, events: Iterable[Event]) -> Chronology:
        """The chronology of these events and more; the same as ordering them all at once."""
        from timeline.chronology.order import order

        return order((*self.events, *events))

    # -- slices, each a chronology of its own

    def between(self, start: str, end: str) -> Self:
        """The events that can have happened from the start of one EDTF date to the end of another, both included.

        Raises `DateError` when one is no date.
        """
        first, last = bounds(start)[0], bounds(end)[1]
        return self._where(lambda event: self._bounds[event.id][0] <= last and first <= self._bounds[event.id][1])

    def involving(self, actor: str | Actor) -> Self:
        """The events that an actor takes part in, given as an actor, an id or a name (in any case).

        Raises `InputError` for anything else.
        """
        if not isinstance(actor, (str, Actor)):
            raise InputError(f"an actor is asked for by name, id or Actor, not by {type(actor).__name__}")
        return self._where(lambda event: any(_is(part.actor, actor) for part in event.participants))

    def of_type(self, *types: EventType | str) -> Self:
        """The events of some types. Raises `InputError` for a word that is no type."""
        wanted = _members(EventType, types)
        return self._where(lambda event: event.type in wanted)

    def with_modality(self, *modalities: Modality | str) -> Self:
        """The events of some modalities. Raises `InputError` for a word that is no modality."""
        wanted = _members(Modality, modalities)
        return self._where(lambda event: event.modality in wanted)

    def at(self, place: str) -> Self:
        """The events at a place, by its name in any case."""
        return self._where(lambda event: (event.place or "").casefold() == place.casefold())

    def told_by(self, document: str) -> Self:
        """The events that a document tells."""
        return self._where(lambda event: any(source.document == document for source in event.sources))

    def stances_of(self, actor: str | Actor, target: str | Actor | None = None) -> tuple[Stance, ...]:
        """An actor's stances on the events here, earliest first, so that a change of mind shows.

        `target` keeps those about an actor (an actor, an id or a name) or an event (an id), or whose target's words
        contain the text. A stance is dated by its own time, else by its article's publication.
        """
        found: dict[Stance, int] = {}
        for event in self.events:
            published = {source.document: source.published for source in event.sources}
            for stance in event.stances:
                if _is(stance.holder, actor) and (target is None or _about(stance, target)):
                    when = stance.time or published.get(stance.document or "")
                    found.setdefault(stance, bounds(when.edtf)[0] if when else NEVER)
        place = {stance: (day, stance.document or "", stance.evidence.start) for stance, day in found.items()}
        return tuple(sorted(found, key=lambda stance: (*place[stance], stance.holder.id, stance.act)))

    # -- what matters

    def importance(self, event: str | Event) -> float:
        """How much an event matters here: 0 or more, for comparing events of one chronology.

        The sum of log2(1 + documents), half of log2(1 + stances), a quarter of each named participant up to four, half
        a point for standing in the first 300 code points of an article, and a point for having happened.
        """
        found = self._by_id[self._id(event)]
        documents = {source.document for source in found.sources}
        named = [part for part in found.participants if part.actor.kind != "GROUP"]
        return round(
            math.log2(1 + len(documents))
            + 0.5 * math.log2(1 + len(found.stances))
            + 0.25 * min(len(named), 4)
            + 0.5 * any(source.trigger.start < 300 for source in found.sources)
            + 1.0 * (found.modality is Modality.ACTUAL),
            4,
        )

    def summary(self, n: int) -> Self:
        """The chronology of the n most important events."""
        best = sorted(self.events, key=lambda event: (-self.importance(event), event.id))[: max(n, 0)]
        names = {event.id for event in best}
        return self._where(lambda event: event.id in names)

    # -- exports

    def to_json(self, path: str | Path | None = None) -> str:
        """The JSON text, also written to a file when a path is given."""
        return _written(self.model_dump_json(), path)

    def to_frame(self) -> pandas.DataFrame:
        """A pandas data frame, an event a row (needs the extra `frame`)."""
        from timeline.export import tabular

        return tabular.frame(self.events)

    def to_csv(self, path: str | Path | None = None) -> str:
        """The CSV text, an event a row."""
        from timeline.export import tabular

        return _written(tabular.csv(self.events), path)

    def to_html(self, path: str | Path | None = None, *, title: str = "Chronology", language: str = "en") -> str:
        """A self-contained web page."""
        from timeline.export import html

        return _written(html.page(self.events, title=title, language=language), path)

    def to_icalendar(self, path: str | Path | None = None) -> str:
        """An iCalendar file (needs the extra `calendar`)."""
        from timeline.export import icalendar

        return _written(icalendar.calendar(self.events), path)

    def to_timelinejs(self, path: str | Path | None = None, *, title: str | None = None) -> str:
        """The JSON that TimelineJS reads."""
        from timeline.export import timelinejs

        return _written(json.dumps(timelinejs.timelinejs(self.events, title=title), ensure_ascii=False), path)

    # -- workings

    @cached_property
    def _by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    @cached_property
    def _bounds(self) -> dict[str, tuple[int, int]]:
        return network.tightened({event.id: told_bounds(event) for event in self.events}, self.links)

    @cached_property
    def _following(self) -> Mapping[str, Sequence[Link]]:
        following: dict[str, list[Link]] = defaultdict(list)
        for link in self.links:
            following[link.before].append(link)
        return following

    def _id(self, event: str | Event) -> str:
        name = event.id if isinstance(event, Event) else event
        if name not in self._by_id:
            raise InputError(f"no event {name!r} in this chronology; give one of its events or their ids")
        return name

    def _where(self, keep: Any) -> Self:
        return self._only(tuple(event for event in self.events if keep(event)))

    def _only(self, events: tuple[Event, ...]) -> Self:
        names = {event.id for event in events}
        links = tuple(link for link in self.links if {link.before, link.after} <= names)
        kept = tuple(found for found in self.contradictions if set(found.events) <= names)
        return type(self)(events=events, links=links, contradictions=kept)


def told_bounds(event: Event) -> tuple[int, int]:
    """First and last day number that an event's own date allows."""
    return bounds(event.time.edtf) if event.time is not None else (NEVER, EVER)


def _members(kind: type[StrEnum], values: tuple[StrEnum | str, ...]) -> frozenset[StrEnum]:
    try:
        return frozenset(kind(value) for value in values)
    except ValueError:
        wrong = next(value for value in values if value not in list(kind))
        raise InputError(f"no {kind.__name__} {str(wrong)!r}; use one of {', '.join(kind)}") from None


def _is(actor: Actor, wanted: str | Actor) -> bool:
    if isinstance(wanted, Actor):
        return actor.id == wanted.id
    return actor.id == wanted or actor.name.casefold() == wanted.casefold()


def _about(stance: Stance, target: str | Actor) -> bool:
    if stance.target_actor is not None and _is(stance.target_actor, target):
        return True
    if isinstance(target, Actor):
        return False
    return stance.target_event == target or target.casefold() in (stance.target or "").casefold()


def _written(text: str, path: str | Path | None) -> str:
    if path is not None:
        Path(path).write_text(text, encoding="utf-8", newline="")
    return text

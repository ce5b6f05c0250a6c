"""One article, read."""

from typing import Literal

from timeline.errors import InputError
from timeline.schema.actor import Actor
from timeline.schema.base import SCHEMA_VERSION, Value
from timeline.schema.event import Event
from timeline.schema.stance import Stance
from timeline.schema.time import TimeValue, Timex


class Article(Value):
    """A parsed article: its text untouched, and everything that was found in it, in text order.

    `id` is the `source=` given to `parse`, or a hash of the text. `published` is the document creation time
    (DCT), None when neither the caller nor the text's head gives one.
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    id: str
    language: str
    published: TimeValue | None = None
    title: str | None = None
    url: str | None = None
    text: str
    timexes: tuple[Timex, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    stances: tuple[Stance, ...] = ()

    def __repr__(self) -> str:
        """One line, however long the article: what it is and how much was found.

        >>> Article(id="ritzau-4", language="da", text="Det regner.")
        <Article 'ritzau-4' in 'da', no date: 0 events, 0 stances>
        """
        published = self.published.edtf if self.published else "no date"
        return (
            f"<Article {self.id!r} in {self.language!r}, {published}: "
            f"{len(self.events)} events, {len(self.stances)} stances>"
        )

    __str__ = __repr__

    def explain(self, event: Event | str) -> str:
        """Which rule and which words gave each field of an event of this article, given as an event or its id.

        Raises `InputError` when the article has no such event.
        """
        name = event if isinstance(event, str) else event.id
        found = next((own for own in self.events if own.id == name), None)
        if found is None:
            raise InputError(f"no event {name!r} in article {self.id!r}; give one of article.events or its id")
        return found.explain()


class ErrorRecord(Value):
    """What a batch yields for an item that could not be read, in the item's place.

    `index` counts the batch's items from 0, `error` is the exception's class name.

    >>> ErrorRecord(index=3, source="ritzau-4", error="DateError", message="'2020-13' is no date").index
    3
    """

    index: int
    source: str | None = None
    error: str
    message: str

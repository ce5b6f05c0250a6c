"""JSON in and out: every document says its schema version, and reads back equal."""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import ValidationError

from timeline.errors import DocumentError
from timeline.schema import Article, Event, Value


def dumps(document: Value | Iterable[Value]) -> str:
    """The JSON text of a value, or of several as an array; fields at their defaults are written too.

    >>> from timeline.schema import Span
    >>> dumps(Span(start=0, end=4, text="Nato"))
    '{"start":0,"end":4,"text":"Nato"}'
    """
    if isinstance(document, Value):
        return document.model_dump_json()
    return "[" + ",".join(item.model_dump_json() for item in document) + "]"


def read_events(text: str, *, name: str = "input") -> tuple[Event, ...]:
    """The events of any JSON that this package writes: article, chronology, event, an array of these, or JSON Lines.

    Raises `DocumentError`, naming `name`, when the text is not such a document.
    """
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        try:
            if len(lines) < 2:
                raise error
            data = [json.loads(line) for line in lines]
        except json.JSONDecodeError:
            raise DocumentError(
                f"{name} is no JSON (line {error.lineno}, column {error.colno}: {error.msg.lower()}); "
                "give the output of 'timeline parse --format json'"
            ) from error
    return tuple(_events(data, name))


def _events(data: Any, name: str) -> Iterable[Event]:
    if isinstance(data, list):
        for item in data:
            yield from _events(item, name)
        return
    if not isinstance(data, dict) or not ({"events", "trigger"} & data.keys()):
        raise DocumentError(f"{name} holds no events; give the output of 'timeline parse --format json'")
    try:
        if "trigger" in data:
            yield Event.model_validate_json(json.dumps(data))
        elif "text" in data:
            yield from Article.model_validate_json(json.dumps(data)).events
        else:
            for event in data["events"]:
                yield Event.model_validate_json(json.dumps(event))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DocumentError(f"{name} is no timeline document: {where}: {first['msg'].lower()}") from error

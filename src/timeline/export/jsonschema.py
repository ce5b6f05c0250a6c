"""The published JSON Schema of every document that this package writes."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from timeline.schema import Value

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas(documents: Mapping[str, type[Value]]) -> dict[str, dict[str, Any]]:
    """The JSON Schema (draft 2020-12) of each document type, by the name given for it.

    >>> from timeline.schema import Event
    >>> schemas({"event": Event})["event"]["title"]
    'Event'
    """
    return {name: {"$schema": DIALECT, **kind.model_json_schema()} for name, kind in documents.items()}


def write(documents: Mapping[str, type[Value]], folder: Path) -> tuple[Path, ...]:
    """Write the schema of each document type to `folder/NAME.json` and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, schema in schemas(documents).items():
        path = folder / f"{name}.json"
        path.write_text(json.dumps(schema, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        files.append(path)
    return tuple(files)

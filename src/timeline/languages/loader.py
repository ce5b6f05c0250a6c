"""Finds and reads language packs: folders announced by the entry point group `timeline.languages`."""

import tomllib
from functools import lru_cache
from importlib import resources
from importlib.metadata import entry_points
from importlib.resources.abc import Traversable
from typing import Any

from pydantic import ValidationError

from timeline.errors import LanguageError, PackError
from timeline.languages.pack import Pack
from timeline.languages.timexes import Calendar, Numbers, TimexRules

GROUP = "timeline.languages"

#: The files of a pack beside `pack.toml`: the fields of `Pack` that are models of their own.
PARTS = ("zones", "calendar", "numbers", "timexes", "grammar", "triggers", "actors", "names", "stances")


def available() -> tuple[str, ...]:
    """Codes of the installed language packs, sorted.

    >>> "da" in available()
    True
    """
    return tuple(sorted({point.name for point in entry_points(group=GROUP)}))


def folder(code: str) -> Traversable:
    """The folder of a pack's files.

    Raises `LanguageError` when no pack of that code is installed.
    """
    for point in entry_points(group=GROUP):
        if point.name == code:
            return resources.files(point.value)
    raise LanguageError(f"no language pack for {code!r}; installed: {', '.join(available()) or 'none'}")


@lru_cache
def load(code: str) -> Pack:
    """The pack of a language, read and validated once a process; a generic one where dateparser knows the language.

    Raises `LanguageError` when neither knows it, `PackError` when a file of the pack is malformed.

    >>> load("da").name, load("fr").generic
    ('dansk', True)
    """
    if code not in available() and _is_known_to_dateparser(code):
        return _generic(code)
    return read(folder(code))


def read(root: Traversable) -> Pack:
    """The pack in a folder; each TOML file fills the field of its name, `pack.toml` the plain fields.

    Raises `PackError`, naming the file and the entry.
    """
    data = _toml(root / "pack.toml")
    for name in PARTS:
        path = root / f"{name}.toml"
        if path.is_file():
            data[name] = _toml(path)
    try:
        return Pack.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PackError(f"language pack {root.name!r}: {where}: {first['msg'].lower()}") from error


def _is_known_to_dateparser(code: str) -> bool:
    from dateparser.data.languages_info import language_order  # needed for languages without a pack alone

    return code.partition("-")[0] in language_order


def _generic(code: str) -> Pack:
    """A pack without words or rules: the dates of its texts are left to dateparser."""
    calendar = Calendar(locale="en", weekday=(), month=(), unit=(), season=(), part=(), feast=())
    numbers = Numbers(decimal=".", thousands=",", cardinal=())
    return Pack(code=code, name=code, generic=True, calendar=calendar, numbers=numbers, timexes=TimexRules())


def _toml(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise PackError(f"language pack {path.name!r} is missing; every pack has one") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PackError(f"{path}: {error}") from error

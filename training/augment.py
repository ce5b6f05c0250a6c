"""Augmentation of sentences with names: other names of the same kind, capitals, titles, party letters, no full stop."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from corpora import NamedSentence
from faker.config import AVAILABLE_LOCALES
from faker.providers import BaseProvider
from gazetteers import ORGANISATIONS, countries, names_data, towns

Entity = tuple[int, int, str]


@dataclass(frozen=True)
class Names:
    """What names are drawn from."""

    home: tuple[tuple[str, ...], tuple[str, ...]]
    """First names and family names of the language's own country."""
    foreign: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    """The same of other countries, one pair for each."""
    particles: tuple[str, ...]
    titles: tuple[str, ...]
    letters: tuple[str, ...]
    """Party letters."""
    places: dict[str, tuple[str, ...]]
    organisations: dict[str, tuple[str, ...]]
    genitives: tuple[str, ...]


def load_names(names: Path, extra: Path, *, language: str, locale: str, country: str) -> Names:
    """Names from Faker's locales, the pack's `names.toml`, GeoNames and CLDR; titles and patterns from `extra`."""
    data, own = names_data(names), tomllib.loads(extra.read_text(encoding="utf8"))
    home_towns = tuple(sorted({*towns(country=country, smallest=0)} - {*own["not_towns"]}))
    organisations = {kind: tuple(data[kind]["names"]) for kind in ORGANISATIONS}
    for kind, patterns in own["patterns"].items():
        organisations[kind] = organisations.get(kind, ()) + tuple(
            pattern.format(place=place) for pattern in patterns for place in home_towns
        )
    organisations["made_up"] = tuple(
        pattern.format(name=name) for pattern in own["company_patterns"] for name in _persons(locale)[1]
    )
    return Names(
        home=_persons(locale),
        foreign=tuple(
            pair for name in sorted(AVAILABLE_LOCALES) if name != locale and min(map(len, pair := _persons(name))) >= 20
        ),
        particles=tuple(own["particles"]),
        titles=tuple(own["titles"]),
        letters=tuple(data["parties"]["letters"]),
        places={
            "country": countries(language),
            "town": home_towns,
            "world": towns(smallest=250_000),
            "place": tuple(data["places"]["names"]),
        },
        organisations=organisations,
        genitives=tuple(data["ruler"]["genitive"]),
    )


def _persons(locale: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First and family names of one Faker locale in Latin letters; empty if it has none."""
    try:
        module = __import__(f"faker.providers.person.{locale}", fromlist=["Provider"])
    except ModuleNotFoundError:
        return (), ()
    provider: type[BaseProvider] = module.Provider
    first: set[str] = set()
    last: set[str] = set()
    for attribute in dir(provider):
        values = getattr(provider, attribute)
        if callable(values) or not hasattr(values, "__iter__"):
            continue
        target = first if attribute.startswith("first_name") else last if attribute.startswith("last_name") else None
        if target is not None:
            target |= {v for v in values if isinstance(v, str) and re.fullmatch(r"[A-ZÀ-Þ][A-Za-zÀ-ɏ'’ -]+", v)}
    return tuple(sorted(first)), tuple(sorted(last))


@dataclass(frozen=True)
class Rates:
    """How often each change is made, as probabilities."""

    person: float = 0.5
    place: float = 0.4
    organisation: float = 0.4
    capitals: float = 0.1
    no_stop: float = 0.12
    title: float = 0.08
    letter: float = 0.06
    possessor: float = 0.04


def augmented(sentence: NamedSentence, names: Names, rng: random.Random, rates: Rates) -> NamedSentence:
    """A changed copy of the sentence; its names keep their labels, and genitives stay genitives."""
    pieces: list[tuple[str, str]] = []
    end = 0
    for start, stop, label in sentence.entities:
        before, name = sentence.text[end:start], sentence.text[start:stop]
        swapped = _swapped(name, label, names, rng, rates)
        if label == "PER" and rng.random() < rates.title and (not before or before[-1] == " ") and " " in swapped:
            before += _title(names, rng, capital=not (before.strip() or pieces))
        elif label == "PER" and rng.random() < rates.possessor and (not before or before[-1] == " "):
            owner, kind = _possessor(names, rng)
            pieces += [(before, ""), (owner, kind)]
            before = " "
        pieces += [(before, ""), (swapped, label)]
        end = stop
        genitive = _genitive(swapped, names) != ""
        follows_parenthesis = sentence.text[stop : stop + 2] == " ("
        if label == "PER" and not genitive and not follows_parenthesis and rng.random() < rates.letter:
            gap = "(" if rng.random() < 0.1 else " ("
            pieces += [(gap, ""), (rng.choice(names.letters), "ORG"), (")", "")]
    pieces.append((sentence.text[end:], ""))
    if rng.random() < rates.no_stop and pieces[-1][0].endswith("."):
        pieces[-1] = (pieces[-1][0][:-1], "")
    if rng.random() < rates.capitals:
        pieces = [(text.upper().removesuffix("."), label) for text, label in pieces]
    return _joined(pieces)


def _joined(pieces: Sequence[tuple[str, str]]) -> NamedSentence:
    text, entities = "", []
    for piece, label in pieces:
        if label:
            entities.append((len(text), len(text) + len(piece), label))
        text += piece
    return NamedSentence(text, tuple(entities))


def _title(names: Names, rng: random.Random, *, capital: bool) -> str:
    title = rng.choice(names.titles)
    return (title[0].upper() + title[1:] if capital else title) + " "


def _possessor(names: Names, rng: random.Random) -> tuple[str, str]:
    """A name in the genitive that stands before a person ("Siumuts Aleqa Hammond"), and its label."""
    if rng.random() < 0.35:
        return _in_genitive(rng.choice(names.places["country"]), "s"), "LOC"
    kind = rng.choice(("parties", "companies", "organisations", "clubs", "authorities", "international"))
    return _in_genitive(rng.choice(names.organisations[kind]), "s"), "ORG"


def _genitive(name: str, names: Names) -> str:
    """The genitive ending of the name, as far as it can be told: `'s` and lists of endings, longest first."""
    for ending in sorted(names.genitives, key=len, reverse=True):
        if name.endswith(ending) and len(name) > len(ending) + 1:
            return ending
    return ""


def _in_genitive(name: str, ending: str) -> str:
    if not ending:
        return name
    if name[-1] in "sxz":
        return name + "'"
    return name + (ending if not name.isupper() or ending != "s" else "'s")


def _swapped(name: str, label: str, names: Names, rng: random.Random, rates: Rates) -> str:
    upper = name.isupper() and len(name) > 4
    ending = _genitive(name, names)
    stem = name.removesuffix(ending) if ending else name
    result = name
    if label == "PER" and rng.random() < rates.person and "-" not in name[-8:] and name[:1].isupper():
        # An "s" may belong to the name ("Jonas"): then the copy is in the genitive where the original was not,
        # which only the next word could tell; the name is still one.
        known_genitive = ending if ending != "s" or len(stem) > 3 else ""
        result = _in_genitive(_person(len(name.split()), names, rng), known_genitive if rng.random() < 0.5 else "")
    elif label == "LOC" and rng.random() < rates.place:
        for kind, members in names.places.items():
            for form, genitive in ((name, ""), (stem, ending)):
                if form.lower() in _lowered(members):
                    return _cased(_in_genitive(rng.choice(members), genitive), upper=upper)
            if kind == "town" and rng.random() < 0.15:
                break
    elif label == "ORG" and rng.random() < rates.organisation:
        if name in names.letters:
            return rng.choice(names.letters)
        for members in names.organisations.values():
            for form, genitive in ((name, ""), (stem, ending)):
                if form.lower() in _lowered(members):
                    return _cased(_in_genitive(rng.choice(members), genitive), upper=upper)
    return _cased(result, upper=upper)


_LOWERED: dict[int, frozenset[str]] = {}


def _lowered(members: tuple[str, ...]) -> frozenset[str]:
    if id(members) not in _LOWERED:
        _LOWERED[id(members)] = frozenset(member.lower() for member in members)
    return _LOWERED[id(members)]


def _cased(name: str, *, upper: bool) -> str:
    return name.upper() if upper else name


def _person(words: int, names: Names, rng: random.Random) -> str:
    first, last = names.home if rng.random() < 0.5 else rng.choice(names.foreign)
    if words == 1:
        return rng.choice(last if rng.random() < 0.65 else first)
    parts = [rng.choice(first)]
    draw = rng.random()
    if words > 2 or draw < 0.12:
        middle = rng.choice(names.home[1] if draw < 0.08 else last)
        parts.append(rng.choice((middle, rng.choice(first), middle[0] + ".", rng.choice(names.particles))))
    family = rng.choice(last)
    if rng.random() < 0.06:
        family += "-" + rng.choice(last)
    return " ".join([*parts, family])

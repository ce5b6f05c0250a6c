"""The actor lexicon of a language pack, compiled for look-up: names, nationalities, and what kind a noun is of."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from timeline.languages.actors import ActorLexicon, Country, Gender, Organisation, Pronoun
from timeline.languages.pack import Pack

#: A compound's last part counts from this length on; shorter nouns end too many other words.
MIN_TAIL = 4
#: Words whose analysis is remembered; a stream of misspelt words must not fill the memory.
CACHED = 100_000
#: What stands before it is at least this long.
MIN_HEAD = 3


class NounKind(StrEnum):
    """What a noun names."""

    TITLE = "title"
    PERSON = "person"
    COLLECTIVE = "collective"
    ORGANISATION = "organisation"
    PEOPLE = "people"
    LAND = "land"


@dataclass(frozen=True, slots=True)
class Noun:
    """A listed noun: its kind, and the lemma that stands in the list (the last part of a compound)."""

    kind: NounKind
    base: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a listed name names: a country by code, or a well-known organisation; `seat` marks a capital."""

    country: str | None = None
    organisation: Organisation | None = None
    seat: bool = False


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Look-up tables of one pack; all keys of names are tuples of words.

    `specific` are nouns of bodies that a word for any company or club never calls back, `seats` the codes of all states
    that a capital has been the seat of, today's first.
    """

    lexicon: ActorLexicon
    country_names: dict[str, str]
    names: dict[str, tuple[tuple[tuple[str, ...], Known], ...]]
    nationalities: dict[str, str]
    inhabitants: dict[str, str]
    nouns: dict[str, Noun]
    pronouns: dict[str, Pronoun]
    genders: dict[str, Gender]
    whole: frozenset[str]
    age: re.Pattern[str] | None
    specific: frozenset[str] = frozenset()
    seats: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _cache: dict[str, Noun | None] = field(default_factory=dict)
    _stems: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def noun(self, lemma: str) -> Noun | None:
        """What a noun is by its lemma; a compound is what its longest listed last part is.

        Linear in the word's length, and each word type is looked up once.
        """
        lemma = lemma.casefold()
        if lemma not in self._cache:
            if len(self._cache) > CACHED:
                self._cache.clear()
            self._cache[lemma] = self._noun(lemma)
        return self._cache[lemma]

    def _noun(self, lemma: str) -> Noun | None:
        blocked = self.lexicon.not_actors
        if lemma in blocked:
            return None
        if lemma in self.nouns:
            return self.nouns[lemma]
        for start in range(MIN_HEAD, len(lemma) - MIN_TAIL + 1):
            tail = lemma[start:]
            if tail in blocked:
                return None
            found = self.nouns.get(tail)
            if found is not None and tail not in self.whole:
                return found
        return None

    def gender(self, lemma: str) -> Gender | None:
        """The gender that a noun or a given name tells."""
        direct = self.genders.get(lemma)
        if direct is not None or lemma[:1].isupper():
            return direct
        for start in range(2, len(lemma) - 2):
            if (found := self.genders.get(lemma[start:])) is not None:
                return found
        return None

    def stems(self, word: str) -> tuple[str, ...]:
        """What the lemma of a noun's form may be, the form itself first: endings off, a doubled consonant undone."""
        if word not in self._stems:
            if len(self._stems) > CACHED:
                self._stems.clear()
            self._stems[word] = self._stems_of(word)
        return self._stems[word]

    def _stems_of(self, word: str) -> tuple[str, ...]:
        forms = self.lexicon.forms
        word = word.casefold()
        found = [word, self.bare(word)]
        for base in dict.fromkeys(found):
            found += [
                base[: len(base) - len(plural + ending)] + singular
                for plural, singular in forms.irregular
                for ending in ("", *forms.definite, *forms.plural)
                if base.endswith(plural + ending)
            ]
            for ending in (*forms.plural, *forms.definite):
                stem = base[: -len(ending)]
                if base.endswith(ending) and len(stem) > 2:
                    found.append(stem)
                    if stem[-1] == stem[-2]:
                        found.append(stem[:-1])
        return tuple(dict.fromkeys(found))

    def bare(self, word: str) -> str:
        """The word without a genitive ending; the word itself when it has none."""
        for ending in sorted(self.lexicon.forms.genitive, key=len, reverse=True):
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word[: -len(ending)]
        return word


def compiled(pack: Pack) -> Gazetteer | None:
    """The pack's actor lexicon, compiled once a process; None when the pack has none."""
    return None if pack.actors is None else _compiled(pack.code, _ById(pack.actors))


class _ById:
    """A cache key that compares by identity: to hash a whole lexicon for each article would cost more than its use."""

    __slots__ = ("lexicon",)

    def __init__(self, lexicon: ActorLexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _ById) and other.lexicon is self.lexicon


@lru_cache(maxsize=16)
def _compiled(code: str, key: _ById) -> Gazetteer:
    lexicon = key.lexicon
    names: dict[str, list[tuple[tuple[str, ...], Known]]] = {}
    country_names: dict[str, str] = {}
    seats: dict[str, tuple[str, ...]] = {}

    def add(name: str, known: Known) -> None:
        words = tuple(name.split())
        names.setdefault(words[0].casefold(), []).append((words, known))

    for country in lexicon.countries:
        usual = _usual_name(country, code)
        country_names[country.code] = usual
        for name in dict.fromkeys((usual, *country.names)):
            add(name, Known(country=country.code))
        for capital in country.capitals:
            add(capital, Known(country=country.code, seat=True))
            seats[capital] = (*seats.get(capital, ()), country.code)
    for organisation in lexicon.known:
        for name in (organisation.name, *organisation.aliases):
            add(name, Known(organisation=organisation))
    nouns: dict[str, Noun] = {}
    for kind, words in (
        (NounKind.PEOPLE, lexicon.people),
        (NounKind.LAND, lexicon.land_nouns),
        (NounKind.ORGANISATION, lexicon.organisations),
        (NounKind.COLLECTIVE, lexicon.collectives),
        (NounKind.PERSON, lexicon.participles),
        (NounKind.PERSON, lexicon.persons),
        (NounKind.TITLE, lexicon.titles),
    ):
        nouns.update((word, Noun(kind, word)) for word in words)
    genders = dict.fromkeys((*lexicon.male, *lexicon.male_names), Gender.MALE)
    genders.update((word, Gender.FEMALE) for word in (*lexicon.female, *lexicon.female_names))
    return Gazetteer(
        lexicon=lexicon,
        country_names=country_names,
        names={first: tuple(sorted(found, key=lambda item: -len(item[0]))) for first, found in names.items()},
        nationalities={
            adjective + ending: country.code
            for country in lexicon.countries
            for adjective in country.adjectives
            for ending in ("", *lexicon.forms.adjective)
        },
        inhabitants={word: country.code for country in lexicon.countries for word in country.inhabitants},
        nouns=nouns,
        pronouns={form: pronoun for pronoun in lexicon.pronouns for form in pronoun.forms},
        genders=genders,
        whole=frozenset(lexicon.participles),
        seats=seats,
        specific=frozenset((*lexicon.party_nouns, *lexicon.authorities)),
        age=re.compile(lexicon.age) if lexicon.age else None,
    )


def _usual_name(country: Country, language: str) -> str:
    """The pack's name of a country, else CLDR's, which keeps alpha-3 codes as aliases of the alpha-2 ones it uses.

    The code itself where neither has a name: a state that is no more, or a language that CLDR lacks.
    """
    if country.name is not None:
        return country.name
    aliases = get_global("territory_aliases").get(country.code, ())
    try:
        name = Locale.parse(language).territories.get(aliases[0]) if len(aliases) == 1 else None
    except (UnknownLocaleError, ValueError):
        name = None
    return name or country.code

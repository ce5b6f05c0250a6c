"""What number words come to: digits, cardinals, and numbers of several words ("a dozen", "half a hundred")."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.tokens import Token

from timeline.languages.pack import Pack

if TYPE_CHECKING:
    from timeline.extraction.reading import Reading

#: Cardinals from here on multiply the number before them as "million" does.
HUNDRED = 100.0
#: A bare number from here on is of money.
MILLION = 1_000_000.0


def value(token: Token, pack: Pack) -> float | None:
    """The value of a number in one word, None for a word that is none."""
    text = token.text.rstrip(".")
    if text[:1].isdigit():
        plain = text.replace(pack.numbers.thousands, "").replace(pack.numbers.decimal, ".")
        try:
            return float(plain)
        except ValueError:
            return None
    return _cardinals(pack).get(token.lower_)


def of_words(last: Token, reading: Reading) -> tuple[int, float] | None:
    """How many words stand before the last of a number of several words, and its value; None where none ends."""
    for before, whole in _worded(reading.pack).get(reading.lower[last.i], ()):
        if tuple(reading.lower[max(0, last.i - len(before)) : last.i]) == before:
            return len(before), whole
    return None


@lru_cache(maxsize=16)
def scales(pack: Pack) -> dict[str, float]:
    """The words that multiply the number before them, and by what."""
    found = {form: float(value) for value, forms in pack.numbers.cardinal for form in forms if float(value) >= HUNDRED}
    return found | {form: float(value) for value, forms in pack.numbers.scale for form in forms}


@lru_cache(maxsize=16)
def _worded(pack: Pack) -> dict[str, tuple[tuple[tuple[str, ...], float], ...]]:
    """Numbers of several words by the last of them: the words before it, most first, and the value."""
    table: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    one = [(value, forms) for value, forms in pack.numbers.cardinal if value == "1"]  # "a million"
    for share, forms in (*pack.numbers.fraction, *one):
        for form in forms:
            words = tuple(form.split())
            if float(share) > 2:  # "a dozen" stands for so many, a half only for so many hundreds
                table.setdefault(words[-1], []).append((words[:-1], float(share)))
            for scale, factor in scales(pack).items():
                table.setdefault(scale, []).append((words, float(share) * factor))
    return {last: tuple(sorted(found, key=lambda one: (-len(one[0]), one))) for last, found in table.items()}


@lru_cache(maxsize=16)
def _cardinals(pack: Pack) -> dict[str, float]:
    """Number words and their values, with those that are written in one word of two ("femogtyve")."""
    numbers = pack.numbers
    words = {form: float(value) for value, forms in numbers.fraction for form in forms if 1 < float(value) < 2}
    words |= {form: float(value) for value, forms in numbers.cardinal for form in forms}
    parts = {
        "unit": {word: value for word, value in words.items() if value < 10},
        "ten": {word: value for word, value in words.items() if 20 <= value < HUNDRED},
        "hundred": {word: value for word, value in words.items() if value >= HUNDRED},
    }
    for template in numbers.compound:
        kinds = [kind for kind in parts if f"{{{kind}}}" in template]
        if " " in template or len(kinds) != 2:
            continue
        for first, one in parts[kinds[0]].items():
            for second, two in parts[kinds[1]].items():
                whole = one * two if kinds[1] == "hundred" else one + two
                words.setdefault(template.format(**{kinds[0]: first, kinds[1]: second}), whole)
    return words

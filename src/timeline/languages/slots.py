"""The typed slots that a pack's patterns can use: its word lists, CLDR's names, and numbers in digits and words."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import reduce

from babel import Locale

from timeline.languages.patterns import GAP, ONE_WORD, Slot, digits, lexicon, trie
from timeline.languages.starts import WORD, Group, Starts, character, runs, starts_of
from timeline.languages.syntax import spellings
from timeline.languages.timexes import Calendar, Cues, Numbers, TimexRules, Words

_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
_HALF_SIGN = "½"

#: Numbers that are always written in digits, the same in every language.
_DIGITS = {
    "day": _DAY,
    "month_number": r"(?:1[0-2]|0?[1-9])(?!\d)",
    "year": r"(?:1\d|20|21)\d\d(?!\d)",
    "yy": r"\d\d(?!\d)",
    "early_year": r"[1-9]\d{2}(?!\d)",
    "any_year": r"[1-9]\d{0,3}(?!\d)",
    "decade_year": r"(?:1\d|20)\d0(?!\d)",
    "century_year": r"(?:1\d|20)00(?!\d)",
    "hour": r"(?:2[0-4]|1\d|0?\d)(?!\d)",
    "hhmm": r"(?:[01]\d|2[0-3])[0-5]\d(?!\d)",
    "minute": r"[0-5]\d(?!\d)",
    "second": r"[0-5]\d(?!\d)",
    "week_number": r"(?:5[0-3]|[1-4]\d|0?[1-9])(?!\d)",
    "int": r"\d{1,4}(?!\d)",
}

#: Words that are told by their letters alone.
_ANY_WORD = {"letters": r"\w{0,24}", "capital": r"(?-i:[^\W\d_a-zà-öø-ÿ])\w{0,24}"}


#: The numbers that the parts of a compound can be.
_PARTS = {
    "ten": frozenset(map(str, range(20, 100, 10))),
    "unit": frozenset(map(str, range(1, 20))),
    "hundred": frozenset({"100", "1000"}),
}


def slots(calendar: Calendar, numbers: Numbers, rules: TimexRules) -> dict[str, Slot]:
    """Every slot of a pack, by name."""
    found = {name: digits(expression) for name, expression in _DIGITS.items()}
    found |= {name: Slot(expression, Starts(), listed=False) for name, expression in _ANY_WORD.items()}
    locale = Locale.parse(calendar.locale)
    found["weekday"] = lexicon(_named(_cldr_weekdays(locale), calendar.weekday))
    found["month"] = lexicon(_named(_cldr_months(locale), calendar.month))
    for name in ("unit", "season", "part", "feast"):
        found[name] = lexicon(getattr(calendar, name))
    for name, entries in (*calendar.lexicon, *rules.lexicon):
        found[name] = lexicon(entries)
    found["number"] = _number(numbers)
    found["word"] = lexicon(tuple((value, (form,)) for value, form in _cardinals(numbers)))
    found["ordinal"] = _ordinal(numbers)
    found["finite"] = _finite(rules.cues)
    return found


def weekdays(calendar: Calendar) -> frozenset[str]:
    """The names of the days of the week."""
    return _names(_named(_cldr_weekdays(Locale.parse(calendar.locale)), calendar.weekday))


def time_words(calendar: Calendar) -> frozenset[str]:
    """The plain names of days, months, seasons, parts of day and units, without the endings of other forms."""
    months = _named(_cldr_months(Locale.parse(calendar.locale)), calendar.month)
    groups = (months, calendar.season, calendar.part, calendar.unit)
    return weekdays(calendar).union(*map(_names, groups))


def _names(words: Words) -> frozenset[str]:
    return frozenset(form.partition("(")[0] for _, forms in words for form in forms)


def _finite(cues: Cues) -> Slot:
    """The finite verbs that a pack lists, and words with the ending of a regular past."""
    words = lexicon([("finite", (*cues.past, *cues.present, *cues.future, *cues.stative, *cues.reporting))])
    options = [words.expression, *(rf"\w{{2,24}}{ending}" for ending in cues.past_endings)]
    return Slot(f"(?:{_options(*options)})", words.starts, listed=False)


def _named(cldr: Mapping[str, str], extra: Words) -> Words:
    """CLDR's names with the forms that a pack adds."""
    forms = {key: (name,) for key, name in cldr.items()}
    for key, more in extra:
        forms[key] = (*forms.get(key, ()), *more)
    return tuple(forms.items())


def _cldr_weekdays(locale: Locale) -> dict[str, str]:
    return {str(number + 1): name for number, name in sorted(locale.days["format"]["wide"].items())}


def _cldr_months(locale: Locale) -> dict[str, str]:
    return {str(number): name for number, name in sorted(locale.months["format"]["wide"].items())}


def _number(numbers: Numbers) -> Slot:
    """Numbers in digits, in words, and with fractions; a value is a decimal number."""
    forms = _spelled(numbers.cardinal)
    listed = [spelled for _, spelled in forms]
    words = lexicon((value, (form,)) for value, form in (*_cardinals(numbers), *_fractions(numbers)))
    fractions = [spelled for _, spelled in _spelled(numbers.fraction)]
    marks = _thousands(numbers)
    thousands, decimal = f"[{''.join(marks)}]", f"[{numbers.decimal}]"
    plain = rf"(?:\d{{1,3}}(?:{thousands}\d{{3}}){{1,4}}(?!\d)|\d{{1,7}}(?!\d))(?:{decimal}\d{{1,2}}(?!\d))?"
    in_digits = rf"(?:{plain}(?:\s?{_HALF_SIGN})?|{_HALF_SIGN})"
    # Compounds are matched part by part: spelled out they would make each expression ten times as long.
    any_word = trie(listed)
    parts = {name: trie(word for value, word in forms if value in values) for name, values in _PARTS.items()}
    parts["n"] = rf"(?:{any_word}|\d{{1,2}})"
    templates = (*numbers.and_a_half, *numbers.compound)
    tails = [_templated(tail, parts) for template in templates if (tail := _behind_word(template))]
    whole = [_templated(template, parts) for template in templates]
    phrases = trie(phrase for phrase in (*listed, *fractions) if WORD.fullmatch(phrase) is None)
    in_words = rf"(?:{_options(*whole, trie(fractions), any_word)})(?!\w)"
    decimals = frozenset(f"{numbers.decimal}{run}" for run in runs(1, 2))
    thousand = frozenset(f"{character(mark)}000" for mark in marks)
    half = frozenset({f"a{_HALF_SIGN}", f" {_HALF_SIGN}"})
    shapes = (
        (runs(1, 7),), (runs(1, 7), decimals), (runs(1, 7), decimals, half), (runs(1, 7), half), (runs(1, 3), thousand),
        (runs(1, 3), thousand, thousand | decimals | half), (frozenset({_HALF_SIGN}),),
    )  # fmt: skip
    starts = Starts(groups=tuple(Group("", shape) for shape in shapes))
    mixed = [rf"{_templated(template, parts)}(?!\w)" for template in numbers.and_a_half]
    return Slot(
        f"(?:{in_digits}|{in_words})",
        words.starts.either(starts),
        words.values,
        at_digits=f"(?:{_options(in_digits, *mixed)})",
        at_word=rf"(?:{_options(phrases, ONE_WORD + _maybe(tails))})(?!\w)",
    )


def _behind_word(template: str) -> str:
    """What a template of a number word has behind the word that it begins with; nothing where both are one word."""
    found = re.fullmatch(r"\{\w+\}([^\w{].*)", template)
    return found.group(1) if found else ""


def _options(*expressions: str) -> str:
    return "|".join(filter(None, expressions))


def _maybe(expressions: Iterable[str]) -> str:
    options = _options(*expressions)
    return f"(?:{options})?" if options else ""


def _templated(template: str, parts: Mapping[str, str]) -> str:
    """A template of a number word as an expression; `{name}` is one of its parts."""
    pieces = re.split(r"\{(\w+)\}", template)
    return "".join(
        parts[piece] if index % 2 else re.escape(piece).replace(r"\ ", GAP) for index, piece in enumerate(pieces)
    )


def _thousands(numbers: Numbers) -> tuple[str, ...]:
    """The marks between thousands: the pack's, a full stop where the comma marks decimals, and hard blanks."""
    stop = ("." if numbers.decimal == "," else "",)
    return tuple(dict.fromkeys(mark for mark in (numbers.thousands, *stop, "\u00a0", "\u202f") if mark))


def _spelled(entries: Words) -> list[tuple[str, str]]:
    """Each spelling of each form, with its value."""
    return [(value, spelled) for value, forms in entries for form in forms for spelled in spellings(form)]


def _cardinals(numbers: Numbers) -> tuple[tuple[str, str], ...]:
    """Each number in words with its forms: those that are listed, and the compounds."""
    listed = _spelled(numbers.cardinal)
    return tuple(dict.fromkeys((*listed, *_compounds(numbers.compound, listed, listed))))


def _compounds(
    templates: Iterable[str], tens: Iterable[tuple[str, str]], units: Iterable[tuple[str, str]]
) -> list[tuple[str, str]]:
    found = []
    for template in templates:
        for ten, ten_word in tens:
            for unit, unit_word in units:
                if "{ten}" in template and ten in _PARTS["ten"] and int(unit) in range(1, 10):
                    found.append((str(int(ten) + int(unit)), template.format(ten=ten_word, unit=unit_word)))
                elif "{hundred}" in template and ten in _PARTS["hundred"] and int(unit) in range(2, 20):
                    found.append((str(int(ten) * int(unit)), template.format(hundred=ten_word, unit=unit_word)))
    return found


def _fractions(numbers: Numbers) -> list[tuple[str, str]]:
    found = _spelled(numbers.fraction)
    for template in numbers.and_a_half:
        for value, word in _cardinals(numbers):
            if int(value) < 20:
                found.extend((f"{value}.5", spelled) for spelled in spellings(template.replace("{n}", word)))
        found.extend(
            (f"{value}.5", spelled)
            for value in range(1, 20)
            for spelled in spellings(template.replace("{n}", str(value)))
        )
    return found


def _ordinal(numbers: Numbers) -> Slot:
    listed, units = _spelled(numbers.ordinal), _spelled(numbers.cardinal)
    words = lexicon((value, (form,)) for value, form in [*listed, *_compounds(numbers.compound_ordinal, listed, units)])
    plain, any_word = (trie(spelled for _, spelled in entries) for entries in (listed, units))
    compounds = [_templated(template, {"ten": plain, "unit": any_word}) for template in numbers.compound_ordinal]
    in_digits = rf"\d{{1,3}}(?!\d)(?:{numbers.ordinal_mark})"
    expression = rf"(?:{in_digits}|(?:{_options(*compounds, plain)})(?!\w))"
    marks = [mark.replace("\\", "") for mark in numbers.ordinal_mark.split("|")]
    signs = reduce(Starts.either, (starts_of([mark]) for mark in marks))
    starts = words.starts.either(Starts(groups=(Group("", (runs(1, 3),)),)).then(signs))
    return Slot(expression, starts, words.values, at_digits=in_digits, at_word=ONE_WORD)


def read_number(text: str, slot: Slot, numbers: Numbers) -> str:
    """The value of a matched number, in decimal notation: "2.5" for two and a half, "X" where the pack says so.

    >>> from timeline.languages import loader
    >>> pack = loader.load("da")
    >>> read_number("1.250", slots(pack.calendar, pack.numbers, pack.timexes)["number"], pack.numbers)
    '1250'
    """
    if text.isdigit() and text.isascii():
        return text.lstrip("0") or "0"
    spelled = " ".join(text.lower().split())
    if spelled in slot.values:
        return slot.values[spelled]
    if spelled and not (spelled[0].isdigit() or spelled[0] == _HALF_SIGN):
        return ""
    half = spelled.endswith(_HALF_SIGN)
    bare = re.sub(rf"(?:{numbers.ordinal_mark})\Z", "", spelled.rstrip(_HALF_SIGN + " ")).rstrip(".")
    for mark in _thousands(numbers):
        bare = bare.replace(mark, "")
    head, _, tail = bare.partition(numbers.decimal)
    if (not head.isdigit() and not half) or (tail and not tail.isdigit()):
        return _half_of(spelled)
    value = Decimal(f"{head or 0}.{tail or 0}") + (Decimal("0.5") if half else 0)
    return format(value.normalize(), "f")


def _half_of(spelled: str) -> str:
    """The value of digits with a fraction in words behind, "2 og en halv"."""
    digits_, _, rest = spelled.partition(" ")
    return f"{digits_}.5" if digits_.isdigit() and rest else ""

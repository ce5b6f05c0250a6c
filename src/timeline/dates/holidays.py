"""Feasts by a language-neutral key, in any year: fixed days, those that hang on Easter or on a weekday, lunar ones.

Feasts that follow a lunar calendar come from the `holidays` package, which tabulates them; the rest, which that
package gives only for the years in which a country's law made them a day off, is computed here.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache
from importlib import import_module

from timeline.dates import arithmetic
from timeline.dates.arithmetic import Period
from timeline.schema import Granularity


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Western churches, by the Gregorian computus in every year.

    Source: the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms, chapter 8).

    >>> easter_sunday(1992)
    datetime.date(1992, 4, 19)
    """
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, leap_rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    quarter, quarter_rest = divmod(rest, 4)
    weekday = (32 + 2 * leap_rest + 2 * quarter - epact - quarter_rest) % 7
    shift = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Easter Sunday of the Eastern churches, by the Julian computus, as a day of the Gregorian calendar.

    Source: Meeus, Astronomical Algorithms, chapter 8.

    >>> orthodox_easter(2019)
    datetime.date(2019, 4, 28)
    """
    moon = (19 * (year % 19) + 15) % 30
    weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + weekday + 114, 31)
    return date(year, month, day + 1) + timedelta(days=year // 100 - year // 400 - 2)


#: Month, day, and how many days the feast lasts.
_FIXED = {
    "NEW_YEAR": (1, 1, 1),
    "EPIPHANY": (1, 6, 1),
    "BURNS_NIGHT": (1, 25, 1),
    "AUSTRALIA_DAY": (1, 26, 1),
    "CANDLEMAS": (2, 2, 1),
    "GROUNDHOG_DAY": (2, 2, 1),
    "VALENTINE": (2, 14, 1),
    "ST_DAVID": (3, 1, 1),
    "WOMENS_DAY": (3, 8, 1),
    "ST_PATRICK": (3, 17, 1),
    "APRIL_FOOLS": (4, 1, 1),
    "EARTH_DAY": (4, 22, 1),
    "ST_GEORGE": (4, 23, 1),
    "ANZAC_DAY": (4, 25, 1),
    "WALPURGIS_NIGHT": (4, 30, 1),
    "LABOUR_DAY": (5, 1, 1),
    "LIBERATION_DAY": (5, 5, 1),
    "CINCO_DE_MAYO": (5, 5, 1),
    "NORWAY_DAY": (5, 17, 1),
    "CONSTITUTION_DAY": (6, 5, 1),
    "SWEDEN_DAY": (6, 6, 1),
    "JUNETEENTH": (6, 19, 1),
    "VALDEMAR_DAY": (6, 15, 1),
    "MIDSUMMER_EVE": (6, 23, 1),
    "MIDSUMMER_DAY": (6, 24, 1),
    "CANADA_DAY": (7, 1, 1),
    "INDEPENDENCE_DAY_USA": (7, 4, 1),
    "BASTILLE_DAY": (7, 14, 1),
    "ASSUMPTION": (8, 15, 1),
    "UN_DAY": (10, 24, 1),
    "GERMAN_UNITY": (10, 3, 1),
    "HALLOWEEN": (10, 31, 1),
    "ALL_SAINTS": (11, 1, 1),
    "ALL_SOULS": (11, 2, 1),
    "GUY_FAWKES": (11, 5, 1),
    "MARTINMAS_EVE": (11, 10, 1),
    "MARTINMAS": (11, 11, 1),
    "VETERANS_DAY": (11, 11, 1),
    "ST_ANDREW": (11, 30, 1),
    "SAINT_LUCY": (12, 13, 1),
    "LITTLE_CHRISTMAS_EVE": (12, 23, 1),
    "CHRISTMAS_EVE": (12, 24, 1),
    "CHRISTMAS": (12, 24, 3),
    "CHRISTMAS_DAY": (12, 25, 1),
    "BOXING_DAY": (12, 26, 1),
    "NEW_YEARS_EVE": (12, 31, 1),
}

#: Days from Easter Sunday, and how many days the feast lasts.
_EASTER = {
    "SHROVE_SUNDAY": (-49, 1),
    "SHROVE_MONDAY": (-48, 1),
    "SHROVE_TUESDAY": (-47, 1),
    "ASH_WEDNESDAY": (-46, 1),
    "LENT": (-46, 46),
    "PALM_SUNDAY": (-7, 1),
    "HOLY_WEEK": (-6, 6),
    "MAUNDY_THURSDAY": (-3, 1),
    "GOOD_FRIDAY": (-2, 1),
    "HOLY_SATURDAY": (-1, 1),
    "EASTER": (-3, 5),
    "EASTER_EVE": (-1, 1),
    "EASTER_SUNDAY": (0, 1),
    "EASTER_MONDAY": (1, 1),
    "GREAT_PRAYER_DAY": (26, 1),
    "ASCENSION": (39, 1),
    "WHITSUN": (49, 2),
    "WHITSUNDAY": (49, 1),
    "WHIT_MONDAY": (50, 1),
    "TRINITY_SUNDAY": (56, 1),
    "CORPUS_CHRISTI": (60, 1),
}

#: Month, ISO weekday, and which one of that month (-1 is the last).
_WEEKDAY = {
    "MARTIN_LUTHER_KING_DAY": (1, 1, 3),
    "PRESIDENTS_DAY": (2, 1, 3),
    "MOTHERS_DAY": (5, 7, 2),
    "MOTHERS_DAY_SWEDEN": (5, 7, -1),
    "MOTHERS_DAY_NORWAY": (2, 7, 2),
    "PATRIOTS_DAY": (4, 1, 3),
    "MEMORIAL_DAY": (5, 1, -1),
    "FATHERS_DAY_USA": (6, 7, 3),
    "FATHERS_DAY_NORDIC": (11, 7, 2),
    "LABOR_DAY_USA": (9, 1, 1),
    "COLUMBUS_DAY": (10, 1, 2),
    "REMEMBRANCE_SUNDAY": (11, 7, 2),
    "THANKSGIVING": (11, 4, 4),
    "EARLY_MAY_BANK_HOLIDAY": (5, 1, 1),
    "AUGUST_BANK_HOLIDAY": (8, 1, -1),
}

#: The calendar and method of the `holidays` package, and how many days the feast lasts.
_LUNAR = {
    "RAMADAN": ("_IslamicLunar", "ramadan_beginning_dates", 29),
    "EID_AL_FITR": ("_IslamicLunar", "eid_al_fitr_dates", 1),
    "EID_AL_ADHA": ("_IslamicLunar", "eid_al_adha_dates", 1),
    "ISLAMIC_NEW_YEAR": ("_IslamicLunar", "hijri_new_year_dates", 1),
    "ASHURA": ("_IslamicLunar", "ashura_dates", 1),
    "CHINESE_NEW_YEAR": ("_ChineseLunisolar", "lunar_new_year_date", 1),
    "ROSH_HASHANAH": ("_HebrewLunisolar", "rosh_hashanah_date", 1),
    "YOM_KIPPUR": ("_HebrewLunisolar", "yom_kippur_date", 1),
    "PASSOVER": ("_HebrewLunisolar", "passover_date", 1),
    "PURIM": ("_HebrewLunisolar", "purim_date", 1),
    "HANUKKAH": ("_HebrewLunisolar", "hanukkah_date", 8),
    "DIWALI": ("_HinduLunisolar", "diwali_india_date", 1),
    "HOLI": ("_HinduLunisolar", "holi_date", 1),
}


def _advent(year: int, sunday: int) -> date:
    """The first to fourth Sunday in Advent: the fourth is the last Sunday before Christmas Day."""
    christmas = date(year, 12, 25)
    return christmas - timedelta(days=christmas.isoweekday() + 7 * (4 - sunday))


#: Feasts with a rule of their own.
_RULES: dict[str, Callable[[int], tuple[date, int]]] = {
    **{f"ADVENT_{n}": (lambda year, n=n: (_advent(year, n), 1)) for n in range(1, 5)},  # type: ignore[misc]
    "ADVENT": lambda year: (_advent(year, 1), (date(year, 12, 24) - _advent(year, 1)).days + 1),
    "EASTER_ORTHODOX": lambda year: (orthodox_easter(year), 1),
    "FATHERS_DAY": lambda year: (date(year, 6, 5), 1),
    "BLACK_FRIDAY": lambda year: (_nth(year, "THANKSGIVING") + timedelta(days=1), 1),
    "CYBER_MONDAY": lambda year: (_nth(year, "THANKSGIVING") + timedelta(days=4), 1),
    "ELECTION_DAY_USA": lambda year: (arithmetic.weekday_after(date(year, 11, 1), 2) or date(year, 11, 2), 1),
    "MIDSUMMER_EVE_SWEDEN": lambda year: (_friday_before_midsummer(year), 1),
    "MIDSUMMER_SWEDEN": lambda year: (_friday_before_midsummer(year), 2),
}


def _nth(year: int, key: str) -> date:
    month_, weekday, place = _WEEKDAY[key]
    inside = arithmetic.month(year, month_)
    found = arithmetic.nth_weekday(inside, weekday, place) if inside else None
    return found or date(year, month_, 1)


def _friday_before_midsummer(year: int) -> date:
    """Sweden's midsummer eve since 1953: the Friday from 19 to 25 June."""
    return arithmetic.weekday_after(date(year, 6, 18), 5) or date(year, 6, 19)


#: Every feast that `feast` knows.
KEYS = frozenset((*_FIXED, *_EASTER, *_WEEKDAY, *_LUNAR, *_RULES))


@lru_cache(maxsize=4096)
def feast(key: str, year: int) -> Period | None:
    """The days of a feast in a year, or None where it has none or the tables end.

    A lunar feast that falls twice in one year is the first of the two. Raises `KeyError` for an unknown feast.

    >>> feast("WHITSUN", 1992).first
    datetime.date(1992, 6, 7)
    """
    if not 1 <= year <= 9998:
        return None
    if key in _FIXED:
        month, day, days = _FIXED[key]
        first = date(year, month, day)
    elif key in _EASTER:
        offset, days = _EASTER[key]
        first = easter_sunday(year) + timedelta(days=offset)
    elif key in _WEEKDAY:
        first, days = _nth(year, key), 1
    elif key in _RULES:
        first, days = _RULES[key](year)
    else:
        found = _lunar(key, year)
        if found is None:
            return None
        first, days = found, _LUNAR[key][2]
    return Period(first, first + timedelta(days=days - 1), Granularity.DAY)


def _lunar(key: str, year: int) -> date | None:
    calendar, method, _ = _LUNAR[key]
    # Imported when first asked for: the tables take a tenth of a second, and few articles need one.
    found = getattr(getattr(import_module("holidays.calendars"), calendar)(), method)(year)
    # A method gives a date, a set of dates, or the same with a flag that says whether the date is estimated.
    entries = found if isinstance(found, (set, list)) or hasattr(found, "__next__") else [found]
    days = [entry[0] if isinstance(entry, tuple) else entry for entry in entries]
    return min((day for day in days if day and day.year == year), default=None)

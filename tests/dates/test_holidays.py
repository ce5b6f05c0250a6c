"""Promises about feasts."""

from datetime import date

import holidays as oracle
import pytest
from dateutil.easter import easter
from hypothesis import given
from hypothesis import strategies as st

from timeline.dates import holidays


@given(st.integers(1583, 4099))
def test_easter(year: int) -> None:
    """Easter Sunday is that of dateutil, which reckons it another way."""
    assert easter(year) == holidays.easter_sunday(year)


@pytest.mark.parametrize("year", [1979, 1992, 2008, 2023])
def test_danish_days_off(year: int) -> None:
    """The feasts that were days off in Denmark fall where the holidays package has them."""
    keys = {
        "Nytårsdag": "NEW_YEAR",
        "Skærtorsdag": "MAUNDY_THURSDAY",
        "Langfredag": "GOOD_FRIDAY",
        "Påskedag": "EASTER_SUNDAY",
        "Anden påskedag": "EASTER_MONDAY",
        "Store bededag": "GREAT_PRAYER_DAY",
        "Kristi himmelfartsdag": "ASCENSION",
        "Pinsedag": "WHITSUNDAY",
        "Anden pinsedag": "WHIT_MONDAY",
        "Juledag": "CHRISTMAS_DAY",
        "Anden juledag": "BOXING_DAY",
    }
    expected = {name: day for day, name in oracle.Denmark(years=year, language="da").items()}
    for name, key in keys.items():
        feast = holidays.feast(key, year)
        assert feast is not None
        assert expected[name] == feast.first


@pytest.mark.parametrize(
    ("key", "year", "first", "last"),
    [
        ("EASTER", 1992, date(1992, 4, 16), date(1992, 4, 20)),
        ("WHITSUN", 1992, date(1992, 6, 7), date(1992, 6, 8)),
        ("CHRISTMAS", 1992, date(1992, 12, 24), date(1992, 12, 26)),
        ("SHROVE_SUNDAY", 2024, date(2024, 2, 11), date(2024, 2, 11)),
        ("MOTHERS_DAY", 2024, date(2024, 5, 12), date(2024, 5, 12)),
        ("ADVENT_1", 2022, date(2022, 11, 27), date(2022, 11, 27)),
        ("ADVENT_4", 2023, date(2023, 12, 24), date(2023, 12, 24)),
        ("ADVENT", 2023, date(2023, 12, 3), date(2023, 12, 24)),
        ("BLACK_FRIDAY", 2024, date(2024, 11, 29), date(2024, 11, 29)),
        ("ELECTION_DAY_USA", 2016, date(2016, 11, 8), date(2016, 11, 8)),
        ("MIDSUMMER_EVE_SWEDEN", 2024, date(2024, 6, 21), date(2024, 6, 21)),
        ("EID_AL_FITR", 2024, date(2024, 4, 10), date(2024, 4, 10)),
        ("CHINESE_NEW_YEAR", 2024, date(2024, 2, 10), date(2024, 2, 10)),
        ("YOM_KIPPUR", 1973, date(1973, 10, 6), date(1973, 10, 6)),
    ],
)
def test_feasts(key: str, year: int, first: date, last: date) -> None:
    """Feasts fall on the days that almanacs give."""
    feast = holidays.feast(key, year)
    assert feast is not None
    assert (first, last) == (feast.first, feast.last)


@given(st.sampled_from(sorted(holidays.KEYS)), st.integers(-5, 10005))
def test_every_feast_in_any_year(key: str, year: int) -> None:
    """A feast begins in the year that is asked for, or is None; no year raises."""
    feast = holidays.feast(key, year)
    assert feast is None or year == feast.first.year


def test_unknown_feast() -> None:
    """A key that no feast has is a `KeyError`: a pack that names one is caught by its own examples."""
    with pytest.raises(KeyError):
        holidays.feast("NO_SUCH_FEAST", 1992)

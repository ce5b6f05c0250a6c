"""Promises about `published=`: what is read, what is refused, and that no clock is asked."""

from datetime import date, datetime

import pytest
from babel.dates import get_month_names
from hypothesis import given
from strategies import days

from timeline import DateError
from timeline.dates import edtf
from timeline.extraction.documentdate import published_date


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2020, 2, 12), "2020-02-12"),
        (datetime(2020, 2, 12, 23, 59), "2020-02-12"),
        (edtf.read("2020-02~"), "2020-02~"),
        ("2020", "2020"),
        ("2020-02", "2020-02"),
        (" 2020-02-12 ", "2020-02-12"),
        ("2020-02-12T08:15:00Z", "2020-02-12"),
        ("2020-02-12 08.15", "2020-02-12"),
        ("2020-02~", "2020-02~"),
        ("12. februar 2020", "2020-02-12"),
        ("februar 2020", "2020-02"),
        ("onsdag den 12. feb. 2020 kl. 8.15", "2020-02-12"),
        ("12/2 2020", "2020-02-12"),
        ("12.02.2020", "2020-02-12"),
    ],
)
def test_dates_that_are_read(value: object, expected: str) -> None:
    """A date is as precise as it is written, whatever it is written in."""
    found = published_date(value, "da")
    assert found is not None
    assert expected == found.edtf


@pytest.mark.parametrize(
    "value",
    ["2020-13", "2021-02-30", "31. februar 2020", "i går", "12. februar", "12. februar kl. 20.30", "onsdag", "", "   ",
     "havnen", "20200", "x" * 10_000, 5, b"2020"],
)  # fmt: skip
def test_dates_that_are_none(value: object) -> None:
    """What is no date, or no complete one, is refused with its own words and the fix."""
    with pytest.raises(DateError) as caught:
        published_date(value, "da")
    assert repr(value) in str(caught.value)
    assert "give a" in str(caught.value)


@given(days)
def test_written_and_iso_dates_agree(day: date) -> None:
    """A date written out in Danish is the same as in ISO 8601."""
    month = get_month_names(locale="da")[day.month]
    found = published_date(f"{day.day}. {month} {day.year}", "da")
    assert found is not None
    assert day.isoformat() == found.edtf

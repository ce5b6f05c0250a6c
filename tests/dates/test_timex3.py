"""`timeline.dates.timex3`: reading and writing TIMEX3 values."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import days

from timeline.dates import edtf, timex3
from timeline.errors import DateError
from timeline.schema import Granularity

MEANINGS = {
    "1992-06-30": ("1992-06-30", "day"),
    "1992-06": ("1992-06", "month"),
    "1992": ("1992", "year"),
    "199": ("199X", "decade"),
    "19": ("19XX", "century"),
    "1992-W27": ("1992-06-29/1992-07-05", "week"),
    "1992-W27-WE": ("1992-07-04/1992-07-05", "day"),
    "1992-W27-3": ("1992-07-01", "day"),
    "1992-Q3": ("1992-07/1992-09", "quarter"),
    "1992-H1": ("1992-01/1992-06", "half"),
    "1992-SU": ("1992-22", "season"),
    "1992-WI": ("1992-24", "season"),
    "1992-06-10T14:00": ("1992-06-10", "minute"),
    "1992-06-10T14": ("1992-06-10", "hour"),
    "1992-06-09TEV": ("1992-06-09", "day"),
    "1992-07-04T24:00": ("1992-07-04", "minute"),
    "2020-02-WXX-3": ("[2020-02-05,2020-02-12,2020-02-19,2020-02-26]", "day"),
    "2020-02-WXX": ("2020-02", "month"),
    "1992-WXX": ("1992", "year"),
    "1992-XX": ("1992-XX", "year"),
    "1992-QX": ("1992", "year"),
}
PLACELESS = ["P3M", "P25Y", "PT2H", "PXD", "P2.5M", "PT1H30M", "P1DE", "PNI", "PAST_REF", "XXXX-WXX-1", "XXXX-07"]
PLACELESS += ["XXXX-XX-XXT08:00", "T14:00", "XXXX-SU", "XXXX-XX-XXTNI"]
NONSENSE = ["", "P", "PT", "foo", "1992-13", "1992-W54", "1992-02-30", "199-05", "1992-Q5", "1992-06-10T25:00", "X"]


@pytest.mark.parametrize(("value", "expected"), MEANINGS.items())
def test_values_mean_dates(value: str, expected: tuple[str, str]) -> None:
    """A DATE or TIME value means the EDTF of its days, and keeps its own unit."""
    time = timex3.read(value)
    assert time is not None
    assert expected == (time.edtf, time.granularity.value)


@pytest.mark.parametrize("value", PLACELESS)
def test_values_without_a_place_on_the_calendar(value: str) -> None:
    """Lengths, recurrences, references and unknown years mean no dates."""
    assert timex3.read(value) is None


@pytest.mark.parametrize("value", NONSENSE)
def test_nonsense_is_named(value: str) -> None:
    """What is no TIMEX3 value, or names no real date, raises an error that names it."""
    with pytest.raises(DateError, match=f"^{value!r}"):
        timex3.read(value)


_values = st.one_of(
    days.map(edtf.day),
    days.map(lambda day: f"{day:%Y-%m}"),
    days.map(lambda day: f"{day:%Y}"),
    days.map(lambda day: f"{day:%Y}"[:3]),
    days.map(lambda day: f"{day:%Y}"[:2]),
    days.map(lambda day: f"{day:%G-W%V}"),
    days.map(lambda day: f"{day:%G-W%V}-WE"),
    days.map(lambda day: f"{day:%Y-%m}-WXX-{day.isoweekday()}"),
    days.map(lambda day: f"{day:%Y}-WXX-{day.isoweekday()}"),
    st.builds(
        lambda year, part: f"{year}-{part}",
        st.integers(1900, 2099),
        st.sampled_from(["Q1", "Q4", "H1", "H2", "SP", "WI"]),
    ),
)


@given(_values)
def test_values_round_trip(value: str) -> None:
    """Writing what a value means gives the value back."""
    time = timex3.read(value)
    assert time is not None
    assert value == timex3.write(time)


@given(days, st.integers(0, 4000))
def test_written_values_hold_the_interval(first: date, length: int) -> None:
    """The value of any interval means days that hold it, or names none."""
    last = first + timedelta(days=length)
    held = timex3.read(timex3.write(edtf.read(edtf.interval(first, last))))
    if held is not None:
        assert held.earliest is not None
        assert held.latest is not None
        assert held.earliest <= first <= last <= held.latest


@given(days)
def test_weeks_follow_iso_8601(day: date) -> None:
    """A day lies in the week whose value the standard library gives it."""
    week = timex3.read(f"{day:%G-W%V}")
    assert week is not None
    assert (day - timedelta(days=day.weekday()), Granularity.WEEK) == (week.earliest, week.granularity)


def test_open_intervals_are_references() -> None:
    """An interval that is open on one side is the past or the future; with no known year there is no value."""
    assert ["PAST_REF", "FUTURE_REF", "XXXX"] == [
        timex3.write(edtf.read(text)) for text in ("../1992-07-05", "1992-07-05/..", "-0044-03-15/-0043")
    ]

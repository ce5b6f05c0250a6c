"""`timeline.dates.edtf`: reading, bounds, writing."""

import contextlib
from datetime import date

import edtf as oracle
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from strategies import edtf_like, edtf_texts, intervals, plain_dates, qualified_dates, seasons, unspecified_dates

from timeline.dates import edtf
from timeline.errors import DateError
from timeline.schema import Granularity, TimeValue

BOUNDS = {
    "1992-06-30": ("1992-06-30", "1992-06-30"),
    "1992-02": ("1992-02-01", "1992-02-29"),
    "1992": ("1992-01-01", "1992-12-31"),
    "199X": ("1990-01-01", "1999-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"),
    "1XXX": ("1000-01-01", "1999-12-31"),
    "1992-XX": ("1992-01-01", "1992-12-31"),
    "1992-1X": ("1992-10-01", "1992-12-31"),
    "1992-06-2X": ("1992-06-20", "1992-06-29"),
    "1992-XX-31": ("1992-01-31", "1992-12-31"),
    "199X-02-29": ("1992-02-29", "1996-02-29"),
    "XXXX-12-25": (None, None),
    "1992-21": ("1992-03-01", "1992-05-31"),
    "1992-22": ("1992-06-01", "1992-08-31"),
    "1992-23": ("1992-09-01", "1992-11-30"),
    "1991-24": ("1991-12-01", "1992-02-29"),
    "1992-30": ("1992-12-01", "1993-02-28"),
    "1992-31": ("1992-03-01", "1992-05-31"),
    "1992-35": ("1992-07-01", "1992-09-30"),
    "1992-38": ("1992-05-01", "1992-08-31"),
    "1992-40": ("1992-01-01", "1992-06-30"),
    "1992-41": ("1992-07-01", "1992-12-31"),
    "1992-21^north": ("1992-03-01", "1992-05-31"),
    "1984?-06~-11": ("1984-06-11", "1984-06-11"),
    "1984-02/1992-06-16~": ("1984-02-01", "1992-06-16"),
    "../1992-07-05": (None, "1992-07-05"),
    "/1992-07-05": (None, "1992-07-05"),
    "1992-07-05/": ("1992-07-05", None),
    "../..": (None, None),
    "[..1984]": (None, "1984-12-31"),
    "[1667,1668-12..1670]": ("1667-01-01", "1670-12-31"),
    "{1960,1961-12..}": ("1960-01-01", None),
    "1992-07-05T24:00:00Z": ("1992-07-05", "1992-07-05"),
    "1950S2": ("1900-01-01", "1999-12-31"),
    "Y17E7": (None, None),
    "Y2E3": ("2000-01-01", "2000-12-31"),
    "-0044-03-15": (None, None),
    "0000/0800": (None, "0800-12-31"),
    "9999-24": ("9999-12-01", None),
}
NONSENSE = [
    "",
    " ",
    "2020-13",
    "2020-00",
    "2020-02-30",
    "2019-02-29",
    "2020-1-1",
    "2020-02-3X",
    "20200205",
    "2020-W05-1",
    "yesterday",
    "2020-03/2020-02",
    "2020/2021/2022",
    "/",
    "[]",
    "{..}",
    "[2020,..,2022]",
    "[2020",
    "-0000",
    "Y2020",
    "2020-42",
    "2020-02^x",
    "2020-21-05",
    "٢٠٢٠",
    "2020-02-05T25:00",
    "2020\x0002",
]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "expected"), BOUNDS.items())
def test_bounds(text: str, expected: tuple[str | None, str | None]) -> None:
    """Bounds are the first and the last day that the string allows; None is open or outside the years 1 to 9999."""
    assert (_day(expected[0]), _day(expected[1])) == edtf.bounds(text)


@pytest.mark.parametrize("text", NONSENSE)
def test_nonsense_is_named(text: str) -> None:
    """What is no date raises an error that names it and is a `ValueError` too."""
    with pytest.raises(DateError) as error:
        edtf.read(text)
    assert repr(text.strip()) in str(error.value)
    assert isinstance(error.value, ValueError)


@given(edtf_texts)
def test_spelling_is_kept(text: str) -> None:
    """Reading keeps the spelling, so that writing gives back what was read."""
    assert text == _read(text).edtf


@given(edtf_texts)
def test_bounds_are_those_of_the_value(text: str) -> None:
    """`bounds` and `read` agree, and no date ends before it starts."""
    value = _read(text)
    assert (value.earliest, value.latest) == edtf.bounds(text)
    assert value.earliest is None or value.latest is None or value.earliest <= value.latest


@given(edtf_texts)
def test_qualifiers_are_flags(text: str) -> None:
    """`~` is approximate, `?` uncertain, `%` both, wherever in the string they stand."""
    value = _read(text)
    assert ("~" in text or "%" in text, "?" in text or "%" in text) == (value.approximate, value.uncertain)


@given(edtf_like)
def test_any_text_is_read_or_refused(text: str) -> None:
    """A string is either read or refused with `DateError`; nothing else escapes."""
    with contextlib.suppress(DateError):
        assert text.strip() == edtf.read(text).edtf


def oracle_accepts(text: str) -> bool:
    """Whether the `edtf` package's grammar accepts a text; on some ("0000-0X") its own code fails, which is no yes."""
    try:
        return bool(oracle.parser.grammar.is_valid_edtf(text))
    except AttributeError:
        return False


@settings(max_examples=60, deadline=None)
@given(edtf_texts | edtf_like)
def test_everything_that_the_oracle_reads_is_read(text: str) -> None:
    """The `edtf` package's grammar accepts nothing that is refused here, but days that no calendar has.

    It lets "2019-02-29" and intervals that end before they start pass, and allows blanks between any two components.
    """
    assume(text.split() == [text] and oracle_accepts(text))
    refusal = ""
    try:
        edtf.read(text)
    except DateError as error:
        refusal = str(error)
    assert not refusal or "has no day" in refusal or "before it starts" in refusal


@settings(max_examples=60, deadline=None)
@given(qualified_dates | seasons.filter(lambda text: text[-2:] not in ("24", "28", "30")) | intervals())
def test_bounds_agree_with_the_oracle(text: str) -> None:
    """The `edtf` package's strict bounds are ours for days, months, years, seasons, quarters and closed intervals.

    Left out because the package means something else by them: winters (it cuts them at the end of the year), open ends
    (infinities), unspecified digits (it does not look for a real day), significant digits (its strict bound is the
    written year).
    """
    assume(".." not in text)
    parsed = oracle.parse_edtf(text)
    expected = tuple(date(*bound[:3]) for bound in (parsed.lower_strict(), parsed.upper_strict()))
    assert expected == edtf.bounds(text)


@given(plain_dates, st.lists(st.booleans(), min_size=8, max_size=8))
def test_an_unspecified_digit_only_widens(text: str, mask: list[bool]) -> None:
    """Replacing digits by X gives bounds that hold the date's own."""
    flags = iter(mask)
    masked = "".join("X" if char.isdigit() and next(flags) else char for char in text)
    earliest, latest = edtf.bounds(masked)
    inner = edtf.bounds(text)
    assert earliest is None or (inner[0] is not None and earliest <= inner[0])
    assert latest is None or (inner[1] is not None and latest >= inner[1])


@given(unspecified_dates)
def test_coarsening_contains_and_is_idempotent(text: str) -> None:
    """The shortest span of a date's bounds has the same bounds, and is its own shortest span."""
    bounds = edtf.bounds(text)
    assume(bounds != (None, None))
    span = edtf.span(*bounds)
    assert bounds == edtf.bounds(span)
    assert span == edtf.span(*edtf.bounds(span))


@given(st.dates(), st.dates())
def test_span_inverts_bounds(one: date, other: date) -> None:
    """`span` writes exactly the days that it is given, and a single day as that day."""
    first, last = sorted((one, other))
    assert (first, last) == edtf.bounds(edtf.span(first, last))
    assert edtf.day(first) == edtf.span(first, first)


@given(st.lists(st.dates(), min_size=1, max_size=9))
def test_one_of_sets_name_their_days(days: list[date]) -> None:
    """A one-of set gives back its days, sorted and each once."""
    assert tuple(sorted(set(days))) == edtf.each_day(edtf.one_of(days))


@given(edtf_texts.filter(lambda text: not text.startswith(("[..", "{..", "Y")) and "T" not in text and "^" not in text))
def test_a_qualifier_changes_no_bounds(text: str) -> None:
    """Marking a date as approximate sets the flag, keeps the bounds, and marking it twice is marking it once."""
    assume(_is_read(text))
    marked = edtf.qualify(text, "~")
    assert edtf.bounds(text) == edtf.bounds(marked)
    assert marked == edtf.qualify(marked, "~")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1992-07-05T10:00", "minute"),
        ("1992-07-05", "day"),
        ("1992-07", "month"),
        ("1992-24", "season"),
        ("1992-33", "quarter"),
        ("1992-41", "half"),
        ("1992", "year"),
        ("1992-1X", "year"),
        ("199X", "decade"),
        ("19XX", "century"),
        ("1XXX", "millennium"),
        ("1984/1992-02-16", "day"),
        ("[1992-02,1992-05]", "month"),
        ("Y12000", "year"),
    ],
)
def test_granularity(text: str, expected: str) -> None:
    """A date is as precise as its finest specified unit, an interval or set as its most precise member."""
    assert Granularity(expected) == edtf.read(text).granularity


def test_granularity_can_be_given() -> None:
    """A week is written as an interval of days: who reads it says so."""
    value = edtf.read("1992-06-29/1992-07-05", granularity=Granularity.WEEK, stated=(Granularity.WEEK,))
    assert (Granularity.WEEK, (Granularity.WEEK,)) == (value.granularity, value.stated)


def test_writers() -> None:
    """Writers give EDTF of a fixed width, also in the first millennium."""
    assert ["0800", "-0043", "Y10000", "098X", "08XX", "0800-07"] == [
        edtf.year(800),
        edtf.year(-43),
        edtf.year(10000),
        edtf.decade(987),
        edtf.century(850),
        edtf.month(800, 7),
    ]


def test_writers_refuse_nonsense() -> None:
    """An empty set, a reversed span and an unknown qualifier are named in the error."""
    for call in (lambda: edtf.one_of([]), lambda: edtf.span(date(2020, 2, 2), date(2020, 2, 1))):
        with pytest.raises(DateError):
            call()
    with pytest.raises(DateError, match="'!'"):
        edtf.qualify("2020", "!")


def _read(text: str) -> TimeValue:
    """Return the value of a legal string; masks and draws can make days that no calendar has."""
    assume(_is_read(text))
    return edtf.read(text)


def _is_read(text: str) -> bool:
    try:
        edtf.read(text)
    except DateError:
        return False
    return True

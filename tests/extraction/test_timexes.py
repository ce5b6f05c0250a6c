"""Promises about finding time expressions in any text, by the laws that hold for every pack."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from babel.dates import format_date
from hypothesis import example, given, settings
from hypothesis import strategies as st
from strategies import days

from timeline import Pipeline
from timeline.dates import edtf
from timeline.extraction.resolve import parse_time, resolve
from timeline.extraction.timexes import find
from timeline.languages import loader
from timeline.languages.pack import Pack
from timeline.schema import TimeValue, Timex

PACKS = tuple(loader.load(code) for code in loader.available())
packs = st.sampled_from(PACKS)
DCT = edtf.read("1992-07-05")

#: Text with many of the marks and words that rules are about, from every pack.
_RULES = [rule for pack in PACKS for rule in (*pack.timexes.rule, *pack.timexes.prefix, *pack.timexes.join)]
_WORDS = sorted({word for rule in _RULES for word, _ in rule.examples})
time_like = st.lists(st.sampled_from([*_WORDS, "5", "1992", "-", ".", ",", "\n", "\n\n", ":", "/", "'", "(", "12.30"]))


def read(text: str, pack: Pack, published: TimeValue | None = DCT) -> tuple[Timex, ...]:
    """The expressions of a text without a parse."""
    return resolve(find(text, pack), pack, text=text, published=published)


@settings(max_examples=300, deadline=None)
@given(st.text(), packs, st.sampled_from([None, "1992-07-05", "1992-07", "1992", "0001-01-01", "9999-12-31"]))
def test_any_text_returns(text: str, pack: Pack, published: str | None) -> None:
    """No text raises, whatever the publication date, and every span slices back, in order and apart."""
    found = read(text, pack, edtf.read(published) if published else None)
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]
    assert all(left.end <= right.start for left, right in pairwise(found))


@settings(max_examples=300, deadline=None)
@example(["later", "yearend"], loader.load("en"), "1992-07-05")  # the late part of a late part
@given(time_like, packs, st.sampled_from([None, "1992-07-05", "1992-07", "1992", "0001-01-01", "9999-12-31"]))
def test_any_time_words_return(words: list[str], pack: Pack, published: str | None) -> None:
    """No jumble of time words raises either, at the ends of the calendar too."""
    text = " ".join(words)
    found = read(text, pack, edtf.read(published) if published else None)
    assert [one.text for one in found] == [text[one.start : one.end] for one in found]


@settings(max_examples=100, deadline=None)
@given(days, packs, st.sampled_from(["1950-06-01", "1992-07-05", "2030-12", "2001"]))
def test_a_written_date_is_found(day: date, pack: Pack, published: str) -> None:
    """A date in CLDR's long and full format of the language is found whole, whatever the publication date."""
    for width in ("long", "full"):
        text = format_date(day, format=width, locale=pack.calendar.locale)
        assert [(text, day.isoformat())] == [
            (one.text, one.value) for one in read(f"{text}\n", pack, edtf.read(published))
        ]


@settings(max_examples=100, deadline=None)
@given(days, packs, st.integers(1, 7), st.integers(-60, 60), st.sampled_from(["past", "future", "nearest"]))
def test_weekdays_follow_the_publication_date(day: date, pack: Pack, weekday: int, weeks: int, direction: str) -> None:
    """A bare weekday moves with the publication date by whole weeks, and lies where the direction says."""
    name = format_date(date(1992, 7, 5) + timedelta(days=weekday), "EEEE", locale=pack.calendar.locale)
    later = day + timedelta(weeks=weeks)
    first, second = (
        parse_time(name, pack, published=edtf.read(one.isoformat()), direction=direction)  # type: ignore[arg-type]
        for one in (day, later)
    )
    assert first is not None
    assert second is not None
    assert first.earliest is not None
    assert second.earliest is not None
    assert timedelta(weeks=weeks) == second.earliest - first.earliest
    if direction == "past":
        assert first.earliest <= day
    if direction == "future":
        assert day < first.earliest


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_the_head_of_a_table_names_no_time(pack: Pack) -> None:
    """Days that are listed are read; a row of them, with numbers or bars between, is a calendar's or a timetable's."""
    names = [format_date(date(1992, 7, 6 + n), "EEEE", locale=pack.calendar.locale) for n in range(5)]
    assert names == [one.text for one in read(", ".join(names), pack)]
    assert names[:4] == [one.text for one in read(" ".join(names[:4]), pack)]
    assert (
        () == read(" ".join(names), pack) == read("\n".join(f"{name} {n + 6} |" for n, name in enumerate(names)), pack)
    )


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_a_neutral_paragraph_only_shifts_offsets(pack: Pack) -> None:
    """A paragraph without a date in front of a text changes its offsets and nothing else."""
    front = "Xylo brum.\n\n"
    for rule in pack.timexes.rule:
        for text, _ in rule.examples:
            plain, shifted = read(text, pack), read(front + text, pack)
            moved = [one.replace(start=one.start - len(front), end=one.end - len(front)) for one in shifted]
            assert list(plain) == moved, text


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
@pytest.mark.parametrize("coarse", ["1992-07", "1992"])
def test_a_coarse_date_adds_no_precision(pack: Pack, coarse: str) -> None:
    """With a publication date known to the month or year, no expression is placed more tightly than with the day."""
    for rule in pack.timexes.rule:
        for text, _ in rule.examples:
            for fine, rough in zip(read(text, pack), read(text, pack, edtf.read(coarse)), strict=False):
                if fine.time is None or rough.time is None or fine.text != rough.text:
                    continue
                leap_day = 1  # the winter of another year may be a day shorter
                assert _days(fine.time) <= _days(rough.time) + leap_day, (text, fine.time.edtf, rough.time.edtf)


def _days(value: TimeValue) -> int:
    """How many days a value allows; an open side counts as endless."""
    if value.earliest is None or value.latest is None:
        return 10**7
    return (value.latest - value.earliest).days


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_nothing_is_guessed_without_a_publication_date(pack: Pack) -> None:
    """Without a publication date an expression is placed only by what the text states."""
    for rule in pack.timexes.rule:
        for text, _ in rule.examples:
            for one in read(text, pack, None):
                assert one.time is None or one.time.anchor is None or one.time.anchor.value != "dct", text


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Mandag kunne togene igen køre over broen.", ["2021-03-15"]),
        ("Hun sagde, at han kunne komme hjem fredag.", ["2021-03-19"]),
        ("Hun har lovet at svare fredag.", ["2021-03-19"]),
        ("Inden 1. august skal loven være ændret.", ["2021-08-01"]),
        ("Alle skal have fået svar inden udgangen af maj.", ["2021-05"]),
        ("Manden skal have stjålet bilen i december.", ["2020-12"]),
        ("Forslaget ventes fremsat i april og vedtaget i juni.", ["2021-04", "2021-06"]),
        ("Fra den 3. til den 9. maj er der lukket.", ["2021-05-03", "2021-05-09"]),
        ("Udvalget er kaldt sammen torsdag.", ["2021-03-18"]),
        ("Hun er i dag blevet udnævnt til dommer.", ["2021-03-17"]),
        ("Han er i dag direktør for et forlag.", ["PRESENT_REF"]),
        ("To er døde i nat.", ["2021-03-17TNI"]),
        ("I nat stiller vi urene frem.", ["2021-03-18TNI"]),
        ("»Nu kunne vi ikke vente mere,« sagde han.", ["PRESENT_REF"]),
        ("Kulden er den værste siden 1963. I januar er der målt 20 grader.", ["1963", "2021-01"]),
        ("De rykkede ud til 1200 markbrande.", []),
        (
            "Manden, som blev anholdt den 22. januar, er sigtet for vold. Fredag blev han løsladt.",
            ["2021-01-22", "2021-03-12"],
        ),
        ("Åbent mandag og lukket langfredag.", ["XXXX-WXX-1", "2021-04-02"]),
        ("En gård fra 1786 brændte grundlovsdag.", ["1786", "2020-06-05"]),
    ],
)
def test_a_parse_tells_tense(danish: Pipeline, text: str, values: list[str]) -> None:
    """Where a clause points decides what its dates mean, and a parse tells more of that than word lists."""
    assert values == [timex.value for timex in danish.parse(text, published="2021-03-17").timexes]

"""Promises about the mini-language of patterns."""

import re

import pytest

from timeline.errors import PackError
from timeline.languages.contexts import context
from timeline.languages.patterns import Starts, compile_pattern, digits, lexicon, spellings, words

SLOTS = {
    "n": digits("[0-9]{1,2}"),
    "unit": lexicon([("day", ["day(s)?"]), ("year", ["year(s)?"])]),
    "many": lexicon([("X", ["a few", "some"])]),
}


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern matches all of a text."""
    return re.fullmatch(compile_pattern(pattern, SLOTS).expression, text, re.IGNORECASE) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("<n> <unit> ago", "3 days ago"),
        ("<n> <unit> ago", "3  days\nago"),
        ("(about )?<n> <unit>", "about 3 days"),
        ("(about )?<n> <unit>", "3 days"),
        ("about? <n> <unit>", "3 days"),
        ("<n> <unit>( ago)?", "3 days"),
        ("<n>._<unit>", "3.days"),
        ("<n>._<unit>", "3. days"),
        ("(<n>|<many:n>) <unit>", "a few years"),
        ("\\(<n>\\)", "(3)"),
    ],
)
def test_matches(pattern: str, text: str) -> None:
    """Options, blanks, slots and escapes mean what the module says."""
    assert matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("<n> <unit>", "3days"),
        ("<n> <unit>", "3 \n\n days"),
        ("(about )?<n> <unit>", "about3 days"),
        ("<n> <unit>", "3 weeks"),
    ],
)
def test_does_not_match(pattern: str, text: str) -> None:
    """A blank is mandatory, stops at a paragraph, and a slot takes its own words only."""
    assert not matches(pattern, text)


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(a", "missing )"),
        ("a)", "unexpected )"),
        ("<n", "missing >"),
        ("<nothing>", "unknown slot <nothing>"),
        ("(a)?", "matches nothing at all"),
        ("", "matches nothing at all"),
    ],
)
def test_malformed_patterns(pattern: str, said: str) -> None:
    """A malformed pattern is a `PackError` that quotes it and says what is wrong."""
    with pytest.raises(PackError, match=re.escape(said)):
        compile_pattern(pattern, SLOTS)


def test_starts_hold_every_beginning() -> None:
    """The words by which a pattern is looked up are all that a match can begin with."""
    starts = compile_pattern("(about )?(<n>|<many:n>) <unit>", SLOTS).starts
    assert {"about", "0", "00", "a", "some"} == starts.first
    assert {"0", "00", "a", "few", "some", "day", "days", "year", "years"} == starts.second
    assert starts.allow("about", "some")
    assert starts.allow("0", "days")
    assert not starts.allow("0", "some")
    assert not Starts().allow("0", "days")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("<n>/<n:m>", {"/"}),
        ("<n>._<unit>", {"."}),
        ("<n>-<unit>", {"-"}),
        ("<n> <unit>", {" "}),
        ("(<n>|<many:n>) <unit>", {" "}),
        ("<n>( <unit>)?", None),
    ],
)
def test_follows(pattern: str, expected: set[str] | None) -> None:
    """The kinds of character behind the first word are all that can stand there, None where the pattern may end."""
    assert expected == compile_pattern(pattern, SLOTS).follows


def test_spellings_expand_options() -> None:
    """A form with options stands for each of its spellings."""
    assert {"two and a half", "two a half"} == set(spellings("two( and)? a half"))
    assert {"day", "days"} == set(spellings("day(s)?"))


def test_a_form_has_no_slots() -> None:
    """A word list cannot hold a slot."""
    with pytest.raises(PackError, match="cannot hold the slot"):
        lexicon([("1", ["<n>"])])


def test_a_longer_phrase_wins() -> None:
    """A slot takes the longest of its phrases."""
    slot = lexicon([("a", ["year"]), ("b", ["years", "year end"])])
    match = re.match(slot.expression, "year end")
    assert match is not None
    assert "b" == slot.values[match.group()]


def test_contexts_have_no_groups() -> None:
    """A context is looked at, not read: its slots have no names, and it may be punctuation alone."""
    assert 0 == re.compile(context("<n> <unit>", SLOTS)).groups
    assert "-" == re.sub(r"\\", "", context("-", SLOTS))


def test_words_fold_digits() -> None:
    """Runs of digits of one length look up as one word, and so do all that are too long for any number."""
    assert ("00", "days", "0000") == words("12 Days 1992")
    assert words("1" * 8) == words("2" * 80)

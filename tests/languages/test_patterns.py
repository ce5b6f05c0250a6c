"""Promises about the mini-language of patterns."""

import re

import pytest

from timeline.errors import PackError
from timeline.languages.contexts import context
from timeline.languages.patterns import Slot, compile_pattern, digits, lexicon, plain
from timeline.languages.starts import END, Starts, words
from timeline.languages.syntax import spellings

SLOTS = {
    "n": digits("[0-9]{1,2}"),
    "unit": lexicon([("day", ["day(s)?"]), ("year", ["year(s)?"])]),
    "many": lexicon([("X", ["a few", "some"])]),
    "any": Slot(r"\w+", Starts(), listed=False),
}


def matches(pattern: str, text: str) -> bool:
    """Whether a pattern matches all of a text."""
    expression, _ = compile_pattern(pattern, SLOTS).expression(SLOTS)
    return re.fullmatch(expression, plain(text)) is not None


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("<n> <unit> ago", "3 days ago"),
        ("<n> <unit> ago", "3  days\nago"),
        ("(about )?<n> <unit>", "about 3 days"),
        ("(about )?<n> <unit>", "3 days"),
        ("about? <n> <unit>", "3 days"),
        ("<n> about? some? <unit>", "3 days"),
        ("About <n> <unit>", "about 3 days"),
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
        ("<n> <any>", "<any> can stand in before, after"),
        ("", "matches nothing at all"),
    ],
)
def test_malformed_patterns(pattern: str, said: str) -> None:
    """A malformed pattern is a `PackError` that quotes it and says what is wrong."""
    with pytest.raises(PackError, match=re.escape(said)):
        compile_pattern(pattern, SLOTS)


def test_starts_hold_every_beginning() -> None:
    """The words by which a pattern is looked up are all that a match can begin with, and what stands behind them."""
    starts = compile_pattern("(about )?(<n>|<many:n>) <unit>", SLOTS).starts
    assert {"about", "0", "00", "a", "some"} == starts.first
    assert {" 0", " 00", " a", " few", " some", " day", " days", " year", " years"} == starts.behind
    assert {" day", " days", " year", " years"} == starts.after("about", " some")
    assert {END} == starts.after("0", " days")
    assert starts.after("0", " some") is None
    assert Starts().after("0", " days") is None


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("<n>/<n:m>", {"/0", "/00"}),
        ("<n>._<unit>", {".day", ".days", ".year", ".years"}),
        ("<n>.", {"."}),
        ("<n>( about)?", {END, " about"}),
        ("<n>(about)?", {END, "aabout"}),
    ],
)
def test_what_stands_behind_the_first_word(pattern: str, expected: set[str]) -> None:
    """A second word is looked up with the kind of character behind the first, which counts alone where none follows."""
    assert expected == compile_pattern(pattern, SLOTS).starts.behind


def test_what_must_follow_is_looked_up() -> None:
    """A pattern that asks for something behind it is looked up with that."""
    assert {" ago", "aago"} == compile_pattern("<n> <unit>", SLOTS, ("ago",)).starts.after("0", " days")
    assert {","} == compile_pattern("<n>", SLOTS, (",",)).starts.behind - {" "}
    assert {END} == compile_pattern("<n>", SLOTS, ("<any>",)).starts.behind


@pytest.mark.parametrize(
    ("pattern", "first", "text"),
    [
        ("(about )?<n> <unit>", "0", "3 days"),
        ("(about )?<n> <unit>", "about", "about 3 days"),
        ("(<n>|<many:n>) <unit>", "some", "some days"),
        ("(<n>|<many:n>) <unit>", "a", "a few days"),
        ("(<unit> )?<unit:other>", "days", "days years"),
        ("(<unit> )?<unit:other>", "days", "days"),
    ],
)
def test_an_expression_for_a_first_word(pattern: str, first: str, text: str) -> None:
    """The expression for one first word matches what begins with that word as the whole one does."""
    compiled = compile_pattern(pattern, SLOTS)
    for expression, names in (compiled.expression(SLOTS), compiled.expression(SLOTS, first)):
        match = re.fullmatch(expression, text)
        assert match is not None
        assert names


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

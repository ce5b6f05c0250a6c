"""Promises about mistakes in patterns that would go unnoticed."""

import pytest

from timeline.errors import PackError
from timeline.languages.checks import refuse_dead
from timeline.languages.patterns import digits, lexicon

SLOTS = {
    "year": digits("[0-9]{4}"),
    "month_number": digits("[0-9]{2}"),
    "unit": lexicon([("day", ["day(s)?"])]),
    "word": lexicon([("1", ["one"])]),
}


@pytest.mark.parametrize(
    "pattern",
    ["week(end)? <year>", "(the )?<unit>s", "<word> <unit>(es)?", "(day|week)s ago", "sun(day)?", "<unit>(s)? ago"],
)
def test_a_word_that_the_look_up_does_not_know_is_refused(pattern: str) -> None:
    """An ending that is glued to one of the first two words would never be found."""
    with pytest.raises(PackError, match="make one word"):
        refuse_dead(pattern, SLOTS)


@pytest.mark.parametrize("pattern", ["<year><month_number>", "<year>(<month_number>)?"])
def test_two_numbers_in_one_run_of_digits_are_refused(pattern: str) -> None:
    """Nothing tells where one number ends and the next begins."""
    with pytest.raises(PackError, match="make one number"):
        refuse_dead(pattern, SLOTS)


@pytest.mark.parametrize(
    "pattern",
    [
        "<year>s",
        "<year>-<month_number>",
        "in the old day(s)? of",
        "<unit>_<unit>",
        "<word>(-| )?<unit>",
        "<year>( |-)?<year>",
    ],
)
def test_parts_that_can_be_told_apart_are_not_refused(pattern: str) -> None:
    """Digits and letters are words of their own, and only the first three words are looked up."""
    refuse_dead(pattern, SLOTS)

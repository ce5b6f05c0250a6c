"""Promises about languages that have no pack: absolute dates by dateparser, flagged, and nothing else."""

import warnings

import pytest

import timeline
from timeline.errors import LanguageError, TimelineWarning
from timeline.extraction import absolute


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("fr", "Fermé en mai 2018, le pont a rouvert le 3 mai 2019.", ["2018-05", "2019-05-03"]),
        ("de", "Am 3. März 2020 und am 12.11.1994 trafen sie sich.", ["2020-03-03", "1994-11-12"]),
        ("es", "Llegaron el 3 de mayo de 2019.", ["2019-05-03"]),
        ("ja", "橋は2019年5月3日に開通した。", ["2019-05-03"]),
        ("fr", "Hier, mardi, en 1999, il y a trois ans et le 3 mai.", []),
        ("fr", "Appelez le 12.34.56.78 ou payez 2019 euros au no. 2019-13.", []),
    ],
)
def test_absolute_dates_only(language: str, text: str, found: list[str]) -> None:
    """Dates with a year are read and carry the rule "fallback"; what is relative or partial is left alone."""
    timexes = absolute.find(text, language)
    assert found == [timex.value for timex in timexes]
    assert all(timex.rule == "fallback" and timex.text == text[timex.start : timex.end] for timex in timexes)


def test_a_language_without_a_pack_warns() -> None:
    """An article in such a language is parsed, with one warning that says what is lost."""
    with pytest.warns(TimelineWarning, match="no language pack for 'fr'"):
        article = timeline.parse("Le pont a rouvert le 3 mai 2019.", language="fr")
    assert ["2019-05-03"] == [timex.value for timex in article.timexes]
    assert () == article.events


def test_one_expression_without_a_pack() -> None:
    """`parse_time` reads an absolute date too, and nothing relative."""
    assert "2019-05-03" == str(timeline.parse_time("3 mai 2019", language="fr"))
    assert timeline.parse_time("hier", language="fr", published="2020-01-01") is None


def test_an_unknown_language_is_an_error() -> None:
    """A code that neither a pack nor dateparser knows is told, with what there is."""
    with warnings.catch_warnings(), pytest.raises(LanguageError, match="installed: da, en, nb, sv"):
        timeline.load("tlh")

"""Promises of the first stage: parts of an article and the date in its head."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.extraction.documentdate import head_date
from timeline.extraction.preprocess import zones
from timeline.languages import loader

DANISH = loader.load("da")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        (" \n\t ", []),
        (" date 2020-02 Havnen åbner.", [("head", "date 2020-02"), ("body", "Havnen åbner.")]),
        ("Dato: 2021-03-04\nHavnen åbner.", [("head", "Dato: 2021-03-04"), ("body", "Havnen åbner.")]),
        ("2021-03-04 Havnen åbner.", [("head", "2021-03-04"), ("body", "Havnen åbner.")]),
        ("2021 blev et godt år.\nOgså for havnen.", [("body", "2021 blev et godt år."), ("body", "Også for havnen.")]),
        ("Havnen åbner igen\n\nDet sker mandag.", [("headline", "Havnen åbner igen"), ("body", "Det sker mandag.")]),
        (
            "Havnen åbner\nAf Bo Lund\nDet sker nu.",
            [("headline", "Havnen åbner"), ("byline", "Af Bo Lund"), ("body", "Det sker nu.")],
        ),
        ("Han kom.\r\n- Nu, siger han.", [("body", "Han kom."), ("quotation", "- Nu, siger han.")]),
        ("Han kom.\n– Nu, siger han.", [("body", "Han kom."), ("quotation", "– Nu, siger han.")]),
        ("Tre ting:\n• Havnen\n• Broen", [("body", "Tre ting:"), ("item", "• Havnen"), ("item", "• Broen")]),
        ("Havnen åbner igen", [("body", "Havnen åbner igen")]),
        ("-5 grader ventes.\nDet er koldt.", [("body", "-5 grader ventes."), ("body", "Det er koldt.")]),
    ],
)
def test_zones(text: str, expected: list[tuple[str, str]]) -> None:
    """Each line is a zone of the kind that its marks say, with the white space around it left out."""
    assert expected == [(zone.kind.value, text[zone.start : zone.end]) for zone in zones(text, DANISH.zones)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" date 2020-02 Havnen åbner.", "2020-02"),
        ("2021-03-04 Havnen åbner.", "2021-03-04"),
        ("Publiceret: 3. marts 2021\n\nHavnen åbner.", "2021-03-03"),
        ("Havnen åbner igen\n3. marts 2021\nDet sker nu.", "2021-03-03"),
        ("Havnen åbner 3. marts.", None),
        ("date 2020-13 Havnen åbner.", None),
        ("2021 blev et godt år for havnen.", None),
        ("Havnen åbner i 2022.\nDet sker i marts 2022, siger borgmesteren i en skriftlig kommentar til avisen.", None),
        ("", None),
    ],
)
def test_head_date(text: str, expected: str | None) -> None:
    """The document's date is read from its head alone, never from its prose."""
    value = head_date(text, DANISH)
    assert expected == (value.edtf if value else None)


@given(st.text(alphabet=st.sampled_from("a- \n\r•.date2020-01\u2028æ😀"), max_size=80))
def test_zones_cover_every_word_once(text: str) -> None:
    """Zones are in text order, do not overlap, and leave out nothing but white space and line ends."""
    found = zones(text, DANISH.zones)
    assert all(one.end <= other.start for one, other in pairwise(found))
    rest = "".join(text[a:b] for a, b in _gaps(text, [(zone.start, zone.end) for zone in found]))
    assert "" == rest.strip(" :\t\n\r\u2028")


def _gaps(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    return list(zip(edges[::2], edges[1::2], strict=True))

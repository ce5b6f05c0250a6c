"""Promises of quotations and stances: who holds what, in whose words, passed on by whom.

The sentences are our own and go through the shipped pipeline.
"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import Pipeline
from timeline.extraction import quotations
from timeline.extraction.preprocess import zones
from timeline.languages import loader

DANISH = loader.load("da")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Vi er klar, siger hun.", ["Vi er klar, siger hun."]),
        ('Hun siger: "Vi er klar."', ["Vi er klar."]),
        ("Hun siger: ”Vi er klar.”", ["Vi er klar."]),
        ("Hun siger: “Vi er klar.”", ["Vi er klar."]),
        ("Hun siger: »Vi er klar.«", ["Vi er klar."]),
        ("Hun siger: «Vi er klar.»", ["Vi er klar."]),
        ("Hun kom i går.", []),
        ("", []),
    ],
)
def test_quotations_in_every_style(text: str, expected: list[str]) -> None:
    """Dash and every pair of marks are found, the words without the marks."""
    found = quotations.find(text, zones(text, DANISH.zones))
    assert expected == [text[one.start : one.end].strip() for one in found]


@given(st.text(st.sampled_from("ab. \n-\"”“»«'’"), max_size=60))
def test_unbalanced_marks_survive(text: str) -> None:
    """Whatever the marks, quotations lie inside the text, in order, and none in another."""
    found = quotations.find(text, zones(text, DANISH.zones))
    assert all(0 <= one.start <= one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "holder", "polarity", "act", "quoted", "evidence"),
    [
        ("- Vi bygger broen færdig, siger borgmester Karen Lund (S).", "Karen Lund", "NEUTRAL", "STATE", "direct",
         "Vi bygger broen færdig"),
        ('"Planen er en katastrofe," siger Ole Dam (V).', "Ole Dam", "OPPOSE", "CRITICISE", "direct",
         "Planen er en katastrofe"),
        ("»Det er en stor sejr,« jublede træner Bo Friis.", "Bo Friis", "SUPPORT", "PRAISE", "direct",
         "Det er en stor sejr"),
        ("Ifølge formand Ole Dam er planen urealistisk.", "Ole Dam", "OPPOSE", "CRITICISE", "indirect",
         "er planen urealistisk"),
        ("Oppositionen kræver, at ministeren går af.", "Oppositionen", "OPPOSE", "DEMAND", "indirect",
         "ministeren går af"),
        ("Fagforeningen frygter, at fabrikken lukker.", "Fagforeningen", "OPPOSE", "EXPECT", "indirect",
         "fabrikken lukker"),
        ("Partiformanden lover, at skatten falder.", "Partiformanden", "SUPPORT", "PROMISE", "indirect",
         "skatten falder"),
        ("Byrådet vedtog budgettet mandag.", "Byrådet", "SUPPORT", "APPROVE", "none",
         "Byrådet vedtog budgettet mandag"),
        ("Naboerne er rasende over planen.", "Naboerne", "OPPOSE", "CRITICISE", "none",
         "Naboerne er rasende over planen"),
        ("Ole Dam roser aftalen.", "Ole Dam", "SUPPORT", "PRAISE", "none", "Ole Dam roser aftalen"),
    ],
)  # fmt: skip
def test_one_stance(
    danish: Pipeline, text: str, holder: str, polarity: str, act: str, quoted: str, evidence: str
) -> None:
    """Direct and indirect speech, attitudes and acts each give one stance with its words."""
    (stance,) = danish.parse(text, published="2024-05-16").stances
    found = (stance.holder.name, stance.polarity, stance.act, stance.quoted, stance.evidence.text)
    assert (holder, polarity, act, quoted, evidence) == found


def test_nested_holders_are_a_chain(danish: Pipeline) -> None:
    """Who is said to demand has a stance of its own, passed on by the one who says so."""
    stances = danish.parse("Irak siger, at Iran kræver, at soldaterne rejser hjem.", published="2024-05-16").stances
    assert [("Irak", ()), ("Iran", ("Irak",))] == [
        (stance.holder.name, tuple(actor.name for actor in stance.via)) for stance in stances
    ]


@pytest.mark.parametrize(
    "text", ["Det er planen, at broen åbner i maj.", "Det frygtes, at taget falder ned.", "Regnen faldt."]
)
def test_no_holder_no_stance(danish: Pipeline, text: str) -> None:
    """What nobody says is nobody's stance."""
    assert () == danish.parse(text, published="2024-05-16").stances


def test_stance_points_at_the_event_it_is_about(danish: Pipeline) -> None:
    """A demand's stance hangs on the demanded event too, and says which document it is from."""
    article = danish.parse("Oppositionen kræver, at ministeren går af.", published="2024-05-16", source="avis")
    (stance,) = article.stances
    demanded = next(event for event in article.events if event.modality == "DEMANDED")
    assert stance in demanded.stances
    assert "avis" == stance.document

"""Promises of the cast: one actor per entity, by the fullest name, with title, affiliation and country.

The sentences are our own and go through the shipped pipeline.
"""

import pytest
import spacy

from timeline import Actor, Pipeline
from timeline.extraction import actors


def cast(pipeline: Pipeline, text: str) -> dict[str, Actor]:
    """The actors of a text by id."""
    return {actor.id: actor for actor in pipeline.parse(text, published="2024-05-16").actors}


@pytest.mark.parametrize(
    ("text", "actor", "mentions"),
    [
        (
            "Statsminister Karen Lund (S) rejste til Bagdad. Lund mødte Iraks præsident, Ahmed Saleh.",
            ("person:karen-lund", "Karen Lund", "PERSON", "statsminister", "S", None),
            ["Karen Lund", "Lund"],
        ),
        (
            "Statsminister Karen Lund (S) rejste til Bagdad. Lund mødte Iraks præsident, Ahmed Saleh.",
            ("person:ahmed-saleh", "Ahmed Saleh", "PERSON", "præsident", "Irak", "IRQ"),
            ["Iraks præsident", "Ahmed Saleh"],
        ),
        (
            "Den danske forsvarsminister, Ole Dam, besøgte Nato. Han roste alliancen.",
            ("person:ole-dam", "Ole Dam", "PERSON", "forsvarsminister", "Danmark", "DNK"),
            ["Den danske forsvarsminister", "Ole Dam", "Han"],
        ),
        (
            "Den danske forsvarsminister, Ole Dam, besøgte Nato. Han roste alliancen.",
            ("organisation:nato", "Nato", "ORGANISATION", None, None, None),
            ["Nato", "alliancen"],
        ),
        (
            "Irakiske soldater forlod basen. USA kritiserede Irak.",
            ("group:irakiske-soldater", "Irakiske soldater", "GROUP", None, "Irak", "IRQ"),
            ["Irakiske soldater"],
        ),
        (
            "Irakiske soldater forlod basen. USA kritiserede Irak.",
            ("country:IRQ", "Irak", "COUNTRY", None, None, "IRQ"),
            ["Irak"],
        ),
        (
            "Arbejdstilsynet besøgte Nordkemi A/S tirsdag. Selskabet afviste kritikken.",
            ("organisation:nordkemi-a-s", "Nordkemi A/S", "ORGANISATION", None, None, None),
            ["Nordkemi A/S", "Selskabet"],
        ),
        (
            "Dansk Folkeparti (DF) stemte imod. DF kræver et nyt valg.",
            ("organisation:dansk-folkeparti", "Dansk Folkeparti", "ORGANISATION", None, None, "DNK"),
            ["Dansk Folkeparti", "DF", "DF"],
        ),
        (
            "En 31-årig mand blev anholdt i Viborg.",
            ("person:en-31-årig-mand", "En 31-årig mand", "PERSON", None, None, None),
            ["En 31-årig mand"],
        ),
        (
            "Politiet anholdt to fiskere. De to nægter. Borgmesteren roste dem.",
            ("group:to-fiskere", "to fiskere", "GROUP", None, None, None),
            ["to fiskere", "De to", "dem"],
        ),
        (
            "Europa-Kommissionen og FN advarer Rusland.",
            ("organisation:un", "FN", "ORGANISATION", None, None, None),
            ["FN"],
        ),
    ],
)
def test_who_is_who(danish: Pipeline, text: str, actor: tuple[str | None, ...], mentions: list[str]) -> None:
    """Surname, office, pronoun, acronym and common noun are the entity that they refer back to."""
    found = cast(danish, text)[actor[0] or ""]
    assert actor == (found.id, found.name, found.kind, found.title, found.affiliation, found.country)
    assert mentions == [mention.text for mention in found.mentions]


@pytest.mark.parametrize("text", ["", " ", "Det regner.", "12 13 14", "....", "((("])
def test_nobody_is_nobody(danish: Pipeline, text: str) -> None:
    """A text that names nobody has no actors."""
    assert {} == cast(danish, text)


def test_ids_are_the_same_in_every_document(danish: Pipeline) -> None:
    """Countries and well-known organisations keep one id, however they are called."""
    for text in ("Irakiske soldater og Irak.", "Iraks hær rykkede ud.", "Regeringen i Irak gik af."):
        assert any(actor.country == "IRQ" for actor in cast(danish, text).values())
    assert "organisation:nato" in cast(danish, "NATO mødes i dag.")


def test_names_are_found_without_a_parse(danish: Pipeline) -> None:
    """With names but no parser, actors are named, if not linked as well."""
    doc = spacy.blank("da")("Irak kritiserer Nato.")
    assert ["country:IRQ", "organisation:nato"] == [actor.id for actor in actors.find(doc, danish.pack).actors]


def test_cost_does_not_explode_with_mentions(danish: Pipeline) -> None:
    """A thousand mentions of one name are one actor."""
    text = "Karen Lund kom. " * 300
    found = cast(danish, text)
    assert 300 == len(found["person:karen-lund"].mentions)


def test_a_title_that_is_taken_for_a_verb(danish: Pipeline) -> None:
    """A compound of a title before a name is its bearer's title, though the tagger has not seen the word."""
    (stance,) = danish.parse("- Det er forkert, siger klimaordfører Rasmus Ege.", published="2024-05-16").stances
    assert ("Rasmus Ege", "klimaordfører") == (stance.holder.name, stance.holder.title)

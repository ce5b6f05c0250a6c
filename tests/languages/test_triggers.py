"""Promises about the trigger lexicon: broad, unambiguous where it must be, and read by form as written."""

import pytest

from timeline.languages import loader
from timeline.languages.triggers import Concept, TriggerLexicon
from timeline.schema import EventType, Modality

PACK = loader.load("da")
assert PACK.triggers is not None
LEXICON = PACK.triggers


def test_lexicon_covers_general_news() -> None:
    """At least 600 verb lemmas and 150 nouns that name events, and every event type among them."""
    typed = [concept for concept in LEXICON.concepts if concept.type is not None]
    verbs = {entry.split()[0] for concept in typed for entry in concept.verbs}
    nouns = {noun for concept in typed for noun in (*concept.nouns, *concept.results)}
    assert len(verbs) >= 600
    assert len(nouns) >= 150
    assert {concept.type for concept in typed} == set(EventType)


def test_concept_names_are_unique() -> None:
    """Merging compares concepts by name across articles, so that no two may share one."""
    names = [concept.name for concept in LEXICON.concepts]
    assert sorted(set(names)) == sorted(names)


def test_nouns_are_single_words() -> None:
    """A noun entry is one lemma, but for the kin of what it goes with: phrases belong to verbs."""
    entries = [noun for concept in LEXICON.concepts for noun in (*concept.nouns, *concept.results)]
    nouns = [entry.split("} ")[-1] for entry in entries]
    assert [] == [noun for noun in nouns if " " in noun or noun != noun.lower()]


@pytest.mark.parametrize(
    ("noun", "expected"),
    [
        ("strejke", "strike"),
        ("havnestrejke", "strike"),
        ("raketangreb", "attack"),
        ("togulykke", "crash"),
        ("pressemøde", "press_conference"),
        ("bordtennis", None),
        ("hus", None),
    ],
)
def test_compounds_are_read_by_their_last_part(noun: str, expected: str | None) -> None:
    """A compound means its last part when the lexicon does not list it whole."""
    found = LEXICON.noun(noun)
    assert expected == (found.concept.name if found else None)


def test_phrases_come_before_plain_verbs() -> None:
    """The reading that asks for most words is tried first."""
    readings = LEXICON.verb("sætte")
    assert ("på", "pause") in [phrase.words for phrase in readings]
    assert readings[-1].words == ()


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("kræve", Modality.DEMANDED),
        ("planlægge", Modality.PLANNED),
        ("frygte", Modality.POSSIBLE),
        ("nægte", Modality.DENIED),
        ("købe", None),
        ("ukendtverbum", None),
    ],
)
def test_content_is_what_a_word_makes_of_its_complement(lemma: str, expected: Modality | None) -> None:
    """Verbs of demand, plan, fear and denial lend their complement a modality."""
    assert expected == LEXICON.content(lemma)


def test_exact_nouns_match_no_compound() -> None:
    """A noun written with "=" is read whole only."""
    lexicon = TriggerLexicon(concepts=(Concept(name="game", type=EventType.SPORT, nouns=("=kamp",)),))
    assert lexicon.noun("kamp") is not None
    assert lexicon.noun("klassekamp") is None


def test_strong_forms_lead_to_verbs_that_the_lexicon_knows() -> None:
    """Each listed irregular form belongs to a verb of the lexicon."""
    assert [] == [form for form, lemma in LEXICON.forms if not LEXICON.verb(lemma)]

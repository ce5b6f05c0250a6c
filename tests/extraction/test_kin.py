"""Promises about verbs and nouns that mean by whom or to what something is done: a ship that "hits" crashes."""

from collections.abc import Callable

import pytest

from timeline.languages.triggers import Concept, Kin, TriggerLexicon
from timeline.schema import EventType

Concepts = Callable[[str], set[str]]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        # who does it, also in the passive and behind the verb
        ("Færgen ramte molen i går.", "crash"),
        ("Molen blev ramt af en færge i går.", "crash"),
        ("I går ramte en lastbil en cyklist i Odense.", "crash"),
        ("En drone ramte i går et boligkvarter.", "attack"),
        ("Hospitalet blev i går ramt af et missil.", "attack"),
        ("Plejehjemmet blev i går ramt af salmonella.", "outbreak"),
        ("Stormen ramte molen i går.", "storm"),
        ("Politiet slog i går til mod et værksted.", "search"),
        ("Røvere slog i går til mod en guldsmed.", "steal"),
        ("Bomben gik af i går.", "attack"),
        ("Ministeren gik af i går.", "resign"),
        ("Olien løb i går ud i fjorden.", "leak"),
        ("Aftalen løb i går ud.", "expire"),
        # what it is done to, behind a preposition too, and at the end of a name
        ("Den sårede blev i går kørt til Odense Universitetshospital.", "hurt"),
        ("Direktøren blev i går kørt til Odense.", "travel"),
        ("Banken meldte i går sagen til politiet.", "report_crime"),
        ("Kommissionen fremlagde i går sin rapport.", "release_text"),
        ("Direktøren fik i går fem år i byretten.", "convict"),
        ("Producenten kaldte i går osten tilbage.", "recall"),
        ("Myndighederne slog i går 12.000 høns ned.", "die"),
        # a noun that means what goes with it
        ("Et sammenstød mellem to biler lukkede i går motorvejen.", "crash"),
        ("Et sammenstød mellem politi og demonstranter endte i går blodigt.", "fight"),
        # a longer fixed phrase is none of its parts
        ("Et fragtskib løb i går på grund ved Læsø.", "crash"),
    ],
)
def test_doers_and_objects_of_a_kin_decide_what_is_told(concepts: Concepts, text: str, concept: str) -> None:
    """A word of many meanings tells what it tells of things of a kin."""
    assert concept in concepts(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Krisen ramte i går byen.", "crash"),
        ("Fakkeltoget ramte i går rådhuset.", "crash"),
        ("Et skib løb i går fra havn på grund af storm.", "crash"),
        ("Spillerne slog i går til mod målet.", "search"),
        ("Fabrikken slap i går ud af aftalen.", "leak"),
        ("Hun gik i går til lægen.", "report_crime"),
        ("Kommissionen fremlagde i går sit budget.", "release_text"),
        ("Direktøren fik i går plads i byrettens hal.", "convict"),
        ("Lægen kørte i går til hospitalet.", "hurt"),
        ("Hun stak i går hånden i lommen.", "defraud"),
    ],
)
def test_others_do_not(concepts: Concepts, text: str, concept: str) -> None:
    """The same verb of something else tells something else."""
    assert concept not in concepts(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("To mænd druknede mandag. Ulykken skete ved Anholt.", ["die"]),
        ("To mænd omkom mandag. Ulykken skete på E45.", ["crash", "die"]),
        ("En færge ramte mandag molen. Sammenstødet kostede millioner.", ["crash"]),
        ("Politiet opløste mandag optøjerne. Sammenstødet kostede millioner.", ["fight"]),
        ("Svindlen begyndte i 2019.", ["defraud"]),
        ("Smitteudbruddet begyndte i 2019.", ["outbreak"]),
    ],
)
def test_a_general_noun_takes_up_no_more_than_its_concepts(concepts: Concepts, text: str, told: list[str]) -> None:
    """Concepts that count as one in comparing are not covered all by what covers one; nouns are read in any form."""
    assert set(told) <= concepts(text)
    assert concepts(text) & {"crash", "fight"} == set(told) & {"crash", "fight"}


def test_a_frame_names_a_listed_kin() -> None:
    """A name in braces that no list has is an error of the pack; compounds are of a kin by their end."""
    hit = Concept(name="crash", type=EventType.ACCIDENT, verbs=("{vehicle} hit",))
    with pytest.raises(ValueError, match="vehicle"):
        TriggerLexicon(concepts=(hit,))
    lexicon = TriggerLexicon(concepts=(hit,), kin=(Kin(name="vehicle", nouns=("car",)),))
    assert lexicon.is_kin("policecar", "{vehicle}")
    assert not lexicon.is_kin("carpet", "{vehicle}")

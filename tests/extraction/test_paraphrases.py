"""Promises about paraphrases: six newsrooms tell one happening in six ways, and all of them tell one concept."""

from collections.abc import Callable

import pytest

from timeline import Pipeline

DCT = "2024-05-16"
Concepts = Callable[[str], set[str]]


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        # What hangs on a bare weekday hangs on the verb.
        ("Planen blev fredag droppet.", "cancel"),
        ("Der blev torsdag afholdt borgermøde i hallen.", "meet"),
        ("Boghandlerprisen gik fredag til forfatteren.", "award"),
        # A participle in the passive means what the active does not.
        ("To lærere blev sagt op i går.", "dismiss"),
        ("To lærere sagde op i går.", "resign"),
        # Verbs that the tagger takes for auxiliaries.
        ("I går blev parterne enige om lønnen.", "agree"),
        ("Torsdag havde filmen premiere.", "perform"),
        ("Karen Lund er blevet løsgænger.", "withdraw"),
        # The noun of a preposition has words before it, and is a compound.
        ("Karen Lund satte sig i går i den nye direktørstol.", "appoint"),
        ("Partierne satte sig i går til det lange forhandlingsbord.", "negotiate"),
        # A particle stands before a date that it is no preposition of.
        ("Ministeren takkede af fredag.", "resign"),
        # A happening that comes, falls into place, becomes real.
        ("Udnævnelsen kom i går.", "appoint"),
        ("Overenskomsten faldt på plads i går.", "agree"),
        ("Skolelukningen blev en realitet i går.", "close"),
        # The noun that an aspect's preposition governs.
        ("Partierne tog i går hul på forhandlingerne.", "negotiate"),
        # A noun behind the preposition of a support verb; an event noun that comes on a date to come.
        ("I går kom forligsmanden med et mæglingsforslag.", "propose"),
        ("Der kommer et lovindgreb den 3. juni 2024.", "legislate"),
        # A date between a verb and what belongs to it.
        ("Jens Ry overtog i går cheftrænerposten.", "appoint"),
        ("Overenskomsten blev i går nedstemt.", "reject"),
        ("Lokalplanen gik igennem fredag.", "legislate"),
        # The nouns of phrases whose lemma the model gets wrong.
        ("Naboerne indbragte i går sagen for klagenævnet.", "complain"),
        # A score tells who won.
        ("Brøndby slog AGF 2-1 i går.", "win"),
        ("AGF tabte til Brøndby i går.", "win"),
    ],
)
def test_paraphrases_tell_one_concept(concepts: Concepts, text: str, concept: str) -> None:
    """Particles, passives, support verbs and nouns lead to the concept of the plain verb."""
    assert concept in concepts(text)


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Museet åbner igen i morgen kl. 10-16.", "win"),
        ("Kommunen afsatte i går 40 millioner til skolen.", "dismiss"),
        ("Der kan komme skilsmisser.", "marry"),
        ("Karen Lund gik i går i gang med arbejdet.", "strike"),
        ("Karen Lund blev glad i går.", "agree"),
        ("Filmen havde i går en pris.", "perform"),
        ("Hertil kommer nedskæringer.", "fall"),
        ("Regeringen gik i går i gang med arbejdet.", "appoint"),
        ("Banken øgede i går føringen til 17-9.", "win"),
        ("Avisen gjorde i går sagen klart for læserne.", "prepare"),
        ("Sagen kom i går i Folketinget.", "elect"),
        ("Karen Lund satte sig i går på skolebænken.", "play"),
        ("Nøglen er drejet mod døren.", "close"),
        ("To lærere sagde op i går.", "dismiss"),
        ("Hallen lå i går ved havnen.", "build"),
    ],
)
def test_what_only_looks_like_a_paraphrase_tells_something_else(concepts: Concepts, text: str, concept: str) -> None:
    """Opening hours are no score, money set aside no dismissal, and what can come has not."""
    assert concept not in concepts(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Byrådet vedtog tirsdag budgettet. Byrådet besluttede også at lukke skolen.", ["vedtog", "besluttede"]),
        ("Folketinget vedtog klimaloven. Folketinget vedtog loven med stort flertal.", ["vedtog"]),
        ("Byrådet besluttede tirsdag at lukke skolen. Byrådet stemte ja med 12 stemmer mod 9.", ["besluttede"]),
    ],
)
def test_decisions_of_different_things_are_several(danish: Pipeline, text: str, told: list[str]) -> None:
    """A council decides much on one day: what it decides tells which decision is meant, where both say it."""
    events = danish.parse(text, published=DCT).events
    assert told == [event.trigger.text for event in events if event.sources[0].concept == "legislate"]

"""Promises about counts: what an article claims of an event in numbers, and whom each number belongs to."""

import pytest

from timeline import Pipeline

DCT = "2024-05-16"


def counts(danish: Pipeline, text: str) -> dict[str, list[tuple[float, str]]]:
    """The numbers of each event of a text, by trigger."""
    events = danish.parse(text, published=DCT).events
    return {event.trigger.text: [(n.value, n.unit) for n in event.sources[0].numbers] for event in events}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "To medarbejdere blev dræbt og 11 såret, da en tank eksploderede tirsdag.",
            {"dræbt": [(2, "person")], "såret": [(11, "person")], "eksploderede": []},
        ),
        (
            "Syv er anholdt og tre sigtet i sagen.",
            {"anholdt": [(7, "person")], "sigtet": [(3, "person")]},
        ),
        ("Seks andre blev kvæstet, da kranen væltede.", {"kvæstet": [(6, "person")], "væltede": []}),
        ("Demonstrationen samlede 600 mennesker.", {"Demonstrationen": [(600, "person")]}),
        ("Blå Mur samlede 900 fans til demonstrationen den 11. marts.", {"demonstrationen": [(900, "person")]}),
        (
            "Kun 40 mødte frem, da foreningen demonstrerede mandag.",
            {"mødte": [(40, "person")], "demonstrerede": [(40, "person")]},
        ),
        (
            "Foreningen holdt et stormøde, hvor 210 medlemmer mødte op.",
            {"holdt": [(210, "person")], "mødte": [(210, "person")]},
        ),
        (
            "Kun 40 blev hjemme, da foreningen demonstrerede mandag.",
            {"demonstrerede": []},
        ),
        ("Tyve brød ind på museet og stjal tre malerier.", {"brød": [], "stjal": [(3, "maleri")]}),
        ("Politiet fandt i sidste uge to af de stjålne malerier.", {"fandt": [(2, "maleri")]}),
        ("450 mennesker var med til protestmødet.", {"protestmødet": [(450, "person")]}),
        ("Byrådet vedtog planen med stemmerne 14-11.", {"vedtog": [(14, "for"), (11, "against")]}),
        ("Horsens vandt søndag 3-1.", {"vandt": [(3, "for"), (1, "against")]}),
        ("Han blev dømt til seks måneders fængsel.", {"dømt": [(0.5, "year")]}),
        ("Lukningen koster 230 job.", {"koster": [(230, "person")]}),
        ("Ved braget blev 12 såret.", {"såret": [(12, "person")]}),
        (
            "Branden kostede fire mennesker livet, og 31 blev såret.",
            {"Branden": [], "kostede": [(4, "person")], "såret": [(31, "person")]},
        ),
        ("Motorvej 40 blev spærret, og bilisterne blev vrede.", {"spærret": [(40, "motorvej")]}),
        ("Bøden lød på 400.000 kroner.", {"Bøden": [(400000, "krone")]}),
        ("Boden lød på 1,2 millioner kroner.", {"Boden": [(1.2e6, "krone")]}),
        ("Bøden var på fem millioner kroner.", {"Bøden": [(5e6, "krone")]}),
        ("Ulykken var den værste i 40 år.", {"Ulykken": []}),
        ("Til begravelsen kom 5000.", {"begravelsen": [(5000, "person")]}),
        ("Der var 1400 mennesker til mindegudstjenesten.", {"mindegudstjenesten": [(1400, "person")]}),
        ("Koncerten blev set af 12.000.", {"Koncerten": [(12000, "person")]}),
        ("8000 så med, da holdet spillede finale.", {"spillede": [(8000, "person")]}),
        ("Skolen blev indviet, mens 800 elever så til.", {"indviet": [(800, "person")]}),
        ("Skolen blev indviet, mens 800 elever ventede.", {"indviet": []}),
        ("1200 tilskuere så kampen lørdag.", {"kampen": [(1200, "person")]}),
        ("To ministre ser frem til mødet.", {}),
        ("De 190 strejkende vendte tilbage.", {"strejkende": [(190, "person")], "vendte": [(190, "person")]}),
        ("De 13, der omkom, var på ferie.", {"omkom": [(13, "person")]}),
        ("Ti lærere, som skolen har fyret, protesterer.", {"fyret": [(10, "person")], "protesterer": [(10, "person")]}),
        ("De 40 huse, hvor to omkom, lå ved åen.", {"omkom": [(2, "person")]}),
        ("Ved festen blev 320 elever anholdt.", {"anholdt": [(320, "person")]}),
        ("Han blev idømt fire års fængsel.", {"idømt": [(4, "year")]}),
        (
            "Byrådet besluttede mandag at lukke skolen. Det skete med 13 stemmer mod 12.",
            {"besluttede": [(13, "for")], "lukke": []},
        ),
        ("Fakkeltoget i maj, som 900 deltog i, var stort.", {"Fakkeltoget": [(900, "person")]}),
        ("Loven blev vedtaget med 18 stemmer mod 13.", {"vedtaget": [(18, "for")]}),
        ("Familien fik 800.000 kroner i erstatning.", {"fik": [(800000, "krone")]}),
        ("Politiet anholdt 35 fodboldfans.", {"anholdt": [(35, "person")]}),
        ("Her har 260 ansatte nedlagt arbejdet i protest.", {"nedlagt": [(260, "person")]}),
        ("2500 deltog torsdag i fakkeltoget gennem byen.", {"fakkeltoget": [(2500, "person")]}),
        ("Da borgerne i fjor gik i fakkeltog, var 4000 på gaden.", {"gik": [(4000, "person")]}),
        ("Flere end hundrede huse blev ødelagt.", {"ødelagt": [(100, "hus")]}),
        ("Forliget indbragte dem 55 millioner kroner.", {"Forliget": [(55e6, "krone")]}),
        ("Nu omfatter strejken 400 lærere.", {"strejken": [(400, "person")]}),
        ("Han fik halvandet års fængsel.", {"fik": [(1.5, "year")]}),
        ("Galleriet solgte 45 billeder.", {"solgte": [(45, "billede")]}),
        ("I Ikast stjal tyve 11 biler.", {"stjal": [(11, "bil")]}),
        ("Politiet anholdt lørdag nat 33 unge.", {"anholdt": [(33, "person")]}),
        ("Politiet anholdt 33 lørdag.", {"anholdt": [(33, "person")]}),
        ("120 ansatte mistede jobbet.", {"mistede": [(120, "person")]}),
        ("80 øboere deltog i protestmødet.", {"protestmødet": [(80, "person")]}),
        ("3000 deltog i det fakkeltog, som foreningen holdt i marts.", {"fakkeltog": [(3000, "person")]}),
    ],
)
def test_each_number_belongs_to_its_own_verb(
    danish: Pipeline, text: str, expected: dict[str, list[tuple[float, str]]]
) -> None:
    """A participle that shares an auxiliary tells an event of its own, with its own number and no other."""
    assert expected == counts(danish, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dødstallet er nu 14.", {"Dødstallet": (14, "DEATH", "Dødstallet er 14")}),
        ("Antallet af dræbte steg fra 12 til 17.", {"dræbte": (17, "DEATH", "Antallet af dræbte steg fra 12 til 17")}),
        ("Dødstallet steg med 3.", {"steg": (None, "DEATH", "Dødstallet steg med 3")}),
        ("Antallet af ledige er nu 90.000.", {}),
        ("De 190 strejkende er trætte.", {"strejkende": (190, "PROTEST", "De 190 strejkende")}),
        ("Avisen skriver om tre hårdt sårede.", {"sårede": (3, "ACCIDENT", "Tre hårdt sårede")}),
        ("Fem sårede passagerer sover.", {}),
        ("De fem sårede passagerer sover.", {"sårede": (5, "ACCIDENT", "De fem sårede")}),
        ("Mange sårede sover.", {}),
        ("Politiet talte 450 demonstranter.", {"demonstranter": (450, "PROTEST", "450 demonstranter")}),
        ("Fire døde på stedet.", {"døde": (4, "DEATH", "Fire døde på stedet")}),
    ],
)
def test_a_count_tells_of_a_happening_without_its_verb(
    danish: Pipeline, text: str, expected: dict[str, tuple[float | None, str, str]]
) -> None:
    """Tolls, and counted words for those whom something befell; no rise, no attribute, and nothing uncounted."""
    events = danish.parse(text, published=DCT).events
    assert expected == {
        event.trigger.text: (
            next((n.value for n in event.sources[0].numbers), None),
            event.type,
            event.label.rstrip("."),
        )
        for event in events
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Demonstrationen sluttede på torvet. 450 deltog.", {"sluttede": [(450, "person")]}),
        ("Koncerten åbnede festugen. 700 mennesker mødte frem.", {"åbnede": [(700, "person")]}),
        ("Koncerten åbnede festugen. 700 mennesker deltog i debatten om den.", {"åbnede": []}),
        ("Koncerten åbnede festugen. Ingen mødte frem.", {"åbnede": []}),
        ("De anker bøden. Den lød på 9.000 kroner.", {"anker": [], "bøden": [(9000, "krone")]}),
        ("Klubben er solgt. Prisen lød på 9.000 kroner.", {"solgt": [(9000, "krone")]}),
        ("De anker bøden. Han tjener 9.000 kroner.", {"anker": [], "tjener": [(9000, "krone")]}),
    ],
)
def test_a_later_sentence_counts_what_was_named_before(
    danish: Pipeline, text: str, expected: dict[str, list[tuple[float, str]]]
) -> None:
    """Who came, and what it came to, where the sentence names no happening of its own."""
    found = counts(danish, text)
    assert expected == {trigger: found.get(trigger) for trigger in expected}


def test_a_toll_speaks_for_the_whole_and_dates_nothing(danish: Pipeline) -> None:
    """The day on which a toll rises is no day of death, and a death that it is told with is another."""
    text = "Tre omkom mandag. Dødstallet steg torsdag til fire, da en syg mand døde."
    first, second = danish.parse(text, published=DCT).events
    assert ("2024-05-13", [4]) == (first.sources[0].edtf, [number.value for number in first.sources[0].numbers])
    assert [] == list(second.sources[0].numbers)


def test_a_clause_of_time_dates_what_it_goes_with(danish: Pipeline) -> None:
    """The date in "when ..." is stated for the main clause too, and for what is coordinated with it."""
    events = danish.parse("To mænd blev dræbt og 11 såret, da en tank eksploderede tirsdag.", published=DCT).events
    assert [("2024-05-14", "tirsdag")] * 3 == [
        (event.sources[0].edtf, event.sources[0].time.text if event.sources[0].time else "") for event in events
    ]


def test_what_a_shared_auxiliary_tells_is_labelled_by_its_own_number(danish: Pipeline) -> None:
    """The label is a sentence that a reader understands alone."""
    events = danish.parse("To medarbejdere blev dræbt og 11 såret ved ulykken.", published=DCT).events
    told = [event.label for event in events]
    assert "11 blev såret" in told
    assert [] == [label for label in told if "dræbt såret" in label]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Naboerne kræver 95 millioner kroner i erstatning.", (95e6, "krone", None)),
        ("Selskabet solgte fabrikken for 1,5 milliarder kroner.", (1.5e9, "krone", None)),
        ("Banken tabte 40.000 kroner.", (40000, "krone", None)),
        ("Mindst 12 mennesker er omkommet.", (12, "person", "EQUAL_OR_MORE")),
        ("Femogtyve mænd blev anholdt.", (25, "person", None)),
        ("Selskabet fyrede mere end 300 medarbejdere.", (300, "person", "MORE_THAN")),
        ("Selskabet fyrede over 300 medarbejdere.", (300, "person", "MORE_THAN")),
        ("Over tusind demonstrerede.", (1000, "person", "MORE_THAN")),
        ("Politiet anholdt knap et halvt hundrede demonstranter.", (50, "person", "LESS_THAN")),
        ("Politiet anholdt en snes unge.", (20, "person", None)),
        ("Halvanden million kroner blev stjålet.", (1.5e6, "krone", None)),
        ("Banken udlovede en million kroner.", (1e6, "krone", None)),
        ("Banken tabte 40 millioner på handlen.", (40e6, "krone", None)),
    ],
)
def test_a_number_has_its_value_its_unit_and_its_limit(
    danish: Pipeline, text: str, expected: tuple[float, str, str | None]
) -> None:
    """Scales multiply, words are numbers too, and "at least" or "about" is kept as a modifier."""
    (number,) = (n for event in danish.parse(text, published=DCT).events for n in event.sources[0].numbers)
    assert expected == (number.value, number.unit, number.mod)


@pytest.mark.parametrize("text", ["Flere hundrede demonstrerede.", "Halvdelen demonstrerede.", "Et par strejkede."])
def test_a_vague_number_counts_nothing(danish: Pipeline, text: str) -> None:
    """ "Several hundred" is no number that another could contradict."""
    assert [[]] == list(counts(danish, text).values())


def test_a_year_beside_a_name_counts_nothing(danish: Pipeline) -> None:
    """What is no noun to be counted has no number."""
    assert [[]] == list(counts(danish, "Tilsynet meldte i 2021 Mols Sparekasse til politiet.").values())

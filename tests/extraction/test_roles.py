"""Promises of roles where the parser errs most: subjects shared, objects mislabelled, doers told late or by others.

The sentences are our own and go through the shipped pipeline.
"""

import pytest

from timeline import Pipeline


@pytest.mark.parametrize(
    ("text", "trigger", "expected"),
    [
        ("Det var Nordkemi, der sidste år trak sit tilbud tilbage.", "trak", {("Nordkemi", "AGENT")}),
        ("Det var en kok i firmaet, der i maj gik til politiet.", "gik", {("en kok", "AGENT")}),
        ("Politiet anholdt fredag to mænd.", "anholdt", {("Politiet", "AGENT"), ("to mænd", "PATIENT")}),
        ("Retten frikendte i går aftes bankens direktør.", "frikendte", {("bankens direktør", "PATIENT")}),
        ("En af patienterne, den 58-årige Bo Krag, døde i maj.", "døde", {("Bo Krag", "PATIENT")}),
        ("En af de ansatte, kokken Lis Holm, blev fyret.", "fyret", {("Lis Holm", "PATIENT")}),
        ("To af de ansatte blev fyret. Lis Holm gik selv.", "fyret", {("To af de ansatte", "PATIENT")}),
        ("Politiet anholdt en fisker, den 58-årige Bo Krag.", "anholdt", {("Bo Krag", "PATIENT")}),
        ("Politiet anholdt i går den 58-årige.", "anholdt", {("den 58-årige", "PATIENT")}),
        ("Formanden beklager fejlen og appellerer til, at parterne mødes.", "appellerer", {("Formanden", "AGENT")}),
        ("Ole Dam klagede over larmen og forlængede i maj sin orlov.", "forlængede", {("Ole Dam", "AGENT")}),
        ("Ringen blev fundet i 1950'erne af en landmand.", "fundet", {("en landmand", "AGENT")}),
        ("Tyven stjal tre ringe fra Museum Vest.", "stjal", {("Tyven", "AGENT"), ("Museum Vest", "PATIENT")}),
        ("Skolen lukkes. Det foreslog Venstre i går.", "foreslog", {("Venstre", "AGENT")}),
        ("Vejen lukkes. Det vedtog byrådet mandag.", "vedtog", {("byrådet", "AGENT")}),
        ("Museet blev lørdag åbnet af minister Ane Holt.", "åbnet", {("Ane Holt", "AGENT")}),
        ("Ole Kjær fik en bøde.", "fik", {("Ole Kjær", "PATIENT")}),
        ("Ole Kjær gav en bøde.", "gav", {("Ole Kjær", "AGENT")}),
        ("Ole Kjær truede i april chaufførerne med fyring.", "truede", {("chaufførerne", "RECIPIENT")}),
        ("Retten idømte mandag Ole Kjær fire års fængsel.", "idømte", {("Ole Kjær", "PATIENT")}),
        ("Retten idømte mandag den 13. maj Ole Kjær fire års fængsel.", "idømte", {("Retten", "AGENT")}),
        ("Kommunen forbød Nordkemi at genåbne fabrikken.", "genåbne", {("Nordkemi", "AGENT")}),
    ],
)
def test_actors_stand_in_their_events(
    danish: Pipeline, text: str, trigger: str, expected: set[tuple[str, str]]
) -> None:
    """A cleft names the doer, a joined verb shares it, a date may part it or the object from the verb, a theft has a
    victim, who is forbidden to do something is who would have done it, a name set beside one of many is theirs, and
    "it" before a verb of saying is what was said.
    """
    events = danish.parse(text, published="2024-05-16").events
    parts = next(event.participants for event in events if event.trigger.text.startswith(trigger))
    assert expected <= {(part.actor.name, part.role.value) for part in parts}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Moskva erkendte uheldet.", ["Moskva"]),
        ("Sovjetunionen tav. Siden erkendte Moskva uheldet.", ["Sovjetunionen"]),
        ("Dennis Rom blev fyret. Rom ønsker ikke at sige mere.", ["Dennis Rom"]),
        ("Danmark skal overtage ledelsen i regi af Nato.", ["Danmark", "Nato"]),
        ("Odense Kommune opsagde aftalen. Nu vil selskabet klage.", ["Odense Kommune", "selskabet"]),
        ("EU-landene mødtes. Siden talte de baltiske lande sammen.", ["EU-landene", "de baltiske lande"]),
        ('Færgen "Scandinavian Star" sejlede fra Oslo.', []),
    ],
)
def test_the_cast_keeps_apart_what_is_apart(danish: Pipeline, text: str, names: list[str]) -> None:
    """A capital is its state of the time, a surname no capital, a lead no group, a company no town hall."""
    assert names == [actor.name for actor in danish.parse(text, published="1992-05-16").actors]

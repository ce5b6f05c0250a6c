"""Promises of judging: what the words of a quotation tell of its speaker's side, by word, scope and place.

The sentences are our own and go through the shipped pipeline. Each table has its counterpart: what looks alike and
takes the other side, or none.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import Pipeline
from timeline.extraction import polarity
from timeline.schema import Act, Polarity


def _side(danish: Pipeline, words: str) -> str:
    (stance,) = danish.parse(f"- {words}, siger Karen Lund (V).", published="2024-05-16").stances
    return stance.polarity.value


@pytest.mark.parametrize(
    "words",
    [
        "Fusionen er en kæmpe gevinst for egnen",  # a noun of judging
        "Det er på høje tid, at havnen bliver udvidet",
        "Endelig får vi en ordentlig lov",
        "Broen vil binde øerne sammen",
        "Planen løser problemerne i ældreplejen",  # an end to something bad
        "Uden støtten var vi endt i kaos",
        "Vi har brug for flere sygeplejersker",
        "Ja til flere cykelstier",
        "Det er ikke bare godt, det er fremragende",  # "not only" denies nothing
        "Det var dyrt, men det var det rigtige at gøre",  # what follows the contrast is meant
        "Kommunen bør tage imod flere",  # an idiom, not the "against" in it
        "Nedlæggelsen er nødvendig for at redde økonomien",  # the end of something is what is wanted
        "Aftalen giver ro i hele sektoren",
    ],
)
def test_words_for_something(danish: Pipeline, words: str) -> None:
    """Praise, need and the end of an evil speak for something."""
    assert "SUPPORT" == _side(danish, words)


@pytest.mark.parametrize(
    "words",
    [
        "Lukningen er en katastrofe for oplandet",
        "Det er klimahykleri fra ende til anden",  # the last part of a compound
        "Afgiften er ikke en god idé",  # praise denied
        "Færgen sejler for langsomt",  # more than is good
        "Reformen svækker velfærden og udhuler trygheden",  # goods that are harmed count for nobody
        "Planen løser ingen af problemerne",
        "Nej til flere vindmøller i Nissum",
        "Nok er nok",
        "Vi vil ikke finde os i diktater",
        "Regeringen skal droppe planen",  # what is demanded is the end of it
        "Vi skal stoppe byggeriet",
        "Hvorfor skal de ældre altid betale regningen?",
        "Topskattelettelser er en gave til de rigeste",  # the topic's own name takes no side
        "Det var en god idé, men den er slået fejl",
        "Ministeriet har sovet i timen",
        "Beløbet kunne være brugt bedre",  # better is what it was not
    ],
)
def test_words_against_something(danish: Pipeline, words: str) -> None:
    """Blame, refusal, excess, harm and a demand to end something speak against it."""
    assert "OPPOSE" == _side(danish, words)


@pytest.mark.parametrize(
    "words",
    [
        "Færgen sejler klokken otte i morgen",
        "Der er 11.000 ansatte i hjemmeplejen",
        "Loven træder i kraft til januar",
        "Det skete for mange år siden",  # a date, no excess
        "Det kan godt ske i morgen",  # a particle, no praise
        "De ringede i går",  # a verb that looks like a word of blame ("ringe")
    ],
)
def test_plain_facts_take_no_side(danish: Pipeline, words: str) -> None:
    """What only tells a fact is neutral, whatever judging words it resembles."""
    assert "NEUTRAL" == _side(danish, words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fagforeningen kræver, at ledelsen går.", ("DEMAND", "OPPOSE")),
        ("Fagforeningen kræver, at ledelsen går i dialog med de ansatte.", ("DEMAND", "SUPPORT")),
        ("Karen Lund lover ikke at hæve skatten.", ("REJECT", "OPPOSE")),
        ("Karen Lund lover at sænke skatten.", ("PROMISE", "SUPPORT")),
        ("Iran har bekræftet sit ønske om, at aftalen fortsætter.", ("CONFIRM", "SUPPORT")),
        ("Politiet bekræfter, at manden er fundet.", ("CONFIRM", "NEUTRAL")),
        ("Politiet kan ikke bekræfte, at manden er fundet.", ("STATE", "NEUTRAL")),
        ("Karen Lund advarer mod at give efter.", ("WARN", "OPPOSE")),
        ("Beredskabet advarer om, at der kan komme skybrud.", ("WARN", "NEUTRAL")),
        ("Ungarn truer med at nedlægge veto.", ("WARN", "OPPOSE")),
    ],
)
def test_verbs_of_attitude(danish: Pipeline, text: str, expected: tuple[str, str]) -> None:
    """A demand to leave, a wish confirmed, a warning with an aim: the verb's side turns with what it governs."""
    (stance,) = danish.parse(text, published="2024-05-16").stances
    assert expected == (stance.act.value, stance.polarity.value)


@pytest.mark.parametrize(
    ("text", "holder", "polarity"),
    [
        ("Balle er chokeret over fyringen.", "Balle", "OPPOSE"),
        ("Parlamentet vedtog en resolution, der kræver, at styrkerne rejser hjem.", "Parlamentet", "OPPOSE"),
        ("To ministre underskrev et brev, der opfordrer Tyskland til at hjælpe.", "To ministre", "SUPPORT"),
        ("Helmut Kohl vil have landet samlet. Det sagde han i går.", "Helmut Kohl", "SUPPORT"),
    ],
)  # fmt: skip
def test_who_holds_it(danish: Pipeline, text: str, holder: str, polarity: str) -> None:
    """A paper's words are its authors'; "so he said" repeats what he wants."""
    *_, last = danish.parse(text, published="2024-05-16").stances
    assert (holder, polarity) == (last.holder.name, last.polarity.value)


JUDGING = (
    "ikke",
    "god",
    "dårlig",
    "for",
    "alt",
    "løser",
    "problem",
    "men",
    "uden",
    "nej",
    "til",
    "skal",
    "droppe",
    ".",
)


@given(st.lists(st.sampled_from(JUDGING)))
def test_any_words_are_judged(danish: Pipeline, words: list[str]) -> None:
    """Whatever the order of judging words, there is a judgement, and the same one each time."""
    doc = danish.nlp(" ".join(["Vi", *words]))
    judged = polarity.judge(doc[:], danish.pack)
    assert judged == polarity.judge(doc[:], danish.pack)
    assert judged.act in Act
    assert judged.polarity in Polarity

"""Promises about the component that corrects names: what is sure wins, by the documented precedence."""

import pytest
import spacy
from spacy.tokens import Doc, Span

from timeline.extraction import ruler
from timeline.extraction.components import NameCorrector

KNOWN = ruler.lists("da")


def names(text: str, *guessed: tuple[str, str]) -> list[tuple[str, str]]:
    """The names of a sentence after correction, given those that a statistical component guessed."""
    assert KNOWN is not None
    doc = spacy.blank("da")(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    spans = [doc.char_span(text.index(words), text.index(words) + len(words), label=label) for words, label in guessed]
    doc.ents = tuple(span for span in spans if span is not None)
    return [(span.text, span.label_) for span in ruler.correct(doc, KNOWN)]


@pytest.mark.parametrize(
    ("text", "guessed", "expected"),
    [
        ("Morsø Kommunes budget", [("Morsø", "LOC")], [("Morsø Kommunes", "ORG")]),
        ("Det siger Region Fyn.", [("Fyn", "LOC")], [("Region Fyn", "ORG")]),
        ("Det sker i Retten i Ribe.", [("Ribe", "LOC")], [("Retten i Ribe", "ORG")]),
        ("Det siger Told-, Skat- og Afgiftsministeriet.", [], [("Told-, Skat- og Afgiftsministeriet", "ORG")]),
        ("De bader i Kolding Fjord.", [("Kolding Fjord", "PER")], [("Kolding Fjord", "LOC")]),
        ("Det mener Torskestyrelsen nu.", [], [("Torskestyrelsen", "ORG")]),
        ("Torskestyrelsen mener det.", [], []),
        ("Højesterets dom", [("Højesterets", "PER")], [("Højesterets", "ORG")]),
        ("Novo Nordisk vokser.", [("Novo Nordisk", "PER")], [("Novo Nordisk", "ORG")]),
        ("Ida Lund (S) siger nej.", [("Ida Lund", "PER")], [("Ida Lund", "PER"), ("S", "ORG")]),
        ("Her er FN-soldaterne.", [("FN-soldaterne", "ORG")], []),
        ("Han bor i Svaneby.", [("Svaneby", "PER")], [("Svaneby", "LOC")]),
        ("Han bor i Ida Lunds hus.", [("Ida Lunds", "PER")], [("Ida Lunds", "PER")]),
        ("Skattekommissær Ida Lund kom.", [("Skattekommissær Ida Lund", "PER")], [("Ida Lund", "PER")]),
        ("Det siger chefen for KLMN.", [("KLMN", "PER")], [("KLMN", "ORG")]),
        ("LUND VANDT IGEN", [("LUND", "PER")], [("LUND", "PER")]),
        ("De bor på Nyholmsvej nu.", [("Nyholmsvej", "PER")], [("Nyholmsvej", "LOC")]),
        ("Nyholmsvej er lukket.", [], []),
        ("Det mener H. C. Lund.", [("H. C. Lund", "LOC")], [("H. C. Lund", "PER")]),
        ("Derfor slap Prag.", [("Prag", "PER")], [("Prag", "LOC")]),
        ("Derfor slap Florence.", [("Florence", "PER")], [("Florence", "PER")]),
        ("Det siger University of Lund.", [("Lund", "LOC")], [("University of Lund", "ORG")]),
        ("Det siger Lund & Skov Holding.", [("Skov", "PER")], [("Lund & Skov Holding", "ORG")]),
        ("Det mener Hvide Gymnasiums.", [("Hvide Gymnasiums", "PER")], [("Hvide Gymnasiums", "ORG")]),
        ("Han vandt Skovby Open.", [("Skovby Open", "PER")], []),
        ("Kommune og region", [], []),
        ("Hun hedder Kommune.", [], []),
    ],
)
def test_corrections(text: str, guessed: list[tuple[str, str]], expected: list[tuple[str, str]]) -> None:
    """Each rule corrects what it is for, and leaves what only looks like it."""
    assert expected == names(text, *guessed)


def test_statistical_names_stand_where_nothing_is_sure() -> None:
    """A name that no rule touches is kept as it was guessed."""
    assert [("Ida Lund", "PER")] == names("Det sagde Ida Lund.", ("Ida Lund", "PER"))


def test_a_noun_that_begins_a_sentence_is_no_person() -> None:
    """A guessed person of one word that the tagger takes for a noun falls; one that it takes for a name stays."""
    assert KNOWN is not None
    for tag, expected in (("NOUN", []), ("PROPN", ["Processen"])):
        doc = Doc(spacy.blank("da").vocab, words=["Processen", "tager", "tid"], pos=[tag, "VERB", "NOUN"])
        doc[0].is_sent_start = True
        doc.ents = (Span(doc, 0, 1, "PER"),)
        assert expected == [name.text for name in ruler.correct(doc, KNOWN)]


def test_languages_without_names_are_left_alone() -> None:
    """In a pack without `names.toml` the component changes nothing."""
    doc = spacy.blank("en")("Leeds wins.")
    doc.ents = (Span(doc, 0, 1, "ORG"),)
    assert [("Leeds", "ORG")] == [(name.text, name.label_) for name in NameCorrector("en")(doc).ents]


def test_a_pipeline_without_sentences() -> None:
    """Where no component sets sentences the whole text counts as one."""
    doc = spacy.blank("da")("Det siger KLMN.")
    doc.ents = (Span(doc, 2, 3, "PER"),)
    assert ["ORG"] == [name.label_ for name in NameCorrector("da")(doc).ents]


def test_an_empty_doc() -> None:
    """A text without words has no names."""
    assert KNOWN is not None
    assert [] == ruler.correct(Doc(spacy.blank("da").vocab, words=[]), KNOWN)

"""Promises about parses that are put right: participles behind the subject of their auxiliary, and nothing else."""

import pytest
from extraction.parses import parsed

from timeline.extraction.repairs import mend
from timeline.languages import loader

PACK = loader.load("da")
PARTICIPLE = "Definite=Ind|Number=Sing|Tense=Past|VerbForm=Part"

INVERTED = f"""
I i ADP 1 case
maj maj NOUN 2 obl
blev blive VERB 2 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
en en DET 4 det
plan plan NOUN 2 nsubj Definite=Ind
opgivet opgive VERB 4 amod {PARTICIPLE}
igen igen ADV 2 advmod
"""
ATTRIBUTE = f"""
En en DET 2 det
opgivet opgive VERB 2 amod {PARTICIPLE}
plan plan NOUN 3 nsubj Definite=Ind
blev blive VERB 3 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
fremlagt fremlægge VERB 3 xcomp {PARTICIPLE}
"""
SUPPLIED = f"""
Nu nu ADV 1 advmod
blev blive VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
planen plan NOUN 1 nsubj Definite=Def
opgivet opgive VERB 2 amod {PARTICIPLE}
fremlagt fremlægge VERB 1 xcomp {PARTICIPLE}
"""


def test_participle_behind_the_subject_heads_the_clause() -> None:
    """The auxiliary, its subject and all that hung on the auxiliary hang on the participle."""
    doc = mend(parsed(INVERTED), PACK)
    assert [
        ("maj", "opgivet"),
        ("blev", "opgivet"),
        ("plan", "opgivet"),
        ("opgivet", "opgivet"),
        ("igen", "opgivet"),
    ] == [(token.text, token.head.text) for token in doc if token.text not in ("I", "en")]
    assert ["aux", "nsubj", "ROOT"] == [token.dep_ for token in doc if token.text in ("blev", "plan", "opgivet")]


@pytest.mark.parametrize("table", [ATTRIBUTE, SUPPLIED])
def test_other_attributes_stay(table: str) -> None:
    """An attribute before its noun, or beside an auxiliary that has its participle, stays what it is."""
    doc = parsed(table)
    before = [(token.head.i, token.dep_) for token in doc]
    assert before == [(token.head.i, token.dep_) for token in mend(doc, PACK)]


TORN = f"""
Mødet møde NOUN 0 ROOT Definite=Def
mellem mellem ADP 2 case
ministeren minister NOUN 0 nmod Definite=Def
og og CCONJ 6 cc
branchen branche NOUN 6 nsubj Definite=Def
blev blive AUX 6 aux Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
holdt holde VERB 0 conj {PARTICIPLE}
"""
TWO_CLAUSES = f"""
Det det PRON 1 nsubj
var være AUX 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
og og CCONJ 4 cc
branchen branche NOUN 4 nsubj Definite=Def
lukkede lukke VERB 1 conj {PARTICIPLE}
"""


def test_what_a_preposition_governs_is_coordinated_before_a_sentence_lacks_a_verb() -> None:
    """A noun that opens the sentence is the verb's subject; the second of two names belongs to the preposition."""
    doc = mend(parsed(TORN), PACK)
    assert [("Mødet", "holdt"), ("ministeren", "Mødet"), ("og", "branchen"), ("branchen", "ministeren")] == [
        (token.text, token.head.text) for token in doc if token.text not in ("mellem", "blev", "holdt")
    ]
    assert "nsubj" == doc[0].dep_


def test_coordinated_clauses_stay() -> None:
    """A second clause with a subject of its own stays one where the first has a verb."""
    doc = parsed(TWO_CLAUSES)
    before = [(token.head.i, token.dep_) for token in doc]
    assert before == [(token.head.i, token.dep_) for token in mend(doc, PACK)]

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

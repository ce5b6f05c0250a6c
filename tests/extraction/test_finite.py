"""Promises about finite verbs that the tagger missed: found where a clause lacks one, and nowhere else."""

import pytest
from extraction.parses import parsed

from timeline.extraction.finite import missed
from timeline.languages import loader

PACK = loader.load("da")

PAST = "Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act"
PARTICIPLE = "Number=Plur|Tense=Past|VerbForm=Part"

MAIN = f"""
Siden siden ADV 1 advmod
ransagede ransage VERB 2 amod {PARTICIPLE}
betjente betjent NOUN 2 ROOT Number=Plur
huset hus NOUN 2 obj
og og CCONJ 5 cc
fandt finde VERB 2 conj {PAST}
våben våben NOUN 5 obj
"""
AFTER_RELATIVE = f"""
Gassen gas NOUN 7 nsubj Definite=Def
, , PUNCT 3 punct
der der PRON 3 nsubj
sivede sive VERB 0 acl:relcl {PAST}
, , PUNCT 3 punct
dræbte dræbt ADJ 7 amod
to to NUM 7 nummod
mænd mand NOUN 7 ROOT
"""
SUBORDINATE = f"""
Hun hun PRON 1 nsubj
smilede smile VERB 1 ROOT {PAST}
, , PUNCT 6 punct
da da SCONJ 6 mark
byrådet byråd NOUN 6 nsubj Definite=Def
enstemmigt enstemmig ADV 6 advmod
forkastede forkaste VERB 1 advcl {PARTICIPLE}
planen plan NOUN 6 obj
"""
AFTER_APPOSITION = f"""
Bruddet brud NOUN 1 nsubj Definite=Def
kom komme VERB 1 ROOT {PAST}
, , PUNCT 4 punct
men men CCONJ 4 cc
formanden formand NOUN 1 conj Definite=Def
, , PUNCT 6 punct
Lund Lund PROPN 4 appos
, , PUNCT 4 punct
udvandrede udvandret ADJ 4 amod
"""
PRESENT = """
Ministeren minister NOUN 0 ROOT Definite=Def
afrejser afrejse NOUN 0 flat
mandag mandag NOUN 0 obl
"""
INFINITIVE = """
Soldater soldat NOUN 1 nsubj
stormede storme VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
huset hus NOUN 1 obj
og og CCONJ 4 cc
dræbte dræbe VERB 1 conj VerbForm=Inf|Voice=Act
en en NUM 4 obj
"""
FINITE_ATTRIBUTE = """
Dengang dengang ADV 1 advmod
kom komme VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
soldater soldat NOUN 1 nsubj
dræbte dræbe VERB 2 amod Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
mænd mand NOUN 3 obj
"""
ARTICLE = """
De de DET 2 det
dræbte dræbe VERB 2 amod Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
mænd mand NOUN 3 nsubj
kom komme VERB 3 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
"""
ATTRIBUTE = f"""
Politiet politi NOUN 1 nsubj Definite=Def
fandt finde VERB 1 ROOT {PAST}
tre tre NUM 4 nummod
dræbte dræbt ADJ 4 amod
mænd mand NOUN 1 obj
"""
HEADLINE = f"""
Anholdte anholde VERB 1 amod {PARTICIPLE}
mænd mand NOUN 1 ROOT
i i ADP 3 case
retten ret NOUN 1 nmod
"""
GENITIVE = """
Politiets politi NOUN 1 nmod:poss Case=Gen
dræbte dræbt ADJ 2 amod
mand mand NOUN 2 ROOT
"""
APPOSITION = f"""
Smith smith PROPN 5 nsubj
, , PUNCT 3 punct
nyligt nyligt ADV 3 advmod
fyrede fyre VERB 0 amod {PARTICIPLE}
, , PUNCT 0 punct
vandt vinde VERB 5 ROOT {PAST}
"""
COUNTED = """
Prisen pris NOUN 0 ROOT Definite=Def
på på ADP 3 case
millioner million NOUN 3 nmod Definite=Ind
kroner krone NOUN 0 nmod
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (MAIN, {1: "past"}),
        (AFTER_RELATIVE, {5: "past"}),
        (AFTER_APPOSITION, {8: "past"}),
        (SUBORDINATE, {6: "past"}),
        (PRESENT, {1: "present"}),
        (INFINITIVE, {4: "past"}),
        (FINITE_ATTRIBUTE, {3: "past"}),
    ],
    ids=[
        "main clause",
        "after a relative clause",
        "after an apposition",
        "subordinate clause",
        "present tense",
        "infinitive that is not its own lemma",
        "finite attribute",
    ],
)
def test_clause_without_a_finite_verb_takes_the_word_that_can_be_one(table: str, expected: dict[int, str]) -> None:
    """A past tense taken for a participle, a present taken for a plural: they are the verb of a clause without one.

    And so is a past tense that the tagger calls an infinitive, or the parser an attribute.
    """
    assert expected == _missed(table)


@pytest.mark.parametrize(
    "table",
    [ATTRIBUTE, HEADLINE, GENITIVE, APPOSITION, COUNTED, ARTICLE],
    ids=["attribute", "headline", "genitive", "apposition", "counted noun", "after an article"],
)
def test_participle_and_plural_stay_what_they_are(table: str) -> None:
    """Nothing is promoted in a clause that has its verb, nor where a noun phrase is open."""
    assert {} == _missed(table)


def _missed(table: str) -> dict[int, str]:
    assert PACK.triggers is not None
    assert PACK.grammar is not None
    return dict(missed(list(parsed(table)), frozenset(), PACK.triggers, PACK.grammar))

"""Promises about clauses: what auxiliaries, negation and order make of a verb, and where its dates point."""

import pytest
from extraction.parses import parsed

from timeline.extraction.clauses import clause, direction, predicate
from timeline.languages import loader

PACK = loader.load("da")

PAST = "Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act"
PRESENT = "Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act"
PARTICIPLE = "Tense=Past|VerbForm=Part"
INFINITIVE = "VerbForm=Inf|Voice=Act"

SIMPLE = f"""
Byen by NOUN 1 nsubj
brændte brænde VERB 1 ROOT {PAST}
mandag mandag NOUN 1 obl
"""
PERFECT = f"""
Avisen avis NOUN 2 nsubj
har have AUX 2 aux {PRESENT}
solgt sælge VERB 2 ROOT {PARTICIPLE}
huset hus NOUN 2 obj
mandag mandag NOUN 2 obl
"""
FUTURE = f"""
Avisen avis NOUN 2 nsubj
vil ville AUX 2 aux {PRESENT}
sælge sælge VERB 2 ROOT {INFINITIVE}
mandag mandag NOUN 2 obl
"""
HAD_TO = f"""
Avisen avis NOUN 2 nsubj
måtte måtte AUX 2 aux {PAST}
lukke lukke VERB 2 ROOT {INFINITIVE}
mandag mandag NOUN 2 obl
"""
PLAIN = f"""
Klubben klub NOUN 1 nsubj
mødes mødes VERB 1 ROOT {PRESENT}
mandag mandag NOUN 1 obl
"""
DEMAND = f"""
Naboen nabo NOUN 1 nsubj
krævede kræve VERB 1 ROOT {PAST}
, , PUNCT 5 punct
at at SCONJ 5 mark
chefen chef NOUN 5 nsubj
går gå VERB 1 ccomp {PRESENT}
mandag mandag NOUN 5 obl
"""
ASKED = f"""
Naboen nabo NOUN 2 nsubj
har have AUX 2 aux {PRESENT}
opfordret opfordre VERB 2 ROOT {PARTICIPLE}
klubben klub NOUN 2 obj
til til ADP 6 mark
at at PART 6 mark
flytte flytte VERB 2 advcl {INFINITIVE}
mandag mandag NOUN 6 obl
"""


def _direction(table: str) -> str | None:
    doc = parsed(table)
    start = doc.text.index("mandag")
    return direction(doc, start, start + len("mandag"), PACK)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (SIMPLE, "past"),
        (PERFECT, "past"),
        (FUTURE, "future"),
        (HAD_TO, "past"),
        (PLAIN, "present"),
        (ASKED, "future"),
    ],
)
def test_direction_comes_from_the_verb_group(table: str, expected: str) -> None:
    """Tense, auxiliaries, modals and what governs an infinitive say on which side of the present a date lies."""
    assert expected == _direction(table)


def test_direction_without_a_parse_is_none() -> None:
    """A Doc without a parse has no direction to give, and asking is no error."""
    import spacy

    doc = spacy.blank("da")("Mødet er mandag")
    assert direction(doc, 9, 15, PACK) is None


def test_negation_is_the_clauses_own() -> None:
    """A negating word counts for its own clause, also when it opens the subject, and not with a focus particle."""
    denied = parsed(f"""
        Ingen ingen DET 1 det
        banker bank NOUN 3 nsubj
        har have AUX 3 aux {PRESENT}
        budt byde VERB 3 ROOT {PARTICIPLE}
    """)
    only = parsed(f"""
        Banken bank NOUN 1 nsubj
        købte købe VERB 1 ROOT {PAST}
        ikke ikke ADV 4 advmod
        kun kun ADV 4 advmod
        huset hus NOUN 1 obj
    """)
    assert clause(denied[3], PACK).negation == 0
    assert clause(only[1], PACK).negation is None


def test_passive_needs_its_auxiliary_or_its_ending() -> None:
    """ "Blive" with a participle and the -s form are passive; "have" with a participle is not."""
    passive = parsed(f"""
        Manden mand NOUN 2 nsubj
        blev blive AUX 2 aux {PAST}
        anholdt anholde VERB 2 ROOT {PARTICIPLE}
    """)
    ending = parsed("""
        Loven lov NOUN 1 nsubj
        ændres ændre VERB 1 ROOT Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Pass
    """)
    assert clause(passive[2], PACK).passive
    assert clause(ending[1], PACK).passive
    assert not clause(parsed(PERFECT)[2], PACK).passive


def test_conjunct_borrows_the_first_ones_auxiliary() -> None:
    """In "har truet og angrebet" both participles are perfect."""
    doc = parsed(f"""
        Gruppen gruppe NOUN 2 nsubj
        har have AUX 2 aux {PRESENT}
        truet true VERB 2 ROOT {PARTICIPLE}
        og og CCONJ 4 cc
        angrebet angribe VERB 2 conj {PARTICIPLE}
    """)
    found = clause(doc[4], PACK)
    assert found.perfect
    assert found.direction == "past"


def test_predicate_of_a_word_is_its_clauses_verb() -> None:
    """A word belongs to the verb above it; a complement's words to the complement's verb."""
    doc = parsed(DEMAND)
    assert predicate(doc[0]) == doc[1]
    assert predicate(doc[6]) == doc[5]

"""Promises about parses that are put right: what lacks a verb that stands there, and nothing else."""

import pytest
from extraction.parses import parsed

from timeline.extraction.repairs import mend, release
from timeline.languages import loader
from timeline.schema import Timex

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
PERFECT = f"""
Ifølge ifølge ADP 1 case
avisen avis NOUN 2 obl
havde have VERB 2 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
Bo Bo PROPN 2 nsubj
slukket slukke VERB 2 xcomp {PARTICIPLE}
alarmen alarm NOUN 4 obj Definite=Def
"""
BECOME = f"""
Bo Bo PROPN 2 nsubj
er være AUX 2 aux Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act
blevet blive AUX 2 ROOT {PARTICIPLE}
fyret fyre VERB 2 xcomp {PARTICIPLE}
"""
SAID = f"""
Bo Bo PROPN 5 nsubj
er være AUX 5 aux Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act
blevet blive AUX 5 ccomp {PARTICIPLE}
fyret fyre VERB 2 xcomp {PARTICIPLE}
, , PUNCT 2 punct
skriver skrive VERB 5 ROOT Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act
avisen avis NOUN 5 nsubj Definite=Def
"""
OWNED = f"""
Bo Bo PROPN 1 nsubj
havde have VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
bilen bil NOUN 1 obj Definite=Def
parkeret parkere VERB 1 xcomp {PARTICIPLE}
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


def test_participle_of_the_perfect_heads_the_clause() -> None:
    """What the parser takes for a verb of owning is the auxiliary of the participle behind its subject."""
    doc = mend(parsed(PERFECT), PACK)
    assert [("avisen", "obl"), ("havde", "aux"), ("Bo", "nsubj"), ("alarmen", "obj")] == [
        (token.text, token.dep_) for token in doc if token.head.text == "slukket" and token.text != "slukket"
    ]


def test_participle_of_the_passive_in_the_perfect_heads_the_clause() -> None:
    """What has been done to somebody is the verb, with both its auxiliaries."""
    doc = mend(parsed(BECOME), PACK)
    assert [("Bo", "nsubj"), ("er", "aux"), ("blevet", "aux"), ("fyret", "ROOT")] == [
        (token.text, token.dep_) for token in doc
    ]


@pytest.mark.parametrize("table", [ATTRIBUTE, SUPPLIED])
def test_an_attribute_beside_the_participle_stays(table: str) -> None:
    """Of an auxiliary that has its participle, the subject's attribute is left alone, and the participle is raised."""
    heads = {token.text: token.head.text for token in mend(parsed(table), PACK)}
    assert heads["opgivet"].startswith("plan")
    assert ("fremlagt", "fremlagt") == (heads["blev"], heads["fremlagt"])


def test_what_is_said_before_its_teller_keeps_its_own() -> None:
    """A finite verb of saying has no auxiliary: subject and auxiliary are those of the clause before the comma."""
    doc = mend(parsed(SAID), PACK)
    assert [("Bo", "fyret"), ("er", "fyret"), ("blevet", "fyret"), ("fyret", "skriver"), ("avisen", "skriver")] == [
        (token.text, token.head.text) for token in doc if token.text not in (",", "skriver")
    ]


def test_what_is_owned_as_it_is_stays() -> None:
    """A participle beside an object says how that is."""
    doc = parsed(OWNED)
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


UNREAD = """
Muren mur NOUN 0 ROOT Definite=Def
om om ADP 2 case
haven have NOUN 0 nmod Definite=Def
brast brast NOUN 4 amod
mandag mandag NOUN 0 obl Definite=Ind
. . PUNCT 0 punct
"""
UNREAD_FIRST_OF_TWO = """
Muren mur NOUN 6 nsubj Definite=Def
om om ADP 2 case
haven have NOUN 0 nmod Definite=Def
brast brast NOUN 2 flat
, , PUNCT 6 punct
vandet vand NOUN 6 nsubj Definite=Def
steg stige VERB 6 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
. . PUNCT 6 punct
"""
TAKEN_UP = """
De de DET 2 det
strejkende strejkende ADJ 4 amod
genoptog genoptog NOUN 4 amod
arbejdet arbejde VERB 2 amod
lørdag lørdag NOUN 4 ROOT Definite=Ind
. . PUNCT 4 punct
"""
QUOTED = """
» » X 2 advmod
Ternen Terne PROPN 0 list
« « X 2 ROOT
grundstødte grundstødt ADJ 4 amod
mandag mandag NOUN 2 nmod
. . PUNCT 2 punct
"""
DETERMINED = """
Et en DET 2 det
nyt ny ADJ 2 amod
greb greb NOUN 2 ROOT Definite=Ind
om om ADP 4 case
skolen skole NOUN 2 nmod Definite=Def
. . PUNCT 2 punct
"""
HAPPENING = """
To to NUM 1 nummod
angreb angreb NOUN 1 ROOT Definite=Ind
i i ADP 3 case
nat nat NOUN 1 nmod
. . PUNCT 1 punct
"""
HEADLINE = """
Mur mur NOUN 1 nmod
brast brast NOUN 1 ROOT
"""
READ = """
Muren mur NOUN 1 nsubj Definite=Def
faldt falde VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
brast brast NOUN 1 obj
. . PUNCT 1 punct
"""


def test_a_sentence_without_a_verb_has_the_strong_verb_that_the_pack_knows() -> None:
    """What stands before it is its subject, what follows hangs on it, and so in a clause before another."""
    doc = mend(parsed(UNREAD), PACK)
    assert ["nsubj", "ROOT"] == [doc[i].dep_ for i in (0, 3)]
    assert {"brast"} == {doc[i].head.text for i in (0, 3, 4, 5)}
    assert ("VERB", "haven") == (doc[3].pos_, doc[1].head.text)
    doc = mend(parsed(UNREAD_FIRST_OF_TWO), PACK)
    assert [("nsubj", "brast"), ("ROOT", "brast"), ("conj", "brast")] == [
        (doc[i].dep_, doc[i].head.text) for i in (0, 3, 6)
    ]
    doc = mend(parsed(TAKEN_UP), PACK)
    assert ["nsubj", "ROOT", "obj", "obl"] == [doc[i].dep_ for i in (1, 2, 3, 4)]
    doc = mend(parsed(QUOTED), PACK)
    assert [("nsubj", "grundstødte"), ("ROOT", "grundstødte")] == [(doc[i].dep_, doc[i].head.text) for i in (1, 3)]


@pytest.mark.parametrize("table", [DETERMINED, HAPPENING, HEADLINE, READ])
def test_a_noun_that_looks_like_a_verb_stays(table: str) -> None:
    """A noun with words of its own, one that names a happening, a headline, and a sentence that has its verb."""
    doc = parsed(table)
    before = [(token.head.i, token.dep_) for token in doc]
    assert before == [(token.head.i, token.dep_) for token in mend(doc, PACK)]


CALLED_OFF = """
Mødet møde NOUN 2 nsubj Definite=Def
er være AUX 2 cop Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act
aflyst aflyst NOUN 2 ROOT Definite=Ind
"""
BLOW = """
Det det PRON 3 expl
var være AUX 3 cop Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
et et DET 3 det
slag slag NOUN 3 ROOT Definite=Ind
"""
DECIDED = f"""
Politiet politi NOUN 2 nsubj Definite=Def
har have AUX 2 aux Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act
besluttet beslutte VERB 2 ROOT {PARTICIPLE}
ikke ikke ADV 2 advmod
at at PART 5 mark PartType=Inf
rejse rejse VERB 2 obj VerbForm=Inf|Voice=Act
sag sag NOUN 5 obj
"""
PROMISED = """
Politiet politi NOUN 1 nsubj Definite=Def
lovede love VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
ikke ikke ADV 1 advmod
at at PART 4 mark PartType=Inf
rejse rejse VERB 1 obj VerbForm=Inf|Voice=Act
sag sag NOUN 4 obj
"""


def test_a_participle_behind_a_copula_is_a_verb() -> None:
    """What the pack knows for a form of a verb is one behind "is", unless it has the words of a noun."""
    doc = mend(parsed(CALLED_OFF), PACK)
    assert ["aux", "VERB"] == [doc[1].dep_, doc[2].pos_]
    assert "NOUN" == mend(parsed(BLOW), PACK)[3].pos_


def test_a_negating_word_behind_a_closed_clause_is_the_infinitives() -> None:
    """ "Has decided not to" denies what follows; behind a finite verb it may be either's, and stays."""
    assert "rejse" == mend(parsed(DECIDED), PACK)[3].head.text
    assert "lovede" == mend(parsed(PROMISED), PACK)[2].head.text


SEATED = """
Bo Bo PROPN 2 nsubj
var være AUX 2 cop Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
fredag fredag NOUN 2 ROOT
i i ADP 4 case
Odense Odense PROPN 2 nmod
"""
PREDICATE = """
Mødet møde NOUN 2 nsubj Definite=Def
var være AUX 2 cop Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
fredag fredag NOUN 2 ROOT
"""


@pytest.mark.parametrize(("table", "root"), [(SEATED, "var"), (PREDICATE, "fredag")])
def test_no_day_is_where_somebody_was(table: str, root: str) -> None:
    """A day between the copula and a place only dates them; one that ends the clause is what is said."""
    doc = parsed(table)
    start = doc.text.index("fredag")
    day = Timex(start=start, end=start + 6, text="fredag", type="DATE", value="2024-04-05", rule="x")
    assert [root] == [token.text for token in release(doc, (day,)) if token.head.i == token.i]


WEEKDAY_ROOT = f"""
Planen plan NOUN 2 nsubj Definite=Def
blev blive AUX 2 aux Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
fredag fredag NOUN 2 ROOT
droppet droppe VERB 2 xcomp {PARTICIPLE}
"""
WEEKDAY_PHRASE = """
Prisen pris NOUN 1 nsubj Definite=Def
gik gå VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
fredag fredag NOUN 1 obj
til til ADP 4 case
byen by NOUN 2 nmod Definite=Def
"""
WEEKDAY_OF_A_WEEK = """
Filmen film NOUN 1 nsubj Definite=Def
kom komme VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
fredag fredag NOUN 1 obj
i i ADP 5 case
sidste sidste ADJ 5 amod
uge uge NOUN 2 nmod
"""


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        (WEEKDAY_ROOT, [("Planen", "droppet"), ("blev", "droppet"), ("fredag", "droppet"), ("droppet", "droppet")]),
        (WEEKDAY_PHRASE, [("Prisen", "gik"), ("gik", "gik"), ("fredag", "gik"), ("til", "byen"), ("byen", "gik")]),
        (WEEKDAY_OF_A_WEEK, [("Filmen", "kom"), ("kom", "kom"), ("fredag", "kom"), ("i", "uge"), ("uge", "fredag")]),
    ],
)
def test_a_bare_weekday_governs_only_what_says_which_one_it_is(table: str, expected: list[tuple[str, str]]) -> None:
    """What stands behind a weekday that follows the finite verb hangs on that verb, or on the participle behind it."""
    found = [(token.text, token.head.text) for token in mend(parsed(table), PACK) if token.pos_ != "ADJ"]
    assert expected == found


WEEKDAY_OBJECT = """
Politiet politi NOUN 1 nsubj Definite=Def
foretog foretage VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
fredag fredag NOUN 1 obj
tre tre NUM 4 nummod
anholdelser anholdelse NOUN 2 nmod
"""
WEEKDAY_EVENING = """
Politiet politi NOUN 1 nsubj Definite=Def
kom komme VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
fredag fredag NOUN 1 obj
aften aften NOUN 2 nmod
"""


def test_the_object_behind_a_bare_weekday_is_the_verbs() -> None:
    """A weekday right behind its verb takes no object's place, but keeps the part of the day that follows it."""
    doc = mend(parsed(WEEKDAY_OBJECT), PACK)
    assert ("foretog", "obj", "obl") == (doc[4].head.text, doc[4].dep_, doc[2].dep_)
    assert "fredag" == mend(parsed(WEEKDAY_EVENING), PACK)[3].head.text


NOUN_PARTICIPLE = """
To to NUM 1 nummod
mænd mand NOUN 2 nsubj
blev blive VERB 2 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
såret sår NOUN 2 xcomp Definite=Def
"""
NOUN_COMPLEMENT = """
Det det PRON 1 nsubj
blev blive VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
et et DET 3 det
sår sår NOUN 1 xcomp
"""


def test_a_bare_participle_that_looks_like_a_noun_heads_its_passive() -> None:
    """ "Two men were wounded" lists the form of a verb where "it became a wound" has a noun."""
    doc = mend(parsed(NOUN_PARTICIPLE), PACK)
    assert [("mænd", "såret"), ("blev", "såret"), ("såret", "såret")] == [(t.text, t.head.text) for t in doc[1:]]
    assert ["nsubj", "aux"] == [token.dep_ for token in doc[1:3]]
    assert "blev" == mend(parsed(NOUN_COMPLEMENT), PACK)[3].head.text


ACCUSED = """
Den den DET 2 det Number=Sing
tiltalte tiltale VERB 2 amod Definite=Def|Number=Sing|Tense=Past|VerbForm=Part
flygtede flygte VERB 2 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
"""
CONVICTED = """
De den DET 2 det Number=Plur
dømte dømme VERB 2 amod Number=Plur|Tense=Past|VerbForm=Part
flygtede flygte ADJ 2 ROOT
"""
CONVICTED_MAN = """
Den den DET 2 det Number=Sing
dømte dømme VERB 2 amod Definite=Def|Number=Sing|Tense=Past|VerbForm=Part
flygtning flygtning NOUN 3 nsubj
gik gå VERB 3 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
"""


def test_what_has_an_article_before_a_verb_is_its_subject() -> None:
    """A verb has no article: "the accused fled" has a subject, also where the verb is taken for an adjective."""
    for table in (ACCUSED, CONVICTED):
        doc = mend(parsed(table), PACK)
        assert [1, 2, 2] == [token.head.i for token in doc]
        assert ("nsubj", "NOUN", "VERB") == (doc[1].dep_, doc[1].pos_, doc[2].pos_)
    assert ("amod", "VERB") == (mend(parsed(CONVICTED_MAN), PACK)[1].dep_, parsed(CONVICTED_MAN)[1].pos_)


WORKER = """
Ulykken ulykke NOUN 1 nsubj Definite=Def
kostede koste VERB 1 ROOT Mood=Ind|Tense=Past|VerbForm=Fin|Voice=Act
en en DET 3 det
arbejder arbejde VERB 1 obj Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act
livet liv NOUN 3 obj Definite=Def
"""
WORKS = """
Han han PRON 1 nsubj
siger sige VERB 1 ROOT Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act
hun hun PRON 3 nsubj
arbejder arbejde VERB 1 obj Mood=Ind|Tense=Pres|VerbForm=Fin|Voice=Act
"""


def test_a_verb_with_an_article_is_a_noun() -> None:
    """ "Cost a worker his life" has one verb, which governs both."""
    doc = mend(parsed(WORKER), PACK)
    assert ("NOUN", "arbejder", "kostede") == (doc[3].pos_, doc[3].lemma_, doc[4].head.text)
    assert "VERB" == mend(parsed(WORKS), PACK)[3].pos_

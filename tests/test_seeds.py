"""The golden files of the seeds are lawful: they fit their articles and do not contradict themselves."""

import difflib
import json
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path

import edtf
import pytest

import seeds
from seeds import GoldError, Record
from timeline.dates.edtf import bounds
from timeline.schema.actor import ActorKind, Role
from timeline.schema.event import ConflictField, EventType, Modality
from timeline.schema.stance import Act, Polarity, Quoted
from timeline.schema.time import TimexType

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "gold.py"
ARTICLES = seeds.names()
STORIES = seeds.story_names()
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def dates(article: tuple[Record, Record, Record]) -> list[str]:
    """Every EDTF string of an article's gold."""
    _, events, timexes = article
    found = [timex["edtf"] for timex in timexes["timexes"] if timex["edtf"]]
    for event in events["events"]:
        found += [event["edtf"], *event["accept"]["edtf"]]
    return found


def test_every_article_has_gold():
    """Every seed article has a golden file beside it, and none is without its article."""
    assert [path.stem for path in sorted(seeds.SEEDS.glob("*.txt"))] == ARTICLES


@pytest.mark.parametrize("name", ARTICLES)
def test_spans_slice_back(name: str):
    """Every golden span is exactly the words of the article that it names."""
    document, events, timexes = seeds.article(name)
    spans = [*timexes["timexes"], *(stance["evidence"] for stance in events["stances"])]
    for event in events["events"]:
        spans += [event["trigger"], *event["accept"]["triggers"]]
    assert [span["text"] for span in spans] == [document["text"][span["start"] : span["end"]] for span in spans]


@pytest.mark.parametrize("name", ARTICLES)
def test_head_states_the_publication_date(name: str):
    """The article's own head line states the date that the gold counts from."""
    document, _, _ = seeds.article(name)
    assert document["text"].startswith(f" date {document['date']} ")


@pytest.mark.parametrize("name", ARTICLES)
def test_dates_are_readable(name: str):
    """Every golden date is EDTF, both to this library and to the independent `edtf` package."""
    for text in dates(seeds.article(name)):
        assert edtf.parse_edtf(text) is not None
        earliest, latest = bounds(text)
        assert earliest is None or latest is None or earliest <= latest


@pytest.mark.parametrize("name", ARTICLES)
def test_values_are_of_the_schema(name: str):
    """Every type, role, kind, modality, polarity, act and manner of quotation is one that the schema knows."""
    _, events, timexes = seeds.article(name)
    assert {timex["type"] for timex in timexes["timexes"]} <= set(TimexType)
    assert {actor["kind"] for actor in events["actors"]} <= set(ActorKind)
    for event in events["events"]:
        assert {event["type"], *event["accept"]["type"]} <= set(EventType)
        assert {event["modality"], *event["accept"]["modality"]} <= set(Modality)
        assert {actor["role"] for actor in event["actors"]} <= set(Role)
    for stance in events["stances"]:
        assert {stance["polarity"], *stance["accept"]["polarity"]} <= set(Polarity)
        assert {stance["act"], *stance["accept"]["act"]} <= set(Act)
        assert {stance["quoted"], *stance["accept"]["quoted"]} <= set(Quoted)


@pytest.mark.parametrize("name", ARTICLES)
def test_participants_and_holders_are_actors(name: str):
    """Whoever takes part in an event or holds a stance is in the article's list of actors."""
    _, events, _ = seeds.article(name)
    listed = {actor["name"] for actor in events["actors"]}
    assert len(listed) == len(events["actors"])
    assert {actor["text"] for event in events["events"] for actor in event["actors"]} <= listed
    assert {stance["holder"] for stance in events["stances"]} <= listed


@pytest.mark.parametrize("name", ARTICLES)
def test_order_cues_are_symmetric_and_acyclic(name: str):
    """If one event is after another, that one is before it, and no event precedes itself."""
    events = seeds.article(name)[1]["events"]
    after = {(earlier, later) for later, event in enumerate(events) for earlier in event["after"]}
    before = {(earlier, later) for earlier, event in enumerate(events) for later in event["before"]}
    assert after == before
    pairs = seeds.closure([[str(earlier), str(later)] for earlier, later in after])
    assert [pair for pair in pairs if pair[0] == pair[1]] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_one_answer_per_place(name: str):
    """No two golden events share a word, and no two time expressions overlap."""
    _, events, timexes = seeds.article(name)
    starts = [span["start"] for event in events["events"] for span in (event["trigger"], *event["accept"]["triggers"])]
    assert len(set(starts)) == len(starts)
    spans = [(timex["start"], timex["end"]) for timex in timexes["timexes"]]
    assert [pair for pair in pairwise(spans) if pair[0][1] > pair[1][0]] == []


@pytest.mark.parametrize("name", ARTICLES)
def test_weekdays_fall_on_their_days(name: str):
    """An expression that names a weekday has only dates that fall on it, for slips of the calendar are easily made."""
    for timex in seeds.article(name)[2]["timexes"]:
        named = [number for number, day in enumerate(WEEKDAYS) if day in timex["text"].casefold()]
        days = [date.fromisoformat(text) for text in re.findall(r"\d{4}-\d{2}-\d{2}", timex["edtf"] or "")]
        if named and timex.get("mod") is None:
            assert {day.weekday() for day in days} == set(named)


@pytest.mark.parametrize(
    ("reference", "complaint"),
    [
        ("båd", "words not found"),
        ("han", "stands there 2 times"),
        ("han#3", "no occurrence 3"),
        ("en … båd", "no 'båd' after 'en'"),
    ],
)
def test_wrong_words_fail_loudly(reference: str, complaint: str):
    """Words that are missing or ambiguous stop the loader with a message that names them."""
    with pytest.raises(GoldError, match=complaint):
        seeds.locate("Han sagde, at han kom, da han fik en bil.", reference)


def test_misspelt_key_fails_loudly():
    """A misspelt key is refused, for it would silently drop an answer."""
    with pytest.raises(GoldError, match="unknown keys"):
        seeds.timex_record("i dag", {"words": "i dag", "type": "DATE", "value": "PRESENT_REF", "moode": "END"})


def test_story_articles_have_names_of_their_own() -> None:
    """No two articles of all stories have one id: the scoring scripts read them into one table."""
    ids = [document["id"] for name in STORIES for document in seeds.story(name)[0]]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", STORIES)
def test_story_is_told_by_many(name: str):
    """A story has at least six articles by at least three publishers, over months."""
    documents, _ = seeds.story(name)
    assert len(documents) >= 6
    assert len({document["publisher"] for document in documents}) >= 3
    assert len({document["date"][:7] for document in documents}) >= 3
    assert sorted(document["id"] for document in documents) == sorted(
        path.stem for path in (seeds.SEEDS / name).glob("*.txt")
    )


@pytest.mark.parametrize("name", STORIES)
def test_clusters_are_disjoint(name: str):
    """Each mention belongs to one happening, and slices back to its article."""
    documents, gold = seeds.story(name)
    texts = {document["id"]: document["text"] for document in documents}
    mentions = [mention for cluster in gold["clusters"] for mention in cluster["mentions"]]
    places = [(mention["doc"], mention["start"]) for mention in mentions]
    assert len(set(places)) == len(places)
    assert [mention["text"] for mention in mentions] == [
        texts[mention["doc"]][mention["start"] : mention["end"]] for mention in mentions
    ]


@pytest.mark.parametrize("name", STORIES)
def test_story_dates_are_readable(name: str):
    """Every date of a happening is EDTF to the library and to the `edtf` package."""
    _, gold = seeds.story(name)
    for cluster in gold["clusters"]:
        for text in (cluster["edtf"], *cluster["edtf_accept"]):
            assert edtf.parse_edtf(text) is not None
            bounds(text)


@pytest.mark.parametrize("name", STORIES)
def test_story_order_is_consistent(name: str):
    """The stated order has no cycle, agrees with the dates, and decides nothing that is listed as undecided."""
    _, gold = seeds.story(name)
    times = {cluster["id"]: bounds(cluster["edtf"]) for cluster in gold["clusters"]}
    closure = {tuple(pair) for pair in gold["order_closure"]}
    assert {pair for pair in closure if pair[0] == pair[1]} == set()
    for before, after in sorted(closure):
        earliest, latest = times[before][0], times[after][1]
        assert earliest is None or latest is None or earliest <= latest, (before, after)
    assert {frozenset(pair) for pair in gold["undecided"]} & {frozenset(pair) for pair in closure} == set()


@pytest.mark.parametrize("name", STORIES)
def test_story_claims_are_lawful(name: str):
    """Conflicts and links are of known kinds, and what must stay apart is two different happenings."""
    _, gold = seeds.story(name)
    assert (
        {"date", "numbers", "modality"} <= {conflict["field"] for conflict in gold["conflicts"]} <= set(ConflictField)
    )
    assert {link["kind"] for link in gold["links"]} == {"realises", "cancels"}
    assert all(len(set(conflict["values"])) > 1 for conflict in gold["conflicts"])
    assert all(a != b for a, b, _ in gold["cannot_link"])
    plans = {cluster["id"] for cluster in gold["clusters"] if cluster["modality"] == "PLANNED"}
    assert {link["to"] for link in gold["links"]} <= plans


@pytest.mark.parametrize("name", STORIES)
def test_numbers_in_conflict_are_in_the_texts(name: str):
    """Every number that the gold says articles disagree on is claimed by one of them."""
    documents, gold = seeds.story(name)
    words = {"2": "to", "3": "tre", "4": "fire", "6": "seks"}
    told = " ".join(document["text"].casefold() for document in documents)
    for conflict in gold["conflicts"]:
        if conflict["field"] == "numbers":
            for value in conflict["values"]:
                assert re.search(rf"\b({value}|{words.get(value, value)})\b", told)


@pytest.mark.parametrize("name", STORIES)
def test_wire_copies_are_near_verbatim(name: str):
    """Nine tenths of the words are the same, in the same order, in wire copies and in no other pair of articles."""
    documents, gold = seeds.story(name)
    words = {document["id"]: document["text"].split() for document in documents}
    ids = sorted(words)
    pairs = [(a, b) for number, a in enumerate(ids) for b in ids[number + 1 :]]
    alike = [pair for pair in pairs if difflib.SequenceMatcher(None, words[pair[0]], words[pair[1]]).ratio() >= 0.9]
    assert [tuple(pair) for pair in gold["wire_copies"]] == alike


@pytest.mark.skipif(not SCRIPT.exists(), reason="the benchmarks are not part of the source distribution")
def test_gold_is_written_as_json_lines(tmp_path: Path):
    """`python benchmarks/gold.py seeds OUTDIR` writes what the loader reads, one JSON object a line."""
    subprocess.run([sys.executable, SCRIPT, "seeds", tmp_path], check=True, capture_output=True)
    read = {
        path.stem: [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
        for path in tmp_path.iterdir()
    }
    assert [seeds.article(name)[1] for name in ARTICLES] == read["seeds_events"]
    assert [seeds.article(name)[2] for name in ARTICLES] == read["seeds_timex"]
    assert [seeds.story(name)[1] for name in STORIES] == read["stories_gold"]
    assert len(ARTICLES) == len(read["seeds_docs"])

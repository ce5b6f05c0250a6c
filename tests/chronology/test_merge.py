"""Laws and examples of merging: a function of the set of tellings that loses nothing and hides no disagreement."""

import os
import subprocess
import sys
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import tellings

import timeline
from timeline import Actor, Event, InputError, Participant, Source, Span
from timeline.chronology.apart import apart
from timeline.chronology.profiles import profile
from timeline.chronology.similarity import score
from timeline.dates import edtf
from timeline.schema.event import CALLED_OFF, DISPUTED, Evidence, Quantity

NORDKEMI = Actor(id="organisation:nordkemi", name="Nordkemi", kind="ORGANISATION")
BORK = Actor(id="organisation:bork", name="Bork", kind="ORGANISATION")
LUND = Actor(id="person:karen-lund", name="Karen Lund", kind="PERSON")
CREW = Actor(id="group:crew", name="the crew", kind="GROUP")
OFF = Evidence(field="modality", rule=CALLED_OFF)
DENIAL = Evidence(field="modality", rule=DISPUTED)
SINGLED = Evidence(field="participants", rule="agent as cleft")
VISITING = ("visit", "2024-04-02", "CONSULT", "Lund besøger havnen")
STOPPING = ("stop", "2024-04", "RETREAT", "Lund stopper")
LUND_SHORT = Actor(id="person:lund", name="Lund", kind="PERSON")


def told(
    document: str,
    concept: str,
    when: str | None,
    *people: tuple[Actor, str],
    published: str = "2024-03-20",
    start: int = 0,
    **fields: object,
) -> Event:
    """A fresh event as one article tells it; a date without ".." counts as stated in words."""
    words = f"{concept} i går"
    source = Source(
        id=f"{document}:{start}",
        document=document,
        published=edtf.read(published),
        trigger=Span(start=start, end=start + len(concept), text=concept),
        sentence=Span(start=start, end=start + len(words), text=words),
        time=None if when is None or ".." in when else Span(start=start, end=start + 1, text=words[0]),
        label=str(fields.pop("label", words)),
        type=str(fields.pop("type", "OTHER")),
        when=edtf.read(when) if when else None,
        participants=tuple(Participant(actor=actor, role=role) for actor, role in people),
        concept=concept,
        **fields,
    )
    return Event.fresh(source)


@given(tellings(), st.data())
def test_merge_is_a_function_of_the_set(events: list[Event], data: st.DataObject) -> None:
    """Commutative, associative, idempotent: any order, grouping or repetition of the same tellings gives the same."""
    whole = timeline.merge(events)
    shuffled = data.draw(st.permutations(events))
    assert whole == timeline.merge(shuffled)
    cut = data.draw(st.integers(0, len(events)))
    one, other = timeline.merge(shuffled[:cut]), timeline.merge(shuffled[cut:])
    assert whole == timeline.merge(one, other) == timeline.merge(timeline.merge(other), shuffled)
    assert whole == timeline.merge(whole) == timeline.merge(whole, whole)


@given(tellings())
def test_each_telling_lands_in_exactly_one_event(events: list[Event]) -> None:
    """Nothing is lost, nothing is told twice, and no source is changed."""
    merged = timeline.merge(events)
    leaves = [source for event in merged for source in event.sources]
    assert sorted((event.sources[0] for event in events), key=lambda s: s.id) == sorted(leaves, key=lambda s: s.id)
    assert len({event.id for event in merged}) == len(merged)


@given(tellings())
def test_a_merged_event_is_as_complete_as_one_that_was_read(events: list[Event]) -> None:
    """All fields, in the order in which JSON has them, and valid: what `merge` makes is not validated as it is made."""
    for event in timeline.merge(events):
        assert list(Event.model_fields) == list(vars(event))
        assert event == Event.model_validate_json(event.model_dump_json())
        for part in event.participants:
            assert list(Participant.model_fields) == list(vars(part))


@given(tellings())
def test_no_two_tellings_of_one_article_meet(events: list[Event]) -> None:
    """An article that tells two events has told two."""
    for event in timeline.merge(events):
        documents = [source.document for source in event.sources]
        assert len(set(documents)) == len(documents)


@given(tellings(), st.data())
def test_user_decisions_are_obeyed(events: list[Event], data: st.DataObject) -> None:
    """`must_link` joins and `cannot_link` parts whatever the features say."""
    ids = [event.id for event in events]
    pairs = list(combinations(ids, 2))
    if not pairs:
        return
    pair = data.draw(st.sampled_from(pairs))
    homes = {source.id: event.id for event in timeline.merge(events, cannot_link=[pair]) for source in event.sources}
    assert homes[pair[0]] != homes[pair[1]]
    homes = {source.id: event.id for event in timeline.merge(events, must_link=[pair]) for source in event.sources}
    assert homes[pair[0]] == homes[pair[1]]


def test_merge_does_not_depend_on_the_hash_seed() -> None:
    """Two processes with different hash seeds print the same bytes."""
    code = (
        "import sys; sys.path.insert(0, 'tests/chronology'); sys.path.insert(0, 'tests');"
        "import test_merge as t, timeline;"
        "events = [t.told(d, c, w, (t.NORDKEMI, 'AGENT'), (t.LUND, 'PATIENT'), start=i * 50)"
        " for i, c in enumerate(['fire', 'visit']) for d in 'abcd' for w in ['2024-03-04']];"
        "print(timeline.order(timeline.merge(events)).to_json())"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | {"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert 1 == len(outputs)


def test_same_happening_is_one_event_with_all_sources() -> None:
    """Two articles that tell the same of the same actors make one event, tightened to what both allow."""
    one = told("a", "visit", "2024-03-04", (NORDKEMI, "AGENT"), (LUND, "RECIPIENT"))
    other = told("b", "visit", "2024-03", (NORDKEMI, "AGENT"), (LUND_SHORT, "RECIPIENT"))
    (event,) = timeline.merge([one], [other])
    assert ["a", "b"] == [source.document for source in event.sources]
    assert "2024-03-04" == str(event.time)
    assert ["Nordkemi", "Karen Lund"] == [part.actor.name for part in event.participants]
    assert () == event.conflicts
    assert event.confidence >= max(one.confidence, other.confidence)


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (told("a", "visit", "2024-03-04"), told("b", "visit", "2024-05-04"), "dates exclude"),
        (
            told("a", "visit", "2024-03-04", (NORDKEMI, "AGENT")),
            told("b", "visit", "2024-03-04", (BORK, "AGENT")),
            "different actors",
        ),
        (told("a", "visit", "2024-03-04"), told("a", "visit", "2024-03-04", start=90), "one article"),
        (told("a", "visit", "2024-03-04", modality="PLANNED"), told("b", "visit", "2024-03-04"), "planned"),
        (told("a", "visit", None, recurrence="P1W"), told("b", "visit", None), "recurs"),
        (
            told("a", "visit", "2024-03-04", ordinal=2),
            told("b", "visit", "2024-03-04", ordinal=3),
            "number 2 and number 3",
        ),
        (
            told("a", "visit", "2021", (NORDKEMI, "AGENT")),
            told("b", "visit", None, (NORDKEMI, "AGENT"), modality="DENIED", evidence=(OFF,)),
            "called off",
        ),
        (
            told("a", "demand", None, (CREW, "AGENT"), type="REQUEST", label="Crew demand money"),
            told("b", "demand", None, (LUND, "AGENT"), type="REQUEST", label="Lund demand answers"),
            "neither an actor, a day nor a word",
        ),
        (
            told("a", "drop", "2024-03", (NORDKEMI, "AGENT"), type="RETREAT", label="Nordkemi drop appeal"),
            told("b", "drop", None, type="RETREAT", label="They drop the bridge"),
            "neither an actor, a day nor a word",
        ),
    ],
)  # fmt: skip
def test_what_keeps_events_apart(one: Event, other: Event, reason: str) -> None:
    """Each rule that parts two tellings parts them in `merge`, and says why in `explain_merge`."""
    assert 2 == len(timeline.merge([one, other]))
    found = timeline.explain_merge(one, other)
    assert not found.same
    assert reason in (found.apart or "")


def test_explain_merge_shows_every_feature() -> None:
    """Features, weights and score of two events that are one."""
    one = told("a", "visit", "2024-03-04", (NORDKEMI, "AGENT"))
    other = told("b", "visit", "2024-03-04", (NORDKEMI, "AGENT"))
    found = timeline.explain_merge(one, other)
    assert found.same
    assert ["concept", "participants", "time", "context", "label"] == [feature.name for feature in found.features]
    assert found.score == pytest.approx(sum(f.weight * f.likeness for f in found.features), abs=0.01)


def test_disagreement_is_told_with_who_claims_what() -> None:
    """Sources that agree on all but a day, a number or whether it happened are one event with conflicts."""

    def article(name: str, when: str, number: int, modality: str = "ACTUAL") -> Event:
        words = Span(start=0, end=1, text="x")
        numbers = ({"value": number, "unit": "såret", "words": words},)
        return told(
            name, "visit", when, (NORDKEMI, "AGENT"), (LUND, "PATIENT"), numbers=numbers, modality=modality
        )  # fmt: skip

    (event,) = timeline.merge(
        [article("a", "2024-03-04", 11), article("b", "2024-03-04", 11), article("c", "2024-03-05", 14, "DENIED")]
    )
    told_conflicts = {
        str(conflict.field): {claim.value: claim.documents for claim in conflict.claims} for conflict in event.conflicts
    }
    assert {
        "date": {"2024-03-04": ("a", "b"), "2024-03-05": ("c",)},
        "numbers": {"11 såret": ("a", "b"), "14 såret": ("c",)},
        "modality": {"ACTUAL": ("a", "b"), "DENIED": ("c",)},
    } == told_conflicts
    assert "2024-03-04" == str(event.time)
    assert "ACTUAL" == str(event.modality)


@pytest.mark.parametrize(
    ("days", "patient", "one"),
    [
        (("2024-02", "2024-03"), LUND, True),
        (("2024-02-20", "2024-03-04"), LUND, False),
        (("2024-02", "2024-03"), CREW, False),
    ],
)
def test_a_person_dies_once(days: tuple[str, str], patient: Actor, one: bool) -> None:
    """Articles that put one named person's death into different months disagree on one event; far days make two."""
    tellings = [
        told(document, "die", day, (patient, "PATIENT"), type="DEATH") for document, day in zip("ab", days, strict=True)
    ]
    merged = timeline.merge(tellings)
    assert one == (len(merged) == 1)
    assert not one or ["date"] == [str(conflict.field) for conflict in merged[0].conflicts]


def test_what_happened_did_so_before_it_was_first_told() -> None:
    """A date that a later article only infers gives way when the first article had told of the event by then."""
    first = told("a", "visit", "../2024-03-05", (NORDKEMI, "AGENT"), published="2024-03-05")
    later = told("b", "visit", "2024-06-01/..", (NORDKEMI, "AGENT"), published="2024-06-02")
    (event,) = timeline.merge([first, later])
    assert "../2024-03-05" == str(event.time)


def test_a_plan_is_linked_to_what_came_of_it() -> None:
    """A plan and its fulfilment stay two events; so do a plan and its cancellation."""
    plan = told("a", "visit", "2024-04-02", (NORDKEMI, "AGENT"), modality="PLANNED", published="2024-03-01")
    done = told("b", "visit", "2024-04-02", (NORDKEMI, "AGENT"), published="2024-04-03")
    off = told("c", "visit", "2024-04-02", (NORDKEMI, "AGENT"), modality="DENIED", published="2024-04-01")
    by_id = {event.id: event for event in timeline.merge([plan, done])}
    assert (plan.id,) == by_id[done.id].realises
    by_id = {event.id: event for event in timeline.merge([plan, off])}
    assert (plan.id,) == by_id[off.id].cancels


@pytest.mark.parametrize(("label", "linked"), [("skrinlagt friskole", True), ("skrinlagt bro", False)])
def test_a_calling_off_ends_the_plan_that_it_names(label: str, linked: bool) -> None:
    """A calling off without an event of its own that it denies is told of the plan whose words it has."""
    plan = told("a", "open", "2024-05-02", (NORDKEMI, "AGENT"), modality="PLANNED", label="x åbner friskole")
    off = told("b", "cancel", "../2024-04-01", (NORDKEMI, "AGENT"), label=label, published="2024-04-01", type="RETREAT")
    by_id = {event.id: event for event in timeline.merge([plan, off])}
    assert linked == (by_id[off.id].cancels == (plan.id,))


def test_who_calls_off_what_will_not_be_cancels_the_plan_too() -> None:
    """ "The board has called off the meeting" tells two events, and both end the plan to meet."""
    plan = told("a", "meet", "2024-04-02", (NORDKEMI, "AGENT"), modality="PLANNED", published="2024-03-01")
    off = told("b", "meet", "2024-04-02", (NORDKEMI, "AGENT"), modality="DENIED", start=50)
    board = told("b", "cancel", "../2024-03-20", (NORDKEMI, "AGENT"), type="RETREAT", cancels=(off.id,))
    by_id = {event.id: event for event in timeline.merge([plan, off, board])}
    assert (plan.id,) == by_id[off.id].cancels
    assert {plan.id, off.id} == set(by_id[board.id].cancels)


@pytest.mark.parametrize(("when", "one"), [("2019", True), ("2024-03-20/..", False)])
def test_what_possibly_happened_is_a_claim_and_no_plan(when: str, one: bool) -> None:
    """A suspicion of what was done is of one event with the deed; what may be done yet is not."""
    suspected = told("a", "defraud", when, (LUND, "AGENT"), modality="POSSIBLE")
    done = told("b", "defraud", when.removesuffix("/.."), (LUND, "AGENT"), published="2024-06-01")
    merged = timeline.merge([suspected, done])
    assert one == (len(merged) == 1)
    assert "ACTUAL" == next(event for event in merged if done.sources[0] in event.sources).modality


def test_a_sentence_lends_a_body_its_capital() -> None:
    """ "The council of Bork" at the start of a sentence is the council."""
    bodies = [
        Actor(id=f"organisation:{name.lower().replace(' ', '-')}", name=name, kind="ORGANISATION")
        for name in ("council", "Council of Bork")
    ]
    tellings = [
        told(document, "vote", "2024-03-04", (body, "AGENT"), place="Bork")
        for document, body in zip("ab", bodies, strict=True)
    ]
    assert 1 == len(timeline.merge(tellings))


def test_wire_copies_count_once() -> None:
    """Two articles that print the same sentences outvote nobody: the date is what the independent sources say."""

    def article(name: str, when: str, published: str) -> list[Event]:
        return [
            told(name, concept, when, (NORDKEMI, "AGENT"), start=100 * number, published=published)
            for number, concept in enumerate(("visit", "fire", "resign"))
        ]

    def own_words(event: Event, document: str) -> Event:
        source = event.sources[0]
        sentence = Span(start=0, end=len(document) + 6, text=f"{document} fandt")
        return Event.fresh(source.replace(sentence=sentence))

    copies = [*article("wire", "2024-03-05", "2024-03-06"), *article("copy", "2024-03-05", "2024-03-06")]
    others = [own_words(event, "paper") for event in article("paper", "2024-03-04", "2024-03-05")]
    for event in timeline.merge(copies, others):
        assert ["copy", "paper", "wire"] == sorted(source.document for source in event.sources)
        assert "2024-03-04" == str(event.time)


def test_ids_of_pairs_must_be_known() -> None:
    """A decision about an event that is not there is an error that names it, and so is one against itself."""
    event = told("a", "visit", "2024-03-04")
    other = told("b", "visit", "2024-03-04")
    with pytest.raises(InputError, match="no event 'x' to link"):
        timeline.merge([event], cannot_link=[("x", event.id)])
    with pytest.raises(InputError, match="both must and cannot"):
        timeline.merge([event, other], must_link=[(event.id, other.id)], cannot_link=[(event.id, other.id)])


def test_merge_takes_events_only() -> None:
    """Handing over articles instead of their events is named."""
    with pytest.raises(InputError, match="give article"):
        timeline.merge(["not an event"])  # type: ignore[list-item]


def test_a_wrong_merge_can_be_undone_by_id() -> None:
    """`cannot_link` with the ids of fresh events takes a merged event apart again."""
    one = told("a", "visit", "2024-03-04", (NORDKEMI, "AGENT"))
    other = told("b", "visit", "2024-03-04", (NORDKEMI, "AGENT"))
    merged = timeline.merge([one, other])
    assert 1 == len(merged)
    assert {one.id, other.id} == {event.id for event in timeline.merge(merged, cannot_link=[(one.id, other.id)])}


@given(tellings())
def test_apart_is_symmetric(events: list[Event]) -> None:
    """Whether two tellings exclude each other does not depend on which comes first."""
    profiles = [profile(event.sources[0]) for event in events[:6]]
    for one, other in combinations(profiles, 2):
        assert apart(one, other) == apart(other, one)


@given(tellings(), st.floats(0.0, 1.0))
def test_a_score_is_left_out_only_when_it_is_too_low(events: list[Event], least: float) -> None:
    """Asked for at least so much, a score is what it is, or 0 where it is less."""
    profiles = [profile(event.sources[0]) for event in events[:6]]
    for each in profiles:
        each.context = frozenset({"lund", *each.documents})
    for one, other in combinations(profiles, 2):
        whole = score(one, other)
        assert score(one, other, least) == whole or (whole < least and score(one, other, least) == 0)


@given(tellings())
def test_what_was_merged_is_explained_as_one(events: list[Event]) -> None:
    """Of two tellings that `merge` takes for one event, `explain_merge` says so too."""
    for one, other in combinations(events[:6], 2):
        if len(timeline.merge([one, other])) == 1:
            assert timeline.explain_merge(one, other).same


def test_a_reason_may_quote_any_text() -> None:
    """Braces in a place or a concept are words like others."""
    one = told("a", "{visit}", "2024-03-04", (NORDKEMI, "AGENT"), place="{0}")
    other = told("b", "{visit}", "2024-03-04", (NORDKEMI, "AGENT"), place="{}{")
    reasons = [feature.reason for feature in timeline.explain_merge(one, other).features]
    assert "places differ: {0}, {}{" in reasons
    assert "both tell {visit}" in reasons


@pytest.mark.parametrize(
    ("plan", "later", "linked"),
    [
        ({}, {}, True),
        ({"modality": "POSSIBLE"}, {}, False),
        ({}, {"published": "2024-02-01"}, False),
        ({}, {"when": "2024-05-01", "label": "visit på havnen"}, True),
        ({}, {"when": "2027-05-01", "label": "visit på havnen"}, False),
        ({}, {"when": "2024-05-01", "label": "visit på havnen", "ordinal": 3}, False),
        ({"actor": BORK}, {}, False),
    ],
)
def test_what_counts_as_carrying_out_a_plan(plan: dict[str, object], later: dict[str, object], linked: bool) -> None:
    """A plan is told before, by the same people; it may slip by months, but not become one of many or another's."""
    fields: dict[str, object] = {"modality": "PLANNED", "published": "2024-03-01", "label": "visit på havnen", **plan}
    one = told("a", "visit", "2024-04-02", (fields.pop("actor", NORDKEMI), "AGENT"), **fields)  # type: ignore[arg-type]
    done = {"when": "2024-04-02", "published": "2027-06-03", **later}
    other = told("b", "visit", done.pop("when"), (NORDKEMI, "AGENT"), **done)  # type: ignore[arg-type]
    by_id = {event.id: event for event in timeline.merge([one, other])}
    assert linked == (by_id[other.id].realises == (one.id,))


@pytest.mark.parametrize(
    ("concept", "day", "people", "fields", "linked"),
    [
        ("vote_down", "2024-04-02", (CREW,), {"type": "REJECT", "lemma": "vote"}, True),
        ("vote_down", "2024-04-02", (CREW,), {"type": "REJECT", "lemma": "refuse"}, True),
        ("vote_down", "2024-04-03", (CREW,), {"type": "REJECT", "lemma": "refuse"}, False),
        ("march", "2024-04-02", (CREW,), {"type": "PROTEST", "lemma": "march"}, False),
        ("ballot", "2024-04-02", (CREW,), {"type": "ELECTION", "lemma": "poll"}, True),
        ("legislate", "2024-04-02", (CREW,), {"type": "LAW", "lemma": "pass"}, True),
        ("legislate", "2024-04-02", (), {"type": "LAW", "lemma": "pass"}, False),
        ("ballot", "2024-04-03", (CREW,), {"type": "ELECTION", "lemma": "poll"}, False),
        ("ballot", "2024-04-02", (), {"type": "ELECTION", "lemma": "poll"}, False),
    ],
)
def test_a_plan_is_known_by_word_or_by_day_and_kind(
    concept: str, day: str, people: tuple[Actor, ...], fields: dict[str, object], linked: bool
) -> None:
    """What comes of a plan may be told by its word, or be of its kind, on its day, by its people."""
    plan = told("a", "elect", "2024-04-02", (CREW, "AGENT"), modality="PLANNED", type="ELECTION", lemma="vote")
    parts = [(actor, "AGENT") for actor in people]
    done = told("b", concept, day, *parts, published="2024-04-05", **fields)  # type: ignore[arg-type]
    by_id = {event.id: event for event in timeline.merge([plan, done])}
    assert linked == (by_id[done.id].realises == (plan.id,))


@pytest.mark.parametrize(
    ("plan", "done", "linked"),
    [
        (VISITING, ("x", "2024-04-02", "OTHER", "Lund på havnen"), True),
        (VISITING, ("x", "2024-04-02", "OTHER", "Lund i retten"), False),
        (VISITING, ("x", "2024-04-03", "OTHER", "Lund på havnen"), False),
        (STOPPING, ("resign", "2024-04-20", "APPOINT", "Lund gik af"), True),
        (STOPPING, ("resign", "2024-05-20", "APPOINT", "Lund gik af"), False),
        (STOPPING, ("flee", "2024-04-20", "RETREAT", "Lund flygtede"), False),
    ],
)
def test_what_was_planned_may_be_told_as_something_else(
    plan: tuple[str, str, str, str], done: tuple[str, str, str, str], linked: bool
) -> None:
    """The same people on the same day, in a word more than their names; a person who goes in the month told."""
    one, other = (
        told(document, concept, when, (LUND, "AGENT"), type=kind, label=label, published=published, modality=modality)
        for document, (concept, when, kind, label), published, modality in (
            ("a", plan, "2024-03-20", "PLANNED"),
            ("b", done, "2024-06-01", "ACTUAL"),
        )
    )
    by_id = {event.id: event for event in timeline.merge([one, other])}
    assert linked == (by_id[other.id].realises == (one.id,))


def test_a_person_may_act_for_the_body_that_planned() -> None:
    """Another person's or body's deed is not what one planned; that a body's plan is done by a person may be."""
    plan = told("a", "visit", "2024-04-02", (NORDKEMI, "AGENT"), (BORK, "RECIPIENT"), modality="PLANNED")
    for agent, linked in ((LUND, True), (Actor(id="organisation:x", name="Xenia", kind="ORGANISATION"), False)):
        done = told("b", "visit", "2024-04-02", (agent, "AGENT"), (BORK, "RECIPIENT"), published="2024-04-05")
        by_id = {event.id: event for event in timeline.merge([plan, done])}
        assert linked == (by_id[done.id].realises == (plan.id,))


def test_what_came_about_later_is_the_outcome_and_not_that_it_did_not_come_in_time() -> None:
    """A plan that was not kept on its day and came about later is linked to what came about."""
    plan = told("a", "visit", "2024-04-02", (NORDKEMI, "AGENT"), modality="PLANNED", label="visit på havnen")
    missed = told("b", "visit", "2024-04-02", (NORDKEMI, "AGENT"), modality="DENIED", published="2024-04-05")
    done = told("c", "visit", "2024-06-02", (NORDKEMI, "AGENT"), published="2024-06-05", label="visit på havnen")
    by_id = {event.id: event for event in timeline.merge([plan, missed, done])}
    assert (plan.id,) == by_id[done.id].realises
    assert () == by_id[missed.id].cancels


def test_an_article_is_known_by_the_names_in_its_sentences() -> None:
    """Two articles that share no actor of the event, only names around it, may still tell one event."""

    def article(name: str, sentence: str) -> Event:
        event = told(name, "fire", None)
        source = event.sources[0].replace(sentence=Span(start=0, end=len(sentence), text=sentence))
        return Event.fresh(source)

    near = [
        article("a", "Branden i Sejrholm ramte Nordkemi."),
        article("b", "Efter branden i Sejrholm lukker Nordkemi."),
    ]
    far = article("c", "En brand i Esbjerg ramte Bork.")
    assert 2 == len(timeline.merge(near, [far]))
    assert 1 == len(timeline.merge(near))


@pytest.mark.parametrize(
    ("one", "other", "conflict"),
    [
        ((11, None), (14, None), True),
        ((12, "EQUAL_OR_MORE"), (14, None), False),
        ((12, "MORE_THAN"), (9, None), True),
        ((700, "MORE_THAN"), (800, None), False),
        ((400, "MORE_THAN"), (550, None), True),
        ((700, "MORE_THAN"), (1200, None), True),
        ((700, "EQUAL_OR_MORE"), (1200, None), False),
        ((40, "APPROX"), (42, None), False),
        ((40, "APPROX"), (60, None), True),
        ((46e6, None), (46.4e6, None), False),
        ((46e6, None), (52e6, None), True),
    ],
)
def test_numbers_disagree_only_when_both_cannot_be_right(
    one: tuple[float, str | None], other: tuple[float, str | None], conflict: bool
) -> None:
    """Limits and rounded numbers leave room, exact ones do not."""

    def article(name: str, value: float, mod: str | None) -> Event:
        words = Span(start=0, end=1, text="x")
        number = {"value": value, "unit": "krone", "words": words, "mod": mod}
        return told(name, "visit", "2024-03-04", (NORDKEMI, "AGENT"), numbers=(number,))

    (event,) = timeline.merge([article("a", *one), article("b", *other)])
    assert conflict == bool(event.conflicts)


def test_what_is_counted_brings_tellings_together() -> None:
    """A telling without a day meets another by one name around it and what both count, and their numbers disagree."""

    def article(name: str, sentence: str, when: str | None, value: float, unit: str = "guest") -> Event:
        number = {"value": value, "unit": unit, "words": Span(start=0, end=1, text="x")}
        event = told(name, "feast", when, type="CULTURE", label="feast for the town", numbers=(number,))
        return Event.fresh(event.sources[0].replace(sentence=Span(start=0, end=len(sentence), text=sentence)))

    one = article("a", "Festen i Sejrholm samlede mange.", "2024-03-04", 400)
    others = [article(f"c{i}", f"Festen i Sejrholm nr. {i}.", f"2024-01-{i:02}", i, f"x{i}") for i in range(1, 10)]
    tents = article("b", "Festen i Sejrholm samlede flere.", None, 600, "tent")
    assert 11 == len(timeline.merge([one, tents, *others]))  # among many feasts, one name is too little
    (event,) = timeline.merge([one, article("b", "Festen i Sejrholm samlede flere.", None, 600)])
    assert ["numbers"] == [str(conflict.field) for conflict in event.conflicts]


def test_numbers_that_differ_by_far_are_of_two_events() -> None:
    """A fine of 95 million and one of 1.5 are not one fine that two articles count differently."""
    words = Span(start=0, end=1, text="x")
    events = [
        told(name, "fine", None, (NORDKEMI, "PATIENT"), numbers=({"value": value, "unit": "krone", "words": words},))
        for name, value in (("a", 95e6), ("b", 1.5e6))
    ]
    assert 2 == len(timeline.merge(events))
    assert "differ by far" in (timeline.explain_merge(*events).apart or "")


@pytest.mark.parametrize(
    ("fields", "one"),
    [
        ({}, True),
        ({"type": "REQUEST"}, False),
        ({"label": "Bork forbød noget helt andet"}, False),
        ({"published": "2024-09-01"}, False),
    ],
)
def test_who_did_it_may_be_disputed_when_all_else_agrees(fields: dict[str, object], one: bool) -> None:
    """One deed in the same words and days by another doer is one event with a conflict; a speech act is another's."""

    def article(name: str, doer: Actor, when: str | None, **fields: object) -> Event:
        sentence = Span(start=0, end=60, text="I byen Sejrholm ventede Marie Hvass og Bo Fris i mandags her")
        event = told(name, "ban", when, (doer, "AGENT"), **fields)
        return Event.fresh(event.sources[0].replace(sentence=sentence))

    shared: dict[str, object] = {"type": "COERCE", "label": "x forbød fabrikken at genoptage produktionen"}
    events = [
        article("a", NORDKEMI, "2024-03-18", **shared),
        article("b", BORK, None, **{**shared, **fields}),
    ]
    merged = timeline.merge(events)
    assert one == (len(merged) == 1)
    if one:
        assert ["participants"] == [str(conflict.field) for conflict in merged[0].conflicts]


@pytest.mark.parametrize(("evidence", "claims"), [((SINGLED,), ["participants"]), ((), [])])
def test_who_has_no_name_contradicts_nobody_unless_singled_out(
    evidence: tuple[Evidence, ...], claims: list[str]
) -> None:
    """ "It was a clerk who did it" contradicts whoever named another; "a clerk did it" may mean the same one."""
    clerk = Actor(id="person:en-bogholder", name="en bogholder", kind="PERSON")
    one = told("a", "report", "2024-01", (LUND, "AGENT"), (BORK, "RECIPIENT"))
    other = told("b", "report", "2024-01", (clerk, "AGENT"), (BORK, "RECIPIENT"), evidence=evidence)
    (event,) = timeline.merge([one, other])
    assert claims == [str(conflict.field) for conflict in event.conflicts]


@pytest.mark.parametrize(("evidence", "one"), [((SINGLED,), True), ((), False)])
def test_who_is_singled_out_did_what_is_known(evidence: tuple[Evidence, ...], one: bool) -> None:
    """To say late that it was NN who did it contradicts whoever named another, whatever kind of deed it is."""

    def article(name: str, doer: Actor, published: str, **fields: object) -> Event:
        sentence = Span(start=0, end=60, text="I byen Sejrholm ventede Marie Hvass og Bo Fris i mandags her")
        fields |= {"type": "STATEMENT", "label": "x reveal det fortrolige notat"}
        event = told(name, "reveal", "2024-01", (doer, "AGENT"), published=published, **fields)
        return Event.fresh(event.sources[0].replace(sentence=sentence))

    events = [article("a", NORDKEMI, "2024-02-01"), article("b", BORK, "2024-09-01", evidence=evidence)]
    merged = timeline.merge(events)
    assert one == (len(merged) == 1)
    if one:
        assert ["participants"] == [str(conflict.field) for conflict in merged[0].conflicts]


def test_where_few_articles_tell_of_a_kind_one_name_in_common_is_enough() -> None:
    """A telling without a day or an actor of its own meets the few groups that share a name with its article."""

    def article(name: str, when: str | None, label: str, *people: tuple[Actor, str]) -> Event:
        sentence = Span(start=0, end=26, text="I byen ventede Marie Hvass")
        event = told(name, "steal", when, *people, type="CRIME", label=label)
        return Event.fresh(event.sources[0].replace(sentence=sentence))

    events = [article("a", "2024-03-18", "tyve stjal maleriet", (BORK, "PATIENT")), article("b", None, "det stjålne")]
    assert 1 == len(timeline.merge(events))


@pytest.mark.parametrize(("place", "when", "one"), [("Bork", "2024-03-18", True), ("Lem", "2024-03-18", False)])
def test_one_deed_in_one_town_on_one_day_may_be_anybodys(place: str, when: str, one: bool) -> None:
    """Where and when a thing was done says as much as whom the articles name."""
    events = [
        told(name, "attack", when, (doer, "AGENT"), type="ASSAULT", label="x sprængte broen i luften", place=where)
        for name, doer, where in (("a", NORDKEMI, "Bork"), ("b", BORK, place))
    ]
    assert one == (len(timeline.merge(events)) == 1)


@pytest.mark.parametrize(("name", "claims"), [("Nordkemi Bork", []), ("Østkemi", ["participants"])])
def test_a_longer_name_is_no_other_doer(name: str, claims: list[str]) -> None:
    """An article that says more of a name does not contradict the one that says less."""
    other = Actor(id=f"organisation:{name.casefold().replace(' ', '-')}", name=name, kind="ORGANISATION")
    events = [
        told(document, "buy", "2024-03-18", (doer, "AGENT"), (LUND, "PATIENT"), type="BUSINESS")
        for document, doer in (("a", NORDKEMI), ("b", other))
    ]
    (event,) = timeline.merge(events)
    assert claims == [str(conflict.field) for conflict in event.conflicts]


def test_who_sells_and_who_buys_do_not_disagree() -> None:
    """One article has the seller do it and names the buyer, the other the buyer."""
    sold = told("a", "sell", "2024-03-18", (BORK, "AGENT"), (LUND, "PATIENT"), (NORDKEMI, "RECIPIENT"))
    bought = told("b", "sell", "2024-03-18", (NORDKEMI, "AGENT"), (LUND, "PATIENT"))
    (event,) = timeline.merge([sold, bought])
    assert () == event.conflicts


@pytest.mark.parametrize(("evidence", "one"), [(DENIAL, True), (OFF, False)])
def test_what_one_article_tells_and_lets_somebody_deny_is_one_event(evidence: Evidence, one: bool) -> None:
    """A claim and its denial in one article are one disputed event; a plan that was called off is another."""
    claim = told("a", "bribe", "2024-03-04", (LUND, "PATIENT"), label="Nordkemi bestak Lund")
    denied = told(
        "a",
        "bribe",
        None,
        (LUND, "PATIENT"),
        start=90,
        label="Nordkemi bestak Lund",
        modality="DENIED",
        evidence=(evidence,),
    )
    merged = timeline.merge([claim, denied])
    assert one == (len(merged) == 1)
    if one:
        (conflict,) = merged[0].conflicts
        assert [("ACTUAL", ("a",)), ("DENIED", ("a",))] == [(told.value, told.documents) for told in conflict.claims]


def test_what_somebody_denies_is_contested_whoever_else_tells_it() -> None:
    """A fact that one article lets somebody deny stays a conflict alone, and beside another article's telling."""
    claim = told("a", "bribe", "2024-03-04", (LUND, "PATIENT"), label="Nordkemi bestak Lund", evidence=(DENIAL,))
    other = told("b", "bribe", "2024-03-04", (LUND, "PATIENT"), label="Nordkemi bestak Lund")
    for events, actual in (([claim], ("a",)), ([claim, other], ("a", "b"))):
        (event,) = timeline.merge(events)
        (conflict,) = event.conflicts
        assert [("ACTUAL", actual), ("DENIED", ("a",))] == [(told.value, told.documents) for told in conflict.claims]


@pytest.mark.parametrize(("when", "one"), [("../2024-03-20", True), ("2024-03-20/..", False)])
def test_what_is_said_to_have_happened_can_be_denied(when: str, one: bool) -> None:
    """A claim about what was done is of one event with its denial elsewhere; what may come is not."""
    said = told("a", "bribe", when, (LUND, "PATIENT"), label="Nordkemi bestak Lund", modality="POSSIBLE")
    denied = told("b", "bribe", "../2024-03-20", (LUND, "PATIENT"), label="Nordkemi bestak Lund", modality="DENIED")
    merged = timeline.merge([said, denied])
    assert one == (len(merged) == 1)
    assert one == any(str(conflict.field) == "modality" for event in merged for conflict in event.conflicts)


def test_two_denials_in_one_article_are_two() -> None:
    """Only a claim and its denial meet: what an article denies twice it tells twice."""
    events = [
        told("a", "bribe", None, (LUND, "PATIENT"), start=start, modality="DENIED", evidence=(DENIAL,))
        for start in (0, 90)
    ]
    assert 2 == len(timeline.merge(events))


def test_what_was_demanded_and_done_is_linked() -> None:
    """A demand that is met has an outcome as a plan has."""
    demand = told("a", "resign", "2024-03-10/..", (LUND, "AGENT"), published="2024-03-10", modality="DEMANDED")
    done = told("b", "resign", "2024-03-18", (LUND, "AGENT"))
    by_id = {event.id: event for event in timeline.merge([demand, done])}
    assert (demand.id,) == by_id[done.id].realises


@pytest.mark.parametrize(("sum_", "one"), [(240, False), (205, True)])
def test_a_sale_for_another_sum_years_later_is_another(sum_: int, one: bool) -> None:
    """What an article tells without a date is not what happened years before, when both count and nothing agrees."""

    def sale(document: str, when: str | None, value: int, published: str) -> Event:
        words = Span(start=0, end=3, text="kr.")
        price = Quantity(value=value, unit="krone", words=words)
        people = (NORDKEMI, "AGENT")
        return told(document, "sell", when, people, published=published, label="x solgte havnen", numbers=(price,))

    events = [sale("a", "2016-05-02", 205, "2020-01-13"), sale("b", None, sum_, "2024-02-23")]
    assert one == (len(timeline.merge(events)) == 1)


@pytest.mark.parametrize(("when", "one"), [("2024-03-20/..", False), ("../2024-03-20", True)])
def test_what_was_refused_and_then_done_is_no_disagreement(when: str, one: bool) -> None:
    """To refuse to do a thing claims nothing of what was done later; to deny that it was done does."""
    refused = told("a", "pay", when, (NORDKEMI, "AGENT"), modality="DENIED", label="x betale leje")
    paid = told("b", "pay", "../2024-04-02", (NORDKEMI, "AGENT"), published="2024-04-02", label="x betale leje")
    assert one == (len(timeline.merge([refused, paid])) == 1)


@pytest.mark.parametrize(("when", "published", "one"), [
    (None, "2024-04-02", False), ("2024-03-18", "2024-04-02", True), (None, "2024-03-02", True),
])  # fmt: skip
def test_what_has_not_come_about_so_far_may_have_since(when: str | None, published: str, one: bool) -> None:
    """Only what is said to have been done by then, or was told before, contradicts that it has not been done so far."""
    so_far = Evidence(field="modality", rule="negated perfect")
    parts = (NORDKEMI, "AGENT")
    not_yet = told("a", "drop", "../2024-03-20", parts, modality="DENIED", label="x drop sagen", evidence=(so_far,))
    done = told("b", "drop", when, parts, published=published, label="x drop sagen")
    assert one == (len(timeline.merge([not_yet, done])) == 1)


@pytest.mark.parametrize(("kind", "one"), [("PERSON", False), ("GROUP", True)])
def test_one_of_the_dead_is_not_all_of_them(kind: str, one: bool) -> None:
    """The death of a single person is not that of the people whom another article counts."""
    someone = Actor(id=f"{kind.lower()}:x", name="en pensionist", kind=kind)
    count = Quantity(value=3, unit="person", words=Span(start=0, end=3, text="Tre"))
    single = told("a", "die", "2024-03-04", (someone, "PATIENT"), type="DEATH", label="mandag i Bork", place="Bork")
    three = told("b", "die", "2024-03-04", type="DEATH", label="mandag i Bork", numbers=(count,), place="Bork")
    assert one == (len(timeline.merge([single, three])) == 1)


@pytest.mark.parametrize(("who", "one"), [(LUND, False), (CREW, True)])
def test_a_dismissal_of_many_is_not_that_of_one_who_is_named(who: Actor, one: bool) -> None:
    """Who is dismissed alone and by name is none of the eighteen whom another article counts."""
    count = Quantity(value=18, unit="person", words=Span(start=0, end=2, text="18"))
    many = told("a", "dismiss", "2024-03-04", (NORDKEMI, "AGENT"), (CREW, "PATIENT"), type="APPOINT", numbers=(count,))
    single = told("b", "dismiss", "2024-03-04", (NORDKEMI, "AGENT"), (who, "PATIENT"), type="APPOINT")
    assert one == (len(timeline.merge([many, single])) == 1)


@pytest.mark.parametrize(("label", "linked"), [("x slog Horsens", True), ("x slog Vejle", False)])
def test_a_plan_and_its_outcome_may_share_their_day_and_words(label: str, linked: bool) -> None:
    """Without a name of the happening or an actor in common, the kind, the day and a word of the plan are enough."""

    def article(event: Event) -> Event:
        sentence = Span(start=0, end=40, text="I byen Sejrholm ventede Marie Hvass her.")
        return Event.fresh(event.sources[0].replace(sentence=sentence))

    shared: dict[str, object] = {"type": "SPORT"}
    plan = article(told("a", "match", "2024-04-02", label="x mod Horsens", lemma="match", modality="PLANNED", **shared))
    done = article(told("b", "hit", "2024-04-02", published="2024-04-03", label=label, lemma="hit", **shared))
    by_id = {event.id: event for event in timeline.merge([plan, done])}
    assert linked == (by_id[done.id].realises == (plan.id,))

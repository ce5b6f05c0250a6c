"""Laws and examples of ordering: honest about what is unknown, total and stable for display."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import tellings
from test_merge import LUND, NORDKEMI, told

import timeline
from timeline import Chronology, Event, InputError, Relation, Stance
from timeline.chronology.chronology import told_bounds


def linked(event: Event, *, after: tuple[str, ...] = (), before: tuple[str, ...] = ()) -> Event:
    """The event with cues that its article gives."""
    source = event.sources[0].replace(after=after, before=before)
    return event.replace(after=after, before=before, sources=(source,))


@given(tellings(), st.data())
def test_order_is_a_permutation_whatever_the_input_order(events: list[Event], data: st.DataObject) -> None:
    """Every event is there once, and the sequence does not depend on how the events came."""
    chronology = timeline.order(events)
    assert sorted(event.id for event in events) == sorted(event.id for event in chronology)
    assert chronology == timeline.order(data.draw(st.permutations(events)))


@given(tellings())
def test_nothing_known_to_be_earlier_stands_later(events: list[Event]) -> None:
    """The sequence never puts b before a when a is certainly earlier or linked before."""
    chronology = timeline.order(events)
    for place, one in enumerate(chronology):
        for other in chronology.events[place + 1 :]:
            assert chronology.relation(one, other) is not Relation.AFTER
            assert chronology.relation(other, one) is not Relation.BEFORE


@given(tellings())
def test_relation_and_its_converse_agree(events: list[Event]) -> None:
    """a before b exactly when b after a; `why` gives a chain in time's direction exactly when there is an order."""
    chronology = timeline.order(events)
    converse = {Relation.BEFORE: Relation.AFTER, Relation.AFTER: Relation.BEFORE}
    for one in chronology.events[:5]:
        for other in chronology.events[:5]:
            relation = chronology.relation(one, other)
            assert converse.get(relation, relation) == chronology.relation(other, one)
            chain = chronology.why(one, other)
            assert bool(chain) == (relation in converse)
            if chain:
                first, last = (one, other) if relation is Relation.BEFORE else (other, one)
                assert (first.id, last.id) == (chain[0].before, chain[-1].after)


@given(tellings())
def test_dates_that_exclude_each_other_are_an_order(events: list[Event]) -> None:
    """Unless a text says otherwise, an event that ends before another starts is before it."""
    chronology = timeline.order(events)
    if chronology.links or chronology.contradictions:
        return
    for one in chronology:
        for other in chronology:
            certain = told_bounds(one)[1] < told_bounds(other)[0]
            assert certain == (chronology.relation(one, other) is Relation.BEFORE)


@given(tellings())
def test_layers_hold_every_event_once_and_no_order_inside(events: list[Event]) -> None:
    """Layers are a partition; inside a layer nothing is known to precede anything."""
    chronology = timeline.order(events)
    layers = chronology.layers()
    assert sorted(event.id for event in chronology) == sorted(event.id for layer in layers for event in layer)
    for number, layer in enumerate(layers):
        assert all(chronology.relation(a, b) is not Relation.BEFORE for a in layer for b in layer)
        if number:
            earlier = layers[number - 1]
            assert all(any(chronology.relation(a, b) is Relation.BEFORE for a in earlier) for b in layer)


@given(tellings(), st.integers(0, 14))
def test_adding_equals_rebuilding(events: list[Event], cut: int) -> None:
    """A chronology that grows is the one that would have been built at once."""
    assert timeline.order(events) == timeline.order(events[:cut]).add(events[cut:])


@given(tellings())
def test_json_round_trip(events: list[Event]) -> None:
    """A chronology reads back equal and knows the same order."""
    chronology = timeline.order(timeline.merge(events))
    again = Chronology.model_validate_json(chronology.to_json())
    assert chronology == again
    assert [event.id for event in chronology] == [event.id for event in again]
    for one in chronology.events[:4]:
        for other in chronology.events[:4]:
            assert chronology.relation(one, other) == again.relation(one, other)


def test_texts_order_what_dates_cannot() -> None:
    """A cue puts one undated event before another, and tightens its date to what that allows."""
    first = told("a", "visit", None, start=0)
    second = linked(told("a", "fire", "2024-03-04", start=50), after=(first.id,))
    chronology = timeline.order([second, first])
    assert ["visit", "fire"] == [event.trigger.text for event in chronology]
    assert Relation.BEFORE is chronology.relation(first, second)
    assert ["cue"] == [str(link.reason) for link in chronology.why(first, second)]
    assert "../2024-03-04" == str(chronology.time(first))
    assert first.time is None


def test_unknown_is_said() -> None:
    """Two events of one month have an order on the page and none in the answer; two of one day overlap."""
    one, other = told("a", "visit", "2024-03"), told("b", "fire", "2024-03")
    assert Relation.UNKNOWN is timeline.order([one, other]).relation(one, other)
    assert () == timeline.order([one, other]).why(one, other)
    one, other = told("a", "visit", "2024-03-04"), told("b", "fire", "2024-03-04")
    assert Relation.OVERLAPS is timeline.order([one, other]).relation(one, other)


def test_contradictions_are_reported_and_the_rest_is_ordered() -> None:
    """A cue against the dates, and a circle of cues, are told as chains; every event is still there."""
    early, late = told("a", "visit", "2024-03-04", start=0), told("a", "fire", "2024-03-09", start=50)
    wrong = linked(late, before=(early.id,))
    chronology = timeline.order([early, wrong])
    assert [early.id, late.id] == [event.id for event in chronology]
    assert 1 == len(chronology.contradictions)
    assert {early.id, late.id} == set(chronology.contradictions[0].events)

    a, b, c = (told("d", word, None, start=number * 50) for number, word in enumerate(("visit", "fire", "resign")))
    circle = [linked(a, after=(c.id,)), linked(b, after=(a.id,)), linked(c, after=(b.id,))]
    chronology = timeline.order(circle)
    assert 3 == len(chronology)
    assert [3] == [len(found.links) for found in chronology.contradictions]
    chain = chronology.contradictions[0].links
    assert all(one.after == other.before for one, other in zip(chain, (*chain[1:], chain[0]), strict=True))


def test_a_plan_comes_before_what_realises_it() -> None:
    """The link of plan and fulfilment orders them, with its reason."""
    plan = told("a", "visit", "2024-04", (NORDKEMI, "AGENT"), modality="PLANNED", published="2024-03-01")
    done = told("b", "visit", "2024-04", (NORDKEMI, "AGENT"), published="2024-05-01")
    chronology = timeline.order(timeline.merge([plan, done]))
    assert ["realises"] == [str(link.reason) for link in chronology.why(plan.id, done.id)]


def test_slices() -> None:
    """Slices keep order and links, and `between` counts an event that may lie inside."""
    events = [
        told("a", "visit", "2024-03-04", (NORDKEMI, "AGENT"), place="Sejrholm"),
        told("b", "fire", "2024-05", (LUND, "PATIENT"), modality="DENIED"),
        told("c", "resign", "../2024-03-20", published="2024-03-20"),
    ]
    chronology = timeline.order(events)

    def names(part: Chronology) -> set[str]:
        return {event.trigger.text for event in part}

    assert {"visit", "resign"} == names(chronology.between("2024-03", "2024-03"))
    assert {"fire"} == names(chronology.between("2024-04", "2024"))
    assert {"visit"} == names(chronology.involving("nordkemi"))
    assert {"fire"} == names(chronology.involving(LUND))
    assert {"visit"} == names(chronology.at("sejrholm"))
    assert {"fire"} == names(chronology.with_modality("DENIED"))
    assert {"resign"} == names(chronology.told_by("c"))
    assert {"visit", "fire", "resign"} == names(chronology.of_type("OTHER"))
    assert 2 == len(chronology[1:])
    assert 1 == len(chronology.summary(1))
    assert 0 == len(chronology.summary(0))


def test_important_events_are_those_that_many_tell() -> None:
    """More sources and more named participants count for more."""
    small = told("a", "fire", "2024-03-04", start=500)
    big = timeline.merge([told(name, "visit", "2024-03-04", (NORDKEMI, "AGENT"), (LUND, "PATIENT")) for name in "abcd"])
    chronology = timeline.order([small, *big])
    assert chronology.importance(big[0]) > chronology.importance(small)
    assert "visit" == chronology.summary(1)[0].trigger.text


def test_stances_of_shows_a_change_of_mind() -> None:
    """An actor's stances come earliest first, also by name and for one target."""

    def stance(document: str, polarity: str) -> Stance:
        words = {"start": 0, "end": 1, "text": "x"}
        return Stance(
            holder=LUND,
            target="planen",
            polarity=polarity,
            act="STATE",
            evidence=words,
            quoted="direct",
            document=document,
        )

    events = [
        told("late", "visit", "2024-03-04", published="2024-05-01", stances=(stance("late", "SUPPORT"),)),
        told("early", "fire", "2024-03-04", published="2024-03-05", stances=(stance("early", "OPPOSE"),)),
    ]
    chronology = timeline.order(events)
    assert ["OPPOSE", "SUPPORT"] == [str(found.polarity) for found in chronology.stances_of("Karen Lund")]
    assert 2 == len(chronology.stances_of(LUND, target="plan"))
    assert () == chronology.stances_of(LUND, target="havnen")


def test_events_are_asked_for_by_id_or_object_and_must_be_there() -> None:
    """An unknown event is named."""
    chronology = timeline.order([told("a", "visit", "2024-03-04")])
    with pytest.raises(InputError, match="no event 'x' in this chronology"):
        chronology.relation("x", chronology[0])
    assert chronology[0] in chronology
    assert "x" not in chronology


def test_two_events_with_one_id_are_refused() -> None:
    """Ordering what was not merged, with clashing ids, says what to do."""
    event = told("a", "visit", "2024-03-04")
    with pytest.raises(InputError, match="merge them first"):
        timeline.order([event, event.replace(label="another")])


def test_exports_are_offered_as_methods(tmp_path: object) -> None:
    """Each export gives its text, and writes it where asked."""
    from pathlib import Path

    chronology = timeline.order([told("a", "visit", "2024-03-04")])
    path = Path(str(tmp_path)) / "out"
    assert chronology.to_html(path) == path.read_text(encoding="utf-8")
    assert "visit" in chronology.to_csv()
    assert "VCALENDAR" in chronology.to_icalendar()
    assert "visit" in chronology.to_timelinejs(title="Havnen")
    assert 1 == len(chronology.to_frame())


def test_a_wrong_question_is_named() -> None:
    """A type, modality or actor that cannot be is an error that says what can, not an empty answer."""
    chronology = timeline.order([told("a", "visit", "2024-03-04", (NORDKEMI, "AGENT"))])
    with pytest.raises(InputError, match="no EventType 'VISIT'; use one of AGREE"):
        chronology.of_type("VISIT")
    with pytest.raises(InputError, match="no Modality 'SURE'; use one of ACTUAL"):
        chronology.with_modality("SURE")
    with pytest.raises(InputError, match="by name, id or Actor, not by Event"):
        chronology.involving(chronology[0])  # type: ignore[arg-type]
    with pytest.raises(InputError, match="order takes events, not str"):
        timeline.order(["a"])  # type: ignore[list-item]

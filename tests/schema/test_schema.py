"""Promises of the schema: frozen, closed, self-contained, and exact in JSON."""

import json
from pathlib import Path

import jsonschema
import pytest
from pydantic import ValidationError

import timeline
from timeline import Actor, Article, Chronology, ErrorRecord, Event, Span, TimeValue
from timeline.export import json as json_export
from timeline.export.jsonschema import schemas

DOCUMENTS = {"article": Article, "chronology": Chronology, "error-record": ErrorRecord, "event": Event}
PUBLISHED = Path(__file__).parents[2] / "docs" / "schema"


def test_span_text_has_the_span_length() -> None:
    """A span whose text does not fit its offsets cannot be made."""
    with pytest.raises(ValidationError, match="4 code points of text, 'Nato'"):
        Span(start=0, end=3, text="Nato")


def test_time_cannot_end_before_it_starts() -> None:
    """Bounds are in order, always."""
    with pytest.raises(ValidationError, match="before it starts"):
        TimeValue(edtf="2020", earliest="2020-02-02", latest="2020-02-01", granularity="day")


def test_values_are_frozen_and_closed() -> None:
    """No field can be changed or added after the fact."""
    actor = Actor(id="country:IRQ", name="Irak", kind="COUNTRY", country="IRQ")
    with pytest.raises(ValidationError, match="frozen"):
        actor.name = "Iran"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Actor(id="country:IRQ", name="Irak", kind="COUNTRY", capital="Bagdad")  # type: ignore[call-arg]


def test_values_are_hashable(article: Article) -> None:
    """Values hold tuples and no lists or dicts, so that equal ones hash equal."""
    copy = Article.model_validate_json(article.model_dump_json())
    assert hash(article) == hash(copy)


def test_values_share_the_names_of_their_fields() -> None:
    """Values made with the same fields hold one set of names, which a copy with more fields leaves alone."""
    one, other = (Actor(id=f"organisation:{name}", name=name, kind="ORGANISATION") for name in ("nato", "fn"))
    assert one.model_fields_set is other.model_fields_set
    copy = one.model_copy(update={"title": "x"})
    assert copy.model_fields_set == {"id", "name", "kind", "title"}
    assert other.model_fields_set == {"id", "name", "kind"}


def test_json_round_trip(article: Article) -> None:
    """An article, each of its events and its chronology read back from JSON equal."""
    chronology = timeline.order(timeline.merge(article.events))
    for value in (article, *article.events, chronology):
        assert value == type(value).model_validate_json(json_export.dumps(value))


def test_every_document_says_its_schema_version(article: Article) -> None:
    """A reader of any document can tell which schema it follows."""
    chronology = timeline.order(timeline.merge(article.events))
    for value in (article, *article.events, chronology):
        assert timeline.SCHEMA_VERSION == json.loads(json_export.dumps(value))["schema_version"]


def test_unknown_schema_version_is_refused(article: Article) -> None:
    """JSON of another version is never read as if it were ours."""
    data = json.loads(json_export.dumps(article)) | {"schema_version": "999"}
    with pytest.raises(ValidationError, match="schema_version"):
        Article.model_validate_json(json.dumps(data))


def test_event_alone_says_who_when_and_where_it_was_written(article: Article) -> None:
    """An event taken out of its article still names its document, its sentence and its trigger's place."""
    for event in article.events:
        source = Event.model_validate_json(json_export.dumps(event)).sources[0]
        assert "nato-irak-1" == source.document
        assert article.published == source.published
        assert source.trigger.text == article.text[source.trigger.start : source.trigger.end]
        assert source.quote == article.text[source.sentence.start : source.sentence.end]


def test_every_span_slices_back(article: Article) -> None:
    """Every span of a parse, however deep, is the text at its offsets."""
    spans = list(_spans(article))
    assert len(spans) > 50
    for span in spans:
        assert span.text == article.text[span.start : span.end]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_published_schema_is_current(name: str) -> None:
    """`docs/schema` is what `timeline schema docs/schema` writes now."""
    published = json.loads((PUBLISHED / f"{name}.json").read_text(encoding="utf-8"))
    assert schemas(DOCUMENTS)[name] == published


def test_documents_validate_against_their_schema(article: Article) -> None:
    """What we write is valid by the published schema, read by an independent validator."""
    chronology = timeline.order(timeline.merge(article.events))
    pairs = (("article", article), ("event", article.events[0]), ("chronology", chronology))
    for name, value in pairs:
        jsonschema.Draft202012Validator(schemas(DOCUMENTS)[name]).validate(json.loads(json_export.dumps(value)))


def _spans(value: object) -> "list[Span]":
    found: list[Span] = []
    if isinstance(value, Span):
        found.append(value)
    if isinstance(value, timeline.Value):
        for _, field in value:
            found.extend(_spans(field))
    elif isinstance(value, tuple):
        for item in value:
            found.extend(_spans(item))
    return found


def test_article_explains_its_events_and_no_others(article: Article) -> None:
    """An event or its id gives the same account; an unknown one is named."""
    event = article.events[0]
    assert article.explain(event) == article.explain(event.id)
    assert event.label == article.explain(event).splitlines()[0]
    with pytest.raises(timeline.InputError, match="no event 'x' in article 'nato-irak-1'"):
        article.explain("x")

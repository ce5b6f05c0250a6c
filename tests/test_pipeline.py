"""Promises of `load`, `parse`, `pipe` and `parse_time`, from ordinary to hostile input."""

import json
import warnings
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import timeline
from timeline import Article, DateError, ErrorRecord, InputError, LanguageError, ModelError, Pipeline, TimelineWarning

RECORDS = [
    {"text": "Regeringen fremlagde planen i går.", "published": "2024-05-16", "source": "a"},
    {"text": "Politiet anholdt en mand tirsdag.", "published": "2024-13", "source": "b"},
    "Borgmester Karen Lund (S) gik af den 3. maj 2023.",
    {"text": "Byrådet mødes i morgen.", "published": "2024-05-16", "source": "c", "title": "Byråd mødes"},
    {"body": "Forkert felt."},
    42,
    {"text": "- Vi kæmper videre, siger hun.", "source": "d"},
]


def test_load_returns_the_same_pipeline() -> None:
    """Loading twice costs once."""
    assert timeline.load("da") is timeline.load("da")


def test_unknown_language_is_named() -> None:
    """The error names the language asked for and those there are."""
    with pytest.raises(LanguageError, match=r"'tlh'; installed: .*da"):
        timeline.load("tlh")


@pytest.mark.parametrize("model", ["no_such_pipeline", "/no/such/folder", Path("/no/such/folder")])
def test_missing_model_is_named(model: str | Path) -> None:
    """The error names the pipeline asked for and what to give instead."""
    with pytest.raises(ModelError, match=r"no_such_pipeline|no/such/folder.*leave model= out"):
        timeline.load("da", model=model)


def test_pipeline_without_parser_still_finds_dates() -> None:
    """A blank pipeline warns of what is lost, and reads time expressions all the same."""
    with pytest.warns(TimelineWarning, match=r"lacks a parser.*recognizer"):
        pipeline = timeline.load("da", model=spacy.blank("da"))
    article = pipeline.parse("Havnen åbnede den 3. maj 2023.", published="2024")
    assert ["2023-05-03"] == [timex.value for timex in article.timexes]


def test_pipeline_without_names_says_so(danish: Pipeline) -> None:
    """A pipeline that lacks only NER loses only names."""
    names = [name for name in danish.nlp.pipe_names if "doc.ents" in danish.nlp.get_pipe_meta(name).assigns]
    nlp = spacy.load(danish.nlp.path, exclude=names)
    with pytest.warns(TimelineWarning, match="lacks a named entity recognizer") as caught:
        pipeline = timeline.load("da", model=nlp)
    assert "parser" not in str(caught[0].message)
    assert pipeline.parse("Regeringen vedtog loven i går.", published="2024-05-16").events


def test_published_wins_over_the_head() -> None:
    """The caller's date comes before the text's own."""
    text = " date 2020-02 Havnen åbner i morgen."
    assert "2020-02" == str(timeline.parse(text).published)
    assert "2021-05-06" == str(timeline.parse(text, published="2021-05-06").published)


def test_no_date_leaves_relative_expressions_unresolved() -> None:
    """Without a DCT nothing relative is guessed, and nothing asks for today's date."""
    article = timeline.parse("Havnen åbnede i går.")
    assert article.published is None
    assert [None] == [timex.time for timex in article.timexes]


def test_parse_is_deterministic(danish: Pipeline, seed_text: str) -> None:
    """The same text gives the same bytes."""
    assert danish.parse(seed_text).model_dump_json() == danish.parse(seed_text).model_dump_json()


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\n", "\t", "😀", "\x00\x01\x02", "a", "123", "-", "«", "\u202e\u200b", "ﷺ"]
)
def test_odd_but_legal_text_gives_a_result(danish: Pipeline, text: str) -> None:
    """Text that tells nothing gives an article that tells nothing."""
    article = danish.parse(text, published="2024")
    assert text == article.text
    assert () == article.events


@pytest.mark.filterwarnings("ignore::timeline.TimelineWarning")
@pytest.mark.parametrize(
    "text",
    [
        "<p>Regeringen <b>vedtog</b> loven&nbsp;i går.</p>",
        "The government passed the law yesterday.",
        "REGERINGEN VEDTOG LOVEN I GÅR",
        "Den 31. februar 2024 og den 45. maj kl. 99.99 skete det.",
        "((((((((((" * 50,
        "»" * 500 + "«" * 500,
        "- " * 500,
        "e\u0301n\u00adgang i går\r\n\r\nto gange i morgen",
    ],
)
def test_hostile_text_never_raises(danish: Pipeline, text: str) -> None:
    """Markup, other languages, impossible dates and unbalanced marks give some result with exact offsets."""
    article = danish.parse(text, published="2024-05-16")
    for timex in article.timexes:
        assert timex.text == text[timex.start : timex.end]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), published=st.sampled_from([None, "2024", "2024-05", "2024-05-16"]))
def test_any_text_returns(danish: Pipeline, text: str, published: str | None) -> None:
    """No text makes the parser raise, and its result survives JSON."""
    article = danish.parse(text, published=published)
    assert article == Article.model_validate_json(article.model_dump_json())


def test_lone_surrogates_are_read_as_replacement(danish: Pipeline) -> None:
    """A string that is no Unicode text is read with a warning, and its offsets hold."""
    with pytest.warns(TimelineWarning, match=r"lone surrogate '\\ud83d' at code point 7"):
        article = danish.parse("Havnen \ud83d åbnede den 3. maj 2023.")
    assert "Havnen \ufffd åbnede den 3. maj 2023." == article.text
    assert "den 3. maj 2023" == article.timexes[0].text


@pytest.mark.parametrize("text", [b"Havnen", None, 5, ["Havnen"]])
def test_text_that_is_none_is_refused(danish: Pipeline, text: object) -> None:
    """Bytes and other objects are refused by type, with the fix."""
    with pytest.raises(InputError, match=f"{type(text).__name__}, not str"):
        danish.parse(text)  # type: ignore[arg-type]


def test_a_neutral_paragraph_only_shifts_offsets(danish: Pipeline, seed_text: str) -> None:
    """Text that tells nothing, put in front, moves every time expression by its length and changes no value."""
    front = "\n\n\n"
    plain = danish.parse(seed_text, published="2020-02").timexes
    shifted = danish.parse(front + seed_text, published="2020-02").timexes
    assert [(t.start + len(front), t.value, t.time) for t in plain] == [(t.start, t.value, t.time) for t in shifted]


@pytest.mark.parametrize(("n_process", "batch_size"), [(1, 1), (1, 3), (1, 100), (2, 1), (2, 2)])
def test_pipe_does_not_depend_on_batches_or_workers(danish: Pipeline, n_process: int, batch_size: int) -> None:
    """Order, articles and error records are the same for every batch size and number of processes."""
    expected = list(danish.pipe(RECORDS))
    assert expected == list(danish.pipe(RECORDS, n_process=n_process, batch_size=batch_size))


def test_pipe_yields_an_error_record_and_goes_on(danish: Pipeline) -> None:
    """A bad record takes its own place in the output, says what is wrong, and loses no other."""
    results = list(danish.pipe(RECORDS))
    assert len(RECORDS) == len(results)
    errors = [result for result in results if isinstance(result, ErrorRecord)]
    assert [(1, "b", "DateError"), (4, None, "InputError"), (5, None, "InputError")] == [
        (error.index, error.source, error.error) for error in errors
    ]
    assert "'2024-13'" in errors[0].message


def test_pipe_is_lazy(danish: Pipeline) -> None:
    """The first result comes before the stream is read further than a batch."""
    taken = []

    def endless():  # type: ignore[no-untyped-def]
        while True:
            taken.append(1)
            yield "Havnen åbnede i går."

    next(iter(danish.pipe(endless(), batch_size=4)))
    assert 4 == len(taken)


def test_pipe_refuses_no_workers(danish: Pipeline) -> None:
    """Zero processes or an empty batch are named, not looped over."""
    with pytest.raises(InputError, match="n_process=0"):
        danish.pipe([], n_process=0)


def test_pipe_shows_progress(danish: Pipeline, capsys: pytest.CaptureFixture[str]) -> None:
    """`progress=True` counts articles on standard error and changes no result."""
    assert list(danish.pipe(RECORDS)) == list(danish.pipe(RECORDS, progress=True))
    assert "7 articles" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "published", "direction", "expected"),
    [
        ("kort efter nytår", "2020-02", None, "2020-01-01/2020-01-15~"),
        ("12. marts 2021", None, None, "2021-03-12"),
        ("i går", "2024-05-16", None, "2024-05-15"),
        ("i går", None, None, None),
        ("onsdag", "2024-05-16", "past", "2024-05-15"),
        ("onsdag", "2024-05-16", "future", "2024-05-22"),
        ("havnen", "2024-05-16", None, None),
        ("", "2024-05-16", None, None),
    ],
)
def test_parse_time(text: str, published: str | None, direction: str | None, expected: str | None) -> None:
    """One expression alone has the value that its words, the DCT and the direction give it."""
    value = timeline.parse_time(text, published=published, language="da", direction=direction)  # type: ignore[arg-type]
    assert expected == (value.edtf if value else None)


ENGLISH = "The minister said that the bridge would be closed for two weeks because of the storm. " * 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<div><p>Broen blev lukket i går.</p></div>", "tags such as '<div>'"),
        (ENGLISH, "common ones of language='da'"),
    ],
)
def test_text_that_looks_wrong_gets_a_warning(danish: Pipeline, text: str, said: str) -> None:
    """Markup and another language are read all the same, and said, with the name of the article."""
    with pytest.warns(TimelineWarning, match=f"ritzau-1: .*{said}"):
        danish.parse(text, published="2024-05-16", source="ritzau-1")


@pytest.mark.parametrize("text", ["Broen blev lukket i går, fordi 3 < 5 og 7 > 5.", "The end.", "", "12 13 14. " * 30])
def test_odd_text_without_a_warning(danish: Pipeline, text: str) -> None:
    """Too few words tell no language, and signs alone are no tags."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", TimelineWarning)
        danish.parse(text, published="2024-05-16")


def test_parse_time_refuses_bad_arguments() -> None:
    """A wrong date and a wrong direction are named."""
    with pytest.raises(DateError, match="'2020-13'"):
        timeline.parse_time("i går", published="2020-13")
    with pytest.raises(InputError, match="direction='back'"):
        timeline.parse_time("i går", direction="back")  # type: ignore[arg-type]


def test_timex_component_survives_bytes_and_processes() -> None:
    """The spaCy component leaves plain values that JSON, `to_bytes` and worker processes can carry."""
    nlp = spacy.blank("da")
    nlp.add_pipe("timeline_zones")
    nlp.add_pipe("timeline_timexes", config={"language": "da"})
    texts = ["2024-05-16 Havnen åbnede i går.", "Havnen åbnede den 3. maj 2023."]
    expected = [["2024-05-16", "2024-05-15"], ["2023-05-03"]]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Python 3.12 warns of fork under threads
        for docs in (nlp.pipe(texts), nlp.pipe(texts, n_process=2)):
            found = [spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())._.timexes for doc in docs]
            assert expected == [[timex["value"] for timex in timexes] for timexes in found]
            json.dumps(found)

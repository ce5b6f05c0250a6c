"""Promises of the exports: nothing lost, nothing unescaped, the same bytes each time."""

import csv
import io
import xml.etree.ElementTree as ElementTree
from datetime import date

import icalendar
import pytest

from timeline import Article, DocumentError, Event, Pipeline, order
from timeline.export import html, json, tabular, timelinejs
from timeline.export.icalendar import calendar
from timeline.export.rows import rows
from timeline.export.timeml import timeml


def evil(event: Event) -> Event:
    """The event with a label that is dangerous in every format."""
    return event.replace(label='<script>alert("x")</script>, [bold]"y"\r\n;=1+1')


def test_read_events_reads_every_shape(article: Article) -> None:
    """An article, an event, arrays of them and JSON Lines give the same events."""
    lines = "\n".join(event.model_dump_json() for event in article.events)
    texts = (json.dumps(article), json.dumps(article.events), json.dumps([article]), lines)
    for text in texts:
        assert article.events == json.read_events(text)


def test_read_events_names_the_document() -> None:
    """The error names the input and the place."""
    with pytest.raises(DocumentError, match=r"x\.json is no JSON \(line 1, column 1"):
        json.read_events("hest", name="x.json")


def test_frame_has_a_row_an_event(article: Article) -> None:
    """The data frame keeps order, dates and names."""
    frame = tabular.frame(article.events)
    assert [event.id for event in article.events] == list(frame["id"])
    assert [event.time.edtf if event.time else None for event in article.events] == list(frame["edtf"])
    assert all(value is None or isinstance(value, date) for value in frame["earliest"])


def test_frame_of_nothing_has_its_columns() -> None:
    """An empty chronology is an empty table, not an error."""
    assert ["id", "when", "edtf"] == list(tabular.frame(()).columns[:3])


def test_csv_reads_back(article: Article) -> None:
    """Commas, quotes and line ends in a label survive."""
    event = evil(article.events[0])
    found = list(csv.DictReader(io.StringIO(tabular.csv([event]))))
    assert [event.label] == [row["label"] for row in found]


def test_notebook_table(article: Article) -> None:
    """A notebook shows a chronology as a table, escaped, and says how many events it leaves out."""
    chronology = order(evil(event) for event in article.events)
    shown = chronology._repr_html_()
    assert len(chronology) == shown.count("<tr><td>")
    assert "<script" not in shown
    assert f"and {len(chronology) - 2} more events" in html.table(chronology.events, limit=2)


def test_page_escapes_everything(article: Article) -> None:
    """No text of an article becomes markup, and the page asks nothing of any server."""
    page = html.page([evil(event) for event in article.events], title="<b>", language="da")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "<title>&lt;b&gt;</title>" in page
    assert "http" not in page.replace("http-equiv", "")


def test_page_shows_every_event(article: Article) -> None:
    """Each event is there, by id."""
    page = html.page(article.events)
    assert all(f'id="{event.id}"' in page for event in article.events)


def test_calendar_is_valid_and_stable(article: Article) -> None:
    """An independent reader finds the closed events with their first and last days; bytes do not change."""
    text = calendar(article.events)
    assert text == calendar(article.events)
    entries = {
        str(entry["uid"]).partition("@")[0]: entry for entry in icalendar.Calendar.from_ical(text).walk("VEVENT")
    }
    closed = [event for event in article.events if event.time and event.time.earliest and event.time.latest]
    assert {event.id for event in closed} == set(entries)
    for event in closed:
        assert event.time is not None
        assert event.time.earliest == entries[event.id]["dtstart"].dt


def test_timelinejs_dates_are_as_precise_as_the_event(article: Article) -> None:
    """A month has no day, and the date in words says what is uncertain."""
    slides = {slide["unique_id"]: slide for slide in timelinejs.timelinejs(article.events)["events"]}
    for row in rows(article.events):
        if row.granularity == "month" and row.id in slides:
            assert {"year", "month"} == set(slides[row.id]["start_date"])
            assert row.when == slides[row.id]["display_date"]


def test_timeml_holds_the_text_and_every_timex(article: Article) -> None:
    """An XML parser reads back the article's text and each expression with its type and value."""
    root = ElementTree.fromstring(timeml(article))
    text = root.find("TEXT")
    assert text is not None
    assert article.text == "".join(text.itertext())
    assert [(timex.text, str(timex.type), timex.value) for timex in article.timexes] == [
        ("".join(element.itertext()), element.get("type"), element.get("value")) for element in text.iter("TIMEX3")
    ]
    assert ["2020-02"] == [element.get("value") for element in root.iterfind("DCT/TIMEX3")]


@pytest.mark.filterwarnings("ignore::timeline.TimelineWarning")
def test_timeml_is_xml_whatever_the_text(danish: Pipeline) -> None:
    """Control characters, line ends and markup in an article leave the document well-formed and the offsets true."""
    text = "\x00<b>3. maj 2023</b> & i går\r\n]]>\ufffe"
    root = ElementTree.fromstring(timeml(danish.parse(text, published="2023-05-04", title="A & B", source='"x"')))
    found = "".join(root.find("TEXT").itertext())  # type: ignore[union-attr]
    assert len(text) == len(found)
    assert text.replace("\x00", "\ufffd").replace("\ufffe", "\ufffd") == found

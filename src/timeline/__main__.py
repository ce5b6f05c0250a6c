"""The command line: `timeline parse`, `timeline merge`, `timeline schema`."""

import json
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer

import timeline
from timeline.errors import InputError, TimelineError
from timeline.export import json as json_export
from timeline.schema import Article, Event

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Turn news articles into chronologies.",
)

STANDARD_INPUT = Path("-")
_T = TypeVar("_T")


class ParseFormat(StrEnum):
    """What `parse` writes."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"


class MergeFormat(StrEnum):
    """What `merge` writes."""

    TABLE = "table"
    JSON = "json"
    HTML = "html"
    ICS = "ics"
    CSV = "csv"
    TIMELINEJS = "timelinejs"


Files = Annotated[list[Path], typer.Argument(metavar="FILE...", help="Files to read; - is standard input.")]


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.", is_eager=True)] = False,
) -> None:
    if version:
        print(timeline.__version__)
        raise typer.Exit


@app.command()
def parse(
    files: Files,
    published: Annotated[
        str | None, typer.Option(help="Publication date of the texts: 2020-02, 2020-02-12 or written out.")
    ] = None,
    language: Annotated[str, typer.Option(help="Code of the texts' language.")] = "da",
    model: Annotated[str | None, typer.Option(help="spaCy pipeline to use instead of the shipped one.")] = None,
    output: Annotated[
        ParseFormat | None, typer.Option("--format", help="Default: table on a terminal, JSON in a pipe.")
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print for each event which rule and words gave each field.")
    ] = False,
) -> None:
    """Read articles and print what they tell: a chronology for each, or the whole as JSON.

    JSON is one object for one file and an array for several; jsonl is one article a line.
    """
    output = output or (ParseFormat.TABLE if sys.stdout.isatty() else ParseFormat.JSON)
    pipeline = _checked(lambda: timeline.load(language, model=model))
    if pipeline is None:
        raise typer.Exit(2)

    def read(path: Path) -> Article:
        return pipeline.parse(_text(path), published=published, source=_source(path))

    failed, articles = _each(files, read)
    if explain:
        for article in articles:
            print("\n\n".join(event.explain() for event in timeline.order(article.events)))
    elif output is ParseFormat.JSON:
        found = list(articles)
        if found:
            print(json_export.dumps(found if len(files) > 1 else found[0]))
    else:
        for article in articles:
            if output is ParseFormat.JSONL:
                print(json_export.dumps(article))
            else:
                _print_table(
                    timeline.order(article.events), title=f"{article.id}, published {article.published or '?'}"
                )
    raise typer.Exit(2 if failed else 0)


@app.command()
def merge(
    files: Files,
    output: Annotated[
        MergeFormat | None, typer.Option("--format", help="Default: table on a terminal, JSON in a pipe.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the table or page.")] = "Chronology",
) -> None:
    """Merge the events of parsed articles (JSON from `timeline parse`) and print one chronology."""
    output = output or (MergeFormat.TABLE if sys.stdout.isatty() else MergeFormat.JSON)
    failed, documents = _each(files, lambda path: json_export.read_events(_text(path), name=str(path)))
    events = [event for document in documents for event in document]
    if failed and len(failed) == len(files):
        raise typer.Exit(2)
    chronology = timeline.order(timeline.merge(events))
    if output is MergeFormat.TABLE:
        _print_table(chronology, title=title)
    else:
        print(_checked(lambda: _rendered(chronology, output, title)) or "")
    raise typer.Exit(2 if failed else 0)


@app.command()
def schema(
    folder: Annotated[Path | None, typer.Argument(help="Write one file for each document type here.")] = None,
) -> None:
    """Print the JSON Schema of the documents that this program writes, or write it to a folder."""
    from timeline.export import jsonschema

    documents: dict[str, type[timeline.Value]] = {
        "article": timeline.Article,
        "chronology": timeline.Chronology,
        "error-record": timeline.ErrorRecord,
        "event": timeline.Event,
    }
    if folder is None:
        print(json.dumps(jsonschema.schemas(documents), indent=2, ensure_ascii=False))
    elif _checked(lambda: jsonschema.write(documents, folder)) is None:
        raise typer.Exit(2)


def _rendered(chronology: Any, output: MergeFormat, title: str) -> str:
    match output:
        case MergeFormat.HTML:
            from timeline.export.html import page

            return page(chronology, title=title)
        case MergeFormat.ICS:
            from timeline.export.icalendar import calendar

            return calendar(chronology).rstrip("\r\n")
        case MergeFormat.CSV:
            from timeline.export.tabular import csv

            return csv(chronology).rstrip("\r\n")
        case MergeFormat.TIMELINEJS:
            from timeline.export.timelinejs import timelinejs

            return json.dumps(timelinejs(chronology, title=title), ensure_ascii=False)
        case _:
            return json_export.dumps(chronology)


def _print_table(events: Sequence[Event], *, title: str) -> None:
    from rich.console import Console

    from timeline.export.tabular import table

    Console(width=None if sys.stdout.isatty() else 120).print(table(events, title=title))


def _each(files: list[Path], read: Callable[[Path], _T]) -> tuple[list[Path], Iterator[_T]]:
    """The results of the files that can be read, one by one; the others are told of and end up in the first list."""
    failed: list[Path] = []

    def results() -> Iterator[_T]:
        for path in files:
            result = _checked(lambda path=path: read(path), about=path)  # type: ignore[misc]
            if result is None:
                failed.append(path)
            else:
                yield result

    return failed, results()


def _checked(call: Callable[[], _T], *, about: Path | None = None) -> _T | None:
    """The call's result, or None after one line on standard error."""
    try:
        return call()
    except (TimelineError, OSError) as error:
        reason = (
            f"{error.strerror.lower()}: {error.filename}"
            if isinstance(error, OSError) and error.strerror
            else str(error)
        )
        _complain(f"{about}: {reason}" if about and str(about) not in reason else reason)
    except Exception as error:  # the command line promises one line, whatever happens
        _complain(f"{about or 'internal error'}: {type(error).__name__}: {error}; please report this")
    return None


def _complain(message: str) -> None:
    print("timeline: " + " ".join(message.split()), file=sys.stderr)


def _source(path: Path) -> str:
    return "stdin" if path == STANDARD_INPUT else path.name


def _text(path: Path) -> str:
    """A file's text with its line ends untouched, so that offsets count what the file holds."""
    data = sys.stdin.buffer.read() if path == STANDARD_INPUT else path.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"{_source(path)} is not UTF-8 (byte {data[error.start]:#04x} at {error.start}); convert it first"
        ) from error


def main() -> NoReturn:
    """Run the command line; warnings become one line on standard error."""
    warnings.showwarning = lambda message, *_, **__: _complain(f"warning: {message}")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure") and not stream.isatty():
            stream.reconfigure(encoding="utf-8")  # a pipe carries JSON, and JSON is UTF-8 in every locale
    try:
        code = app(sys.argv[1:] or ["--help"], standalone_mode=False)
    except BrokenPipeError:  # "timeline ... | head" has read enough
        sys.stdout = None  # or Python complains once more when it closes it
        code = 1
    except (KeyboardInterrupt, typer.Abort):
        code = 130
    except Exception as error:
        if not hasattr(error, "format_message"):  # click's usage errors have one, wherever typer keeps its click
            raise
        _complain(f"{error.format_message().rstrip('.').lower()}; see 'timeline --help'")
        code = 2
    sys.exit(code)


if __name__ == "__main__":
    main()

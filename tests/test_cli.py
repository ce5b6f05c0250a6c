"""Promises of the command line: what it prints, where, and with which exit code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import timeline


def run(*arguments: str | Path, stdin: bytes = b"") -> tuple[int, str, str]:
    """Run the command line as a user would, in a pipe; exit code, standard output, standard error."""
    result = subprocess.run(
        [sys.executable, "-m", "timeline", *map(str, arguments)], input=stdin, capture_output=True, check=False
    )
    return result.returncode, result.stdout.decode(), result.stderr.decode()


@pytest.fixture
def seed(tmp_path: Path, seed_text: str) -> Path:
    path = tmp_path / "nato.txt"
    path.write_text(seed_text, encoding="utf-8")
    return path


def test_version() -> None:
    """`--version` prints the version alone."""
    assert (0, f"{timeline.__version__}\n", "") == run("--version")


def test_parse_in_a_pipe_is_json(seed: Path, seed_text: str) -> None:
    """In a pipe one file gives one article, the same as in Python, named after the file."""
    code, out, err = run("parse", seed)
    assert (0, "") == (code, err)
    assert timeline.parse(seed_text, source="nato.txt") == timeline.Article.model_validate_json(out)


def test_parse_several_files(seed: Path) -> None:
    """Several files give an array, or with jsonl a line each."""
    _, out, _ = run("parse", seed, seed)
    assert 2 == len(json.loads(out))
    _, out, _ = run("parse", seed, seed, "--format", "jsonl")
    assert 2 == len([json.loads(line) for line in out.splitlines()])


def test_parse_standard_input_and_published() -> None:
    """`-` reads standard input, and `--published` dates it."""
    code, out, _ = run("parse", "-", "--published", "16. maj 2024", stdin="Havnen åbnede i går.".encode())
    article = timeline.Article.model_validate_json(out)
    assert (0, "stdin", "2024-05-15") == (code, article.id, article.timexes[0].value)


def test_parse_table(seed: Path) -> None:
    """The table shows when, what and who, for people."""
    code, out, _ = run("parse", seed, "--format", "table")
    assert 0 == code
    assert "2020-01" in out
    assert "Nato" in out
    assert "nato.txt, published 2020-02" in out


def test_parse_explains(seed: Path) -> None:
    """`--explain` names for each event the sentence, and for each field the rule and its words."""
    code, out, _ = run("parse", seed, "--explain")
    assert 0 == code
    assert "  nato.txt: Kort efter nytår" in out
    assert "time 2020-01-01/2020-01-15~: own clause, from 'Kort efter nytår'" in out


def test_one_bad_file_does_not_stop_the_others(seed: Path, tmp_path: Path) -> None:
    """A missing file and one that is no UTF-8 cost a line on standard error each and exit code 2; the rest is read."""
    binary = tmp_path / "binary.bin"
    binary.write_bytes(b"\xff\xfe\x00\x81")
    missing = tmp_path / "missing.txt"
    code, out, err = run("parse", missing, seed, binary, "--format", "jsonl")
    assert 2 == code
    assert 1 == len(out.splitlines())
    lines = err.splitlines()
    assert 2 == len(lines)
    assert str(missing) in lines[0]
    assert "no such file" in lines[0]
    assert "binary.bin is not UTF-8 (byte 0xff at 0); convert it first" in lines[1]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--published", "2020-13"], "'2020-13' is no date"),
        (["--language", "tlh"], "no language pack for 'tlh'"),
        (["--model", "no_such_pipeline"], "no spaCy pipeline 'no_such_pipeline'"),
    ],
)
def test_bad_options_cost_one_line(seed: Path, arguments: list[str], message: str) -> None:
    """A wrong date, language or model is named in one line with exit code 2, never a traceback."""
    code, out, err = run("parse", seed, *arguments)
    assert (2, "") == (code, out)
    assert 1 == len(err.splitlines())
    assert message in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(["parse"], "missing argument"), (["parse", "x", "--format", "xml"], "'xml'"), (["prase"], "no such command")],
)
def test_wrong_usage_costs_one_line(arguments: list[str], message: str) -> None:
    """A typing mistake is one line on standard error with exit code 2."""
    code, out, err = run(*arguments)
    assert (2, "", 1) == (code, out, len(err.splitlines()))
    assert message in err


def test_no_arguments_print_the_help() -> None:
    """The bare command says what it can do."""
    code, out, err = run()
    assert (0, "") == (code, err)
    assert "parse" in out


@pytest.mark.parametrize("text", ["", " \n ", "\x00"])
def test_empty_text_is_an_empty_article(text: str) -> None:
    """Text that tells nothing is no error."""
    code, out, err = run("parse", "-", stdin=text.encode())
    assert (0, "") == (code, err)
    assert () == timeline.Article.model_validate_json(out).events


def test_a_warning_is_one_line() -> None:
    """What looks wrong about a text is said in one line, and the text is read all the same."""
    code, out, err = run("parse", "-", stdin=b"<html><p>Broen lukkede.</p></html>")
    assert (0, 1) == (code, err.count("\n"))
    assert "HTML" in err
    assert timeline.Article.model_validate_json(out).text


def test_merge_joins_articles(seed: Path, tmp_path: Path) -> None:
    """`merge` reads what `parse` writes and prints one chronology that knows both documents."""
    first, second = tmp_path / "a.json", tmp_path / "b.jsonl"
    first.write_text(run("parse", seed)[1], encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text("Havnen i Korsør åbnede i går.", encoding="utf-8")
    second.write_text(run("parse", other, "--published", "2024-05-16", "--format", "jsonl")[1], encoding="utf-8")
    code, out, err = run("merge", first, second)
    assert (0, "") == (code, err)
    chronology = timeline.Chronology.model_validate_json(out)
    assert {"nato.txt", "other.txt"} == {source.document for event in chronology for source in event.sources}


@pytest.mark.parametrize(
    ("form", "mark"),
    [("html", "<!doctype html>"), ("ics", "BEGIN:VCALENDAR"), ("csv", "id,when,edtf"), ("table", "Tidslinje")],
)
def test_merge_formats(seed: Path, tmp_path: Path, form: str, mark: str) -> None:
    """Each format is written, with its title where it has one."""
    source = tmp_path / "a.json"
    source.write_text(run("parse", seed)[1], encoding="utf-8")
    code, out, err = run("merge", source, "--format", form, "--title", "Tidslinje")
    assert (0, "") == (code, err)
    assert mark in out


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("{", "is no JSON (line 1, column 2"),
        ("", "is no JSON"),
        ("[1]", "holds no events"),
        ('{"events": [{}]}', "holds no events|is no timeline document"),
        ('{"trigger": 5}', "is no timeline document"),
    ],
)
def test_merge_refuses_what_is_no_document(tmp_path: Path, content: str, message: str) -> None:
    """Broken or foreign JSON is named with its file in one line with exit code 2."""
    path = tmp_path / "bad.json"
    path.write_text(content, encoding="utf-8")
    code, out, err = run("merge", path)
    assert (2, "") == (code, out)
    assert 1 == len(err.splitlines())
    assert "bad.json" in err
    assert any(part in err for part in message.split("|"))


def test_schema_is_printed_and_written(tmp_path: Path) -> None:
    """`schema` prints every document's schema, or writes a file for each."""
    code, out, _ = run("schema")
    assert (0, {"article", "chronology", "error-record", "event"}) == (code, set(json.loads(out)))
    assert 0 == run("schema", tmp_path)[0]
    assert json.loads(out)["event"] == json.loads((tmp_path / "event.json").read_text(encoding="utf-8"))

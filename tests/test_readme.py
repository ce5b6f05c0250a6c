"""The README shows what the program prints; its Python examples run as doctests beside this."""

import re
from pathlib import Path

from test_cli import run

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_table_is_what_the_first_command_prints() -> None:
    """Every line of the README's table stands, in this order, in the first command's output."""
    command, table = (re.findall(rf"```{kind}\n(.*?)```", README, re.DOTALL)[0] for kind in ("sh", "text"))
    arguments = command.split("timeline parse ")[1].split()
    arguments[0] = str(ROOT / arguments[0])
    code, out, _ = run("parse", *arguments)
    assert 0 == code
    printed = iter(line.rstrip() for line in out.splitlines())
    shown = [line.rstrip() for line in table.splitlines() if line.strip(" …")]
    assert len(shown) > 10
    assert [] == [line for line in shown if line not in printed]


def test_links_lead_somewhere() -> None:
    """Every relative link of README and docs names a file or folder that is there."""
    for page in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"

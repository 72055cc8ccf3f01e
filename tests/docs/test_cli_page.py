"""docs/cli.md: its commands are the program's, its examples run."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.cli_frame import group
from tests.docs.pages import ROOT, as_table, check_tables, fenced

PROMPT = "$ python -m planner "


def commands_of(page: str) -> list[str]:
    """The commands of a page's console blocks, in order."""
    lines = [line for block in fenced(page, "console") for line in block.splitlines()]
    return [line.removeprefix(PROMPT) for line in lines]


EXAMPLES = commands_of("cli.md")


def option_text(option: click.Parameter) -> str:
    if isinstance(option, click.Argument):
        return ""
    kind = option.type
    values = "\\|".join(kind.choices) if isinstance(kind, click.Choice) else ""
    said = getattr(option, "help", "") or ""
    return f"`{option.opts[0]}`{f' {values}' if values else ''}{f': {said}' if said else ''}".replace(
        "\\|", "/"
    )


def command_row(command: click.Command) -> list[str]:
    arguments = " ".join(
        p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)
    )
    about = (command.help or "").split("\n\n", maxsplit=1)[0].replace("\n", " ")
    options = [
        option_text(p) for p in command.params if not isinstance(p, click.Argument) and p.name != "as_json"
    ]
    return [f"`{command.name} {arguments}`".replace(" `", "`"), about, "<br>".join(options)]


def test_the_page_holds_the_commands() -> None:
    rows = [command_row(command) for _name, command in sorted(group.commands.items())]
    check_tables("cli.md", {"commands": as_table(["command", "what it does", "options"], rows)})


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples, the tables of the quick start page and a fresh database."""
    shutil.copytree(ROOT / "data" / "examples", tmp_path / "data" / "examples")
    for name, text in zip(("lines.csv", "steps.csv"), fenced("quick_start.md", "csv"), strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JOURNEYMIX_DB", str(tmp_path / "test.db"))
    return tmp_path


def run(example: str) -> None:
    result = CliRunner().invoke(main, shlex.split(example), catch_exceptions=False)
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.usefixtures("workplace")
def test_the_examples_run(example: str) -> None:
    run(example)


def test_the_examples_of_the_first_page_run(workplace: Path) -> None:
    for example in commands_of("../README.md"):
        run(example)
    assert (workplace / "split.xlsx").stat().st_size > 0

"""What all commands share: --json, the words of a refusal, exit codes, safe output."""

from __future__ import annotations

import functools
import json
import os
import sys
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

import click

from models.errors import ImpossibleLimits, JourneymixError, StorageError
from planner.language import say_error, use_language

PROGRAM = "python -m planner"
REFUSED, IMPOSSIBLE, STORAGE = 1, 3, 4
BIDI = {*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"}
"""Marks that turn the direction of a line: a name must not rewrite what stands beside it."""


@dataclass(frozen=True)
class Report:
    """What a command has to say: `data` for programs, `lines` for people.

    `silent` when the command has written its result to standard output itself.
    """

    data: dict[str, Any]
    lines: tuple[str, ...] = field(default=())
    silent: bool = False


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def group() -> None:
    """Journeymix: communication map and budget planner.

    PLAN is the path of a plan file, or the id or the name of a plan in the database
    (JOURNEYMIX_DB, or data/local/journeymix.db).

    \b
    Exit codes:
      0  done
      1  the input or the plan was refused
      2  wrong use of a command
      3  limits that cannot hold together
      4  the database or a file could not be written
    """
    speak()


def command(name: str) -> Callable[[Callable[..., Report]], click.Command]:
    """A command of the group with --json; refusals become one message and an exit code."""

    def made(function: Callable[..., Report]) -> click.Command:
        @functools.wraps(function)
        def guarded(*, as_json: bool, **values: Any) -> None:
            try:
                report = function(**values)
            except JourneymixError as error:
                refuse(error, as_json)
            if not report.silent:
                show(report, as_json)

        option = click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
        return group.command(name)(option(guarded))

    return made


def speak() -> None:
    """Speak the language of the environment, as far as there is a catalog."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    code = wanted.split(".")[0].split("@")[0]
    use_language(code, code if code not in ("C", "POSIX") else "en")
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:  # a terminal that knows no emoji must not end the program
            reconfigure(errors="backslashreplace")


def refuse(error: JourneymixError, as_json: bool) -> NoReturn:
    """Say what, where and what to do; leave with the exit code of the kind of refusal."""
    code = exit_code(error)
    if as_json:
        told = {"kind": type(error).__name__, "message": say_error(error), "exit_code": code}
        if isinstance(error, ImpossibleLimits):
            told["limits"] = list(error.limits)
        click.echo(json.dumps({"error": told}, ensure_ascii=False, indent=1))
    else:
        click.echo(safe_line(say_error(error)), err=True)
    sys.exit(code)


def exit_code(error: JourneymixError) -> int:
    """The exit code of a refusal."""
    if isinstance(error, ImpossibleLimits):
        return IMPOSSIBLE
    return STORAGE if isinstance(error, StorageError) else REFUSED


def show(report: Report, as_json: bool) -> None:
    """Print a report: as JSON where asked for or where there are no lines for people."""
    if as_json or not report.lines:
        click.echo(json.dumps(report.data, ensure_ascii=False, indent=1, allow_nan=False))
    else:
        for line in report.lines:
            click.echo(safe_line(line))


def safe_line(text: str) -> str:
    """Text for a terminal: what controls it, or turns its direction, is shown as “?”."""
    return "".join("?" if unicodedata.category(c) in ("Cc", "Cs") or c in BIDI else c for c in text)

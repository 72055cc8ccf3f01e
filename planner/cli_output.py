"""Files that a command writes: whole or not at all."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import click

from models.allocation import Allocation
from models.errors import StorageError
from models.plan import Plan
from models.quantity import N_
from planner import workflows
from planner.cli_frame import Report
from planner.language import _
from planner.plan_file import write_plan

STANDARD_OUTPUT = Path("-")


def as_export(plan: Plan, kind: str) -> bytes:
    """A plan as `csv` or `xlsx` (its allocation table) or `json` (the plan file)."""
    if kind == "json":
        return write_plan(plan)
    return allocation_file(workflows.optimise(plan), kind)


def allocation_file(allocation: Allocation, kind: str) -> bytes:
    """An answer's allocation table as `csv` or `xlsx`."""
    from planner.exports.allocation_table import allocation_table
    from planner.exports.csv import write_csv
    from planner.exports.workbook import allocation_workbook

    return write_csv(allocation_table(allocation)) if kind == "csv" else allocation_workbook(allocation)


def as_json(data: dict[str, Any]) -> bytes:
    """An answer as a JSON file."""
    return (json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def kind_of_file(out: Path | None) -> str:
    """`csv`, `xlsx` or `json` by the name of the file. Raises click.BadParameter for another."""
    kind = "json" if out is None or out == STANDARD_OUTPUT else out.suffix.lower().removeprefix(".")
    if kind not in ("csv", "xlsx", "json"):
        raise click.BadParameter("The file's name must end in .csv, .xlsx or .json.", param_hint="--out")
    return kind


def write_out(content: bytes, out: Path | None, plan: Plan) -> Report:
    """Write to a file, or to standard output where none is named."""
    if out is None or out == STANDARD_OUTPUT:
        click.echo(content, nl=False)
        return Report({}, silent=True)
    write_file(out, content)
    data = {"plan": {"id": plan.id, "name": plan.name}, "file": str(out), "bytes": len(content)}
    return Report(data, (_("Written: {file}").format(file=out),))


def write_file(path: Path, content: bytes) -> None:
    """Replace a file at once, so that no half of it is ever seen. Raises StorageError."""
    temporary = ""
    try:
        with tempfile.NamedTemporaryFile(dir=path.absolute().parent, delete=False) as file:
            temporary = file.name
            file.write(content)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except (OSError, ValueError) as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise StorageError(
            N_("The file cannot be written ({reason})."),
            where=str(path),
            remedy=N_("Check that the folder exists and may be written to."),
            reason=getattr(error, "strerror", None) or str(error),
        ) from error

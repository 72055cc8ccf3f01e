"""The import command: a plan file, or tables of lines and steps, become a plan."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from models.changes import with_changes
from models.errors import FileError
from models.money import exact_major, known_currency
from models.plan import Plan
from models.quantity import N_
from models.reality import reality_check, reality_fix
from planner import workflows
from planner.cli_answers import plan_data
from planner.cli_check import reality_lines
from planner.cli_frame import Report
from planner.cli_input import amount_of_money, read_bytes, user_name
from planner.cli_output import write_file
from planner.figures_in_words import money
from planner.imports.columns import FIELDS, Mapping, TableKind, guess_mapping, which_kind
from planner.imports.quick_start import QuickStartPreview, QuickStartSettings, build_plan, preview
from planner.imports.quick_start_records import Remark
from planner.imports.table_reader import Table, read_tables
from planner.language import _, ngettext
from planner.plan_file import read_plan, write_plan

LONGEST_NAME = 200


def imported(
    files: tuple[Path, Path | None], settings: dict[str, Any], fix: bool, out: Path | None
) -> Report:
    """Read, build and keep a plan; nothing is kept when anything is refused as a whole.

    With `fix` the plan is first made to give what was observed, as the reality check proposes.
    """
    file, steps = files
    content = read_bytes(file)
    if file.suffix.lower() == ".json":
        plan = read_plan(content)
        return _kept(_fixed(plan) if fix else plan, out, {}, [])
    lines_table, steps_table = _tables(file, content, steps)
    asked = _settings(settings, file)
    mapping = _mapping(lines_table, settings["columns"])
    found = preview(lines_table, steps_table, mapping, asked)
    plan = build_plan(found, asked)
    plan = _fixed(plan) if fix else plan
    data, told = _told(found, asked)
    return _kept(plan, out, data, [*told, *reality_lines(plan, reality_check(plan))])


def _fixed(plan: Plan) -> Plan:
    return with_changes(plan, reality_fix(plan))


def _kept(plan: Plan, out: Path | None, data: dict[str, Any], told: list[str]) -> Report:
    if out is not None:
        write_file(out, write_plan(plan))
        done = {**data, "plan": plan_data(plan), "file": str(out)}
        return Report(done, (*told, _("Written: {file}").format(file=out)))
    opened = workflows.add_plan(workflows.open_store(), plan, user_name(), _("Imported"))
    line = _("“{name}” is in the database as {id}.").format(name=opened.plan.name, id=opened.plan.id)
    return Report({**data, "plan": plan_data(opened.plan)}, (*told, line))


def _tables(file: Path, content: bytes, steps: Path | None) -> tuple[Table, Table | None]:
    found = read_tables(content, file.name)
    if steps is not None:
        return found[0], read_tables(read_bytes(steps), steps.name)[0]
    lines = [table for table in found if which_kind(table.headers) == "lines"]
    others = [table for table in found if which_kind(table.headers) == "steps"]
    return (lines or found)[0], others[0] if others else None


def _settings(given: dict[str, Any], file: Path) -> QuickStartSettings:
    currency = str(given["currency"]).upper()
    if not known_currency(currency):
        raise click.BadParameter(f"“{currency}” is not an ISO 4217 currency code.", param_hint="--currency")
    start, end, plan_start = (_day(given[name]) for name in ("period_start", "period_end", "plan_start"))
    if start is None or end is None:
        raise click.UsageError("A table needs --from and --to: the period its numbers come from.")
    if end < start:
        raise click.UsageError("--to lies before --from.")
    name = given["name"] or file.stem or "My plan"
    if len(name) > LONGEST_NAME:
        raise click.BadParameter(f"At most {LONGEST_NAME} characters.", param_hint="--name")
    budget = given["budget"]
    return QuickStartSettings(
        name=name,
        currency=currency,
        period_start=start,
        period_end=end,
        plan_start=plan_start,
        total_budget=None if budget is None else amount_of_money(budget, currency, "--budget"),
        decimal=given["decimal"],
        duplicates=given["duplicates"],
        goal_step=given["goal_step"] or "",
    )


def _day(given: dt.datetime | None) -> dt.date | None:
    return given.date() if given else None


def _mapping(table: Table, columns: tuple[str, ...]) -> dict[TableKind, Mapping] | None:
    if not columns:
        return None
    mapping = guess_mapping(table.headers, "lines")
    fields = [field.name for field in FIELDS["lines"]]
    for column in columns:
        field, _sign, header = (part.strip() for part in column.partition("="))
        if field not in fields:
            raise click.BadParameter(
                f"“{field[:80]}” is not a field. Fields: {', '.join(fields)}.", param_hint="--column"
            )
        if header not in table.headers:
            raise FileError(
                N_("There is no column “{header}”."),
                where=table.name,
                remedy=N_("The header has: {headers}."),
                header=header[:80],
                headers=", ".join(each[:40] for each in table.headers[:20]),
            )
        mapping[field] = table.headers.index(header)
    return {"lines": mapping}


def _told(found: QuickStartPreview, asked: QuickStartSettings) -> tuple[dict[str, Any], list[str]]:
    totals = found.totals
    data = {
        "rows": totals.rows,
        "taken": totals.taken,
        "refused": [_remark_data(remark) for remark in found.refusals],
        "remarks": [_remark_data(remark) for remark in found.remarks],
        "spend": float(exact_major(totals.spend, asked.currency)),
    }
    rows = ngettext("{taken} of {count} row taken", "{taken} of {count} rows taken", totals.rows)
    spend = money(totals.spend, asked.currency)
    lines = [f"{rows.format(taken=totals.taken, count=totals.rows)}, {spend}"]
    lines += [_("Refused: {place}").format(place=_remark_line(remark)) for remark in found.refusals]
    lines += [_remark_line(remark) for remark in found.remarks]
    return data, lines


def _remark_line(remark: Remark) -> str:
    place = _("row {line}, {column}").format(line=remark.line, column=remark.column) if remark.line else ""
    said = " ".join(part for part in (remark.reason(), remark.advice()) if part)
    return f"{place}: {said}" if place else said


def _remark_data(remark: Remark) -> dict[str, Any]:
    return {
        "table": remark.table,
        "line": remark.line,
        "column": remark.column,
        "reason": remark.reason(),
        "advice": remark.advice() if remark.remedy else "",
    }

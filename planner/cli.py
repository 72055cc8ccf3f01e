"""The command line: every use case without a browser.

Exit codes: 0 done, 1 the input or the plan was refused, 2 wrong use of a command, 3 limits that
cannot hold together, 4 the database or a file could not be written. With --json, standard output
holds one JSON document: the result, or {"error": ...}.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from planner import workflows
from planner.cli_frame import PROGRAM, Report, command, group
from planner.cli_input import MONEY_HELP, find_plan
from planner.cli_options import out_option, plan_argument, settings_options
from planner.cli_question import question_options
from planner.figures_in_words import money
from planner.language import _, ngettext
from planner.plan_file import plan_schema

main = group

__all__ = ["PROGRAM", "main"]


@command("run")
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
def run(port: int, no_browser: bool) -> Report:
    """Serve the application on this machine only."""
    from planner.cli_server import serve

    return serve(port, browser=not no_browser)


@command("optimise")
@plan_argument
@click.option("--budget", help=f"Total budget. {MONEY_HELP} The plan's own when left out.")
@click.option("--step", help=f"Round amounts to this step. {MONEY_HELP}")
@click.option(
    "--spend", type=click.Choice(["exact", "at_most"]), help="Spend exactly the total, or at most it."
)
@question_options
@click.option(
    "--seconds", type=click.FloatRange(0.1, 86_400.0), default=2.0, show_default=True,
    help="How long to search at most where a proof may take any time.",
)  # fmt: skip
@click.option("--save", is_flag=True, help="Keep the proposed split as a scenario (plans of the database).")
@out_option
def optimise(plan: str, save: bool, out: Path | None, seconds: float, **question: Any) -> Report:
    """Find the best split of the budget of PLAN (a file, id or name), or the budget for a target.

    --out writes the allocation table as .csv or .xlsx, or the whole answer as .json.
    """
    from planner import cli_answers

    found = find_plan(plan)
    asked = cli_answers.ask(found, question)
    return cli_answers.optimised(asked, out, save, seconds)


@command("guesses")
@plan_argument
def guesses(plan: str) -> Report:
    """Which guess of PLAN matters most: numbers that nobody measured, at both their ends, answered again."""
    from planner import cli_guesses

    return cli_guesses.guesses(find_plan(plan))


@command("simulate")
@plan_argument
def simulate(plan: str) -> Report:
    """What PLAN gives at current spend, exactly and without the optimiser."""
    from planner import cli_answers

    return cli_answers.simulated(find_plan(plan).plan)


@command("import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--steps", type=click.Path(path_type=Path, dir_okay=False), help="Table of the steps.")
@settings_options
@click.option("--fix", is_flag=True, help="Make the plan give what was observed, as far as that closes.")
@out_option
def import_file(file: Path, steps: Path | None, fix: bool, out: Path | None, **settings: object) -> Report:
    """Make a plan of FILE: a plan file (.json), or a table of lines (.csv, .tsv, .xlsx).

    The plan goes into the database, or to --out as a plan file. Refused rows are listed.
    """
    from planner import cli_import

    return cli_import.imported((file, steps), settings, fix, out)


@command("export")
@plan_argument
@click.option("--format", "kind", type=click.Choice(["csv", "xlsx", "json"]), required=True)
@out_option
def export(plan: str, kind: str, out: Path | None) -> Report:
    """Write PLAN: its allocation table (csv, xlsx), or the plan file itself (json)."""
    from planner.cli_output import as_export, write_out

    found = find_plan(plan)
    return write_out(as_export(found.plan, kind), out, found.plan)


@command("check")
@plan_argument
def check(plan: str) -> Report:
    """Check PLAN: whether it is sound, and whether it gives what was observed."""
    from planner import cli_check

    return cli_check.checked(find_plan(plan).plan)


@command("list")
@click.option("--archived", is_flag=True, help="The archived plans instead.")
def list_plans(archived: bool) -> Report:
    """List the plans of the database."""
    cards = workflows.list_plans(workflows.open_store(), archived)
    data = [
        {
            "id": card.id,
            "name": card.name,
            "currency": card.currency,
            "total_budget_minor": card.total_budget,
            "owner": card.owner,
            "review_date": card.review_date.isoformat() if card.review_date else None,
            "stale": card.stale,
            "version": card.version,
            "updated_at": card.updated_at.isoformat(),
            "now_conversions": card.now_conversions,
            "proposed_conversions": card.proposed_conversions,
        }
        for card in cards
    ]
    lines = [f"{card.id}  {card.name}  {money(card.total_budget, card.currency)}" for card in cards]
    count = ngettext("{count} plan", "{count} plans", len(cards)).format(count=len(cards))
    return Report({"plans": data}, (*lines, count if cards else _("No plans yet.")))


@command("schema")
def schema() -> Report:
    """Print the JSON Schema of a plan file."""
    return Report(plan_schema())

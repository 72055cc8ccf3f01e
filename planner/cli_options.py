"""Options that several commands share, or that one has many of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from planner.cli_frame import Report
from planner.cli_input import MONEY_HELP

plan_argument = click.argument("plan", metavar="PLAN")
out_option = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="File to write; “-” is standard output."
)
DAY = click.DateTime(formats=["%Y-%m-%d"])


def settings_options(function: Callable[..., Report]) -> Callable[..., Report]:
    """The options that say what a table does not."""
    options = [
        click.option("--name", help="Name of the plan."),
        click.option("--currency", default="EUR", show_default=True, help="Currency of the tables."),
        click.option("--from", "period_start", type=DAY, help="First day of the period in the tables."),
        click.option("--to", "period_end", type=DAY, help="Last day of the period in the tables."),
        click.option(
            "--plan-start", type=DAY, help="First day of the plan; the day after --to when left out."
        ),
        click.option("--budget", help=f"Total budget. {MONEY_HELP} Last period's spend when left out."),
        click.option(
            "--decimal", type=click.Choice([",", "."]), help="Decimal sign, where the tables leave it open."
        ),
        click.option(
            "--duplicates", type=click.Choice(["refuse", "merge"]), default="refuse", show_default=True
        ),
        click.option("--goal-step", help="The step that is the result; the last one when left out."),
        click.option(
            "--column", "columns", multiple=True, metavar="FIELD=HEADER", help="Column of the lines' table."
        ),
    ]
    for option in reversed(options):
        function = option(function)
    return function

"""The media plan: a row a touchpoint, a column a period, with totals by stage and by period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from models.allocation import Allocation, Outcome
from models.money import exact_major
from models.network_keys import line_key
from planner.budget_lines import BudgetLine, budget_lines
from planner.exports.allocation_table import base_note
from planner.exports.csv import write_csv
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.exports.xlsx import write_workbook
from planner.language import _
from planner.message_results import message_parts
from planner.periods import line_by_period, period_name


def media_plan(allocation: Allocation, split: Outcome) -> ExportTable:
    """Money as set in the platform, exact; each row's sum and each period's total are formulas. A line whose
    budget is split between messages has a row for each."""
    plan = allocation.plan
    rows: list[dict[str, Cell]] = []
    for line in budget_lines(allocation, split):
        for name, amounts in _rows_of(allocation, split, line):
            rows.append(
                {
                    "stage": line.stage.name, "step": line.step.name, "channel": line.channel.name,
                    "touchpoint": name,
                    **_by_key(allocation, amounts),
                    "sum": exact_major(sum(amounts.values()), plan.currency),
                }
            )  # fmt: skip
    columns = (
        Column("stage", _("Stage"), Kind.TEXT), Column("step", _("Step"), Kind.TEXT),
        Column("channel", _("Channel"), Kind.TEXT), Column("touchpoint", _("Touchpoint"), Kind.TEXT),
        *_period_columns(allocation),
    )  # fmt: skip
    return ExportTable(_("Media plan"), columns, tuple(rows), (plan.name, base_note(plan)))


def _rows_of(allocation: Allocation, split: Outcome, line: BudgetLine) -> list[tuple[str, Mapping[str, int]]]:
    """Name and money by period of a line, or of each of its messages."""
    own = line.touchpoint
    parts = message_parts(allocation, split, own.id)
    if not parts:
        return [(own.name, line_by_period(split, own.id))]
    keys = {part.name: line_key(own.id, "", part.message_id) for part in parts}
    return [
        (f"{own.name} · {name}", {id_: period.messages.get(key, 0) for id_, period in split.periods.items()})
        for name, key in keys.items()
    ]


def stages_by_period(allocation: Allocation, split: Outcome) -> ExportTable:
    """The same money by stage."""
    plan = allocation.plan
    sums: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys((p.id for p in plan.periods), 0))
    for line in budget_lines(allocation, split):
        for period, amount in line_by_period(split, line.touchpoint.id).items():
            sums[line.stage.name][period] += amount
    rows: tuple[dict[str, Cell], ...] = tuple(
        {
            "stage": stage,
            **_by_key(allocation, amounts),
            "sum": exact_major(sum(amounts.values()), plan.currency),
        }
        for stage, amounts in sums.items()
    )
    columns = (Column("stage", _("Stage"), Kind.TEXT), *_period_columns(allocation))
    return ExportTable(_("By stage"), columns, rows, (plan.name, base_note(plan)))


def _period_columns(allocation: Allocation) -> tuple[Column, ...]:
    periods = allocation.plan.periods
    whole = "+".join(f"{{{_key(number)}}}" for number in range(len(periods)))
    return (
        *(
            Column(_key(number), period_name(period), Kind.MONEY, total="sum")
            for number, period in enumerate(periods)
        ),
        Column("sum", _("Sum"), Kind.MONEY, formula=whole, total="sum"),
    )


def _key(number: int) -> str:
    """Key of a period's column: formulas know no other characters."""
    return f"period{number}"


def _by_key(allocation: Allocation, amounts: Mapping[str, int]) -> dict[str, Cell]:
    plan = allocation.plan
    return {
        _key(number): exact_major(amounts[period.id], plan.currency)
        for number, period in enumerate(plan.periods)
    }


def media_plan_csv(allocation: Allocation, split: Outcome) -> bytes:
    """The media plan as CSV."""
    return write_csv(media_plan(allocation, split))


def media_plan_xlsx(allocation: Allocation, split: Outcome) -> bytes:
    """The media plan as a workbook, with a sheet by stage."""
    sheets = (media_plan(allocation, split), stages_by_period(allocation, split))
    return write_workbook(sheets, allocation.plan.currency)

"""The goals as a sheet: what each asks, what the split reaches of it, what is missing, and whether it binds."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from models.allocation import Allocation, Outcome
from planner.choice_words import word
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.goal_rows import GoalRow, goal_rows
from planner.language import _


def goals_sheet(allocation: Allocation, split: Outcome) -> ExportTable:
    """One row a goal, in its own unit: people, a share, or money in major units."""
    columns = (
        Column("goal", _("Goal"), Kind.TEXT),
        Column("where", _("Where"), Kind.TEXT),
        Column("measure", _("Measure"), Kind.TEXT),
        Column("direction", _("Direction"), Kind.TEXT),
        Column("target", _("Target"), Kind.NUMBER),
        Column("today", _("Today"), Kind.NUMBER),
        Column("proposed", _("Proposed"), Kind.NUMBER),
        Column("missing", _("Missing"), Kind.NUMBER),
        Column("binds", _("Binds?"), Kind.TEXT),
        Column("cost", _("Cost of the last unit, in what the aim counts"), Kind.NUMBER),
    )
    price = {one.goal_id: one.price for one in allocation.goals}
    rows = tuple(
        _row(one, price.get(one.goal.id)) for one in goal_rows(allocation.plan, allocation, split=split)
    )
    note = _(
        "Missing is counted from the simulated split in whole amounts. A soft goal is missed by as little as the "
        "limits allow, in per cent of the targets and in sum."
    )
    return ExportTable(_("Goals"), columns, rows, (note,))


def _row(one: GoalRow, price: float | None) -> Mapping[str, Cell]:
    return {
        "goal": one.goal.name,
        "where": one.where,
        "measure": one.measure,
        "direction": word(one.goal.direction),
        "target": _rounded(one.goal.target),
        "today": _rounded(one.today),
        "proposed": _rounded(one.proposed),
        "missing": _rounded(one.missing),
        "binds": word(one.goal.binds.value),
        "cost": _rounded(price),
    }


def _rounded(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(repr(round(value, 6)))

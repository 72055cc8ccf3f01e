"""A limit moved by some money: which fields of the plan change, and to what, in whole minor units or shares."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import ceil, floor
from typing import Any

from models.budget_rules import minor_units
from models.changes import Change, Set
from models.charging import current_over_plan
from models.choices import CHANGED_KEY
from models.communication import Standing, Touchpoint
from models.limit import MOST_OF_CURRENT, Limit
from models.line_bounds import line_bounds, total_as_set
from models.network import Network
from models.plan import Plan
from models.spend_groups import today_in_place

FINE = 1e-6

SHARE_STEPS = 10_000
"""Shares are moved in hundredths of a point, away from what they were."""


@dataclass
class Edits:
    """Fields set so far: path -> value; limits of groups by id, since they are stored as one list."""

    plan: Plan
    values: dict[str, Any] = field(default_factory=dict)
    limits: dict[str, Limit] = field(default_factory=dict)

    def changes(self) -> tuple[Change, ...]:
        """The edits as changes to the plan."""
        found: list[Change] = [Set(path=path, value=value) for path, value in self.values.items()]
        if self.limits:
            limits = [self.limits.get(limit.id, limit) for limit in self.plan.rules.limits]
            found.append(Set(path="rules.limits", value=[limit.model_dump(mode="json") for limit in limits]))
        return tuple(found)


def loosen(edits: Edits, network: Network, key: str, moved: float) -> bool:
    """Add the edits that move the limit `key` by `moved` major units; False for what only the reader can loosen."""
    plan = edits.plan
    kind, _, rest = key.partition(":")
    record_id, _, side = rest.partition(":")
    by, line = moved * minor_units(plan), plan.by_id["touchpoints"].get(record_id)
    if kind == "total_budget":
        edits.values["rules.total_budget"] = max(plan.rules.total_budget + outwards(by), 0)
    elif kind == CHANGED_KEY:
        edits.values[f"rules.{CHANGED_KEY}"] = (plan.rules.most_lines_changed or 0) + ceil(moved - FINE)
    elif kind == "assumed_move_limit":
        edits.values[f"touchpoints.{record_id}.assumed_limit_lifted"] = True
    elif kind in ("committed", "minimum_if_used", "minimum_buy"):
        before = getattr(line, kind) or 0
        edits.values[f"touchpoints.{record_id}.{kind}"] = max(before + outwards(by), 0)
    elif kind == "locked" and line is not None and line.curve is not None:
        edits.values[f"touchpoints.{record_id}.standing"] = Standing.FLEXIBLE.value
    elif kind == "line_limit" and line is not None:
        return _loosen_line(edits, line, side.partition(":")[0], by)
    elif side and any(limit.id == record_id for limit in plan.rules.limits):
        return _loosen_group(edits, network, key, by)
    else:
        return False
    return True


def _loosen_line(edits: Edits, line: Touchpoint, form: str, by: float) -> bool:
    """Every form of the line's limit on that side that would stand in the way moves as far as needed."""
    plan, side = edits.plan, form.partition("_")[0]
    if form.endswith("_share") and plan.rules.shares_of == "spend":
        return False
    units = {
        side: 1.0,
        f"{side}_share": total_as_set(plan, line),
        f"{side}_current": float(current_over_plan(plan, line)),
    }
    bounds = line_bounds(plan, line)
    wanted = (bounds.lower if side == "lower" else bounds.upper) * minor_units(plan) + by
    for each, unit in units.items():
        value = getattr(line, each)
        if value is not None and unit > 0:
            after = _moved(value, each, wanted, unit)
            if after != value:
                edits.values[f"touchpoints.{line.id}.{each}"] = after
    return True


def _loosen_group(edits: Edits, network: Network, key: str, by: float) -> bool:
    """One form of a group's limit."""
    plan, (_kind, record_id, form) = edits.plan, key.split(":")[:3]
    rule = next((rule for rule in network.rules if rule.key == key), None)
    if rule is None or rule.kind == "limit_share_of_spend":
        return False
    limit = edits.limits.get(record_id) or next(one for one in plan.rules.limits if one.id == record_id)
    unit = 1.0
    if form.endswith("_share"):
        unit = float(max(plan.rules.total_budget, 1))
    elif form.endswith("_current"):
        unit = today_in_place(plan, limit.place, limit.place_id)
    if unit <= 0:
        return False
    after = _moved(getattr(limit, form), form, rule.limit * minor_units(plan) + by, unit)
    edits.limits[record_id] = limit.model_copy(update={form: after})
    return True


def _moved(value: float, form: str, amount: float, unit: float) -> float | int:
    """The value of a form that allows `amount` minor units, or the old one where it allows more."""
    lower = form.startswith("lower")
    looser = min if lower else max
    if "_" not in form:
        whole = floor(amount + FINE) if lower else ceil(amount - FINE)
        return looser(int(value), max(whole, 0))
    steps = amount / unit * SHARE_STEPS
    share = (floor(steps + FINE) if lower else ceil(steps - FINE)) / SHARE_STEPS
    most = 1.0 if form.endswith("_share") else MOST_OF_CURRENT
    return looser(value, min(max(share, 0.0), most))


def outwards(by: float) -> int:
    """Whole minor units, away from nothing, so that what is loosened suffices."""
    return ceil(by - FINE) if by > 0 else floor(by + FINE)

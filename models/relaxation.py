"""The smallest change that makes a split possible again, ready to apply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil, floor

from models.budget_rules import minor_units
from models.changes import Change, Set, with_changes
from models.choices import CHANGED_KEY
from models.communication import Standing
from models.compile import compile_plan
from models.errors import PlanError
from models.goals import Limit
from models.network import Network
from models.plan import Plan
from models.program.conflict import conflicts
from models.program.limit_choices import smallest_slack
from models.program.rule_matrix import rule_matrix

FINE = 1e-6


@dataclass(frozen=True)
class Relaxation:
    """Changes that together make a split possible: one click. `keys`: the limits that they loosen;
    `money`: major units by which limits move in sum (lines that may change and switches count nothing)."""

    keys: tuple[str, ...]
    money: float
    changes: tuple[Change, ...]


def relaxations(plan: Plan) -> tuple[Relaxation, ...]:
    """Ways to make a split possible, the smallest first; empty when one is, or when none was found.

    The first moves any limits that are in a conflict, in sum as little as can be; where there is one
    conflict only, moving a single limit of it follows, each by as little as suffices. Every one was tried.
    """
    network = compile_plan(plan)
    found = conflicts(network, rule_matrix(network))
    movable = [key for keys in found for key in keys if _change(plan, network, key, 0.0) is not None]
    wanted = [movable, *([key] for key in movable if len(found) == 1)] if movable else []
    result: dict[tuple[str, ...], Relaxation] = {}
    for elastic in wanted:
        slack = smallest_slack(network, elastic)
        way = _relaxation(plan, network, slack) if slack else None
        if way is not None and way.keys not in result and _possible_after(plan, way):
            result[way.keys] = way
    return tuple(sorted(result.values(), key=lambda way: way.money))


def _relaxation(plan: Plan, network: Network, slack: Mapping[str, float]) -> Relaxation | None:
    changes = [_change(plan, network, key, moved) for key, moved in slack.items()]
    if any(change is None for change in changes):
        return None
    money = sum(abs(moved) for key, moved in slack.items() if key != CHANGED_KEY)
    merged: dict[str, Change] = {}
    for change in changes:
        if isinstance(change, Set):
            if change.path in merged:  # two limits in one list: one after the other
                return None
            merged[change.path] = change
    return Relaxation(tuple(slack), money, tuple(merged.values()))


def _possible_after(plan: Plan, way: Relaxation) -> bool:
    """Limits in shares of the total move with it: only what was tried is offered."""
    try:
        network = compile_plan(with_changes(plan, way.changes))
    except PlanError:
        return False
    return not conflicts(network, rule_matrix(network))


def _change(plan: Plan, network: Network, key: str, moved: float) -> Change | None:
    """The change that moves one limit by `moved` major units; None for what only the reader can loosen."""
    kind, _, rest = key.partition(":")
    record_id, _, side = rest.partition(":")
    by = moved * minor_units(plan)
    if kind == "total_budget":
        return Set(path="rules.total_budget", value=max(plan.rules.total_budget + _outwards(by), 0))
    if kind == CHANGED_KEY:
        return Set(
            path=f"rules.{CHANGED_KEY}", value=(plan.rules.most_lines_changed or 0) + ceil(moved - FINE)
        )
    if kind == "assumed_move_limit":
        return Set(path=f"touchpoints.{record_id}.assumed_limit_lifted", value=True)
    if kind in ("committed", "minimum_if_used"):
        return _line_change(plan, record_id, kind, by)
    if kind == "line_limit":
        return _line_change(plan, record_id, side, by)
    if kind == "locked" and plan.by_id["touchpoints"][record_id].curve is not None:
        return Set(path=f"touchpoints.{record_id}.standing", value=Standing.FLEXIBLE.value)
    if side and any(limit.id == record_id for limit in plan.rules.limits):
        return _group_change(plan, network, key, by)
    return None


def _line_change(plan: Plan, line_id: str, field: str, by: float) -> Change:
    before = getattr(plan.by_id["touchpoints"][line_id], field) or 0
    return Set(path=f"touchpoints.{line_id}.{field}", value=max(before + _outwards(by), 0))


def _group_change(plan: Plan, network: Network, key: str, by: float) -> Change | None:
    """The limit of a group with the amount or the share that binds moved."""
    _, record_id, side = key.split(":")
    rule = next((rule for rule in network.rules if rule.key == key), None)
    if rule is None:
        return None
    amount = rule.limit * minor_units(plan) + by
    limits = [
        _moved(plan, limit, side, amount) if limit.id == record_id else limit for limit in plan.rules.limits
    ]
    return Set(path="rules.limits", value=[limit.model_dump(mode="json") for limit in limits])


def _moved(plan: Plan, limit: Limit, side: str, amount: float) -> Limit:
    whole = floor(amount + FINE) if side == "lower" else ceil(amount - FINE)
    share = max(whole / max(plan.rules.total_budget, 1), 0.0)
    looser = min if side == "lower" else max
    money, part = getattr(limit, side), getattr(limit, f"{side}_share")
    update = {
        side: None if money is None else looser(money, max(whole, 0)),
        f"{side}_share": None if part is None else min(looser(part, share), 1.0),
    }
    return limit.model_copy(update=update)


def _outwards(by: float) -> int:
    """Whole minor units, away from nothing, so that what is loosened suffices."""
    return ceil(by - FINE) if by > 0 else floor(by + FINE)

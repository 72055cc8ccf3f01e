"""A plan with one of its limits a little looser, every other as it stands."""

from __future__ import annotations

from typing import Any

from models.allocation import Price
from models.charging import current_over_plan
from models.communication import Channel, Standing, Touchpoint
from models.goals import BudgetRules
from models.limit import Limit
from models.line_bounds import line_bounds, total_as_set
from models.message_split import has_own_curves
from models.money import to_major, to_minor
from models.plan import Plan
from models.quantity import Figure
from models.rules_in_time import most_change
from models.spend_groups import today_in_place
from planner.limit_words import GROUP_RULES

POINTS = 0.05
"""A limit on change between periods is loosened by so much."""

MORE_CONTACTS = 0.1
"""A base of people is made larger by so much."""


def loosened(plan: Plan, price: Price, amount: int) -> Plan:
    """The plan with one limit looser: by `amount` minor units, or by points of change or people of a base."""
    kind, _sep, rest = price.key.partition(":")
    record_id = rest.partition(":")[0]
    if kind in GROUP_RULES:
        form = rest.split(":")[1]
        limits = [
            _looser_limit(plan, limit, form, amount) if limit.id == record_id else limit
            for limit in plan.rules.limits
        ]
        return _with_rules(plan, {"limits": tuple(limits)})
    if kind == "goal":
        return _with_looser_goal(plan, record_id, to_major(amount, plan.currency))
    if kind == "total_change":
        return _with_rules(plan, {"total_change": (plan.rules.total_change or 0.0) + POINTS})
    if kind in ("contact_limit", "contacts"):
        own = {line.id: line.channel_id for line in plan.touchpoints}
        return _with_channel(plan, own.get(record_id, record_id) if kind == "contacts" else record_id)
    lines = [
        _looser_line(plan, line, price, amount) if line.id == record_id else line for line in plan.touchpoints
    ]
    return plan.model_copy(update={"touchpoints": tuple(lines)})


def _with_looser_goal(plan: Plan, goal_id: str, money: float) -> Plan:
    """A goal on money with less to reach, or more allowed (major units)."""
    by = money if plan.by_id["goals"][goal_id].direction == "down" else -money
    goals = [
        goal.model_copy(update={"target": (goal.target or 0.0) + by}) if goal.id == goal_id else goal
        for goal in plan.goals
    ]
    return plan.model_copy(update={"goals": tuple(goals)})


def _with_rules(plan: Plan, update: dict[str, Any]) -> Plan:
    rules: BudgetRules = plan.rules.model_copy(update=update)
    return plan.model_copy(update={"rules": rules})


def _with_channel(plan: Plan, channel_id: str) -> Plan:
    """The base of a channel larger."""

    def larger(channel: Channel) -> Channel:
        if channel.id != channel_id or channel.base_size is None:
            return channel
        size = Figure(value=channel.base_size.value * (1.0 + MORE_CONTACTS))
        return channel.model_copy(update={"base_size": size})

    return plan.model_copy(update={"channels": tuple(larger(channel) for channel in plan.channels)})


def _looser_limit(plan: Plan, limit: Limit, form: str, amount: int) -> Limit:
    """One form of a limit; a share of what is spent by as much of the total."""
    unit = 1.0
    if form.endswith("_share"):
        unit = float(max(plan.rules.total_budget, 1))
    elif form.endswith("_current"):
        unit = max(today_in_place(plan, limit.place, limit.place_id), 1.0)
    return limit.model_copy(update={form: _looser(getattr(limit, form), form, amount, unit)})


def _looser(value: float, form: str, amount: int, unit: float) -> float | int:
    by = amount if "_" not in form else amount / unit
    return max(value - by, 0) if form.startswith("lower") else value + by


def _looser_line(plan: Plan, line: Touchpoint, price: Price, amount: int) -> Touchpoint:
    kind, _sep, rest = price.key.partition(":")
    form = rest.split(":")[1] if ":" in rest else ""
    changes: dict[str, Any]
    if kind == "committed":
        changes = {"committed": max(line.committed - amount, 0)}
    elif kind == "line_change":
        changes = {"most_change": (most_change(plan, line) or 0.0) + POINTS}
    elif kind == "line_limit":
        units = {"share": total_as_set(plan, line),
                 "current": float(current_over_plan(plan, line))}  # fmt: skip
        unit = max(units.get(form.partition("_")[2], 1.0), 1.0)
        changes = {form: _looser(getattr(line, form) or 0, form, amount, unit)}
    else:
        changes = _looser_bounds(plan, line, kind, amount)
    return line.model_copy(update=changes)


def _looser_bounds(plan: Plan, line: Touchpoint, kind: str, amount: int) -> dict[str, Any]:
    """A lock, a booking that has passed, or how far a guess may move: the bounds that it leaves, a little wider."""
    held = line_bounds(plan, line)
    least, most = to_minor(held.lower, plan.currency), to_minor(held.upper, plan.currency)
    own_lower = line.lower or 0 if kind == "assumed_move_limit" else 0
    changes: dict[str, Any] = {
        "standing": Standing.FLEXIBLE,
        "assumed_limit_lifted": line.assumed_limit_lifted or not has_own_curves(line),
        "lower": max(least - amount, own_lower),
        "upper": most + amount if line.upper is None or kind != "assumed_move_limit" else min(most + amount, line.upper),
    }  # fmt: skip
    if kind == "booking":
        changes |= {"booking_deadline": None, "booking_notice_days": None}
    return changes

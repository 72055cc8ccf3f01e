"""The smallest change that makes a split possible again, ready to apply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from models.changes import Change, with_changes
from models.choices import CHANGED_KEY
from models.compile import compile_plan
from models.errors import PlanError
from models.goal_loosening import lowered_goals, lowering
from models.goal_rules import goal_key
from models.loosening import SHARE_STEPS, Edits, loosen
from models.network import Network
from models.plan import Plan
from models.program.conflict import conflicts, hold_together
from models.program.limit_choices import smallest_slack
from models.program.rule_matrix import rule_matrix
from models.rules_in_time import most_change

MOST_CHANGE = 10.0
"""A change between periods is loosened to at most so many times the money before."""


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
    movable = [key for keys in found for key in keys if loosen(Edits(plan), network, key, 0.0)]
    wanted = [movable, *([key] for key in movable if len(found) == 1)] if movable else []
    result: dict[tuple[str, ...], Relaxation] = {}
    for elastic in wanted:
        slack = smallest_slack(network, elastic)
        way = _relaxation(plan, network, slack) if slack else None
        if way is not None and way.keys not in result and _possible_after(plan, way.changes):
            result[way.keys] = way
    if len(found) == 1:
        for way in _searched(plan, network, found[0]):
            result.setdefault(way.keys, way)
    if any(rule.key in keys for keys in found for rule in network.outcome_rules):
        lowered = lowered_goals(plan)
        keys = tuple(goal_key(goal) for goal in lowered)
        if lowered and _possible_after(plan, lowering(lowered)):
            result.setdefault(keys, Relaxation(keys, 0.0, lowering(lowered)))
    return tuple(sorted(result.values(), key=lambda way: way.money))


def _relaxation(plan: Plan, network: Network, slack: Mapping[str, float]) -> Relaxation | None:
    edits = Edits(plan)
    if not all(loosen(edits, network, key, moved) for key, moved in slack.items()):
        return None
    money = sum(abs(moved) for key, moved in slack.items() if key != CHANGED_KEY)
    return Relaxation(tuple(slack), money, edits.changes())


def _possible_after(plan: Plan, changes: Iterable[Change]) -> bool:
    """Limits in shares of the total move with it: only what was tried is offered."""
    try:
        network = compile_plan(with_changes(plan, tuple(changes)))
    except PlanError:
        return False
    return hold_together(network, rule_matrix(network))


def _searched(plan: Plan, network: Network, keys: tuple[str, ...]) -> Iterable[Relaxation]:
    """Limits that no sum of money moves (change between periods, shares of what is spent), by halving."""
    for steered, held in _steered(plan, network, keys).items():
        edit, value, far = steered_by(plan, steered)
        if not _possible_after(plan, edit(far)):
            continue
        near = value
        while abs(far - near) > 1.5 / SHARE_STEPS:
            middle = round((near + far) / 2.0 * SHARE_STEPS) / SHARE_STEPS
            near, far = (near, middle) if _possible_after(plan, edit(middle)) else (middle, far)
        slack = smallest_slack(network, held) or {}
        yield Relaxation(held, sum(abs(moved) for moved in slack.values()), edit(far))


def _steered(plan: Plan, network: Network, keys: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """What steers several limits at once -> the keys of these."""
    shares = {rule.key for rule in network.rules if rule.kind == "limit_share_of_spend"}
    found: dict[str, tuple[str, ...]] = {}
    for key in keys:
        kind, _, rest = key.partition(":")
        if kind == "line_change":
            steered = f"touchpoints:{rest.partition(':')[0]}:most_change"
        elif kind == "total_change":
            steered = "rules::total_change"
        elif key in shares:
            steered = key
        else:
            continue
        found[steered] = (*found.get(steered, ()), key)
    return found


def steered_by(plan: Plan, steered: str) -> tuple[Callable[[float], tuple[Change, ...]], float, float]:
    """How to set what steers limits, its value, and the loosest one."""
    kind, record_id, form = steered.split(":")[:3]
    edits = Edits(plan)
    if kind == "rules":
        allowed, path = plan.rules.total_change or 0.0, "rules.total_change"
        return lambda value: _set(edits, path, value), allowed, max(MOST_CHANGE, allowed)
    line = plan.by_id["touchpoints"].get(record_id)
    if kind in ("touchpoints", "line_limit") and line is not None:
        now = most_change(plan, line) if form == "most_change" else getattr(line, form)
        loosest = MOST_CHANGE if form == "most_change" else float(form.startswith("upper"))
        return lambda value: _set(edits, f"touchpoints.{record_id}.{form}", value), now or 0.0, loosest
    limit = next(limit for limit in plan.rules.limits if limit.id == record_id)

    def set_share(value: float) -> tuple[Change, ...]:
        edits.limits[record_id] = limit.model_copy(update={form: value})
        return edits.changes()

    return set_share, getattr(limit, form), float(form.startswith("upper"))


def _set(edits: Edits, path: str, value: float) -> tuple[Change, ...]:
    edits.values[path] = value
    return edits.changes()

"""Hard goals that cannot be reached, lowered to what the limits allow."""

from __future__ import annotations

from collections.abc import Mapping
from math import floor, log10

from models.changes import Change, Set, with_changes
from models.compile import compile_plan
from models.goal_rules import KIND
from models.outcome_rules import with_rules
from models.plan import Plan
from models.program.outcome_conflict import attainable, hard_targets, reachable, targets_in_conflict

MOST_TURNS = 12
"""So many conflicts are gone through, one after the other."""

DIGITS = 4
"""A lowered target is a number of so many digits."""

LEFT = 2e-4
"""Share of what can be reached that is left as room: amounts are rounded to whole money."""


def lowered_goals(plan: Plan) -> dict[str, float]:
    """Goal id -> the target to which it has to be lowered for a split to reach all hard goals, a little
    rounded down; goals that nothing but each other holds back are lowered by the same share.

    Empty where no goal is in the way, or where lowering does not help.
    """
    found: dict[str, float] = {}
    for _ in range(MOST_TURNS):
        network = hard_targets(compile_plan(with_changes(plan, lowering(found))))
        if not network.outcome_rules:
            return found
        rules = targets_in_conflict(network)
        if not rules:
            return found if reachable(network) else {}
        for key, value in attainable(with_rules(network, rules)).items():
            if value <= 0.0:
                return {}
            found[key.removeprefix(f"{KIND}:")] = rounded_down(value * (1.0 - LEFT))
    return {}


def lowering(targets: Mapping[str, float]) -> tuple[Change, ...]:
    """The changes that set targets: goal id -> target."""
    return tuple(Set(path=f"goals.{goal}.target", value=value) for goal, value in targets.items())


def rounded_down(value: float) -> float:
    """The value rounded down to `DIGITS` digits, whole above a thousand."""
    unit = 10.0 ** (floor(log10(value)) - DIGITS + 1)
    return round(floor(value / unit + 1e-9) * unit, 12)

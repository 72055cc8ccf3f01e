"""Hard goals that cannot be reached, lowered to what the limits allow."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import floor, log10

from models.changes import Change, Set
from models.goal_rules import KIND, goal_key
from models.network import Network
from models.outcome_rules import with_rules
from models.plan import Plan
from models.program.outcome_conflict import attainable

DIGITS = 4
"""A lowered target is a number of so many digits."""

LEFT = 2e-4
"""Share of what can be reached that is left as room: amounts are rounded to whole money."""


def goal_loosenings(
    plan: Plan, network: Network, found: Sequence[tuple[str, ...]]
) -> Iterable[tuple[tuple[str, ...], tuple[Change, ...]]]:
    """Keys of goals in a conflict and the changes that lower their targets to what can be reached."""
    for keys in found:
        lowered = lowered_targets(plan, network, keys)
        if lowered:
            changes = tuple(Set(path=f"goals.{goal}.target", value=value) for goal, value in lowered.items())
            yield tuple(goal_key(goal) for goal in lowered), changes


def lowered_targets(plan: Plan, network: Network, keys: Sequence[str]) -> dict[str, float]:
    """Goal id -> the most that can be reached of it, a little rounded down, for goals among the `keys`.

    All of them are lowered by the same share.
    """
    rules = tuple(rule for rule in network.outcome_rules if rule.key in keys)
    if not rules:
        return {}
    reach = attainable(with_rules(network, rules))
    return {
        key.removeprefix(f"{KIND}:"): rounded_down(value * (1.0 - LEFT))
        for key, value in reach.items()
        if value > 0.0
    }


def rounded_down(value: float) -> float:
    """The value rounded down to `DIGITS` digits, whole above a thousand."""
    unit = 10.0 ** (floor(log10(value)) - DIGITS + 1)
    return round(floor(value / unit + 1e-9) * unit, 12)

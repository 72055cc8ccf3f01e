"""The either-or rules of a plan: minimum if used, whole steps of money, few lines changed."""

from __future__ import annotations

import numpy as np

from models.budget_rules import minor_units
from models.choices import Choices
from models.communication import Standing, Touchpoint
from models.network import Network
from models.plan import Plan


def asks_for_choices(plan: Plan, lines: tuple[Touchpoint, ...]) -> bool:
    """Whether the plan has any such rule."""
    rules = plan.rules
    return (
        any(line.minimum_if_used for line in lines)
        or rules.steps_kept
        or rules.most_lines_changed is not None
    )


def choices_of_plan(plan: Plan, network: Network, lines: tuple[Touchpoint, ...]) -> Choices | None:
    """Minima, steps and few changes for the lines that may move, major units; a plan of one period.

    Locked lines, tests and lines without a curve stay as they are, so no rule speaks about them. What is
    committed counts as used.
    """
    if not asks_for_choices(plan, lines):
        return None
    scale, rules = minor_units(plan), plan.rules
    moves = np.array(
        [line.standing is Standing.FLEXIBLE and line.curve is not None for line in lines], dtype=bool
    )
    least = np.array([(line.minimum_if_used or 0) / scale for line in lines], dtype=float)
    return Choices(
        minimum=np.where(moves, least, 0.0),
        minimum_key=tuple(f"minimum_if_used:{line.id}" for line in lines),
        step=(rules.money_step or 1) / scale if rules.steps_kept else 0.0,
        stepped=moves & (network.upper > network.lower),
        most_changed=rules.most_lines_changed,
        counted=moves,
    )


def rounding_bounds(
    plan: Plan, network: Network, spend: np.ndarray, bounds: dict[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """Bounds (minor units) within which rounding keeps the choices made at `spend` (lines,).

    A line not used stays at nothing, one in use above its minimum, one not changed just as it is.
    """
    choices = network.choices
    if choices is None:
        return bounds
    scale, result = minor_units(plan), dict(bounds)
    for line, key in enumerate(network.line_keys):
        low, high = bounds[key]
        now = round(float(network.current[line]) * scale)
        counted = choices.counted is not None and bool(choices.counted[line])
        if choices.most_changed is not None and counted and spend[line] == network.current[line]:
            result[key] = (now, now)
        elif choices.minimum[line] > 0:
            least = int(np.ceil(choices.minimum[line] * scale - 1e-4))
            result[key] = (max(low, least), max(high, least)) if spend[line] > 0 else (0, 0)
    return result

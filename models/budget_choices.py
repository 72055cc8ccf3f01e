"""The either-or rules of a plan: minimum if used, whole steps of money, few lines changed.

Over several periods each speaks about every amount of the media plan: the minimum of a line is spread over
the days on which it may spend, so that each period in which it spends at all takes its part; every amount is
in whole steps, but for one in each period whose budget is fixed and one in the others together; a line
counts as changed, once, when the money of any of its periods differs from the current pace.
"""

from __future__ import annotations

import numpy as np

from models.budget_rules import minor_units
from models.calendar import paced
from models.choices import Choices
from models.communication import Standing, Touchpoint
from models.line_bounds import least_if_used
from models.network import Network
from models.plan import Plan


def asks_for_choices(plan: Plan, lines: tuple[Touchpoint, ...]) -> bool:
    """Whether the plan has any such rule."""
    rules = plan.rules
    return (
        any(least_if_used(line)[0] for line in lines)
        or rules.steps_kept
        or rules.most_lines_changed is not None
    )


def choices_of_plan(plan: Plan, network: Network, lines: tuple[Touchpoint, ...]) -> Choices | None:
    """Minima, steps and few changes for the lines that may move, in every period; major units.

    Locked lines, tests and lines without a curve stay as they are, so no rule speaks about them. What is
    committed counts as used.
    """
    if not asks_for_choices(plan, lines):
        return None
    scale, rules, count = minor_units(plan), plan.rules, len(plan.periods)
    free = [line.standing is Standing.FLEXIBLE and line.curve is not None for line in lines]
    moves = np.repeat(np.array(free, dtype=bool), count)
    least = np.array([paced(plan, line, least_if_used(line)[0]) for line in lines], dtype=float).ravel()
    open_ = network.upper > 0.0
    return Choices(
        minimum=np.where(moves & open_, least / scale, 0.0),
        minimum_key=tuple(least_if_used(line)[1] for line in lines for _ in range(count)),
        step=(rules.money_step or 1) / scale if rules.steps_kept else 0.0,
        stepped=moves & (network.upper > network.lower),
        most_changed=rules.most_lines_changed,
        counted=moves,
        group=np.repeat(np.arange(len(lines)), count),
        rest=np.tile(_rests(plan), len(lines)),
    )


def _rests(plan: Plan) -> np.ndarray:
    """(periods,) which of them share what whole steps cannot express: those of free budget."""
    fixed = [period.budget is not None for period in plan.periods]
    return np.array([number + 1 if own else 0 for number, own in enumerate(fixed)], dtype=np.intp)


def unchanged(network: Network, spend: np.ndarray) -> np.ndarray:
    """(lines,) whether a line that would count as changed stays just as it is, with all of its group."""
    choices = network.choices
    if choices is None or choices.most_changed is None or choices.counted is None:
        return np.zeros(network.lines, dtype=bool)
    moved = choices.counted & (spend != network.current)
    return np.asarray(choices.counted & ~np.isin(choices.groups, choices.groups[moved]))


def rounding_bounds(plan: Plan, network: Network, spend: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(lines,) least and most, minor units, within which rounding keeps the choices made at `spend`.

    A line not used stays at nothing, one in use above its minimum, one not changed just as it is.
    """
    scale, choices = minor_units(plan), network.choices
    lower = np.ceil(network.lower * scale - 1e-4).astype(np.int64)
    upper = np.minimum(np.floor(network.upper * scale + 1e-4), 2**53).astype(np.int64)
    if choices is None:
        return lower, np.maximum(upper, lower)
    least = np.ceil(choices.minimum * scale - 1e-4).astype(np.int64)
    rare, used = least > 0, spend > 0
    lower = np.where(rare & used, np.maximum(lower, least), lower)
    upper = np.where(rare, np.where(used, np.maximum(upper, least), 0), upper)
    lower = np.where(rare & ~used, 0, lower)
    now, stays = np.rint(network.current * scale).astype(np.int64), unchanged(network, spend)
    lower, upper = np.where(stays, now, lower), np.where(stays, now, upper)
    return lower, np.maximum(upper, lower)

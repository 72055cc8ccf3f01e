"""What a single line may spend over the whole plan, and which of its limits says so."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from models.booking import is_all_closed
from models.charging import charge_factor, current_over_plan
from models.communication import Standing, Touchpoint
from models.contacts import useful_spend
from models.money import to_major
from models.plan import Plan
from models.quantity import Evidence

Amounts = list[tuple[float, str]]
"""Minor units, each with the key of the rule that says so."""


class Bounds(NamedTuple):
    """Least and most spend of a line (major units), each with the key of the rule that sets it.

    The key is empty where nothing but "no less than nothing" holds.
    """

    lower: float
    upper: float
    lower_key: str
    upper_key: str


def line_bounds(plan: Plan, line: Touchpoint) -> Bounds:
    """What a line may spend: locks and tests stay, commitments and limits hold, guesses move little.

    A line without a curve keeps its money: nothing is known about it. A commitment is a fact, so it
    also lifts the upper end of the rule on assumed curves.
    """
    fixed = _fixed(plan, line)
    if fixed is not None:
        amount, key = fixed
        return Bounds(to_major(amount, plan.currency), to_major(amount, plan.currency), key, key)
    lows: Amounts = [(0, ""), (line.committed, f"committed:{line.id}")]
    highs: Amounts = []
    _add_limits(plan, line, lows, highs)
    _add_guess(plan, line, lows, highs)
    lower, lower_key = max(lows, key=lambda pair: pair[0])
    upper, upper_key = min(highs, key=lambda pair: pair[0], default=(np.inf, ""))
    return Bounds(_major(plan, lower), _major(plan, upper), lower_key, upper_key)


def _fixed(plan: Plan, line: Touchpoint) -> tuple[int, str] | None:
    """The amount (minor) of a line whose money may not move, and why."""
    kept = max(current_over_plan(plan, line), line.committed)
    if line.standing is Standing.TEST:
        return kept, f"test_reserve:{line.id}"
    if line.standing is Standing.LOCKED or line.curve is None:
        return kept, f"locked:{line.id}"
    return (line.committed, f"booking:{line.id}") if is_all_closed(plan, line) else None


def _add_limits(plan: Plan, line: Touchpoint, lows: Amounts, highs: Amounts) -> None:
    """The limits of the line's own, in every form, and what its contacts allow.

    Shares of what is spent are no bounds: they are rules (`models.budget_rules`).
    """
    current, key = current_over_plan(plan, line), f"line_limit:{line.id}"
    lows.append((line.lower or 0, f"{key}:lower"))
    if line.upper is not None:
        highs.append((line.upper, f"{key}:upper"))
    if line.lower_current is not None:
        lows.append((line.lower_current * current, f"{key}:lower_current"))
    if line.upper_current is not None:
        highs.append((line.upper_current * current, f"{key}:upper_current"))
    if plan.rules.shares_of == "total":
        unit = total_as_set(plan, line)
        if line.lower_share is not None:
            lows.append((line.lower_share * unit, f"{key}:lower_share"))
        if line.upper_share is not None:
            highs.append((line.upper_share * unit, f"{key}:upper_share"))
    most = useful_spend(plan, line, plan.days)
    if np.isfinite(most):
        highs.append((max(most / to_major(1, plan.currency), line.committed), f"contacts:{line.id}"))


def total_as_set(plan: Plan, line: Touchpoint) -> float:
    """The total budget in the line's own money: minor units to set in its platform, were all of it charged there."""
    return plan.rules.total_budget / charge_factor(plan, plan.by_id["channels"][line.channel_id])


def _add_guess(plan: Plan, line: Touchpoint, lows: Amounts, highs: Amounts) -> None:
    share = plan.rules.assumed_move_limit
    if line.curve is None or line.curve.evidence is not Evidence.ASSUMED:
        return
    if share is None or line.assumed_limit_lifted:
        return
    current, key = current_over_plan(plan, line), f"assumed_move_limit:{line.id}"
    lows.append((round(current * max(1.0 - share, 0.0)), key))
    highs.append((max(round(current * (1.0 + share)), line.committed), key))


def _major(plan: Plan, minor: float) -> float:
    return to_major(minor, plan.currency) if isinstance(minor, int) else minor * to_major(1, plan.currency)


def least_if_used(line: Touchpoint) -> tuple[int, str]:
    """The least a line spends if it spends anything (minor units; 0: no such rule), and the key of what says so.

    What has to be learnt and what can be booked at least both hold: the larger one counts.
    """
    learnt, bought = line.minimum_if_used or 0, line.minimum_buy or 0
    return (bought, f"minimum_buy:{line.id}") if bought > learnt else (learnt, f"minimum_if_used:{line.id}")

"""Ways out of limits that cannot hold together: each one click, each made sure to help."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.changes import Change, Set
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.money import to_minor
from models.network import Network
from models.plan import Plan
from planner.figures_in_words import money
from planner.language import _


@dataclass(frozen=True)
class WayOut:
    """A change that loosens one of the limits, and what its button says."""

    key: str
    words: str
    changes: tuple[Change, ...]


def ways_out(plan: Plan, error: ImpossibleLimits) -> tuple[WayOut, ...]:
    """What would loosen the limits that `error` names; empty where only the reader can tell."""
    network = compile_plan(plan)
    found: list[WayOut] = []
    total = next((rule for rule in network.rules if rule.key == "total_budget"), None)
    if total is not None and total.key in error.limits:
        weights = np.zeros(network.lines)
        weights[total.lines] = total.coefficients
        found += _about_the_total(plan, network, weights, total.limit)
    if any(key.startswith("assumed_move_limit") for key in error.limits):
        found.append(
            WayOut(
                "lift",
                _("Do not hold back assumed curves"),
                (Set(path="rules.assumed_move_limit", value=None),),
            )
        )
    return tuple(found)


def _about_the_total(plan: Plan, network: Network, weights: np.ndarray, limit: float) -> list[WayOut]:
    least, most = float(weights @ network.lower), float(weights @ network.upper)
    if most < limit and plan.rules.spend_total == "exact":
        words = _("Spend only up to the total")
        return [WayOut("at_most", words, (Set(path="rules.spend_total", value="at_most"),))]
    if least > limit:
        raised = plan.rules.total_budget + to_minor(least - limit, plan.currency) + 1
        step = max(plan.rules.money_step, 1)
        raised = -(-raised // step) * step
        words = _("Raise the total to {amount}").format(amount=money(raised, plan.currency))
        return [WayOut("raise", words, (Set(path="rules.total_budget", value=raised),))]
    return []

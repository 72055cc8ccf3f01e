"""What a plan may hold but cannot be answered yet, each refused by name."""

from __future__ import annotations

from models.communication import Touchpoint
from models.errors import NotYetPossible
from models.goals import Objective
from models.plan import Plan
from models.quantity import N_


def refuse(plan: Plan) -> None:
    """Raise NotYetPossible for what a network of one period cannot hold."""
    for line in plan.touchpoints:
        if line.curve is not None and line.curve.half_life_days > 0:
            raise NotYetPossible(
                N_("Carry-over from one period to the next cannot be answered yet."), where=line.name,
                remedy=N_("Set its half-life to 0."),
            )  # fmt: skip


def unsupported(plan: Plan, lines: tuple[Touchpoint, ...], objective: Objective) -> list[str]:
    """What can be simulated, but not optimised yet."""
    reasons = []
    if objective is Objective.PROFIT:
        reasons.append(N_("The optimiser cannot yet aim for profit: choose revenue or conversions."))
    if any(line.minimum_if_used for line in lines):
        reasons.append(N_("The optimiser cannot yet keep a minimum only for lines that are used."))
    return reasons

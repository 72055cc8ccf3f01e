"""What a plan may hold but cannot be answered yet, each refused by name."""

from __future__ import annotations

from models.budget_choices import asks_for_choices
from models.communication import Touchpoint
from models.goals import Objective
from models.plan import Plan
from models.quantity import N_


def unsupported(plan: Plan, lines: tuple[Touchpoint, ...], objective: Objective) -> list[str]:
    """What can be simulated, but not optimised yet."""
    reasons = []
    if len(plan.periods) > 1 and asks_for_choices(plan, lines):
        reasons.append(
            N_("Minimum if used, whole steps and few changes cannot be kept over several periods yet.")
        )
    return reasons

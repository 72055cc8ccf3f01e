"""Whether a split keeps every limit of the plan that it was made for, whatever was held while it was sought."""

from __future__ import annotations

import numpy as np

from models.allocation import Allocation, Outcome
from models.budget_rules import minor_units
from models.network import Network
from models.program.rule_matrix import rule_matrix
from planner.uncertainty import in_major

UNITS = 2.5
"""Minor units that whole amounts may miss a limit by: fees and VAT need not divide it."""


def keeps_limits(allocation: Allocation, network: Network, split: Outcome) -> bool:
    """Bounds and rules of `network` (the plan's own) hold at a split, as far as they do at the proposed one."""
    spend, best = (in_major(allocation.plan, network, one) for one in (split, allocation.proposed))
    slack, matrix = UNITS / minor_units(allocation.plan), rule_matrix(network)
    within = np.all((spend >= network.lower - slack) & (spend <= network.upper + slack))
    allowed = np.abs(matrix.excess(best)) + slack * np.maximum(
        np.bincount(matrix.rule, np.abs(matrix.coefficient), minlength=len(matrix.limit)), 1.0
    )
    return bool(within and np.all(np.abs(matrix.excess(spend)) <= allowed))

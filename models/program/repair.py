"""A spend that keeps every rule exactly, near one that almost does."""

from __future__ import annotations

import numpy as np

from models.network import Network
from models.program.rule_matrix import RuleMatrix
from models.response_curve import Numbers

EXACT = 1e-11
"""A rule counts as kept when it is broken by less than this share of its limit (of 1 if less)."""

MOST_STEPS = 30


def rule_scale(matrix: RuleMatrix) -> Numbers:
    """(rules,) the size against which a rule's violation is judged."""
    return np.maximum(np.abs(matrix.limit), 1.0)


def is_kept(network: Network, matrix: RuleMatrix, spend: Numbers, tolerance: float = 1e-9) -> bool:
    """Whether `spend` (lines,) keeps every bound and every rule, to a share of each limit."""
    within = np.all((spend >= network.lower) & (spend <= network.upper))
    return bool(within and np.all(np.abs(matrix.excess(spend)) <= tolerance * rule_scale(matrix)))


def repaired(network: Network, matrix: RuleMatrix, spend: Numbers) -> Numbers | None:
    """The spend moved as little as needed to keep every rule; None when simple steps do not get there.

    Each step is the least weighted change that mends all broken rules and keeps the tight ones:
    `W A' (A W A')^-1 (limit - A x)`; lines that run into a bound stay there.
    """
    spend = np.clip(spend, network.lower, network.upper)
    room = np.minimum(network.upper - network.lower, np.abs(spend) + 0.01 * network.upper + 1e-9)
    free = network.upper > network.lower
    scale = rule_scale(matrix)
    for _ in range(MOST_STEPS):
        excess = matrix.excess(spend)
        if np.all(np.abs(excess) <= EXACT * scale):
            return spend
        over = matrix.totals(spend) - matrix.limit
        active = np.flatnonzero((excess != 0.0) | (np.abs(over) <= 1e-9 * scale))
        change = _change(matrix, active, np.where(free, room, 0.0), excess)
        moved = np.clip(spend + change, network.lower, network.upper)
        stopped = (moved <= network.lower) & (change < 0) | (moved >= network.upper) & (change > 0)
        if not np.any(moved != spend):
            return None
        spend, free = moved, free & ~stopped
    return spend if np.all(np.abs(matrix.excess(spend)) <= EXACT * scale) else None


def _change(matrix: RuleMatrix, active: np.ndarray, weight: Numbers, excess: Numbers) -> Numbers:
    place = np.full(len(matrix.limit), -1)
    place[active] = np.arange(len(active))
    use = place[matrix.rule] >= 0
    dense = np.zeros((len(active), matrix.lines))
    dense[place[matrix.rule[use]], matrix.line[use]] = matrix.coefficient[use]
    weighted = dense * weight
    size = np.sqrt(np.maximum((weighted * dense).sum(axis=1), 1e-300))
    system = (weighted / size[:, None]) @ (dense / size[:, None]).T
    answer = np.linalg.lstsq(system, -excess[active] / size, rcond=1e-12)[0]
    return np.asarray((answer / size) @ weighted)

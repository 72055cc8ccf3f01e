"""The same plan through general-purpose solvers: SciPy's SLSQP, and a conic program in cvxpy."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.curve import CurveFamily
from models.funnel import flow, gradient, objective_of
from models.network import Network
from models.program.repair import repaired
from models.program.rule_matrix import rule_matrix
from models.response_curve import CODES, Numbers


@dataclass(frozen=True)
class Timed:
    """CPU seconds (building included) and the objective that the spend gives in the simulation."""

    seconds: float
    objective: float
    spend: Numbers


def slsqp(network: Network, tolerance: float = 1e-6, start: Numbers | None = None) -> Timed:
    """SLSQP with analytic gradients of the simulation, from current spend, all numbers near 1.

    `tolerance` is SciPy's `ftol`, as a share of the objective at the start.
    """
    from scipy.optimize import minimize

    begun = time.process_time()
    matrix = rule_matrix(network)
    money = max(float(network.current.mean()), 1.0)
    start = np.clip(network.current if start is None else start, network.lower, network.upper)
    scale = max(float(objective_of(network, flow(network, start), start)), 1e-9)
    dense = np.zeros((len(matrix.limit), network.lines))
    np.add.at(dense, (matrix.rule, matrix.line), matrix.coefficient)

    def negative(spend: Numbers) -> tuple[float, Numbers]:
        value, slope = gradient(network, np.clip(spend * money, network.lower, network.upper))
        return -float(value) / scale, -np.minimum(slope, 1e6) * (money / scale)

    def rows(chosen: np.ndarray, kind: str, sign: float) -> list[dict[str, Any]]:
        left, right = sign * dense[chosen], sign * matrix.limit[chosen] / money
        return (
            [{"type": kind, "fun": lambda x: left @ x - right, "jac": lambda x: left}] if len(right) else []
        )

    both = matrix.most & matrix.least
    constraints = (
        rows(both, "eq", 1.0)
        + rows(matrix.most & ~both, "ineq", -1.0)
        + rows(matrix.least & ~both, "ineq", 1.0)
    )
    found = minimize(
        negative, start / money, jac=True, method="SLSQP", constraints=constraints,
        bounds=list(zip(network.lower / money, network.upper / money, strict=True)),
        options={"ftol": tolerance, "maxiter": 500},
    )  # fmt: skip
    seconds = time.process_time() - begun
    return _kept(network, found.x * money, seconds)


def conic(network: Network) -> Timed:
    """An exponential-cone program by cvxpy and Clarabel: random overlap as the perspective of
    `1 - exp(-r)`, exact for smooth concave curves other than tanh and Hill."""
    import cvxpy as cp

    begun = time.process_time()
    matrix = rule_matrix(network)
    money = max(float(network.current.mean()), 1.0)
    spend = cp.Variable(network.lines)
    people = max(float(network.curves.value(network.current).mean()), 1.0)
    volume = cp.Variable(len(network.node_keys), nonneg=True)
    moved = cp.Variable(len(network.pool_target), nonneg=True)
    claims, limits = _curves(network, spend, money, people)
    draw = np.zeros((len(network.pool_target), network.lines))
    draw[network.draw_pool, network.draw_line] = network.draw_weight
    total = draw @ claims
    random, plain, inside = _pools(network, volume, people)
    limits += [moved <= total, moved[plain] <= inside(plain)] if len(plain) else [moved <= total]
    rest = cp.Variable(len(random))
    limits += [
        moved[random] + rest <= inside(random),
        cp.constraints.ExpCone(-total[random], inside(random), rest),
    ]
    onward = np.zeros((len(network.node_keys),) * 2)
    np.add.at(onward, (network.edge_target, network.edge_source), network.edge_rate)
    enter = np.zeros((len(network.node_keys), len(network.pool_target)))
    enter[network.pool_target, np.arange(len(network.pool_target))] = 1.0
    limits.append(volume == network.entries / people + onward @ volume + enter @ moved)
    dense = np.zeros((len(matrix.limit), network.lines))
    np.add.at(dense, (matrix.rule, matrix.line), matrix.coefficient)
    both = matrix.most & matrix.least
    for chosen, sign in ((matrix.most & ~both, 1.0), (matrix.least & ~both, -1.0)):
        if chosen.any():
            limits.append(sign * (dense[chosen] @ spend) <= sign * matrix.limit[chosen] / money)
    limits += [dense[both] @ spend == matrix.limit[both] / money] if both.any() else []
    limits += [spend >= network.lower / money, spend <= network.upper / money]
    cp.Problem(cp.Maximize(network.value @ volume), limits).solve(solver=cp.CLARABEL)
    seconds = time.process_time() - begun
    return _kept(network, np.asarray(spend.value) * money, seconds)


def _pools(network: Network, volume: Any, people: float) -> tuple[np.ndarray, np.ndarray, Any]:
    """Pools of random overlap, of none, and their people as an expression."""
    used = np.isin(np.arange(len(network.pool_target)), network.ways.used_pools)
    limited = ~network.pool_unlimited & used
    size = np.where(limited, network.pool_size, 0.0)
    inside = np.zeros((len(size), len(network.node_keys)))
    stuck = np.flatnonzero(~network.pool_outside)
    inside[stuck, network.pool_source[stuck]] = size[stuck]
    fixed = np.where(network.pool_outside, size, 0.0) / people
    random = np.flatnonzero(limited & network.pool_random)
    return (
        random,
        np.flatnonzero(limited & ~network.pool_random),
        lambda rows: fixed[rows] + inside[rows] @ volume,
    )


def _curves(network: Network, spend: Any, money: float, people: float) -> tuple[Any, list[Any]]:
    """Claims of every line as variables below their curves."""
    import cvxpy as cp

    claims = cp.Variable(network.lines, nonneg=True)
    codes, rows = network.curves.codes, network.curves.rows
    limits = []
    half = np.flatnonzero(codes == CODES[CurveFamily.MICHAELIS_MENTEN])
    if len(half):
        top, at = rows[half, 0] / people, rows[half, 1] / money
        limits.append(claims[half] <= top - cp.multiply(top * at, cp.inv_pos(spend[half] + at)))
    curved = np.flatnonzero(codes == CODES[CurveFamily.EXPONENTIAL])
    if len(curved):
        top, at = rows[curved, 0] / people, rows[curved, 1] / money
        limits.append(claims[curved] <= top - cp.multiply(top, cp.exp(-cp.multiply(1.0 / at, spend[curved]))))
    if len(half) + len(curved) < network.lines:
        raise ValueError("the conic program takes Michaelis-Menten and exponential curves only")
    return claims, limits


def _kept(network: Network, spend: Numbers, seconds: float) -> Timed:
    """Judge a spend as ours is judged: rules kept, simulated."""
    better = repaired(network, rule_matrix(network), np.nan_to_num(spend))
    spend = network.current if better is None else better
    return Timed(seconds, float(objective_of(network, flow(network, spend), spend)), spend)

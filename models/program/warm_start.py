"""A first answer: Newton's method on the prices, before any program is laid out.

The bound is convex in the prices of claims and rules, and there are far fewer of these than lines.
Kinks (pools without overlap, straight curves) are rounded off, so the answer is near, not exact:
the program takes it from here, and nothing rests on it but speed.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.funnel import claim_ratio, claim_worth, flow, marginals, objective_of
from models.network import Network
from models.program.bound import best_reply
from models.program.price_search import PriceSearch, Slope, Value
from models.program.rounded import price_share, rounded_curves
from models.program.rule_matrix import RuleMatrix
from models.response_curve import Numbers

MOST_UNKNOWNS = 2500
"""Beyond so many prices a dense step costs more than the program itself."""

LONGEST_STEP = 1.5
"""A price changes at most by a factor of exp(LONGEST_STEP) in one step."""

MOST_TRIALS = 20
ENOUGH = 1e-4
"""Stop when a step promises less than this share of what the money brings; the program does the rest."""


@dataclass(frozen=True, eq=False)
class Start:
    """Prices of claims (pools,) and rules (rules,), the reply to them (lines,), and the remaining doubt.

    `doubt` is the fall of the bound that one more step promises, as a share of what money brings.
    """

    claim_price: Numbers
    rule_price: Numbers
    spend: Numbers
    doubt: float


def warm_start(network: Network, matrix: RuleMatrix, near: tuple[Numbers, Numbers] | None = None) -> Start:
    """Search for prices from those of a plan much like it (`near`: claims, rules), or else from the
    current spend scaled to the total; see `Start`."""
    network = as_spent(network)
    search = PriceSearch(network.changed(curves=rounded_curves(network)), matrix)
    if near is None:
        at = _first(search)
    else:
        at = search.value_at(np.log(np.maximum(near[0][search.priced], 1e-250)), matrix.signed(near[1]))
    doubt = np.inf
    if len(search.priced) + len(matrix.limit) <= MOST_UNKNOWNS:
        at, doubt = _descend(search, at)
    price = np.zeros(len(network.pool_target))
    price[search.priced] = np.exp(at.log_price)
    return Start(price, at.rule_price, at.reply, doubt)


def as_spent(network: Network) -> Network:
    """The network as if money acted only where it is spent; itself without carry-over."""
    carry = network.carry
    if carry is None:
        return network
    place = np.full(network.rows, -1, dtype=np.intp)
    place[carry.own] = np.arange(network.lines)
    use = place[network.draw_line] >= 0
    pool, line, weight = network.draw_pool[use], place[network.draw_line[use]], network.draw_weight[use]
    order = np.lexsort((line, pool))
    return network.changed(
        carry=None, curves=network.curves.take(carry.own), draw_line=line[order], draw_pool=pool[order],
        draw_weight=weight[order], wiring=None,
    )  # fmt: skip


def _first(search: PriceSearch) -> Value:
    """Prices as the simulation sees them at current spend scaled to the total, and a price of money
    at which the lines would spend the total."""
    network, matrix = search.network, search.matrix
    totals = [place for place, rule in enumerate(network.rules) if len(rule.lines) == network.lines]
    spend = network.current
    if totals and spend.sum() > 0:
        spend = spend * matrix.limit[totals[0]] / max(matrix.totals(spend)[totals[0]], 1e-300)
    spend = np.clip(spend, network.lower, network.upper)
    state = flow(network, spend)
    seen = marginals(network, state)
    ratio = claim_ratio(state.claims, state.available)
    share = np.where(network.pool_random, np.maximum(np.exp(-ratio), 1e-3), price_share(ratio))
    claim = np.maximum(share * seen.node[network.pool_target], 1e-250)
    log_price = np.log(claim)[search.priced]
    claim[network.pool_unlimited] = seen.claim[network.pool_unlimited]
    price = np.zeros(len(matrix.limit))
    if totals:
        price[totals[0]] = _price_of_money(search, claim, totals[0])
    return search.value_at(log_price, price)


def _price_of_money(search: PriceSearch, claim: Numbers, total: int) -> float:
    """The price at which the lines together spend the limit of rule `total`, to some per cent."""
    network, matrix = search.network, search.matrix
    worth = claim_worth(network, claim)
    slope = worth * network.curves.slope(np.maximum(network.current, 1e-3 * network.upper))
    may_spend = network.upper > 0.0  # at nothing, a curve may be infinitely steep
    high = float(np.max(slope[may_spend], initial=0.0)) * 100.0
    low = high * 1e-6
    price = np.zeros(len(matrix.limit))
    for _ in range(9):
        price[total] = np.sqrt(low * high)
        reply = best_reply(network, worth, matrix.line_prices(price) + network.spend_cost)
        if matrix.totals(reply)[total] > matrix.limit[total]:
            low = price[total]
        else:
            high = price[total]
    return float(np.sqrt(low * high))


def _descend(search: PriceSearch, at: Value) -> tuple[Value, float]:
    """Damped Newton steps (Levenberg and Marquardt) until a step promises next to nothing."""
    network = search.network
    idle = np.zeros(network.lines)
    floor = float(objective_of(network, flow(network, idle), idle))
    slope = search.slope_at(at)
    curvature = search.curvature_at(at, slope)
    doubt, damping, count = np.inf, 0.1, len(search.priced)
    for _ in range(MOST_TRIALS):
        step = _newton_step(search, at, (slope, curvature), damping)
        fall = -float(slope.push @ step)
        doubt = max(0.5 * fall * (1.0 + damping), 0.0) / max(at.value - floor, 1e-300)
        tried = search.value_at(at.log_price + step[:count], at.rule_price + step[count:])
        if at.value - tried.value < 0.05 * fall or fall <= 0.0:
            damping = max(damping * 5.0, 1e-3)
            if damping > 1e5:
                break
            continue
        damping = max(damping * (0.1 if at.value - tried.value > 0.3 * fall else 1.0), 1e-9)
        at = tried
        if doubt < ENOUGH:
            break
        slope = search.slope_at(at)
        curvature = search.curvature_at(at, slope)
    return at, doubt


def _newton_step(search: PriceSearch, at: Value, model: tuple[Slope, Numbers], damping: float) -> Numbers:
    """The damped Newton step on prices that are free to move, kept within their signs."""
    matrix, count = search.matrix, len(search.priced)
    push, curvature, price = model[0].push, model[1], at.rule_price
    scale = np.concatenate([np.ones(count), np.full(len(price), max(np.abs(price).max(initial=0.0), 1e-250))])
    stuck = (price <= 0.0) & ~matrix.least & (push[count:] > 0.0) | (price >= 0.0) & ~matrix.most & (
        push[count:] < 0.0
    )
    free = np.concatenate([np.ones(count, dtype=bool), ~stuck])
    diagonal = np.maximum(curvature.diagonal(), np.abs(push) / scale * 1e-2) + 1e-300
    root = np.sqrt(diagonal[free])
    system = curvature[np.ix_(free, free)] / root / root[:, None]
    system[np.diag_indices_from(system)] += damping + (diagonal - curvature.diagonal())[free] / diagonal[free]
    step = np.zeros_like(push)
    step[free] = -np.linalg.solve(system, push[free] / root) / root
    step[:count] = np.clip(step[:count], -LONGEST_STEP, LONGEST_STEP)
    step[count:] = matrix.signed(price + step[count:]) - price
    return step

"""The worst of what may come: the mean over the worst share of the draws, and what bounds it.

`worst_mean(F) = min over weights w of sum w_d F_d`, with `0 <= w_d <= 1 / (share * draws)` and `sum w_d = 1`:
any such weights bound it from above, and so do they with an upper bound of each draw in place of `F_d`
(Rockafellar and Uryasev, 2000, "Optimization of conditional value-at-risk").
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.curve_table import CurveTable
from models.funnel import claim_worth, flow, marginals, objective_of
from models.network import Network
from models.program.bound import row_prices, spending, worth_at
from models.program.rule_matrix import RuleMatrix
from models.response_curve import Numbers, Rows

WORST = 0.2
"""The share of the draws that caution looks at."""

HALVINGS = 48


@dataclass(frozen=True, eq=False)
class Cuts:
    """Upper bounds of draws, true at every spend: `constant + sum over curves of worth * f(a) - cost of spend`.

    `draw`: (cuts,) the draw that each bounds; `constant`: (cuts,) objective units; `worth`: (cuts, curves)
    objective units per claim of each curve of that draw.
    """

    draw: Rows
    constant: Numbers
    worth: Numbers

    def take(self, places: Rows) -> Cuts:
        """Some of the cuts."""
        return Cuts(self.draw[places], self.constant[places], self.worth[places])

    def joined(self, other: Cuts) -> Cuts:
        """These cuts and some more."""
        return Cuts(
            np.concatenate([self.draw, other.draw]),
            np.concatenate([self.constant, other.constant]),
            np.concatenate([self.worth, other.worth]),
        )


@dataclass(frozen=True, eq=False)
class WorstBound:
    """An upper bound of the mean of the worst draws and the prices it was made from.

    `rule`: (rules,) objective units per unit of a rule's limit; `line_price`: (lines,) price of a unit
    of money; `reply`: (curves,) acting money that answers the prices best.
    """

    value: float
    rule: Numbers
    line_price: Numbers
    reply: Numbers


def most_weight(draws: int, share: float = WORST) -> float:
    """The most that one draw counts for in the mean of the worst."""
    return 1.0 / min(max(share * draws, 1.0), draws)


def worst_weights(values: Numbers, share: float = WORST) -> Numbers:
    """(..., draws) the weights of the mean of the worst draws: the lowest first, as much as one may count."""
    most = most_weight(values.shape[-1], share)
    order = np.argsort(values, axis=-1, kind="stable")
    before = most * np.arange(values.shape[-1])
    weights = np.empty_like(values, dtype=float)
    np.put_along_axis(
        weights, order, np.broadcast_to(np.clip(1.0 - before, 0.0, most), values.shape), axis=-1
    )
    return weights


def worst_mean(values: Numbers, share: float = WORST) -> Numbers:
    """The mean of the worst share of `values` (..., draws); the draw on the edge counts in part."""
    return np.asarray((worst_weights(values, share) * values).sum(axis=-1))


def draws_at(drawn: Network, spend: Numbers) -> Numbers:
    """(..., draws) objective of every draw at `spend` (..., lines)."""
    wide = spend[..., None, :]
    return objective_of(drawn, flow(drawn, wide), wide)


def cuts_at(drawn: Network, spend: Numbers) -> Cuts:
    """One cut a draw, from the prices that its simulation at `spend` (lines,) gives people, claims and places."""
    state = flow(drawn, spend[None])
    seen = marginals(drawn, state)
    places = _place_prices(drawn, state.volume, seen.served) if len(drawn.limited.nodes) else None
    worth = worth_at(drawn, seen.claim, places)
    limited = drawn.pool_outside & ~drawn.pool_unlimited
    constant = (drawn.entries * worth.node).sum(axis=-1)
    constant = constant + (drawn.pool_size[..., limited] * worth.pool[..., limited]).sum(axis=-1)
    if places is not None:
        constant = constant + places @ drawn.limited.people
    return Cuts(np.arange(len(constant)), constant, claim_worth(drawn, worth.claim))


def _place_prices(drawn: Network, volume: Numbers, served: Numbers) -> Numbers:
    """(draws, groups) worth of one more person served by each capacity, 0 where it does not bind."""
    nodes, group, people = drawn.limited
    member = (group[:, None] == np.arange(len(people))).astype(float)
    came = volume[..., nodes] @ member
    worth = (volume * served)[..., nodes] @ member
    return np.where(came > people, worth / np.maximum(came, 1e-300), 0.0)


def true_weights(weights: Numbers, cuts: Cuts, values: Numbers, share: float = WORST) -> Numbers:
    """The solver's weights of cuts made exact: none too great, and 1 in sum; `values` (draws,) say which
    draws take what is missing."""
    most = most_weight(len(values), share)
    weights = np.maximum(weights, 0.0)
    of_draw = np.bincount(cuts.draw, weights, minlength=len(values))
    scale = np.divide(most, of_draw, out=np.ones_like(of_draw), where=of_draw > most)
    weights = weights * scale[cuts.draw]
    total = weights.sum()
    if total > 1.0:
        return weights / total
    room = most - np.bincount(cuts.draw, weights, minlength=len(values))
    last = np.zeros(len(values), dtype=np.intp)
    last[cuts.draw] = np.arange(len(cuts.draw))
    missing = 1.0 - total
    for draw in np.argsort(values, kind="stable"):
        if draw in cuts.draw:
            taken = min(room[draw], missing)
            weights[last[draw]] += taken
            missing -= taken
    return weights


def bound_of(
    drawn: Network, matrix: RuleMatrix, weighted: tuple[Cuts, Numbers], rule_price: Numbers, row: Numbers
) -> WorstBound:
    """The bound from weights of cuts (see `true_weights`), prices of rules (rules,) and, with carry-over,
    of acting money (curves,); true whatever these prices are. Bounds of lines must be finite.

    `sum w c + sum of rules price * limit + sum over curves max of (sum w worth f(a) - price a)`, and with
    carry-over what spend is worth as acting money.
    """
    cuts, weights = weighted
    rule_price = matrix.signed(rule_price)
    price = matrix.line_prices(rule_price) + drawn.spend_cost
    row = row_prices(drawn, row, price)
    used = np.flatnonzero(weights > 0.0)
    of_draw, number = np.unique(cuts.draw[used], return_inverse=True)
    worth = np.zeros((len(of_draw), cuts.worth.shape[1]))
    np.add.at(worth, number, weights[used, None] * cuts.worth[used])
    table = drawn.curves
    rows = table.rows[of_draw] if table.rows.ndim > 2 else table.rows
    best, reply = _greatest(CurveTable(table.codes, rows), worth, row, (drawn.row_lower, drawn.row_upper))
    value = weights @ cuts.constant + rule_price @ matrix.limit + best.sum() + spending(drawn, row, price)
    return WorstBound(float(value), rule_price, price, reply)


def _greatest(
    curves: CurveTable, worth: Numbers, price: Numbers, bounds: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers]:
    """(curves,) no less than the most of `sum over draws worth f(a) - price a`, and where it is.

    The sum is concave: what lies in the last bracket is below the tangent at its upper end.
    """
    low, high = bounds[0].copy(), bounds[1].copy()

    def steep(at: Numbers) -> Numbers:
        slope = np.where(worth > 0.0, worth * curves.slope(at), 0.0)
        return np.asarray(slope.sum(axis=0) - price)

    falls = steep(low) <= 0.0
    high = np.where(falls, low, high)
    rises = ~falls & (steep(high) >= 0.0)
    low = np.where(rises, high, low)
    for _ in range(HALVINGS):
        middle = 0.5 * (low + high)
        up = steep(middle) > 0.0
        low, high = np.where(up, middle, low), np.where(up, high, middle)
    least = (worth * curves.value(high)).sum(axis=0) - price * high
    beyond = np.where(high > low, np.maximum(-steep(high), 0.0) * (high - low), 0.0)
    return np.asarray(least + beyond), high

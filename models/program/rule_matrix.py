"""The rules on spend as one sparse matrix, and bounds tightened by them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from models.network import Network, SpendRule
from models.response_curve import Numbers, Rows


class Bounded(Protocol):
    """Lines with bounds and rules: a network, or the sums of a plan's lines over its periods."""

    @property
    def lower(self) -> Numbers: ...
    @property
    def upper(self) -> Numbers: ...
    @property
    def rules(self) -> tuple[SpendRule, ...]: ...
    @property
    def lines(self) -> int: ...


@dataclass(frozen=True, eq=False)
class RuleMatrix:
    """Entries (rule, line, coefficient) of all rules, with limit and sense of each.

    `most` and `least`: (rules,) whether the rule bounds its total from above, from below; both for
    an equality. Totals and limits are money in major units per period.
    """

    rule: Rows
    line: Rows
    coefficient: Numbers
    limit: Numbers
    most: np.ndarray
    least: np.ndarray
    lines: int

    def totals(self, spend: Numbers) -> Numbers:
        """(rules,) left-hand sides at `spend` (lines,)."""
        return np.bincount(self.rule, self.coefficient * spend[self.line], minlength=len(self.limit))

    def line_prices(self, price: Numbers) -> Numbers:
        """(lines,) price of a unit of money on each line: the sum over the rules it is in."""
        return np.bincount(self.line, self.coefficient * price[self.rule], minlength=self.lines)

    def signed(self, price: Numbers) -> Numbers:
        """Prices with the sign their rule allows: at least 0 for "<=", at most 0 for ">="."""
        price = np.where(self.least, price, np.maximum(price, 0.0))
        return np.where(self.most, price, np.minimum(price, 0.0))

    def excess(self, spend: Numbers) -> Numbers:
        """(rules,) how far each total lies beyond its limit, signed; 0 where the rule is kept."""
        over = self.totals(spend) - self.limit
        over = np.where(self.most, over, np.minimum(over, 0.0))
        return np.where(self.least, over, np.maximum(over, 0.0))


def rule_matrix(network: Bounded) -> RuleMatrix:
    """Gather the rules of a network."""
    rules = network.rules
    counts = [len(rule.lines) for rule in rules]
    none = np.zeros(0)
    return RuleMatrix(
        rule=np.repeat(np.arange(len(rules)), counts),
        line=np.concatenate([none.astype(np.intp), *(rule.lines for rule in rules)]),
        coefficient=np.concatenate([none, *(rule.coefficients for rule in rules)]),
        limit=np.array([rule.limit for rule in rules], dtype=float),
        most=np.array([rule.sense in ("<=", "=") for rule in rules], dtype=bool),
        least=np.array([rule.sense in (">=", "=") for rule in rules], dtype=bool),
        lines=network.lines,
    )


def left_by_rules(network: Bounded, matrix: RuleMatrix, *, times: float = 1.0) -> Numbers:
    """(lines,) most that the rules leave to each line when all others spend their least.

    A "<=" or "=" rule without negative coefficients leaves its limit less what the lines' lower bounds
    take. `times` stretches that room above the lower bound. Never above the line's own upper bound.
    """
    negative = np.bincount(matrix.rule, matrix.coefficient < 0, minlength=len(matrix.limit)) > 0
    use = (matrix.most & ~negative)[matrix.rule] & (matrix.coefficient > 0)
    room = times * np.maximum(matrix.limit - matrix.totals(network.lower), 0.0)
    line, rule = matrix.line[use], matrix.rule[use]
    upper = network.upper.copy()
    np.minimum.at(upper, line, network.lower[line] + room[rule] / matrix.coefficient[use])
    return upper


def with_finite_bounds(network: Network, matrix: RuleMatrix) -> Network:
    """The network with upper bounds of a little more than twice what its rules leave to each line.

    Twice never binds, so the price of a limit stays with the rule that sets it.
    """
    money = max(float(network.current.mean()) if network.lines else 0.0, 1e-6)
    most = max(float(np.abs(matrix.limit).max(initial=0.0)), money)
    upper = np.minimum(network.upper, left_by_rules(network, matrix, times=2.0) + 1e-3 * most)
    return network.changed(upper=upper)

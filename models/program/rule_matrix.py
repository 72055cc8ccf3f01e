"""The rules on spend as one sparse matrix, and bounds tightened by them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.network import Network
from models.response_curve import Numbers, Rows


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


def rule_matrix(network: Network) -> RuleMatrix:
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


def tightened(network: Network, matrix: RuleMatrix) -> Network:
    """The network with the bounds of lines that its rules imply.

    Above: what is left of a limit when all others spend their least; below: what a least amount asks
    when all others spend their most. Only rules without negative coefficients imply bounds. Bounds
    never cross, so an impossible plan stays impossible by its rules.
    """
    negative = np.bincount(matrix.rule, matrix.coefficient < 0, minlength=len(matrix.limit)) > 0
    positive = ~negative[matrix.rule] & (matrix.coefficient > 0)
    upper, lower = network.upper.copy(), network.lower.copy()
    use = positive & matrix.most[matrix.rule]
    room = (matrix.limit - matrix.totals(network.lower))[matrix.rule[use]]
    line, coefficient = matrix.line[use], matrix.coefficient[use]
    np.minimum.at(upper, line, network.lower[line] + np.maximum(room, 0.0) / coefficient)
    use = positive & matrix.least[matrix.rule] & np.isfinite(matrix.totals(upper))[matrix.rule]
    lack = (matrix.limit - matrix.totals(np.where(np.isfinite(upper), upper, 0.0)))[matrix.rule[use]]
    line, coefficient = matrix.line[use], matrix.coefficient[use]
    np.maximum.at(lower, line, np.where(np.isfinite(upper[line]), upper[line] + np.minimum(lack, 0.0) / coefficient, lower[line]))
    return network.changed(upper=upper, lower=np.minimum(lower, upper))

"""Where the search stands: the best spend, the best bound, and what was tried last."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.funnel import capacity_worth, claim_worth, flow, marginals
from models.network import Network
from models.outcome_rules import allowed_prices, brought_in, priced, scores
from models.program.bound import Bound, Places, bound_at
from models.program.layout import bent_rows
from models.program.repair import repaired
from models.program.rule_matrix import RuleMatrix
from models.program.solution import gap_of
from models.response_curve import Numbers


@dataclass(eq=False)
class Search:
    """The best spend and the best bound so far.

    `floor` is what counts as no gain at all. `network` has finite bounds; `given` is as it was asked, for naming limits.
    `tried` is the program's own last answer, better or not, `reply` the best reply to its prices;
    `widen` the factor on the windows of lines that ran into an edge; `fineness` shrinks all pieces
    when a round brought little. `trouble`: what the solver said when it gave up. `inside`: a spend that
    reaches every target with room to spare, where there are targets; `lower` is a score, see
    `models.outcome_rules`.
    """

    given: Network
    network: Network
    matrix: RuleMatrix
    idle: float
    floor: float
    spend: Numbers
    tried: Numbers
    reply: Numbers
    widen: Numbers
    lower: float
    bound: Bound
    fineness: float = 1.0
    trouble: str = ""
    inside: Numbers | None = None

    @cached_property
    def bent(self) -> bool:
        """Whether returns of some curve first rise."""
        return bool(bent_rows(self.network).any())

    @property
    def gap(self) -> float:
        """The gap between them; see `gap_of`."""
        return gap_of(self.lower, self.bound.value, self.idle, self.floor)

    def nothing_to_gain(self) -> bool:
        """Whether no line may move, or no money could bring anything."""
        fixed = not np.any(self.network.upper > self.network.lower)
        if np.any(self.network.spend_cost):  # money spent may well cost more than it brings
            return fixed
        return fixed or self.bound.value - self.idle <= 1e-6 * self.floor

    def try_spend(self, wanted: Numbers) -> None:
        """Repair and simulate a spend, and some on the way to it; keep the best.

        What lies between two spends that keep the rules keeps them too.
        """
        spend = repaired(self.network, self.matrix, wanted)
        if spend is not None and self.inside is not None:
            spend = brought_in(self.network, spend, self.inside)
        if spend is None:
            return
        self.tried, before = spend, self.spend
        between = [spend, *(before + part * (spend - before) for part in (0.5, 0.25))]
        values = scores(self.network, np.stack(between))
        best = int(np.argmax(values))
        if values[best] > self.lower:
            self.spend, self.lower = between[best], float(values[best])

    def try_prices(self, claim_price: Numbers, rule_price: Numbers, places: Places) -> None:
        """Keep the bound from these prices, or from those of claims as simulated, when it is lower."""
        state = flow(self.network, self.spend)
        seen = marginals(priced(self.network, allowed_prices(self.network, places.outcome)), state)
        choices = [(seen.claim, places), (claim_price, places)]
        if len(places.capacity) or self.network.carry is not None:
            rows = self._acting_worth(seen.claim, places.outcome)
            full = Places(capacity_worth(self.network, state, seen.served), rows, places.outcome)
            choices += [(seen.claim, full), (claim_price, full)]
        for claims, chosen in choices:
            bound = bound_at(self.network, self.matrix, claims, rule_price, chosen)
            self.reply = bound.reply
            if not self.bound.value <= bound.value:  # also where the bound so far is not a number
                self.bound = bound

    def _acting_worth(self, claim: Numbers, outcome: Numbers) -> Numbers:
        """(curves,) worth of a unit of money acting on each curve, as simulated."""
        network = priced(self.network, allowed_prices(self.network, outcome))
        if network.carry is None:
            return np.zeros(network.rows)
        slope = network.curves.slope(np.maximum(network.acting(self.spend), 1e-9))
        return np.asarray(claim_worth(network, claim) * np.where(np.isfinite(slope), slope, 0.0))

"""Rules on what comes out: at least so many people, conversions, so much revenue or so many results.

What such a rule counts is `base + sum node * served + sum pool * moved + sum claim * f(acting)`, all
weights at least 0: with falling returns it rises with falling returns, so what lies between two spends
that keep the rule keeps it too.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from models.response_curve import Numbers

if TYPE_CHECKING:
    from models.funnel import Flow
    from models.network import Network

ROUNDING = 1e-12
"""Share of a target by which a sum of floats may miss it."""


@dataclass(frozen=True, eq=False)
class OutcomeRule:
    """`base + sum node * served + sum pool * moved + sum claim * f(acting) >= target`, `target` above 0.

    `node` (nodes,), `pool` (pools,) and `claim` (curves,) are weights of at least 0; units of the target.
    `missed`: objective units lost for each unit that is missing; infinite where none may be missing.
    """

    key: str
    target: float
    base: float
    node: Numbers
    pool: Numbers
    claim: Numbers
    missed: float = np.inf

    @property
    def may_miss(self) -> bool:
        """Whether the target may be missed, at a loss."""
        return bool(np.isfinite(self.missed))


def reached(network: Network, state: Flow, spend: Numbers) -> Numbers:
    """(..., rules) what the rules count in a flow at `spend` (..., lines)."""
    rules = network.outcome_rules
    result = np.zeros((*state.served.shape[:-1], len(rules)))
    answers: Numbers | None = None
    for number, rule in enumerate(rules):
        result[..., number] = rule.base + state.served @ rule.node + state.moved @ rule.pool
        if rule.claim.any():
            answers = network.curves.value(network.acting(spend)) if answers is None else answers
            result[..., number] += answers @ rule.claim
    return result


def targets(network: Network) -> Numbers:
    """(rules,) targets of the outcome rules."""
    return np.array([rule.target for rule in network.outcome_rules], dtype=float)


def shares_missing(network: Network, found: Numbers) -> Numbers:
    """(..., rules) what is missing of each target, as a share of it; 0 where it is reached."""
    target = targets(network)
    share = np.maximum(target - found, 0.0) / target
    return np.where(share <= ROUNDING, 0.0, share)


def priced(network: Network, price: Numbers) -> Network:
    """The network in which what the rules count is worth `price` (rules,) a unit, beside its own objective."""
    rules = network.outcome_rules
    if not rules or not price.any():
        return network
    return network.changed(
        value=network.value + sum(p * rule.node for p, rule in zip(price, rules, strict=True)),
        pool_value=sum(p * rule.pool for p, rule in zip(price, rules, strict=True)),
        claim_value=sum(p * rule.claim for p, rule in zip(price, rules, strict=True)),
    )


def allowed_prices(network: Network, price: Numbers) -> Numbers:
    """Prices (rules,) at which a bound holds: at least 0, and no more than a unit missing costs; where
    targets are missed together, those of a whole target are 1 in sum."""
    if network.missed_together:
        price = np.maximum(price, 0.0) if len(price) else np.zeros(len(network.outcome_rules))
        whole = float(price @ targets(network))
        even = 1.0 / (targets(network) * len(price))
        return price / whole if np.isfinite(whole) and whole > 0.0 else even
    most = np.array([rule.missed for rule in network.outcome_rules], dtype=float)
    return np.clip(price, 0.0, most) if len(price) == len(most) else np.zeros(len(most))


def owed(network: Network, price: Numbers) -> float:
    """`sum price * (base - target)`: what the bound at these prices owes for the targets."""
    rules = network.outcome_rules
    return float(sum(p * (rule.base - rule.target) for p, rule in zip(price, rules, strict=True)))


def score(network: Network, objective: Numbers, found: Numbers) -> Numbers:
    """(...,) the objective less what missed targets cost; minus infinity where one may not be missed."""
    if not network.outcome_rules:
        return objective
    if network.missed_together:
        return np.asarray(objective - (1.0 - found / targets(network)).max(axis=-1))
    missing = shares_missing(network, found)
    cost = np.array([rule.missed * rule.target for rule in network.outcome_rules], dtype=float)
    with np.errstate(invalid="ignore"):
        lost = np.where(missing > 0.0, cost * missing, 0.0).sum(axis=-1)
    return np.asarray(objective - lost)


def with_rules(network: Network, rules: tuple[OutcomeRule, ...]) -> Network:
    """The network with other outcome rules."""
    return network.changed(outcome_rules=rules)


def moved_to(rule: OutcomeRule, target: float, missed: float | None = None) -> OutcomeRule:
    """The rule with another target, and another loss for a unit missing unless None."""
    return replace(rule, target=target, missed=rule.missed if missed is None else missed)


def reached_at(network: Network, spend: Numbers) -> Numbers:
    """(..., rules) what the rules count at `spend` (..., lines), simulated."""
    from models.funnel import flow

    return reached(network, flow(network, spend), spend)


def scores(network: Network, spend: Numbers) -> Numbers:
    """(...,) the score of `spend` (..., lines), simulated; see `score`."""
    from models.funnel import flow, objective_of

    state = flow(network, spend)
    objective = objective_of(network, state, spend)
    return score(network, objective, reached(network, state, spend)) if network.outcome_rules else objective


def keeps_all(network: Network, spend: Numbers) -> np.ndarray:
    """(...,) whether `spend` (..., lines) reaches every target that may not be missed, simulated."""
    if network.missed_together:
        return np.ones(spend.shape[:-1], dtype=bool)
    held = np.array([not rule.may_miss for rule in network.outcome_rules], dtype=bool)
    missing = shares_missing(network, reached_at(network, spend))
    return np.asarray(~np.any(missing[..., held] > 0.0, axis=-1))


def brought_in(network: Network, spend: Numbers, inside: Numbers) -> Numbers | None:
    """The spend moved towards `inside` (lines,) by about as little as it takes to reach every target that
    may not be missed; None where `inside` itself misses one."""
    if keeps_all(network, spend):
        return spend
    low, high = 0.0, 1.0
    steps = np.concatenate([[0.0], np.logspace(-9, 0, 19)])
    for _ in range(4):
        parts = low + (high - low) * steps
        tried = spend + parts[:, None] * (inside - spend)
        tried[parts == 1.0] = inside
        kept = np.flatnonzero(keeps_all(network, tried))
        if not len(kept):
            return None
        low, high = float(parts[max(kept[0] - 1, 0)]), float(parts[kept[0]])
        best, steps = tried[kept[0]], np.linspace(0.0, 1.0, 17)
    return np.asarray(best)

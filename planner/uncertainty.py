"""How sure the answer is: seeded draws of everything that is not measured.

Each draw is a world that the evidence allows: other elasticities, curves, incrementality and rates
within their bands. In each, today's and the proposed split are simulated, and the split that would be
best in it is found; a move is safe when it keeps its direction in most of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from models.allocation import Allocation, Outcome
from models.charging import charge_factors
from models.compile import compile_plan
from models.draws import DRAWS, drawn_network, replies
from models.funnel import flow, objective_of
from models.goals import Sought
from models.network import Network
from models.network_keys import plain
from models.outcome import revenue_of_nodes
from models.plan import Plan
from models.response_curve import Numbers
from models.spent_when import money_of_lines, spent_when
from models.target_answer import target_units
from planner.budget_lines import is_free

SAFE_FROM = 0.8
"""Share of draws in which a safe move keeps its direction."""

LIKELY = (0.1, 0.9)
"""Quantiles of a likely range: 80 % of the draws."""

SAME_TOTAL = 0.005
"""Totals nearer to each other than this count as the same."""

STANDS_STILL = 0.1
"""A draw that wants less than this share of a move does not keep it."""


class Verdict(StrEnum):
    """How likely a move keeps its direction."""

    SAFE = "safe"
    BET = "bet"


@dataclass(frozen=True)
class Spread:
    """Likely ranges (80 % of the draws) of one answer.

    `conversions`: (low, high) of the total. `conversions_change`, `revenue_change`: of the split less
    today's; `cost_change`: of its cost per conversion over today's, less 1. `gain`: objective units of the
    proposed split over `baseline`, `gain_share` the same relative to the baseline's objective.
    `objective_change`: objective units of the split less today's. `result_cost`: money charged for one that
    the money brings, `result_cost_change` that over today's, less 1. `target_kept`: share of draws in which
    the target sought is kept, None where none is.
    `steadiness`: line id -> share of draws in which its move keeps its direction. `same_total`:
    whether the baseline is today's spend itself, or its proportions at the proposed total.
    """

    conversions: tuple[float, float]
    conversions_change: tuple[float, float]
    revenue_change: tuple[float, float]
    cost_change: tuple[float, float]
    gain: tuple[float, float]
    gain_share: tuple[float, float]
    same_total: bool
    draws: int
    objective_change: tuple[float, float] = (0.0, 0.0)
    result_cost: tuple[float, float] = (0.0, 0.0)
    result_cost_change: tuple[float, float] = (0.0, 0.0)
    target_kept: float | None = None
    baseline: dict[str, int] = field(default_factory=dict)
    steadiness: dict[str, float] = field(default_factory=dict)

    @property
    def stay(self) -> bool:
        """Whether the likely gain includes none, so that the advice is to stay."""
        return self.gain[0] <= 0.0

    def verdict(self, line_id: str) -> Verdict | None:
        """Safe or a bet; None for a line that does not move."""
        if line_id not in self.steadiness:
            return None
        return Verdict.SAFE if self.steadiness[line_id] >= SAFE_FROM else Verdict.BET


def spread_of(allocation: Allocation, split: Outcome | None = None, draws: int = DRAWS) -> Spread:
    """Likely ranges of the proposed split, or of another one, from seeded draws of all that is not measured."""
    split = split or allocation.proposed
    plan, network = allocation.plan, compile_plan(allocation.plan)
    drawn = drawn_network(plan, network, links_of_edges(plan, network), draws)
    baseline, same = todays_proportions(allocation, split)
    splits = (allocation.now, baseline, split, dict[str, int]())
    spends = np.stack([in_major(plan, network, spend) for spend in splits])[:, None, :]
    state = flow(drawn, spends)
    conversions = (network.converts * state.served).sum(axis=-1)
    revenue = (node_values(plan, network) * state.served).sum(axis=-1)
    costs = split.charged / allocation.now.charged if allocation.now.charged else 1.0
    objective = objective_of(drawn, state, spends)
    gain = objective[2] - objective[1]
    cost_now, cost = (
        outcome.charged / np.maximum(objective[place] - objective[3], 1e-9)
        for place, outcome in ((0, allocation.now), (2, split))
    )
    return Spread(
        conversions=_likely(conversions[2]),
        conversions_change=_likely(conversions[2] - conversions[0]),
        revenue_change=_likely(revenue[2] - revenue[0]),
        cost_change=_likely(costs * conversions[0] / np.maximum(conversions[2], 1e-9) - 1.0),
        objective_change=_likely(objective[2] - objective[0]),
        result_cost_change=_likely(cost / np.maximum(cost_now, 1e-9) - 1.0),
        result_cost=_likely(cost),
        target_kept=_target_kept(allocation, objective[2], cost),
        gain=_likely(gain),
        gain_share=_likely(gain / np.maximum(np.abs(objective[1]), 1e-9)),
        same_total=same,
        draws=draws,
        baseline=baseline,
        steadiness=_steadiness(allocation, network, drawn),
    )


def todays_proportions(allocation: Allocation, split: Outcome) -> tuple[dict[str, int], bool]:
    """Today's split at the proposed total, and whether that is simply today's split.

    Where the totals differ, every line that may move gets the same multiple of today's money, as far
    as its limits allow; the others keep what the answer gives them.
    """
    now, proposed = allocation.now.spend, split.spend
    factors = charge_factors(allocation.plan)
    lines = list(proposed)
    charge = np.array([factors[line] for line in lines])
    today, then = (np.array([float(spend.get(line, 0)) for line in lines]) for spend in (now, proposed))
    if abs(charge @ (today - then)) <= SAME_TOTAL * max(float(charge @ today), 1.0):
        return dict(now), True
    free = np.array([is_free(allocation.plan.by_id["touchpoints"][line]) for line in lines])
    bounds = np.array([allocation.limits_of_lines.get(line, (0, 0)) for line in lines], dtype=float)
    lower, upper = np.where(free, bounds[:, 0], then), np.where(free, bounds[:, 1], then)
    low, high = 0.0, 1e6
    for _ in range(60):
        middle = (low + high) / 2 if high < 4.0 else max(2.0 * low, 1.0)
        over = charge @ np.clip(middle * today, lower, upper) > charge @ then
        low, high = (low, middle) if over else (middle, high)
        if not over and middle > 1e5:
            break
    return dict(
        zip(lines, np.clip(low * today, lower, upper).round().astype(int).tolist(), strict=True)
    ), False


def links_of_edges(plan: Plan, network: Network) -> tuple[str, ...]:
    """The id of the plan's link behind each edge of its network."""
    return network.edge_keys


def node_values(plan: Plan, network: Network) -> Numbers:
    """(nodes,) money that a person served brings, in the order of the network's nodes."""
    return revenue_of_nodes(plan, network)


def in_major(plan: Plan, network: Network, spend: Mapping[str, int] | Outcome) -> Numbers:
    """(lines,) a split in major units, in the order of the network's lines: when it says so, else at an
    even pace."""
    if isinstance(spend, Outcome):
        return money_of_lines(plan, network, *spent_when(plan, spend.spend, spend.by_period or None))
    return money_of_lines(plan, network, *spent_when(plan, spend))


def _steadiness(allocation: Allocation, network: Network, drawn: Network) -> dict[str, float]:
    """For each line that moves, the share of draws whose own best split moves it the same way."""
    plan = allocation.plan
    factors = charge_factors(plan)
    charge = np.array([factors[plain(key)] for key in network.line_keys])
    now, best = (in_major(plan, network, split) for split in (allocation.now, allocation.proposed))
    wanted = replies(
        drawn, np.repeat(best[None], len(drawn.edge_rate), axis=0), other_prices(allocation, network), charge,
        float(charge @ best),
    )  # fmt: skip
    ids, first = np.unique([plain(key) for key in network.line_keys], return_index=True)
    order = np.sort(first)  # a line's periods stand together
    now, best, wanted = (np.add.reduceat(each, order, axis=-1) for each in (now, best, wanted))
    kept = (wanted - now) * np.sign(best - now) > STANDS_STILL * np.abs(best - now)
    share = kept.mean(axis=0)
    moved = np.abs(best - now) > 1e-9
    return {
        key: float(share[place]) for place, key in enumerate(ids[np.argsort(first)].tolist()) if moved[place]
    }


def other_prices(allocation: Allocation, network: Network) -> Numbers:
    """(lines,) price of a unit of money from all rules but the total."""
    price = np.zeros(network.lines)
    for rule in network.rules:
        known = allocation.prices.get(rule.key)
        if rule.kind != "limit_total_budget" and rule.key != "total_budget" and known is not None:
            price[rule.lines] += rule.coefficients * known.price
    return price


def _target_kept(allocation: Allocation, objective: Numbers, cost: Numbers) -> float | None:
    """The share of the draws in which the target holds; None without one, or where it is one on the last money."""
    asked = allocation.asked
    target = target_units(asked)
    if allocation.target is None or target is None:
        return None
    if asked.rules.sought is Sought.LEAST_SPEND:
        return float(np.mean(objective >= target))
    return None if asked.rules.target_holds_for == "last_result" else float(np.mean(cost <= target))


def _likely(values: Numbers) -> tuple[float, float]:
    low, high = np.quantile(values, LIKELY)
    return float(low), float(high)

"""The search where targets have to be reached: the best split among those that reach them.

First the split without targets; where it reaches them all, it is the answer. Else a split is sought that
reaches them with room to spare; from there the search goes on as ever, with a row for each target, and
every answer is brought back inside by a step towards that split. Targets that may be missed come first:
what is missing, in shares of the targets and in sum, is made as small as the limits allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.errors import ImpossibleLimits, NotYetPossible
from models.network import Network
from models.outcome_rules import (
    OutcomeRule,
    brought_in,
    keeps_all,
    moved_to,
    reached_at,
    scores,
    shares_missing,
    with_rules,
)
from models.program.bound import bound_at, no_places
from models.program.optimise import NO_GAIN, run, searched
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.search import Search
from models.program.solution import Settings, Solution
from models.program.solver import SolverFailed
from models.quantity import N_
from models.response_curve import Numbers

PLAY = 1e-4
"""Share of a soft target that is given up to have room to move: the search would else stand still."""

NEAR_HARD = 1e-3
"""A split that misses as little as can be is moved so far towards one inside the hard targets."""

LEAST_SCALE = 1e-3
"""What is missing is proved to the accuracy of the search, as a share of at least so much of a target."""

MISSED = 1e-9
"""Targets cannot be reached together when more than this share of them is proved to be missing."""

NEAREST = Settings(gap=1e-5, rounds=15)


@dataclass(frozen=True, eq=False)
class Nearest:
    """The split that misses the least: `missing` (rules,) in shares of the targets, `proved` the least sum
    of them that any split has; `found` what it counts (rules,)."""

    spend: Numbers
    found: Numbers
    missing: Numbers
    proved: float
    solution: Solution


def optimise_with_targets(network: Network, settings: Settings, near: Solution | None = None) -> Solution:
    """The best spend that reaches the network's targets; see `models.program.optimise.optimise`.

    Raises ImpossibleLimits with the keys of the targets that cannot be reached together within the limits.
    """
    free = searched(with_rules(network, ()), settings, near)[0]
    found = _with_targets(network, free, settings)
    if found is None:
        raise_unreachable(with_rules(network, tuple(r for r in network.outcome_rules if not r.may_miss)))
    assert found is not None
    return found


def best_with_targets(network: Network, settings: Settings, near: Solution | None = None) -> Solution | None:
    """The same; None where no split keeps the limits and reaches the targets."""
    try:
        return _with_targets(network, searched(with_rules(network, ()), settings, near)[0], settings)
    except (ImpossibleLimits, NotYetPossible, SolverFailed):
        return None


def _with_targets(network: Network, free: Solution, settings: Settings) -> Solution | None:
    """The answer, from the one without targets; None where hard ones cannot be reached."""
    rules = network.outcome_rules
    if np.all(shares_missing(network, reached_at(network, free.spend)) == 0.0):
        return _without_cost(free, rules)
    found = _held(network, free)
    if found is None:
        return None
    held, inside = found
    return run(_begin(with_rules(network, held), free, inside), settings)[0]


def _without_cost(free: Solution, rules: Sequence[OutcomeRule]) -> Solution:
    """The answer without targets, which it reaches anyway."""
    hard = tuple(moved_to(rule, rule.target, np.inf) for rule in rules)
    prices = free.prices | {rule.key: 0.0 for rule in rules}
    return replace(free, prices=prices, held_to=hard, inside=free.spend)


def _held(network: Network, free: Solution) -> tuple[tuple[OutcomeRule, ...], Numbers] | None:
    """Rules that some split keeps, soft ones with as much as can be reached, and a split inside them all;
    None where the hard ones cannot be reached."""
    rules = network.outcome_rules
    every = tuple(moved_to(rule, rule.target, np.inf) for rule in rules)
    inside = split_inside(with_rules(network, every), free)
    if inside is not None:
        return every, inside
    hard = tuple(rule for rule in rules if not rule.may_miss)
    inside = split_inside(with_rules(network, hard), free) if hard else None
    if (hard and inside is None) or len(hard) == len(rules):
        return None
    soft = tuple(moved_to(rule, rule.target, 1.0 / rule.target) for rule in rules if rule.may_miss)
    return _with_least_missed(with_rules(network, (*hard, *soft)), free, inside)


def _with_least_missed(
    network: Network, free: Solution, inside: Numbers | None
) -> tuple[tuple[OutcomeRule, ...], Numbers]:
    """Soft targets lowered to what can be reached, in sum of shares; `inside` keeps the hard ones."""
    spend = nearest(network, free, inside).spend
    if inside is not None:
        spend = spend + NEAR_HARD * (inside - spend)
    found = reached_at(network, spend)
    rules = tuple(
        moved_to(rule, max(min(rule.target, float(reach) - PLAY * rule.target), 1e-12 * rule.target), np.inf)
        if rule.may_miss else rule
        for rule, reach in zip(network.outcome_rules, found, strict=True)
    )  # fmt: skip
    return rules, spend


def split_inside(network: Network, near: Solution) -> Numbers | None:
    """A split that reaches all targets with as much room as can be; None where none was found."""
    found = nearest(network.changed(missed_together=True), near, None).spend
    return found if keeps_all(network, found) else None


def nearest(network: Network, near: Solution, inside: Numbers | None, *, decided: bool = False) -> Nearest:
    """The split that misses the least: of the targets that may be missed in sum, weighed by what a unit
    costs; with `missed_together` of that missed most, in shares of the targets. `decided`: no further than
    until it is known whether anything must be missed."""
    aimless = network.changed(value=np.zeros(len(network.value)), spend_cost=0.0)
    search = _begin(aimless, near, inside)

    def known() -> bool:
        return decided and (search.lower >= 0.0 or search.bound.value < -MISSED)

    found = run(search, replace(NEAREST, should_stop=known))[0]
    reach = reached_at(aimless, found.spend)
    return Nearest(found.spend, reach, shares_missing(aimless, reach), -found.upper, found)


def raise_unreachable(network: Network) -> None:
    """Raise ImpossibleLimits: the targets, and the limits that hold them back."""
    from models.program.outcome_conflict import conflicts_of_hard_targets

    found = conflicts_of_hard_targets(network) or (tuple(rule.key for rule in network.outcome_rules),)
    keys = found[0]
    raise ImpossibleLimits(
        N_("These limits cannot hold together: {keys}."),
        limits=keys, further=found[1:], remedy=N_("Lower or raise one of them."), keys=", ".join(keys),
    )  # fmt: skip


def _begin(given: Network, near: Solution, inside: Numbers | None) -> Search:
    """A search that begins between `near` and `inside`: as near the former as reaches the targets.

    It begins with the prices of `near`; where nothing is aimed at but targets, with none: then nothing
    missing is the bound.
    """
    matrix = rule_matrix(given)
    network = with_finite_bounds(given, matrix)
    nothing, aim = np.zeros(network.lines), bool(network.value.any())
    rules = network.outcome_rules if network.missed_together else _soft(network)
    idle = float(scores(with_rules(network, rules), nothing))
    start = near.spend if inside is None else brought_in(network, near.spend, inside)
    spend = near.spend if start is None else start
    lower = float(scores(network, spend))
    claim_price = near.claim_price if aim else np.zeros(len(near.claim_price))
    rule_price = np.array([near.prices.get(rule.key, 0.0) if aim else 0.0 for rule in network.rules])
    bound = bound_at(network, matrix, claim_price, rule_price, no_places(network))
    people = float(np.abs(network.value).max(initial=0.0) * near.simulation.volume.sum())
    floor = max(NO_GAIN * people, float(np.sum(network.spend_cost * spend))) if aim else LEAST_SCALE
    search = Search(
        given, network, matrix, idle, floor, spend, near.spend, bound.reply, np.ones(network.rows), lower, bound,
        inside=inside,
    )  # fmt: skip
    search.try_prices(claim_price, rule_price, no_places(network))
    return search


def _soft(network: Network) -> tuple[OutcomeRule, ...]:
    return tuple(rule for rule in network.outcome_rules if rule.may_miss)

"""Targets that cannot be reached: which of them, because of which limits, and what could be reached."""

from __future__ import annotations

import numpy as np

from models.network import Network, SpendRule
from models.outcome_rules import OutcomeRule, with_rules
from models.program.optimise import searched
from models.program.outcome_search import MISSED, Nearest, nearest
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.solution import Settings, Solution

MOST_TRIED = 14
"""So many limits are tried one by one; the others that hold a target back are named all together."""

FREELY = 1e3
"""Without a limit of its own a line may take so many times the greatest limit."""

ROUGH = Settings(gap=1e-3, rounds=6)


def missing_by(network: Network, *, decided: bool = True) -> Nearest:
    """The split that misses least of the target missed most, in shares of the targets; see `nearest`."""
    with np.errstate(all="ignore"):
        free = searched(with_rules(network, ()), ROUGH, None)[0]
        return nearest(network.changed(missed_together=True), free, None, decided=decided)


def hard_targets(network: Network) -> Network:
    """The network with those targets alone that may not be missed."""
    return with_rules(network, tuple(rule for rule in network.outcome_rules if not rule.may_miss))


def reachable(network: Network) -> bool:
    """Whether some split within the limits reaches all targets that may not be missed."""
    held = hard_targets(network)
    return not held.outcome_rules or not missing_by(held).missing.any()


def conflicts_of_hard_targets(network: Network) -> tuple[tuple[str, ...], ...]:
    """As `target_conflict`, of the targets that may not be missed, then of the others among them; the limits
    alone can be kept."""
    held, found = hard_targets(network), list[tuple[str, ...]]()
    while held.outcome_rules and (keys := target_conflict(held)):
        found.append(keys)
        held = with_rules(held, tuple(rule for rule in held.outcome_rules if rule.key not in keys))
    return tuple(found)


def target_conflict(network: Network) -> tuple[str, ...]:
    """Keys of targets and limits that no split keeps together; empty when one does.

    A deletion filter drops what is not needed, targets first, then the limits that carry a price.
    """
    rules = targets_in_conflict(network)
    if not rules:
        return ()
    alone = with_rules(network, rules)
    answer = missing_by(alone, decided=False).solution
    return (*(rule.key for rule in rules), *_limits(alone, answer))


def targets_in_conflict(network: Network) -> tuple[OutcomeRule, ...]:
    """Targets that no split within the limits reaches together, while it does when one of them is left out."""
    if missing_by(network).proved <= MISSED:
        return ()
    rules = network.outcome_rules
    for rule in rules if len(rules) > 1 else ():
        rest = tuple(other for other in rules if other is not rule)
        if rest and missing_by(with_rules(network, rest)).proved > MISSED:
            rules = rest
    return rules


def _limits(network: Network, answer: Solution) -> tuple[str, ...]:
    """Keys of limits without which the targets could be reached; `answer` misses the least."""
    kept = _dear(network, answer)
    others = free_of(network, [key for key in _keys(network) if key not in kept])
    if missing_by(others).proved <= MISSED:  # it took more than those with a price
        kept, others = _keys(network), network
    for key in kept[:MOST_TRIED][::-1]:
        loose = free_of(others, [key])
        if missing_by(loose).proved > MISSED:
            others = loose
            kept = [other for other in kept if other != key]
    return tuple(kept)


def _keys(network: Network) -> list[str]:
    keys = [rule.key for rule in network.rules] + [*network.lower_key, *network.upper_key]
    return [key for key in dict.fromkeys(keys) if key]


def _dear(network: Network, answer: Solution) -> list[str]:
    """Keys of the limits that carry a price in an answer, the dearest first."""
    price: dict[str, float] = {}
    for rule in network.rules:
        price[rule.key] = abs(answer.prices[rule.key]) * abs(rule.limit)
    for line in range(network.lines):
        for key, each in (
            (network.lower_key[line], answer.lower_price[line]), (network.upper_key[line], answer.upper_price[line]),
        ):  # fmt: skip
            price[key] = price.get(key, 0.0) + abs(float(each) * float(answer.spend[line]))
    least = 1e-9 * max(price.values(), default=0.0)
    return sorted((key for key in price if key and price[key] > least), key=lambda key: -price[key])


def free_of(network: Network, keys: list[str]) -> Network:
    """The network without the limits of these keys."""
    gone = set(keys)
    bounded = with_finite_bounds(network, rule_matrix(network))
    sizes = (bounded.upper[np.isfinite(bounded.upper)], network.current, np.ones(1))
    most = FREELY * max(float(each.max(initial=0.0)) for each in sizes)
    low = np.array([key in gone for key in network.lower_key], dtype=bool)
    high = np.array([key in gone for key in network.upper_key], dtype=bool)
    upper = np.where(high | np.isinf(network.upper), most, network.upper)
    every = np.arange(network.lines)
    loose = SpendRule("", "limit_total_budget", every, np.ones(len(every)), "<=", most * len(every))
    return network.changed(
        rules=(*(rule for rule in network.rules if rule.key not in gone), loose),
        lower=np.where(low, 0.0, network.lower), upper=upper,
        lower_key=tuple("" if key in gone else key for key in network.lower_key),
        upper_key=tuple("" if key in gone else key for key in network.upper_key),
    )  # fmt: skip


def attainable(network: Network) -> dict[str, float]:
    """Key of a target -> what can be reached of it within the limits while as little as can be is missed of
    all of them together."""
    rules: tuple[OutcomeRule, ...] = network.outcome_rules
    found = missing_by(network, decided=False).found
    return {rule.key: min(float(reach), rule.target) for rule, reach in zip(rules, found, strict=True)}

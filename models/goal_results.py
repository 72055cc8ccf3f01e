"""What a split brings of each goal that binds it, simulated; and amounts rounded so that goals stay reached."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.allocation import GoalResult, Outcome, Price
from models.goal_limits import bound_goals
from models.goal_rules import goal_key
from models.goals import Goal
from models.message_rounding import rounded_split
from models.network import Network, SpendRule
from models.outcome_rules import OutcomeRule, brought_in, moved_to, reached_at, shares_missing, with_rules
from models.plan import Plan
from models.program.solution import Solution
from models.response_curve import Numbers
from models.rounded_split import RoundedSplit
from models.spent_when import ByPeriod, money_of_lines, spent_when

MOST_TRIES = 10
AHEAD = 1.5
"""What rounding takes from a target is made up for by so many times as much."""


def goal_results(
    plan: Plan, network: Network, prices: dict[str, float], outcomes: tuple[Outcome, Outcome]
) -> tuple[GoalResult, ...]:
    """Every goal that binds, at the two outcomes: today's spend and the proposed one."""
    money = [_money(plan, network, outcome.by_period) for outcome in outcomes]
    found = []
    for goal in bound_goals(plan):
        rule = _rule(network, goal)
        if rule is not None:
            now, proposed = (_counted(network, rule, each) for each in money)
            price = prices.get(rule.key, 0.0)
            found.append(_result(goal, rule, (now, proposed), price))
    return tuple(found)


def _rule(network: Network, goal: Goal) -> OutcomeRule | SpendRule | None:
    rules: tuple[OutcomeRule | SpendRule, ...] = (*network.outcome_rules, *network.rules)
    return next((rule for rule in rules if rule.key == goal_key(goal.id)), None)


def _money(plan: Plan, network: Network, by_period: ByPeriod) -> Numbers:
    return money_of_lines(plan, network, *spent_when(plan, None, by_period))


def _counted(network: Network, rule: OutcomeRule | SpendRule, money: Numbers) -> float:
    if isinstance(rule, SpendRule):
        return rule.total(money)
    return float(reached_at(with_rules(network, (rule,)), money)[0])


def _result(
    goal: Goal, rule: OutcomeRule | SpendRule, values: tuple[float, float], price: float
) -> GoalResult:
    now, proposed = values
    if isinstance(rule, SpendRule):
        short = max(rule.limit - proposed, 0.0) if rule.sense != "<=" else 0.0
        over = max(proposed - rule.limit, 0.0) if rule.sense != ">=" else 0.0
        missing = short + over if short + over > 1e-6 * max(abs(rule.limit), 1.0) else 0.0
        return GoalResult(goal.id, rule.limit, now, proposed, missing, abs(price))
    share = max(rule.target - proposed, 0.0) / rule.target
    return GoalResult(
        goal.id, rule.target, now, proposed, share * rule.target if share > 1e-9 else 0.0, abs(price)
    )


def prices_of_goals(network: Network, solution: Solution) -> dict[str, Price]:
    """What one more unit of each target on what comes out brings: never more than nothing."""
    return {
        rule.key: Price(
            rule.key, solution.prices.get(rule.key, 0.0), "lower" if rule.key in solution.binding else "", "goal"
        )
        for rule in network.outcome_rules
    }  # fmt: skip


def split_keeping_targets(plan: Plan, network: Network, solution: Solution) -> RoundedSplit:
    """The solution in whole money, moved a little towards a split inside its targets where rounding would
    miss one; hard targets missed all the same are among the `broken`."""
    split = rounded_split(plan, network, solution)
    rules = _in_full(network, solution)
    if not rules:
        return split
    held, free = with_rules(network, rules), network.choices is None or network.choices.step <= 0
    ahead = 0.0
    for _ in range(MOST_TRIES if free and solution.inside is not None else 0):
        missing = shares_missing(held, reached_at(held, _money(plan, network, split.by_period)))
        if not missing.any():
            return split
        ahead = AHEAD * (ahead + float(missing.max()))
        wanted = with_rules(network, tuple(moved_to(r, r.target * (1.0 + ahead), np.inf) for r in rules))
        moved = brought_in(wanted, solution.spend, np.asarray(solution.inside))
        if moved is None or not _chooses_the_same(network, solution.spend, moved):
            break
        split = rounded_split(plan, network, replace(solution, spend=moved))
    missing = shares_missing(held, reached_at(held, _money(plan, network, split.by_period)))
    hard = {rule.key for rule in network.outcome_rules if not rule.may_miss}
    broken = [r.key for r, share in zip(rules, missing, strict=True) if share > 0.0 and r.key in hard]
    return replace(split, broken=(*split.broken, *broken)) if broken else split


def _chooses_the_same(network: Network, spend: Numbers, moved: Numbers) -> bool:
    """Whether a spend moved a little uses the same lines, and leaves the same ones as they are."""
    choices = network.choices
    if choices is None:
        return True
    used = np.where(choices.minimum > 0, (moved <= 0.0) == (spend <= 0.0), True)
    enough = (moved <= 0.0) | (moved >= choices.minimum * (1 - 1e-9))
    stays = np.abs(spend - network.current) <= 1e-9 * np.maximum(network.current, 1.0)
    kept = ~stays | (np.abs(moved - network.current) <= 1e-9 * np.maximum(network.current, 1.0))
    return bool(np.all(used & enough) and (choices.most_changed is None or np.all(kept)))


def _in_full(network: Network, solution: Solution) -> tuple[OutcomeRule, ...]:
    """Targets that the solution reaches in full."""
    held = {rule.key: rule.target for rule in solution.held_to}
    return tuple(rule for rule in network.outcome_rules if held.get(rule.key, 0.0) >= rule.target)

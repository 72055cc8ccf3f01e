"""A target's answer: the total that meets it is found, fixed and split, and still meets it in whole money."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import ceil, floor

from models.allocation import Allocation, TargetFound
from models.errors import IncompleteQuestion, NotYetPossible
from models.goals import GoalBinding, Objective, Outlook, Sought
from models.money import to_major
from models.objective import IN_MONEY, check_objective
from models.plan import Plan
from models.program.solution import Settings, Solution
from models.program.sweep import TOTAL
from models.purse import Purse
from models.quantity import N_
from models.targets import TargetMoney, least_money, money_at_cost, money_at_last_cost

MOST_REPAIRS = 12
"""How often the total is moved by steps of money until the target is kept in whole money."""

MOST_HALVINGS = 3
"""How often it is then brought nearer to where it started."""

Answer = Callable[[Plan, Solution], Allocation]
"""Finds the best split of a plan with a fixed total, from an answer to one much like it."""


def answer_target(plan: Plan, answer: Answer, settings: Settings) -> Allocation:
    """The answer to a plan that asks for a target.

    Its `plan` has the total that was found, as a total to split; `target` says what was asked and whether it
    is met. Raises IncompleteQuestion, ImpossibleLimits, NotYetPossible.
    """
    check_question(plan)
    purse = Purse(with_total(plan, plan.rules.total_budget), settings)
    found = _money(plan, purse)
    allocation = _without_rest(_in_whole_money(plan, purse, found, answer), purse, found)
    return replace(allocation, target=_told(plan, purse, found, allocation))


def asked_again(near: Allocation, allocation: Allocation) -> Allocation:
    """A better split of the total found before, with what was found then; whether it is met is seen anew."""
    if near.target is None:
        return allocation
    met = near.target.met and keeps_target(near.target.asked, allocation)
    return replace(allocation, target=replace(near.target, met=met))


def check_question(plan: Plan) -> None:
    """Refuse a question that lacks something, or whose parts do not go together.

    Raises IncompleteQuestion, NotYetPossible.
    """
    rules = plan.rules
    check_objective(plan, Objective.REVENUE if rules.sought is Sought.TARGET_RETURN else rules.objective)
    if rules.sought is Sought.BEST_SPLIT:
        return
    if rules.outlook is Outlook.CAUTIOUS:
        raise NotYetPossible(
            N_("A target is sought for what is expected, not for the worst fifth of what may come."),
            remedy=N_("Plan for what is expected, or ask for the best split of a total."),
        )
    if any(goal.binds is GoalBinding.SOFT for goal in plan.goals):
        raise NotYetPossible(
            N_("A soft goal cannot be weighed against a target that is sought: it would come before it."),
            remedy=N_("Make the goal hard or reported, or ask for the best split of a total."),
        )
    if rules.total_budget <= 0:
        raise IncompleteQuestion(
            N_("The most that may be spent is not said yet."), remedy=N_("Type it below the aim.")
        )
    if rules.sought is Sought.TARGET_COST and rules.objective in IN_MONEY:
        raise IncompleteQuestion(
            N_("A target cost counts results, not money."),
            remedy=N_("Choose which results it counts, or ask for a target return."),
        )
    if target_units(plan) is None:
        raise IncompleteQuestion(N_("The target is not said yet."), remedy=N_("Type it below the aim."))


def target_units(plan: Plan) -> float | None:
    """The target as the search reads it: objective units to reach, or major money for one; None if unsaid."""
    rules = plan.rules
    if rules.sought is Sought.TARGET_COST:
        return to_major(rules.target_cost, plan.currency) if rules.target_cost else None
    if rules.sought is Sought.TARGET_RETURN:
        return 1.0 / rules.target_return if rules.target_return else None
    if rules.objective in IN_MONEY:
        return None if rules.target_money is None else to_major(rules.target_money, plan.currency)
    return rules.target_people


def with_total(plan: Plan, total: int) -> Plan:
    """The plan as a question for the best split of at most `total` (minor units), shares being of the spend."""
    rules = plan.rules
    objective = Objective.REVENUE if rules.sought is Sought.TARGET_RETURN else rules.objective
    changed = {
        "total_budget": total, "spend_total": "at_most", "shares_of": "spend", "sought": Sought.BEST_SPLIT,
        "objective": objective,
    }  # fmt: skip
    return plan.model_copy(update={"rules": rules.model_copy(update=changed)})


def keeps_target(plan: Plan, allocation: Allocation) -> bool:
    """Whether the rounded split keeps the target of the plan, to a billionth."""
    target, split = target_units(plan), allocation.proposed
    if target is None:
        return False
    if plan.rules.sought is Sought.LEAST_SPEND:
        return split.objective >= target - 1e-9 * abs(target)
    if plan.rules.target_holds_for == "last_result":
        return True  # the money is where the last result costs just that; a step of money moves little
    gain = split.incremental_objective
    return gain > 0.0 and split.charged <= target * gain * (1.0 + 1e-9)


def _money(plan: Plan, purse: Purse) -> TargetMoney:
    target = target_units(plan)
    assert target is not None
    if plan.rules.sought is Sought.LEAST_SPEND:
        return least_money(purse, target)
    if plan.rules.target_holds_for == "last_result":
        return money_at_last_cost(purse, target)
    return money_at_cost(purse, target)


def _in_whole_money(plan: Plan, purse: Purse, found: TargetMoney, answer: Answer) -> Allocation:
    """The split of the total found, in steps of money; the total gives way by steps until the target is kept."""
    step, up = max(plan.rules.money_step, 1), plan.rules.sought is Sought.LEAST_SPEND
    asked, lowest = plan.rules.total_budget, max(ceil((purse.least + purse.aside) * purse.units - 1e-4), 0)
    if not found.met and up:
        return answer(with_total(plan, max(asked, lowest)), found.spot.solution)
    money = found.spot.charged
    if found.proved is not None and abs(found.proved - money) < purse.step:
        money = found.proved  # as far as the target may be kept; where it is not, the total gives way
    exact = (money + purse.aside) * purse.units / step
    first = ceil(exact - 1e-7) if up or not found.met else floor(exact + 1e-7)

    def split(steps: int) -> Allocation:
        return answer(
            with_total(plan, min(max(steps * step, lowest), max(asked, lowest))), found.spot.solution
        )

    allocation = split(first)
    if not found.met or keeps_target(plan, allocation):
        return allocation
    return _moved_until_kept(plan, first, allocation, split) or allocation


def _moved_until_kept(
    plan: Plan, first: int, missed: Allocation, split: Callable[[int], Allocation]
) -> Allocation | None:
    """A split of a total near to the first, in steps of money, that keeps the target; None without one.

    Each move is what the price of money says is missing, and more where that was not enough.
    """
    way = 1 if plan.rules.sought is Sought.LEAST_SPEND else -1
    kept, fails, away, tried = None, 0, 0, missed
    for _turn in range(MOST_REPAIRS):
        fails, away = away, away + max(_steps_missing(plan, tried), away // 2, 1)
        tried = split(first + way * away)
        if keeps_target(plan, tried):
            kept = tried
            break
    for _halving in range(MOST_HALVINGS if kept is not None else 0):
        if away - fails <= max(1, first // 500):
            break
        middle = (fails + away) // 2
        tried = split(first + way * middle)
        kept, fails, away = (tried, fails, middle) if keeps_target(plan, tried) else (kept, middle, away)
    return kept


def _steps_missing(plan: Plan, missed: Allocation) -> int:
    """How many steps of money the target is missed by, at the price of money."""
    target, split = target_units(plan) or 0.0, missed.proposed
    price = max(missed.prices[TOTAL].price, 0.0)
    if plan.rules.sought is Sought.LEAST_SPEND:
        money = (target - split.objective) / price if price > 0.0 else 0.0
    else:
        money = (split.charged - target * split.incremental_objective) / max(1.0 - target * price, 0.05)
    step = to_major(max(plan.rules.money_step, 1), plan.currency)
    return ceil(min(money / step, 1e9))


def _without_rest(allocation: Allocation, purse: Purse, found: TargetMoney) -> Allocation:
    """The same split with no more total than it takes, so that nothing of it stays unspent."""
    taken = ceil((allocation.proposed.charged + purse.aside) * purse.units - 1e-4)
    if found.spot.total > found.spot.charged * (1.0 + 1e-6) or taken >= allocation.plan.rules.total_budget:
        return allocation  # more money brings nothing more, which is told; or all of it is taken
    return replace(allocation, plan=with_total(allocation.plan, taken))


def _told(plan: Plan, purse: Purse, found: TargetMoney, allocation: Allocation) -> TargetFound:
    def budget(money: float | None) -> int | None:
        return None if money is None else round((money + purse.aside) * purse.units)

    return TargetFound(
        asked=plan,
        met=found.met and keeps_target(plan, allocation),
        proved=budget(found.proved),
        ended_by=found.ended_by,
        beyond=budget(found.beyond),
    )

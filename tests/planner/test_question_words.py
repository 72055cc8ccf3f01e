"""Sentences about targets are true: every figure in them is held against new answers and simulations."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
import pytest

from models.allocation import Allocation
from models.frontier import frontier
from models.goals import Sought
from models.objective import IN_MONEY
from models.plan import Plan, make_plan
from planner.answers import optimise, simulate
from planner.counted import (
    cost_of_one,
    cost_of_result,
    counted,
    counted_axis,
    objective_amount,
    return_on_spend,
)
from planner.more_or_less import point_in_words
from planner.question_words import kept_sentence, question_in_words, target_sentence
from planner.uncertainty import spread_of
from tests.plans import curve, small_values

SEEDS = range(4)
AMOUNT = r"€([\d,]+(?:\.\d+)?)"


def drawn(seed: int, **rules: Any) -> Plan:
    """The small plan with other spends, curves and rates, free to move unless the rules say otherwise."""
    chance = np.random.default_rng(seed)
    values = small_values(
        rules={
            "total_budget": int(chance.integers(60, 140)) * 10_000,
            "assumed_move_limit": None,
            "money_step": 1_000,
        }
        | rules
    )
    values["steps"][2]["margin"] = float(chance.uniform(0.3, 1.0))
    for line in values["touchpoints"]:
        spend = float(chance.uniform(500, 6_000))
        line["current_spend"] = round(spend * 100)
        line["curve"] = curve(spend, spend * chance.uniform(0.3, 1.2), chance.uniform(0.3, 0.8))
    for link in values["links"]:
        link["conversion"] = float(chance.uniform(0.05, 0.4))
    return make_plan(values)


def best_at(plan: Plan, total: float) -> Allocation:
    """The best split of at most a total (major units), asked for by itself."""
    changes = {
        "sought": Sought.BEST_SPLIT,
        "total_budget": round(total * 100),
        "spend_total": "at_most",
        "shares_of": "spend",
    }
    return optimise(plan.model_copy(update={"rules": plan.rules.model_copy(update=changes)}))


def amounts(pattern: str, said: str) -> list[float]:
    found = re.search(pattern.replace("€?", AMOUNT), said)
    assert found is not None, said
    return [float(amount.replace(",", "")) for amount in found.groups()]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("share", [0.6, 0.95])
def test_the_least_spend_is_enough_and_less_than_what_is_proved_is_not(seed: int, share: float) -> None:
    before = best_at(drawn(seed), 10_000).proposed
    target = before.conversions - (1 - share) * before.incremental_conversions
    plan = drawn(seed, sought="least_spend", target_people=target, total_budget=1_000_000)
    answer = optimise(plan)
    said = target_sentence(answer)
    (total,) = amounts(r"The least spend for [\d.,]+ conversions: €?\.", said)
    (proved,) = amounts(r"With less than €? no split", said)
    assert best_at(plan, total).upper >= target
    assert answer.proposed.conversions >= target - 1e-9
    assert answer.proposed.charged <= total + 0.01
    assert proved <= total
    assert best_at(plan, proved - 1).upper < target


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_target_takes_beyond_the_total_is_what_it_takes(seed: int) -> None:
    wanted = best_at(drawn(seed), 15_000).proposed.conversions
    plan = drawn(seed, sought="least_spend", target_people=wanted, total_budget=800_000)
    said = target_sentence(optimise(plan))
    needed, total = amounts(r"take about €?, more than may be spent: €? brings", said)
    assert total == pytest.approx(8_000)
    assert needed == pytest.approx(15_000, rel=0.06)
    (most,) = amounts(r"brings ([\d.,]+) conversions\.", said)
    assert most == pytest.approx(best_at(plan, 8_000).proposed.conversions, abs=0.6)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("how", ["all_results", "last_result"])
def test_the_money_at_a_cost_keeps_it_and_more_does_not(seed: int, how: str) -> None:
    middle = best_at(drawn(seed), 4_000).proposed
    cost = round(cost_of_result(middle) or 0.0, 2)
    plan = drawn(seed, sought="target_cost", target_cost=round(cost * 100), target_holds_for=how)
    answer = optimise(plan)
    said = target_sentence(answer)
    if how == "all_results":
        (total,) = amounts(r"^€? can be spent at", said)
        (average,) = amounts(r"cost €? each\.", said)
        (proved,) = amounts(r"With more than €? no split", said)
        more = best_at(plan, proved * 1.01).proposed
        assert (cost_of_result(more) or np.inf) > cost
        assert average == pytest.approx(cost_of_result(answer.proposed) or 0.0, abs=0.006)
        assert average <= cost + 0.005
    else:
        total, target = amounts(r"^Up to €? the next result still costs €? or less", said)
        assert target == pytest.approx(cost, abs=0.01)
    if how == "last_result":
        here, further = (
            1.0 / best_at(plan, money).prices["total_budget"].price for money in (total, total + 20)
        )
        assert here <= cost * 1.01
        assert further >= cost * 0.99
    assert total == pytest.approx(answer.proposed.charged, abs=0.01)


@pytest.mark.parametrize("seed", SEEDS)
def test_no_random_split_is_cheaper_than_the_cheapest_found(seed: int) -> None:
    plan = drawn(seed, sought="target_cost", target_cost=1, assumed_move_limit=0.3)
    answer = optimise(plan)
    (cheapest, _total) = amounts(r"the cheapest found is €? each, with €?\.", target_sentence(answer))
    assert cheapest == pytest.approx(cost_of_result(answer.proposed) or 0.0, abs=0.006)
    chance = np.random.default_rng(seed)
    for _try in range(60):
        spend = {line.id: round(chance.uniform(0.7, 1.3) * line.current_spend) for line in plan.touchpoints}
        outcome = simulate(plan, spend)
        if outcome.charged <= plan.rules.total_budget / 100:
            assert (cost_of_result(outcome) or np.inf) >= cheapest - 0.006


@pytest.mark.parametrize("seed", SEEDS)
def test_a_return_is_said_as_it_is(seed: int) -> None:
    middle = best_at(drawn(seed, objective="revenue"), 4_000).proposed
    wanted = round(return_on_spend(middle) or 1.0, 2)
    plan = drawn(seed, sought="target_return", target_return=wanted)
    answer = optimise(plan)
    said = target_sentence(answer)
    (average,) = (float(text) for text in re.findall(r"it returns ([\d.]+?)\. With", said))
    assert average == pytest.approx(return_on_spend(answer.proposed) or 0.0, abs=0.006)
    (proved,) = amounts(r"With more than €? no split", said)
    more = best_at(answer.plan, proved * 1.01).proposed
    assert (return_on_spend(more) or 0.0) < wanted


def test_the_chance_is_that_of_the_draws() -> None:
    answer = optimise(drawn(1, sought="least_spend", target_people=100))
    spread = spread_of(answer)
    assert spread.target_kept is not None
    said = kept_sentence(answer, spread.target_kept)
    assert f"is {round(100 * spread.target_kept)}%." in said
    assert not kept_sentence(optimise(drawn(1)), None)


def test_every_question_is_said_in_words() -> None:
    def asked(**rules: Any) -> str:
        return question_in_words(drawn(0, total_budget=900_000, **rules))

    assert asked() == "Conversions: the best split of €9,000."
    assert asked(objective="profit", spend_total="at_most") == "Profit: the best split of at most €9,000."
    assert asked(sought="least_spend", target_money=1_500_000, objective="revenue") == (
        "Least spend for €15,000 of revenue, with at most €9,000."
    )
    assert asked(
        sought="target_cost", target_cost=3_000, objective="people_at_step", objective_step_id="lead"
    ) == ("People at “Lead”: as many as there are for €30 each or less on average, with at most €9,000.")
    assert "even the last money returns 4" in asked(
        sought="target_return", target_return=4.0, target_holds_for="last_result", objective="revenue"
    )


@pytest.mark.parametrize(
    ("rules", "title", "axis", "cost", "amount"),
    [
        ({}, "Conversions", "conversions", "Cost per added conversion", "12 conversions"),
        ({"objective": "qualified_leads", "objective_step_id": "lead"}, "Qualified leads", "qualified leads",
         "Cost per added qualified lead", "12 qualified leads"),
        ({"objective": "people_at_step", "objective_step_id": "visit"}, "People at “Visit”", "people at “Visit”",
         "Cost per added person at “Visit”", "12 people at “Visit”"),
        ({"objective": "revenue"}, "Revenue", "revenue, EUR", "", "€12 of revenue"),
        ({"objective": "profit"}, "Profit", "profit, EUR", "", "€12 of profit"),
    ],
)  # fmt: skip
def test_every_aim_is_named_everywhere(
    rules: dict[str, Any], title: str, axis: str, cost: str, amount: str
) -> None:
    plan = drawn(0, **rules)
    assert (counted(plan), counted_axis(plan), objective_amount(plan, 12.0)) == (title, axis, amount)
    if cost:
        assert cost_of_one(plan) == cost
    curve_of_budgets = frontier(plan, 4)
    told = point_in_words(plan, curve_of_budgets.points[-1])
    assert amount.split(" ", 1)[1] in told
    assert ("for the next" in told) == (plan.rules.objective in IN_MONEY)

"""Questions for a target, answered as a plan: rounded money keeps them, what is missing is asked for."""

from __future__ import annotations

from typing import Any

import pytest

from models.allocation import Allocation
from models.answer import optimise_plan
from models.errors import ImpossibleLimits, IncompleteQuestion, NotYetPossible
from models.goals import Sought
from models.plan import Plan, make_plan
from tests.plans import small_plan, small_values


def asking(values: dict[str, Any] | None = None, **rules: Any) -> Plan:
    given = values or small_values()
    return make_plan(given | {"rules": {"total_budget": 900_000, "assumed_move_limit": None} | rules})


def split_at(plan: Plan, total: int) -> Allocation:
    """The best split of at most a total, asked for by itself."""
    rules = plan.rules.model_copy(
        update={"sought": Sought.BEST_SPLIT, "total_budget": total, "spend_total": "at_most"}
    )
    return optimise_plan(plan.model_copy(update={"rules": rules}))


@pytest.mark.parametrize("step", [1, 100, 10_000, 50_000])
def test_least_spend_is_met_in_whole_money_and_no_step_less_would_do(step: int) -> None:
    plan = asking(sought="least_spend", target_people=250, money_step=step)
    answer = optimise_plan(plan)
    assert answer.target is not None
    assert answer.target.met
    assert answer.asked is plan
    assert answer.proposed.objective >= 250.0 - 1e-6
    assert answer.plan.rules.total_budget % step == 0
    assert answer.plan.rules.sought is Sought.BEST_SPLIT
    assert answer.target.proved is not None
    less = split_at(plan, answer.target.proved - 100)
    assert less.upper < 250.0
    assert answer.plan.rules.total_budget - answer.target.proved <= 3 * step + 100


@pytest.mark.parametrize("how", ["all_results", "last_result"])
@pytest.mark.parametrize("fee", [0.0, 0.15])
def test_a_target_cost_is_kept_on_incremental_results_with_money_as_charged(how: str, fee: float) -> None:
    values = small_values(
        money={"total_is": "all_in"}, costs=[{"id": "c", "name": "Films", "amount": 50_000}]
    )
    values["channels"][0]["agency_fee"] = fee
    plan = asking(values, sought="target_cost", target_cost=3_500, target_holds_for=how, money_step=1_000)
    answer = optimise_plan(plan)
    assert answer.target is not None
    assert answer.target.met
    split = answer.proposed
    charged = sum(
        spend / 100 * (1 + fee if line == "t_search" else 1.0) for line, spend in split.spend.items()
    )
    assert split.charged == pytest.approx(charged)
    assert answer.plan.rules.total_budget >= round(100 * charged) + 50_000 - 1
    cost = split.charged / split.incremental_conversions
    more = split_at(plan, answer.plan.rules.total_budget + 3_000).proposed
    if how == "all_results":
        assert 34.7 <= cost <= 35.0
        assert more.charged / more.incremental_conversions > 35.0
    else:
        assert cost < 30.0
        last = (more.charged - split.charged) / (more.conversions - split.conversions)
        assert last == pytest.approx(35.0, rel=0.02)


def test_a_target_return_counts_revenue_whatever_was_counted_before() -> None:
    plan = asking(sought="target_return", target_return=2.5)
    answer = optimise_plan(plan)
    assert answer.plan.rules.objective.value == "revenue"
    assert answer.proposed.objective == pytest.approx(answer.proposed.revenue)
    assert 2.5 <= answer.proposed.incremental_revenue / answer.proposed.charged <= 2.503


def test_least_spend_for_revenue_profit_and_people_at_a_step() -> None:
    values = small_values()
    values["steps"][2]["margin"] = 0.6
    for rules, reached in (
        ({"objective": "revenue", "target_money": 1_500_000}, 15_000.0),
        ({"objective": "profit", "target_money": 500_000}, 5_000.0),
        ({"objective": "people_at_step", "objective_step_id": "lead", "target_people": 600}, 600.0),
        ({"objective": "qualified_leads", "objective_step_id": "lead", "target_people": 600}, 600.0),
    ):
        answer = optimise_plan(asking(values, sought="least_spend", **rules))
        assert answer.target is not None
        assert answer.target.met
        assert reached <= answer.proposed.objective <= reached * 1.01


def test_a_total_that_is_too_small_is_said_with_what_it_takes() -> None:
    answer = optimise_plan(asking(sought="least_spend", target_people=400))
    assert answer.target is not None
    assert not answer.target.met
    assert answer.target.ended_by == ("total_budget",)
    assert answer.plan.rules.total_budget == 900_000
    beyond = answer.target.beyond
    assert beyond is not None
    assert optimise_plan(
        asking(sought="least_spend", target_people=400, total_budget=beyond + 200)
    ).target.met  # type: ignore[union-attr]


def test_limits_that_end_the_money_are_named() -> None:
    held = small_plan(rules={"total_budget": 2_000_000, "sought": "least_spend", "target_people": 1_000})
    answer = optimise_plan(held)
    assert answer.target is not None
    assert not answer.target.met
    assert all(key.startswith("assumed_move_limit") for key in answer.target.ended_by)
    assert answer.target.ended_by
    assert sum(answer.proposed.spend.values()) == pytest.approx(1_170_000, abs=300)


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"sought": "least_spend"}, "The target is not said yet"),
        ({"sought": "target_cost"}, "The target is not said yet"),
        (
            {"sought": "target_cost", "target_cost": 4_000, "objective": "revenue"},
            "counts results, not money",
        ),
        ({"sought": "least_spend", "target_people": 5, "total_budget": 0}, "most that may be spent"),
        ({"sought": "least_spend", "target_money": 5, "objective": "profit"}, "Profit needs a margin"),
        ({"sought": "least_spend", "target_people": 5, "objective": "qualified_leads"}, "Say at which step"),
    ],
)
def test_what_is_missing_is_asked_for(rules: dict[str, Any], said: str) -> None:
    with pytest.raises(IncompleteQuestion, match=said):
        optimise_plan(asking(**rules))


def test_a_cautious_target_is_refused_with_the_way_out() -> None:
    with pytest.raises(NotYetPossible, match="Plan for what is expected"):
        optimise_plan(asking(sought="least_spend", target_people=250, outlook="cautious"))


def test_a_total_below_what_is_held_names_the_limits() -> None:
    values = small_values()
    values["touchpoints"][0] |= {"committed": 500_000}
    with pytest.raises(ImpossibleLimits) as refused:
        optimise_plan(asking(values, sought="target_cost", target_cost=4_000, total_budget=300_000))
    assert set(refused.value.limits) == {"total_budget", "committed:t_search"}


def test_s_shaped_curves_and_minima_are_answered_and_kept() -> None:
    values = small_values()
    values["touchpoints"][0]["curve"] = {
        "family": "hill", "parameters": {"top": 9000, "half": 5000, "slope": 3}, "evidence": "measured",
    }  # fmt: skip
    values["touchpoints"][1]["minimum_if_used"] = 200_000
    answer = optimise_plan(asking(values, sought="least_spend", target_people=250))
    assert answer.target is not None
    assert answer.target.met
    assert answer.proposed.conversions >= 250.0 - 1e-6
    assert not 0 < answer.proposed.spend["t_social"] < 200_000

"""The answer a user reads: whole money, limits kept, lines that add up, all of it simulated."""

from __future__ import annotations

import pytest

from models.allocation import SearchStatus
from models.answer import optimise_plan, simulate_plan
from models.charging import charge_factors
from models.errors import ImpossibleLimits, PlanError
from models.money import to_minor
from models.plan import Plan, make_plan
from tests.plans import small_plan, small_values


def _free(**rules: object) -> Plan:
    return small_plan(rules={"total_budget": 900_000, "assumed_move_limit": None, **rules})


def test_lines_organic_and_pipeline_add_up_to_the_conversions() -> None:
    proposed = optimise_plan(_free()).proposed
    credited = sum(line.conversions for line in proposed.lines.values())
    assert credited + proposed.organic_conversions == pytest.approx(proposed.conversions, rel=1e-12)
    assert proposed.revenue == pytest.approx(80 * proposed.conversions, rel=1e-12)


def test_whole_money_adds_up_to_the_total_and_is_what_was_simulated() -> None:
    answer = optimise_plan(_free(money_step=10_000))
    assert sum(answer.proposed.spend.values()) == 900_000
    assert sum(amount % 10_000 != 0 for amount in answer.proposed.spend.values()) == 0
    again = simulate_plan(answer.plan, answer.proposed.spend)
    assert again == answer.proposed


def test_proved_and_better_than_today() -> None:
    answer = optimise_plan(_free())
    assert answer.status is SearchStatus.PROVED
    assert answer.gap <= 1e-4
    assert answer.now.conversions < answer.proposed.conversions <= answer.upper * (1 + 1e-9)


def test_all_in_total_is_charged_with_fee_and_vat() -> None:
    values = small_values()
    values["channels"][0]["agency_fee"] = 0.1
    values["money"] = {"total_is": "all_in", "vat_rate": 0.2, "vat_reclaimable": False}
    values["rules"] = {"total_budget": 1_200_000, "assumed_move_limit": None, "money_step": 100}
    answer = optimise_plan(make_plan(values))
    assert charge_factors(answer.plan)["t_search"] == pytest.approx(1.1 * 1.2)
    charged = answer.proposed.charged + answer.unplaced / 100
    assert charged == pytest.approx(12_000, abs=0.01)


def test_impossible_limits_are_named() -> None:
    values = small_values(rules={"total_budget": 100_000})
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(make_plan(values))
    assert "total_budget" in refusal.value.limits


def test_no_budget_is_no_spend_and_not_an_error() -> None:
    answer = optimise_plan(_free(total_budget=0))
    assert set(answer.proposed.spend.values()) == {0}
    assert answer.proposed.conversions == pytest.approx(60.0)


def test_the_rule_on_assumed_curves_holds_and_is_named() -> None:
    plan = small_plan()
    answer = optimise_plan(plan)
    for line in plan.touchpoints:
        assert abs(answer.proposed.spend[line.id] - line.current_spend) <= 0.3 * line.current_spend + 1
    binding = {key for key, price in answer.prices.items() if price.binding in ("lower", "upper")}
    stuck = {
        line.id
        for line in plan.touchpoints
        if abs(answer.proposed.spend[line.id] - line.current_spend) >= 0.3 * line.current_spend - 1
    }
    assert {f"assumed_move_limit:{line}" for line in stuck} <= binding


def test_marginal_is_what_one_more_unit_of_money_brings() -> None:
    plan = _free()
    outcome = simulate_plan(plan)
    more = dict(outcome.spend, t_social=outcome.spend["t_social"] + to_minor(1, plan.currency))
    gained = simulate_plan(plan, more).conversions - outcome.conversions
    assert gained == pytest.approx(outcome.lines["t_social"].marginal, rel=1e-3)


def test_unknown_or_blind_money_is_refused() -> None:
    with pytest.raises(PlanError, match="no line “ghost”"):
        simulate_plan(small_plan(), {"ghost": 1})
    with pytest.raises(PlanError, match="must not be negative"):
        simulate_plan(small_plan(), {"t_search": -1})


def test_who_does_not_go_on_is_counted_as_left() -> None:
    outcome = simulate_plan(small_plan())
    visit, lead = outcome.steps["visit"], outcome.steps["lead"]
    assert visit.left == pytest.approx(visit.served * 0.9)
    assert lead.left == pytest.approx(lead.served * 0.7 - outcome.pools["undecided"].moved)
    assert outcome.steps["order"].left == 0
    searching = outcome.pools["searching"]
    assert searching.size == pytest.approx(38_000)
    assert searching.left == pytest.approx(38_000 - searching.moved)

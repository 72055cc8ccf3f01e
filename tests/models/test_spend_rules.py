"""Limits in every form, on lines, groups and in time: held against splits worked out by hand and by SciPy."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from scipy.optimize import minimize

from models.allocation import Allocation
from models.answer import optimise_plan
from models.charging import charge_factors
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.funnel import flow, objective_of
from models.line_bounds import line_bounds
from models.network import Network
from models.plan import Plan, make_plan
from models.program.optimise import optimise
from models.program.worth import CLOSE
from tests.plans import small_values

FREE: dict[str, Any] = {"total_budget": 900_000, "assumed_move_limit": None}
MONTHS = [
    {"id": "p1", "start": "2026-12-01", "end": "2026-12-31"},
    {"id": "p2", "start": "2027-01-01", "end": "2027-01-31"},
    {"id": "p3", "start": "2027-02-01", "end": "2027-02-28"},
]


def plan_with(
    rules: dict[str, Any] | None = None, lines: dict[str, dict[str, Any]] | None = None, **more: Any
) -> Plan:
    values = small_values(rules=FREE | (rules or {}), **more)
    for line in values["touchpoints"]:
        line.update((lines or {}).get(line["id"], {}))
    return make_plan(values)


def charged(answer: Allocation, *lines: str) -> float:
    factors = charge_factors(answer.plan)
    return sum(answer.proposed.spend[line] * factors[line] for line in lines)


def limit(form: str, amount: float, place: str = "channel", place_id: str = "search") -> dict[str, Any]:
    return {"limits": [{"id": "l", "place": place, "place_id": place_id, form: amount}]}


GROUP = [{"id": "g", "name": "Pushed", "touchpoint_ids": ["t_search", "t_again"]}]


@pytest.mark.parametrize(
    ("form", "amount", "held"),
    [
        ("upper", 300_000, 300_000), ("upper_share", 0.25, 225_000), ("upper_current", 0.5, 250_000),
        ("lower", 800_000, 800_000), ("lower_share", 0.9, 810_000), ("lower_current", 1.5, 750_000),
    ],
)  # fmt: skip
def test_each_form_of_a_limit_holds_to_the_cent(form: str, amount: float, held: int) -> None:
    answer = optimise_plan(plan_with(limit(form, amount)))
    assert answer.proposed.spend["t_search"] == held
    assert answer.prices[f"channel_limit:l:{form}"].binding


@pytest.mark.parametrize(
    "form", ["upper", "upper_share", "upper_current", "lower", "lower_share", "lower_current"]
)
def test_a_line_takes_limits_in_the_same_forms(form: str) -> None:
    amount = {"upper": 300_000, "lower": 800_000}.get(form, 0.9 if form.startswith("lower_share") else 0.25)
    amount = 1.5 if form == "lower_current" else amount
    plan = plan_with({}, {"t_search": {form: amount}})
    held = {"upper": 300_000, "lower": 800_000, "upper_share": 225_000, "lower_share": 810_000,
            "upper_current": 125_000, "lower_current": 750_000}[form]  # fmt: skip
    answer = optimise_plan(plan)
    assert answer.proposed.spend["t_search"] == held
    assert answer.prices[f"line_limit:t_search:{form}"].binding


def test_a_share_counts_the_fee_on_both_sides() -> None:
    values = small_values(rules=FREE, money={"total_is": "all_in"})
    values["channels"][0]["agency_fee"] = 0.25
    values["touchpoints"][0]["upper_share"] = 0.4
    plan = make_plan(values)
    assert line_bounds(plan, plan.touchpoints[0]).upper == pytest.approx(3_600 / 1.25)
    assert charged(optimise_plan(plan), "t_search") == pytest.approx(360_000, abs=2)


def test_a_free_group_holds_its_touchpoints_together() -> None:
    answer = optimise_plan(plan_with(limit("upper", 200_000, "group", "g"), groups=GROUP))
    assert charged(answer, "t_search", "t_again") == pytest.approx(200_000)
    assert answer.proposed.spend["t_social"] == 700_000


@pytest.mark.parametrize(("form", "share"), [("upper_share", 0.3), ("lower_share", 0.85)])
def test_shares_of_what_is_spent_follow_the_spend(form: str, share: float) -> None:
    """With little spent, a share of the spend is less than that of the total."""
    rules = {"spend_total": "at_most", "shares_of": "spend", "objective": "profit"}
    values = small_values(rules=FREE | {"total_budget": 5_000_000} | rules | limit(form, share))
    values["steps"][2]["margin"] = 1.0
    for line in values["touchpoints"]:
        line["curve"]["evidence"] = "measured"
    answer = optimise_plan(make_plan(values))
    spent = sum(answer.proposed.spend.values())
    assert 0 < spent < 5_000_000
    part = answer.proposed.spend["t_search"] / spent
    assert part <= share + 1e-5 if form == "upper_share" else part >= share - 1e-5
    own = small_values(rules=FREE | {"total_budget": 5_000_000} | rules)
    own["touchpoints"][0][form] = share
    own["steps"][2]["margin"] = 1.0
    for line in own["touchpoints"]:
        line["curve"]["evidence"] = "measured"
    assert optimise_plan(make_plan(own)).unrounded == pytest.approx(answer.unrounded, rel=1e-4)


@pytest.mark.parametrize(
    ("rules", "key", "step"),
    [
        (limit("upper", 300_000), "channel_limit:l:upper", {"upper": 310_000}),
        (limit("upper_share", 0.3), "channel_limit:l:upper_share", {"upper_share": 0.3 + 100 / 9_000}),
        (limit("upper_current", 0.5), "channel_limit:l:upper_current", {"upper_current": 0.52}),
        (limit("lower", 750_000), "channel_limit:l:lower", {"lower": 760_000}),
    ],
)
def test_the_price_of_each_form_is_what_a_re_solve_finds(
    rules: dict[str, Any], key: str, step: dict[str, float]
) -> None:
    before = optimise_plan(plan_with(rules))
    moved = plan_with({"limits": [{**rules["limits"][0], **step}]})
    gained = optimise_plan(moved).unrounded - before.unrounded
    assert before.prices[key].price * 100 == pytest.approx(gained, rel=0.06)


def test_a_line_changes_by_no_more_than_allowed_and_as_well_as_scipy() -> None:
    rules = {"line_change": 0.1, "change_from_today": True, "total_budget": 3_000_000}
    plan = plan_with(rules, periods=MONTHS)
    answer = optimise_plan(plan)
    days = np.array([period.days for period in plan.periods])
    for line in plan.touchpoints:
        pace = np.array([answer.proposed.by_period[p.id][line.id] for p in plan.periods]) / days
        before = np.array([line.current_spend / 30, *pace[:-1]])
        assert np.all(pace <= before * 1.1 + 0.01)
        assert np.all(pace >= before * 0.9 - 0.01)
    assert sum(answer.proposed.spend.values()) == 3_000_000
    assert answer.upper >= _by_scipy(plan) * (1 - 1e-6)
    assert answer.unrounded == pytest.approx(_by_scipy(plan), rel=1e-3)
    assert not answer.broken_by_rounding


def _by_scipy(plan: Plan) -> float:
    """The best objective SciPy's SLSQP finds within the network's rules."""
    network = compile_plan(plan)
    rules = [
        {"type": "eq" if rule.sense == "=" else "ineq",
         "fun": lambda x, r=rule: (r.total(x) - r.limit) * (-1.0 if r.sense == "<=" else 1.0) / 1_000}
        for rule in network.rules
    ]  # fmt: skip
    start = network.current * 30_000 / network.current.sum()
    found = minimize(
        lambda x: -float(objective_of(network, flow(network, x), x)) / 100, start, method="SLSQP",
        bounds=[(low, None if np.isinf(high) else high) for low, high in zip(network.lower, network.upper, strict=True)],
        constraints=rules, options={"maxiter": 400, "ftol": 1e-10},
    )  # fmt: skip
    return float(-found.fun * 100)


def test_all_money_together_changes_slowly_too() -> None:
    values = small_values(rules=FREE | {"total_budget": 3_000_000, "total_change": 0.05}, periods=MONTHS)
    values["steps"][0]["organic_season_id"] = None
    values["seasons"] = [{"id": "s", "name": "Peak", "months": [3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0.2]}]
    for line in values["touchpoints"]:
        line["season_id"] = "s"
    plan = make_plan(values)
    answer = optimise_plan(plan)
    pace = [sum(answer.proposed.by_period[p.id].values()) / p.days for p in plan.periods]
    assert all(0.95 - 1e-6 <= after / before <= 1.05 + 1e-6 for before, after in pairwise(pace))
    assert sum(answer.proposed.spend.values()) == 3_000_000
    assert any(price.binding for key, price in answer.prices.items() if key.startswith("total_change:"))


def test_a_line_of_its_own_may_change_more_and_a_new_one_starts_freely() -> None:
    lines: dict[str, dict[str, Any]] = {
        "t_social": {"most_change": 0.5},
        "t_again": {"current_spend": 0},
    }
    plan = plan_with({"line_change": 0.1, "change_from_today": True}, lines)
    answer = optimise_plan(plan)
    assert answer.proposed.spend["t_search"] >= 450_000
    assert 150_000 <= answer.proposed.spend["t_social"] <= 450_000
    assert answer.proposed.spend["t_again"] > 0


def test_a_base_can_be_written_to_so_often_and_no_more() -> None:
    values = small_values(rules=FREE)
    values["channels"][2] |= {"base_size": 5_000, "contacts_per_person": 4, "cost_per_contact": 0.01}
    plan = make_plan(values)
    answer = optimise_plan(plan)
    assert answer.proposed.spend["t_again"] == 20_000
    assert answer.prices["contact_limit:again"].binding == "upper"
    assert answer.prices["contact_limit:again"].price > 0
    in_months = make_plan(values | {"periods": MONTHS, "rules": FREE | {"total_budget": 2_700_000}})
    months = optimise_plan(in_months).proposed.by_period
    for period in in_months.periods:
        assert months[period.id]["t_again"] <= 20_000 * period.days / 30 + 1e-6


def test_a_free_channel_is_never_without_a_limit() -> None:
    values = small_values(rules=FREE)
    values["channels"][2] |= {"base_size": 50, "contacts_per_person": 2}
    values["touchpoints"][2]["curve"] = {
        "family": "linear",
        "parameters": {"cost_per_entry": 0.5},
        "per_days": 30,
    }
    plan = make_plan(values)
    assert line_bounds(plan, plan.touchpoints[2]) == (0.0, pytest.approx(50.0), "", "contacts:t_again")
    answer = optimise_plan(plan)
    assert answer.proposed.spend["t_again"] <= 5_000
    from models.answer import simulate_plan

    ten, thousand = (
        simulate_plan(plan, {"t_again": 100 * euros}).lines["t_again"].reported for euros in (50, 5_000)
    )
    assert (ten, thousand) == (pytest.approx(100), pytest.approx(100))


def test_fixed_costs_are_taken_from_an_all_in_total() -> None:
    values = small_values(rules=FREE)
    values["channels"][2]["fixed_cost"] = 40_000
    assert sum(optimise_plan(make_plan(values)).proposed.spend.values()) == 900_000
    values["money"] = {"total_is": "all_in"}
    assert sum(optimise_plan(make_plan(values)).proposed.spend.values()) == 860_000


def test_a_minimum_buy_is_kept_or_nothing_is_bought() -> None:
    answer = optimise_plan(plan_with({}, {"t_again": {"minimum_buy": 600_000, "minimum_if_used": 100_000}}))
    assert answer.proposed.spend["t_again"] in (0, *range(600_000, 900_001))
    forced = plan_with({}, {"t_again": {"minimum_buy": 600_000, "lower": 100_000, "upper": 500_000}})
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(forced)
    assert "minimum_buy:t_again" in refusal.value.limits


@pytest.mark.parametrize(("today", "held"), [(None, False), ("2026-11-20", False), ("2026-11-21", True)])
def test_after_the_booking_deadline_only_what_is_committed_is_spent(today: str | None, held: bool) -> None:
    lines = {"t_search": {"booking_deadline": "2026-11-20", "committed": 120_000}}
    answer = optimise_plan(plan_with({"planning_date": today}, lines))
    assert (answer.proposed.spend["t_search"] == 120_000) is held
    assert ("booking:t_search" in answer.prices) is held


def test_periods_within_the_notice_are_held_and_later_ones_are_free() -> None:
    lines = {"t_search": {"booking_notice_days": 20, "committed": 90_000, "current_spend": 500_000}}
    plan = plan_with({"planning_date": "2026-12-20", "total_budget": 2_700_000}, lines, periods=MONTHS)
    months = optimise_plan(plan).proposed.by_period
    assert [months[p]["t_search"] for p in ("p1", "p2")] == [31_000, 31_000]
    assert months["p3"]["t_search"] > 100_000
    assert plan.rules.planning_date == dt.date(2026, 12, 20)


def test_locked_touchpoints_are_booked_as_they_are() -> None:
    lines = {"t_search": {"booking_deadline": "2026-11-20", "standing": "locked"}}
    answer = optimise_plan(plan_with({"planning_date": "2026-12-01"}, lines))
    assert answer.proposed.spend["t_search"] == 500_000


@pytest.mark.parametrize("shares_of", ["total", "spend"])
def test_the_price_of_every_rule_is_what_moving_it_brings(shares_of: str) -> None:
    """Each rule that binds, its right-hand side moved both ways: the price lies between what that brings."""
    limits = [
        {"id": "g", "place": "group", "place_id": "g", "upper_current": 0.9},
        {"id": "s", "place": "channel", "place_id": "social", "upper_share": 0.5},
    ]
    values = small_values(groups=GROUP, periods=MONTHS)
    values["rules"] = FREE | {
        "total_budget": 2_400_000, "limits": limits, "shares_of": shares_of, "line_change": 0.1, "total_change": 0.05,
        "spend_total": "at_most",
    }  # fmt: skip
    values["channels"][2] |= {"base_size": 5_000, "contacts_per_person": 4, "cost_per_contact": 0.05}
    values["seasons"] = [{"id": "s", "name": "Peak", "months": [1.4, 0.6, *[1] * 9, 0.5]}]
    values["touchpoints"][0]["season_id"] = "s"
    network = compile_plan(make_plan(values))
    best = optimise(network, CLOSE)
    held = [rule for rule in network.rules if rule.key in best.binding and abs(best.prices[rule.key]) > 1e-6]
    assert {rule.kind for rule in held} >= {"limit_line_change", "limit_contact_spend"}
    for rule in held:
        by = 20.0
        more, less = (optimise(_moved(network, rule.key, sign * by), CLOSE).lower for sign in (1, -1))
        tolerance = 4e-6 * abs(best.upper - best.idle)
        assert more - best.lower <= best.prices[rule.key] * by + tolerance
        assert best.lower - less >= best.prices[rule.key] * by - tolerance


def _moved(network: Network, key: str, by: float) -> Network:
    rules = [replace(rule, limit=rule.limit + by) if rule.key == key else rule for rule in network.rules]
    return network.changed(rules=tuple(rules))

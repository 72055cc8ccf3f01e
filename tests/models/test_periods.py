"""Plans of several periods: unrolled, with delays, returns, seasons, flights and budgets by period."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pytest

from bench.rivals import slsqp
from models.answer import optimise_plan, simulate_plan
from models.compile import compile_plan, node_key
from models.errors import ImpossibleLimits
from models.funnel import simulate
from models.network import Network
from models.plan import Plan, make_plan
from models.program.bound import Places, bound_at
from models.program.optimise import optimise
from models.program.rule_matrix import rule_matrix, with_finite_bounds
from models.program.worth import CLOSE
from models.stretches import arrivals, stretches_of
from tests.models.networks import with_limit
from tests.plans import small_values


def periods(*days: int, start: str = "2026-09-01") -> list[dict[str, Any]]:
    """Periods of so many days, one after another."""
    found, first = [], dt.date.fromisoformat(start)
    for number, length in enumerate(days):
        last = first + dt.timedelta(days=length - 1)
        found.append({"id": f"p{number}", "start": str(first), "end": str(last)})
        first = last + dt.timedelta(days=1)
    return found


def values_of(*days: int, **changes: Any) -> dict[str, Any]:
    values = small_values(periods=periods(*days))
    values["rules"] = {"total_budget": 30_000 * sum(days), "assumed_move_limit": None, "money_step": 10_000}
    return values | changes


def plan_of(*days: int, **changes: Any) -> Plan:
    return make_plan(values_of(*days, **changes))


def in_time(seed: int) -> Plan:
    """A plan with delays, a return, seasons, capacity and an open pipeline, all at random."""
    chance = np.random.default_rng(seed)
    values = values_of(*chance.integers(7, 32, 3 + seed % 2).tolist())
    values["links"][1]["delay"] = [{"days": int(chance.integers(0, 9)), "share": 0.6},
                                   {"days": int(chance.integers(9, 50)), "share": 0.4}]  # fmt: skip
    values["links"].append({"id": "again", "from_step_id": "order", "to_step_id": "visit",
                            "conversion": 0.3, "delay": [{"days": int(chance.integers(5, 40)), "share": 1}]})  # fmt: skip
    values["seasons"] = [{"id": s, "name": s, "months": chance.uniform(0.6, 1.6, 12).tolist()} for s in "abc"]
    values["touchpoints"][0]["season_id"] = "a"
    values["pools"][0]["season_id"] = "b"
    values["steps"][0]["organic_season_id"] = "c"
    values["steps"][1]["pipeline"] = [{"segment_id": "all", "people": 200}]
    if seed % 2:
        values["steps"][1]["capacity"] = 800
    return make_plan(values)


def test_weeks_of_a_month_give_what_the_month_gives() -> None:
    month, weeks = (simulate_plan(plan_of(*days)) for days in ((28,), (7, 7, 7, 7)))
    assert weeks.conversions == pytest.approx(month.conversions, rel=1e-6)
    assert weeks.spend == month.spend
    for line, result in month.lines.items():
        assert weeks.lines[line].conversions == pytest.approx(result.conversions, rel=1e-5)


def test_the_best_split_of_a_steady_plan_is_the_same_in_weeks() -> None:
    month, weeks = (optimise_plan(plan_of(*days)) for days in ((28,), (7, 7, 7, 7)))
    assert weeks.unrounded == pytest.approx(month.unrounded, rel=1e-4)
    assert weeks.proposed.conversions == pytest.approx(
        month.proposed.conversions, rel=2e-3
    )  # whole hundreds a week
    for line, amount in month.proposed.spend.items():
        assert weeks.proposed.spend[line] == pytest.approx(amount, rel=0.1, abs=40_000)


def test_who_goes_on_late_arrives_evenly_over_the_days() -> None:
    """People of 10 days, 4 days later: 6 tenths within the period, 4 in the next."""
    plan = make_plan(values_of(10, 10) | {"links": [
        small_values()["links"][0] | {"delay": [{"days": 4, "share": 1.0}]}, small_values()["links"][1],
    ]})  # fmt: skip
    stretches = stretches_of(plan)
    assert arrivals(stretches, 0, plan.links[0], False) == pytest.approx({0: 0.6, 1: 0.4})
    assert [stretch.days for stretch in stretches] == [10, 10, 4]
    assert arrivals(stretches, 1, plan.links[0], False) == pytest.approx({1: 0.6, 2: 0.4})
    assert arrivals(stretches, 0, plan.links[0], True) == pytest.approx({1: 1.0})


def test_what_comes_after_the_end_is_told_apart_and_counted() -> None:
    values = values_of(30)
    values["links"][1]["delay"] = [{"days": 30, "share": 1.0}]
    late, at_once = simulate_plan(make_plan(values)), simulate_plan(plan_of(30))
    assert late.conversions == pytest.approx(at_once.conversions)
    reminded = at_once.pools["undecided"].moved  # who is reminded orders at once
    assert late.later_conversions == pytest.approx(at_once.conversions - reminded)
    assert late.steps["order"].served == pytest.approx(reminded)
    assert late.steps["order"].later == pytest.approx(late.later_conversions)
    assert late.periods["p0"].conversions + late.later_conversions == pytest.approx(late.conversions)
    credited = sum(line.conversions for line in late.lines.values())
    assert credited + late.organic_conversions == pytest.approx(late.conversions, rel=1e-12)


def test_buyers_come_back_by_hand() -> None:
    """Of 100 orders three tenths are ordered again 30 days later, three tenths of these once more."""
    values = values_of(30, 30, 30, touchpoints=[], pools=[], rules={"total_budget": 0})
    values["steps"] = [{"id": "order", "stage_id": "act", "name": "Order", "converts": True,
                        "pipeline": [{"segment_id": "all", "people": 100}]}]  # fmt: skip
    values["links"] = [{"id": "again", "from_step_id": "order", "to_step_id": "order", "conversion": 0.3,
                        "delay": [{"days": 30, "share": 1.0}]}]  # fmt: skip
    seen = simulate_plan(make_plan(values))
    assert [seen.periods[p].conversions for p in ("p0", "p1", "p2")] == pytest.approx([100, 30, 9])
    assert seen.later_conversions == pytest.approx(2.7)


def test_seasons_of_claims_audiences_and_organic_entries_are_apart() -> None:
    values = values_of(30, 31)  # September and October
    values["seasons"] = [{"id": "s", "name": "S", "months": [1.0] * 9 + [2.0, 1.0, 1.0]}]
    plain = compile_plan(make_plan(values))

    def ratio(collection: str, field: str, array: str) -> list[float]:
        changed = {**values, collection: [dict(record) for record in values[collection]]}
        changed[collection][0][field] = "s"
        network = compile_plan(make_plan(changed))
        old, new = getattr(plain, array), getattr(network, array)
        return sorted(set(np.round(np.divide(new, old, out=np.ones_like(new), where=old > 0), 6)))

    assert ratio("touchpoints", "season_id", "draw_weight") == [1.0, 2.0]
    assert ratio("pools", "season_id", "pool_size")[-1] > 2.0  # organic entries stay what they are
    assert ratio("steps", "organic_season_id", "entries") == [1.0, 2.0]


def test_a_line_spends_only_while_a_message_is_active() -> None:
    values = values_of(30, 31)
    values["messages"] = [{"id": "m", "text": "M", "start": "2026-10-05"}]
    values["touchpoints"][0]["messages"] = [{"message_id": "m"}]
    values["rules"]["message_needed"] = True
    plan = make_plan(values)
    answer = optimise_plan(plan).proposed.by_period
    assert answer["p0"]["t_search"] == 0
    assert answer["p1"]["t_search"] > 0
    now = simulate_plan(plan)
    assert now.periods["p0"].spend["t_search"] == 0
    assert now.spend["t_search"] == sum(period.spend["t_search"] for period in now.periods.values())


@pytest.mark.parametrize("seed", range(6))
def test_answers_in_time_are_proved_and_as_good_as_scipy(seed: int) -> None:
    network = compile_plan(in_time(seed))
    answer = optimise(network)
    bounded = with_finite_bounds(network, rule_matrix(network))
    chance = np.random.default_rng(seed)
    starts = [
        network.current,
        answer.spend,
        *(network.current * chance.uniform(0.2, 2, network.lines) for _ in "ab"),
    ]
    best = max(slsqp(bounded, 1e-10, start).objective for start in starts)
    assert answer.status == "proved"
    assert answer.lower >= best - 1e-4 * answer.gain
    assert answer.upper >= best - 1e-9 * answer.gain


@pytest.mark.parametrize("seed", range(4))
def test_bound_holds_in_time_for_random_prices(seed: int) -> None:
    network = compile_plan(in_time(seed))
    matrix = rule_matrix(network)
    network = with_finite_bounds(network, matrix)
    answer = optimise(network)
    chance = np.random.default_rng(seed)
    for _ in range(50):
        claims = answer.claim_price * np.exp(chance.normal(0.0, 1.0, len(answer.claim_price)))
        rules = np.array(list(answer.prices.values())) * np.exp(chance.normal(0.0, 1.0, len(matrix.limit)))
        places = answer.capacity_price * np.exp(chance.normal(0.0, 1.0, len(answer.capacity_price)))
        assert bound_at(
            network, matrix, claims, rules, Places(places, np.zeros(network.rows))
        ).value >= answer.lower * (1 - 1e-12)


def with_budgets(*amounts: int | None) -> dict[str, Any]:
    values = values_of(*[14] * len(amounts))
    for period, amount in zip(values["periods"], amounts, strict=True):
        period["budget"] = amount
    return values


def test_budgets_of_periods_hold_to_the_last_unit() -> None:
    values = with_budgets(333_333, None, 250_001)
    values["rules"]["limits"] = [{"id": "c", "place": "channel", "place_id": "search", "upper": 500_000}]
    answer = optimise_plan(make_plan(values)).proposed
    assert sum(answer.by_period["p0"].values()) == 333_333
    assert sum(answer.by_period["p2"].values()) == 250_001
    assert sum(answer.spend.values()) == 30_000 * 42
    assert answer.spend["t_search"] <= 500_000
    for line, amount in answer.spend.items():
        assert amount == sum(period[line] for period in answer.by_period.values())


def test_price_of_a_period_s_budget_against_an_answer_with_more() -> None:
    network: Network = compile_plan(make_plan(with_budgets(200_000, None, None)))
    answer = optimise(network, CLOSE)
    step = 20.0
    more, less = (
        optimise(with_limit(network, "period_budget:p0", 2000.0 + s * step), CLOSE).lower for s in (1, -1)
    )
    doubt = 3 * CLOSE.gap * answer.gain
    price = answer.prices["period_budget:p0"] * step
    assert more - answer.lower - doubt <= price <= answer.lower - less + doubt
    assert price > 0


def test_budgets_that_do_not_add_up_are_named() -> None:
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(make_plan(with_budgets(100_000, 100_000)))
    assert set(refusal.value.limits) == {"total_budget", "period_budget:p0", "period_budget:p1"}


def test_limits_of_a_line_hold_over_the_plan_and_a_lock_keeps_its_pace() -> None:
    values = values_of(10, 20)
    values["touchpoints"][0] |= {"upper": 200_000}
    values["touchpoints"][1] |= {"standing": "locked"}
    answer = optimise_plan(make_plan(values))
    spend = answer.proposed.by_period
    assert answer.proposed.spend["t_search"] == 200_000
    assert answer.prices["line_limit:t_search:upper"].binding == "upper"
    assert (spend["p0"]["t_social"], spend["p1"]["t_social"]) == (100_000, 200_000)
    assert answer.limits_of_lines["t_search"] == (0, 200_000)


def test_the_plan_is_answered_from_its_own_split() -> None:
    answer = optimise_plan(in_time(1))
    again = simulate_plan(answer.plan, by_period=answer.proposed.by_period)
    assert again == answer.proposed
    assert ("all", "lead") in answer.step_worth
    assert set(answer.pool_worth) == {("all", "searching"), ("all", "undecided")}


def test_gaps_between_periods_take_time_but_no_money() -> None:
    values = values_of(10, 10)
    values["periods"][1] = {"id": "p1", "start": "2026-09-21", "end": "2026-09-30"}
    values["links"][0]["delay"] = [{"days": 10, "share": 1.0}]
    plan = make_plan(values)
    assert [stretch.period is None for stretch in stretches_of(plan)] == [False, True, False, True]
    network = compile_plan(plan)
    state = simulate(network, network.current)
    place = {key: number for number, key in enumerate(network.node_keys)}
    visits = state.served[place[node_key("all", "visit", "p0")]]
    assert state.volume[place[node_key("all", "lead", "+1")]] == pytest.approx(0.1 * visits)
    assert simulate_plan(plan).steps["lead"].later > 0

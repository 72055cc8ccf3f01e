"""Messages with curves of their own share the budget of their touchpoint."""

from __future__ import annotations

from math import fsum
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from models.answer import optimise_plan, simulate_plan
from models.compile import compile_plan
from models.errors import ImpossibleLimits, NotYetPossible, PlanError
from models.funnel import simulate
from models.message_split import in_proportion, parts_of
from models.network_keys import message_of, part_key, plain, stretch_of
from models.plan import Plan, make_plan
from models.program.optimise import optimise
from models.reality import with_people_counted
from planner.message_limits import looser_for_message
from tests.plans import curve, small_values


def power(scale: float, exponent: float = 0.5) -> dict[str, Any]:
    """A curve of the power family per 30 days, measured."""
    return {"family": "power", "parameters": {"scale": scale, "exponent": exponent}, "evidence": "measured"}


def measured(given_curve: dict[str, Any]) -> dict[str, Any]:
    """The same curve, measured."""
    return {**given_curve, "evidence": "measured"}


def values_with(
    uses: list[dict[str, Any]], messages: dict[str, dict[str, Any]] | None = None, **changes: Any
) -> dict[str, Any]:
    """Plain values of the small plan with messages on its search line, all curves measured."""
    values = small_values(**changes)
    values["messages"] = [
        {
            "id": use["message_id"],
            "text": f"Message {use['message_id']}",
            **(messages or {}).get(use["message_id"], {}),
        }
        for use in uses
    ]
    for line in values["touchpoints"]:
        line["curve"] = measured(line["curve"])
    values["touchpoints"][0]["messages"] = uses
    return values


def one_line(uses: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """Values with the search line alone, drawing on people without limit."""
    values = values_with(uses, **changes)
    values["touchpoints"] = values["touchpoints"][:1]
    values["touchpoints"][0]["pool_id"] = None
    return values


TWO: list[dict[str, Any]] = [
    {"message_id": "price", "current_spend": 200_000, "curve": power(30)},
    {"message_id": "trust", "current_spend": 300_000, "curve": power(40)},
]


def shares(plan: Plan, line: str, split: dict[str, int]) -> dict[str, int]:
    """Message id -> minor units of one line."""
    return {message_of(key) or "": money for key, money in split.items() if plain(key) == line and "#" in key}


def test_two_messages_on_one_line_share_its_money_by_the_square_of_their_scales() -> None:
    # 30 sqrt(x) + 40 sqrt(2500 - x) is greatest where x / (2500 - x) = (30 / 40)^2.
    plan = make_plan(one_line(TWO, rules={"total_budget": 250_000}))
    answer = optimise_plan(plan)
    assert shares(plan, "t_search", answer.proposed.amounts) == {"price": 90_000, "trust": 160_000}
    assert answer.proposed.spend == {"t_search": 250_000}
    assert answer.proposed.lines["t_search"].reported == pytest.approx(30 * 30 + 40 * 40)
    assert answer.gap <= 1e-4


def test_today_each_message_takes_what_it_was_seen_to_take() -> None:
    plan = make_plan(one_line(TWO))
    now = simulate_plan(plan)
    assert shares(plan, "t_search", now.amounts) == {"price": 200_000, "trust": 300_000}
    assert now.messages["t_search"]["price"].reported == pytest.approx(30 * np.sqrt(2000))


def test_unknown_spend_of_a_message_follows_the_planned_shares() -> None:
    uses = [
        {**TWO[0], "current_spend": None, "share": 0.25},
        {**TWO[1], "current_spend": None, "share": 0.75},
    ]
    plan = make_plan(one_line(uses))
    assert shares(plan, "t_search", simulate_plan(plan).amounts) == {"price": 125_000, "trust": 375_000}


def test_messages_without_a_curve_keep_acting_by_the_curve_of_the_line() -> None:
    """The rest has the line's curve cut to its part: with that part of the money, that part of the results."""
    uses: list[dict[str, Any]] = [{**TWO[0]}, {"message_id": "other"}]
    plan = make_plan(one_line(uses, messages={"other": {"effect": 0.5}}))
    now = simulate_plan(plan)
    assert now.messages["t_search"][""].spend == pytest.approx(3_000)
    assert now.messages["t_search"][""].reported == pytest.approx(4000 * 3_000 / 5_000)
    assert now.messages["t_search"][""].claims == pytest.approx(0.5 * 4000 * 3_000 / 5_000)


def test_parts_with_the_same_curve_bring_what_the_whole_brings() -> None:
    """Both halves of one curve, `s f(a / s)`: the split adds nothing and takes nothing."""
    halves = [
        {"message_id": one, "share": 0.5, "current_spend": 250_000, "curve": measured(curve(2500, 2000, 0.6))}
        for one in ("price", "trust")
    ]
    rules = {"total_budget": 1_100_000, "money_step": 2}
    whole = optimise_plan(make_plan(values_with([], rules=rules)))
    parted = optimise_plan(make_plan(values_with(halves, rules=rules)))
    assert parted.proposed.conversions == pytest.approx(whole.proposed.conversions, rel=1e-6)
    assert parted.now.conversions == pytest.approx(whole.now.conversions, rel=1e-12)
    for line, amount in whole.proposed.spend.items():
        assert parted.proposed.spend[line] == pytest.approx(amount, rel=2e-2)


def test_one_message_alone_with_the_curve_of_its_line_is_no_split() -> None:
    line_curve = measured(small_values()["touchpoints"][0]["curve"])
    alone = [{"message_id": "price", "current_spend": 500_000, "curve": line_curve}]
    rules = {"total_budget": 1_100_000}
    whole = optimise_plan(make_plan(values_with([], rules=rules)))
    parted = optimise_plan(make_plan(values_with(alone, rules=rules)))
    assert parted.proposed.spend == whole.proposed.spend
    assert parted.proposed.conversions == whole.proposed.conversions
    assert parted.proposed.messages["t_search"]["price"] == whole.proposed.lines["t_search"]


def test_against_scipy_on_the_simulation() -> None:
    uses = [*TWO, {"message_id": "other", "share": 0.3}]
    values = values_with(uses, rules={"total_budget": 1_200_000})
    values["touchpoints"][0]["current_spend"] = 700_000
    plan = make_plan(values)
    network = compile_plan(plan)
    total = 12_000.0
    found = minimize(
        lambda x: -float(simulate(network, np.maximum(x, 0.0)).objective), np.full(network.lines, total / network.lines),
        method="SLSQP", bounds=[(1e-6, total)] * network.lines,
        constraints=[{"type": "eq", "fun": lambda x: x.sum() - total}], options={"maxiter": 500, "ftol": 1e-12},
    )  # fmt: skip
    answer = optimise_plan(plan)
    assert network.lines == 5
    assert answer.proposed.objective >= -found.fun * (1 - 1e-6)
    assert answer.upper >= -found.fun * (1 - 1e-9)


@settings(max_examples=25, deadline=None)
@given(
    total=st.integers(100_000, 3_000_000), spends=st.lists(st.integers(0, 400_000), min_size=2, max_size=3),
    step=st.sampled_from([1, 100, 10_000]),
)  # fmt: skip
def test_messages_add_up_to_their_line_to_the_last_unit(total: int, spends: list[int], step: int) -> None:
    uses = [
        {
            "message_id": f"m{n}",
            "current_spend": spend,
            "curve": measured(curve(1000 + 400 * n, 900, 0.3 + 0.2 * n)),
        }
        for n, spend in enumerate(spends)
    ]
    plan = make_plan(
        values_with([*uses, {"message_id": "rest"}], rules={"total_budget": total, "money_step": step})
    )
    answer = optimise_plan(plan)
    for outcome in (answer.now, answer.proposed):
        amounts = outcome.amounts
        assert sum(amounts.values()) == sum(outcome.spend.values())
        for line, parts in outcome.messages.items():
            assert sum(shares(plan, line, amounts).values()) == outcome.spend[line]
            for name in ("reported", "claims", "people", "conversions", "revenue"):
                assert getattr(outcome.lines[line], name) == fsum(
                    getattr(part, name) for part in parts.values()
                )
    assert sum(answer.proposed.spend.values()) == total
    assert simulate_plan(plan, answer.proposed.amounts) == answer.proposed


def test_a_guessed_message_moves_at_most_as_far_as_a_guessed_line() -> None:
    uses = [{**TWO[0], "curve": {**power(30), "evidence": "assumed"}}, TWO[1]]
    plan = make_plan(one_line(uses, rules={"total_budget": 600_000}))
    answer = optimise_plan(plan)
    found = shares(plan, "t_search", answer.proposed.amounts)
    assert found["price"] == pytest.approx(216_000, abs=1_000)  # its best share is 36 % of 6,000
    tight = make_plan(one_line(uses, rules={"total_budget": 900_000}))
    answer = optimise_plan(tight)
    assert shares(tight, "t_search", answer.proposed.amounts)["price"] == 260_000
    assert answer.prices["assumed_move_limit:t_search:price"].binding == "upper"
    assert answer.prices["assumed_move_limit:t_search:price"].price > 0


def test_a_lock_keeps_the_sum_and_leaves_the_messages_free() -> None:
    values = values_with(TWO, rules={"total_budget": 1_100_000})
    values["touchpoints"][0]["standing"] = "locked"
    plan = make_plan(values)
    answer = optimise_plan(plan)
    assert answer.proposed.spend["t_search"] == 500_000
    assert shares(plan, "t_search", answer.proposed.amounts) == {"price": 180_000, "trust": 320_000}
    assert answer.prices["locked:t_search"].binding == "equal"


def test_a_test_keeps_every_message_as_it_is() -> None:
    values = values_with(TWO, rules={"total_budget": 1_100_000, "test_reserve": 500_000})
    values["touchpoints"][0]["standing"] = "test"
    plan = make_plan(values)
    found = shares(plan, "t_search", optimise_plan(plan).proposed.amounts)
    assert found == {"price": 200_000, "trust": 300_000}


@pytest.mark.parametrize(
    ("field", "amount", "wanted"),
    [("committed", 800_000, 800_000), ("lower", 700_000, 700_000), ("upper", 300_000, 300_000)],
)
def test_limits_of_the_touchpoint_act_on_the_sum(field: str, amount: int, wanted: int) -> None:
    values = values_with(TWO, rules={"total_budget": 900_000})
    values["touchpoints"][0][field] = amount
    plan = make_plan(values)
    answer = optimise_plan(plan)
    assert answer.proposed.spend["t_search"] == wanted
    assert answer.limits_of_lines["t_search"][0 if field != "upper" else 1] == amount


def test_limits_that_no_message_can_reach_are_named_by_both() -> None:
    uses = [{**use, "curve": {**use["curve"], "evidence": "assumed"}} for use in TWO]
    values = one_line(uses, rules={"total_budget": 900_000})
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(make_plan(values))
    assert {"assumed_move_limit:t_search:price", "assumed_move_limit:t_search:trust"} <= set(
        refusal.value.limits
    )
    values["touchpoints"][0]["committed"] = 900_000
    found = optimise_plan(make_plan(values)).proposed
    assert found.spend["t_search"] == 900_000


def test_group_limits_hold_for_the_sum_of_messages() -> None:
    limit = {"id": "l", "place": "channel", "place_id": "search", "upper": 350_000}
    plan = make_plan(values_with(TWO, rules={"total_budget": 900_000, "limits": [limit]}))
    assert optimise_plan(plan).proposed.spend["t_search"] == 350_000


def three_months(
    uses: list[dict[str, Any]], messages: dict[str, dict[str, Any]], **changes: Any
) -> dict[str, Any]:
    """Values over three months of 30 days."""
    periods = [
        {"id": "m1", "start": "2026-01-01", "end": "2026-01-30"},
        {"id": "m2", "start": "2026-01-31", "end": "2026-03-01"},
        {"id": "m3", "start": "2026-03-02", "end": "2026-03-31"},
    ]
    return values_with(uses, messages, periods=periods, **changes)


FLIGHTS = {"price": {"end": "2026-01-30"}, "trust": {"start": "2026-01-31"}}


def test_a_message_spends_only_while_it_flies() -> None:
    plan = make_plan(three_months(TWO, FLIGHTS, rules={"total_budget": 2_700_000}))
    answer = optimise_plan(plan)
    found = {
        (plan_period, message_of(key)): money
        for plan_period, amounts in answer.proposed.by_period.items()
        for key, money in amounts.items() if plain(key) == "t_search"
    }  # fmt: skip
    assert found["m1", "trust"] == found["m2", "price"] == found["m3", "price"] == 0
    assert min(found["m1", "price"], found["m2", "trust"], found["m3", "trust"]) > 0
    assert sum(answer.proposed.spend.values()) == 2_700_000
    again = simulate_plan(plan, by_period=answer.proposed.by_period)
    assert again == answer.proposed
    assert again.conversions > simulate_plan(plan).conversions


def test_a_flight_within_a_period_has_its_days_of_the_curve() -> None:
    values = one_line([TWO[0]], messages={"price": {"start": "2026-12-01", "end": "2026-12-10"}})
    plan = make_plan(values)
    now = simulate_plan(plan)
    # 10 of 30 days: a third of the curve's stretch, f(a) = 1/3 * 30 sqrt(3 a)
    assert now.messages["t_search"]["price"].reported == pytest.approx(30 * np.sqrt(3 * 5000) / 3)


def test_outside_flights_the_line_has_its_own_curve_unless_a_message_is_needed() -> None:
    flights = {"price": {"end": "2026-01-30"}}
    plan = make_plan(three_months([TWO[0]], flights, rules={"total_budget": 2_700_000}))
    now = simulate_plan(plan)
    assert now.messages["t_search"][""].reported == pytest.approx(8_000)  # two months of 4,000
    needed = make_plan(
        three_months([TWO[0]], flights, rules={"total_budget": 2_700_000, "message_needed": True})
    )
    answer = optimise_plan(needed)
    assert answer.proposed.periods["m2"].spend["t_search"] == 0
    assert answer.proposed.periods["m1"].spend["t_search"] > 0


def test_over_several_periods_guesses_locks_and_period_budgets_hold_by_sum() -> None:
    uses = [{**use, "curve": {**use["curve"], "evidence": "assumed"}} for use in TWO]
    values = three_months(uses, {}, rules={"total_budget": 3_000_000, "money_step": 10_000})
    values["periods"][1]["budget"] = 800_000
    plan = make_plan(values)
    answer = optimise_plan(plan)
    found = shares(plan, "t_search", answer.proposed.amounts)
    for message, today in (("price", 600_000), ("trust", 900_000)):
        assert 0.7 * today - 1 <= found[message] <= 1.3 * today + 1
    assert sum(answer.proposed.periods["m2"].spend.values()) == 800_000
    values["touchpoints"][0]["standing"] = "locked"
    locked = optimise_plan(make_plan(values)).proposed
    assert {period.spend["t_search"] for period in locked.periods.values()} == {500_000}


def test_carry_over_of_messages_acts_in_later_periods() -> None:
    uses = [{**TWO[0], "curve": {**power(30), "half_life_days": 20}}, TWO[1]]
    plan = make_plan(three_months(uses, FLIGHTS, rules={"total_budget": 2_700_000}))
    network, now = compile_plan(plan), simulate_plan(plan)
    stretches = {stretch_of(key) for key in network.row_keys if part_key(key) == "t_search#price"}
    assert {"m1", "m2", "m3"} <= stretches
    row = network.row_keys.index("t_search@m2#price")
    assert network.acting(network.current)[row] > 0.0
    answer = optimise_plan(plan)
    assert answer.gap <= 1e-3
    assert answer.proposed.conversions >= now.conversions


def test_an_s_shaped_message_is_answered_with_a_bound() -> None:
    hill = {"family": "hill", "parameters": {"top": 4000, "half": 3000, "slope": 2.5}, "evidence": "measured"}
    plan = make_plan(values_with([{**TWO[0], "curve": hill}, TWO[1]], rules={"total_budget": 900_000}))
    answer = optimise_plan(plan)
    assert answer.gap <= 1e-4
    grid = [
        simulate_plan(plan, {"t_search#price": price, "t_search#trust": 500_000 - price, "t_social": 300_000, "t_again": 100_000}).objective
        for price in range(0, 500_001, 25_000)
    ]  # fmt: skip
    assert answer.upper >= max(grid)


def test_minimum_if_used_on_a_split_touchpoint_is_refused_by_name() -> None:
    values = values_with(TWO, rules={"total_budget": 900_000})
    values["touchpoints"][0]["minimum_if_used"] = 100_000
    with pytest.raises(NotYetPossible, match="split between its messages"):
        optimise_plan(make_plan(values))


def test_minimum_if_used_of_a_split_touchpoint_that_is_used_anyway_is_a_least_for_the_sum() -> None:
    values = values_with(TWO, rules={"total_budget": 900_000})
    values["touchpoints"][0] |= {"minimum_if_used": 600_000, "committed": 100_000}
    answer = optimise_plan(make_plan(values))
    assert answer.proposed.spend["t_search"] == 600_000
    assert answer.prices["minimum_if_used:t_search"].binding == "lower"


def test_few_lines_changed_counts_a_touchpoint_once() -> None:
    plan = make_plan(values_with(TWO, rules={"total_budget": 900_000, "most_lines_changed": 2}))
    answer = optimise_plan(plan)
    changed = [line for line, amount in answer.proposed.spend.items() if amount != answer.now.spend[line]]
    assert len(changed) <= 2
    kept = [line for line in answer.now.spend if line not in changed]
    for line in kept:
        assert (
            shares(plan, line, answer.proposed.amounts) in ({}, shares(plan, line, answer.now.amounts))
            or line in changed
        )


def test_paused_messages_take_no_part() -> None:
    plan = make_plan(one_line(TWO, messages={"price": {"status": "paused"}}))
    assert [part.message for part in parts_of(plan, plan.touchpoints[0])] == ["trust"]
    assert shares(plan, "t_search", simulate_plan(plan).amounts) == {"trust": 500_000}


def test_a_curve_of_a_message_needs_one_of_its_touchpoint() -> None:
    values = one_line(TWO)
    values["touchpoints"][0]["curve"] = None
    with pytest.raises(PlanError, match="not known"):
        make_plan(values)
    twice = one_line([TWO[0], TWO[0]])
    twice["messages"] = twice["messages"][:1]
    with pytest.raises(PlanError, match="twice"):
        make_plan(twice)


@given(st.integers(0, 10**12), st.lists(st.floats(0, 1e9), min_size=1, max_size=6))
def test_money_in_proportion_is_whole_and_complete(amount: int, weights: list[float]) -> None:
    parts = in_proportion(amount, weights)
    assert sum(parts) == amount
    assert min(parts) >= 0


def test_people_counted_by_message_are_given_back() -> None:
    """Results that are people: message curves are raised like that of their touchpoint."""
    halves = [
        {"message_id": one, "current_spend": 250_000, "results": 2_000, "curve": curve(2500, 2000, 0.6)}
        for one in ("price", "trust")
    ]
    values = values_with(halves)
    values["touchpoints"][0] |= {"results": 4_000, "results_count": "people", "curve": curve(5000, 4000, 0.6)}
    plan = with_people_counted(make_plan(values))
    now = simulate_plan(plan)
    assert now.messages["t_search"]["price"].people == pytest.approx(2_000, rel=1e-6)
    assert now.lines["t_search"].people == pytest.approx(4_000, rel=1e-6)


def test_rules_of_a_split_line_have_a_key_of_their_own() -> None:
    """Days without spend, a lock, a change between periods: every rule can be named."""
    values = three_months(TWO, FLIGHTS, rules={"total_budget": 2_400_000, "line_change": 0.2})
    values["blackouts"] = [
        {"id": "b", "name": "Freeze", "start": "2026-03-02", "end": "2026-03-31", "place": "touchpoint", "place_id": "t_search"}
    ]  # fmt: skip
    plan = make_plan(values)
    network = compile_plan(plan)
    keys = [rule.key for rule in network.rules]
    assert all(key and not key.startswith(":") for key in keys)
    assert any(key.startswith("line_change:t_search:m2") for key in keys)
    dark = [
        n for n, key in enumerate(network.line_keys) if plain(key) == "t_search" and stretch_of(key) == "m3"
    ]
    assert {network.upper_key[n] for n in dark} == {"blackout:t_search"}
    answer = optimise_plan(plan)
    assert answer.proposed.periods["m3"].spend["t_search"] == 0
    values["touchpoints"][0]["standing"] = "locked"
    locked = compile_plan(make_plan(values))
    assert {"locked:t_search:m1", "locked:t_search:m2"} <= {rule.key for rule in locked.rules}


def test_either_or_rules_count_a_touchpoint_once_and_steps_by_message() -> None:
    values = three_months(TWO, FLIGHTS, rules={"total_budget": 2_700_000, "steps_kept": True, "money_step": 50_000, "most_lines_changed": 2})  # fmt: skip
    answer = optimise_plan(make_plan(values))
    changed = [line for line, money in answer.proposed.spend.items() if money != answer.now.spend[line]]
    assert len(changed) <= 2
    odd = [money for part in answer.proposed.by_period.values() for money in part.values() if money % 50_000]
    assert len(odd) <= 1 + 3  # of those changed at most one; a line left as it is keeps today's amounts
    assert sum(answer.proposed.spend.values()) == 2_700_000


def test_what_a_guess_about_a_message_costs_is_what_an_answer_without_it_gains() -> None:
    """The price of one message's limit against a network where it may move a little further."""
    uses = [{**TWO[0], "curve": {**power(60), "evidence": "assumed"}}, TWO[1]]
    plan = make_plan(values_with(uses, rules={"total_budget": 900_000}))
    answer = optimise_plan(plan)
    price = answer.prices["assumed_move_limit:t_search:price"]
    assert price.binding == "upper"
    looser = looser_for_message(plan, price.key, 10.0)
    assert looser is not None
    gain = optimise(looser).lower - optimise(compile_plan(plan)).lower
    assert gain == pytest.approx(10.0 * price.price, rel=0.02)

"""A plan as arrays: what is stretched, what is shared, what is refused."""

from typing import Any

import numpy as np
import pytest

from models.answer import simulate_plan
from models.compile import compile_plan, node_key, pool_key, unknown_pool_key
from models.errors import ImpossibleLimits, IncompleteQuestion
from models.funnel import simulate
from models.goals import Objective
from models.network import Network
from models.plan import Plan, make_plan
from models.program.optimise import optimise
from tests.plans import small_plan, small_values


def place(keys: tuple[str, ...], key: str) -> int:
    return keys.index(key)


def line(network: Network, key: str) -> int:
    return network.line_keys.index(key)


def changed(**changes: Any) -> Plan:
    """The small plan with fields of its first touchpoint changed."""
    values = small_values()
    values["touchpoints"][0] |= changes
    return make_plan(values)


def lasting(days: int, reference: int = 28) -> Plan:
    values = small_values(reference_days=reference)
    values["periods"] = [{"id": "p1", "start": "2026-11-01", "end": f"2026-11-{days:02d}"}]
    return make_plan(values)


def test_month_into_weeks_changes_nothing() -> None:
    """Four weeks by themselves at a quarter of the money give what the month gives."""
    month, week = compile_plan(lasting(28)), compile_plan(lasting(7))
    spend = month.current * 0.8
    whole, part = simulate(month, spend), simulate(week, spend / 4)
    np.testing.assert_allclose(4 * part.volume, whole.volume, rtol=1e-12)
    np.testing.assert_allclose(4 * part.line_conversions, whole.line_conversions, rtol=1e-12)
    np.testing.assert_allclose(4 * week.current, month.current, atol=0.05)


def test_a_month_and_its_weeks_have_the_same_best_split() -> None:
    def answer(days: int) -> np.ndarray:
        values = lasting(days).model_dump(mode="json")
        values["rules"] = {"total_budget": 900_000 * days // 28, "assumed_move_limit": None}
        return optimise(compile_plan(make_plan(values))).spend

    np.testing.assert_allclose(4 * answer(7), answer(28), rtol=0.02)


def test_the_pipeline_is_there_once() -> None:
    values = small_values()
    values["steps"][1]["pipeline"] = [{"segment_id": "all", "people": 30}]
    values["reference_days"] = 15
    network = compile_plan(make_plan(values))
    assert network.entries[place(network.node_keys, node_key("all", "lead"))] == 30.0
    assert network.entries[place(network.node_keys, node_key("all", "visit"))] == 4000.0


def test_organic_entries_leave_the_audience() -> None:
    network = compile_plan(small_plan())
    assert network.pool_size[place(network.pool_keys, pool_key("searching", "all"))] == 38_000.0


def test_an_audience_that_nobody_named_has_no_known_limit() -> None:
    network = compile_plan(changed(pool_id=None))
    pool = place(network.pool_keys, unknown_pool_key("visit", "all"))
    assert network.pool_unlimited[pool]
    assert network.draw_pool[network.draw_line == line(network, "t_search")].tolist() == [pool]


def test_claims_are_weighted() -> None:
    values = small_values()
    values["messages"] = [
        {"id": "a", "text": "A", "effect": 1.2}, {"id": "b", "text": "B", "effect": 0.8, "status": "paused"},
        {"id": "c", "text": "C", "effect": 0.6, "end": "2026-12-15"},
    ]  # fmt: skip
    values["seasons"] = [{"id": "s", "name": "Peak", "months": [1.0] * 11 + [1.5]}]
    values["touchpoints"][0] |= {
        "incrementality": 0.5, "quality": 1.1, "season_id": "s",
        "messages": [{"message_id": m, "share": 0.5} for m in "abc"],
    }  # fmt: skip
    network = compile_plan(make_plan(values))
    effect = (0.5 * 30 * 1.2 + 0.5 * 15 * 0.6) / (0.5 * 30 + 0.5 * 15)
    weight = network.draw_weight[network.draw_line == line(network, "t_search")]
    assert weight.tolist() == pytest.approx([0.5 * 1.1 * 1.5 * effect])


def test_shares_of_segments() -> None:
    values = small_values()
    values["segments"].append({"id": "firms", "name": "Firms"})
    values["touchpoints"][0]["segment_shares"] = [
        {"segment_id": "all", "share": 0.7}, {"segment_id": "firms", "share": 0.3},
    ]  # fmt: skip
    values["links"][0]["by_segment"] = [{"segment_id": "firms", "share": 0.25}]
    network = compile_plan(make_plan(values))
    assert sorted(network.draw_weight[network.draw_line == line(network, "t_search")]) == pytest.approx(
        [0.3, 0.7]
    )
    assert sorted(network.edge_rate) == pytest.approx([0.1, 0.25, 0.3, 0.3])
    assert network.pool_unlimited[place(network.pool_keys, pool_key("searching", "firms"))]


def test_what_a_line_may_spend() -> None:
    def bounds(plan: Plan) -> tuple[float, float, str, str]:
        network = compile_plan(plan)
        i = line(network, "t_search")
        return float(network.lower[i]), float(network.upper[i]), network.lower_key[i], network.upper_key[i]

    guess = "assumed_move_limit:t_search"
    assert bounds(small_plan()) == (3500.0, 6500.0, guess, guess)
    assert bounds(changed(assumed_limit_lifted=True)) == (0.0, np.inf, "", "")
    assert bounds(changed(standing="locked")) == (5000.0, 5000.0, "locked:t_search", "locked:t_search")
    assert bounds(changed(standing="test"))[2] == "test_reserve:t_search"
    assert bounds(changed(curve=None))[:3] == (5000.0, 5000.0, "locked:t_search")
    assert bounds(changed(committed=700_000)) == (7000.0, 7000.0, "committed:t_search", guess)
    limits = {"lower": 400_000, "upper": 600_000}
    assert bounds(changed(**limits))[2:] == ("line_limit:t_search:lower", "line_limit:t_search:upper")


def test_what_is_left_of_the_total() -> None:
    """Costs beside media and the part of the test reserve that no line takes are kept out."""
    values = small_values(
        rules={"total_budget": 1_000_000, "test_reserve": 120_000, "spend_total": "at_most"}
    )
    values["money"] = {"total_is": "all_in"}
    values["costs"] = [{"id": "film", "name": "Film", "amount": 50_000}]
    values["touchpoints"][2] |= {"standing": "test"}
    plan = make_plan(values)
    total = compile_plan(plan).rules[0]
    assert total.sense == "<="
    assert total.limit == pytest.approx(10_000 - 500 - max(1200 - plan.touchpoints[2].current_spend / 100, 0))


def test_objectives() -> None:
    plan = small_plan()
    visits = plan.model_copy(update={"rules": plan.rules.model_copy(update={"objective_step_id": "visit"})})
    assert compile_plan(plan, Objective.CONVERSIONS).value.tolist() == [0.0, 0.0, 1.0]
    assert compile_plan(plan, Objective.REVENUE).value.tolist() == [0.0, 0.0, 80.0]
    assert compile_plan(visits, Objective.PEOPLE_AT_STEP).value.tolist() == [1.0, 0.0, 0.0]
    with pytest.raises(IncompleteQuestion, match="at which step"):
        compile_plan(plan, Objective.PEOPLE_AT_STEP)
    with pytest.raises(IncompleteQuestion, match="count as qualified leads"):
        compile_plan(plan, Objective.QUALIFIED_LEADS)
    with pytest.raises(IncompleteQuestion, match=r"margin: it is not known at “Order”\. Give it"):
        compile_plan(plan, Objective.PROFIT)
    values = small_values()
    values["steps"][2]["margin"] = 1.0
    assert compile_plan(make_plan(values), Objective.PROFIT).value.tolist() == [0.0, 0.0, 80.0]
    values["steps"][2]["value"] = None
    with pytest.raises(IncompleteQuestion, match="No step has a value"):
        compile_plan(make_plan(values), Objective.REVENUE)


def test_a_plan_is_simulated_although_the_question_is_not_complete() -> None:
    outcome = simulate_plan(small_plan(rules={"total_budget": 900_000, "objective": "profit"}))
    assert np.isnan(outcome.objective)
    assert outcome.conversions == pytest.approx(simulate_plan(small_plan()).conversions)


def test_limits_that_contradict_each_other_are_named() -> None:
    limits = [
        {"id": "a", "place": "channel", "place_id": "search", "lower": 600_000},
        {"id": "b", "place": "stage", "place_id": "reach", "upper_share": 0.4},
    ]  # fmt: skip
    plan = small_plan(rules={"total_budget": 1_000_000, "assumed_move_limit": None, "limits": limits})
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise(compile_plan(plan))
    assert set(refusal.value.limits) == {"channel_limit:a:lower", "stage_limit:b:upper_share"}

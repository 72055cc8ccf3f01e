"""Minimum if used, whole steps and few changes, from the plan to whole money."""

import pytest

from models.answer import optimise_plan
from models.errors import ImpossibleLimits
from models.plan import Plan, make_plan
from planner.limit_words import limits_in_words
from tests.plans import small_values

FREE = {"total_budget": 900_000, "assumed_move_limit": None}


def plan_with(rules: dict[str, object], **first_line: object) -> Plan:
    values = small_values(rules=FREE | rules)
    values["touchpoints"][0] |= first_line
    return make_plan(values)


def test_minimum_if_used_is_kept_by_every_line_of_the_proposal() -> None:
    values = small_values(rules=FREE)
    for line in values["touchpoints"]:
        line["minimum_if_used"] = 450_000
    answer = optimise_plan(make_plan(values))
    assert answer.status == "proved"
    assert set(answer.proposed.spend.values()) == {0, 450_000}


def test_steps_kept_in_the_search() -> None:
    answer = optimise_plan(plan_with({"money_step": 100_000, "steps_kept": True}))
    assert sum(answer.proposed.spend.values()) == 900_000
    assert all(amount % 100_000 == 0 for amount in answer.proposed.spend.values())
    assert answer.gap_rounded <= 1.01e-4


def test_few_changes_leave_the_others_as_they_are_to_the_cent() -> None:
    plan = plan_with(
        {"most_lines_changed": 1, "money_step": 100_000, "total_budget": 950_013}, current_spend=500_013
    )
    answer = optimise_plan(plan)
    changed = [line for line, amount in answer.proposed.spend.items() if amount != answer.now.spend[line]]
    assert len(changed) == 1
    assert answer.proposed.spend[changed[0]] - answer.now.spend[changed[0]] == 50_000
    assert answer.status == "proved"


def test_an_s_shaped_curve_is_proved() -> None:
    curve = {"family": "hill", "parameters": {"top": 9000, "half": 5000, "slope": 3}}
    answer = optimise_plan(plan_with({}, curve=curve))
    assert answer.status == "proved"
    assert answer.gap <= 1e-4


def test_what_cannot_hold_together_is_named_with_either_or_rules_and_in_words() -> None:
    plan = plan_with({"total_budget": 1_000_000, "most_lines_changed": 0})
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(plan)
    assert set(refusal.value.limits) == {"total_budget", "most_lines_changed"}
    assert any("at most 0" in words for words in limits_in_words(plan, refusal.value.limits))
    tight = plan_with({}, minimum_if_used=600_000, lower=100_000, upper=500_000)
    with pytest.raises(ImpossibleLimits) as named:
        optimise_plan(tight)
    assert set(named.value.limits) == {
        "line_limit:t_search:lower",
        "line_limit:t_search:upper",
        "minimum_if_used:t_search",
    }
    assert any("or nothing" in words for words in limits_in_words(tight, named.value.limits))


def test_two_independent_conflicts_are_both_named() -> None:
    values = small_values(rules=FREE)
    values["touchpoints"][0] |= {"minimum_if_used": 600_000, "lower": 100_000, "upper": 500_000}
    values["touchpoints"][1] |= {"minimum_if_used": 300_000, "lower": 100_000, "upper": 200_000}
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(make_plan(values))
    found = [set(refusal.value.limits), *(set(keys) for keys in refusal.value.further)]
    for line in ("t_search", "t_social"):
        assert {f"line_limit:{line}:lower", f"line_limit:{line}:upper", f"minimum_if_used:{line}"} in found
    assert len(found) == 2

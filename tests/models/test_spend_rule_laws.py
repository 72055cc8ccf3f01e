"""Laws of limits in every form: kept after rounding, looser never worse, conflicts named and loosened."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.allocation import Allocation
from models.answer import optimise_plan
from models.changes import with_changes
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.plan import Plan, make_plan
from models.relaxation import relaxations
from models.rounding_periods import Frame
from models.rounding_rules import keep_in_time
from planner.limit_words import limits_in_words
from tests.models.test_spend_rules import GROUP, MONTHS, limit, plan_with
from tests.plans import small_values

PLACES = (("channel", "search"), ("stage", "reach"), ("segment", "all"), ("tag", "brand"), ("group", "g"))


@st.composite
def limited(draw: st.DrawFn) -> dict[str, Any]:
    """Plain values of a plan with limits of any form that today's budget keeps."""
    values = small_values(groups=GROUP)
    values["touchpoints"][1]["tags"] = ["brand"]
    months = draw(st.booleans())
    total = 2_700_000 if months else 900_000
    values["periods"] = MONTHS if months else values["periods"]
    limits = []
    for number, (place, place_id) in enumerate(PLACES):
        if draw(st.booleans()):
            side, form = (
                draw(st.sampled_from(["lower", "upper"])),
                draw(st.sampled_from(["current", "share"])),
            )
            amount = draw(st.floats(0.3, 1.0)) if side == "lower" else draw(st.floats(1.0, 1.8))
            today = {"search": 5 / 9, "reach": 8 / 9, "all": 1.0, "brand": 3 / 9, "g": 6 / 9}[place_id]
            share = amount * today if side == "lower" else min(amount * today, 1.0)
            limits.append(
                {"id": f"l{number}", "place": place, "place_id": place_id,
                 f"{side}_{form}": share if form == "share" else amount}
            )  # fmt: skip
    values["rules"] = {
        "total_budget": total, "assumed_move_limit": None, "limits": limits,
        "shares_of": draw(st.sampled_from(["total", "spend"])),
        "line_change": draw(st.sampled_from([None, 0.05, 0.3])), "change_from_today": draw(st.booleans()),
        "total_change": draw(st.sampled_from([None, 0.02])), "money_step": draw(st.sampled_from([1, 100, 10_000])),
    }  # fmt: skip
    return values


def kept(answer: Allocation) -> dict[str, float]:
    """Rule -> minor units by which the proposed amounts break it."""
    network = compile_plan(answer.plan)
    amounts = np.array(
        [answer.proposed.by_period[period.id][line] for line in sorted(answer.proposed.spend)
         for period in answer.plan.periods], dtype=float,
    )  # fmt: skip
    found: dict[str, float] = {}
    for rule in network.rules:
        over = rule.total(amounts) - rule.limit * 100
        broken = max(over if rule.sense != ">=" else 0.0, -over if rule.sense != "<=" else 0.0)
        found[rule.key] = max(found.get(rule.key, 0.0), broken)
    return {key: broken for key, broken in found.items() if broken > 1e-3}


@settings(max_examples=25, deadline=None)
@given(limited())
def test_whole_amounts_keep_every_limit_or_say_which_they_cannot(values: dict[str, Any]) -> None:
    plan = make_plan(values)
    answer = optimise_plan(plan)
    assert set(kept(answer)) <= {*answer.broken_by_rounding, "total_budget"}
    assert sum(answer.proposed.spend.values()) + answer.unplaced == pytest.approx(plan.rules.total_budget)
    assert all(excess <= 2.0 for excess in kept(answer).values())


@settings(max_examples=20, deadline=None)
@given(limited(), st.floats(0.0, 0.5))
def test_looser_limits_never_bring_less(values: dict[str, Any], by: float) -> None:
    tight = optimise_plan(make_plan(values))
    for one in values["rules"]["limits"]:
        for form in [name for name in one if name.startswith(("lower_", "upper_"))]:
            one[form] = (
                one[form] * (1 - by)
                if form.startswith("lower")
                else min(one[form] * (1 + by), 1.0 if "share" in form else 9.0)
            )
    for name in ("line_change", "total_change"):
        if values["rules"][name] is not None:
            values["rules"][name] += by
    loose = optimise_plan(make_plan(values))
    assert loose.upper >= tight.unrounded - 1e-6 * abs(tight.unrounded)


def answered(plan: Plan) -> set[tuple[str, ...]]:
    """Every way out leads to an answer; the keys of them."""
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(plan)
    assert all(limits_in_words(plan, keys) for keys in (refusal.value.limits, *refusal.value.further))
    ways = relaxations(plan)
    for way in ways:
        optimise_plan(with_changes(plan, way.changes))
    return {way.keys for way in ways}


@pytest.mark.parametrize(
    ("rules", "lines", "key"),
    [
        (limit("lower_current", 2.0), {}, "channel_limit:l:lower_current"),
        (limit("lower_share", 1.0, "group", "g"), {"t_social": {"lower": 10_000}}, "group_limit:l:lower_share"),
        ({}, {"t_search": {"lower_current": 1.5}, "t_social": {"lower_share": 0.4}}, "line_limit:t_search:lower_current"),
        ({}, {"t_search": {"lower_share": 0.8}, "t_social": {"lower_share": 0.4}}, "line_limit:t_social:lower_share"),
        ({}, {"t_again": {"minimum_buy": 1_200_000, "lower": 100}}, "minimum_buy:t_again"),
    ],
)  # fmt: skip
def test_every_form_is_loosened_in_its_own_terms(
    rules: dict[str, Any], lines: dict[str, dict[str, Any]], key: str
) -> None:
    assert (key,) in answered(plan_with(rules, lines, groups=GROUP))


def test_a_share_of_what_is_spent_is_loosened_as_far_as_needed() -> None:
    rules = limit("lower_share", 0.5) | {"shares_of": "spend"}
    found = answered(plan_with(rules, {"t_social": {"lower": 600_000}}))
    assert ("channel_limit:l:lower_share",) in found


def test_change_between_periods_is_named_once_and_loosened() -> None:
    rules = {"line_change": 0.1, "change_from_today": True, "total_budget": 6_000_000}
    plan = plan_with(rules, periods=MONTHS)
    with pytest.raises(ImpossibleLimits) as refusal:
        optimise_plan(plan)
    said = limits_in_words(plan, refusal.value.limits)
    assert "“Search”: changes by at most 10% from one period to the next" in said
    assert len(said) <= 4
    assert any(keys[0].startswith("line_change:t_") for keys in answered(plan))


def test_two_limits_of_groups_are_loosened_in_one_click() -> None:
    two = [
        {"id": "a", "place": "channel", "place_id": "search", "lower": 600_000, "upper": 500_000},
        {"id": "b", "place": "channel", "place_id": "social", "lower_share": 0.4, "upper_share": 0.3},
    ]
    ways = relaxations(plan_with({"limits": two}))
    assert ways
    assert {key.split(":")[1] for key in ways[0].keys} == {"a", "b"}
    optimise_plan(with_changes(plan_with({"limits": two}), ways[0].changes))


@settings(max_examples=60, deadline=None)
@given(st.integers(2, 8), st.integers(1, 4), st.floats(0.01, 0.5), st.integers(0, 10_000))
def test_amounts_by_period_keep_their_sum_and_the_change(
    periods: int, lines: int, share: float, seed: int
) -> None:
    """Any feasible amounts, rounded: every sum is exact, and change holds or is named."""
    random = np.random.default_rng(seed)
    values = small_values(
        rules={"total_budget": 1, "assumed_move_limit": None, "line_change": share, "spend_total": "at_most"}
    )
    values["periods"] = [
        {"id": f"p{n}", "start": f"2026-{n + 1:02}-01", "end": f"2026-{n + 1:02}-28"} for n in range(periods)
    ]
    network = compile_plan(make_plan(values))
    wanted = np.zeros((3, periods))
    wanted[:, 0] = random.uniform(100, 100_000, 3)
    for period in range(1, periods):
        wanted[:, period] = wanted[:, period - 1] * random.choice([1 - share, 1.0, 1 + share], 3)
    totals = np.floor(wanted.sum(axis=1)).astype(np.int64)
    frame = Frame(
        totals,
        np.zeros((3, periods), dtype=np.int64),
        np.full((3, periods), 2**53),
        np.ones(3),
        np.full(periods, np.nan),
    )
    found = keep_in_time(wanted, frame, network.rules, (100, 100.0))
    assert (found.table.sum(axis=1) == totals).all()
    assert not found.broken


def test_what_no_single_limit_mends_is_mended_one_after_another() -> None:
    """A cap of a group in shares, slow change and a floor: the way out moves several of them, in one click."""
    limits = [
        {"id": "g1", "place": "group", "place_id": "g", "upper_share": 0.4},
        {"id": "c1", "place": "channel", "place_id": "social", "upper_current": 0.55},
    ]
    rules = {
        "limits": limits, "total_budget": 3_510_000, "line_change": 0.05, "total_change": 0.1, "change_from_today": True,
    }  # fmt: skip
    (keys,) = answered(plan_with(rules, periods=MONTHS, groups=GROUP))
    assert len({key.split(":")[0] for key in keys}) > 1

"""Days without spend and flights, cut across periods by date; what was spent before the plan."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.answer import optimise_plan, simulate_plan
from models.calendar import open_days, paced
from models.changes import with_changes
from models.errors import ImpossibleLimits, PlanError
from models.plan import Plan, make_plan
from planner.limit_words import limits_in_words
from planner.map_removal import removal
from tests.models.test_periods import values_of


def frozen(start: str, end: str, *days: int, place: str = "plan", place_id: str | None = None) -> Plan:
    """Periods from 1 September, nothing spent from `start` to `end`."""
    values = values_of(*days)
    values["blackouts"] = [
        {"id": "b", "name": "Freeze", "start": start, "end": end, "place": place, "place_id": place_id}
    ]
    return make_plan(values)


def claims(plan: Plan, spend: dict[str, int]) -> float:
    return simulate_plan(plan, spend).lines["t_search"].claims


def test_money_of_a_period_that_is_half_dark_acts_on_the_other_half() -> None:
    half = frozen("2026-09-01", "2026-09-15", 30)
    whole = frozen("2027-09-01", "2027-09-15", 30)
    assert claims(half, {"t_search": 300_000}) == pytest.approx(claims(whole, {"t_search": 600_000}) / 2)


def test_nothing_is_spent_in_a_period_that_is_dark() -> None:
    plan = frozen("2026-09-01", "2026-10-05", 30, 31, place="channel", place_id="search")
    answer = optimise_plan(plan).proposed
    assert answer.by_period["p0"]["t_search"] == 0
    assert min(answer.by_period["p1"]["t_search"], answer.by_period["p0"]["t_social"]) > 0
    now = simulate_plan(plan).by_period
    assert now["p0"]["t_search"] == 0
    assert now["p1"]["t_search"] == round(500_000 * 61 / 30)


@pytest.mark.parametrize(
    ("place", "place_id", "paused"),
    [("plan", None, {"t_search", "t_social", "t_again"}), ("stage", "reach", {"t_search", "t_social"}),
     ("step", "order", {"t_again"}), ("touchpoint", "t_social", {"t_social"})],
)  # fmt: skip
def test_what_pauses(place: str, place_id: str | None, paused: set[str]) -> None:
    plan = frozen("2026-09-01", "2026-09-30", 30, place=place, place_id=place_id)
    assert {line.id for line in plan.touchpoints if not open_days(plan, line, plan.periods[0])} == paused


def test_money_that_must_be_spent_on_days_without_spend_is_a_named_conflict() -> None:
    values = values_of(30)
    values["touchpoints"][0]["committed"] = 100_000
    values["blackouts"] = [
        {"id": "b", "name": "Freeze", "start": "2026-09-01", "end": "2026-09-30",
         "place": "touchpoint", "place_id": "t_search"},
    ]  # fmt: skip
    plan = make_plan(values)
    with pytest.raises(ImpossibleLimits) as refused:
        optimise_plan(plan)
    said = limits_in_words(plan, refused.value.limits)
    assert "“Search”: days without spend" in said
    assert "“Search”: €1,000 committed" in said


def test_a_flight_is_cut_across_periods_by_date() -> None:
    values = values_of(30)
    values["messages"] = [{"id": "m", "text": "M", "start": "2026-09-21", "end": "2026-12-01"}]
    values["touchpoints"][0]["messages"] = [{"message_id": "m"}]
    values["rules"]["message_needed"] = True
    flying = make_plan(values)
    assert open_days(flying, flying.touchpoints[0], flying.periods[0]) == 10
    steady = make_plan(values_of(30))
    assert claims(flying, {"t_search": 100_000}) == pytest.approx(claims(steady, {"t_search": 300_000}) / 3)


@given(st.integers(0, 10**9), st.lists(st.integers(1, 40), min_size=1, max_size=6), st.data())
def test_paced_money_adds_up_and_is_nowhere_on_dark_days(amount: int, days: list[int], data: Any) -> None:
    first = data.draw(st.integers(1, 28))
    plan = frozen(f"2026-09-{first:02d}", f"2026-{data.draw(st.integers(10, 12))}-01", *days)
    line = plan.touchpoints[0]
    money = paced(plan, line, amount)
    assert sum(money) == amount
    if any(open_days(plan, line, period) for period in plan.periods):
        for period, part in zip(plan.periods, money, strict=True):
            assert part == 0 or open_days(plan, line, period)


def test_days_without_spend_end_after_they_begin_and_name_their_place() -> None:
    for wrong in ({"start": "2026-09-02"}, {"place": "channel"}, {"place_id": "search"}):
        row = {"id": "b", "name": "F", "start": "2026-09-01", "end": "2026-09-01", **wrong}
        with pytest.raises(PlanError):
            make_plan(values_of(30, blackouts=[row]))


def test_days_without_spend_go_with_the_channel_that_pauses() -> None:
    plan = frozen("2026-09-01", "2026-09-02", 30, place="channel", place_id="again")
    assert with_changes(plan, removal(plan, [("channels", "again")]).changes).blackouts == ()


def test_what_was_spent_before_the_plan_still_acts() -> None:
    values = values_of(30)
    values["touchpoints"][0]["curve"]["half_life_days"] = 20
    spend = {"t_search": 500_000}
    as_now = claims(make_plan(values), spend)
    values["touchpoints"][0]["spend_before"] = 500_000
    assert claims(make_plan(values), spend) == as_now
    values["touchpoints"][0]["spend_before"] = 0
    assert claims(make_plan(values), spend) < as_now

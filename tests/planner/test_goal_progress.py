"""Goals against the simulation, and what campaigns bind."""

from __future__ import annotations

from typing import Any

import pytest

from models.plan import Plan, make_plan
from planner.campaign_sums import campaign_sums, unbound
from planner.goal_progress import Progress, goal_progress, goal_value
from planner.workflows import optimise, simulate
from tests.plans import small_values


def with_goal(**goal: Any) -> Plan:
    return make_plan(small_values(goals=[{"id": "g", "name": "Goal", **goal}]))


def progress(**goal: Any) -> Progress:
    plan = with_goal(**goal)
    return goal_progress(plan, simulate(plan), optimise(plan).proposed)[0]


NOW = simulate(make_plan(small_values()))
LEAD, ORDER = NOW.steps["lead"], NOW.steps["order"]
AT_LEAD = {"place": "step", "place_id": "lead"}
AT_SEARCH = {"place": "channel", "place_id": "search"}


@pytest.mark.parametrize(
    ("goal", "value"),
    [
        ({"measure": "conversion_count"}, NOW.conversions),
        ({"measure": "revenue_amount"}, NOW.revenue),
        ({"measure": "spend_amount"}, NOW.charged),
        ({"measure": "cost_per_conversion"}, NOW.charged / NOW.conversions),
        ({"measure": "people_count", **AT_LEAD}, LEAD.served),
        ({"measure": "share_leaving", **AT_LEAD}, LEAD.left / LEAD.volume),
        ({"measure": "share_going_on", **AT_LEAD}, 1 - LEAD.left / LEAD.volume),
        ({"measure": "people_count", "place": "stage", "place_id": "convert"}, ORDER.served),
        ({"measure": "conversion_count", **AT_SEARCH}, NOW.lines["t_search"].conversions),
        ({"measure": "spend_amount", **AT_SEARCH}, 5000),
        ({"measure": "cost_per_conversion", **AT_SEARCH}, 5000 / NOW.lines["t_search"].conversions),
        ({"measure": "conversion_count", **AT_LEAD}, None),
        ({"measure": "share_going_on", **AT_SEARCH}, None),
        ({"measure": "own_metric", "current": 31}, 31),
        ({"measure": "own_metric"}, None),
    ],
)
def test_the_value_today_is_that_of_the_simulation(goal: dict[str, Any], value: float | None) -> None:
    found = progress(**goal)
    assert found.today == (None if value is None else pytest.approx(value))


def test_satisfaction_and_feeling_are_read_from_the_map() -> None:
    values = small_values(
        goals=[
            {"id": "s", "name": "S", "measure": "satisfaction_score", "target": 4},
            {"id": "f", "name": "F", "measure": "feeling_score", "place": "stage", "place_id": "act", "target": 1},
        ]
    )  # fmt: skip
    values["touchpoints"][0]["satisfaction"] = 2
    values["touchpoints"][1]["satisfaction"] = 5
    values["steps"][1]["emotion_now"] = {"score": -2}
    plan = make_plan(values)
    satisfaction, feeling = goal_progress(plan, None, None)
    assert (satisfaction.today, satisfaction.proposed, satisfaction.met) == (3.5, None, False)
    assert (feeling.today, feeling.way) == (-2, 0.0)


@pytest.mark.parametrize(
    ("direction", "target", "met", "way"),
    [("up", 62, False, 0.5), ("up", 31, True, 1.0), ("down", 2, False, 2 / 31), ("down", 40, True, 1.0),
     ("hold", 31.5, True, 1.0), ("hold", 62, False, 0.5)],
)  # fmt: skip
def test_a_goal_is_met_by_its_direction(direction: str, target: float, met: bool, way: float) -> None:
    found = progress(measure="own_metric", current=31, direction=direction, target=target)
    assert (found.met, found.way) == (met, pytest.approx(way))


def test_a_goal_between_today_and_the_best_split_is_reached_by_the_split() -> None:
    plan = make_plan(small_values())
    best = optimise(plan).proposed.conversions
    found = progress(measure="conversion_count", target=(NOW.conversions + best) / 2)
    assert (found.met, found.met_by_split) == (False, True)


def test_values_are_written_in_their_own_unit() -> None:
    goal = with_goal(measure="share_leaving", **AT_LEAD).goals[0]
    assert goal_value(goal, 0.64, "EUR") == "64%"
    assert goal_value(with_goal(measure="revenue_amount").goals[0], 1240, "EUR") == "€1,240"
    assert goal_value(goal, None, "EUR") == "–"


def test_a_campaign_adds_up_what_it_binds_and_shows_where_it_contradicts_itself() -> None:
    values = small_values(
        messages=[{"id": "a", "text": "A"}, {"id": "b", "text": "B"}],
        campaigns=[{"id": "c", "name": "C", "touchpoint_ids": ["t_search", "t_again"], "message_ids": ["a"]}],
    )
    values["touchpoints"][0]["messages"] = [{"message_id": "b"}]
    plan = make_plan(values)
    (found,) = campaign_sums(plan, NOW)
    assert found.spend == 600_000
    lines = NOW.lines
    assert found.conversions == pytest.approx(lines["t_search"].conversions + lines["t_again"].conversions)
    assert found.stages == ("Reach", "Convert")
    assert [message.id for message in found.unsaid] == ["a"]
    assert [message.id for message in found.other_messages] == ["b"]
    assert [line.id for line in unbound(plan)] == ["t_social"]

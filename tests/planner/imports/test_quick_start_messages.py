"""Rows of one line that differ in their message: one touchpoint whose budget is split between messages."""

from __future__ import annotations

import pytest

from models.answer import simulate_plan
from models.changes import with_changes
from models.reality import reality_check, reality_fix
from planner.imports.quick_start import names_same_line
from tests.planner.imports.quick_start_tables import built, seen

HEADER = "channel,stage,step,creative,spend,results\n"
TWO = f"{HEADER}Meta Ads,Reach,Visits,Half price,1500,1800\nMeta Ads,Reach,Visits,Since 1931,1000,800\nGoogle search,Reach,Visits,,4000,3000\n"


def test_two_messages_make_one_touchpoint_with_two_curves() -> None:
    plan = built(TWO)
    meta = plan.touchpoints[0]
    assert (meta.name, meta.current_spend, meta.results and meta.results.value) == ("Meta Ads", 250_000, 2600)
    assert [message.text for message in plan.messages] == ["Half price", "Since 1931"]
    assert [use.share for use in meta.messages] == [0.6, 0.4]
    assert [use.current_spend for use in meta.messages] == [150_000, 100_000]
    for use in meta.messages:
        assert use.curve is not None
        assert use.results is not None
        assert use.curve.observation is not None
        assert use.curve.observation.response == use.results.value
        assert meta.curve is not None
        assert use.curve.elasticity == meta.curve.elasticity
    assert plan.touchpoints[1].messages == ()
    now = simulate_plan(plan)
    assert now.lines[meta.id].reported == pytest.approx(2600)
    assert set(now.messages[meta.id]) == {message.id for message in plan.messages}


def test_the_preview_says_so_and_takes_all_rows() -> None:
    found = seen(TWO)
    assert found.ready
    assert [fate.fate for fate in found.fates] == ["taken", "merged", "taken"]
    said = [remark.reason() for remark in found.remarks]
    assert "“Meta Ads”: 2 messages with results of their own; its budget is split between them." in said


def test_the_same_message_twice_is_still_refused_or_added_up() -> None:
    twice = TWO.replace("Since 1931", "Half price")
    assert any(names_same_line(remark) for remark in seen(twice).refusals)
    plan = built(twice, duplicates="merge")
    assert [len(line.messages) for line in plan.touchpoints] == [1, 0]
    assert plan.touchpoints[0].messages[0].curve is None
    assert plan.touchpoints[0].current_spend == 250_000


def test_a_row_without_a_message_beside_one_with_is_the_same_line() -> None:
    half = TWO.replace("Since 1931", "")
    assert any(names_same_line(remark) for remark in seen(half).refusals)
    assert built(half, duplicates="merge").touchpoints[0].messages == ()


def test_one_message_on_several_channels_is_one_message() -> None:
    plan = built(
        f"{HEADER}Meta Ads,Reach,Visits,Half price,1500,1800\nGoogle search,Reach,Visits,half  PRICE,4000,3000\n"
    )
    assert len(plan.messages) == 1
    assert all(line.messages[0].message_id == plan.messages[0].id for line in plan.touchpoints)


def test_people_without_doubles_are_given_back_by_message() -> None:
    plan = built(TWO, results_count="people")
    now = simulate_plan(plan)
    for use in plan.touchpoints[0].messages:
        assert use.results is not None
        assert now.messages[plan.touchpoints[0].id][use.message_id].reported > use.results.value
    fixed = with_changes(plan, reality_fix(plan))
    assert reality_check(fixed).closed

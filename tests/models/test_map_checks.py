"""Map checks: each finds its gap, and finds nothing in a map without it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.changes import Add, Change, Remove, Set, with_changes
from models.map_checks import CHECKS, map_findings
from models.map_finding import GRAVE, Finding
from models.plan import Plan
from tests.plans import small_plan, small_values

TODAY = dt.date(2026, 12, 15)


def sound_plan() -> Plan:
    """The small plan with everything that the checks ask for."""
    values = small_values()
    values["segments"][0]["needs"] = ["Be sure"]
    for line in values["touchpoints"]:
        line["messages"] = [{"message_id": "hello", "variant": "Hello here"}]
    values["messages"] = [{"id": "hello", "text": "Hello", "segment_ids": ["all"], "brand_checked": True}]
    values["goals"] = [{"id": "sell", "name": "Sell", "place": "step", "place_id": "order"}]
    values["campaigns"] = [
        {
            "id": "winter",
            "name": "Winter",
            "goal_id": "sell",
            "touchpoint_ids": ["t_search", "t_social", "t_lead"],
        }
    ]
    values["touchpoints"].append(
        {"id": "t_lead", "name": "Form", "step_id": "lead", "channel_id": "search",
         "messages": [{"message_id": "hello", "variant": "x"}]}
    )  # fmt: skip
    values["creative_rules"] = [{"id": "rule", "trigger_step_id": "visit", "message_id": "hello"}]
    values["scripts"] = [
        {"id": "ask", "step_id": "lead", "customer_action": "Asks", "company_reaction": "Answers"}
    ]
    values["sources"] = [{"id": "crm", "name": "CRM", "date": "2026-12-01", "review_interval_days": 30}]
    values["review_date"] = "2027-01-31"
    return small_plan(**values)


def link(record_id: str, start: str, end: str, **more: Any) -> Add:
    record = {"id": record_id, "from_step_id": start, "to_step_id": end, "conversion": 0.01, **more}
    return Add(collection="links", record=record)


LINE = "touchpoints.t_search"
OFFLINE = {"id": "poster", "stage_id": "reach", "name": "Sees a poster", "trackable": False}
GAPS: dict[str, tuple[list[Change], str]] = {
    "stage_without_step": ([Add(collection="stages", record={"id": "engage", "name": "Engage"})], "engage"),
    "stage_without_touchpoint": ([Set(path="touchpoints.t_lead.step_id", value="order")], "act"),
    "channel_without_touchpoint": ([Add(collection="channels", record={"id": "mail", "name": "Mail"})], "mail"),
    "touchpoint_without_goal": ([Set(path="campaigns.winter.touchpoint_ids", value=["t_social", "t_lead"])], "t_search"),
    "touchpoint_without_message": ([Set(path=f"{LINE}.messages", value=[])], "t_search"),
    "message_without_audience": ([Set(path="messages.hello.segment_ids", value=[])], "hello"),
    "message_without_variant": ([Set(path=f"{LINE}.messages", value=[{"message_id": "hello"}])], "hello"),
    "message_without_brand_check": ([Set(path="messages.hello.brand_checked", value=False)], "hello"),
    "step_without_creative": ([Set(path="touchpoints.t_lead.messages", value=[])], "lead"),
    "lossy_step_without_follow_up": ([Remove(collection="creative_rules", id="rule")], "visit"),
    "script_without_reaction": ([Set(path="scripts.ask.company_reaction", value=" ")], "ask"),
    "step_before_tracking": ([Add(collection="steps", record=OFFLINE), link("p", "poster", "visit", conversion=0.9)], "poster"),
    "variant_not_covered": (
        [Add(collection="steps", record={"id": "call", "stage_id": "act", "name": "Calls"}),
         link("c", "visit", "call", variant="phone")], "c",
    ),
    "path_longer_than_needed": ([link("short", "visit", "order")], "lead"),
    "segment_without_needs": ([Set(path="segments.all.needs", value=[])], "all"),
    "campaign_without_goal": ([Set(path="campaigns.winter.goal_id", value=None)], "winter"),
    "source_stale": ([Set(path="sources.crm.date", value="2026-01-01")], "crm"),
    "map_stale": ([Set(path="review_date", value="2026-12-01")], "small"),
}  # fmt: skip
"""Rule -> changes that open its gap in the sound plan, and the place it is found at."""


def found(plan: Plan) -> dict[str, Finding]:
    return {finding.key: finding for finding in map_findings(plan, TODAY)}


def test_a_sound_map_has_no_findings() -> None:
    assert found(sound_plan()) == {}


@pytest.mark.parametrize("rule", GAPS)
def test_each_gap_is_found_at_its_place(rule: str) -> None:
    changes, place = GAPS[rule]
    finding = found(with_changes(sound_plan(), changes))[f"{rule}:{place}"]
    said = finding.what.format(**finding.values)
    assert "{" not in said
    assert finding.remedy
    assert finding.requirement > 0


def test_every_check_has_a_gap_here() -> None:
    assert len(GAPS) == len(CHECKS) + 2, "two rules need a date and stand apart"


def test_without_a_date_nothing_is_stale() -> None:
    plan = with_changes(sound_plan(), GAPS["source_stale"][0])
    assert map_findings(plan) == []


def test_the_gravest_come_first() -> None:
    plan = with_changes(
        sound_plan(), [*GAPS["message_without_brand_check"][0], *GAPS["stage_without_step"][0]]
    )
    severities = [finding.severity for finding in map_findings(plan, TODAY)]
    assert severities == sorted(severities, reverse=True)
    assert severities[0] == GRAVE


def test_a_return_is_no_detour() -> None:
    again = link("again", "order", "visit", delay=[{"days": 30, "share": 1}])
    assert found(with_changes(sound_plan(), [again])) == {}

"""Rules for stuck customers: what is suggested, and the brief that leaves in three formats."""

from __future__ import annotations

import csv
import io
from typing import Any

import openpyxl

from models.changes import with_changes
from models.plan import Plan, make_plan
from planner.exports.rule_brief import brief_csv, brief_text, brief_xlsx, escaped, wait_words
from planner.rule_suggestions import adding, suggested_rules
from planner.workflows import simulate
from tests.plans import small_values

HOSTILE = "=1+1 **b** [a](http://e.example) <b> # x\n- y"


def with_rule(**rule: Any) -> Plan:
    values = small_values(
        messages=[{"id": "m", "text": HOSTILE, "call_to_action": "Pay", "destination_step_id": "lead"}]
    )
    values["touchpoints"][2]["messages"] = [{"message_id": "m", "variant": "Short"}]
    if rule:
        values["creative_rules"] = [{"id": "r", "trigger_step_id": "lead", **rule}]
    return make_plan(values)


FULL = with_rule(
    stuck_for_hours=72, channel_id="again", message_id="m", destination_step_id="order", stop_condition="Ordered"
)  # fmt: skip


def test_a_rule_is_suggested_where_many_are_stuck_and_nobody_follows_up() -> None:
    plan = with_rule()
    outcome = simulate(plan)
    (found,) = suggested_rules(plan, outcome)
    assert found.step.id == "visit", "the reminder already speaks to leads"
    assert found.stuck == outcome.steps["visit"].left
    assert (found.rule.channel_id, found.rule.message_id) == ("again", "m")
    assert found.rule.destination_step_id == "lead"
    after = with_changes(plan, [adding(found)])
    assert suggested_rules(after, simulate(after)) == []


def test_the_brief_says_what_a_tool_needs_and_what_is_missing() -> None:
    (row,) = csv.DictReader(io.StringIO(brief_csv(FULL, simulate(FULL)).decode("utf-8-sig")))
    assert row["Trigger: reached this step and went no further"] == "Lead"
    assert (row["Wait, hours"], row["Segment"], row["Channel"]) == ("72", "Everybody", "Reminder ads")
    assert (row["Wording in this channel"], row["Call to action"]) == ("Short", "Pay")
    assert (row["Leads to the step"], row["Stop when"], row["Still to be decided"]) == (
        "Order",
        "Ordered",
        "",
    )
    assert float(row["People stuck here over the plan"]) > 0
    bare = with_rule(stuck_for_hours=1)
    (row,) = csv.DictReader(io.StringIO(brief_csv(bare, None).decode("utf-8-sig")))
    assert row["Still to be decided"] == "Channel, Message, Leads to the step, Stop when"
    assert row["People stuck here over the plan"] == ""


def test_a_users_text_is_no_formula_and_no_markdown() -> None:
    (row,) = csv.DictReader(io.StringIO(brief_csv(FULL, None).decode("utf-8-sig")))
    assert row["Message"].startswith("'=1+1")
    sheet = openpyxl.load_workbook(io.BytesIO(brief_xlsx(FULL, None))).worksheets[0]
    cells = [cell for line in sheet.iter_rows() for cell in line if str(cell.value).startswith("=1+1")]
    assert [cell.data_type for cell in cells] == ["s"]
    text = brief_text(FULL, None).decode()
    assert f"- Message: {escaped(HOSTILE)}" in text
    assert "**b**" not in text
    assert "<b>" not in text
    assert text.count("\n## ") == 1
    assert "- Wait: 3 days" in text


def test_waits_in_words() -> None:
    assert [wait_words(hours) for hours in (0.5, 1, 24, 36, 48)] == [
        "0.5 hours", "1 hour", "24 hours", "36 hours", "2 days",
    ]  # fmt: skip


def test_a_plan_without_rules_says_so() -> None:
    assert "no rule for stuck customers yet" in brief_text(with_rule(), None).decode()

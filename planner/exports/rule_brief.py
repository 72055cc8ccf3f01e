"""The rules for stuck customers as a brief that an automation tool can be set up from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from models.allocation import Outcome
from models.communication import CreativeRule
from models.plan import Plan
from planner.drawing.text import clean
from planner.exports.csv import write_csv
from planner.exports.table import Cell, Column, ExportTable, Kind
from planner.exports.xlsx import write_workbook
from planner.figures_in_words import number, people
from planner.language import N_, _, ngettext

COLUMNS: tuple[tuple[str, str, Kind], ...] = (
    ("number", N_("No."), Kind.NUMBER),
    ("trigger", N_("Trigger: reached this step and went no further"), Kind.TEXT),
    ("wait", N_("Wait, hours"), Kind.NUMBER),
    ("segment", N_("Segment"), Kind.TEXT),
    ("channel", N_("Channel"), Kind.TEXT),
    ("message", N_("Message"), Kind.TEXT),
    ("wording", N_("Wording in this channel"), Kind.TEXT),
    ("call", N_("Call to action"), Kind.TEXT),
    ("creative", N_("Creative"), Kind.TEXT),
    ("destination", N_("Leads to the step"), Kind.TEXT),
    ("stop", N_("Stop when"), Kind.TEXT),
    ("stuck", N_("People stuck here over the plan"), Kind.PEOPLE),
    ("missing", N_("Still to be decided"), Kind.TEXT),
)

NEEDED = {
    "channel": N_("Channel"), "message": N_("Message"), "destination": N_("Leads to the step"),
    "stop": N_("Stop when"),
}  # fmt: skip
"""What a tool cannot be set up without."""

_MARKS = re.compile(r"([\\`*_{}\[\]()#+\-.!|~<>&$:@=])")
DAY = 24


def rule_brief(plan: Plan, outcome: Outcome | None) -> ExportTable:
    """A row for each rule, in the order of the plan; `outcome` gives the people stuck."""
    columns = tuple(Column(key, _(title), kind) for key, title, kind in COLUMNS)
    rows = tuple(
        _row(plan, rule, outcome) | {"number": place} for place, rule in enumerate(plan.creative_rules, 1)
    )
    return ExportTable(_("Rules for stuck customers"), columns, rows, (plan.name,))


def brief_csv(plan: Plan, outcome: Outcome | None) -> bytes:
    """The brief as CSV."""
    return write_csv(rule_brief(plan, outcome))


def brief_xlsx(plan: Plan, outcome: Outcome | None) -> bytes:
    """The brief as a workbook."""
    return write_workbook([rule_brief(plan, outcome)], plan.currency)


def brief_text(plan: Plan, outcome: Outcome | None) -> bytes:
    """The brief as Markdown that reads as plain text; no mark of a user's text acts."""
    table = rule_brief(plan, outcome)
    lines = [f"# {table.title}: {escaped(plan.name)}", ""]
    for row in table.rows:
        lines += [f"## {row['number']}. {escaped(str(row['trigger']))}", "", *_lines(row), ""]
    if not table.rows:
        lines += [_("The plan has no rule for stuck customers yet."), ""]
    return "\n".join(lines).encode("utf-8")


def escaped(text: str) -> str:
    """A user's text on one line in which nothing is Markdown."""
    return _MARKS.sub(r"\\\1", " ".join(clean(text).split()))


def wait_words(hours: float) -> str:
    """“24 hours”, “3 days”."""
    if hours >= 2 * DAY and hours % DAY == 0:
        days = round(hours / DAY)
        return ngettext("{count} day", "{count} days", days).format(count=number(days, 0))
    return ngettext("{count} hour", "{count} hours", hours).format(count=number(hours))


def _row(plan: Plan, rule: CreativeRule, outcome: Outcome | None) -> dict[str, Cell]:
    message = plan.by_id["messages"].get(rule.message_id or "")
    hours = rule.stuck_for_hours
    result = outcome.steps.get(rule.trigger_step_id) if outcome else None
    row: dict[str, Cell] = {
        "trigger": _name(plan, "steps", rule.trigger_step_id),
        "wait": int(hours) if hours.is_integer() else hours,
        "segment": _name(plan, "segments", rule.segment_id) or _("Everybody"),
        "channel": _name(plan, "channels", rule.channel_id),
        "message": message.text if message else "",
        "wording": _wording(plan, rule),
        "call": message.call_to_action if message else "",
        "creative": message.creative_link if message else "",
        "destination": _name(plan, "steps", rule.destination_step_id),
        "stop": rule.stop_condition,
        "stuck": round(result.left) if result else None,
    }
    row["missing"] = ", ".join(_(title) for key, title in NEEDED.items() if not row[key])
    return row


def _name(plan: Plan, collection: str, record_id: str | None) -> str:
    found = plan.by_id[collection].get(record_id or "")
    return found.name if found else ""


def _wording(plan: Plan, rule: CreativeRule) -> str:
    """How the message is worded at a touchpoint of the rule's channel."""
    return next(
        (
            use.variant
            for line in plan.touchpoints if line.channel_id == rule.channel_id
            for use in line.messages if use.message_id == rule.message_id and use.variant
        ),
        "",
    )  # fmt: skip


def _lines(row: Mapping[str, Cell]) -> Iterator[str]:
    titles = {key: _(title) for key, title, _kind in COLUMNS}
    for key in ("wait", "segment", "channel", "message", "wording", "call", "creative", "destination", "stop",
                "stuck", "missing"):  # fmt: skip
        value = row[key]
        if value in (None, ""):
            continue
        if key == "wait":
            yield f"- {_('Wait')}: {wait_words(float(str(value)))}"
        elif key == "stuck":
            yield f"- {titles[key]}: {people(float(str(value)))}"
        else:
            yield f"- {titles[key]}: {escaped(str(value))}"

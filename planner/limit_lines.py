"""The tables of touchpoints and channels under Limits: rows, and the changes that typed cells mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.changes import Change, Set
from models.communication import Channel, Touchpoint
from models.limit import LIMIT_FORMS
from models.plan import Plan
from planner.language import N_, _
from planner.limit_typing import CannotBe, Cells, Kind, Problem, contradictions, typed_value

LINE_FIELDS: dict[str, tuple[Kind, str]] = {
    "standing": (Kind.CHOICE, N_("May move?")),
    "lower": (Kind.MONEY, N_("At least")),
    "upper": (Kind.MONEY, N_("At most")),
    "lower_share": (Kind.SHARE, N_("At least, %")),
    "upper_share": (Kind.SHARE, N_("At most, %")),
    "lower_current": (Kind.CURRENT, N_("At least, % of today")),
    "upper_current": (Kind.CURRENT, N_("At most, % of today")),
    "committed": (Kind.MONEY, N_("Committed")),
    "minimum_if_used": (Kind.MONEY, N_("If used, at least")),
    "assumed_limit_lifted": (Kind.YES_NO, N_("Free")),
    "most_change": (Kind.CHANGE, N_("Most change, %")),
    "place": (Kind.TEXT, N_("Place")),
    "minimum_buy": (Kind.MONEY, N_("Minimum buy")),
    "booking_deadline": (Kind.DATE, N_("Book by")),
    "booking_notice_days": (Kind.DAYS, N_("Days of notice")),
}
"""Field of a touchpoint -> what its cell holds, and the column's title."""

CHANNEL_FIELDS: dict[str, tuple[Kind, str]] = {
    "base_size": (Kind.PEOPLE, N_("People in the base")),
    "contacts_per_person": (Kind.PEOPLE, N_("Contacts a person")),
    "cost_per_contact": (Kind.PEOPLE, N_("Cost of a contact")),
    "fixed_cost": (Kind.MONEY, N_("Fixed cost")),
}
"""Field of a channel -> what its cell holds, and the column's title."""

NEVER_EMPTY = {
    "committed": 0,
    "fixed_cost": 0,
    "place": "",
    "standing": "flexible",
    "assumed_limit_lifted": False,
}
FIGURES = ("base_size", "contacts_per_person", "cost_per_contact")


@dataclass(frozen=True)
class Typed:
    """What a table's edits mean: all of `changes`, or, where there are problems, none of them yet."""

    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    names: tuple[str, ...]


def typed_lines(plan: Plan, lines: Sequence[Touchpoint], edited: Mapping[int, Cells]) -> Typed:
    """The changes that edited cells mean: number of the row -> field -> what was typed."""
    return _typed(
        plan, ("touchpoints", LINE_FIELDS), [(lines[int(row)], cells) for row, cells in edited.items()]
    )


def typed_channels(plan: Plan, channels: Sequence[Channel], edited: Mapping[int, Cells]) -> Typed:
    """The same for a table of channels."""
    return _typed(
        plan, ("channels", CHANNEL_FIELDS), [(channels[int(row)], cells) for row, cells in edited.items()]
    )


def _typed(
    plan: Plan, table: tuple[str, dict[str, tuple[Kind, str]]],
    edited: Iterable[tuple[Touchpoint | Channel, Cells]],
) -> Typed:  # fmt: skip
    changes: list[Change] = []
    problems: list[Problem] = []
    names = []
    for record, cells in edited:
        values, wrong = _values(plan, table[1], record, cells)
        problems += wrong
        names.append(record.name)
        if isinstance(record, Touchpoint) and not wrong:
            whole = {field: getattr(record, field) for field in (*LIMIT_FORMS, "committed")} | values
            problems += [
                Problem(record.name, _("At least and at most"), words)
                for words in contradictions(plan, whole)
            ]
        changes += [
            Set(path=f"{table[0]}.{record.id}.{field}", value=value) for field, value in values.items()
        ]
    return Typed(tuple(changes), tuple(problems), tuple(names))


def _values(
    plan: Plan, fields: dict[str, tuple[Kind, str]], record: Touchpoint | Channel, cells: Cells
) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for field, typed in cells.items():
        if field not in fields:
            continue
        kind, title = fields[field]
        try:
            value = typed_value(plan, kind, typed)
        except CannotBe as reason:
            problems.append(Problem(record.name, _(title), str(reason)))
            continue
        value = NEVER_EMPTY.get(field) if value is None else value
        values[field] = _figure(record, field, value) if field in FIGURES else value
    return values, problems


def _figure(record: Touchpoint | Channel, field: str, value: Any) -> Any:
    """A figure typed over keeps its evidence and source."""
    if value is None:
        return None
    before = getattr(record, field)
    kept = {} if before is None else {"evidence": before.evidence.value, "source": before.source}
    return {"value": value, **kept}

"""The table of limits on channels, stages, segments, tags and groups: a row a place, one kind at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.changes import Add, Change, Set
from models.communication import Standing, Touchpoint
from models.limit import LIMIT_FORMS, Limit, LimitPlace, LineGroup
from models.plan import Plan
from models.spend_groups import parts_in_place, today_in_place
from planner.identity import new_id
from planner.language import N_, _
from planner.limit_lines import LINE_FIELDS, Typed
from planner.limit_typing import CannotBe, Cells, Problem, contradictions, typed_value
from planner.map_removal import removal

BRAND, PERFORMANCE = "brand", "performance"
"""Tags that every plan may set floors for."""

LOCKED = "locked"
"""Column of the table: whether nothing of a place's touchpoints may move."""

COLLECTIONS = {
    LimitPlace.CHANNEL: "channels", LimitPlace.STAGE: "stages", LimitPlace.SEGMENT: "segments",
    LimitPlace.GROUP: "groups",
}  # fmt: skip


@dataclass(frozen=True)
class PlaceRow:
    """A channel, stage, segment, tag or group with its limit, if any.

    `today` is what its touchpoints cost at today's pace over the plan, minor units as charged; `locked` whether
    none of them may move, None where there is none to lock.
    """

    place: LimitPlace
    place_id: str
    name: str
    limit: Limit | None
    lines: tuple[Touchpoint, ...]
    today: float
    locked: bool | None


def place_rows(plan: Plan, place: LimitPlace) -> tuple[PlaceRow, ...]:
    """Every place of a kind; one with several limits has a row for each."""
    rows: list[PlaceRow] = []
    for place_id, name in _places(plan, place):
        own: list[Limit | None] = [
            one for one in plan.rules.limits if (one.place, one.place_id) == (place, place_id)
        ]
        lines = tuple(plan.by_id["touchpoints"][line] for line in parts_in_place(plan, place, place_id))
        today = today_in_place(plan, place, place_id)
        rows += [
            PlaceRow(place, place_id, name, limit, lines, today, _locked(place, lines))
            for limit in own or [None]
        ]
    return tuple(rows)


def _places(plan: Plan, place: LimitPlace) -> list[tuple[str, str]]:
    if place is LimitPlace.TAG:
        tags = {tag for line in plan.touchpoints for tag in line.tags}
        tags |= {limit.place_id for limit in plan.rules.limits if limit.place is LimitPlace.TAG}
        return [(tag, tag) for tag in (BRAND, PERFORMANCE, *sorted(tags - {BRAND, PERFORMANCE}))]
    return [(record.id, record.name) for record in getattr(plan, COLLECTIONS[place])]


def _locked(place: LimitPlace, lines: tuple[Touchpoint, ...]) -> bool | None:
    free = [line for line in lines if line.standing is not Standing.TEST]
    if place is LimitPlace.SEGMENT or not free:
        return None
    return all(line.standing is Standing.LOCKED for line in free)


def lock_changes(lines: Sequence[Touchpoint], *, locked: bool) -> tuple[Change, ...]:
    """Lock lines as they are, or let them move again; tests stay tests."""
    wanted = Standing.LOCKED if locked else Standing.FLEXIBLE
    return tuple(
        Set(path=f"touchpoints.{line.id}.standing", value=wanted.value)
        for line in lines if line.standing not in (wanted, Standing.TEST)
    )  # fmt: skip


def typed_places(plan: Plan, rows: Sequence[PlaceRow], edited: Mapping[int, Cells]) -> Typed:
    """The changes that edited cells mean: limits as one list, locks line by line."""
    limits = {limit.id: limit.model_dump(mode="json") for limit in plan.rules.limits}
    changes: list[Change] = []
    problems: list[Problem] = []
    for number, cells in edited.items():
        row = rows[int(number)]
        if cells.get(LOCKED) is not None and row.locked is not None:
            changes += lock_changes(row.lines, locked=bool(cells[LOCKED]))
        values, wrong = _values(plan, row, cells)
        problems += wrong
        record = limits.get(row.limit.id) if row.limit is not None else None
        record = record or {"id": new_id("limit"), "place": row.place.value, "place_id": row.place_id}
        whole = {form: record.get(form) for form in LIMIT_FORMS} | values
        if values and not wrong:
            problems += [
                Problem(row.name, _("At least and at most"), said) for said in contradictions(plan, whole)
            ]
            limits[record["id"]] = {**record, **whole}
    kept = [one for one in limits.values() if any(one[form] is not None for form in LIMIT_FORMS)]
    if kept != [limit.model_dump(mode="json") for limit in plan.rules.limits]:
        changes.append(Set(path="rules.limits", value=kept))
    return Typed(tuple(changes), tuple(problems), tuple(rows[int(number)].name for number in edited))


def _values(plan: Plan, row: PlaceRow, cells: Cells) -> tuple[dict[str, Any], list[Problem]]:
    values: dict[str, Any] = {}
    problems = []
    for form in LIMIT_FORMS:
        if form not in cells:
            continue
        kind, title = LINE_FIELDS[form]
        try:
            values[form] = typed_value(plan, kind, cells[form])
        except CannotBe as reason:
            problems.append(Problem(row.name, _(title), str(reason)))
    return values, problems


def group_changes(plan: Plan, group_id: str, name: str, lines: Sequence[str]) -> tuple[Change, ...]:
    """Make a group, or name it anew and say who is in it. Raises CannotBe."""
    name = name.strip()
    others = {group.name.casefold() for group in plan.groups if group.id != group_id}
    if not name:
        raise CannotBe(_("The group has no name. Type one."))
    if name.casefold() in others:
        raise CannotBe(_("There is a group “{name}” already. Type another name.").format(name=name))
    if not lines:
        raise CannotBe(_("The group is empty. Choose at least one touchpoint."))
    record = LineGroup(id=group_id or new_id("group"), name=name, touchpoint_ids=tuple(lines))
    if not group_id:
        return (Add(collection="groups", record=record.model_dump(mode="json")),)
    return (
        Set(path=f"groups.{group_id}.name", value=name),
        Set(path=f"groups.{group_id}.touchpoint_ids", value=list(lines)),
    )


def group_removal(plan: Plan, group_id: str) -> tuple[Change, ...]:
    """Take a group away with the limits on it."""
    return removal(plan, [("groups", group_id)]).changes


def tag_changes(plan: Plan, brand: Sequence[str]) -> tuple[Change, ...]:
    """Tag some lines as brand and all others as performance; other tags stay."""
    changes: list[Change] = []
    for line in plan.touchpoints:
        own = BRAND if line.id in brand else PERFORMANCE
        tags = [*(tag for tag in line.tags if tag not in (BRAND, PERFORMANCE)), own]
        if set(tags) != set(line.tags):
            changes.append(Set(path=f"touchpoints.{line.id}.tags", value=tags))
    return tuple(changes)


def first_stage_lines(plan: Plan) -> tuple[str, ...]:
    """Lines at the first stage: a first guess at what is brand."""
    first = plan.stages[0].id if plan.stages else ""
    return tuple(line.id for line in plan.touchpoints if plan.by_id["steps"][line.step_id].stage_id == first)


SEVERAL: dict[str, str] = {
    "lock": N_("Lock as they are"), "unlock": N_("Let them move"),
    "lower_current": N_("At least, % of today"), "upper_current": N_("At most, % of today"),
    "lower_share": N_("At least, %"), "upper_share": N_("At most, %"),
    "lower": N_("At least"), "upper": N_("At most"), "minimum_if_used": N_("If used, at least"),
    "most_change": N_("Most change, %"), "clear": N_("Take their limits away"),
}  # fmt: skip
"""What can be done to several touchpoints at once."""

WITHOUT_VALUE = ("lock", "unlock", "clear")


def several_changes(
    plan: Plan, lines: Sequence[Touchpoint], action: str, typed: Any = None
) -> tuple[Change, ...]:
    """The same change on several lines. Raises CannotBe, with the place, before anything is changed."""
    if action in ("lock", "unlock"):
        return lock_changes(lines, locked=action == "lock")
    if action == "clear":
        return tuple(
            Set(path=f"touchpoints.{line.id}.{form}", value=None)
            for line in lines for form in LIMIT_FORMS if getattr(line, form) is not None
        )  # fmt: skip
    kind, title = LINE_FIELDS[action]
    try:
        value = typed_value(plan, kind, typed)
    except CannotBe as reason:
        raise CannotBe(f"{_(title)}: {reason}") from None
    for line in lines:
        whole = {field: getattr(line, field) for field in (*LIMIT_FORMS, "committed")} | {action: value}
        for said in contradictions(plan, whole):
            raise CannotBe(f"“{line.name}”: {said}")
    return tuple(Set(path=f"touchpoints.{line.id}.{action}", value=value) for line in lines)

"""Scenarios as rows: a name, a note and a list of changes, kept apart from the plan."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from models.changes import Change, changes_adapter, with_changes
from models.errors import ChangeError, StorageError
from models.network_keys import plain
from models.outcome import ByPeriod
from models.plan import Plan
from models.quantity import N_
from planner.history_rows import local_time, now_text, stored_time
from planner.identity import new_id
from planner.plan_rows import read_open_plan
from planner.store import Database, Store, execute, insert, select
from planner.stored import Scenario


def save_scenario(
    store: Store,
    plan_id: str,
    name: str,
    note: str,
    changes: Iterable[Change],
    spend: dict[str, int] | None = None,
    *,
    by_period: ByPeriod | None = None,
    by: str = "",
) -> Scenario:
    """Keep `changes` to the plan as stored now, and a split set by hand if there is one.

    `spend` is line id -> minor units over the whole plan, `by_period` the same money by period id (and by message where
    a line is split between them); without it money is paced evenly. Raises ChangeError or PlanError when
    the changes do not fit the plan; then nothing is saved.
    """
    kept, moment = tuple(changes), local_time(now_text())
    with store.writing() as db:
        opened = read_open_plan(db, plan_id)
        after = with_changes(opened.plan, kept)
        _check_spend(after, spend or {})
        _check_by_period(after, spend or {}, by_period)
        made = Scenario(
            id=new_id("scenario"), plan_id=plan_id, name=_named(name), note=note, changes=kept,
            spend=None if spend is None else dict(spend), plan_version=opened.version, locked=False,
            by=by, at=moment, updated_at=moment, by_period=_plain(by_period),
        )  # fmt: skip
        insert(db, "scenarios", _columns(made))
    return made


def list_scenarios(store: Store, plan_id: str) -> list[Scenario]:
    """The scenarios of a plan, the earliest first."""
    with store.reading() as db:
        rows = select(db, "SELECT * FROM scenarios WHERE plan_id = ? ORDER BY rowid", plan_id)
    return [_scenario(row) for row in rows]


def rename_scenario(store: Store, scenario_id: str, name: str, note: str | None = None) -> Scenario:
    """Give a scenario another name, and another note if there is one. A locked one refuses."""
    with store.writing() as db:
        found = _unlocked(db, scenario_id)
        execute(
            db,
            "UPDATE scenarios SET name = ?, note = ?, updated_at = ? WHERE id = ?",
            _named(name), found.note if note is None else note, now_text(), scenario_id,
        )  # fmt: skip
        return _read(db, scenario_id)


def delete_scenario(store: Store, scenario_id: str) -> Scenario:
    """Delete a scenario and hand it back, so that it can be saved again. A locked one refuses."""
    with store.writing() as db:
        found = _unlocked(db, scenario_id)
        execute(db, "DELETE FROM scenarios WHERE id = ?", scenario_id)
    return found


def restore_scenario(store: Store, scenario: Scenario) -> Scenario:
    """Put a deleted scenario back as it was, on the version of the plan it was made on."""
    with store.writing() as db:
        if not select(db, "SELECT 1 FROM scenarios WHERE id = ?", scenario.id):
            insert(db, "scenarios", _columns(scenario))
        return _read(db, scenario.id)


def duplicate_scenario(store: Store, scenario_id: str, name: str, by: str = "") -> Scenario:
    """A copy under another name, unlocked, on the same version of the plan."""
    with store.writing() as db:
        moment = local_time(now_text())
        copy = replace(
            _read(db, scenario_id), id=new_id("scenario"), name=_named(name), locked=False,
            by=by, at=moment, updated_at=moment,
        )  # fmt: skip
        insert(db, "scenarios", _columns(copy))
    return copy


def lock_scenario(store: Store, scenario_id: str, locked: bool = True) -> Scenario:
    """Protect a scenario from changes, or open it again."""
    with store.writing() as db:
        execute(db, "UPDATE scenarios SET locked = ?, updated_at = ? WHERE id = ?", int(locked), now_text(), scenario_id)  # fmt: skip
        return _read(db, scenario_id)


def _check_spend(plan: Plan, spend: dict[str, int]) -> None:
    for line_id, amount in spend.items():
        if line_id not in plan.by_id["touchpoints"]:
            raise ChangeError(N_("There is no line “{line}” in this plan."), line=line_id)
        if isinstance(amount, bool) or not isinstance(amount, int) or amount < 0:
            raise ChangeError(N_("{amount} is not an amount of money."), amount=amount, where=line_id)


def _check_by_period(plan: Plan, spend: dict[str, int], by_period: ByPeriod | None) -> None:
    """Every period is the plan's, every amount one of money, and together they are the whole spend."""
    if by_period is None:
        return
    for period_id, of_lines in by_period.items():
        if period_id not in plan.by_id["periods"]:
            raise ChangeError(N_("There is no period “{period}” in this plan."), period=period_id)
        for key, amount in of_lines.items():
            _check_spend(plan, {plain(key): amount})
    placed_by_line: Counter[str] = Counter()
    for of_lines in by_period.values():
        for key, amount in of_lines.items():
            placed_by_line[plain(key)] += amount
    for line_id in dict.fromkeys([*spend, *placed_by_line]):
        placed = placed_by_line[line_id]
        if placed != spend.get(line_id, 0):
            raise ChangeError(
                N_("The amounts by period come to {placed}, not to {whole}."),
                where=plan.by_id["touchpoints"][line_id].name, placed=placed, whole=spend.get(line_id, 0),
            )  # fmt: skip


def _plain(by_period: ByPeriod | None) -> dict[str, dict[str, int]] | None:
    return None if by_period is None else {period: dict(part) for period, part in by_period.items()}


def _named(name: str) -> str:
    if not name.strip():
        raise StorageError(N_("A scenario needs a name."))
    return name.strip()


def _read(db: Database, scenario_id: str) -> Scenario:
    rows = select(db, "SELECT * FROM scenarios WHERE id = ?", scenario_id)
    if not rows:
        raise StorageError(N_("This scenario is not there any more."), remedy=N_("Reload the page."))
    return _scenario(rows[0])


def _unlocked(db: Database, scenario_id: str) -> Scenario:
    found = _read(db, scenario_id)
    if found.locked:
        raise StorageError(
            N_("The scenario “{name}” is locked."),
            remedy=N_("Unlock it first, or duplicate it."),
            name=found.name,
        )
    return found


def _columns(scenario: Scenario) -> dict[str, object]:
    return {
        "id": scenario.id,
        "plan_id": scenario.plan_id,
        "name": scenario.name,
        "note": scenario.note,
        "changes": changes_adapter.dump_json(list(scenario.changes)).decode(),
        "spend": None if scenario.spend is None else json.dumps(scenario.spend),
        "plan_version": scenario.plan_version,
        "locked": int(scenario.locked),
        "made_by": scenario.by,
        "made_at": stored_time(scenario.at),
        "updated_at": stored_time(scenario.updated_at),
        "by_period": None if scenario.by_period is None else json.dumps(scenario.by_period),
    }


def _scenario(row: dict[str, object]) -> Scenario:
    spend, by_period = row["spend"], row["by_period"]
    return Scenario(
        id=str(row["id"]),
        plan_id=str(row["plan_id"]),
        name=str(row["name"]),
        note=str(row["note"]),
        changes=tuple(changes_adapter.validate_json(str(row["changes"]))),
        spend=None if spend is None else json.loads(str(spend)),
        plan_version=int(str(row["plan_version"])),
        locked=bool(row["locked"]),
        by=str(row["made_by"]),
        at=local_time(str(row["made_at"])),
        updated_at=local_time(str(row["updated_at"])),
        by_period=None if by_period is None else json.loads(str(by_period)),
    )

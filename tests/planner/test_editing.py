"""Change, undo, redo, checkpoints and conflicts on a real SQLite file."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.changes import Add, Remove, Set
from models.errors import ChangeError, EditConflict, PlanError, StorageError
from planner import workflows
from planner.store import Store
from planner.stored import EntryKind, OpenPlan
from tests.plans import small_plan


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "plans.db")


@pytest.fixture
def opened(store: Store) -> OpenPlan:
    return workflows.add_plan(store, small_plan(), "Ann", "pasted")


def total(amount: int) -> list[Set]:
    return [Set(path="rules.total_budget", value=amount)]


def test_a_change_is_stored_with_the_value_before_it(store: Store, opened: OpenPlan) -> None:
    before = opened.plan.rules.total_budget
    after = workflows.change_plan(store, opened, total(50_000), "Bob", "Total budget")
    assert workflows.open_plan(store, "small") == after
    assert (after.version, after.can_undo, after.undo_label) == (2, True, "Total budget")
    entry = workflows.history(store, "small")[-1]
    assert (entry.kind, entry.by, entry.label, entry.version) == (EntryKind.CHANGED, "Bob", "Total budget", 2)
    assert entry.changes == (Set(path="rules.total_budget", value=50_000, before=before),)


def test_undo_and_redo_work_across_restarts(store: Store, opened: OpenPlan) -> None:
    changed = workflows.change_plan(store, opened, total(50_000), "Bob", "Total budget")
    again = Store(store.path)
    undone = workflows.undo(again, workflows.open_plan(again, "small"), "Ann")
    assert undone.plan == opened.plan
    assert (undone.can_undo, undone.can_redo, undone.redo_label) == (False, True, "Total budget")
    once_more = Store(store.path)
    redone = workflows.redo(once_more, workflows.open_plan(once_more, "small"), "Ann")
    assert redone.plan == changed.plan
    assert [entry.kind for entry in workflows.history(store, "small")] == [
        EntryKind.CREATED, EntryKind.CHANGED, EntryKind.UNDONE, EntryKind.REDONE,
    ]  # fmt: skip


def test_a_new_change_closes_redo_but_not_history(store: Store, opened: OpenPlan) -> None:
    changed = workflows.change_plan(store, opened, total(50_000), "Bob", "Total budget")
    undone = workflows.undo(store, changed, "Bob")
    other = workflows.change_plan(store, undone, [Set(path="name", value="Other")], "Bob", "Name")
    assert not other.can_redo
    assert workflows.redo(store, other, "Bob") == other
    assert [entry.label for entry in workflows.history(store, "small")] == [
        "pasted", "Total budget", "Total budget", "Name",
    ]  # fmt: skip


def test_nothing_to_undo_saves_nothing(store: Store, opened: OpenPlan) -> None:
    assert workflows.undo(store, opened, "Ann") == opened
    assert workflows.redo(store, opened, "Ann") == opened
    assert len(workflows.history(store, "small")) == 1


def test_a_change_to_the_same_value_saves_nothing(store: Store, opened: OpenPlan) -> None:
    same = workflows.change_plan(store, opened, [Set(path="name", value=opened.plan.name)], "Ann", "Name")
    assert same == opened


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(store: Store, opened: OpenPlan) -> None:
    saved = workflows.change_plan(store, opened, total(50_000), "Bob", "Total budget")
    with pytest.raises(EditConflict, match=r"^Bob saved “Total budget” in this plan on \d{4}-\d\d-\d\d at"):
        workflows.change_plan(store, opened, [Set(path="name", value="Mine")], "Ann", "Name")
    with pytest.raises(EditConflict):
        workflows.undo(store, opened, "Ann")
    with pytest.raises(EditConflict):
        workflows.redo(store, opened, "Ann")
    assert workflows.open_plan(store, "small") == saved


def test_a_conflict_with_somebody_without_a_name(store: Store, opened: OpenPlan) -> None:
    workflows.change_plan(store, opened, total(50_000), "", "Total budget")
    with pytest.raises(EditConflict, match=r"^Somebody saved “Total budget”"):
        workflows.change_plan(store, opened, total(60_000), "Ann", "Total budget")


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ([Set(path="name", value="A"), Set(path="rules.total_budget", value=-1)], PlanError),
        ([Set(path="name", value="A"), Set(path="touchpoints.nowhere.name", value="x")], ChangeError),
        ([Set(path="name", value="A"), Remove(collection="channels", id="search")], PlanError),
        ([Set(path="name", value="A"), Add(collection="people", record={"id": "x"})], ChangeError),
        ([Set(path="id", value="other")], ChangeError),
    ],
)
def test_a_change_that_does_not_fit_saves_nothing(
    store: Store, opened: OpenPlan, changes: list[Set], error: type[PlanError]
) -> None:
    with pytest.raises(error):
        workflows.change_plan(store, opened, changes, "Ann", "wrong")
    assert workflows.open_plan(store, "small") == opened
    assert len(workflows.history(store, "small")) == 1


def test_a_checkpoint_is_gone_back_to_and_that_can_be_undone(store: Store, opened: OpenPlan) -> None:
    kept = workflows.checkpoint(store, "small", " Before the meeting ", "Ann")
    assert workflows.list_checkpoints(store, "small") == [kept]
    assert (kept.name, kept.version, kept.by) == ("Before the meeting", 1, "Ann")
    changed = workflows.change_plan(store, opened, total(50_000), "Bob", "Total budget")
    back = workflows.restore_checkpoint(store, changed, kept.id, "Ann")
    assert back.plan == opened.plan
    assert back.undo_label == "Before the meeting"
    assert workflows.undo(store, back, "Ann").plan == changed.plan


def test_checkpoints_refuse_what_is_not_there(store: Store, opened: OpenPlan) -> None:
    with pytest.raises(StorageError, match="needs a name"):
        workflows.checkpoint(store, "small", "  ", "Ann")
    kept = workflows.checkpoint(store, "small", "One", "Ann")
    workflows.delete_checkpoint(store, kept.id)
    with pytest.raises(StorageError, match="not there any more"):
        workflows.restore_checkpoint(store, opened, kept.id, "Ann")
    with pytest.raises(StorageError, match="not there any more"):
        workflows.delete_checkpoint(store, kept.id)


def test_every_earlier_version_can_be_seen_again(store: Store, opened: OpenPlan) -> None:
    seen = [opened.plan]
    now = opened
    for amount in (10_000, 20_000):
        now = workflows.change_plan(store, now, total(amount), "Ann", "Total")
        seen.append(now.plan)
    now = workflows.undo(store, now, "Ann")
    seen.append(now.plan)
    assert [workflows.plan_at(store, "small", version) for version in (1, 2, 3, 4)] == seen
    with pytest.raises(StorageError, match="no version 5"):
        workflows.plan_at(store, "small", 5)

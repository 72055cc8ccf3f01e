"""Cards, copies, the archive, deleting, scenarios, ids: on a real SQLite file."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from models.changes import Remove, Set
from models.errors import ChangeError, PlanError, StorageError
from planner import workflows
from planner.identity import new_id
from planner.plan_rows import keep_answer
from planner.store import Store
from planner.stored import ENTRY_WORDS, EntryKind, OpenPlan
from tests.plans import small_plan


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "plans.db")


@pytest.fixture
def opened(store: Store) -> OpenPlan:
    return workflows.add_plan(store, small_plan(owner="Ann", review_date="2020-01-01"), "Ann", "pasted")


def test_a_card_says_what_the_plan_says(store: Store, opened: OpenPlan) -> None:
    (card,) = workflows.list_plans(store)
    plan = opened.plan
    assert (card.id, card.name, card.currency, card.owner) == (plan.id, plan.name, "EUR", "Ann")
    assert card.total_budget == plan.rules.total_budget
    assert (card.review_date, card.stale, card.version) == (dt.date(2020, 1, 1), True, 1)
    assert (card.now_conversions, card.proposed_conversions) == (None, None)
    assert card.updated_at.tzinfo is not None


def test_a_card_is_stale_only_after_the_review_date(store: Store) -> None:
    for day, stale in ((dt.date.today(), False), (dt.date.today() - dt.timedelta(1), True)):
        workflows.add_plan(store, small_plan(id=f"p{stale}", review_date=day.isoformat()), "Ann", "pasted")
    assert {card.stale: card.review_date < dt.date.today() for card in workflows.list_plans(store) if card.review_date} == {
        False: False, True: True,
    }  # fmt: skip


def test_a_remembered_answer_belongs_to_exactly_that_plan(store: Store, opened: OpenPlan) -> None:
    with store.writing() as db:
        keep_answer(db, opened.plan, 100.0, 120.0)
    assert workflows.list_plans(store)[0].proposed_conversions == 120.0
    changed = workflows.change_plan(store, opened, [Set(path="rules.total_budget", value=1)], "Ann", "Total")
    assert workflows.list_plans(store)[0].proposed_conversions is None
    workflows.undo(store, changed, "Ann")
    assert workflows.list_plans(store)[0].now_conversions == 100.0


def test_old_answers_make_room(store: Store, opened: OpenPlan) -> None:
    with store.writing() as db:
        for number in range(60):
            keep_answer(db, small_plan(description=str(number)), 1.0, 2.0)
        assert db.execute("SELECT count(*) FROM answers").fetchone() == (40,)


def test_the_same_file_twice_makes_two_plans(store: Store, opened: OpenPlan) -> None:
    second = workflows.add_plan(store, opened.plan, "Bob", "pasted")
    assert second.plan.id != opened.plan.id
    assert workflows.open_plan(store, second.plan.id).plan == second.plan
    assert len(workflows.list_plans(store)) == 2


def test_a_copy_lives_its_own_life(store: Store, opened: OpenPlan) -> None:
    changed = workflows.change_plan(store, opened, [Set(path="description", value="x")], "Ann", "About")
    copy = workflows.duplicate_plan(store, "small", "Copy", "Bob")
    assert copy.plan.name == "Copy"
    assert copy.plan.touchpoints == changed.plan.touchpoints
    assert (copy.can_undo, copy.version) == (False, 1)
    assert [(entry.kind, entry.by) for entry in workflows.history(store, copy.plan.id)] == [
        (EntryKind.CREATED, "Bob")
    ]
    workflows.change_plan(store, copy, [Set(path="name", value="Elsewhere")], "Bob", "Name")
    assert workflows.open_plan(store, "small").plan == changed.plan
    with pytest.raises(PlanError):
        workflows.duplicate_plan(store, "small", "", "Bob")


def test_the_archive(store: Store, opened: OpenPlan) -> None:
    workflows.archive_plan(store, "small", "Ann")
    workflows.archive_plan(store, "small", "Ann")
    assert workflows.list_plans(store) == []
    assert [card.archived for card in workflows.list_plans(store, archived=True)] == [True]
    assert workflows.open_plan(store, "small") == opened
    workflows.unarchive_plan(store, "small", "Bob")
    assert len(workflows.list_plans(store)) == 1
    kinds = [entry.kind for entry in workflows.history(store, "small")]
    assert kinds == [EntryKind.CREATED, EntryKind.ARCHIVED, EntryKind.UNARCHIVED]


def test_a_deleted_plan_can_be_brought_back(store: Store, opened: OpenPlan) -> None:
    workflows.delete_plan(store, "small", "Ann")
    assert workflows.list_plans(store) == []
    assert [card.id for card in workflows.list_deleted(store)] == ["small"]
    for refused in (
        lambda: workflows.open_plan(store, "small"),
        lambda: workflows.delete_plan(store, "small", "Ann"),
        lambda: workflows.archive_plan(store, "small", "Ann"),
        lambda: workflows.change_plan(store, opened, [Set(path="name", value="x")], "Ann", "Name"),
        lambda: workflows.undo(store, opened, "Ann"),
    ):
        with pytest.raises(StorageError, match="no plan"):
            refused()
    assert workflows.restore_plan(store, "small", "Ann") == opened
    with pytest.raises(StorageError, match="no plan"):
        workflows.restore_plan(store, "small", "Ann")


def test_a_new_plan_does_not_take_the_id_of_a_deleted_one(store: Store, opened: OpenPlan) -> None:
    workflows.delete_plan(store, "small", "Ann")
    assert workflows.add_plan(store, opened.plan, "Ann", "pasted").plan.id != "small"


def test_scenarios_are_kept_apart_from_the_plan(store: Store, opened: OpenPlan) -> None:
    changes = [Set(path="rules.total_budget", value=70_000)]
    line = opened.plan.touchpoints[0].id
    kept = workflows.save_scenario(store, "small", " Less ", "for the board", changes, {line: 500}, by="Ann")
    assert workflows.list_scenarios(store, "small") == [kept]
    assert (kept.name, kept.note, kept.plan_version, kept.by) == ("Less", "for the board", 1, "Ann")
    assert (kept.changes, kept.spend) == (tuple(changes), {line: 500})
    assert workflows.open_plan(store, "small") == opened
    copy = workflows.duplicate_scenario(store, kept.id, "Again", "Bob")
    renamed = workflows.rename_scenario(store, copy.id, "Second", "another note")
    assert (renamed.name, renamed.note, renamed.changes) == ("Second", "another note", kept.changes)
    assert workflows.rename_scenario(store, copy.id, "Third").note == "another note"
    gone = workflows.delete_scenario(store, copy.id)
    assert gone.name == "Third"
    assert workflows.list_scenarios(store, "small") == [kept]
    assert workflows.restore_scenario(store, gone) == gone
    assert workflows.restore_scenario(store, gone) == gone
    assert workflows.list_scenarios(store, "small") == [kept, gone]
    workflows.delete_scenario(store, gone.id)
    assert workflows.list_scenarios(store, "small") == [kept]


def test_a_locked_scenario_refuses_until_it_is_unlocked(store: Store, opened: OpenPlan) -> None:
    kept = workflows.save_scenario(store, "small", "Board", "", [], None)
    assert workflows.lock_scenario(store, kept.id).locked
    with pytest.raises(StorageError, match="“Board” is locked"):
        workflows.rename_scenario(store, kept.id, "Other")
    with pytest.raises(StorageError, match="“Board” is locked"):
        workflows.delete_scenario(store, kept.id)
    assert not workflows.duplicate_scenario(store, kept.id, "Copy").locked
    workflows.lock_scenario(store, kept.id, False)
    workflows.delete_scenario(store, kept.id)


def test_scenarios_that_do_not_fit_are_refused(store: Store, opened: OpenPlan) -> None:
    with pytest.raises(ChangeError):
        workflows.save_scenario(store, "small", "A", "", [Remove(collection="steps", id="nowhere")], None)
    with pytest.raises(ChangeError, match="no line “nowhere”"):
        workflows.save_scenario(store, "small", "A", "", [], {"nowhere": 1})
    with pytest.raises(ChangeError, match="not an amount"):
        workflows.save_scenario(store, "small", "A", "", [], {opened.plan.touchpoints[0].id: -1})
    with pytest.raises(StorageError, match="needs a name"):
        workflows.save_scenario(store, "small", " ", "", [], None)
    with pytest.raises(StorageError, match="no plan"):
        workflows.save_scenario(store, "nowhere", "A", "", [], None)
    for refused in (workflows.lock_scenario, workflows.delete_scenario):
        with pytest.raises(StorageError, match="not there any more"):
            refused(store, "nowhere")
    assert workflows.list_scenarios(store, "small") == []


def test_last_saved_sees_what_others_do(store: Store, opened: OpenPlan) -> None:
    workflows.change_plan(store, opened, [Set(path="name", value="x")], "Bob", "Name")
    workflows.archive_plan(store, "small", "Cid")
    last = workflows.last_saved(store, "small")
    assert last is not None
    assert (last.by, last.label, last.version) == ("Bob", "Name", 2)
    assert workflows.last_saved(store, "nowhere") is None


def test_every_kind_of_entry_has_a_word() -> None:
    assert set(ENTRY_WORDS) == set(EntryKind)


def test_ids_are_fresh_and_valid() -> None:
    ids = {new_id("step") for _ in range(1000)}
    assert len(ids) == 1000
    assert all(re.fullmatch(r"step_[0-9a-f]{16}", made) for made in ids)
    for prefix in ("", "Шаг", "a b", "a" * 60):
        with pytest.raises(ValueError, match="prefix"):
            new_id(prefix)


@pytest.mark.parametrize(
    "name", ["Robert'); DROP TABLE plans;--", "=1+1", "<b>x</b>", "🛒 Кошик", "a\u0000b", "%s {x}"]
)
def test_names_are_stored_as_they_are(store: Store, name: str) -> None:
    opened = workflows.add_plan(store, small_plan(name=name), name, name)
    assert workflows.list_plans(store)[0].name == name
    workflows.checkpoint(store, "small", name, name)
    workflows.save_scenario(store, "small", name, name, [], None, by=name)
    changed = workflows.change_plan(store, opened, [Set(path="description", value=name)], name, name)
    assert changed.undo_label == name
    assert workflows.history(store, "small")[0].by == name
    with pytest.raises(StorageError) as conflict:
        workflows.change_plan(store, opened, [Set(path="description", value="x")], "Ann", "x")
    assert name in str(conflict.value)

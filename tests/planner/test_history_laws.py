"""Laws of history: what is undone was never there; every version can be seen again."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from models.changes import Add, Change, Remove, Set
from models.errors import PlanError
from models.plan import Plan
from planner import workflows
from planner.store import Store
from tests.plans import plans, small_plan

LINES = [line.id for line in small_plan().touchpoints]
STAGE = {"id": "more", "name": "More", "model_stage": "engage"}


def sets() -> st.SearchStrategy[Change]:
    money = st.integers(min_value=-1, max_value=10**7)
    texts = st.text(max_size=8)
    return st.one_of(
        st.builds(Set, path=st.just("rules.total_budget"), value=money),
        st.builds(Set, path=st.sampled_from(["name", "description", "owner"]), value=texts),
        st.builds(
            Set, path=st.sampled_from([f"touchpoints.{line}.current_spend" for line in LINES]), value=money
        ),
        st.builds(Set, path=st.just("stages.more.name"), value=texts),
    )


def others() -> st.SearchStrategy[Change]:
    places = st.none() | st.integers(min_value=0, max_value=5)
    return st.one_of(
        st.builds(Add, collection=st.just("stages"), record=st.just(STAGE), index=places),
        st.builds(Remove, collection=st.just("stages"), id=st.just("more")),
        st.builds(Remove, collection=st.just("touchpoints"), id=st.sampled_from(LINES)),
        st.builds(Remove, collection=st.just("channels"), id=st.just("search")),
    )


def batches() -> st.SearchStrategy[list[list[Change]]]:
    return st.lists(st.lists(sets() | others(), min_size=1, max_size=3), max_size=8)


@given(batches())
@settings(max_examples=25, deadline=None)
def test_undoing_everything_gives_the_original_and_redoing_the_last(made: list[list[Change]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "plans.db")
        opened = original = workflows.add_plan(store, small_plan(), "Ann", "pasted")
        versions: list[Plan] = [opened.plan]
        for number, changes in enumerate(made):
            try:
                after = workflows.change_plan(store, opened, changes, "Ann", str(number))
            except PlanError:
                assert workflows.open_plan(store, "small") == opened
                continue
            if after.version > opened.version:
                versions.append(after.plan)
            opened = after
        last = opened
        while opened.can_undo:
            opened = workflows.undo(Store(store.path), opened, "Bob")
            versions.append(opened.plan)
        assert opened.plan == original.plan
        while opened.can_redo:
            opened = workflows.redo(store, opened, "Bob")
            versions.append(opened.plan)
        assert opened.plan == last.plan
        assert workflows.open_plan(store, "small") == opened
        seen = [workflows.plan_at(store, "small", version + 1) for version in range(len(versions))]
        assert seen == versions


@given(plans())
@settings(max_examples=15, deadline=None)
def test_a_stored_plan_is_the_same_plan(plan: Plan) -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "plans.db")
        workflows.add_plan(store, plan, "Ann", "pasted")
        opened = workflows.open_plan(store, plan.id)
        assert opened.plan == plan
        assert opened.plan.fingerprint == plan.fingerprint


@given(plans(), plans())
@settings(max_examples=10, deadline=None)
def test_going_back_to_a_checkpoint_gives_that_plan(before: Plan, after: Plan) -> None:
    from models.changes import difference

    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "plans.db")
        opened = workflows.add_plan(store, before, "Ann", "pasted")
        kept = workflows.checkpoint(store, before.id, "Before", "Ann")
        moved = after.model_copy(update={"id": before.id})
        changed = workflows.change_plan(store, opened, difference(before, moved), "Bob", "All of it")
        assert changed.plan == moved
        assert workflows.restore_checkpoint(store, changed, kept.id, "Ann").plan == before

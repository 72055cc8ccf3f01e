"""What changed since a review, a checkpoint, a day: from history, in words."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from models.changes import Set
from planner import workflows
from planner.changes_since import changed_since, moments, review_changes, source_checked, version_on
from planner.store import Store
from planner.workflows import OpenPlan
from tests.plans import small_plan

TODAY = dt.date(2026, 12, 1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "plans.db")


def lived(store: Store) -> OpenPlan:
    """A plan that was renamed, kept, reviewed by Bea, and renamed again by Anna."""
    opened = workflows.add_plan(store, small_plan(), "Anna", "")
    opened = workflows.change_plan(store, opened, [Set(path="name", value="Second")], "Anna", "Renamed")
    workflows.checkpoint(store, "small", "Before", "Anna")
    opened = workflows.change_plan(
        store, opened, list(review_changes(opened.plan, "Bea", TODAY)), "Bea", "Reviewed"
    )
    return workflows.change_plan(
        store, opened, [Set(path="links.visit_lead.conversion", value={"value": 0.2})], "Anna", "Better page"
    )


def test_a_review_says_who_when_and_when_again(store: Store) -> None:
    plan = lived(store).plan
    assert (plan.reviewed_on, plan.reviewed_by) == (TODAY, "Bea")
    assert plan.review_date == TODAY + dt.timedelta(days=plan.review_interval_days)


def test_moments_are_the_last_review_checkpoints_and_the_beginning(store: Store) -> None:
    lived(store)
    assert [(one.kind, one.name, one.version) for one in moments(store, "small")] == [
        ("review", "", 3), ("checkpoint", "Before", 2), ("beginning", "", 1),
    ]  # fmt: skip


def test_what_changed_is_said_in_words_with_who_did_it(store: Store) -> None:
    plan = lived(store).plan
    since_review = changed_since(store, plan, 3)
    (only,) = since_review.differences
    assert only.what == "Link “Visit → Lead” · Conversion to the next step"
    assert (only.before, only.after) == ("10% (assumed)", "20% (assumed)")
    assert [(entry.by, entry.label) for entry in since_review.entries] == [("Anna", "Better page")]
    since_beginning = changed_since(store, plan, 1)
    assert {one.what for one in since_beginning.differences} == {"Plan", only.what}
    assert [entry.label for entry in since_beginning.entries] == ["Better page", "Renamed"], (
        "a review is no news"
    )
    assert changed_since(store, plan, 4).differences == ()


def test_what_was_undone_is_no_difference(store: Store) -> None:
    opened = workflows.undo(store, lived(store), "Anna")
    assert changed_since(store, opened.plan, 3).differences == ()


def test_a_day_is_the_version_it_began_with(store: Store) -> None:
    lived(store)
    entries = workflows.history(store, "small")
    day = entries[-1].at.date()
    assert version_on(entries, day + dt.timedelta(days=1)) == 4
    assert version_on(entries, day - dt.timedelta(days=1)) == 1


def test_a_source_is_checked_today(store: Store) -> None:
    change = source_checked("crm", TODAY)
    assert isinstance(change, Set)
    assert (change.path, change.value) == ("sources.crm.date", "2026-12-01")

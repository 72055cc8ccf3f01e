"""What changed since a moment: the last review, a checkpoint, a day; in words, with who did it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.changes import Change, Set, difference
from models.plan import Plan
from planner.change_words import Difference, change_in_words
from planner.checkpoints import list_checkpoints, plan_at
from planner.store import Store
from planner.stored import EntryKind, LogEntry
from planner.workflows import history

OF_REVIEWS = ("reviewed_on", "reviewed_by", "review_date")
"""Fields that a review itself sets; they are no news."""


@dataclass(frozen=True)
class Moment:
    """A moment to look back to. `kind`: review, checkpoint, beginning; `name` is a checkpoint's."""

    key: str
    kind: str
    version: int
    at: dt.datetime
    name: str = ""


@dataclass(frozen=True)
class Since:
    """What changed since a moment: differences in words, and the entries of history that made them."""

    differences: tuple[Difference, ...]
    entries: tuple[LogEntry, ...]


def moments(store: Store, plan_id: str) -> list[Moment]:
    """The last review, the checkpoints (latest first), and the beginning of the plan."""
    entries = history(store, plan_id)
    found = [Moment("review", "review", entry.version, entry.at) for entry in _reviews(entries)[-1:]]
    for point in list_checkpoints(store, plan_id):
        found.append(Moment(point.id, "checkpoint", point.version, point.at, point.name))
    return [*found, Moment("beginning", "beginning", entries[0].version, entries[0].at)]


def version_on(entries: list[LogEntry], day: dt.date) -> int:
    """The version that the plan had when a day began, in this machine's time zone; its first if it is younger."""
    before = [entry.version for entry in entries if entry.at.date() < day]
    return before[-1] if before else entries[0].version


def changed_since(store: Store, plan: Plan, version: int) -> Since:
    """What changed from an earlier version to `plan`. Raises StorageError where there is none."""
    before = plan_at(store, plan.id, version)
    entries = tuple(
        entry for entry in history(store, plan.id) if entry.version > version and _changes_the_plan(entry)
    )
    found = difference(before, plan)
    said = tuple(change_in_words(before, plan, change) for change in found if not _of_review(change))
    return Since(said, entries[::-1])


def review_changes(plan: Plan, by: str, today: dt.date) -> tuple[Change, ...]:
    """The changes that mark a map as reviewed: when, by whom, and when it is due again."""
    due = today + dt.timedelta(days=plan.review_interval_days)
    return (
        Set(path="reviewed_on", value=today.isoformat()),
        Set(path="reviewed_by", value=by),
        Set(path="review_date", value=due.isoformat()),
    )


def source_checked(source_id: str, today: dt.date) -> Change:
    """The change that says that a source was checked today."""
    return Set(path=f"sources.{source_id}.date", value=today.isoformat())


def _reviews(entries: list[LogEntry]) -> list[LogEntry]:
    return [entry for entry in entries if entry.kind is EntryKind.CHANGED and _marks_review(entry)]


def _marks_review(entry: LogEntry) -> bool:
    return any(isinstance(change, Set) and change.path == "reviewed_on" for change in entry.changes)


def _of_review(change: Change) -> bool:
    return isinstance(change, Set) and change.path in OF_REVIEWS


def _changes_the_plan(entry: LogEntry) -> bool:
    return bool(entry.changes) and not all(_of_review(change) for change in entry.changes)

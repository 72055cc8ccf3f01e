"""What the store gives back: an open plan, cards, history, checkpoints, scenarios."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from models.changes import Change
from models.plan import Plan
from models.quantity import N_


class EntryKind(StrEnum):
    """What a line of a plan's history tells of."""

    CREATED = "created"
    CHANGED = "changed"
    UNDONE = "undone"
    REDONE = "redone"
    RESTORED = "restored"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    DELETED = "deleted"
    UNDELETED = "undeleted"


ENTRY_WORDS: dict[EntryKind, str] = {
    EntryKind.CREATED: N_("Created"),
    EntryKind.CHANGED: N_("Changed"),
    EntryKind.UNDONE: N_("Undone"),
    EntryKind.REDONE: N_("Redone"),
    EntryKind.RESTORED: N_("Restored"),
    EntryKind.ARCHIVED: N_("Archived"),
    EntryKind.UNARCHIVED: N_("Taken out of the archive"),
    EntryKind.DELETED: N_("Deleted"),
    EntryKind.UNDELETED: N_("Brought back"),
}
"""The word of each kind; what was changed follows in the entry's label."""


@dataclass(frozen=True)
class OpenPlan:
    """A plan as read, with the version it was read at; changes are made on exactly that version."""

    plan: Plan
    version: int
    can_undo: bool
    can_redo: bool
    undo_label: str
    redo_label: str


@dataclass(frozen=True)
class PlanCard:
    """What the list of plans shows of one. `total_budget` in minor units.

    `stale` when the review date has passed. The conversions are None until the plan, exactly as
    it is now, has been answered.
    """

    id: str
    name: str
    currency: str
    total_budget: int
    owner: str
    review_date: dt.date | None
    stale: bool
    version: int
    updated_at: dt.datetime
    archived: bool
    deleted: bool
    now_conversions: float | None
    proposed_conversions: float | None


@dataclass(frozen=True)
class LogEntry:
    """One line of a plan's history: who did what when; `version` is the plan's after it."""

    id: int
    plan_id: str
    version: int
    kind: EntryKind
    by: str
    at: dt.datetime
    label: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Checkpoint:
    """A named state of a plan that can be gone back to."""

    id: str
    plan_id: str
    name: str
    version: int
    by: str
    at: dt.datetime


@dataclass(frozen=True)
class Scenario:
    """A named list of changes to a plan, made on `plan_version`, and a split set by hand, if any.

    `spend` is line id -> minor units over the whole plan; `by_period` says when, period id -> line id
    (or key of a part of a line, as in `models.network_keys`) -> minor units, and is None where money is paced evenly. A locked scenario refuses changes.
    """

    id: str
    plan_id: str
    name: str
    note: str
    changes: tuple[Change, ...]
    spend: dict[str, int] | None
    plan_version: int
    locked: bool
    by: str
    at: dt.datetime
    updated_at: dt.datetime
    by_period: dict[str, dict[str, int]] | None = None

"""Limits on what groups of lines may spend together, in three forms."""

from __future__ import annotations

from enum import StrEnum

from pydantic import model_validator

from models.quantity import N_, Id, Money, Name, Record, declared


class LimitPlace(StrEnum):
    """What a limit is set on; lines carry theirs themselves."""

    CHANNEL = "channel"
    STAGE = "stage"
    SEGMENT = "segment"
    TAG = "tag"
    GROUP = "group"


MOST_OF_CURRENT = 1_000.0
"""A limit in parts of today's budget is at most so many times of it."""

LIMIT_FORMS = ("lower", "upper", "lower_share", "upper_share", "lower_current", "upper_current")
"""Fields that hold a limit's least and most, by form; each is a rule of its own under its own key."""


class LineGroup(Record):
    """A named set of touchpoints, for limits on what they get together."""

    id: Id
    name: Name = declared(N_("Group"))
    touchpoint_ids: tuple[Id, ...] = declared(N_("Touchpoints"), default=())


class Limit(Record):
    """Least and most money on a group of lines over the plan, in three forms that all hold.

    Money in minor units as charged to the budget; shares of the total budget or of what is spent
    (`BudgetRules.shares_of`); parts of what the same lines cost at today's pace (0.8 is 80 %).
    """

    id: Id
    place: LimitPlace
    place_id: Name = declared(N_("Limit on"))
    lower: Money | None = declared(N_("At least"), "money", default=None)
    upper: Money | None = declared(N_("At most"), "money", default=None)
    lower_share: float | None = declared(N_("At least, share"), "share", default=None, ge=0, le=1)
    upper_share: float | None = declared(N_("At most, share"), "share", default=None, ge=0, le=1)
    lower_current: float | None = declared(
        N_("At least, of today's budget"), "share", default=None, ge=0, le=MOST_OF_CURRENT
    )
    upper_current: float | None = declared(
        N_("At most, of today's budget"), "share", default=None, ge=0, le=MOST_OF_CURRENT
    )

    @model_validator(mode="after")
    def _says_something(self) -> Limit:
        if all(getattr(self, form) is None for form in LIMIT_FORMS):
            raise ValueError(N_("a limit needs a least or a most"))
        return self

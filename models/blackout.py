"""Days on which nothing may be spent: a freeze, a holiday, a site that is down."""

from __future__ import annotations

import datetime as dt

from pydantic import model_validator

from models.goals import GoalPlace
from models.quantity import N_, Id, Name, Record, declared


class Blackout(Record):
    """Days, both ends included, on which the lines of a place spend nothing; `plan` means every line."""

    id: Id
    name: Name = declared(N_("Why"))
    start: dt.date = declared(N_("First day without spend"))
    end: dt.date = declared(N_("Last day without spend"))
    place: GoalPlace = declared(N_("Who pauses"), default=GoalPlace.PLAN)
    place_id: Id | None = None

    @model_validator(mode="after")
    def _runs_forward(self) -> Blackout:
        if self.end < self.start:
            raise ValueError(N_("days without spend must not end before they start"))
        if (self.place is GoalPlace.PLAN) != (self.place_id is None):
            raise ValueError(N_("days without spend need the place that pauses"))
        return self

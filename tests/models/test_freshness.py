"""What is due for review: the map by its date or interval, sources by theirs."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from models.freshness import map_due, map_is_stale, overdue, sources_due
from models.plan import make_plan
from tests.plans import small_values

TODAY = dt.date(2026, 12, 1)


@pytest.mark.parametrize(
    ("fields", "due", "stale"),
    [
        ({}, None, False),
        ({"review_date": "2026-12-01"}, dt.date(2026, 12, 1), False),
        ({"review_date": "2026-11-30"}, dt.date(2026, 11, 30), True),
        ({"reviewed_on": "2026-08-01", "review_interval_days": 30}, dt.date(2026, 8, 31), True),
        ({"reviewed_on": "2026-11-20", "review_interval_days": 30}, dt.date(2026, 12, 20), False),
    ],
)
def test_the_map_is_due(fields: dict[str, Any], due: dt.date | None, stale: bool) -> None:
    plan = make_plan(small_values(**fields))
    assert map_due(plan) == due
    assert map_is_stale(plan, TODAY) is stale


def test_sources_are_due_by_their_interval_first_things_first() -> None:
    plan = make_plan(
        small_values(
            sources=[
                {"id": "never", "name": "Never", "date": "2020-01-01"},
                {"id": "fresh", "name": "Fresh", "date": "2026-11-20", "review_interval_days": 30},
                {"id": "old", "name": "Old", "date": "2026-10-01", "review_interval_days": 30},
            ]
        )
    )
    found = sources_due(plan)
    assert [(one.source.id, one.late(TODAY)) for one in found] == [
        ("old", True),
        ("fresh", False),
        ("never", False),
    ]
    assert overdue(plan, TODAY) == 1

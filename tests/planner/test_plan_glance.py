"""Where a plan's money goes today, by channel."""

from __future__ import annotations

import pytest

from models.plan import make_plan
from planner.language import speaking
from planner.plan_glance import SLICES_AT_MOST, spend_by_channel
from tests.plans import small_values


def test_shares_are_of_todays_spend_the_largest_first() -> None:
    values = small_values()
    for line, spend in zip(values["touchpoints"], (500, 300, 200), strict=False):
        line["current_spend"] = spend
    with speaking("en"):
        slices = spend_by_channel(make_plan(values))
    assert [part.share for part in slices] == sorted((part.share for part in slices), reverse=True)
    assert sum(part.share for part in slices) == pytest.approx(1)
    assert slices[0].name == "Search ads"
    assert all(part.colour.startswith("#") for part in slices)


def test_small_channels_are_shown_together() -> None:
    values = small_values()
    line = values["touchpoints"][0] | {"pool_id": None}
    kinds = [{"id": f"c{n}", "name": f"Channel {n}", "kind": "paid_other"} for n in range(12)]
    values["channels"] += kinds
    values["touchpoints"] = [
        line | {"id": f"t{n}", "name": f"Line {n}", "channel_id": f"c{n}", "current_spend": 100 + n}
        for n in range(12)
    ]
    with speaking("en"):
        slices = spend_by_channel(make_plan(values))
    assert len(slices) == SLICES_AT_MOST + 1
    assert slices[-1].name == "Others"
    assert sum(part.share for part in slices) == pytest.approx(1)


def test_nothing_spent_is_no_picture() -> None:
    values = small_values()
    for line in values["touchpoints"]:
        line["current_spend"] = 0
    assert spend_by_channel(make_plan(values)) == ()

"""Where limits cannot hold together: the smallest change, one click, tried before it is offered."""

import pytest

from models.answer import optimise_plan
from models.changes import with_changes
from models.errors import ImpossibleLimits
from models.plan import Plan, make_plan
from models.relaxation import relaxations
from tests.plans import small_plan, small_values

FREE = {"total_budget": 900_000, "assumed_move_limit": None}


def tried(plan: Plan) -> dict[tuple[str, ...], object]:
    """Every way out leads to an answer."""
    with pytest.raises(ImpossibleLimits):
        optimise_plan(plan)
    ways = relaxations(plan)
    for way in ways:
        optimise_plan(with_changes(plan, way.changes))
    return {way.keys: way for way in ways}


def test_a_floor_above_the_total_is_met_by_moving_either_one() -> None:
    plan = small_plan(
        rules=FREE | {"limits": [{"id": "f", "place": "channel", "place_id": "search", "lower": 1_000_000}]}
    )
    found = tried(plan)
    assert set(found) == {("total_budget",), ("channel_limit:f:lower",)}
    assert all(way.money == pytest.approx(1000.0) for way in found.values())  # type: ignore[attr-defined]


def test_a_share_is_loosened_as_a_share() -> None:
    limits = [
        {"id": "a", "place": "channel", "place_id": "search", "lower_share": 0.7},
        {"id": "b", "place": "channel", "place_id": "social", "lower_share": 0.5},
    ]
    found = tried(small_plan(rules=FREE | {"limits": limits}))
    assert ("channel_limit:a:lower_share",) in found
    assert ("channel_limit:b:lower_share",) in found


def test_the_rule_on_assumed_curves_is_lifted_for_the_line_that_needs_it() -> None:
    found = tried(small_plan(rules={"total_budget": 1_200_000}))
    assert ("total_budget",) in found
    lifted = [keys for keys in found if all(key.startswith("assumed_move_limit") for key in keys)]
    assert lifted


def test_either_or_rules_are_loosened_too() -> None:
    values = small_values(rules=FREE | {"total_budget": 1_000_000, "most_lines_changed": 0})
    found = tried(make_plan(values))
    assert ("most_lines_changed",) in found
    values = small_values(rules=FREE)
    values["touchpoints"][0] |= {"minimum_if_used": 600_000, "lower": 100_000, "upper": 500_000}
    found = tried(make_plan(values))
    assert {
        ("minimum_if_used:t_search",),
        ("line_limit:t_search:upper",),
        ("line_limit:t_search:lower",),
    } <= set(found)


def test_two_conflicts_are_mended_together() -> None:
    values = small_values(rules=FREE)
    values["touchpoints"][0] |= {"minimum_if_used": 600_000, "lower": 100_000, "upper": 500_000}
    values["touchpoints"][1] |= {"minimum_if_used": 300_000, "lower": 100_000, "upper": 200_000}
    found = tried(make_plan(values))
    assert len(found) == 1
    (keys,) = found
    assert {key.split(":")[1] for key in keys} == {"t_search", "t_social"}


def test_nothing_to_loosen_where_a_split_is_possible() -> None:
    assert relaxations(small_plan()) == ()

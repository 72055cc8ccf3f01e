"""Which guesses matter: by the exact simulation with the number a tenth lower."""

from __future__ import annotations

import pytest

from models.changes import Set, with_changes
from models.evidence_rollup import graded
from planner.evidence_weight import by_weight, losses, lowered, said_of
from planner.workflows import simulate
from tests.plans import small_plan

PLAN = small_plan()
ITEMS = {item.key: item for item in graded(PLAN)}


def test_the_loss_is_that_of_the_plan_with_the_lower_number() -> None:
    now = simulate(PLAN)
    found = losses(PLAN, list(ITEMS.values()), now)
    lower = with_changes(PLAN, [Set(path="links.lead_order.conversion", value={"value": 0.27})])
    assert found["links:lead_order:conversion:"] == pytest.approx(now.objective - simulate(lower).objective)
    fewer = [{"segment_id": "all", "people": 1800}]
    lower = with_changes(PLAN, [Set(path="steps.visit.organic", value=fewer)])
    assert found["steps:visit:organic:all"] == pytest.approx(now.objective - simulate(lower).objective)
    assert found["touchpoints:t_search:curve:"] == found["touchpoints:t_search:incrementality:"]


def test_every_number_that_plays_a_part_can_be_lowered() -> None:
    for item in ITEMS.values():
        after = lowered(PLAN, item)
        assert after.by_id[item.collection] != PLAN.by_id[item.collection]


def test_numbers_of_a_line_that_move_it_alike_are_one_guess_and_the_weightiest_comes_first() -> None:
    items = list(ITEMS.values())
    found = by_weight(items, losses(PLAN, items, simulate(PLAN)))
    assert sorted(item.key for guess in found for item in guess.items) == sorted(ITEMS)
    weights = [guess.loss or 0.0 for guess in found]
    assert weights == sorted(weights, reverse=True)
    search = next(guess for guess in found if guess.first.record_id == "t_search")
    assert said_of(PLAN, search) == "Touchpoint “Search” · Response curve, Incrementality: 100%"
    assert said_of(PLAN, found[0]).startswith("Link between steps “Visit → Lead” · Conversion")

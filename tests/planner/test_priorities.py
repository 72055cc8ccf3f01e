"""Priorities: worth by answering the mended plan, order, and a matrix in which no label lies on another."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.changes import Set, with_changes
from models.plan import Plan, make_plan
from models.weak_points import Weakness, WeakPoint
from planner.priorities import Priority, advertising_words, point_words, priorities
from planner.priority_matrix import Matrix, Spot, lay_matrix, span
from planner.workflows import optimise
from planner.worth import a_tenth, leaks
from tests.plans import small_values, texts


def with_problems(*found: dict[str, Any]) -> Plan:
    values = small_values()
    values["steps"][1]["problems"] = list(found)
    return make_plan(values)


def test_a_problem_is_worth_the_conversion_it_holds_back_mended() -> None:
    plan = with_problems({"id": "long", "text": "Form too long", "severity": 4, "effort": 2})
    answer = optimise(plan)
    first = next(one for one in priorities(plan, answer, leaks(answer)) if one.point.record_id == "long")
    mended = optimise(with_changes(plan, [Set(path="links.lead_order.conversion", value={"value": 0.31})]))
    assert first.worth is not None
    assert first.worth.link_id == "lead_order"
    gained = mended.proposed.objective - answer.proposed.objective
    assert first.worth.units == pytest.approx(gained, abs=2e-3 * answer.proposed.objective)
    assert "advertising" in advertising_words(first.worth, plan.currency)


def test_a_tenth_more_people_mends_each_rate_in_its_own_measure() -> None:
    answer = optimise(make_plan(small_values()))
    found = {worth.link_id: worth for worth in leaks(answer, a_tenth)}
    assert found["visit_lead"].after == pytest.approx(0.11)
    assert found["lead_order"].after == pytest.approx(0.33)


def test_less_effort_and_more_importance_come_first() -> None:
    plan = with_problems(
        {"id": "hard", "text": "Hard", "severity": 4, "effort": 5},
        {"id": "easy", "text": "Easy", "severity": 4, "effort": 1},
        {"id": "grave", "text": "Grave", "severity": 5, "effort": 1},
    )
    answer = optimise(plan)
    order = [one.point.record_id for one in priorities(plan, answer, leaks(answer))]
    assert [one for one in order if one != "visit_lead"] == ["grave", "easy", "hard"]


def test_without_prices_the_order_goes_by_importance_and_effort() -> None:
    plan = with_problems(
        {"id": "small", "text": "Small", "severity": 1}, {"id": "grave", "text": "Grave", "severity": 5}
    )
    found = priorities(plan, None, ())
    assert [one.point.record_id for one in found if one.point.kind is Weakness.PROBLEM] == ["grave", "small"]
    assert all(one.worth is None for one in found)


def test_every_priced_link_is_worded_for_the_funnel() -> None:
    answer = optimise(make_plan(small_values()))
    words = point_words(answer, leaks(answer))
    assert set(words) == {"visit_lead", "lead_order"}
    assert words["lead_order"].startswith("One more point here: about €")


def points() -> st.SearchStrategy[list[WeakPoint]]:
    one = st.builds(
        WeakPoint, kind=st.sampled_from(Weakness), record_id=st.uuids().map(str), step_id=st.just("visit"),
        link_ids=st.just(()), text=texts, importance=st.integers(1, 5),
        effort=st.none() | st.integers(1, 5),
    )  # fmt: skip
    return st.lists(one, min_size=1, max_size=25, unique_by=lambda point: point.key)


@given(points(), st.data())
@settings(max_examples=60, deadline=None)
def test_no_sign_or_label_of_the_matrix_touches_another(found: list[WeakPoint], data: st.DataObject) -> None:
    ranked = [Priority(point, point.text * 3, "Visit", None, 0.0) for point in found]
    worths = {point.key: data.draw(st.sampled_from([0.0, 1.0, 80.0]) | st.floats(0, 1e6)) for point in found}
    matrix = lay_matrix(ranked, worths)
    assert len(matrix.spots) == len(found)
    for one, other in combinations(matrix.spots, 2):
        assert not _overlap(one, other), (one.label, other.label)
    assert all(_inside(matrix, spot) for spot in matrix.spots)


def _overlap(one: Spot, other: Spot) -> bool:
    (a, b), (c, d) = span(one), span(other)
    return a < d and c < b and abs(one.y - other.y) < one.radius + other.radius


def _inside(matrix: Matrix, spot: Spot) -> bool:
    row = next(row for row in matrix.rows if row.top < spot.y < row.bottom)
    return row.effort == (spot.priority.point.effort or 0)

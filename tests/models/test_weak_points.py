"""Weak points: what counts as one, what it holds back, how much it matters."""

from __future__ import annotations

from models.plan import make_plan
from models.weak_points import Weakness, weak_points
from tests.plans import small_values


def test_leaky_links_without_a_noted_problem_are_weak_points() -> None:
    found = weak_points(make_plan(small_values()))
    assert [(one.kind, one.record_id, one.importance) for one in found] == [
        (Weakness.LEAK, "visit_lead", 5),
        (Weakness.LEAK, "lead_order", 4),
    ]


def test_a_noted_problem_takes_the_place_of_the_leak() -> None:
    values = small_values()
    values["steps"][1].update(
        problems=[{"id": "long", "text": "Form too long", "severity": 4, "effort": 2}], moment_of_truth=True
    )
    found = weak_points(make_plan(values))
    assert [one.key for one in found] == ["problems:long", "links:visit_lead"]
    problem = found[0]
    assert (problem.importance, problem.effort, problem.link_ids) == (5, 2, ("lead_order",))


def test_a_problem_at_the_last_step_holds_back_the_way_into_it() -> None:
    values = small_values()
    values["steps"][2]["problems"] = [{"id": "pay", "text": "Payment fails"}]
    problem = weak_points(make_plan(values))[0]
    assert (problem.link_ids, problem.importance, problem.effort) == (("lead_order",), 3, None)


def test_a_touchpoint_disappoints_when_it_pleases_less_than_it_matters() -> None:
    values = small_values()
    values["touchpoints"][0].update(satisfaction=2, importance_to_customer=4, importance_to_us=3)
    values["touchpoints"][1].update(satisfaction=4, importance_to_customer=5)
    values["touchpoints"][2].update(satisfaction=2, importance_to_customer=2)
    found = [one for one in weak_points(make_plan(values)) if one.kind is Weakness.TOUCHPOINT]
    assert [(one.record_id, one.importance, one.link_ids) for one in found] == [
        ("t_search", 4, ("visit_lead",))
    ]

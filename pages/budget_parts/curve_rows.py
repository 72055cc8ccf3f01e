"""Rows of the chart of what more budget buys: points of the curve, and scenarios beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from models.errors import JourneymixError
from models.frontier_point import FrontierPoint
from models.plan import Plan
from pages.budget_parts.curve_charts import with_labels
from pages.shared import plan_answers, session
from pages.shared.numbers import plain, safe_text
from planner import workflows
from planner.counted import objective_amount
from planner.figures_in_words import money_major
from planner.language import _, ngettext, say_error
from planner.more_or_less import point_in_words
from planner.scenario_points import ScenarioPoint
from planner.scenarios import SeenScenario
from planner.stored import Scenario

MOST_SAVED = 8
"""So many saved scenarios are shown at once, the latest."""


def curve_row(plan: Plan, role: str, words: str, point: FrontierPoint) -> dict[str, Any]:
    """A point of the curve ("curve"), or one that has a name."""
    told = point_in_words(plan, point)
    return {
        "role": role, "name": words, "budget": point.budget, "result": point.objective,
        "said": f"{words}: {told}" if words else told,
    }  # fmt: skip


def scenario_rows(
    plan: Plan, points: Sequence[ScenarioPoint], shown: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The scenarios that can be placed, each with its label; `shown`: what else the chart shows."""
    rows = [
        {
            "number": point.number, "name": f"{point.number}. {plain(point.name, 40)}", "budget": point.budget,
            "result": point.objective, "said": _said(plan, point),
        }
        for point in points if not point.refused
    ]  # fmt: skip
    return with_labels(rows, [*shown, *rows])


def _said(plan: Plan, point: ScenarioPoint) -> str:
    return _("{name}: {budget}, {units}").format(
        name=plain(point.name, 60), budget=money_major(point.budget, plan.currency, digits=0),
        units=objective_amount(plan, point.objective),
    )  # fmt: skip


def saved_points(plan: Plan) -> tuple[ScenarioPoint, ...]:
    """The saved scenarios as points, where the reader asks for them; nothing where none is saved."""
    saved = workflows.list_scenarios(session.store(), plan.id)
    if not saved:
        return ()
    count = min(len(saved), MOST_SAVED)
    words = ngettext("Show {count} saved scenario", "Show {count} saved scenarios", count).format(count=count)
    if not st.toggle(words, key=f"saved points {plan.id}", help=_("On the assumptions of this plan.")):
        return ()
    seen = [found for one in saved[-MOST_SAVED:] if (found := _seen(one)) is not None]
    return plan_answers.scenario_points(plan, seen)


def _seen(scenario: Scenario) -> SeenScenario | None:
    try:
        return plan_answers.seen_scenario(scenario)
    except JourneymixError as error:
        st.caption(safe_text(f"{scenario.name}: {say_error(error)}", 400))
        return None

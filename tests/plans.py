"""Plans for tests: one small and complete, and a Hypothesis strategy for many."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from models.curve import CurvePoint, through_one_point
from models.plan import Plan, make_plan
from models.quantity import Figure


def curve(spend: float, response: float, elasticity: float = 0.5, per_days: float = 30) -> dict[str, Any]:
    """A Michaelis-Menten curve through one observation, as plain values."""
    laid = through_one_point(
        CurvePoint(spend=spend, response=response), Figure(value=elasticity), per_days, "test"
    )
    return laid.model_dump(mode="json")


def small_values(**changes: Any) -> dict[str, Any]:
    """Plain values of a plan: visit -> lead -> order, search and social, a reminder, money in cents."""
    values: dict[str, Any] = {
        "id": "small",
        "name": "Small plan",
        "currency": "EUR",
        "periods": [{"id": "p1", "start": "2026-12-01", "end": "2026-12-30"}],
        "reference_days": 30,
        "segments": [{"id": "all", "name": "Everybody"}],
        "stages": [
            {"id": "reach", "name": "Reach", "model_stage": "reach"},
            {"id": "act", "name": "Act", "model_stage": "act"},
            {"id": "convert", "name": "Convert", "model_stage": "convert"},
        ],
        "steps": [
            {"id": "visit", "stage_id": "reach", "name": "Visit",
             "organic": [{"segment_id": "all", "people": 2000}]},
            {"id": "lead", "stage_id": "act", "name": "Lead"},
            {"id": "order", "stage_id": "convert", "name": "Order", "converts": True, "value": 80},
        ],
        "links": [
            {"id": "visit_lead", "from_step_id": "visit", "to_step_id": "lead", "conversion": 0.1, "pool_share": 1},
            {"id": "lead_order", "from_step_id": "lead", "to_step_id": "order", "conversion": 0.3, "pool_share": 1},
        ],
        "pools": [
            {"id": "searching", "name": "People searching", "step_id": "visit",
             "sizes": [{"segment_id": "all", "people": 40000}]},
            {"id": "undecided", "name": "Undecided leads", "kind": "nurture", "link_id": "lead_order"},
        ],
        "channels": [
            {"id": "search", "name": "Search ads", "kind": "paid_search"},
            {"id": "social", "name": "Social ads", "kind": "paid_social"},
            {"id": "again", "name": "Reminder ads", "kind": "retargeting"},
        ],
        "touchpoints": [
            {"id": "t_search", "name": "Search", "step_id": "visit", "channel_id": "search",
             "pool_id": "searching", "current_spend": 500_000, "curve": curve(5000, 4000, 0.6)},
            {"id": "t_social", "name": "Social", "step_id": "visit", "channel_id": "social",
             "pool_id": "searching", "current_spend": 300_000, "curve": curve(3000, 3500, 0.5)},
            {"id": "t_again", "name": "Reminder", "step_id": "order", "channel_id": "again",
             "pool_id": "undecided", "current_spend": 100_000, "curve": curve(1000, 90, 0.35),
             "incrementality": 0.5},
        ],
        "rules": {"total_budget": 900_000},
    }  # fmt: skip
    values.update(changes)
    return values


def small_plan(**changes: Any) -> Plan:
    """The small plan with some of its top-level values replaced."""
    return make_plan(small_values(**changes))


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=30)
"""Any text a user may type: quotes, brackets, formulas, emoji, Cyrillic, line breaks."""


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans of one period with names of any kind and numbers of any size."""
    values = small_values()
    values["name"] = draw(texts)
    values["currency"] = draw(st.sampled_from(["EUR", "USD", "UAH", "JPY", "KWD"]))
    for collection in ("stages", "steps", "channels"):
        names = draw(st.lists(texts, min_size=3, max_size=3, unique_by=lambda text: text.strip().casefold()))
        for record, name in zip(values[collection], names, strict=True):
            record["name"] = name
    for line in values["touchpoints"]:
        line["name"] = draw(texts)
        line["current_spend"] = draw(st.integers(0, 10**9))
        elasticity = draw(st.floats(0.05, 0.95))
        line["curve"] = curve(draw(st.floats(1, 1e6)), draw(st.floats(1, 1e5)), elasticity)
        line["incrementality"] = draw(st.floats(0, 1))
    for link in values["links"]:
        link["conversion"] = draw(st.floats(0, 1))
    values["rules"]["total_budget"] = draw(st.integers(0, 10**10))
    return make_plan(values)

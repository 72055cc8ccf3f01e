"""Curves as small multiples, those that move most first."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.allocation import Allocation, Outcome
from models.quantity import Evidence
from pages.budget_parts.charts import curve_chart
from pages.shared import answers
from pages.shared.numbers import money_major, people, safe_text
from pages.shared.palette import EVIDENCE_SIGNS
from planner.budget_lines import BudgetLine, budget_lines
from planner.choice_words import word
from planner.curve_points import CurvePicture
from planner.explain import line_reason
from planner.language import _

FIRST = 6
A_ROW = 3


def draw_curves(allocation: Allocation, split: Outcome) -> None:
    """Each curve with its band, today's point (circle) and the proposed one (diamond)."""
    pictures = answers.curve_pictures(allocation, split)
    if not pictures:
        return
    st.markdown(f"**{_('Curves: people claimed for the money')}**")
    st.caption(_("● today, ◆ proposed. The band holds about 80% of what the evidence allows."))
    shown = pictures
    if len(pictures) > FIRST:
        every = st.toggle(_("All {count} curves").format(count=len(pictures)), key="all curves")
        shown = pictures if every else pictures[:FIRST]
    lines = {line.touchpoint.id: line for line in budget_lines(allocation, split)}
    for start in range(0, len(shown), A_ROW):
        for column, picture in zip(st.columns(A_ROW), shown[start : start + A_ROW], strict=False):
            with column:
                _draw_curve(allocation, picture, lines[picture.line_id])


def _draw_curve(allocation: Allocation, picture: CurvePicture, line: BudgetLine) -> None:
    grade = line.evidence or Evidence.ASSUMED
    st.markdown(f"{safe_text(line.touchpoint.name, 60)} :gray[{EVIDENCE_SIGNS[grade]} {word(grade.value)}]")
    st.vega_lite_chart(
        spec=curve_chart(_rows(allocation, picture), (allocation.plan.currency, _("people"))), width="stretch",
        key=f"curve {picture.line_id}", alt=_("Response curve with today's and the proposed point"),
    )  # fmt: skip
    st.caption(safe_text(line_reason(allocation, line), 800))


def _rows(allocation: Allocation, picture: CurvePicture) -> list[dict[str, Any]]:
    currency = allocation.plan.currency
    rows: list[dict[str, Any]] = [
        {"role": "curve", "spend": spend, "people": claims, "low": low, "high": high, "said": ""}
        for spend, claims, low, high in zip(
            picture.spend, picture.claims, picture.low, picture.high, strict=True
        )
    ]
    for role, name, (spend, claims) in (
        ("now", _("Today"), picture.now), ("proposed", _("Proposed"), picture.proposed),
    ):  # fmt: skip
        said = f"{name}: {money_major(spend, currency, digits=0)} · {people(claims)}"
        rows.append({"role": role, "spend": spend, "people": claims, "said": said})
    return rows

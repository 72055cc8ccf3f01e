"""Tab *More or less money*: what other budgets bring, where the next money goes, what goes first."""

from __future__ import annotations

import streamlit as st

from models.allocation import Allocation
from models.frontier import BudgetMove, Frontier
from models.frontier_point import FrontierPoint
from models.objective import IN_MONEY
from models.plan import Plan
from pages.budget_parts.curve_charts import cost_curves, result_curve
from pages.budget_parts.curve_rows import curve_row, saved_points, scenario_rows
from pages.budget_parts.money_work import money_answers
from pages.shared.numbers import safe_text
from planner.counted import cost_of_one, counted_axis, objective_amount
from planner.figures_in_words import MISSING, money_major, number
from planner.language import _
from planner.more_or_less import (
    ends_in_words,
    move_sentence,
    moved_lines,
    opening_sentence,
    point_in_words,
    proof_sentence,
)
from planner.scenario_points import gap_sentence


def draw_money_curve(allocation: Allocation) -> None:
    """The curve with its marks, then the next money and a cut, then what ends the curve."""
    plan = allocation.plan
    if allocation.caution is not None:
        st.caption(_("Every budget here is split for what is expected."))
    lifted = _draw_choice(plan)
    found = money_answers(allocation, lifted)
    if found is None:
        return
    curve = found.curve
    if not curve.points:
        st.info(_("No budget can be spent within these limits."))
        return
    st.markdown(safe_text(opening_sentence(plan, curve), 1_000))
    _draw_charts(plan, curve)
    first, second = st.columns(2, gap="medium")
    with first:
        _draw_move(plan, found.more, _("Where the next money goes"))
    with second:
        _draw_move(plan, found.less, _("What goes first when 15% is cut"))
    _draw_ends(plan, curve)
    with st.expander(
        _("Every budget in a table"), icon=":material/table_rows:", key="budgets", on_change="rerun"
    ) as rows:
        if rows.open:
            _draw_table(plan, curve)


def _draw_choice(plan: Plan) -> bool:
    """Whether to look at the curve as if assumed curves were free; never the plan's own advice."""
    if plan.rules.assumed_move_limit is None:
        return False
    return bool(
        st.toggle(
            _("As if assumed curves were free to move"), key=f"lifted {plan.id}",
            help=_(
                "The plan holds lines with assumed curves back. Without that, the curve goes further, "
                "but more of it is a guess. The plan stays as it is."
            ),
        )
    )  # fmt: skip


def _draw_charts(plan: Plan, curve: Frontier) -> None:
    saved = saved_points(plan)
    rows = [curve_row(plan, "curve", "", point) for point in curve.points] + [
        curve_row(plan, role, words, point) for role, words, point in marks(curve)
    ]
    wide, narrow = st.columns([7, 5], gap="medium")
    with wide:
        st.markdown(f"**{_('What more budget buys')}**")
        st.vega_lite_chart(
            spec=result_curve(rows, (plan.currency, counted_axis(plan)), scenario_rows(plan, saved, rows)), width="stretch",
            alt=_("Results over the budget, with today, the plan and where returns fall"),
        )  # fmt: skip
    with narrow:
        _draw_costs(plan, curve)
    for point in saved:
        st.markdown(f"- {safe_text(gap_sentence(plan, point), 400)}")
    st.caption(safe_text(proof_sentence(curve)))


def marks(curve: Frontier) -> list[tuple[str, str, FrontierPoint]]:
    """The points that have a name: role, words, point. Where the plan stands at break-even they are one."""
    plan, even = curve.plan, curve.break_even
    name = _("the plan")
    if plan is not None and even is not None and abs(even.budget - plan.budget) < 0.02 * plan.budget:
        name, even = _("the plan, at break-even"), None
    named = [
        ("now", _("today"), curve.today), ("proposed", name, plan), ("ninety", _("90%"), curve.ninety),
        ("even", _("break-even"), even),
    ]  # fmt: skip
    return [(role, words, point) for role, words, point in named if point is not None]


def _draw_costs(plan: Plan, curve: Frontier) -> None:
    """What one result costs over the budget; for aims counted in money, what a unit of money returns."""
    rows: list[tuple[float | None, float | None, FrontierPoint]]
    if plan.rules.objective in IN_MONEY:
        names = (_("on average"), _("the next money"))
        title = _("What {one} returns").format(one=money_major(1, plan.currency))
        most = 3.0 * max((point.average or 0.0 for point in curve.points), default=0.0)
        rows = [(point.average, _within(point.marginal, most), point) for point in curve.points]
        axis, alt = (
            counted_axis(plan),
            _("What money returns over the budget, on average and for the next of it"),
        )
    else:
        names, title = (_("on average"), _("the next one")), cost_of_one(plan)
        dearest = 5.0 * max((point.cost_of_result or 0.0 for point in curve.points), default=0.0)
        rows = [(p.cost_of_result, _within(p.marginal_cost, dearest), p) for p in curve.points]
        axis, alt = plan.currency, _("Cost of one over the budget, on average and for the next one")
    st.markdown(f"**{safe_text(title, 80)}**")
    told = [
        {"kind": kind, "budget": point.budget, "cost": value, "said": point_in_words(plan, point)}
        for average, following, point in rows
        for kind, value in zip(names, (average, following), strict=True)
        if value is not None
    ]
    st.vega_lite_chart(spec=cost_curves(told, (plan.currency, axis), list(names)), width="stretch", alt=alt)


def _within(cost: float | None, dearest: float) -> float | None:
    """A cost that can be drawn beside the others."""
    return cost if cost is not None and cost <= dearest else None


def _draw_move(plan: Plan, move: BudgetMove, title: str) -> None:
    with st.container(border=True, height="stretch", key=f"money {'more' if move.amount > 0 else 'less'}"):
        st.markdown(f"**{safe_text(title)}**")
        st.markdown(safe_text(move_sentence(plan, move), 1_000))
        for name, change in moved_lines(plan, move):
            st.markdown(f"- {safe_text(name, 60)}: **{safe_text(change)}**")


def _draw_ends(plan: Plan, curve: Frontier) -> None:
    said = ends_in_words(plan, curve)
    if curve.lifted:
        said.insert(
            0, _("This curve moves lines whose curves nobody measured, further than the plan allows.")
        )
    elif curve.ended_by_assumed:
        said.append(
            _("The rule on assumed curves is among what ends it: see above for the curve without it.")
        )
    for text in said:
        st.caption(safe_text(text, 1_500))


def _draw_table(plan: Plan, curve: Frontier) -> None:
    rows = [
        {
            _("Budget"): money_major(point.budget, plan.currency, digits=0),
            _("Results"): objective_amount(plan, point.objective),
            **_cells(plan, point),
            _("Point"): words,
        }
        for words, point in _all_points(curve)
    ]
    st.dataframe(rows, hide_index=True, alt=_("What every budget brings"))


def _cells(plan: Plan, point: FrontierPoint) -> dict[str, str]:
    if plan.rules.objective in IN_MONEY:
        one = money_major(1, plan.currency)
        following = MISSING if point.status == "current" else number(point.marginal)
        return {
            _("{one} returns").format(one=one): number(point.average),
            _("The next {one} returns").format(one=one): following,
        }
    return {
        _("Cost of one that the money brings"): money_major(point.cost_of_result, plan.currency),
        _("One more costs"): money_major(point.marginal_cost, plan.currency),
    }


def _all_points(curve: Frontier) -> list[tuple[str, FrontierPoint]]:
    points = [("", point) for point in curve.points] + [
        (words, point) for _role, words, point in marks(curve)
    ]
    return sorted(points, key=lambda pair: pair[1].budget)

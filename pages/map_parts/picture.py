"""The picture of the map on the page, and what happens when something in it is picked or moved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from models.allocation import Outcome
from models.errors import JourneymixError
from models.plan import Plan
from models.stuck_people import loses_people
from pages.map_parts.chosen import Choices
from pages.map_parts.component import draw_picture
from pages.map_parts.dialogs import open_dialog
from pages.map_parts.downloads import draw_downloads
from pages.map_parts.points import known_points
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import safe_text
from planner.drawing.figures import map_figures
from planner.drawing.views import VIEWS
from planner.language import _, ngettext, say_error
from planner.map_order import moved_to_step
from planner.map_tables import label_of

PICTURE = "map picture"


def draw_map(plan: Plan, choices: Choices) -> None:
    """The chosen view, drawn from the plan and its simulation at today's budget."""
    if not plan.steps:
        _offer_first_things()
        return
    outcome = _outcome(plan)
    figures = map_figures(plan, outcome, choices.shown.segment_id)
    if choices.view == "funnel":
        figures = replace(figures, points=known_points(plan))
    draw = VIEWS[choices.view][1]
    with st.container(horizontal=True, vertical_alignment="center"):
        _draw_sentence(plan, outcome)
        draw_downloads(plan, choices, figures)
    drawing = draw(plan, figures, choices.shown, choices.sheet)
    draw_picture(drawing, session.theme(), PICTURE, _picked, partial(_moved, plan))


def _offer_first_things() -> None:
    with st.container(border=True, horizontal_alignment="center"):
        st.markdown(_("This map is empty. A journey begins with its stages; each holds one or more steps."))
        with st.container(horizontal=True, horizontal_alignment="center"):
            st.button(_("Add a stage"), on_click=open_dialog, args=("add", "stages"), type="primary")
            st.button(_("Add a step"), on_click=open_dialog, args=("add", "steps"))


def _outcome(plan: Plan) -> Outcome | None:
    """People and results at today's budget; where they cannot be worked out, the reason is said."""
    try:
        return session.outcome(plan)
    except JourneymixError as error:
        st.warning(
            _("People and results are not on the map: {reason}").format(
                reason=safe_text(say_error(error), 500)
            ),
            icon=":material/info:",
        )
        return None


def _draw_sentence(plan: Plan, outcome: Outcome | None) -> None:
    """What the picture says, in one line."""
    if outcome is None:
        st.space("stretch")
        return
    from pages.shared.numbers import money, people, percent

    days = ngettext("over {count} day", "over {count} days", plan.days).format(count=plan.days)
    spend = money(sum(outcome.spend.values()), plan.currency)
    text = _("At today's budget, {spend} {days} brings {conversions} conversions.").format(
        spend=safe_text(spend), days=days, conversions=f"**{people(outcome.conversions)}**"
    )
    lossy = [
        (outcome.steps[step.id].left / outcome.steps[step.id].volume, outcome.steps[step.id].left, step)
        for step in plan.steps
        if step.id in outcome.steps and outcome.steps[step.id].volume > 0 and loses_people(plan, step)
    ]
    if lossy:
        share, left, worst = max(lossy, key=lambda found: found[1])
        text += " " + _("Most people are lost at “{step}”: {left} of them leave ({share}).").format(
            step=safe_text(label_of(plan, worst), 60), left=people(left), share=percent(share)
        )
    st.markdown(text, width="stretch")


@called_by_widget
def _picked() -> None:
    target = session.recall(PICTURE).picked
    if target:
        collection, _slash, record_id = str(target).partition("/")
        open_dialog("edit", collection, record_id)


@called_by_widget
def _moved(plan: Plan) -> None:
    moved = session.recall(PICTURE).moved or {}
    line_id = str(moved.get("target", "")).removeprefix("touchpoints/")
    step_id = str(moved.get("step", ""))
    line, step = plan.by_id["touchpoints"].get(line_id), plan.by_id["steps"].get(step_id)
    if line is None or step is None or line.step_id == step_id:
        return
    changes = moved_to_step(plan, line_id, step_id)
    label = _("{name} moved to {step}").format(name=label_of(plan, line), step=label_of(plan, step))
    if session.commit(changes, label) and len(changes) > 1:
        session.tell(
            "info",
            _("{name} now draws on an audience of its new step. Check it in the drawer.").format(
                name=label_of(plan, line)
            ),
        )

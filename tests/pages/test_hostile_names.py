"""Whatever a name looks like, every view and table of the map shows it as text."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from pages.map_parts.panel_names import PANEL_NAMES
from planner import workflows
from planner.workflows import Store
from tests.planner.test_hostile_names import NAMES, hostile_plan

App = Callable[..., AppTest]
VIEWS = ("journey", "communication", "funnel", "findings", "tables", *PANEL_NAMES)
ALIVE = ("<script", "<img", "**b**", "[a](", "$x$ ", ":material/home: #", "`c`", "\u202e")
"""What would be read as HTML, markdown or a turn of direction, were it not taken out of the text."""


@pytest.mark.parametrize("name", NAMES)
def test_every_view_of_the_map_shows_it_as_text(open_app: App, database: Store, name: str) -> None:
    plan = hostile_plan(NAMES[name])
    workflows.add_plan(database, plan, NAMES[name][:60].strip(), NAMES[name])
    app = open_app("map", "small")
    for view in VIEWS:
        app.session_state["map view"] = view
        app.run()
        check(app, view)
    app.session_state["map table"] = "message_matrix"
    app.session_state["map view"] = "tables"
    app.run()
    assert plan.messages[0].text in app.dataframe[0].value["message"].tolist()
    app.session_state["map view"] = "journey"
    for thing in (("touchpoints", "t_search"), ("steps", "lead"), ("messages", "m")):
        app.session_state["map dialog"] = ("edit", *thing, {})
        app.session_state[f"map more {thing[0]}"] = True
        app.run()
        check(app, thing[0])


def check(app: AppTest, where: str) -> None:
    """No exception, and nothing alive in any place that reads markdown."""
    assert not app.exception, where
    read = [*app.markdown, *app.caption, *app.info, *app.warning, *app.error, *app.success]
    labels = [
        one.label for one in (*app.button, *app.text_input, *app.text_area, *app.selectbox, *app.metric)
    ]
    for text in (*(str(one.value) for one in read), *labels):
        text = re.sub(r"\\.", "", text)  # what stands behind a backslash is text
        assert not any(alive in text for alive in ALIVE), (where, text[:300])

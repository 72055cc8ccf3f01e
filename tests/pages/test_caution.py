"""The Budget screen of a cautious plan: chosen in the question, told in words and in a table."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from models.plan import make_plan
from planner import workflows
from planner.workflows import Store
from tests.planner.test_caution import risky_values

App = Callable[..., AppTest]


def test_planning_for_the_worst_fifth_is_chosen_and_told(open_app: App, database: Store) -> None:
    values = risky_values()
    values["rules"] |= {"outlook": "expected"}
    workflows.add_plan(database, make_plan(values), "Anna", "Created")
    app = open_app("budget", "small")
    assert not app.dataframe
    before = app.metric[0].value
    chosen = app.selectbox(key="choose small rules.outlook")
    assert chosen.label == "Plan for"
    chosen.select("cautious").run()
    assert workflows.open_plan(database, "small").plan.rules.outlook == "cautious"
    assert not app.exception
    said = "\n".join(str(part.value) for part in (*app.info, *app.warning)).replace("\\", "")
    assert "Best split for the worst fifth of what may come" in said
    assert app.metric[0].value != before
    table = app.dataframe[0].value
    assert table.iloc[:, 0].tolist() == [
        "Today's split", "Best for what is expected", "Best for the worst fifth",
    ]  # fmt: skip
    assert any("worst fifth of what may come" in str(part.value) for part in app.markdown)

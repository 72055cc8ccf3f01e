"""Use my numbers, without a browser: what was typed stays, refusals are said, the plan is saved at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from planner import workflows
from planner.imports.samples import sample
from planner.workflows import Store

App = Callable[..., AppTest]
HOSTILE = "<script>alert(1)</script> **b** $x$ [a](http://e.example) =1+1 🎉 Їжак"


def paste(app: AppTest, lines: str, steps: str = "") -> AppTest:
    """Paste both tables and go on to the check."""
    app.text_area(key="quick start lines text").set_value(lines)
    app.text_area(key="quick start steps text").set_value(steps)
    app.run()
    return press(app, "to check")


def press(app: AppTest, name: str) -> AppTest:
    """Press a button of this screen."""
    app.button(key=f"quick start {name}").click().run()
    assert not app.exception
    return app


def said(app: AppTest) -> str:
    """Everything said in boxes and headings, without the marks that keep users' text from acting."""
    boxes = [*app.error, *app.info, *app.success, *app.subheader, *app.markdown]
    return " ".join(str(box.value) for box in boxes).replace("\\", "")


def test_from_sample_numbers_to_a_saved_plan(open_app: App, database: Store) -> None:
    app = press(open_app("quick_start"), "use sample")
    press(press(press(app, "to check"), "to settings"), "build")
    assert "the plan gives" in said(app)
    assert "you had 1,240" in said(app)
    press(app, "fix")
    assert "gives back what you saw" in said(app)
    assert workflows.list_plans(database) == [], "nothing is saved on the way"
    app.button(key="quick start to budget").click().run()
    (card,) = workflows.list_plans(database)
    plan = workflows.open_plan(database, card.id).plan
    assert (plan.rules.total_budget, len(plan.touchpoints)) == (4_810_000, 10)
    assert plan.steps[0].organic


def test_what_was_typed_stays_on_the_way_back(open_app: App) -> None:
    app = paste(open_app("quick_start"), sample("lines"), sample("steps"))
    press(press(app, "to settings"), "back to check")
    press(app, "back to numbers")
    assert app.text_area(key="quick start lines text").value == sample("lines")


def test_every_refusal_is_listed_and_the_rest_is_taken(open_app: App) -> None:
    lines = f"channel,step,spend,results\n{HOSTILE},Visits,100,50\nMeta,Visits,-5,3\nTV,Nowhere,1,1\n"
    app = paste(open_app("quick_start"), lines, "step,observed\nVisits,100\n")
    assert "2 rows were refused" in said(app)
    assert "**Row 3, spend** · “-5” is negative. Write 0 or more." in said(app)
    assert "**Row 4, step** · The step “Nowhere” is not in the table of steps." in said(app)
    press(press(app, "to settings"), "build")
    press(app, "fix")
    assert "gives back what you saw" in said(app)


def test_many_refusals_are_a_table(open_app: App) -> None:
    lines = "channel,step,spend,results\nA,Visits,1,1\n" + "B,Visits,-1,1\n" * 30
    app = paste(open_app("quick_start"), lines, "step,observed\nVisits,100\n")
    refusals = app.dataframe[1].value
    assert list(refusals["Row"]) == list(range(3, 33))
    assert set(refusals["Column"]) == {"spend"}


def test_a_doubtful_number_waits_for_an_answer(open_app: App) -> None:
    lines = 'channel,step,spend,results\nGoogle,Visits,"1,234",50\n'
    app = paste(open_app("quick_start"), lines, "step,observed\nVisits,100\n")
    assert "1 row waits for your answer" in said(app)
    assert app.button(key="quick start to settings").disabled
    app.radio(key="quick start decimal").set_value(".").run()
    assert "€1,234" in said(app)
    assert not app.button(key="quick start to settings").disabled


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("channel,stage\n", "header and no rows"),
        ("1,2,3\n4,5,6\n", "No header"),
        ("channel,Cost / conv.,results\nA,1,2\n", "No column was found for: spend"),
        ("channel,step,spend,results\n" + "A,Visits,1,2\n" * 10_001, "more than 10,000 rows"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused_in_words(open_app: App, lines: str, words: str) -> None:
    app = paste(open_app("quick_start"), lines)
    assert words in said(app)


def test_a_column_can_be_chosen_by_hand(open_app: App) -> None:
    app = paste(
        open_app("quick_start"),
        "channel,step,Money out,results\nA,Visits,10,2\n",
        "step,observed\nVisits,9\n",
    )
    assert "No column was found" in said(app)
    app.selectbox(key="quick start column lines spend").set_value(2).run()
    assert "1 budget line with €10" in said(app)
    again = paste(open_app("quick_start"), "channel,step,Money out,results\nB,Visits,30,2\n")
    assert "1 budget line with €30" in said(again), "remembered by header, in another session too"
    other = paste(open_app("quick_start"), "channel,step,Cash out,results\nB,Visits,30,2\n")
    assert "No column was found" in said(other)


def test_without_a_table_the_check_says_what_to_do(open_app: App) -> None:
    assert "Paste your table first." in said(press(open_app("quick_start"), "to check"))


def test_nothing_of_one_plan_slips_into_the_next(open_app: App, database: Store) -> None:
    app = paste(
        open_app("quick_start"), "channel,step,spend,results\nA,Visits,10,5\n", "step,observed\nVisits,9\n"
    )
    press(app, "to settings")
    app.text_input(key="quick start name").set_value("First").run()
    app.number_input(key="quick start total").set_value(77.0).run()
    press(press(app, "build"), "to budget")
    app.switch_page("pages/quick_start.py").run()
    paste(app, "channel,step,spend,results\nB,Leads,30,5\n", "step,observed\nLeads,9\n")
    press(press(press(app, "to settings"), "build"), "to budget")
    plans = [workflows.open_plan(database, card.id).plan for card in workflows.list_plans(database)]
    assert {(plan.name, plan.rules.total_budget) for plan in plans} == {("First", 7_700), ("My plan", 3_000)}


def test_rows_of_one_line_are_added_up_on_request(open_app: App) -> None:
    lines = "channel,step,spend,results\nA,Visits,10,2\na,Visits,5,1\n"
    app = paste(open_app("quick_start"), lines, "step,observed\nVisits,9\n")
    assert "1 row was refused" in said(app)
    app.radio(key="quick start duplicates").set_value("merge").run()
    assert "1 budget line with €15" in said(app)


def test_numbers_that_contradict_each_other_are_said(open_app: App) -> None:
    steps = "step,observed\nVisits,100\nOrders,20\n"
    app = paste(
        open_app("quick_start"), "channel,step,spend,results\nA,Visits,10,50\nShop,Orders,10,90\n", steps
    )
    press(press(app, "to settings"), "build")
    assert "nothing is left for those who come from" in said(app)

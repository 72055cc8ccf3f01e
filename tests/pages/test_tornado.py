"""Tab *Why*: which guess matters most is worked out when it is opened, and leads to the number."""

from __future__ import annotations

from collections.abc import Callable

from streamlit.testing.v1 import AppTest

from models.plan import make_plan
from planner import workflows
from planner.answers import optimise
from planner.tornado import tornado
from planner.tornado_words import guess_name, tornado_sentence
from planner.workflows import Store
from tests.planner.test_tornado import guessed_values

App = Callable[..., AppTest]


def test_guesses_are_listed_with_their_sentences_and_a_way_to_them(open_app: App, database: Store) -> None:
    opened = workflows.add_plan(database, make_plan(guessed_values()), "Anna", "Created")
    app = open_app("budget", "small")
    app.session_state["budget tab"] = "Why"
    app.run()
    assert not [button for button in app.button if button.key and button.key.startswith("to ")]
    app.session_state["tornado"] = True
    app.run()
    assert not app.exception
    found = tornado(optimise(opened.plan))
    said = "\n".join(str(part.value) for part in app.markdown).replace("\\", "")
    assert "Each was put to its low and its high end" in said
    allocation = optimise(opened.plan)
    for entry in found.by_money:
        assert guess_name(opened.plan, entry.guess) in said
        assert tornado_sentence(allocation, entry) in said
    first = found.entries[0].guess
    app.button(key=f"to {first.key}").click().run()
    assert not app.exception
    assert app.session_state["map dialog"][:3] == ("edit", first.collection, first.record_id)

"""The funnel says on every leaky step what one more point is worth, and nothing lies on anything."""

from __future__ import annotations

import dataclasses

from models.plan import Plan
from models.stuck_people import loses_people
from planner.drawing.choice import MapFilter
from planner.drawing.figures import map_figures
from planner.drawing.funnel import draw_funnel
from planner.drawing.journey import Sheet
from planner.drawing.svg import to_svg
from planner.priorities import point_words
from planner.seeding import read_examples
from planner.workflows import optimise, simulate
from planner.worth import leaks
from tests.planner.drawings import assert_sound, texts


def test_every_leaky_step_says_what_a_point_is_worth() -> None:
    plan = next(plan for plan in read_examples() if plan.id == "local-service")
    answer = optimise(plan)
    words = point_words(answer, leaks(answer))
    figures = dataclasses.replace(map_figures(plan, simulate(plan)), points=words)
    drawing = draw_funnel(plan, figures, MapFilter(), Sheet())
    svg = to_svg(drawing, "light")
    drawn = {" ".join(" ".join(text.lines).split()) for text in texts(drawing)}
    assert "visit-booking" in words
    for link_id, said in _of_leaky(plan, words).items():
        assert f'data-target="links/{link_id}"' in svg
        assert said in drawn
    assert_sound(drawing)


def _of_leaky(plan: Plan, words: dict[str, str]) -> dict[str, str]:
    """Words of the links out of steps that lose people."""
    links, steps = plan.by_id["links"], plan.by_id["steps"]
    return {one: said for one, said in words.items() if loses_people(plan, steps[links[one].from_step_id])}

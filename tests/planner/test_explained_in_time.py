"""What explains an answer does so for plans of several periods and with carry-over, line by line."""

from __future__ import annotations

import pytest

from models.answer import optimise_plan
from models.plan import Plan
from planner.curve_points import curve_pictures
from planner.moves import few_moves
from planner.refusals import refusals
from planner.uncertainty import spread_of
from planner.worth import leaks
from tests.models.test_carry import carried
from tests.models.test_periods import in_time


@pytest.mark.parametrize("plan", [in_time(1), carried(in_time(2), 8.0, 20.0)], ids=["periods", "carried"])
def test_moves_ranges_curves_and_leaks_speak_of_lines(plan: Plan) -> None:
    answer = optimise_plan(plan)
    lines = {line.id for line in plan.touchpoints}
    moves = few_moves(answer)
    assert {move.line_id for move in moves.all_moves} <= lines
    assert set(refusals(answer, moves.moves)) == {move.line_id for move in moves.moves}
    spread = spread_of(answer)
    assert set(spread.steadiness) <= lines
    assert spread.conversions[0] < answer.proposed.conversions < spread.conversions[1]
    for picture in curve_pictures(answer):
        assert picture.proposed[0] == pytest.approx(answer.proposed.spend[picture.line_id] / 100)
        assert list(picture.claims) == sorted(picture.claims)
    assert {leak.link_id for leak in leaks(answer)} <= {link.id for link in plan.links}

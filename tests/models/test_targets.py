"""Money for a target: against closed forms, SciPy and grids, with falling returns and without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq, minimize

from models.funnel import simulate
from models.plan import Plan, make_plan
from models.program.solution import Settings
from models.purse import Purse
from models.targets import least_money, money_at_cost, money_at_last_cost
from tests.plans import small_plan, small_values

TOPS, HALVES = np.array([400.0, 100.0]), np.array([2000.0, 300.0])


def two_lines(*, total: int = 1_000_000, curves: Any = None, lines: Any = ({}, {})) -> Plan:
    """One step that converts, two lines that draw on nobody's audience: results are the curves' sum."""
    given = curves or [
        {"family": "michaelis_menten", "parameters": {"top": top, "half": half}}
        for top, half in zip(TOPS.tolist(), HALVES.tolist(), strict=True)
    ]
    values = small_values(
        steps=[{"id": "order", "stage_id": "convert", "name": "Order", "converts": True, "value": 80}],
        links=[], pools=[],
        touchpoints=[
            {"id": f"t{n}", "name": f"Line {n}", "step_id": "order", "channel_id": channel,
             "incrementality": 1.0, "curve": {"evidence": "measured", "per_days": 30} | curve} | more
            for n, (channel, curve, more) in enumerate(zip(("search", "social"), given, lines, strict=True))
        ],
        rules={"total_budget": total, "spend_total": "at_most"},
    )  # fmt: skip
    return make_plan(values)


def purse(plan: Plan) -> Purse:
    return Purse(plan, Settings(seconds=4.0))


def spend_at(price: float) -> np.ndarray:
    """Each line is bought until `top half / (half + x)^2` falls to the price of money."""
    return np.asarray(np.maximum(np.sqrt(TOPS * HALVES / price) - HALVES, 0.0))


def results(spend: np.ndarray) -> float:
    return float((TOPS * spend / (HALVES + spend)).sum())


def test_the_last_result_costs_just_the_target_in_closed_form() -> None:
    found = money_at_last_cost(purse(two_lines()), 25.0)
    wanted = spend_at(1.0 / 25.0)
    assert found.met
    assert found.spot.charged == pytest.approx(wanted.sum(), rel=2e-3)
    assert found.spot.value == pytest.approx(results(wanted), rel=1e-4)


def test_least_money_and_money_at_a_cost_are_where_the_closed_form_puts_them() -> None:
    price = brentq(lambda p: results(spend_at(p)) - 250.0, 1e-4, 0.3)
    least = least_money(purse(two_lines()), 250.0)
    assert least.met
    assert least.spot.charged == pytest.approx(spend_at(price).sum(), rel=1e-4)
    assert least.proved is not None
    assert least.proved <= spend_at(price).sum() * (1 + 1e-9)
    assert least.proved == pytest.approx(least.spot.charged, rel=1e-4)
    average = brentq(lambda p: spend_at(p).sum() - 12.0 * results(spend_at(p)), 1e-4, 0.15)
    whole = money_at_cost(purse(two_lines()), 12.0)
    assert whole.met
    assert whole.spot.charged == pytest.approx(spend_at(average).sum(), rel=1e-4)
    assert whole.spot.charged <= 12.0 * whole.spot.gain * (1 + 1e-9)
    assert whole.proved == pytest.approx(whole.spot.charged, rel=1e-4)


def test_least_money_with_shared_audiences_is_that_of_scipy() -> None:
    """The small plan: two lines on one audience, a third that wins people back."""
    plan = small_plan(rules={"total_budget": 900_000, "assumed_move_limit": None, "spend_total": "at_most"})
    desk = purse(plan)
    found = least_money(desk, 250.0)
    best = min(
        (
            minimize(
                lambda x: x.sum() / 1000.0, np.array(start), method="SLSQP", bounds=[(1e-6, 9000.0)] * 3,
                constraints={"type": "ineq", "fun": lambda x: float(simulate(desk.network, x).objective) - 250.0},
                options={"ftol": 1e-10, "maxiter": 300},
            )
            for start in ([2000.0, 2000.0, 500.0], [1000.0, 4000.0, 1000.0])
        ),
        key=lambda answer: answer.fun if answer.success else np.inf,
    )  # fmt: skip
    assert best.success
    assert found.spot.charged == pytest.approx(best.x.sum(), rel=2e-4)
    assert found.proved is not None
    assert found.proved <= best.x.sum() * (1 + 1e-6)


S_CURVES = [
    {"family": "hill", "parameters": {"top": 300.0, "half": 2500.0, "slope": 3.0}},
    {"family": "hill", "parameters": {"top": 200.0, "half": 900.0, "slope": 2.0}},
]


def on_a_grid(least: float = 0.0) -> tuple[np.ndarray, np.ndarray]:
    """Money and results of every pair of amounts in steps of 10; a line is not used or gets at least `least`."""
    amounts = np.concatenate([[0.0], np.arange(max(least, 10.0), 10_001.0, 10.0)])

    def hill(place: int) -> np.ndarray:
        top, half, slope = S_CURVES[place]["parameters"].values()  # type: ignore[attr-defined]
        return np.asarray(top * amounts**slope / (amounts**slope + half**slope))

    return amounts[:, None] + amounts[None, :], hill(0)[:, None] + hill(1)[None, :]


@pytest.mark.parametrize("least", [0.0, 3000.0])
@pytest.mark.parametrize("target", [100.0, 180.0, 400.0])
def test_where_returns_first_rise_no_grid_finds_less_money(least: float, target: float) -> None:
    lines = [{"minimum_if_used": int(least * 100)}] * 2 if least else [{}, {}]
    found = least_money(purse(two_lines(curves=S_CURVES, lines=lines)), target)
    money, brings = on_a_grid(least)
    cheapest = money[brings >= target].min()
    assert found.met
    assert found.spot.value >= target
    assert found.proved is not None
    assert found.proved <= cheapest + 1e-6
    assert found.spot.charged <= cheapest * 1.003 + 1.0


@pytest.mark.parametrize("cost", [12.0, 16.0, 25.0])
def test_where_returns_first_rise_the_most_money_at_a_cost_is_that_of_the_grid(cost: float) -> None:
    found = money_at_cost(purse(two_lines(curves=S_CURVES)), cost)
    money, brings = on_a_grid()
    # The best split of each amount on the grid; the most money at which it comes to the cost.
    best = np.zeros(2001)
    np.maximum.at(best, (money / 10).astype(int), brings)
    best = np.maximum.accumulate(best)
    amounts = np.arange(2001) * 10.0
    keeps = (amounts > 0) & (amounts <= 10_000.0) & (amounts <= cost * best)
    most = float(amounts[keeps].max(initial=0.0))
    assert found.met == bool(most)
    if found.met:
        assert found.spot.charged <= cost * found.spot.gain * (1 + 1e-9)
        assert found.spot.charged >= most * 0.995 - 20.0
        assert found.proved is None or found.proved >= most


def test_a_target_that_needs_more_than_the_total_says_how_much_it_takes() -> None:
    found = least_money(purse(two_lines(total=200_000)), 300.0)
    assert not found.met
    assert found.ended_by == ("total_budget",)
    assert found.beyond is not None
    again = least_money(purse(two_lines(total=round(found.beyond * 100) + 100)), 300.0)
    assert again.met
    assert again.spot.charged == pytest.approx(found.beyond, rel=1e-3)
    never = least_money(purse(two_lines(total=200_000)), 600.0)
    assert (never.met, never.ended_by, never.beyond) == (False, (), None)
    held = two_lines(total=200_000, lines=({"upper": 100_000}, {"upper": 50_000}))
    limited = least_money(purse(held), 300.0)
    assert not limited.met
    assert set(limited.ended_by) == {"line_limit:t0:upper", "line_limit:t1:upper"}


def test_a_cost_that_the_total_ends_says_up_to_where_it_would_hold() -> None:
    found = money_at_cost(purse(two_lines(total=200_000)), 12.0)
    assert found.met
    assert found.ended_by == ("total_budget",)
    whole = money_at_cost(purse(two_lines()), 12.0)
    assert found.beyond == pytest.approx(whole.spot.charged, rel=1e-4)
    last = money_at_last_cost(purse(two_lines(total=200_000)), 25.0)
    assert last.ended_by == ("total_budget",)
    assert last.beyond == pytest.approx(spend_at(1 / 25.0).sum(), rel=2e-3)


def test_a_cost_that_no_split_reaches_gives_the_cheapest() -> None:
    """S-shaped: the cheapest result is where the line from nothing touches the curve of the better line."""
    found = money_at_cost(purse(two_lines(curves=S_CURVES)), 5.0)
    money, brings = on_a_grid()
    cheapest = (money[money > 0] / brings[money > 0]).min()
    assert not found.met
    assert found.spot.charged / found.spot.gain == pytest.approx(cheapest, rel=1e-3)


def test_a_poor_commitment_does_not_hide_that_the_target_is_met_with_more_money() -> None:
    """The reminder's committed money alone costs too much a result; with the rest of the split it does not."""
    values = small_values(
        rules={"total_budget": 900_000, "assumed_move_limit": None, "spend_total": "at_most"}
    )
    values["touchpoints"][2] |= {"committed": 100_000, "incrementality": 0.02}
    found = money_at_cost(purse(make_plan(values)), 42.0)
    assert found.met
    assert found.spot.charged > 1000.0
    assert found.spot.charged / found.spot.gain == pytest.approx(42.0, rel=1e-3)

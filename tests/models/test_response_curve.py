"""Every family of curves keeps the same laws; a new one is picked up by being listed."""

import numpy as np
import pytest

from models.curve import Curve, CurveFamily, CurvePoint
from models.curve_table import CurveTable, make_table, table_of_curves
from models.response_curve import FAMILIES

EXAMPLES: dict[CurveFamily, dict[str, float]] = {
    CurveFamily.MICHAELIS_MENTEN: {"top": 500.0, "half": 800.0},
    CurveFamily.EXPONENTIAL: {"top": 500.0, "scale": 800.0},
    CurveFamily.POWER: {"scale": 3.0, "exponent": 0.6},
    CurveFamily.TANH: {"top": 500.0, "scale": 800.0},
    CurveFamily.HILL: {"top": 500.0, "half": 800.0, "slope": 0.8},
    CurveFamily.POINTS: {},
    CurveFamily.LINEAR: {"cost_per_entry": 4.0, "cap": 400.0},
}
POINTS = [(400.0, 200.0), (1000.0, 350.0), (2000.0, 400.0)]
SPEND = np.array([0.0, 3.0, 170.0, 401.0, 950.0, 1700.0, 5000.0])


def one_curve(family: CurveFamily, **changes: float) -> CurveTable:
    size = len(SPEND)
    return make_table([family] * size, [{**EXAMPLES[family], **changes}] * size, [POINTS] * size)


def test_every_family_has_an_example() -> None:
    assert set(EXAMPLES) == set(FAMILIES) == set(CurveFamily)


@pytest.mark.parametrize("family", CurveFamily)
def test_starts_at_nothing_and_never_falls(family: CurveFamily) -> None:
    response = one_curve(family).value(SPEND)
    assert response[0] == 0.0
    assert np.all(np.diff(response) >= 0.0)


@pytest.mark.parametrize("family", CurveFamily)
def test_slope_and_bend_are_derivatives(family: CurveFamily) -> None:
    table, spend, step = one_curve(family), SPEND + 11.0, 1e-2
    slope = (table.value(spend + step) - table.value(spend - step)) / (2 * step)
    bend = (table.slope(spend + step) - table.slope(spend - step)) / (2 * step)
    np.testing.assert_allclose(table.slope(spend), slope, rtol=1e-6, atol=1e-9)
    np.testing.assert_allclose(table.bend(spend), bend, rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize("family", CurveFamily)
def test_spend_at_finds_the_best_reply_to_a_price(family: CurveFamily) -> None:
    table = one_curve(family)
    grid = np.linspace(0.0, 5000.0, 50_001)
    whole = CurveTable(table.codes[:1], table.rows[:1])
    for price in (0.02, 0.11, 0.26, 0.7):
        best = np.max(np.array([whole.value(np.array([x]))[0] for x in grid[::50]]) - price * grid[::50])
        reply = np.minimum(whole.spend_at(np.array([price])), 5000.0)
        assert whole.value(reply)[0] - price * reply[0] >= best - 1e-6


@pytest.mark.parametrize("family", CurveFamily)
def test_a_longer_time_at_the_same_pace_gives_as_much_more(family: CurveFamily) -> None:
    table = one_curve(family)
    np.testing.assert_allclose(table.stretched(3.0).value(3.0 * SPEND), 3.0 * table.value(SPEND), rtol=1e-12)


@pytest.mark.parametrize("family", CurveFamily)
def test_axes_of_draws_are_carried_through(family: CurveFamily) -> None:
    table = one_curve(family)
    drawn = CurveTable(table.codes, np.stack([table.rows, table.rows]))
    np.testing.assert_array_equal(drawn.value(SPEND), np.stack([table.value(SPEND)] * 2))


def test_families_side_by_side() -> None:
    table = make_table(list(EXAMPLES), list(EXAMPLES.values()), [POINTS] * len(EXAMPLES))
    spend = np.full(len(EXAMPLES), 950.0)
    alone = [one_curve(family).value(SPEND)[4] for family in EXAMPLES]
    np.testing.assert_allclose(table.value(spend), alone)
    assert table.concave.all()
    assert table.straight.tolist() == [f in (CurveFamily.POINTS, CurveFamily.LINEAR) for f in EXAMPLES]


def test_what_is_not_concave_is_known() -> None:
    assert not one_curve(CurveFamily.HILL, slope=2.0).concave.any()
    rising = make_table([CurveFamily.POINTS], [{}], [[(100.0, 10.0), (200.0, 90.0)]])
    assert not rising.concave.any()


def test_s_shape_replies_on_its_falling_branch() -> None:
    table = one_curve(CurveFamily.HILL, slope=2.5)
    spend = np.linspace(700.0, 3000.0, len(SPEND))
    np.testing.assert_allclose(table.spend_at(table.slope(spend)), spend, rtol=1e-9)
    assert np.all(table.spend_at(np.full(len(SPEND), 10.0)) == 0.0)


def test_corners_of_straight_curves() -> None:
    table = make_table(
        [CurveFamily.POINTS, CurveFamily.LINEAR, CurveFamily.TANH],
        [{}, EXAMPLES[CurveFamily.LINEAR], EXAMPLES[CurveFamily.TANH]], [POINTS, [], []],
    )  # fmt: skip
    assert table.kinks(0).tolist() == [400.0, 1000.0, 2000.0]
    assert table.kinks(1).tolist() == [1600.0]
    assert table.kinks(2).size == 0


def test_a_curve_per_week_over_a_month() -> None:
    curve = Curve(family=CurveFamily.MICHAELIS_MENTEN, parameters={"top": 50.0, "half": 80.0}, per_days=7)
    points = Curve(family=CurveFamily.POINTS, points=(CurvePoint(spend=70.0, response=10.0),), per_days=7)
    table = table_of_curves([curve, points], days=28)
    weekly = 50.0 * 100.0 / 180.0
    np.testing.assert_allclose(table.value(np.array([400.0, 140.0])), [4 * weekly, 20.0])

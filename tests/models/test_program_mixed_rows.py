"""Every rule of the program with choices is pinned by a small file; write them anew with `make golden`."""

import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from models.choices import Choices
from models.compile import compile_plan
from models.curve import CurveFamily
from models.curve_table import make_table
from models.network import Network
from models.plan import make_plan
from models.program.envelope import envelope_value, hull_lines, touching_point, turning_point
from models.program.intervals import envelopes, first_intervals, switches
from models.program.layout import Units
from models.program.mixed_draft import Outline, begin_mixed
from models.program.mixed_rows import MIXED_ROWS
from models.program.mixed_shares import first_claims, first_shares
from tests.models.test_program_rows import limited_network
from tests.plans import small_values

GOLDEN = Path(__file__).parent / "golden" / "choices"
SHAPES = [(4000.0, 3000.0, 2.5), (3000.0, 1500.0, 1.0), (90.0, 800.0, 3.0)]


def network_with_choices() -> Network:
    """The small plan with limits, two of its curves S-shaped, and every either-or rule."""
    network = limited_network()
    curves = make_table([CurveFamily.HILL] * 3, [{"top": t, "half": h, "slope": s} for t, h, s in SHAPES])
    every = np.ones(3, dtype=bool)
    choices = Choices(np.array([600.0, 0.0, 0.0]), ("minimum_if_used:a", "", ""), 500.0, every, 2, every)
    return network.changed(curves=curves, choices=choices, upper=np.minimum(network.upper, 10_000.0))


def sharing() -> Network:
    """The small plan for two segments that share a capacity of 100 leads."""
    values = small_values(rules={"total_budget": 900_000, "assumed_move_limit": None})
    values["segments"].append({"id": "firms", "name": "Firms"})
    values["steps"][1]["capacity"] = 100
    network = compile_plan(make_plan(values))
    return network.changed(upper=np.minimum(network.upper, 10_000.0))


def lasting() -> Network:
    """A plan with limits, the money of its first line carried over, that takes a minimum or may stay."""
    network = limited_network("carry_money_over")
    choices = Choices(
        np.array([0.0, 600.0, 0.0]), ("", "minimum_if_used:b", ""), 0.0, None, 1, np.ones(3, dtype=bool)
    )
    return network.changed(choices=choices)


NETWORKS = {
    "switch_spend": lasting, "serve_in_proportion": sharing, "turn_nobody_away": sharing, "use_what_is_reached": sharing,
}  # fmt: skip


def outline_of(network: Network) -> Outline:
    parts, shares = first_intervals(network), first_shares(network)
    pools = network.ways.used_pools[~network.pool_unlimited[network.ways.used_pools]]
    above = envelopes(network.curves, parts).lines_at(
        np.stack([network.acting(network.current), 0.5 * network.row_upper])
    )
    return Outline(
        parts,
        above,
        pools,
        np.full(len(pools), 0.5),
        switches(network),
        shares,
        first_claims(network, shares),
    )


@pytest.mark.parametrize("row", MIXED_ROWS, ids=lambda row: row.__name__)
def test_golden_rows(row: object, tmp_path: Path) -> None:
    name = row.__name__  # type: ignore[attr-defined]
    network = NETWORKS.get(name, network_with_choices)()
    draft = begin_mixed(network, outline_of(network), Units(1000.0, 1000.0, 1000.0))
    row(draft)  # type: ignore[operator]
    name = f"{name}.lp"
    draft.problem.writeLP(str(tmp_path / name))
    written = (tmp_path / name).read_text(encoding="utf-8")
    if os.environ.get("JOURNEYMIX_WRITE_GOLDEN"):
        (GOLDEN / name).write_text(written, encoding="utf-8")
    assert written == (GOLDEN / name).read_text(encoding="utf-8"), f"the mathematics of {name} changed"
    assert "Subject To" in written


def test_every_rule_has_a_golden_file_and_every_file_a_rule() -> None:
    assert {path.stem for path in GOLDEN.glob("*.lp")} == {row.__name__ for row in MIXED_ROWS}
    assert all(row.__doc__ for row in MIXED_ROWS)


@pytest.mark.parametrize("low", [0.0, 400.0, 900.0, 2600.0])
def test_the_envelope_lies_above_the_curve_and_touches_it(low: float) -> None:
    """Straight to the touching point, then the curve; its slope never rises."""
    for top, half, slope in SHAPES:
        curve = make_table([CurveFamily.HILL], [{"top": top, "half": half, "slope": slope}])
        ends = np.array([low]), np.array([5000.0])
        touch = touching_point(curve, *ends)
        spend = np.linspace(low, 5000.0, 301)
        above = np.array([envelope_value(curve, ends, touch, np.array([x]))[0] for x in spend])
        true = curve.value(spend[:, None])[:, 0]
        assert np.all(above >= true - 1e-9 * top)
        assert above[[0, -1]] == pytest.approx(true[[0, -1]], abs=1e-9 * top)
        assert np.all(np.diff(above, 2) <= 1e-9 * top)
        assert turning_point(curve)[0] <= max(touch[0], 1e-9) or low >= touch[0]


def test_the_hull_of_points() -> None:
    curve = make_table(
        [CurveFamily.POINTS], [{}], [[(0.0, 0.0), (100.0, 5.0), (200.0, 105.0), (300.0, 120.0)]]
    )
    slope, level = hull_lines(curve, 0, 0.0, 300.0)
    assert slope == pytest.approx([105.0 / 200.0, 0.15])
    assert level == pytest.approx([0.0, 75.0])


def test_a_line_takes_nothing_or_its_minimum_and_may_stay_as_it_is() -> None:
    network = network_with_choices()
    parts = first_intervals(network)
    of_first = [
        (parts.low[k], parts.high[k], bool(parts.changed[k])) for k in np.flatnonzero(parts.line == 0)
    ]
    now = float(network.current[0])
    assert (0.0, 0.0, True) in of_first
    assert (600.0, float(network.upper[0]), True) in of_first
    assert (now, now, False) in of_first
    without = (
        network.changed(choices=replace(network.choices, most_changed=None)) if network.choices else network
    )
    assert len(first_intervals(without).line) == 4

"""Curves as points for small multiples: the curve, its likely band, today's and the proposed point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation import Allocation, Outcome
from models.compile import compile_plan
from models.draws import drawn_network
from models.money import to_major
from models.response_curve import Numbers
from planner.uncertainty import LIKELY, links_of_edges

POINTS = 25
DRAWS = 60
BEYOND = 1.5
"""A curve is drawn to so many times the greater of today's and the proposed spend."""


@dataclass(frozen=True)
class CurvePicture:
    """One line's curve: claims (people) over spend (major units over the plan), with a likely band."""

    line_id: str
    spend: tuple[float, ...]
    claims: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    now: tuple[float, float]
    proposed: tuple[float, float]


def curve_pictures(allocation: Allocation, split: Outcome | None = None) -> tuple[CurvePicture, ...]:
    """Every line with a curve and money now or in the split, the greatest change first."""
    plan = allocation.plan
    network = compile_plan(plan)
    drawn = drawn_network(plan, network, links_of_edges(plan, network), DRAWS)
    now, proposed = (
        np.array([to_major(outcome.spend[key], plan.currency) for key in network.line_keys])
        for outcome in (allocation.now, split or allocation.proposed)
    )
    reach = np.maximum(BEYOND * np.maximum(now, proposed), 1e-9)
    grid = np.linspace(0.0, 1.0, POINTS)[:, None] * reach
    weight = network.ways.sum_by_line(network.draw_weight, network.lines)
    weights = drawn.ways.sum_by_line(drawn.draw_weight, network.lines)
    stated = network.curves.value(grid) * weight
    band = drawn.curves.value(grid[:, None, :]) * weights
    low, high = np.quantile(band, LIKELY, axis=1)
    at = [network.curves.value(spend) * weight for spend in (now, proposed)]
    known = [plan.by_id["touchpoints"][key].curve is not None for key in network.line_keys]
    order = [int(line) for line in np.argsort(-np.abs(proposed - now), kind="stable")]
    return tuple(
        CurvePicture(
            network.line_keys[i], _column(grid, i), _column(stated, i), _column(low, i), _column(high, i),
            (float(now[i]), float(at[0][i])), (float(proposed[i]), float(at[1][i])),
        )
        for i in order if known[i] and (now[i] or proposed[i])
    )  # fmt: skip


def _column(array: Numbers, line: int) -> tuple[float, ...]:
    return tuple(float(value) for value in array[:, line])

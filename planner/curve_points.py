"""Curves as points for small multiples: the curve, its likely band, today's and the proposed point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.allocation import Allocation, Outcome
from models.compile import compile_plan
from models.draws import drawn_network
from models.network_keys import plain
from models.response_curve import Numbers
from planner.uncertainty import LIKELY, in_major, links_of_edges

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
        in_major(plan, network, outcome) for outcome in (allocation.now, split or allocation.proposed)
    )
    keys = list(dict.fromkeys(plain(key) for key in network.line_keys))
    totals = [_by_line(network.line_keys, spend) for spend in (now, proposed)]
    # Along a line's curve its money keeps its pace over the periods: the split's, or else today's.
    pace = np.where(_spread(network.line_keys, totals[1]) > 0, proposed, now)
    share = pace / np.maximum(_spread(network.line_keys, _by_line(network.line_keys, pace)), 1e-300)
    grid = np.linspace(0.0, 1.0, POINTS)[:, None] * np.maximum(BEYOND * np.maximum(*totals), 1e-9)
    acting = network.acting(_spread(network.line_keys, grid) * share)
    weight = network.ways.sum_by_line(network.draw_weight, network.rows)
    weights = drawn.ways.sum_by_line(drawn.draw_weight, network.rows)
    stated = _by_line(network.row_keys, network.curves.value(acting) * weight)
    band = _by_line(network.row_keys, drawn.curves.value(acting[:, None, :]) * weights)
    low, high = np.quantile(band, LIKELY, axis=1)
    at = [
        _by_line(network.row_keys, network.curves.value(network.acting(s)) * weight) for s in (now, proposed)
    ]
    now, proposed = totals
    known = [plan.by_id["touchpoints"][key].curve is not None for key in keys]
    order = [int(line) for line in np.argsort(-np.abs(proposed - now), kind="stable")]
    return tuple(
        CurvePicture(
            keys[i], _column(grid, i), _column(stated, i), _column(low, i), _column(high, i),
            (float(now[i]), float(at[0][i])), (float(proposed[i]), float(at[1][i])),
        )
        for i in order if known[i] and (now[i] or proposed[i])
    )  # fmt: skip


def _by_line(keys: tuple[str, ...], values: Numbers) -> Numbers:
    """(..., keys) summed over the periods of each line; keys of one line stand together."""
    ids = np.array([plain(key) for key in keys])
    starts = (
        np.flatnonzero(np.concatenate([[True], ids[1:] != ids[:-1]])) if len(ids) else np.zeros(0, dtype=int)
    )
    return np.add.reduceat(values, starts, axis=-1) if len(ids) else values


def _spread(keys: tuple[str, ...], values: Numbers) -> Numbers:
    """(..., lines) repeated for every key of a line."""
    ids = np.array([plain(key) for key in keys])
    return (
        values[..., np.cumsum(np.concatenate([[0], ids[1:] != ids[:-1]])).astype(int)] if len(ids) else values
    )


def _column(array: Numbers, line: int) -> tuple[float, ...]:
    return tuple(float(value) for value in array[:, line])

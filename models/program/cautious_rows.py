"""The program of caution: money in pieces of the curves, and the mean of the worst draws as linear rows.

Maximise `threshold - sum of short_d / (share * draws)`: at the best threshold that is the mean of the
worst share of the draws (Rockafellar and Uryasev, 2000). Variables: `fill[k]` money in piece `k` of a
curve, `spend[i]` and `state[r]` where money is carried over, `threshold`, and `short[d]`, by how much a
draw stays below it; all in the program's units.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pulp

from models.curve_table import CurveTable
from models.network import Network
from models.program.draft import Draft, add_carried
from models.program.layout import Layout, Pieces, Units
from models.program.rows import ROWS, SPEND_ROWS, spend_base
from models.program.worst_draws import Cuts, most_weight
from models.response_curve import Numbers


@dataclass(eq=False)
class CautiousDraft(Draft):
    """A program of caution being written. `drawn`: the network with its draws; `cuts` bound them;
    `level`: what the threshold is counted from, objective units."""

    drawn: Network | None = None
    cuts: Cuts | None = None
    level: float = 0.0
    threshold: Any = None
    short: list[Any] = field(default_factory=list)


def stay_under_draws(draft: CautiousDraft) -> None:
    """`threshold - short_d <= constant + sum worth * (f(start) + slope * fill) - cost of spend` for every
    cut of a draw. Price: the weight of the draw among the worst."""
    rows, draft.cut_row = cut_numbers(draft), draft.rows
    fills = draft.fill + [draft.spend[line] for line in sorted(draft.spend)]
    assert draft.cuts is not None
    for number, (draw, terms, right) in enumerate(
        zip(draft.cuts.draw.tolist(), rows.terms.tolist(), rows.right.tolist(), strict=True)
    ):
        own = [(draft.threshold, 1.0), (draft.short[draw], -1.0)]
        draft.row([*zip(fills, terms, strict=True), *own], "<=", right, f"stay_under_draw_{draw}_{number}")


@dataclass(frozen=True, eq=False)
class CutNumbers:
    """Coefficients (cuts, fills and carried spends) and right-hand sides (cuts,) in the program's units."""

    terms: Numbers
    right: Numbers


def cut_numbers(draft: CautiousDraft) -> CutNumbers:
    """What each cut says of the pieces that the draft now has."""
    assert draft.drawn is not None
    assert draft.cuts is not None
    drawn, cuts, pieces, units = draft.drawn, draft.cuts, draft.layout.pieces, draft.units
    slope, start = _drawn_pieces(drawn.curves, pieces, cuts)
    cost = np.broadcast_to(drawn.spend_cost, drawn.lines) + np.zeros(drawn.lines)
    at_once = np.ones(drawn.rows, dtype=bool)
    line_of = np.arange(drawn.lines)
    if drawn.carry is not None:
        at_once, line_of = ~drawn.carry.carried_rows, np.maximum(drawn.carry.spends, 0)
    per_fill = np.where(at_once, cost[line_of], 0.0)[pieces.line] - cuts.worth[:, pieces.line] * slope
    carried = np.broadcast_to(cost[sorted(draft.spend)], (len(cuts.draw), len(draft.spend)))
    terms = np.concatenate([per_fill, carried], axis=1) * (units.money / units.objective)
    right = cuts.constant + (cuts.worth * start).sum(axis=1) - cost @ spend_base(drawn, pieces) - draft.level
    return CutNumbers(terms, right / units.objective)


def _drawn_pieces(curves: CurveTable, pieces: Pieces, cuts: Cuts) -> tuple[Numbers, Numbers]:
    """(cuts, pieces) slopes of the chords of each cut's own curves, and (cuts, curves) where they start."""
    table = curves.take(pieces.line)
    end = pieces.start + pieces.width
    rise = table.value(end) - table.value(pieces.start)
    slope = np.divide(rise, pieces.width, out=np.zeros_like(rise), where=pieces.width > 0)
    start = curves.value(pieces.spend)
    if curves.rows.ndim < 3:
        return slope[None], start[None]
    return slope[cuts.draw], start[cuts.draw]


def begin_cautious(
    network: Network, drawn: Network, layout: Layout, units: Units, about: tuple[Cuts, float]
) -> CautiousDraft:
    """A program of caution with its variables and objective, and no rows yet; `about`: its cuts and level."""
    cuts, level = about
    pieces, problem = layout.pieces, pulp.LpProblem("journeymix_cautious", pulp.LpMaximize)
    draws = int(drawn.draw_weight.shape[0])
    draft = CautiousDraft(
        network, layout, units, problem,
        fill=[
            problem.add_variable(f"fill_{line}_{number}", 0, width)
            for number, (line, width) in enumerate(
                zip(pieces.line.tolist(), (pieces.width / units.money).tolist(), strict=True)
            )
        ],
        claims={}, moved={}, volume=[], served={}, drawn=drawn, cuts=cuts, level=level,
    )  # fmt: skip
    add_carried(draft)
    draft.threshold = problem.add_variable("threshold")
    draft.short = [problem.add_variable(f"short_{draw}", 0) for draw in range(draws)]
    most = most_weight(draws)
    problem.setObjective(
        pulp.lpSum_vars_coefs([(draft.threshold, 1.0), *((short, -most) for short in draft.short)])
    )
    return draft


def write_cautious(
    network: Network, drawn: Network, layout: Layout, units: Units, about: tuple[Cuts, float]
) -> CautiousDraft:
    """Write the whole program of caution for PuLP: the rules on spend, then the draws."""
    unknown = {rule.kind for rule in network.rules} - {write.__name__ for write in ROWS}
    if unknown:
        raise ValueError(f"no row is written for rules of the kind {sorted(unknown)}")
    draft = begin_cautious(network, drawn, layout, units, about)
    for write in SPEND_ROWS:
        write(draft)
    stay_under_draws(draft)
    return draft

"""A plan as a network of arrays: `compile_plan`, and the keys that lead back to the plan.

Flows stated per reference period are multiplied by the days of each period over `reference_days`,
curves by their own rule. The pipeline is what is there when the plan begins, so it is not stretched.
Money is in major units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from models.budget_rules import segment_shares
from models.calendar import cell_keys, open_days
from models.carried import Row, carry_of_rows, rows_of
from models.charging import all_in_factor
from models.claims import claims_per_response
from models.communication import Touchpoint
from models.contacts import curve_within_contacts
from models.curve import CurveFamily
from models.curve_table import CurveTable, make_table
from models.goal_rules import outcome_rules_of
from models.goals import Objective
from models.message_cells import cells_of, curve_days
from models.message_rules import choices_of_cells, refused_for_parts, rules_of
from models.network import Network, stuck_sizes
from models.network_keys import capacity_key, node_key, pool_key, unknown_pool_key
from models.plan import Plan
from models.response_curve import Numbers, Rows
from models.unrolled import Pool, Unrolled

__all__ = ["capacity_key", "compile_plan", "lines_of", "node_key", "pool_key", "unknown_pool_key"]

NEGLIGIBLE = 1e-12
"""Claims on an audience per claim of the curve that count as none."""


def compile_plan(plan: Plan, objective: Objective | None = None) -> Network:
    """The plan as arrays, its objective unless another is given.

    Lines are touchpoints with a curve or with money, by id. A line without a curve brings nothing that
    is known. Raises NotYetPossible for what cannot be simulated yet; what can be simulated but not
    optimised is left for the optimiser to refuse.
    """
    objective = objective or plan.rules.objective
    draft, lines = Unrolled(plan), lines_of(plan)
    cells = cells_of(plan, lines, draft.stretches)
    keys = cell_keys(plan, cells)
    edges, pools = draft.edges(), draft.pools(lines)
    rows = rows_of(plan, cells, draft.stretches)
    draws = _draws(plan, rows, pools)
    network = Network(
        node_keys=tuple(draft.place), entries=draft.entries(), value=draft.value(objective),
        converts=draft.each(lambda step, _: float(step.converts)), capacity=draft.capacity(),
        capacity_group=draft.capacity_groups(),
        edge_source=edges.source, edge_target=edges.target, edge_rate=edges.rate, edge_keys=edges.keys,
        edge_part=edges.part,
        pool_keys=tuple(pools), pool_target=np.array([p.target for p in pools.values()], dtype=np.intp),
        pool_source=np.array([p.source for p in pools.values()], dtype=np.intp),
        pool_size=np.array([p.size for p in pools.values()], dtype=float),
        pool_share=np.array([p.share for p in pools.values()], dtype=float),
        pool_random=np.array([p.random for p in pools.values()], dtype=bool),
        line_keys=keys, curves=_curves(plan, rows), carry=carry_of_rows(plan, rows),
        lower=np.array([c.bounds.lower for c in cells]), upper=np.array([c.bounds.upper for c in cells]),
        current=np.array([c.current for c in cells]),
        lower_key=tuple(c.bounds.lower_key for c in cells), upper_key=tuple(c.bounds.upper_key for c in cells),
        draw_line=draws[0], draw_pool=draws[1], draw_weight=draws[2], rules=rules_of(plan, lines, cells),
        unsupported=refused_for_parts(plan, lines),
    )  # fmt: skip
    if objective is Objective.PROFIT:
        network = network.changed(spend_cost=_cost_of_money(plan, [cell.line for cell in cells]))
    return network.changed(
        outcome_rules=outcome_rules_of(plan, network),
        pool_size=stuck_sizes(network, network.edge_rate),
        choices=choices_of_cells(plan, network, lines, cells),
    )


def lines_of(plan: Plan) -> tuple[Touchpoint, ...]:
    """Touchpoints that are lines of the budget, in the order of their ids."""
    chosen = (t for t in plan.touchpoints if t.curve is not None or t.current_spend or t.committed)
    return tuple(sorted(chosen, key=lambda line: line.id))


def _draws(plan: Plan, rows: Sequence[Row], pools: Mapping[str, Pool]) -> tuple[Rows, Rows, Numbers]:
    """Line, pool and weight of every draw, sorted by pool."""
    places = {key: number for number, key in enumerate(pools)}
    found = []
    for number, row in enumerate(rows):
        line, stretch = row.line, row.stretch
        if line.curve is None:
            continue
        days = (stretch.start, stretch.end)
        strength = claims_per_response(plan, line, days, days if stretch.period else None)
        for segment, share in segment_shares(plan, line).items():
            key = (
                pool_key(line.pool_id, segment, stretch.key)
                if line.pool_id
                else unknown_pool_key(line.step_id, segment, stretch.key)
            )
            if strength * share > NEGLIGIBLE and key in places:
                found.append((places[key], number, strength * share))
    found.sort()
    columns = list(zip(*found, strict=True)) or [(), (), ()]
    return (
        np.array(columns[1], dtype=np.intp),
        np.array(columns[0], dtype=np.intp),
        np.array(columns[2], dtype=float),
    )


def _cost_of_money(plan: Plan, lines: Sequence[Touchpoint]) -> Numbers:
    """(lines,) what a unit of money set in the platform costs, with fee and VAT."""
    channels = plan.by_id["channels"]
    return np.array([all_in_factor(plan, channels[line.channel_id]) for line in lines], dtype=float)


def _curves(plan: Plan, rows: Sequence[Row]) -> CurveTable:
    """Curves over the days of each stretch on which the line may spend; a line without one brings nothing.

    What is carried over acts on all days.
    """
    nothing = (CurveFamily.LINEAR, {"cost_per_entry": 1.0, "cap": 0.0})
    given = [curve_within_contacts(plan, row.line) for row in rows]
    shapes = [(curve.family, curve.parameters) if curve else nothing for curve in given]
    points = [[(p.spend, p.response) for p in curve.points] if curve else [] for curve in given]
    table = make_table([family for family, _ in shapes], [named for _, named in shapes], points)
    days = [_acting_days(plan, row) / c.per_days if c else 1.0 for row, c in zip(rows, given, strict=True)]
    return table.stretched(np.array(days))


def _acting_days(plan: Plan, row: Row) -> float:
    if row.message is not None:
        return curve_days(plan, row)
    period, curve = row.stretch.period, row.line.curve
    if period is None or (curve is not None and curve.half_life_days > 0):
        return row.stretch.days
    return open_days(plan, row.line, period) or row.stretch.days

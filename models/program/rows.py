"""The rows of the program, one function a rule, listed in one ordered tuple.

Variables: `fill[k]` money in piece `k` of a curve, `claims[p]` and `moved[p]` of a pool, `volume[n]`
of a node, `served[n]` of a node of finite capacity; all in the program's units. Formulas below are in plain units.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from models.network import Network
from models.program.draft import Draft, begin_draft
from models.program.layout import Layout, Pieces, Units, tangents
from models.program.outcome_rows import reach_target
from models.response_curve import Numbers


def count_claims(draft: Draft) -> None:
    """`claims_p = sum over lines drawing on p: weight * f(x)`; its price is the worth of a claim.

    For a pool whose limit is not known the claims are the people moved.
    """
    network, pieces = draft.network, draft.layout.pieces
    scale = draft.units.money / draft.units.people
    first = np.searchsorted(pieces.line, np.arange(network.rows + 1))
    base = pool_base(network, pieces)
    ends = np.searchsorted(network.draw_pool, np.arange(len(network.pool_target) + 1))
    for pool in network.ways.used_pools.tolist():
        terms = [((draft.moved if network.pool_unlimited[pool] else draft.claims)[pool], 1.0)]
        for draw in range(ends[pool], ends[pool + 1]):
            line, weight = network.draw_line[draw], network.draw_weight[draw]
            numbers = -weight * pieces.slope[first[line] : first[line + 1]] * scale
            terms += zip(draft.fill[first[line] : first[line + 1]], numbers, strict=True)
        place = draft.row(terms, "=", base[pool] / draft.units.people, f"count_claims_{pool}")
        draft.pool_row[pool] = place


def pool_base(network: Network, pieces: Pieces) -> Numbers:
    """(pools,) claims of the lines where their first pieces begin."""
    return network.ways.sum_by_pool(
        network.draw_weight * pieces.claims[network.draw_line], len(network.pool_target)
    )


def spend_base(network: Network, pieces: Pieces) -> Numbers:
    """(lines,) spend where the variables of each line are 0."""
    if network.carry is None:
        return pieces.spend
    return np.where(network.carry.carried, 0.0, pieces.spend[network.carry.own])


def share_people_of_pool(draft: Draft) -> None:
    """`moved_p <= phi'(r) claims_p + (phi(r) - r phi'(r)) people_p` for every ratio `r` of the layout.

    `people_p` is the pool's size outside, or `size * served` of the node whose stuck people it holds.
    """
    network, layout = draft.network, draft.layout
    draft.cut_row = draft.rows
    by_claim, by_person = tangents(layout.cut_ratio, network.pool_random[layout.cut_pool])
    for number, pool in enumerate(layout.cut_pool.tolist()):
        people = network.pool_size[pool] * by_person[number]
        terms = [(draft.moved[pool], 1.0), (draft.claims[pool], -by_claim[number])]
        right = people / draft.units.people
        if not network.pool_outside[pool]:
            terms, right = [*terms, (draft.people(network.pool_source[pool]), -people)], 0.0
        draft.row(terms, "<=", right, f"share_people_of_pool_{pool}_{number}")


def carry_people_on(draft: Draft) -> None:
    """`volume_v = entries_v + sum rho_uv served_u + sum of pools feeding v: moved`.

    Its price is the worth of one more person at the step.
    """
    network = draft.network
    draft.volume_row = draft.rows
    terms: list[list[tuple[Any, float]]] = [[(variable, 1.0)] for variable in draft.volume]
    for source, target, rate in zip(network.edge_source, network.edge_target, network.edge_rate, strict=True):
        terms[target].append((draft.people(int(source)), -rate))
    for pool, variable in draft.moved.items():
        terms[network.pool_target[pool]].append((variable, -1.0))
    for node, row in enumerate(terms):
        draft.row(row, "=", network.entries[node] / draft.units.people, f"carry_people_on_{node}")


def serve_who_comes(draft: Draft) -> None:
    """`served_v <= volume_v` where a capacity limits a step. Price: somebody more who comes there."""
    draft.served_row = draft.rows
    for node, variable in draft.served.items():
        draft.row([(variable, 1.0), (draft.volume[node], -1.0)], "<=", 0.0, f"serve_who_comes_{node}")


def limit_served(draft: Draft) -> None:
    """`sum of served <= capacity` over the steps that share it. Price: one more person served there."""
    limited = draft.network.limited
    draft.capacity_row = draft.rows
    for group, people in enumerate(limited.people.tolist()):
        members = limited.nodes[limited.group == group].tolist()
        draft.row([(draft.served[node], 1.0) for node in members], "<=", people / draft.units.people,
                  f"limit_served_{group}")  # fmt: skip


def carry_money_over(draft: Draft) -> None:
    """`acting_r = direct x + memory state_(r-1) + before` and `state_r = gain x + keep state_(r-1) + before`.

    The price of the first is the worth of a unit of money acting on the curve.
    """
    carry, pieces, money = draft.network.carry, draft.layout.pieces, draft.units.money
    if carry is None:
        return
    first = np.searchsorted(pieces.line, np.arange(draft.network.rows + 1))
    for row in np.flatnonzero(carry.carried_rows).tolist():
        sources: list[tuple[Any, float, float]] = []
        if carry.spends[row] >= 0:
            sources.append((draft.spend[int(carry.spends[row])], carry.direct[row], carry.gain[row]))
        if carry.before[row] >= 0:
            sources.append((draft.state[int(carry.before[row])], carry.memory[row], carry.keep[row]))
        fills = draft.fill[first[row] : first[row + 1]]
        if fills:
            terms = [*((fill, 1.0) for fill in fills), *((each, -acting) for each, acting, _ in sources)]
            right = (carry.first_acting[row] - pieces.spend[row]) / money
            draft.acting_row[row] = draft.row(terms, "=", right, f"carry_money_over_{row}")
        if row in draft.state:
            terms = [(draft.state[row], 1.0), *((each, -kept) for each, _, kept in sources)]
            draft.state_row[row] = draft.row(terms, "=", carry.first_state[row] / money, f"state_{row}")


def limit_total_budget(draft: Draft) -> None:
    """`sum of all spend = total` (or `<=`). Price: objective units for one more unit of money."""
    _limit(draft, "limit_total_budget")


def limit_channel_spend(draft: Draft) -> None:
    """`least <= sum of spend on a channel <= most`. Price: what a unit more of the limit brings."""
    _limit(draft, "limit_channel_spend")


def limit_stage_spend(draft: Draft) -> None:
    """`least <= sum of spend at a stage <= most`. Price: what a unit more of the limit brings."""
    _limit(draft, "limit_stage_spend")


def limit_segment_spend(draft: Draft) -> None:
    """`least <= sum of share of segment * spend <= most`. Price: what a unit more brings."""
    _limit(draft, "limit_segment_spend")


def limit_tag_spend(draft: Draft) -> None:
    """`least <= sum of spend under a tag <= most`. Price: what a unit more of the limit brings."""
    _limit(draft, "limit_tag_spend")


def limit_group_spend(draft: Draft) -> None:
    """`least <= sum of spend of a named set <= most`. Price: what a unit more of the limit brings."""
    _limit(draft, "limit_group_spend")


def limit_share_of_spend(draft: Draft) -> None:
    """`sum of spend held - share * sum of all spend >= 0` (or `<=`). Price: a unit more than the share."""
    _limit(draft, "limit_share_of_spend")


def limit_contact_spend(draft: Draft) -> None:
    """`sum of spend on a channel <= contacts * price of one`. Price: what a unit more of the limit brings."""
    _limit(draft, "limit_contact_spend")


def limit_goal_spend(draft: Draft) -> None:
    """`sum of spend at a goal's place >= target` (or `<=`, `=`). Price: what a unit more of it brings."""
    _limit(draft, "limit_goal_spend")


def limit_line_change(draft: Draft) -> None:
    """`spend - (1 + c) days / days before * spend before <= 0`, and `(1 - c)` with >=. Price: a unit more."""
    _limit(draft, "limit_line_change")


def limit_total_change(draft: Draft) -> None:
    """The same for all spend of a period together. Price: what a unit more of the limit brings."""
    _limit(draft, "limit_total_change")


def limit_line_spend(draft: Draft) -> None:
    """`least <= sum over periods of a line's spend <= most`. Price: what a unit more of the limit brings."""
    _limit(draft, "limit_line_spend")


def limit_period_spend(draft: Draft) -> None:
    """`sum of all spend in a period = its budget`. Price: objective units for one more unit of money then."""
    _limit(draft, "limit_period_spend")


def _limit(draft: Draft, kind: str) -> None:
    """The rules of one kind: `sum coefficient * (first + fills)  sense  limit`."""
    pieces, money = draft.layout.pieces, draft.units.money
    first = np.searchsorted(pieces.line, np.arange(draft.network.rows + 1))
    base = spend_base(draft.network, pieces)
    for number, rule in enumerate(draft.network.rules):
        if rule.kind != kind:
            continue
        terms = [
            (variable, coefficient)
            for line, coefficient in zip(rule.lines.tolist(), rule.coefficients, strict=True)
            for variable in draft.money(line, first)
        ]
        if terms:
            right = (rule.limit - rule.total(base)) / money
            draft.rule_row[number] = draft.row(terms, rule.sense, right, f"{kind}_{number}")


ROWS: tuple[Callable[[Draft], None], ...] = (
    count_claims,
    share_people_of_pool,
    carry_people_on,
    serve_who_comes,
    limit_served,
    reach_target,
    carry_money_over,
    limit_total_budget,
    limit_channel_spend,
    limit_stage_spend,
    limit_segment_spend,
    limit_tag_spend,
    limit_group_spend,
    limit_share_of_spend,
    limit_contact_spend,
    limit_goal_spend,
    limit_line_spend,
    limit_period_spend,
    limit_line_change,
    limit_total_change,
)
"""Every rule of the program, in the order of its rows; each has a golden file."""


SPEND_ROWS = ROWS[ROWS.index(carry_money_over) :]
"""Those about money alone."""


def write_program(network: Network, layout: Layout, units: Units) -> Draft:
    """Write the whole program for PuLP: variables, objective and every row.

    Raises ValueError when a rule of the network is of a kind that has no function here.
    """
    unknown = {rule.kind for rule in network.rules} - {write.__name__ for write in ROWS}
    if unknown:
        raise ValueError(f"no row is written for rules of the kind {sorted(unknown)}")
    draft = begin_draft(network, layout, units)
    for write in ROWS:
        write(draft)
    return draft

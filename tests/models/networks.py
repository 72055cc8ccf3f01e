"""Networks for tests, small enough to solve by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from models.curve import CurveFamily
from models.curve_table import CurveTable, make_table
from models.network import OUTSIDE, Network, SpendRule, stuck_sizes

Link = tuple[int, int, float]
Pool = tuple[int, int, float, bool]
"""Target, source (or `OUTSIDE`), people outside or share of the stuck people, random overlap."""


def michaelis_menten(*top_half: tuple[float, float]) -> CurveTable:
    """Michaelis-Menten curves from (top, half)."""
    return make_table(
        [CurveFamily.MICHAELIS_MENTEN] * len(top_half), [{"top": top, "half": half} for top, half in top_half]
    )


def network_of(
    curves: CurveTable,
    draws: Sequence[tuple[int, int, float]],
    pools: Sequence[Pool],
    *,
    entries: Sequence[float] = (0.0,),
    links: Sequence[Link] = (),
    value: Sequence[float] | None = None,
) -> Network:
    """A network from plain lists; the last node is what counts unless `value` says otherwise.

    `draws`: (line, pool, weight). Lines may spend anything from 0.
    """
    lines, nodes = len(curves.codes), len(entries)
    worth = np.array(value if value is not None else [0.0] * (nodes - 1) + [1.0], dtype=float)
    ordered = sorted(draws, key=lambda draw: (draw[1], draw[0]))
    outside = [source == OUTSIDE for _, source, _, _ in pools]
    network = Network(
        node_keys=tuple(f"v{n}" for n in range(nodes)), entries=np.array(entries, dtype=float), value=worth,
        converts=worth, capacity=np.full(nodes, np.inf),
        edge_source=np.array([a for a, _, _ in links], dtype=np.intp),
        edge_target=np.array([b for _, b, _ in links], dtype=np.intp),
        edge_rate=np.array([rate for _, _, rate in links], dtype=float),
        pool_keys=tuple(f"p{n}" for n in range(len(pools))),
        pool_target=np.array([p[0] for p in pools], dtype=np.intp),
        pool_source=np.array([p[1] for p in pools], dtype=np.intp),
        pool_size=np.array([p[2] if out else 0.0 for p, out in zip(pools, outside, strict=True)], dtype=float),
        pool_share=np.array([0.0 if out else p[2] for p, out in zip(pools, outside, strict=True)], dtype=float),
        pool_random=np.array([p[3] for p in pools], dtype=bool),
        line_keys=tuple(f"l{n}" for n in range(lines)), curves=curves,
        lower=np.zeros(lines), upper=np.full(lines, np.inf), current=np.full(lines, 100.0),
        lower_key=("",) * lines, upper_key=("",) * lines,
        draw_line=np.array([d[0] for d in ordered], dtype=np.intp),
        draw_pool=np.array([d[1] for d in ordered], dtype=np.intp),
        draw_weight=np.array([d[2] for d in ordered], dtype=float),
    )  # fmt: skip
    return network.changed(pool_size=stuck_sizes(network, network.edge_rate))


def with_total(network: Network, total: float, *, exact: bool = True) -> Network:
    """The network with a total budget in place of its rules."""
    every = np.arange(network.lines)
    rule = SpendRule(
        "total_budget", "limit_total_budget", every, np.ones(len(every)), "=" if exact else "<=", total
    )
    return network.changed(rules=(rule,))


def with_rule(network: Network, key: str, lines: Sequence[int], sense: str, limit: float) -> Network:
    """The network with one more limit on a group of lines."""
    rule = SpendRule(
        key, "limit_channel_spend", np.array(lines, dtype=np.intp), np.ones(len(lines)), sense, limit
    )
    return network.changed(rules=(*network.rules, rule))


def with_limit(network: Network, key: str, limit: float) -> Network:
    """The network with the limit of one rule replaced."""
    from dataclasses import replace

    return network.changed(
        rules=tuple(replace(rule, limit=limit) if rule.key == key else rule for rule in network.rules)
    )

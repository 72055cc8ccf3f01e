"""Random plans with everything coupled: branches, segments, both kinds of pool, bounds and limits."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.curve import CurveFamily
from models.curve_table import CurveTable, make_table
from models.network import OUTSIDE, Network, SpendRule
from models.response_curve import Numbers

SMOOTH = (CurveFamily.MICHAELIS_MENTEN, CurveFamily.EXPONENTIAL, CurveFamily.TANH)
ALL = (*SMOOTH, CurveFamily.POWER, CurveFamily.HILL, CurveFamily.LINEAR, CurveFamily.POINTS)


@dataclass(frozen=True)
class Shape:
    """What a random plan looks like."""

    lines: int = 40
    segments: int = 2
    steps: int = 5
    outside_per_step: int = 2
    families: tuple[CurveFamily, ...] = SMOOTH
    channels: int = 6
    exact: bool = True
    channel_limits: bool = True
    unknown_limit: float = 0.1
    revenue: bool = False


def random_network(shape: Shape, seed: int) -> Network:
    """A random coupled network; the same for the same shape and seed. Money near 1,000 a line."""
    chance = np.random.default_rng(seed)
    nodes, edges = _steps(shape, chance)
    pools = _pools(shape, edges, chance)
    draws = _draws(shape, pools, chance)
    current = chance.uniform(300.0, 2000.0, shape.lines)
    lower, upper = _bounds(shape, current, chance)
    entries = chance.uniform(50.0, 400.0, nodes) * (np.arange(nodes) % shape.steps < 3)
    last = np.arange(nodes) % shape.steps == shape.steps - 1
    value = last * (chance.uniform(20.0, 90.0, nodes) if shape.revenue else 1.0)
    return Network(
        node_keys=tuple(f"s{node // shape.steps}/v{node % shape.steps}" for node in range(nodes)),
        entries=entries, value=value.astype(float), converts=last.astype(float), capacity=np.full(nodes, np.inf),
        edge_source=edges[0], edge_target=edges[1], edge_rate=edges[2],
        pool_keys=tuple(f"p{place}" for place in range(len(pools[0]))),
        pool_target=pools[0], pool_source=pools[1], pool_size=pools[2], pool_share=pools[3], pool_random=pools[4],
        line_keys=tuple(f"l{line}" for line in range(shape.lines)),
        curves=random_curves(shape.families, current, chance), lower=lower, upper=upper, current=current,
        lower_key=tuple(f"line_limit:l{line}:lower" for line in range(shape.lines)),
        upper_key=tuple(f"line_limit:l{line}:upper" for line in range(shape.lines)),
        draw_line=draws[0], draw_pool=draws[1], draw_weight=draws[2], rules=_rules(shape, current, chance),
    )  # fmt: skip


def random_curves(
    families: tuple[CurveFamily, ...], spend: Numbers, chance: np.random.Generator
) -> CurveTable:
    """Curves with some 200 to 1,500 claims at `spend` and an elasticity there of 0.3 to 0.8."""
    chosen, parameters, points = [], [], []
    for amount in spend:
        family = families[int(chance.integers(len(families)))]
        response, e = amount * chance.uniform(0.2, 0.9), chance.uniform(0.3, 0.8)
        chosen.append(family)
        parameters.append(_parameters(family, amount, response, e))
        steps = amount * np.array([0.4, 1.0, 2.2]) if family is CurveFamily.POINTS else np.zeros(0)
        points.append([(x, response * (x / amount) ** e) for x in steps])
    return make_table(chosen, parameters, points)


def _parameters(family: CurveFamily, spend: float, response: float, e: float) -> dict[str, float]:
    match family:
        case CurveFamily.MICHAELIS_MENTEN:
            half = spend * e / (1 - e)
            return {"top": response * (spend + half) / spend, "half": half}
        case CurveFamily.EXPONENTIAL:
            return {"top": 1.6 * response, "scale": spend * (0.6 + e)}
        case CurveFamily.TANH:
            return {"top": 1.4 * response, "scale": spend * (0.8 + e)}
        case CurveFamily.POWER:
            return {"scale": response / spend**e, "exponent": e}
        case CurveFamily.HILL:
            return {"top": 2.0 * response, "half": spend, "slope": 0.6 + 0.5 * e}
        case CurveFamily.LINEAR:
            return {"cost_per_entry": spend / response, "cap": 1.5 * response}
    return {}


def _steps(
    shape: Shape, chance: np.random.Generator
) -> tuple[int, tuple[np.ndarray, np.ndarray, np.ndarray]]:
    """A chain with shortcuts over one step (branches) in every segment."""
    found: list[tuple[int, int, float]] = []
    for segment in range(shape.segments):
        base = segment * shape.steps
        for step in range(shape.steps - 1):
            found.append((base + step, base + step + 1, chance.uniform(0.05, 0.4)))
            if step + 2 < shape.steps and chance.random() < 0.5:
                found.append((base + step, base + step + 2, chance.uniform(0.01, 0.1)))
    source, target, rate = (np.array(column) for column in zip(*found, strict=True))
    return shape.segments * shape.steps, (source.astype(np.intp), target.astype(np.intp), rate)


def _pools(
    shape: Shape, edges: tuple[np.ndarray, ...], chance: np.random.Generator
) -> tuple[np.ndarray, ...]:
    """Outside pools at the first steps, a nurture pool at every link."""
    source, target, rate = edges
    fed = [
        n
        for n in range(shape.segments * shape.steps)
        if n % shape.steps < 2
        for _ in range(shape.outside_per_step)
    ]
    lines_per_pool = max(shape.lines / (len(fed) + len(source)), 1.0)
    sizes = chance.uniform(500.0, 3000.0, len(fed)) * lines_per_pool
    sizes[chance.random(len(fed)) < shape.unknown_limit] = np.inf
    onward = np.bincount(source, weights=rate, minlength=shape.segments * shape.steps)
    share = rate / onward[source]
    return (
        np.concatenate([np.array(fed, dtype=np.intp), target]),
        np.concatenate([np.full(len(fed), OUTSIDE, dtype=np.intp), source]),
        np.concatenate([sizes, share * (1.0 - onward[source])]),
        np.concatenate([np.zeros(len(fed)), share]),
        chance.random(len(fed) + len(source)) < 0.85,
    )


def _draws(
    shape: Shape, pools: tuple[np.ndarray, ...], chance: np.random.Generator
) -> tuple[np.ndarray, ...]:
    """One pool a line, one in five lines two; sorted by pool."""
    line = np.concatenate([np.arange(shape.lines), np.flatnonzero(chance.random(shape.lines) < 0.2)])
    count = len(pools[0])
    pool = chance.integers(0, count, len(line))
    pool[shape.lines :] = (
        pool[line[shape.lines :]] + chance.integers(1, count, len(line) - shape.lines)
    ) % count
    weight = chance.uniform(0.3, 1.0, len(line)) * np.where(pools[1][pool] == OUTSIDE, 1.0, 0.3)
    order = np.lexsort((line, pool))
    return line[order].astype(np.intp), pool[order].astype(np.intp), weight[order]


def _bounds(shape: Shape, current: Numbers, chance: np.random.Generator) -> tuple[Numbers, Numbers]:
    """One line in five held near its current spend, one in twenty locked."""
    lower, upper = np.zeros(shape.lines), current * 5.0
    near = chance.random(shape.lines) < 0.2
    lower[near], upper[near] = 0.7 * current[near], 1.3 * current[near]
    locked = chance.random(shape.lines) < 0.05
    lower[locked] = upper[locked] = current[locked]
    return lower, upper


def _rules(shape: Shape, current: Numbers, chance: np.random.Generator) -> tuple[SpendRule, ...]:
    """A total, and limits on channels that current spend keeps."""
    every = np.arange(shape.lines)
    sense = "=" if shape.exact else "<="
    rules = [
        SpendRule(
            "total_budget", "limit_total_budget", every, np.ones(shape.lines), sense, float(current.sum())
        )
    ]
    channel = chance.integers(0, shape.channels, shape.lines)
    for number in range(shape.channels if shape.channel_limits else 0):
        lines = np.flatnonzero(channel == number)
        if not len(lines):
            continue
        for sense, name, factor in (
            ("<=", "upper", chance.uniform(1.02, 1.6)),
            (">=", "lower", chance.uniform(0.5, 0.98)),
        ):
            if chance.random() < 0.6:
                rules.append(SpendRule(
                    f"channel_limit:c{number}:{name}", "limit_channel_spend", lines, np.ones(len(lines)), sense,
                    float(current[lines].sum() * factor),
                ))  # fmt: skip
    return tuple(rules)

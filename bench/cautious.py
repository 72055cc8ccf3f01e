"""The split for the worst fifth of the draws: its time, its gap, and what it saves. `python -m bench.cautious`.

What it saves is also read in other draws than those it was sought in.
"""

from __future__ import annotations

import time

import numpy as np

from bench.in_time import plan_in_time
from bench.instances import ALL, SMOOTH, Shape, random_network
from models.compile import compile_plan
from models.curve import CurveFamily
from models.draws import DRAWS, drawn_network
from models.network import Network, stuck_sizes
from models.program.cautious import CautiousSolution, optimise_cautiously
from models.program.optimise import optimise
from models.program.worst_draws import draws_at, worst_mean
from models.response_curve import Numbers

LINES, TARGET, OTHER_DRAWS = 40, 2.0, 1_000
CONCAVE = tuple(family for family in ALL if family is not CurveFamily.HILL)


def drawn_of(network: Network, draws: int, seed: int, spread: float | Numbers = 0.5) -> Network:
    """Draws of a network: claims by curve, with a `spread` for all or for each, and rates."""
    chance = np.random.default_rng(seed)
    factor = np.exp(chance.standard_normal((draws, network.rows)) * spread)
    rates = network.edge_rate * np.exp(chance.standard_normal((draws, len(network.edge_rate))) * 0.1)
    rates = np.clip(rates, 0.0, 0.5)
    return network.changed(
        draw_weight=network.draw_weight * factor[:, network.draw_line], edge_rate=rates,
        pool_size=stuck_sizes(network, rates),
    )  # fmt: skip


def main() -> None:
    """Print CPU seconds and gap for one period and twelve, and what caution saves."""
    for name, families in (("smooth curves", SMOOTH), ("all falling curves", CONCAVE)):
        rows = [_one(random_network(Shape(lines=LINES, families=families), seed), seed) for seed in range(5)]
        seconds, gaps, saved, other = (np.array(column) for column in zip(*rows, strict=True))
        print(
            f"{LINES} lines x {DRAWS} draws, {name}: {np.median(seconds):.2f} s (target {TARGET:g}), "
            f"gap {gaps.max():.1e}; saves {saved.mean():.2%} of what the money brings in the worst fifth, "
            f"{other.mean():.2%} in {OTHER_DRAWS:,} other draws"
        )
    plan = plan_in_time(12, 30)
    network = compile_plan(plan)
    found, taken = _timed(network, drawn_network(plan, network, network.edge_keys, DRAWS))
    print(f"{LINES} lines x 12 periods x {DRAWS} draws: {taken:.2f} s, gap {found.gap:.1e}, {found.status}")


def _one(network: Network, seed: int) -> tuple[float, float, float, float]:
    spread = np.random.default_rng(seed + 100).uniform(0.05, 1.0, network.rows)
    neutral = optimise(network)
    found, taken = _timed(network, drawn_of(network, DRAWS, seed, spread))
    others = drawn_of(network, OTHER_DRAWS, seed + 1_000, spread)
    worst = worst_mean(draws_at(others, np.stack([found.spend, neutral.spend, np.zeros(network.lines)])))
    brings = found.start - found.idle
    return (
        taken,
        found.gap,
        (found.lower - found.start) / brings,
        (worst[0] - worst[1]) / (worst[1] - worst[2]),
    )


def _timed(network: Network, drawn: Network) -> tuple[CautiousSolution, float]:
    """The cautious answer, and CPU seconds from the network to it, the neutral answer among them."""
    begun = time.process_time()
    found = optimise_cautiously(network, drawn, optimise(network))
    return found, time.process_time() - begun


if __name__ == "__main__":
    main()

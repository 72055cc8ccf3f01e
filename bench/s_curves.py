"""S-shaped curves under one budget, and the best that is known for them: a fine dynamic program, polished.

`python -m bench.s_curves`: ours and SciPy's SLSQP from an even split, as fractions of the best known.
"""

from __future__ import annotations

import time

import numpy as np

from bench.rivals import slsqp
from models.curve import CurveFamily
from models.curve_table import make_table
from models.network import OUTSIDE, Network, SpendRule
from models.program.envelope import turning_point
from models.program.optimise import optimise
from models.response_curve import Numbers

SIZES, TIGHT, LOOSE = (6, 20, 100), 0.25, 1.2
CELLS = 1200


def s_network(lines: int, budget: float, seed: int) -> Network:
    """Lines with Hill curves of slopes 1.2 to 4 and one audience without a limit; `budget` in shares of the
    money at which all curves reach half their top."""
    chance = np.random.default_rng(1000 * lines + seed)
    half, top = chance.uniform(300.0, 3000.0, lines), chance.uniform(100.0, 1500.0, lines)
    shapes = zip(top.tolist(), half.tolist(), chance.uniform(1.2, 4.0, lines).tolist(), strict=True)
    curves = make_table([CurveFamily.HILL] * lines, [{"top": t, "half": h, "slope": s} for t, h, s in shapes])
    every, none = np.arange(lines), np.zeros(0)
    rule = SpendRule(
        "total_budget", "limit_total_budget", every, np.ones(lines), "=", budget * float(half.sum())
    )
    return Network(
        node_keys=("v",), entries=np.zeros(1), value=np.ones(1), converts=np.ones(1), capacity=np.full(1, np.inf),
        edge_source=none.astype(np.intp), edge_target=none.astype(np.intp), edge_rate=none,
        pool_keys=("p",), pool_target=np.zeros(1, dtype=np.intp), pool_source=np.full(1, OUTSIDE, dtype=np.intp),
        pool_size=np.full(1, np.inf), pool_share=np.zeros(1), pool_random=np.ones(1, dtype=bool),
        line_keys=tuple(f"l{line}" for line in range(lines)), curves=curves,
        lower=np.zeros(lines), upper=np.full(lines, np.inf), current=np.full(lines, rule.limit / lines),
        lower_key=("",) * lines, upper_key=("",) * lines,
        draw_line=every, draw_pool=np.zeros(lines, dtype=np.intp), draw_weight=np.ones(lines), rules=(rule,),
    )  # fmt: skip


def best_known(network: Network, cells: int = CELLS) -> float:
    """Claims of the best split on a grid of the budget, then polished between its cells."""
    budget = network.rules[0].limit
    grid = np.linspace(0.0, budget, cells + 1)
    table = np.stack([network.curves.value(np.full(network.lines, spend)) for spend in grid], axis=1)
    best, taken = table[0], []
    back = np.arange(cells + 1)[:, None] - np.arange(cells + 1)
    for line in range(1, network.lines):
        sums = np.where(back >= 0, best[back] + table[line], -np.inf)
        choice = sums.argmax(axis=1)
        taken.append(choice)
        best = np.take_along_axis(sums, choice[:, None], axis=1)[:, 0]
    spend, left = np.zeros(network.lines), cells
    for line in range(network.lines - 1, 0, -1):
        spend[line] = grid[taken[line - 1][left]]
        left -= taken[line - 1][left]
    spend[0] = grid[left]
    return max(float(best[cells]), _polished(network, spend))


def _polished(network: Network, spend: Numbers) -> float:
    """Lines beyond their turning point meet at one slope; the others stay where the grid left them."""
    turn = turning_point(network.curves)
    free = spend > turn
    money = network.rules[0].limit - float(spend[~free].sum())
    low, high = 1e-12, 1e3
    for _ in range(200):
        price = np.sqrt(low * high)
        wanted = np.maximum(network.curves.spend_at(np.full(network.lines, price)), turn)[free].sum()
        low, high = (price, high) if wanted > money else (low, price)
    spend = spend.copy()
    spend[free] = np.maximum(network.curves.spend_at(np.full(network.lines, price)), turn)[free]
    short = network.rules[0].limit - float(spend.sum())
    return (
        float(network.curves.value(spend).sum())
        if free.any() and abs(short) < 1e-6 * network.rules[0].limit
        else 0.0
    )


def main() -> None:
    """Print the figures of every size and budget."""
    print("S-shaped curves under one budget: fraction of the best known (worst, median of 9), CPU seconds")
    for lines in SIZES:
        for name, budget in (("tight", TIGHT), ("loose", LOOSE)):
            ours, seconds, theirs = [], [], []
            for seed in range(9):
                network = s_network(lines, budget, seed)
                begun = time.process_time()
                answer = optimise(network)
                seconds.append(time.process_time() - begun)
                best = max(best_known(network), answer.lower)
                ours.append(answer.lower / best)
                theirs.append(
                    slsqp(network.changed(upper=np.full(lines, network.rules[0].limit))).objective / best
                )
            print(
                f"{lines:>6} lines, {name}: ours {min(ours):.6f}, {np.median(ours):.6f} in {np.median(seconds):.2f} s "
                f"(most {max(seconds):.2f}); SLSQP from an even split {min(theirs):.3f}, {np.median(theirs):.3f}"
            )


if __name__ == "__main__":
    main()

"""What more budget buys: 40 budgets for 40 lines. `python -m bench.sweeps`."""

from __future__ import annotations

import time

import numpy as np

from bench.instances import ALL, SMOOTH, Shape, random_network
from models.program.solution import Settings
from models.program.sweep import spend_range, sweep

BUDGETS, LINES, TARGET = 40, 40, 1.5


def main() -> None:
    """Print CPU seconds and the worst gap, smooth curves and all families."""
    for name, families in (("smooth curves", SMOOTH), ("all curve families", ALL)):
        seconds, gaps = [], []
        for seed in range(3):
            network = random_network(Shape(lines=LINES, families=families), seed)
            allowed = spend_range(network)
            totals = np.linspace(allowed.least, allowed.most, BUDGETS + 2)[1:-1]
            begun = time.process_time()
            points = sweep(network, totals.tolist(), Settings())
            seconds.append(time.process_time() - begun)
            gaps += [point.solution.gap for point in points if point.solution is not None]
        print(
            f"{BUDGETS} budgets, {LINES} lines, {name}: {np.median(seconds):.2f} s "
            f"(target {TARGET:g}), gap {max(gaps):.1e}"
        )


if __name__ == "__main__":
    main()

"""`python -m bench`: CPU seconds, peak memory and gap, beside SLSQP and a conic solver in the same run.

Every size runs in a process of its own, on one thread, so that its memory can be read. Figures are
printed, never tested: machines differ, and so do their evenings.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.instances import ALL, Shape, random_network
from bench.reruns import measure_reruns, report_reruns
from models.curve import CurveFamily
from models.network import Network
from models.program.optimise import optimise
from models.program.solution import gap_of

GAP = 1e-4
RERUNS = "reruns"
SCREENS = "screens"
SIZES = (40, 100, 1_000, 10_000)
TARGETS = {40: 0.06, 1_000: 1.0, 10_000: 12.0}
TOLERANCES = (1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL", "RAYON")}
CONIC = (CurveFamily.MICHAELIS_MENTEN, CurveFamily.EXPONENTIAL)


def shape(lines: int, families: tuple[CurveFamily, ...] = CONIC) -> Shape:
    """A plan of about so many lines a pool as marketing has, at any size."""
    if lines < 500:
        return Shape(lines=lines, families=families)
    if lines < 5_000:
        return Shape(lines=lines, families=families, segments=6, steps=6, channels=20)
    return Shape(lines=lines, families=families, segments=20, steps=6, channels=20, outside_per_step=6)


def best_of(times: int, work: Callable[[], Any]) -> tuple[float, Any]:
    """Least CPU seconds of some runs, and the last result."""
    seconds, result = [], None
    for _ in range(times):
        begun = time.process_time()
        result = work()
        seconds.append(time.process_time() - begun)
    return min(seconds), result


def measure(lines: int) -> list[dict[str, Any]]:
    """Rows of one size: ours on its own curves and on all families, then the rivals where they fit."""
    rows = []
    for seed in range(3 if lines < 5_000 else 1):
        network = random_network(shape(lines), seed)
        seconds, answer = best_of(3 if lines < 5_000 else 1, lambda network=network: optimise(network))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        row = {
            "lines": lines,
            "seed": seed,
            "ours": seconds,
            "gap": answer.gap,
            "rounds": answer.rounds,
            "peak": peak,
        }
        mixed = random_network(shape(lines, ALL), seed)
        row["mixed"], answer_mixed = best_of(2 if lines < 5_000 else 1, lambda mixed=mixed: optimise(mixed))
        row["gap_mixed"] = answer_mixed.gap
        if lines <= 100:
            row |= rivals(network, answer)
        rows.append(row)
    return rows


def rivals(network: Network, answer: Any) -> dict[str, Any]:
    """SLSQP at the loosest tolerance that reaches the gap, and the conic program; gaps by our bound."""
    from bench.rivals import conic, slsqp

    def gap(objective: float) -> float:
        return gap_of(objective, answer.upper, answer.idle)

    tried = []
    for tolerance in TOLERANCES:
        runs = [slsqp(network, tolerance) for _ in range(3)]
        tried.append((min(run.seconds for run in runs), gap(runs[0].objective)))
    reached = [run for run in tried if run[1] <= GAP] or [min(tried, key=lambda run: run[1])]
    seconds, slsqp_gap = min(reached)
    cones = [conic(network) for _ in range(3)]
    return {
        "slsqp": seconds, "slsqp_gap": slsqp_gap,
        "conic": min(run.seconds for run in cones), "conic_gap": gap(cones[0].objective),
    }  # fmt: skip


def report(rows: list[dict[str, Any]]) -> None:
    """One line a size: medians over seeds, worst gap."""
    lines = rows[0]["lines"]

    def middle(name: str) -> float:
        return float(np.median([row[name] for row in rows]))

    target = f" (target {TARGETS[lines]:g})" if lines in TARGETS else ""
    print(
        f"{lines:>6} lines: {middle('ours'):.4f} s{target}, gap {max(row['gap'] for row in rows):.1e}, "
        f"peak {max(row['peak'] for row in rows):.0f} MB; all curve families {middle('mixed'):.4f} s, "
        f"gap {max(row['gap_mixed'] for row in rows):.1e}"
    )
    for name, title in (("slsqp", "SciPy SLSQP"), ("conic", "cvxpy + Clarabel")):
        if name in rows[0]:
            ratio = float(np.median([row[name] / row["ours"] for row in rows]))
            print(
                f"        {title}: {middle(name):.4f} s, gap {max(row[f'{name}_gap'] for row in rows):.1e}: "
                f"{ratio:.1f} times our time"
            )


def main() -> None:
    """Measure one size (in a child), the screens, or everything."""
    if sys.argv[1:] == [SCREENS]:
        from bench.screens import main as measure_screens

        measure_screens()
        return
    if len(sys.argv) > 1:
        print(json.dumps(measure_reruns() if sys.argv[1] == RERUNS else measure(int(sys.argv[1]))))
        return
    print(
        f"CPU seconds on one thread to a proved gap of {GAP:.0e} of what the money brings (median of seeds)"
    )
    for lines in SIZES:
        report(_in_a_child(str(lines)))
    report_reruns(_in_a_child(RERUNS))
    subprocess.run([sys.executable, "-m", "bench", SCREENS], check=True, env=os.environ | ONE_THREAD)
    subprocess.run([sys.executable, "-m", "bench.in_time"], check=True, env=os.environ | ONE_THREAD)


def _in_a_child(what: str) -> Any:
    child = subprocess.run(
        [sys.executable, "-m", "bench", what],
        stdout=subprocess.PIPE, stderr=None if what != RERUNS else subprocess.DEVNULL,
        text=True, check=True, env=os.environ | ONE_THREAD,
    )  # fmt: skip
    return json.loads(child.stdout.splitlines()[-1])


if __name__ == "__main__":
    main()

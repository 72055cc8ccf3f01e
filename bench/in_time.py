"""`python -m bench.in_time`: plans of many periods, with and without delays and carry-over.

CPU seconds on one thread from the plan to the proved answer, beside the gap that was reached.
"""

from __future__ import annotations

import datetime as dt
import time
from itertools import pairwise
from typing import Any

import numpy as np

from models.compile import compile_plan
from models.plan import Plan, make_plan
from models.program.optimise import optimise
from models.program.solution import Settings

MONTHS, WEEKS = (12, 30, 1e-4, 2.0), (52, 7, 1e-3, 15.0)
"""Periods, days of each, gap, and the seconds that are aimed for."""

POOLS = (
    ("outside", "s0", 2.0),
    ("searching", "s1", 0.5),
    ("n0", "s1", 0.1),
    ("n1", "s2", 0.05),
    ("n2", "s3", 0.02),
)


def plan_in_time(periods: int, days: int, half_life: float = 0.0, delay: bool = False) -> Plan:
    """40 lines in two segments over four steps; every second line is carried over."""
    chance = np.random.default_rng(0)
    start = dt.date(2026, 1, 1)
    cut = [start + dt.timedelta(days=days * n) for n in range(periods + 1)]
    lines = [_line(n, chance, half_life if n % 2 else 0.0) for n in range(40)]
    return make_plan({
        "id": "b", "name": "b", "reference_days": 30,
        "periods": [{"id": f"p{n}", "start": str(a), "end": str(b - dt.timedelta(days=1))}
                    for n, (a, b) in enumerate(pairwise(cut))],
        "segments": [{"id": "a", "name": "A"}, {"id": "b", "name": "B"}], "stages": [{"id": "a", "name": "A"}],
        "steps": [{"id": f"s{n}", "stage_id": "a", "name": f"S{n}", "converts": n == 3,
                   "organic": _people(2000, 1000) if n == 0 else []} for n in range(4)],
        "links": [{"id": f"l{n}", "from_step_id": f"s{n}", "to_step_id": f"s{n + 1}", "conversion": rate,
                   "delay": [{"days": 5, "share": 0.5}, {"days": 40, "share": 0.5}] if delay and n == 1 else []}
                  for n, rate in enumerate((0.1, 0.3, 0.4))],
        "pools": [{"id": "outside", "name": "O", "step_id": "s0", "sizes": _people(90_000, 40_000), "season_id": "pools"},
                  {"id": "searching", "name": "S", "step_id": "s1", "sizes": _people(9_000, 4_000)},
                  *({"id": f"n{n}", "name": f"N{n}", "kind": "nurture", "link_id": f"l{n}"} for n in range(3))],
        "channels": [{"id": "c", "name": "C", "kind": "paid_search"}], "touchpoints": lines,
        "seasons": [{"id": "claims", "name": "C", "months": [0.8] * 6 + [1.2] * 6},
                    {"id": "pools", "name": "P", "months": [0.9] * 6 + [1.1] * 6}],
        "rules": {"total_budget": sum(line["current_spend"] for line in lines) * periods * days // 30,
                  "assumed_move_limit": None},
    })  # fmt: skip


def _people(first: int, second: int) -> list[dict[str, Any]]:
    return [{"segment_id": "a", "people": first}, {"segment_id": "b", "people": second}]


def _line(number: int, chance: np.random.Generator, half_life: float) -> dict[str, Any]:
    pool, step, yields = POOLS[number % len(POOLS)]
    spend, e = float(chance.uniform(500, 4000)), float(chance.uniform(0.3, 0.8))
    half, response = spend * e / (1 - e), spend * float(chance.uniform(0.3, 0.9)) * yields
    return {
        "id": f"t{number}", "name": f"T{number}", "step_id": step, "channel_id": "c", "pool_id": pool,
        "current_spend": int(spend * 100), "season_id": "claims" if number % 3 else None,
        "curve": {"family": "michaelis_menten", "parameters": {"top": response * (spend + half) / spend, "half": half},
                  "per_days": 30, "half_life_days": half_life},
    }  # fmt: skip


def main() -> None:
    """Print a line for every kind of plan."""
    for periods, days, gap, aim in (MONTHS, WEEKS):
        for title, extra in (("plain", {}), ("delays", {"delay": True}), ("half-life 14 days", {"half_life": 14.0}),
                             ("half-life 60 days", {"half_life": 60.0})):  # fmt: skip
            plan = plan_in_time(periods, days, **extra)
            begun = time.process_time()
            answer = optimise(compile_plan(plan), Settings(gap=gap))
            seconds = time.process_time() - begun
            print(f"40 lines x {periods} periods of {days} days, {title}: {seconds:.2f} s (target {aim:g}), "
                  f"gap {answer.gap:.1e}, {answer.status}")  # fmt: skip


if __name__ == "__main__":
    main()

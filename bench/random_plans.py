"""Random plans as a user might draw them: branches, segments, both kinds of pool, curves of every family,
limits and either-or rules; every second one in several periods, with delays, carry-over and seasons."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from models.plan import Plan, make_plan

Chance = np.random.Generator


def random_plan(seed: int) -> Plan:
    """The plan of a seed."""
    chance = np.random.default_rng(seed)
    periods = _periods(chance, int(chance.integers(2, 5)) if seed % 2 else 1)
    segments = [f"g{n}" for n in range(int(chance.integers(1, 4)))]
    steps = int(chance.integers(3, 6))
    links = _links(chance, steps, delays=seed % 4 == 1)
    pools = _pools(chance, steps, links, segments)
    lines = [_line(chance, n, pools, seed % 4 == 3) for n in range(int(chance.integers(3, 13)))]
    days = sum(
        (dt.date.fromisoformat(p["end"]) - dt.date.fromisoformat(p["start"])).days + 1 for p in periods
    )
    return make_plan({
        "id": f"random{seed}", "name": f"Random plan {seed}", "reference_days": 30, "periods": periods,
        "segments": [{"id": g, "name": g} for g in segments], "stages": [{"id": "a", "name": "A"}],
        "steps": [_step(chance, n, steps, segments) for n in range(steps)], "links": links, "pools": pools,
        "channels": [{"id": f"c{n}", "name": f"C{n}", "kind": "paid_search"} for n in range(4)], "touchpoints": lines,
        "seasons": [{"id": s, "name": s, "months": chance.uniform(0.7, 1.4, 12).tolist()} for s in "xy"],
        "rules": _rules(chance, lines, periods, days),
    })  # fmt: skip


def _periods(chance: Chance, count: int) -> list[dict[str, Any]]:
    start, found = dt.date(2026, 3, 1), []
    for number in range(count):
        end = start + dt.timedelta(days=int(chance.integers(6, 35)))
        found.append({"id": f"p{number}", "start": str(start), "end": str(end)})
        start = end + dt.timedelta(days=1)
    return found


def _step(chance: Chance, number: int, steps: int, segments: list[str]) -> dict[str, Any]:
    step: dict[str, Any] = {
        "id": f"s{number}",
        "stage_id": "a",
        "name": f"S{number}",
        "converts": number == steps - 1,
    }
    if number < 2:
        step["organic"] = [{"segment_id": g, "people": int(chance.uniform(100, 700))} for g in segments]
    elif chance.random() < 0.35:
        step["capacity"] = float(chance.uniform(100, 1500) * 0.5 ** (number - 2))
    return step


def _links(chance: Chance, steps: int, *, delays: bool) -> list[dict[str, Any]]:
    found = []
    for number in range(steps - 1):
        found.append((number, number + 1, chance.uniform(0.08, 0.4)))
        if number + 2 < steps and chance.random() < 0.5:
            found.append((number, number + 2, chance.uniform(0.01, 0.08)))
    late = [
        {"days": int(chance.integers(0, 8)), "share": 0.6},
        {"days": int(chance.integers(8, 40)), "share": 0.4},
    ]
    return [
        {"id": f"k{n}", "from_step_id": f"s{a}", "to_step_id": f"s{b}", "conversion": float(rate),
         "pool_share": 1.0, "delay": late if delays and n == 1 else []}
        for n, (a, b, rate) in enumerate(found)
    ]  # fmt: skip


def _pools(
    chance: Chance, steps: int, links: list[dict[str, Any]], segments: list[str]
) -> list[dict[str, Any]]:
    overlap = ["random", "random", "none"]
    found: list[dict[str, Any]] = [
        {"id": f"o{n}", "name": f"O{n}", "step_id": f"s{n % 2}", "overlap": overlap[int(chance.integers(3))],
         "sizes": [{"segment_id": g, "people": float(chance.uniform(800, 9000))} for g in segments]}
        for n in range(3)
    ]  # fmt: skip
    chain = {link["from_step_id"]: link["id"] for link in reversed(links)}
    return found + [
        {"id": f"n{n}", "name": f"N{n}", "kind": "nurture", "link_id": chain[f"s{n}"]}
        for n in range(steps - 1)
    ]


def _line(chance: Chance, number: int, pools: list[dict[str, Any]], held: bool) -> dict[str, Any]:
    pool = pools[int(chance.integers(len(pools)))]
    target = pool.get("step_id") or f"s{int(pool['id'][1:]) + 1}"
    spend = float(chance.uniform(300, 3000))
    response = spend * float(chance.uniform(0.2, 0.9)) * 0.4 ** int(target[1:])
    line: dict[str, Any] = {
        "id": f"t{number}", "name": f"T{number}", "step_id": target, "channel_id": f"c{int(chance.integers(4))}",
        "pool_id": pool["id"], "current_spend": int(spend * 100), "season_id": [None, "x", "y"][int(chance.integers(3))],
        "curve": _curve(chance, spend, response),
    }  # fmt: skip
    if held and chance.random() < 0.5:
        line["curve"]["half_life_days"] = float(chance.uniform(2, 40))
    if chance.random() < 0.2:
        line["minimum_if_used"] = int(spend * 100 * chance.uniform(0.5, 1.5))
    if chance.random() < 0.1:
        line["lower"], line["upper"] = int(spend * 30), int(spend * 100 * chance.uniform(1.0, 3.0))
    if chance.random() < 0.05:
        line["standing"] = "locked"
    return line


def _curve(chance: Chance, spend: float, response: float) -> dict[str, Any]:
    e, kind = float(chance.uniform(0.3, 0.8)), int(chance.integers(9))
    shapes: list[tuple[str, dict[str, float]]] = [
        ("michaelis_menten", {"top": response / (1 - e), "half": spend * e / (1 - e)}),
        ("exponential", {"top": 1.6 * response, "scale": spend * (0.6 + e)}),
        ("tanh", {"top": 1.4 * response, "scale": spend * (0.8 + e)}),
        ("power", {"scale": response / spend**e, "exponent": e}),
        ("linear", {"cost_per_entry": spend / response, "cap": 1.5 * response}),
        ("hill", {"top": 2.0 * response, "half": spend, "slope": 0.5 + 0.5 * e}),
    ]
    if kind >= len(shapes) + 1:
        return {"family": "hill", "per_days": 30, "parameters": {"top": 2.0 * response, "half": spend * float(chance.uniform(0.5, 2)),
                                                 "slope": float(chance.uniform(1.2, 3.5))}}  # fmt: skip
    if kind == len(shapes):
        return {"family": "points", "per_days": 30, "parameters": {}, "points": [
            {"spend": spend * x, "response": response * x**e} for x in (0.4, 1.0, 2.2)]}  # fmt: skip
    family, parameters = shapes[kind]
    return {"family": family, "parameters": parameters, "per_days": 30}


def _rules(
    chance: Chance, lines: list[dict[str, Any]], periods: list[dict[str, Any]], days: int
) -> dict[str, Any]:
    total = int(sum(line["current_spend"] for line in lines) * days / 30 * chance.uniform(0.6, 1.3))
    rules: dict[str, Any] = {
        "total_budget": total, "assumed_move_limit": None, "money_step": 10_000,
        "spend_total": "at_most" if chance.random() < 0.3 else "exact",
    }  # fmt: skip
    if chance.random() < 0.4:
        rules["limits"] = [
            {"id": "l", "place": "channel", "place_id": "c0", "upper_share": float(chance.uniform(0.15, 0.5))}
        ]
    if chance.random() < 0.12:
        rules["steps_kept"] = True
    if chance.random() < 0.12:
        rules["most_lines_changed"] = int(chance.integers(0, 4))
    if len(periods) > 1 and chance.random() < 0.3:
        periods[0]["budget"] = int(total * chance.uniform(0.1, 0.5))
    return rules

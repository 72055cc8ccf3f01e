"""A plan whose best split takes long to prove: many S-curves, minima if used, and money in large steps."""

from __future__ import annotations

from typing import Any

import numpy as np

from models.plan import Plan, make_plan
from tests.plans import small_values


def hard_plan(lines: int = 60, **rules: Any) -> Plan:
    """Touchpoints with S-curves in one audience, each with a minimum if used, all in steps of €2,000.

    With 60 lines the proof takes several times the two seconds that a page waits; with 8 next to nothing.
    """
    chance = np.random.default_rng(2)
    values = small_values(id="hard", name="Hard plan")
    values["pools"] = [
        {"id": "searching", "name": "People searching", "step_id": "visit",
         "sizes": [{"segment_id": "all", "people": 200_000}]}
    ]  # fmt: skip
    values["channels"] = [
        {"id": f"c{n}", "name": f"Channel {n + 1}", "kind": "paid_social"} for n in range(6)
    ]
    values["touchpoints"] = [_touchpoint(number, chance) for number in range(lines)]
    total = sum(line["current_spend"] for line in values["touchpoints"])
    values["rules"] = {
        "total_budget": total, "assumed_move_limit": None, "steps_kept": True, "money_step": 200_000, **rules,
    }  # fmt: skip
    return make_plan(values)


def _touchpoint(number: int, chance: np.random.Generator) -> dict[str, Any]:
    curve = {
        "family": "hill", "per_days": 30, "evidence": "measured",
        "parameters": {
            "top": chance.uniform(3000, 9000), "half": chance.uniform(1500, 4000), "slope": chance.uniform(2, 4),
        },
    }  # fmt: skip
    return {
        "id": f"t{number:02}", "name": f"Touchpoint {number + 1}", "step_id": "visit",
        "channel_id": f"c{number % 6}", "pool_id": "searching", "curve": curve,
        "current_spend": int(chance.integers(500, 3000)) * 100,
        "minimum_if_used": int(chance.integers(15, 40)) * 10_000,
    }  # fmt: skip

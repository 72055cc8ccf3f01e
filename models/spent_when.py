"""Money as it is spent: by period, by line, and by message where a line is split between them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from models.calendar import spend_of_cells
from models.charging import current_over_plan
from models.message_cells import money_of_parts
from models.money import to_major
from models.network import Network
from models.network_keys import part_key, plain, stretch_of
from models.plan import Plan
from models.response_curve import Numbers

ByPeriod = Mapping[str, Mapping[str, int]]
"""Period id -> line id, or key of a part of a line, -> minor units."""


def current_spend(plan: Plan) -> dict[str, int]:
    """Line id -> current spend paced over the whole plan, minor units."""
    return {line.id: current_over_plan(plan, line) for line in plan.touchpoints}


def spent_when(
    plan: Plan, spend: Mapping[str, int] | None = None, by_period: ByPeriod | None = None
) -> tuple[dict[str, dict[str, int]], dict[str, dict[str, int]]]:
    """Money by line and by part, each by period: as given `by_period`, else `spend` at an even pace (None:
    current spend). Amounts of messages that are not said follow the proportions of today."""
    lines = _by_line(current_spend(plan) if spend is None else spend)
    periods = None if by_period is None else {key: _by_line(part) for key, part in by_period.items()}
    cells = spend_of_cells(plan, lines, periods)
    return cells, money_of_parts(plan, cells, by_period if by_period is not None else {"": spend or {}})


def money_of_lines(plan: Plan, network: Network, cells: ByPeriod, parts: ByPeriod | None = None) -> Numbers:
    """(lines,) major units of what the network's lines spend; `parts` as in today's proportions if None."""
    parts, first = money_of_parts(plan, cells) if parts is None else parts, plan.periods[0].id
    every = {period: {**amounts, **parts.get(period, {})} for period, amounts in cells.items()}
    return np.array(
        [
            to_major(every[stretch_of(key) or first][part_key(key)], plan.currency)
            for key in network.line_keys
        ],
        dtype=float,
    )


def named(spend: Mapping[str, int] | None, by_period: ByPeriod | None) -> dict[str, int]:
    """Line id -> minor units of every line that money is given to, in the plan or not."""
    if by_period is None:
        return _by_line(spend or {})
    return _by_line(
        {(period, key): money for period, part in by_period.items() for key, money in part.items()}
    )


def _by_line(amounts: Mapping[str, int] | Mapping[tuple[str, str], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, money in amounts.items():
        line = plain(key if isinstance(key, str) else key[1])
        found[line] = found.get(line, 0) + money
    return found

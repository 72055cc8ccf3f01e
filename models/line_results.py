"""What every line, and every message of a split line, takes and brings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import fields
from math import fsum

import numpy as np

from models.allocation import LineResult
from models.funnel import Simulation, gradient
from models.network import Network
from models.network_keys import message_of, part_key, plain
from models.response_curve import Numbers, Rows

ByMessage = dict[str, dict[str, LineResult]]
"""Line id -> message id, empty for its other messages -> what it takes and brings."""


def line_results(
    network: Network, both: tuple[Simulation, Simulation], money: Numbers
) -> tuple[dict[str, LineResult], ByMessage]:
    """Results by line, and by message of lines that are split, which add up to their line.

    `both`: the simulation by the objective and by revenue. The marginal is the exact derivative of the
    objective.
    """
    parts = _results(network, both, money)
    lines = {plain(key): result for key, result in parts.items()}
    messages: ByMessage = defaultdict(dict)
    for key, result in parts.items():
        message = message_of(key)
        if message is not None:
            messages[plain(key)][message] = result
    whole = _marginals(network, money, plain) if messages else {}
    lines |= {line: _together(list(own.values()), whole[line]) for line, own in messages.items()}
    return lines, dict(messages)


def places_by_key(keys: tuple[str, ...], named: Callable[[str], str] = plain) -> dict[str, Rows]:
    """Key without its stretch -> all places of it."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        found[named(key)].append(place)
    return {key: np.array(listed, dtype=np.intp) for key, listed in found.items()}


def _results(network: Network, both: tuple[Simulation, Simulation], money: Numbers) -> dict[str, LineResult]:
    seen, revenue = both
    reported = network.curves.value(network.acting(money))
    marginals = _marginals(network, money, part_key)
    rows, result = places_by_key(network.row_keys, part_key), {}
    for key, own in places_by_key(network.line_keys, part_key).items():
        acting = rows[key]
        result[key] = LineResult(
            spend=float(money[own].sum()),
            reported=float(reported[acting].sum()),
            claims=float(seen.line_claims[acting].sum()),
            people=float(seen.line_people[acting].sum()),
            conversions=float(seen.line_conversions[acting].sum()),
            revenue=float(revenue.line_value[acting].sum()),
            marginal=marginals[key],
        )
    return result


def _marginals(network: Network, money: Numbers, named: Callable[[str], str]) -> dict[str, float]:
    """Objective units for one more unit of money, spread like the money that is there."""
    marginal, found = gradient(network, np.maximum(money, 1e-9))[1], {}
    for key, own in places_by_key(network.line_keys, named).items():
        pace = money[own] if money[own].sum() > 0 else np.ones(len(own))
        found[key] = float(marginal[own] @ pace / pace.sum())
    return found


def _together(parts: list[LineResult], marginal: float) -> LineResult:
    names = [one.name for one in fields(LineResult)]
    sums = {name: fsum(getattr(part, name) for part in parts) for name in names}
    return LineResult(**{**sums, "marginal": marginal})

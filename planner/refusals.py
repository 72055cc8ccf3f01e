"""What refusing a move costs, and what holding a line does: the plan answered again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation import Allocation
from models.communication import Standing
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.network import Network
from models.network_keys import plain
from models.program.extra_money import ExtraMoney
from planner.caution import cost_of_holding, costs_of_refusing
from planner.move_field import MoveField, move_field
from planner.moves import Move
from planner.worth import extra_money


@dataclass(frozen=True)
class Refusal:
    """What keeping a line at today's costs: objective units, and the extra advertising that brings as much.

    `units` is None where the limits leave no split without the move; `money` (major units, as charged)
    where no budget within the limits brings as much.
    """

    units: float | None
    money: float | None


def refusals(
    allocation: Allocation, moves: Sequence[Move], extra: ExtraMoney | None = None
) -> dict[str, Refusal]:
    """What refusing each move costs, by answering the plan with its line held at today's.

    `extra`: what more money buys in this plan, where it is at hand.
    """
    if allocation.caution is not None:
        costs = costs_of_refusing(allocation, [move.line_id for move in moves])
        return {line: Refusal(cost, math.nan) for line, cost in costs.items()}
    field, extra = move_field(allocation), extra or extra_money(allocation.plan)
    places = {key: place for place, key in enumerate(field.keys)}
    return {move.line_id: _refusal(field, places[move.line_id], extra) for move in moves}


def holding_cost(allocation: Allocation, line_id: str, extra: ExtraMoney | None = None) -> float | None:
    """What a locked line costs: the objective with it free, less the answer's. None where it has no curve."""
    plan, extra = allocation.plan, extra or extra_money(allocation.plan)
    if plan.by_id["touchpoints"][line_id].curve is None:
        return None
    if allocation.caution is not None:
        return cost_of_holding(plan, line_id)
    lines = tuple(
        line.model_copy(update={"standing": Standing.FLEXIBLE}) if line.id == line_id else line
        for line in plan.touchpoints
    )
    return extra.gain_of(compile_plan(plan.model_copy(update={"touchpoints": lines})))


def _refusal(field: MoveField, line: int, extra: ExtraMoney) -> Refusal:
    free = np.ones(len(field.keys), dtype=bool)
    free[line] = False
    held = _named(field, field.bounds(free), free)
    try:
        lost = max(-extra.gain_of(held), 0.0)
    except ImpossibleLimits:
        return Refusal(None, None)
    return Refusal(lost, extra.buying(lost))


def _named(field: MoveField, network: Network, free: np.ndarray) -> Network:
    """The network with a name for the bounds of the lines held, so that they can be told to be in the way."""
    keys = [f"locked:{plain(key)}" for key in network.line_keys]
    held = ~free[field.line_of]
    lower = tuple(
        key if stays else old for key, stays, old in zip(keys, held, network.lower_key, strict=True)
    )
    upper = tuple(
        key if stays else old for key, stays, old in zip(keys, held, network.upper_key, strict=True)
    )
    return network.changed(lower_key=lower, upper_key=upper)

"""The few moves that bring most of the gain.

Lines are tried by how much of the gain they stand for: all sets of the first so many at once, by the
replies of their lines to one price of money. The set chosen is then answered by the program with only
its lines free; what it brings is that answer's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation import Allocation, Outcome
from models.charging import charge_factors
from models.communication import Standing
from models.draws import replies
from models.errors import ImpossibleLimits
from models.funnel import flow, objective_of
from models.network_keys import plain
from models.response_curve import Numbers
from planner.answers import optimise as answer
from planner.answers import simulate
from planner.budget_lines import is_free
from planner.explain import going_rate
from planner.kept_limits import keeps_limits
from planner.move_field import MoveField, move_field
from planner.uncertainty import other_prices, todays_proportions

ENOUGH = 0.9
"""Share of the gain that the few moves bring."""

MOST_ROUNDS = 2
"""How often lines that are not needed are looked for."""

MOST_TRIES = 4
"""How often lines are added to a set that turns out to bring too little."""


@dataclass(frozen=True)
class Move:
    """One line's change, minor units over the plan."""

    line_id: str
    before: int
    after: int

    @property
    def change(self) -> int:
        """Proposed less today's money."""
        return self.after - self.before


@dataclass(frozen=True)
class FewMoves:
    """The few moves, the split with only them, and the share of the best split's gain they bring.

    The gain is counted from today, or from today's proportions where the total is another.
    `gain_share` is None where the best split brings no gain to take a share of. `all_moves` are the
    moves of the best split, the dearest first, like `moves`. `least`: no fewer touchpoints can bring
    `ENOUGH`, as far as is proved; `proved`: that there are no fewer than these (`planner.fewest_moves`).
    """

    moves: tuple[Move, ...]
    split: Outcome
    gain_share: float | None
    all_moves: tuple[Move, ...]
    least: int = 0
    proved: bool = False

    @property
    def fewer(self) -> bool:
        """Whether they are fewer than those of the best split."""
        return len(self.moves) < len(self.all_moves)


def few_moves(allocation: Allocation) -> FewMoves:
    """The fewest lines found that bring `ENOUGH` of the gain; all of them where fewer do not."""
    field = move_field(allocation)
    ranked = _ranked(field)
    if allocation.caution is not None:  # what a few of them bring in the worst draws is not sought
        moves = _moves(field, allocation.proposed, ranked)
        return FewMoves(moves, allocation.proposed, None, moves)
    start = gain_from(allocation)
    whole = allocation.proposed.objective - start
    gains = whole > 1e-9 * max(abs(start), 1.0)
    split, chosen = allocation.proposed, ranked
    if gains and len(ranked) > 2 and not is_held(allocation) and not among_choices(allocation):
        split, chosen = _enough(field, ranked, start + ENOUGH * whole)
    return FewMoves(
        moves=_moves(field, split, chosen),
        split=split,
        gain_share=(split.objective - start) / whole if gains else None,
        all_moves=_moves(field, allocation.proposed, ranked),
    )


def among_choices(allocation: Allocation) -> bool:
    """Whether lines are used or not or returns first rise: then prices say little of a line's part in the gain,
    and `planner.fewest_moves` looks for the few."""
    return allocation.solution is not None and allocation.solution.search is not None


def is_held(allocation: Allocation) -> bool:
    """Whether fewer moves would miss what the split must reach: a target, or goals."""
    return allocation.target is not None or bool(allocation.goals)


def gain_from(allocation: Allocation) -> float:
    """What the gain is counted from: today, or today's proportions where the total is another."""
    baseline, same = todays_proportions(allocation, allocation.proposed)
    return allocation.now.objective if same else simulate(allocation.plan, baseline).objective


def _ranked(field: MoveField) -> list[int]:
    """Lines that the best split moves, those that stand for most of the gain first.

    A line that its limits force away from today's spend comes before all others.
    """
    rate, allocation = going_rate(field.allocation), field.allocation
    ranks = []
    best, current = (field.sums(each) for each in (field.best, field.network.current))
    for place, key in enumerate(field.keys):
        change = best[place] - current[place]
        forced = bool(field.forced[place])
        if forced or (abs(change) > 1e-9 and is_free(allocation.plan.by_id["touchpoints"][key])):
            now, then = allocation.now.lines[key].marginal, allocation.proposed.lines[key].marginal
            if allocation.caution is not None:
                now, then = allocation.caution.marginals[key]
            gain = abs(change * (0.5 * (min(now, 20.0 * rate) + then) - rate))
            ranks.append((-math.inf if forced else -gain, place))
    return [place for _rank, place in sorted(ranks)]


def _enough(field: MoveField, ranked: list[int], wanted: float) -> tuple[Outcome, list[int]]:
    """The shortest start of the ranking that brings enough, without those it does not need; answered."""
    masks = np.zeros((len(ranked), len(field.keys)), dtype=bool)
    for count in range(len(ranked)):
        masks[count:, ranked[count]] = True
    brings = _brought(field, masks)
    count = int(np.argmax(brings >= wanted)) + 1 if np.any(brings >= wanted) else len(ranked)
    chosen = _needed(field, ranked[:count], wanted)
    for _try in range(MOST_TRIES):
        split = _answered(field, chosen)
        if split is not None and split.objective >= wanted:
            return split, [line for line in ranked if line in chosen or field.forced[line]]
        chosen += [line for line in ranked if line not in chosen][: max(1, len(ranked) // 12)]
    return field.allocation.proposed, ranked


def _needed(field: MoveField, chosen: list[int], wanted: float) -> list[int]:
    """Leave out the lines that are missed least, as many at once as the others can do without."""
    for _round in range(MOST_ROUNDS):
        masks = np.zeros((len(chosen), len(field.keys)), dtype=bool)
        masks[:, chosen] = True
        masks[np.arange(len(chosen)), chosen] = False
        missed_least = np.argsort(-_brought(field, masks), kind="stable")[: max(len(chosen) - 2, 0)]
        masks = masks[: len(missed_least)]
        for count, place in enumerate(missed_least):
            masks[count] = masks[count - 1] if count else np.isin(np.arange(len(field.keys)), chosen)
            masks[count, chosen[place]] = False
        enough = _brought(field, masks) >= wanted if len(masks) else np.zeros(0, dtype=bool)
        left_out = int(np.argmin(enough)) if not enough.all() else len(enough)
        if not left_out:
            break
        gone = set(missed_least[:left_out].tolist())
        chosen = [line for place, line in enumerate(chosen) if place not in gone]
    return chosen


def _brought(field: MoveField, free: np.ndarray) -> Numbers:
    """(sets,) what each set of free lines (sets, lines) brings; below everything where the total forbids it."""
    network = field.bounds(free)
    factors = charge_factors(field.allocation.plan)
    charge = np.array([factors[plain(key)] for key in network.line_keys])
    total = float(charge @ field.best)
    start = np.where(free[..., field.line_of], field.best, field.today)
    spend = replies(network, start, other_prices(field.allocation, field.network), charge, total)
    spent = spend @ charge
    exact = field.allocation.plan.rules.spend_total == "exact"
    possible = np.abs(spent - total) <= 1e-6 * total if exact else spent <= total * (1.0 + 1e-6)
    return np.where(possible, objective_of(network, flow(network, spend), spend), -np.inf)


def _answered(field: MoveField, free: Sequence[int]) -> Outcome | None:
    """The rounded answer with only these lines free; None where the limits leave none."""
    plan = field.allocation.plan
    names = {key for place, key in enumerate(field.keys) if place in free or field.forced[place]}
    lines = tuple(
        line.model_copy(update={"standing": Standing.LOCKED})
        if is_free(line) and line.id not in names
        else line
        for line in plan.touchpoints
    )
    try:
        found = answer(plan.model_copy(update={"touchpoints": lines})).proposed
    except ImpossibleLimits:
        return None
    # A line that is held keeps today's money whatever its own limits say: they must be kept all the same.
    return found if keeps_limits(field.allocation, field.network, found) else None


def _moves(field: MoveField, split: Outcome, lines: list[int]) -> tuple[Move, ...]:
    keys = [field.keys[line] for line in lines]
    moves = [Move(key, field.allocation.now.spend[key], split.spend[key]) for key in keys]
    return tuple(move for move in moves if move.change)

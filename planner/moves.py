"""The few moves that bring most of the gain, and what refusing one of them costs.

Lines are tried by how much of the gain they stand for: all sets of the first so many at once, by the
replies of their lines to one price of money. The set chosen is then answered by the program with only
its lines free; what it brings is that answer's.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.allocation import Allocation, Outcome
from models.charging import charge_factors
from models.choices import Choices
from models.communication import Standing
from models.compile import compile_plan
from models.draws import replies
from models.errors import ImpossibleLimits
from models.funnel import flow, objective_of
from models.network import Network
from models.network_keys import plain
from models.program.extra_money import ExtraMoney
from models.response_curve import Numbers
from planner.answers import optimise as answer
from planner.answers import simulate
from planner.budget_lines import is_free
from planner.caution import cost_of_holding, costs_of_refusing
from planner.explain import going_rate
from planner.kept_limits import keeps_limits
from planner.uncertainty import in_major, other_prices, todays_proportions
from planner.worth import extra_money

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


@dataclass(frozen=True)
class Refusal:
    """What keeping a line at today's costs: objective units, and the extra advertising that brings as much.

    `units` is None where the limits leave no split without the move; `money` (major units, as charged)
    where no budget within the limits brings as much.
    """

    units: float | None
    money: float | None


@dataclass(frozen=True, eq=False)
class _Field:
    """A network with today's and the best spend, (lines,) major units, and what the best brings."""

    allocation: Allocation
    network: Network
    today: Numbers
    best: Numbers

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Ids of the lines; the network has one for each of their periods."""
        return tuple(dict.fromkeys(plain(key) for key in self.network.line_keys))

    @cached_property
    def line_of(self) -> np.ndarray:
        """(network's lines,) place of each among the lines."""
        place = {key: number for number, key in enumerate(self.keys)}
        return np.array([place[plain(key)] for key in self.network.line_keys], dtype=np.intp)

    def sums(self, spend: Numbers) -> Numbers:
        """(lines,) spend over all periods."""
        return np.bincount(self.line_of, spend, minlength=len(self.keys))

    @cached_property
    def forced(self) -> np.ndarray:
        """(lines,) whether its own limits force a line away from today's spend."""
        return np.asarray(np.abs(self.sums(self.today) - self.sums(self.network.current)) > 1e-9)

    def bounds(self, lines_free: np.ndarray) -> Network:
        """The network with the lines that are not free (..., lines) held at today's spend."""
        free = lines_free[..., self.line_of]
        lower = np.where(free, self.network.lower, self.today)
        upper = np.where(free, self.network.upper, self.today)
        for rule in self.network.rules:
            if rule.sense == "<=" and np.all(rule.coefficients >= 0):
                room = np.maximum(rule.limit - lower[..., rule.lines] @ rule.coefficients, 0.0)
                most = lower[..., rule.lines] + room[..., None] / rule.coefficients
                upper[..., rule.lines] = np.minimum(upper[..., rule.lines], most)
        return self.network.changed(lower=lower, upper=upper, choices=self._choices(free))

    def _choices(self, free: np.ndarray) -> Choices | None:
        """The either-or rules without the lines that are held: nothing is left to choose there."""
        choices = self.network.choices
        if choices is None or free.ndim > 1:
            return choices
        return replace(
            choices,
            minimum=np.where(free, choices.minimum, 0.0),
            stepped=None if choices.stepped is None else choices.stepped & free,
            counted=None if choices.counted is None else choices.counted & free,
        )


def few_moves(allocation: Allocation) -> FewMoves:
    """The fewest lines found that bring `ENOUGH` of the gain; all of them where fewer do not."""
    field = _field(allocation)
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


def refusals(
    allocation: Allocation, moves: Sequence[Move], extra: ExtraMoney | None = None
) -> dict[str, Refusal]:
    """What refusing each move costs, by answering the plan with its line held at today's.

    `extra`: what more money buys in this plan, where it is at hand.
    """
    if allocation.caution is not None:
        costs = costs_of_refusing(allocation, [move.line_id for move in moves])
        return {line: Refusal(cost, math.nan) for line, cost in costs.items()}
    field, extra = _field(allocation), extra or extra_money(allocation.plan)
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


def _field(allocation: Allocation) -> _Field:
    network = compile_plan(allocation.plan)
    best = in_major(allocation.plan, network, allocation.proposed)
    network = network.changed(upper=np.minimum(network.upper, np.maximum(best.sum() * 2.0, best)))
    return _Field(allocation, network, np.clip(network.current, network.lower, network.upper), best)


def _ranked(field: _Field) -> list[int]:
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


def _enough(field: _Field, ranked: list[int], wanted: float) -> tuple[Outcome, list[int]]:
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


def _needed(field: _Field, chosen: list[int], wanted: float) -> list[int]:
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


def _brought(field: _Field, free: np.ndarray) -> Numbers:
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


def _answered(field: _Field, free: Sequence[int]) -> Outcome | None:
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


def _moves(field: _Field, split: Outcome, lines: list[int]) -> tuple[Move, ...]:
    keys = [field.keys[line] for line in lines]
    moves = [Move(key, field.allocation.now.spend[key], split.spend[key]) for key in keys]
    return tuple(move for move in moves if move.change)


def _named(field: _Field, network: Network, free: np.ndarray) -> Network:
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


def _refusal(field: _Field, line: int, extra: ExtraMoney) -> Refusal:
    free = np.ones(len(field.keys), dtype=bool)
    free[line] = False
    held = _named(field, field.bounds(free), free)
    try:
        lost = max(-extra.gain_of(held), 0.0)
    except ImpossibleLimits:
        return Refusal(None, None)
    return Refusal(lost, extra.buying(lost))

"""The cautious search: the split whose worst draws are best, as a linear program that is laid anew.

Solve, repair, simulate every draw (that is the lower bound), bound by prices (`models.program.worst_draws`),
cut every draw at what was tried; again until the proof is tight.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from models.errors import NotYetPossible
from models.network import Network
from models.program.cautious_program import CautiousProgram
from models.program.cautious_rows import write_cautious
from models.program.layout import Layout, Units, lay_pieces
from models.program.mixed import has_choices
from models.program.optimise import ROUNDING, refuse
from models.program.repair import repaired
from models.program.rule_matrix import RuleMatrix, rule_matrix, with_finite_bounds
from models.program.solution import Progress, Settings, Solution, gap_of
from models.program.solver import SolverFailed
from models.program.worst_draws import (
    Cuts,
    WorstBound,
    bound_of,
    cuts_at,
    draws_at,
    true_weights,
    worst_mean,
    worst_weights,
)
from models.quantity import N_
from models.response_curve import Numbers

DEFAULT = Settings(gap=1e-4, rounds=40)

KEPT_ROUNDS = 4
"""Cuts of so many rounds stay in the program; those that carried weight stay as long again."""

FINEST = 2.0**-12
"""After so many halvings without a better proof there is none: capacity shared by segments that are worth
unlike amounts, say, has no concave result."""


@dataclass(frozen=True, eq=False)
class CautiousSolution:
    """The best cautious spend found, and the proof.

    `spend` (lines,) in major units per period keeps every rule; `lower` is the mean of its worst draws,
    simulated, `upper` no less than that of any spend, `idle` the same with no spend, objective units;
    `gap = (upper - lower) / (lower - idle)`. `start`: the mean of the worst draws at the neutral spend.
    `prices`: by key of a rule, what one more unit of its limit brings to the mean of the worst draws.
    """

    spend: Numbers
    lower: float
    upper: float
    idle: float
    gap: float
    start: float
    status: Literal["proved", "gap_left", "stopped"]
    rounds: int
    prices: dict[str, float]


@dataclass(eq=False)
class CautiousSearch:
    """The best spend, the best bound and the cuts so far; `age`: rounds since each carried weight.

    `values`: (draws,) what each draw brings at the best spend; `tried`: the program's own last answer;
    `fineness` shrinks the windows when a round brought little. Stops at a gap of `target`.
    """

    network: Network
    drawn: Network
    matrix: RuleMatrix
    idle: float
    floor: float
    spend: Numbers
    tried: Numbers
    lower: float
    values: Numbers
    bound: WorstBound
    cuts: Cuts
    age: Numbers
    target: float
    fineness: float = 1.0

    @property
    def upper(self) -> float:
        """No less than the mean of the worst draws of any spend."""
        return self.bound.value

    @property
    def gap(self) -> float:
        """The gap between them; see `gap_of`."""
        return gap_of(self.lower, self.upper, self.idle, self.floor)


def optimise_cautiously(
    network: Network, drawn: Network, neutral: Solution, settings: Settings = DEFAULT
) -> CautiousSolution:
    """The spend whose mean of the worst draws is greatest within the rules, with a proof.

    `drawn`: the network with a leading axis of draws; `neutral`: the best spend of the network itself, to
    start from. Raises NotYetPossible where curves first rise or lines are used or not.
    """
    refuse(network)
    if has_choices(network) or not drawn.curves.concave_between(drawn.row_lower, drawn.row_upper).all():
        raise NotYetPossible(
            N_("A split for the worst fifth cannot be sought yet where returns first rise, or touchpoints are used or not."),
            remedy=N_("Plan for what is expected, or change those curves and rules."),
        )  # fmt: skip
    if network.outcome_rules:
        raise NotYetPossible(
            N_("Goals that bind the split cannot be kept yet where the worst fifth of what may come is planned for."),
            remedy=N_("Plan for what is expected, or let these goals be reported only."),
        )  # fmt: skip
    with np.errstate(all="ignore"):
        search = _begin((network, drawn), neutral, settings.gap)
        program: CautiousProgram | None = None
        rounds, stopped = 0, False
        start = search.lower
        while rounds < settings.rounds and search.gap > settings.gap and search.fineness > FINEST:
            stopped = settings.should_stop()
            if stopped:
                break
            try:
                program = _round(search, program)
            except SolverFailed:
                break  # what was found so far stands, with its gap
            rounds += 1
            settings.on_progress(Progress(search.lower, search.upper, search.gap))
    return _solution(search, stopped, rounds, start)


def _solution(search: CautiousSearch, stopped: bool, rounds: int, start: float) -> CautiousSolution:
    """A simulation above its bound is a mistake in the mathematics, and never hidden: ArithmeticError."""
    counted = abs(search.lower) + float(np.abs(search.bound.rule * search.matrix.limit).sum())
    if search.lower > search.upper + ROUNDING * max(counted, search.floor):
        raise ArithmeticError(f"the bound {search.upper!r} lies below the simulation {search.lower!r}")
    keys = (rule.key for rule in search.network.rules)
    return CautiousSolution(
        spend=search.spend, lower=search.lower, upper=max(search.upper, search.lower), idle=search.idle,
        gap=search.gap, start=start,
        status="proved" if search.gap <= search.target else "stopped" if stopped else "gap_left",
        rounds=rounds, prices=dict(zip(keys, search.bound.rule.tolist(), strict=True)),
    )  # fmt: skip


def _begin(given: tuple[Network, Network], neutral: Solution, target: float) -> CautiousSearch:
    """Begin at the neutral spend and with its prices; `given`: the network, and with its draws."""
    matrix = rule_matrix(given[0])
    network = with_finite_bounds(given[0], matrix)
    drawn, spend = given[1].changed(upper=network.upper), neutral.spend
    values = draws_at(drawn, np.stack([spend, np.zeros_like(spend)]))
    lower, idle = worst_mean(values).tolist()
    floor = max(float(np.sum(network.spend_cost * spend)), 1e-9 * max(abs(lower), 1e-9))
    cuts = cuts_at(drawn, spend)
    rules = np.array([neutral.prices.get(rule.key, 0.0) for rule in network.rules])
    weighted = cuts, worst_weights(values[0])
    bound = bound_of(drawn, matrix, weighted, rules, np.zeros(network.rows))
    return CautiousSearch(
        network, drawn, matrix, idle, floor, spend, spend, lower, values[0], bound, cuts,
        np.zeros(len(cuts.draw)), target,
    )  # fmt: skip


def _round(search: CautiousSearch, program: CautiousProgram | None) -> CautiousProgram:
    """Lay out (or anew), solve, repair, simulate, bound, cut."""
    network, before = search.network, search.gap
    layout = _layout(search)
    gain = max(search.lower - search.idle, search.floor)
    if program is not None and program.fits(layout.pieces):
        program.relay(layout, search.cuts, search.lower)
    else:
        money = max(float(search.spend.mean()), 1e-9)
        units = Units(money, 1.0, gain / max(network.lines, 1))
        about = (search.cuts, search.lower)
        program = CautiousProgram(write_cautious(network, search.drawn, layout, units, about), search.matrix)
    answer = program.solve()
    weights = true_weights(answer.weights, search.cuts, search.values)
    _try_prices(search, weights, answer.rule_price, answer.row)
    _try_spend(search, answer.spend)
    _keep_cuts(search, weights)
    if search.gap > 0.7 * before:
        search.fineness *= 0.5
    return program


def _layout(search: CautiousSearch) -> Layout:
    """Windows around the best spend that hold what was tried and the best reply to the prices."""
    network, gain = search.network, max(search.upper - search.idle, search.floor)
    coarseness = float(np.clip(search.gap, 0.3 * search.target, 1.0)) * gain * search.fineness
    centre, tried, reply = network.acting(search.spend), network.acting(search.tried), search.bound.reply
    others = np.stack([tried, reply])
    weights = worst_weights(search.values)
    places = np.maximum(np.stack([centre, tried, reply]), 1e-3 * network.row_upper)[:, None, :]
    worst = search.cuts.take(np.arange(len(search.cuts.draw) - len(weights), len(search.cuts.draw)))
    bend = (weights[:, None] * worst.worth * np.abs(search.drawn.curves.bend(places))).sum(axis=1).max(axis=0)
    share = coarseness / max(network.rows, 1)
    wide = np.sqrt(np.divide(8.0 * share, bend, out=np.full(len(bend), np.inf), where=bend > 0))
    reach = np.clip(wide, 1e-5 * network.row_upper, 0.5 * network.row_upper)
    none = np.zeros(0, dtype=np.intp)
    return Layout(centre, lay_pieces(network, centre, others, reach), none, np.zeros(0), none.astype(bool))


def _try_spend(search: CautiousSearch, wanted: Numbers) -> None:
    """Repair and simulate a spend in every draw, and some on the way to it; keep the best."""
    spend = repaired(search.network, search.matrix, wanted)
    if spend is None:
        return
    between = np.stack([search.spend + part * (spend - search.spend) for part in (1.0, 0.5, 0.25)])
    values = draws_at(search.drawn, between)
    means = worst_mean(values)
    best = int(np.argmax(means))
    search.tried = spend
    if means[best] > search.lower:
        search.spend, search.lower, search.values = between[best], float(means[best]), values[best]


def _try_prices(search: CautiousSearch, weights: Numbers, rule_price: Numbers, row: Numbers) -> None:
    """Keep the bound from these weights and prices when it is lower."""
    bound = bound_of(search.drawn, search.matrix, (search.cuts, weights), rule_price, row)
    if not search.upper <= bound.value:
        search.bound = bound


def _keep_cuts(search: CautiousSearch, weights: Numbers) -> None:
    """New cuts at what was tried and at the best spend; old ones without weight go after some rounds."""
    age = np.where(weights > 0.0, 0, search.age + 1)
    kept = np.flatnonzero(age < KEPT_ROUNDS)
    cuts, age = search.cuts.take(kept), age[kept]
    places = [search.tried] if np.array_equal(search.tried, search.spend) else [search.tried, search.spend]
    for spend in places:
        new = cuts_at(search.drawn, spend)
        cuts, age = cuts.joined(new), np.concatenate([age, np.zeros(len(new.draw))])
    search.cuts, search.age = cuts, age

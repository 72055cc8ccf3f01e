"""The search where curves are S-shaped or lines are used or not: to the best of all, with a true bound.

Every line takes one of its intervals; on each the curve is replaced by the least concave function above
it. What the program promises is therefore never less than what any spend can bring: its own dual bound
is the proof. Where the promise exceeds the simulation, the interval is cut in two, or a tangent is added.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import numpy as np

from models.errors import NotInTime, NotYetPossible
from models.funnel import FULL, flow, objective_of, simulate
from models.network import Network
from models.program.climb import without_capacity
from models.program.conflict import refuse_impossible
from models.program.intervals import Envelopes, choices_of, envelopes, first_intervals, options, switches
from models.program.layout import Units
from models.program.mixed_draft import Outline
from models.program.mixed_polish import polished
from models.program.mixed_program import MixedAnswer, MixedProgram
from models.program.mixed_search import MixedSearch
from models.program.mixed_shares import first_claims, first_shares
from models.program.mixed_split import split_curves, split_shares
from models.program.mixed_targets import refuse_targets, with_hard_targets
from models.program.mixed_tries import try_answer, try_any
from models.program.rule_matrix import RuleMatrix, rule_matrix, with_finite_bounds
from models.program.solution import Settings, Solution
from models.quantity import N_
from models.response_curve import Numbers, Rows

FIRST_SHARES = (0.003, 0.02, 0.08, 0.25, 0.55, 1.0)
"""Where the first lines above the curves touch, in shares of each upper bound."""

FIRST_RATIOS = (0.05, 0.3, 0.8, 1.6, 3.0)
MOST_ROUNDS = 200
MOST_IDLE = 4
"""The search ends when so many rounds on end could neither cut an interval nor lower the bound."""

RELAXED_ROUNDS = 8


def has_choices(network: Network) -> bool:
    """Whether the network needs this search: a curve that is not concave within its bounds, or a choice."""
    if choices_of(network).any:
        return True
    return not bool(network.curves.concave_between(network.row_lower, network.row_upper).all())


def optimise_mixed(given: Network, settings: Settings, near: Solution | None = None) -> Solution:
    """The best spend among all choices, with a proof or with the gap that is left at the time limit.

    Raises ImpossibleLimits when no choice keeps the rules, by name, and NotYetPossible.
    """
    matrix = rule_matrix(given)
    refuse_impossible(given, matrix)
    given = with_hard_targets(given)
    network = with_finite_bounds(given, matrix)
    if not np.all(np.isfinite(network.upper)):
        raise NotYetPossible(
            N_("The optimiser needs a limit on money: a total budget, or an upper limit for every line.")
        )
    return _searched(_begin(network, matrix, settings, near))


def proved_by_cases(given: Network, settings: Settings, answer: Solution) -> Solution:
    """The answer to a network whose segments share a capacity, proved further by cases of the share that is
    served; `answer` as it is where no capacity is shared or it is proved already."""
    if answer.status != "gap_left" or given.capacity_group is None or given.outcome_rules:
        return answer
    matrix = rule_matrix(given)
    network = with_finite_bounds(given, matrix)
    if not len(first_shares(network).line):
        return answer
    search = _begin(network, matrix, settings, answer)
    search.upper = min(search.upper, answer.upper)
    search.keep(answer.spend, answer)
    return _searched(search)


def continued(solution: Solution, settings: Settings) -> Solution:
    """Go on from where the search of `solution` stands: its best spend, its bound and its intervals.

    A solution without such a search is handed back as it is.
    """
    if solution.search is None:
        return solution
    with np.errstate(all="ignore"):
        return _searched(solution.search.again(settings))


FIRST_TURN = 2.0
"""Seconds that the solver first gets for one program; twice as many each time it does not finish. Between its
turns the best it has found is climbed from, and the intervals are cut where it stands."""


def _searched(search: MixedSearch) -> Solution:
    settings = search.settings
    program, laid = _write(search)
    _relaxed(search, program, laid)
    rounds, stopped, idle, turn = 0, False, 0, FIRST_TURN
    while rounds < MOST_ROUNDS and search.gap > settings.gap:
        stopped = search.time_left <= 0.0 or settings.should_stop()
        if stopped and rounds:
            break
        answer = program.solve(
            0.2 * settings.gap * search.gain,
            min(search.time_left, turn),
            search.may_stop,
            on_bound=search.promised,
        )
        rounds, before = rounds + 1, search.upper
        search.spent += answer.seconds
        search.promised(answer.bound)
        if not answer.finished:
            turn *= 2.0
            if answer.spend is None and search.time_left > 0.0 and not search.may_stop():
                continue
        if search.trouble:
            break
        if answer.spend is None or answer.chosen is None:
            stopped = not answer.finished
            if not answer.possible and search.spend is None:
                refuse_targets(search.network)
            search.trouble = "" if stopped else "the program with choices gave no split"
            break
        try_answer(search, laid, answer)
        if search.gap <= settings.gap:
            break
        if not (split_curves(search, laid, answer) | split_shares(search, answer)):
            hardly = before - search.upper < 1e-3 * settings.gap * search.gain
            idle = idle + 1 if hardly and answer.finished else 0
            if idle > MOST_IDLE:
                break
            _sharpen(search, program, laid, answer.spend)
        else:
            program, laid = _write(search)
    return _solution(search, rounds, stopped=stopped)


def _begin(network: Network, matrix: RuleMatrix, settings: Settings, near: Solution | None) -> MixedSearch:
    nothing = np.zeros(network.lines)
    state = flow(network, nothing)
    idle = float(objective_of(network, state, nothing))
    full = flow(network, network.upper)
    money = np.clip(network.current, network.lower, network.upper)
    cost = float(np.sum(network.spend_cost * money))
    floor = cost + 1e-9 * float(np.abs(network.value).max(initial=0.0) * full.volume.sum())
    shares = first_shares(network)
    search = MixedSearch(
        network, matrix, settings, first_intervals(network), options(network), shares, first_claims(network, shares), idle, floor
    )  # fmt: skip
    for share in FIRST_SHARES:
        search.touched.append(network.row_upper * share)
    search.ratios += [np.full(len(network.pool_target), ratio) for ratio in FIRST_RATIOS]
    search.touch(np.clip(network.current, network.lower, network.upper))
    if near is not None and len(near.spend) == network.lines:
        search.touch(np.clip(near.spend, network.lower, network.upper))
    open_ = network if network.capacity_group is None else without_capacity(network)
    search.upper = float(objective_of(network, flow(open_, network.upper), nothing))
    return search


def _write(search: MixedSearch) -> tuple[MixedProgram, Envelopes]:
    network = search.network
    laid = envelopes(network.curves, search.intervals)
    pool, ratio = _pool_cuts(network, search.ratios, first=True)
    above = laid.lines_at(np.stack(search.touched))
    outline = Outline(search.intervals, above, pool, ratio, switches(network), search.shares, search.claims)
    return MixedProgram(network, outline, _units(search)), laid


def _units(search: MixedSearch) -> Units:
    network, lines = search.network, max(search.network.lines, 1)
    limit = float(np.abs(search.matrix.limit).max(initial=0.0))
    money = max(limit or float(network.upper.sum()), 1e-9) / lines
    people = max(float(network.curves.value(np.full(network.rows, money)).mean()), 1e-9)
    return Units(money, people, search.gain / lines)


def _pool_cuts(network: Network, ratios: list[Numbers], *, first: bool) -> tuple[Rows, Numbers]:
    """Pools and ratios of their tangents; pools without overlap have just two, with the `first`."""
    limited = network.ways.used_pools[~network.pool_unlimited[network.ways.used_pools]]
    pools, chosen = [], []
    for pool in limited.tolist():
        if network.pool_random[pool]:
            found = np.unique(
                np.round(np.clip([ratio[pool] for ratio in ratios] + ([0.0] if first else []), 0.0, FULL), 9)
            )
        else:
            found = np.array([0.0, FULL]) if first else np.zeros(0)
        pools.append(np.full(len(found), pool, dtype=np.intp))
        chosen.append(found)
    none = np.zeros(0)
    return np.concatenate([none.astype(np.intp), *pools]), np.concatenate([none, *chosen])


def _relaxed(search: MixedSearch, program: MixedProgram, laid: Envelopes) -> None:
    """Gather lines and tangents where they matter, with intervals mixed: fast, and a bound as well."""
    answer: MixedAnswer | None = None
    for _ in range(RELAXED_ROUNDS):
        answer = program.solve(0.0, max(search.time_left, 0.1), search.settings.should_stop, relaxed=True)
        search.spent += answer.seconds
        if answer.spend is None:
            return
        before = search.upper
        search.promised(answer.bound)
        _sharpen(search, program, laid, answer.spend)
        if before - search.upper < 3e-4 * max(search.upper - search.idle, search.floor):
            break
    if answer is not None:
        try_answer(search, laid, answer)


def _sharpen(search: MixedSearch, program: MixedProgram, laid: Envelopes, spend: Numbers) -> None:
    """Lines and tangents at the answer, and at the best spend so far."""
    fresh = [search.touch(np.clip(spend, 0.0, search.network.upper))]
    for other in (search.spend, search.smooth.spend if search.smooth else None):
        if other is not None and other.tobytes() not in search.tried:
            search.tried.add(other.tobytes())
            fresh.append(search.touch(other))
    pool, ratio = _pool_cuts(search.network, [ratio for _, ratio in fresh], first=False)
    program.sharpen(laid.lines_at(np.stack([acting for acting, _ in fresh])), pool, ratio)


def _solution(search: MixedSearch, rounds: int, *, stopped: bool) -> Solution:
    """The best spend with its proof, and prices as if its choices were made."""
    if search.spend is None:
        try_any(search)
    network, spend = search.network, search.spend
    if spend is None:
        raise NotInTime(N_("No split was found within the time limit: allow more time."))
    if search.lower > search.upper + 1e-6 * search.gain:
        raise ArithmeticError(f"the bound {search.upper!r} lies below the simulation {search.lower!r}")
    found = search.best or search.smooth or polished(network, (spend, spend), None)
    if found is None:
        raise ArithmeticError("the best spend does not keep the rules")
    proved = search.gap <= search.settings.gap
    status: Literal["proved", "gap_left", "stopped"] = (
        "proved" if proved else "stopped" if stopped else "gap_left"
    )
    return replace(
        found, spend=spend, lower=search.lower, upper=max(search.upper, search.lower), idle=search.idle,
        gap=search.gap, status=status, rounds=rounds, simulation=simulate(network, spend),
        trouble="" if proved else search.trouble or found.trouble, search=search,
    )  # fmt: skip

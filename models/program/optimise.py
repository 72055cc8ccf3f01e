"""The search: lay out, solve, repair, simulate, bound; again until the proof is tight."""

from __future__ import annotations

from typing import Literal

import numpy as np

from models.errors import NotYetPossible
from models.funnel import claim_worth, flow, objective_of, simulate
from models.network import Network
from models.outcome_rules import priced, reached_at, targets
from models.program.bound import Places, bound_at, no_places
from models.program.climb import climbed
from models.program.conflict import feasible_spend
from models.program.layout import Focus, Units, lay_out
from models.program.repair import repaired, rule_scale
from models.program.rule_matrix import RuleMatrix, rule_matrix, with_finite_bounds
from models.program.search import Search
from models.program.solution import Settings, Solution
from models.program.solver import Program, SolverFailed, make_program
from models.program.warm_start import warm_start
from models.quantity import N_
from models.response_curve import Numbers

DEFAULT = Settings()

ROUNDING = 1e-10
"""Share of what is counted by which a simulation may lie above its bound: sums of floats, no more."""

FINEST = 1e-5
"""Where returns first rise, the search ends when its windows are this share as fine as they began."""

NO_GAIN = 1e-9
"""What the money brings counts as nothing below this share of all people in play, each converting."""


def optimise(network: Network, settings: Settings = DEFAULT, near: Solution | None = None) -> Solution:
    """The best spend of a network's money within its rules, with a proof.

    `near`: the answer to a network much like this one (same lines and pools), to start from; it
    changes how long the search takes, not what is proved.
    Raises NotYetPossible for what it cannot yet do, by name; ImpossibleLimits, with the keys of the
    limits, when no spend keeps them all.
    """
    from models.program.mixed import has_choices, optimise_mixed, proved_by_cases

    refuse(network)
    with np.errstate(all="ignore"):  # infinite slopes, limits and ratios are meant, and looked after
        if has_choices(network):
            return optimise_mixed(network, settings, near)
        if network.outcome_rules:
            from models.program.outcome_search import optimise_with_targets

            return optimise_with_targets(network, settings, near)
        answer = searched(network, settings, near)[0]
        return proved_by_cases(network, settings, answer) if settings.by_cases else answer


def searched(
    network: Network,
    settings: Settings,
    near: Solution | None,
    program: Program | None = None,
    start: Numbers | None = None,
) -> tuple[Solution, Program | None]:
    """The answer, and the program that found it.

    `program`: that of a network which differs in nothing but the limits of its rules. It is changed
    instead of written anew, and not asked at all where prices alone prove the answer. `start`: a spend
    to begin from. Where returns first rise, the answer is the best near where the search began.
    """
    matrix = rule_matrix(network)
    search = _begin(network, matrix, near)
    if start is not None:
        search.try_spend(start)
    return run(search, settings, program)


def run(
    search: Search, settings: Settings, program: Program | None = None
) -> tuple[Solution, Program | None]:
    """Go on with a search until the proof is tight; see `searched`."""
    needed = program is None
    if program is not None:
        program.matrix = search.matrix
    rounds, stopped = 0, False
    while rounds < settings.rounds and not ((rounds or not needed) and search.gap <= settings.gap):
        stopped = settings.should_stop()
        if stopped or search.nothing_to_gain():
            break
        try:
            program = _round(search, program, settings.gap)
        except SolverFailed as error:
            if needed:
                program, search.trouble = None, str(error)
                break  # what was found so far stands, with its gap
            program, needed = None, True  # the program of another network: once more with one of its own
            continue
        rounds += 1
        if search.bent and search.fineness < FINEST:
            break
    if search.network.capacity_group is not None and not stopped and search.gap > settings.gap:
        _climb(search)
    status: Literal["proved", "gap_left", "stopped"]
    status = "proved" if search.gap <= settings.gap else "stopped" if stopped else "gap_left"
    return _solution(search, status, rounds), program


def _climb(search: Search) -> None:
    """Uphill from the best spend and from today's: where segments share a capacity, the program only chooses
    among people who come, and its answer may not be the best even near by."""
    if search.network.outcome_rules:
        return
    now = repaired(search.network, search.matrix, search.network.current)
    for start in (search.spend, now):
        if start is not None:
            search.try_spend(climbed(search.network, search.matrix, start))
    prices = search.bound
    search.try_prices(prices.worth.claim, prices.rule, Places(prices.capacity, prices.row))


def refuse(network: Network) -> None:
    """Raise NotYetPossible for the first thing in the network that the optimiser cannot yet do."""
    for reason in network.unsupported:
        raise NotYetPossible(reason)


def _begin(given: Network, matrix: RuleMatrix, near: Solution | None) -> Search:
    """The first spend and bound, by Newton's method on prices; refuses impossible limits."""
    if np.any(given.lower > given.upper):
        feasible_spend(given, matrix, given.current)
    network = with_finite_bounds(given, matrix)
    if not np.all(np.isfinite(network.upper)):
        raise NotYetPossible(
            N_("The optimiser needs a limit on money: a total budget, or an upper limit for every line.")
        )
    known = None
    if near is not None and len(near.claim_price) == len(network.pool_target):
        known = near.claim_price, np.array([near.prices.get(rule.key, 0.0) for rule in network.rules])
    start = warm_start(network, matrix, known)
    spend = repaired(network, matrix, start.spend)
    if spend is None:
        spend = feasible_spend(given, matrix, start.spend)
        better = repaired(network, matrix, spend)
        spend = spend if better is None else better
    nothing = np.zeros(network.lines)
    idle = float(objective_of(network, flow(network, nothing), nothing))
    state = flow(network, spend)
    value = float(objective_of(network, state, spend))
    floor = NO_GAIN * float(np.abs(network.value).max(initial=0.0) * state.volume.sum())
    floor = max(floor, float(np.sum(network.spend_cost * spend)))  # where money has a cost, that is the scale
    bound = bound_at(network, matrix, start.claim_price, start.rule_price)
    search = Search(
        given, network, matrix, idle, floor, spend, spend, bound.reply, np.ones(network.rows), value, bound
    )
    search.try_prices(start.claim_price, start.rule_price, no_places(network))
    return search


def _round(search: Search, program: Program | None, target: float) -> Program:
    """Lay out (or anew), solve, repair, simulate, bound."""
    network = priced(search.network, search.bound.outcome)
    gain = max(search.bound.value - search.idle, search.floor, 1e-300)
    before, reached = search.gap, search.lower
    coarseness = float(np.clip(before, 0.3 * target, 1.0)) * gain * search.fineness
    focus = Focus(network.acting(search.spend), network.acting(search.tried), search.reply, search.widen)
    layout = lay_out(network, focus, search.bound, coarseness, first=program is None)
    if program is not None and program.fits(layout):
        program.relay(layout)
    else:
        layout = layout if program is None else lay_out(network, focus, search.bound, coarseness, first=True)
        program = make_program(search.network, search.matrix, layout, _units(search, gain))
    answer = program.solve()
    at_edge = layout.pieces.at_edge(network, network.acting(answer.spend))
    search.widen = np.where(at_edge, np.minimum(search.widen * 3.0, 1e6), 1.0)
    search.try_spend(answer.spend)
    search.try_prices(answer.claim_price, answer.rule_price, answer.places)
    if search.lower <= reached + 1e-7 * gain if search.bent else search.gap > 0.7 * before:
        search.fineness *= 0.3
    return program


def _units(search: Search, gain: float) -> Units:
    """Money of a mean line, claims of a mean line, and what a mean line brings."""
    network = search.network
    lines = max(network.lines, 1)
    money = max(float(search.spend.sum()), float((network.upper - network.lower).sum()) * 0.1, 1e-9) / lines
    people = max(float(network.curves.value(np.full(network.rows, money)).mean()), 1e-9)
    return Units(money, people, gain / lines)


def _solution(search: Search, status: Literal["proved", "gap_left", "stopped"], rounds: int) -> Solution:
    bound, spend = search.bound, search.spend
    network = priced(search.network, bound.outcome)
    slope = network.curves.slope(np.maximum(network.acting(spend), 1e-12))
    net = network.back(claim_worth(network, bound.worth.claim) * slope) - bound.line_price
    near = 1e-7 * np.maximum(np.abs(spend), 1.0)
    at_lower, at_upper = spend <= search.given.lower + near, spend >= search.given.upper - near
    return Solution(
        spend=spend, lower=search.lower, upper=_proved_upper(search), idle=search.idle, gap=search.gap,
        status=status, rounds=rounds,
        prices={rule.key: float(price) for rule, price in zip(network.rules, bound.rule, strict=True)}
        | {rule.key: -float(price) for rule, price in zip(network.outcome_rules, bound.outcome, strict=True)},
        lower_price=np.where(at_lower, np.minimum(net, 0.0), 0.0),
        upper_price=np.where(at_upper, np.maximum(net, 0.0), 0.0),
        step_worth=bound.worth.node, pool_worth=bound.worth.pool, claim_price=bound.worth.claim,
        capacity_price=bound.capacity,
        binding=_binding(search, at_lower, at_upper), simulation=simulate(search.network, spend),
        trouble=search.trouble, inside=search.inside, held_to=search.network.outcome_rules,
    )  # fmt: skip


def _proved_upper(search: Search) -> float:
    """The bound. A simulation above it is a mistake in the mathematics, and never hidden: ArithmeticError."""
    bound, limits = search.bound, search.matrix.limit
    counted = abs(search.lower) + abs(bound.value) + float(np.abs(bound.rule * limits).sum())
    if search.lower > bound.value + ROUNDING * max(counted, search.floor):
        raise ArithmeticError(f"the bound {bound.value!r} lies below the simulation {search.lower!r}")
    return max(bound.value, search.lower)


def _binding(search: Search, at_lower: np.ndarray, at_upper: np.ndarray) -> tuple[str, ...]:
    network, matrix = search.given, search.matrix
    left = np.abs(matrix.totals(search.spend) - matrix.limit) <= 1e-7 * rule_scale(matrix)
    keys = [rule.key for rule, tight in zip(network.rules, left, strict=True) if tight]
    keys += _targets_that_bind(search)
    keys += [network.lower_key[line] for line in np.flatnonzero(at_lower & (network.lower > 0.0))]
    keys += [network.upper_key[line] for line in np.flatnonzero(at_upper)]
    return tuple(dict.fromkeys(key for key in keys if key))


TIGHT = 1e-4
"""A target binds when no more than this share of it is passed, and it costs something."""


def _targets_that_bind(search: Search) -> list[str]:
    network = search.network
    passed = reached_at(network, search.spend) - targets(network)
    return [
        rule.key
        for rule, over, price in zip(network.outcome_rules, passed, search.bound.outcome, strict=True)
        if over <= TIGHT * rule.target and price > 0.0
    ]

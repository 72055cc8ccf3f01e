"""Spends in whole steps of money: held there, rounded to them, and swapped step by step while that helps."""

from __future__ import annotations

import numpy as np

from models.funnel import flow, gradient, objective_of
from models.network import Network
from models.program.intervals import choices_of
from models.program.repair import EXACT, repaired, rule_scale
from models.program.rule_matrix import RuleMatrix
from models.response_curve import Numbers
from models.rounding import AmountRule, round_amounts

FINE = 1000
"""A step of money is rounded in so many parts."""

MOST_SWAPS, CANDIDATES = 60, 12
"""Steps of money moved one by one at most, each between so many lines that lose least and gain most."""


def in_whole_steps(
    network: Network, spend: Numbers, ends: tuple[Numbers, Numbers]
) -> tuple[Numbers, Numbers] | None:
    """Bounds (lines,) that hold lines spending whole steps of money just there, and others within `ends`;
    None where whole steps lie outside of them.

    The line of each rest that is furthest from a whole step takes what the steps cannot express.
    """
    choices, (low, high) = choices_of(network), ends
    if choices.step <= 0 or choices.stepped is None:
        return ends
    held = choices.stepped & (high > low)
    whole = np.round(spend / choices.step) * choices.step
    away = np.where(held, np.abs(spend - whole), 0.0)
    odd = [line for line in choices.odd_lines(away, held) if away[line] > 1e-5 * choices.step]
    held[odd] = False
    if np.any(held & ((whole < low) | (whole > high))):
        return None
    return np.where(held, whole, low), np.where(held, whole, high)


def rounded_to_steps(
    network: Network, matrix: RuleMatrix, spend: Numbers, ends: tuple[Numbers, Numbers]
) -> Numbers | None:
    """A spend near this one in whole steps of money that keeps every rule; None where rounding finds none."""
    choices, (low, high) = choices_of(network), ends
    if choices.stepped is None:
        return None
    held, unit = choices.stepped & (high > low), choices.step / FINE
    keys = network.line_keys
    bounds = {
        key: (int(np.ceil(a / unit - 1e-6)), int(np.floor(b / unit + 1e-6)))
        for key, a, b in zip(keys, low.tolist(), high.tolist(), strict=True)
    }
    rules = [
        AmountRule(rule.key, {keys[n]: float(c) for n, c in zip(rule.lines, rule.coefficients, strict=True)},
                   rule.sense, rule.limit / unit)  # type: ignore[arg-type]
        for rule in network.rules
    ]  # fmt: skip
    bounds = {key: (a, max(a, b)) for key, (a, b) in bounds.items()}
    amounts = round_amounts(dict(zip(keys, (spend / unit).tolist(), strict=True)), bounds, FINE, rules).spend
    near = np.array([amounts[key] for key in keys], dtype=float) * unit
    whole = np.round(near / choices.step) * choices.step
    away = np.where(held, np.abs(near - whole), 0.0)
    odd = choices.odd_lines(away + 1e-9 * near, held)
    others = held & ~np.isin(np.arange(network.lines), odd)
    if np.any(others & ((whole < low) | (whole > high) | (away > unit))):
        return None
    bounded = network.changed(
        lower=np.where(others, whole, low), upper=np.where(others, whole, high), choices=None
    )
    found = repaired(bounded, matrix, near)
    return found if found is None or np.all(np.abs(found[odd] - near[odd]) < choices.step) else None


def swapped_steps(
    network: Network, matrix: RuleMatrix, spend: Numbers, ends: tuple[Numbers, Numbers]
) -> Numbers:
    """The spend with single steps moved from line to line, or added or taken, as long as that brings more."""
    choices, (low, high) = choices_of(network), ends
    if choices.stepped is None:
        return spend
    step, held = choices.step, choices.stepped & (high > low)
    value = float(objective_of(network, flow(network, spend), spend))
    for _ in range(MOST_SWAPS):
        moves = _moves(network, spend, (held & (spend - step >= low), held & (spend + step <= high)), step)
        tried = np.maximum(spend + moves, 0.0)
        tried = tried[[_kept(matrix, each) for each in tried]]
        if not len(tried):
            break
        values = objective_of(network, flow(network, tried), tried)
        best = int(np.argmax(values))
        if values[best] <= value * (1.0 + 1e-12):
            break
        spend, value = tried[best], float(values[best])
    return spend


def _moves(network: Network, spend: Numbers, may: tuple[np.ndarray, np.ndarray], step: float) -> Numbers:
    """(moves, lines) a step from one line to another, from none, or to none."""
    worth = np.nan_to_num(gradient(network, np.maximum(spend, 0.1 * step))[1], posinf=1e9)
    order = np.argsort(worth, kind="stable")
    less, more = (
        [int(n) for n in way if may[side][n]][:CANDIDATES] for side, way in enumerate((order, order[::-1]))
    )
    pairs = [(a, b) for a in (*less, -1) for b in (*more, -1) if a != b]
    moves = np.zeros((len(pairs), network.lines + 1))
    for number, (a, b) in enumerate(pairs):
        moves[number, a] -= step
        moves[number, b] += step
    return moves[:, :-1]


def _kept(matrix: RuleMatrix, spend: Numbers) -> bool:
    return bool(np.all(np.abs(matrix.excess(spend)) <= EXACT * rule_scale(matrix)))

"""Where intervals are cut in two when the program promises more than the simulation keeps."""

from __future__ import annotations

import numpy as np

from models.funnel import claim_worth, flow, marginals, people_moved
from models.outcome_rules import priced
from models.program.intervals import Envelopes, Intervals
from models.program.mixed_program import MixedAnswer
from models.program.mixed_search import MixedSearch
from models.program.mixed_shares import ALL
from models.response_curve import Numbers

INSIDE = 0.05
"""An interval is cut no nearer to its ends than this share of it."""

NARROW = 1e-4
"""Shares served that lie within this of each other are not told apart."""


def split_curves(search: MixedSearch, laid: Envelopes, answer: MixedAnswer) -> bool:
    """Cut intervals in two at the answer where the promise exceeds the curve; False where none does."""
    assert answer.spend is not None
    assert answer.chosen is not None
    network, part = search.network, laid.intervals
    worth = _claim_worth(search, answer.spend)
    acting = network.acting(answer.spend)
    too_much = worth * laid.excess(acting, answer.chosen)
    enough = max(
        0.1 * search.settings.gap * search.gain / max(network.rows, 1),
        0.2 * float(too_much.max(initial=0.0)),
    )
    wanted = np.flatnonzero((too_much >= enough) & (too_much > 0.0))
    cut = False
    for line in sorted(wanted.tolist(), reverse=True):
        place = int(answer.chosen[line])
        low, high = float(part.low[place]), float(part.high[place])
        at = float(np.clip(acting[line], low + 0.02 * (high - low), high - 0.02 * (high - low)))
        if high - low > 1e-9 * max(high, 1.0):
            search.intervals = search.intervals.split(place, at)
            cut = True
    if cut:
        search.touch(np.clip(answer.spend, 0.0, network.upper))
        if search.spend is not None:
            search.touch(search.spend)
    return cut


def _claim_worth(search: MixedSearch, spend: Numbers) -> Numbers:
    """(curves,) what a claim of each curve is worth at a spend, also for targets that have to be reached."""
    network, known = search.network, search.best.prices if search.best is not None else {}
    asked = [-known.get(rule.key, -search.gain / rule.target) for rule in network.outcome_rules]
    network = priced(network, np.array(asked))
    return claim_worth(network, marginals(network, flow(network, spend)).claim)


def split_shares(search: MixedSearch, answer: MixedAnswer) -> bool:
    """Cut the intervals of the shares served at what the simulation says, and those of claims where people
    are left out; False where there are none left to cut."""
    if not len(search.shares.line) or answer.spend is None or answer.claims is None or answer.moved is None:
        return False
    network = search.network
    state = flow(network, answer.spend)
    limited = network.limited
    came = np.bincount(limited.group, state.volume[limited.nodes], minlength=len(limited.people))
    before = len(search.shares.line) + len(search.claims.line)
    for group in np.unique(search.shares.line).tolist():
        share = min(float(limited.people[group]) / max(float(came[group]), 1e-300), ALL)
        search.shares = _cut(search.shares, group, share, NARROW)
    worth = np.abs(marginals(network, state).node[network.pool_target])
    moved = people_moved(answer.claims, state.available, network.pool_random)
    left = np.where(np.isfinite(moved), np.maximum(moved - answer.moved, 0.0) * worth, 0.0)
    held = np.unique(search.claims.line)
    enough = max(0.02 * search.settings.gap * search.gain, 0.2 * float(left[held].max(initial=0.0)))
    for pool in held[left[held] > enough].tolist():
        search.claims = _cut(
            search.claims, pool, float(answer.claims[pool]), 1e-4 * float(answer.claims[pool])
        )
    return len(search.shares.line) + len(search.claims.line) > before


def _cut(parts: Intervals, line: int, at: float, narrow: float) -> Intervals:
    """The interval of `line` that holds `at` cut in two there, unless it is narrow already."""
    for place in np.flatnonzero((parts.line == line) & (parts.low <= at) & (at <= parts.high)).tolist():
        low, high = float(parts.low[place]), float(parts.high[place])
        if high - low > narrow:
            inside = INSIDE * (high - low)
            return parts.split(place, float(np.clip(at, low + inside, high - inside)))
    return parts

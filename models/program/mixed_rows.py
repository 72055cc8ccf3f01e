"""The rows of the program with choices, one function a rule, beside those of `models.program.rows`.

Every curve takes one of its intervals. Variables beside those there: `reached[k]` claims of the curve in
interval `k`, `on[k]` whether it is taken (left out where a curve has only one), `steps[i]` whole steps of
money of a line, `rest[i]` what one line takes beyond them and `takes[i]` whether it is that line.
`fill[k]` is the money of the curve when it takes interval `k`. A line whose money is carried over chooses by
itself: `amount[k]` is its spend when it takes its interval `k`, `used[k]` whether it does. `moves[g]`: whether
a group of lines is changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from models.network import Network
from models.program.intervals import Intervals, choices_of
from models.program.layout import Units
from models.program.mixed_draft import MixedDraft, Outline, Taken, begin_mixed, each_interval
from models.program.mixed_shares import serve_in_proportion, turn_nobody_away, use_what_is_reached
from models.program.rows import ROWS, count_claims


def count_reached_claims(draft: MixedDraft) -> None:
    """`claims_p = sum over lines drawing on p: weight * sum of reached over the line's intervals`."""
    network, first = draft.network, draft.parts.first
    ends = np.searchsorted(network.draw_pool, np.arange(len(network.pool_target) + 1))
    for pool in network.ways.used_pools.tolist():
        terms = [((draft.moved if network.pool_unlimited[pool] else draft.claims)[pool], 1.0)]
        for draw in range(ends[pool], ends[pool + 1]):
            line, weight = network.draw_line[draw], network.draw_weight[draw]
            terms += [(variable, -weight) for variable in draft.reached[first[line] : first[line + 1]]]
        draft.pool_row[pool] = draft.row(terms, "=", 0.0, f"count_reached_claims_{pool}")


def stay_under_curve(draft: MixedDraft) -> None:
    """`reached_k <= slope * fill_k + level * on_k` for every line above the curve on the interval."""
    above, units = draft.laid.above, draft.units
    for number, (place, slope, level) in enumerate(zip(*(part.tolist() for part in above), strict=True)):
        terms = [(draft.reached[place], 1.0), (draft.fill[place], -slope * units.money / units.people)]
        right = level / units.people
        if place in draft.on:
            terms, right = [*terms, (draft.on[place], -right)], 0.0
        draft.row(terms, "<=", right, f"stay_under_curve_{place}_{number}")


def keep_interval(draft: MixedDraft) -> None:
    """`low * on_k <= fill_k <= high * on_k`: money only in the interval that is taken."""
    _keep(draft, draft.parts, (draft.fill, draft.on), "keep_interval")


def _keep(draft: MixedDraft, parts: Intervals, chosen: tuple[list[Any], dict[int, Any]], name: str) -> None:
    """`low * on_k <= money_k <= high * on_k`; the money has its upper end as a bound already."""
    (amounts, on), money = chosen, draft.units.money
    for place, (_, low, high, _) in enumerate(each_interval(parts)):
        if place in on:
            draft.row([(amounts[place], 1.0), (on[place], -high / money)], "<=", 0.0, f"{name}_most_{place}")
        if low > 0.0:
            terms, right = [(amounts[place], 1.0)], low / money
            if place in on:
                terms, right = [*terms, (on[place], -right)], 0.0
            draft.row(terms, ">=", right, f"{name}_least_{place}")


def take_one_interval(draft: MixedDraft) -> None:
    """`sum of on over a line's intervals = 1`."""
    _take_one(draft, draft.parts, draft.on, "take_one_interval")


def _take_one(draft: MixedDraft, parts: Intervals, on: dict[int, Any], name: str) -> None:
    first = parts.first
    for line in range(len(first) - 1):
        places = [place for place in range(first[line], first[line + 1]) if place in on]
        if places:
            draft.row([(on[place], 1.0) for place in places], "=", 1.0, f"{name}_{line}")


def switch_spend(draft: MixedDraft) -> None:
    """`spend_i = sum of amounts over the intervals of its spend`, one of which is taken, for a line whose
    money is carried over."""
    parts = draft.laid.switches
    _keep(draft, parts, (draft.amount, draft.used), "switch_spend")
    _take_one(draft, parts, draft.used, "switch_spend")
    first = parts.first
    for line in np.unique(parts.line).tolist():
        amounts = [(draft.amount[place], -1.0) for place in range(first[line], first[line + 1])]
        draft.row([(draft.spend[line], 1.0), *amounts], "=", 0.0, f"switch_spend_sum_{line}")


def change_few_lines(draft: MixedDraft) -> None:
    """`sum of on over intervals that change a line <= most lines changed`; lines that count once together
    share `moves_g >= sum of on over the changing intervals of each`."""
    choices = choices_of(draft.network)
    if choices.most_changed is None:
        return
    left, terms, groups = choices.most_changed, list[tuple[Any, float]](), choices.groups
    changing: dict[int, list[Taken]] = {}
    for part in draft.taken():
        if part.changed:
            changing.setdefault(part.line, []).append(part)
    forced = {int(groups[line]) for line, parts in changing.items() if any(part.on is None for part in parts)}
    for line, parts in changing.items():
        group = int(groups[line])
        ons = [(part.on, 1.0) for part in parts if part.on is not None]
        if group in draft.moves and group not in forced:
            draft.row([*ons, (draft.moves[group], -1.0)], "<=", 0.0, f"change_few_lines_{line}")
        elif group not in forced:
            terms += ons
    terms += [(moves, 1.0) for group, moves in draft.moves.items() if group not in forced]
    if terms:
        draft.row(terms, "<=", float(left - len(forced)), "change_few_lines")


def spend_whole_steps(draft: MixedDraft) -> None:
    """`sum of a line's fills = step * steps_i + rest_i`; a line that stays just where it is need not."""
    step = choices_of(draft.network).step / draft.units.money
    terms: dict[int, list[tuple[Any, float]]] = {line: [] for line in draft.steps}
    for part in draft.taken():
        if part.line in terms and part.low < part.high:
            terms[part.line].append((part.money, 1.0))
    switching = set(draft.laid.switches.line.tolist())
    for line, steps in draft.steps.items():
        if line in draft.spend and line not in switching:
            terms[line] = [(draft.spend[line], 1.0)]
        draft.row(
            [*terms[line], (steps, -step), (draft.rest[line], -1.0)], "=", 0.0, f"spend_whole_steps_{line}"
        )


def one_line_takes_the_rest(draft: MixedDraft) -> None:
    """`rest_i <= step * takes_i`, `sum of takes <= 1`: what the steps cannot express stands on one line."""
    choices = choices_of(draft.network)
    step = choices.step / draft.units.money
    together: dict[int, list[tuple[Any, float]]] = {}
    for line, rest in draft.rest.items():
        draft.row([(rest, 1.0), (draft.takes[line], -step)], "<=", 0.0, f"one_line_takes_the_rest_{line}")
        together.setdefault(int(choices.rests[line]), []).append((draft.takes[line], 1.0))
    for number, takes in together.items():
        draft.row(takes, "<=", 1.0, f"one_line_takes_the_rest{f'_of_{number}' if number else ''}")


MIXED_ROWS: tuple[Callable[[MixedDraft], None], ...] = (
    count_reached_claims,
    stay_under_curve,
    keep_interval,
    take_one_interval,
    switch_spend,
    change_few_lines,
    spend_whole_steps,
    one_line_takes_the_rest,
    serve_in_proportion,
    turn_nobody_away,
    use_what_is_reached,
)
"""Every rule that only the program with choices has, in the order of its rows; each has a golden file."""


def write_mixed(network: Network, outline: Outline, units: Units) -> MixedDraft:
    """Write the whole program with choices for PuLP: the rows of every program, then its own."""
    draft = begin_mixed(network, outline, units)
    for write in ROWS:
        if write is not count_claims:
            write(draft)
    for write_own in MIXED_ROWS:
        write_own(draft)
    return draft

"""The rows of the program with choices, one function a rule, beside those of `models.program.rows`.

Every line takes one of its intervals. Variables beside those there: `reached[k]` claims of the curve in
interval `k`, `on[k]` whether it is taken (left out where a line has only one), `steps[i]` whole steps of
money of a line, `rest[i]` what one line takes beyond them and `takes[i]` whether it is that line.
`fill[k]` is the money of the line when it takes interval `k`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pulp

from models.network import Network
from models.program.draft import Draft, begin_draft
from models.program.envelope import Lines
from models.program.intervals import Intervals, choices_of
from models.program.layout import Layout, Pieces, Units
from models.program.rows import ROWS, count_claims
from models.response_curve import Numbers, Rows


@dataclass(frozen=True, eq=False)
class Outline:
    """What a program with choices is made of: intervals, lines above the curves, tangents of the pools."""

    intervals: Intervals
    above: Lines
    cut_pool: Rows
    cut_ratio: Numbers


@dataclass(eq=False)
class MixedDraft(Draft):
    """A program with choices being written."""

    outline: Outline | None = None
    reached: list[Any] = field(default_factory=list)
    on: dict[int, Any] = field(default_factory=dict)
    steps: dict[int, Any] = field(default_factory=dict)
    rest: dict[int, Any] = field(default_factory=dict)
    takes: dict[int, Any] = field(default_factory=dict)

    @property
    def parts(self) -> Intervals:
        """The intervals of the lines."""
        assert self.outline is not None
        return self.outline.intervals


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
    assert draft.outline is not None
    above, units = draft.outline.above, draft.units
    for number, (place, slope, level) in enumerate(zip(*(part.tolist() for part in above), strict=True)):
        terms = [(draft.reached[place], 1.0), (draft.fill[place], -slope * units.money / units.people)]
        right = level / units.people
        if place in draft.on:
            terms, right = [*terms, (draft.on[place], -right)], 0.0
        draft.row(terms, "<=", right, f"stay_under_curve_{place}_{number}")


def keep_interval(draft: MixedDraft) -> None:
    """`low * on_k <= fill_k <= high * on_k`: money only in the interval that is taken."""
    parts, money = draft.parts, draft.units.money
    for place, (low, high) in enumerate(
        zip((parts.low / money).tolist(), (parts.high / money).tolist(), strict=True)
    ):
        if place in draft.on:
            draft.row(
                [(draft.fill[place], 1.0), (draft.on[place], -high)], "<=", 0.0, f"keep_interval_most_{place}"
            )
        if low > 0.0:
            terms, right = [(draft.fill[place], 1.0)], low
            if place in draft.on:
                terms, right = [*terms, (draft.on[place], -low)], 0.0
            draft.row(terms, ">=", right, f"keep_interval_least_{place}")


def take_one_interval(draft: MixedDraft) -> None:
    """`sum of on over a line's intervals = 1`."""
    first = draft.parts.first
    for line in range(draft.network.lines):
        places = [place for place in range(first[line], first[line + 1]) if place in draft.on]
        if places:
            draft.row([(draft.on[place], 1.0) for place in places], "=", 1.0, f"take_one_interval_{line}")


def change_few_lines(draft: MixedDraft) -> None:
    """`sum of on over intervals that change a line <= most lines changed`."""
    parts, most = draft.parts, choices_of(draft.network).most_changed
    if most is None:
        return
    changing = np.flatnonzero(parts.changed)
    forced = [int(place) for place in changing if place not in draft.on]
    terms = [(draft.on[int(place)], 1.0) for place in changing if place in draft.on]
    if terms:
        draft.row(terms, "<=", float(most - len(forced)), "change_few_lines")


def spend_whole_steps(draft: MixedDraft) -> None:
    """`sum of a line's fills = step * steps_i + rest_i`; a line that stays just where it is need not."""
    first, step = draft.parts.first, choices_of(draft.network).step / draft.units.money
    for line, steps in draft.steps.items():
        places = [k for k in range(first[line], first[line + 1]) if draft.parts.low[k] < draft.parts.high[k]]
        terms = [(draft.fill[place], 1.0) for place in places]
        draft.row([*terms, (steps, -step), (draft.rest[line], -1.0)], "=", 0.0, f"spend_whole_steps_{line}")


def one_line_takes_the_rest(draft: MixedDraft) -> None:
    """`rest_i <= step * takes_i`, `sum of takes <= 1`: what the steps cannot express stands on one line."""
    step = choices_of(draft.network).step / draft.units.money
    for line, rest in draft.rest.items():
        draft.row([(rest, 1.0), (draft.takes[line], -step)], "<=", 0.0, f"one_line_takes_the_rest_{line}")
    if draft.takes:
        draft.row([(takes, 1.0) for takes in draft.takes.values()], "<=", 1.0, "one_line_takes_the_rest")


MIXED_ROWS: tuple[Callable[[MixedDraft], None], ...] = (
    count_reached_claims,
    stay_under_curve,
    keep_interval,
    take_one_interval,
    change_few_lines,
    spend_whole_steps,
    one_line_takes_the_rest,
)
"""Every rule that only the program with choices has, in the order of its rows; each has a golden file."""


def begin_mixed(network: Network, outline: Outline, units: Units) -> MixedDraft:
    """A program with choices with its variables and objective, and no rows yet."""
    parts, lines, choices = outline.intervals, network.lines, choices_of(network)
    none = np.zeros(lines)
    pieces = Pieces(parts.line, np.zeros(len(parts.line)), parts.high, np.zeros(len(parts.line)), none, none)
    flat = np.zeros(len(outline.cut_pool), dtype=bool)
    draft = begin_draft(network, Layout(none, pieces, outline.cut_pool, outline.cut_ratio, flat), units)
    mixed = MixedDraft(**vars(draft), outline=outline)
    add = draft.problem.add_variable
    mixed.reached = [add(f"reached_{place}", 0) for place in range(len(parts.line))]
    mixed.on = {int(k): add(f"on_{k}", 0, 1, pulp.LpInteger) for k in np.flatnonzero(~parts.alone)}
    if choices.step > 0 and choices.stepped is not None:
        stepped = [int(line) for line in np.flatnonzero(choices.stepped & (network.upper > network.lower))]
        size = choices.step / units.money
        mixed.steps = {i: add(f"steps_{i}", 0, None, pulp.LpInteger) for i in stepped}
        mixed.rest = {i: add(f"rest_{i}", 0, size) for i in stepped}
        mixed.takes = {i: add(f"takes_{i}", 0, 1, pulp.LpInteger) for i in stepped}
    return mixed


def write_mixed(network: Network, outline: Outline, units: Units) -> MixedDraft:
    """Write the whole program with choices for PuLP: the rows of every program, then its own."""
    draft = begin_mixed(network, outline, units)
    for write in ROWS:
        if write is not count_claims:
            write(draft)
    for write_own in MIXED_ROWS:
        write_own(draft)
    return draft

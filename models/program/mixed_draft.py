"""A program with choices being written: what it is made of, its variables, and no rows yet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import pulp

from models.network import Network
from models.program.draft import Draft, begin_draft
from models.program.envelope import Lines
from models.program.intervals import Intervals, choices_of
from models.program.layout import Layout, Pieces, Units
from models.response_curve import Numbers, Rows

NO_INTERVALS = Intervals(np.zeros(0, dtype=np.intp), np.zeros(0), np.zeros(0), np.zeros(0, dtype=bool))


@dataclass(frozen=True, eq=False)
class Outline:
    """What a program with choices is made of: intervals of the curves, lines above the curves, tangents of
    the pools, intervals of spend of lines that choose while their money is carried over, and those of shares
    served and of claims where segments share a capacity."""

    intervals: Intervals
    above: Lines
    cut_pool: Rows
    cut_ratio: Numbers
    switches: Intervals
    shares: Intervals = NO_INTERVALS
    claims: Intervals = NO_INTERVALS


class Taken(NamedTuple):
    """An interval of a line's spend in the program: its money, its ends, whether it is taken (None: it is
    the only one), and whether that changes the line."""

    line: int
    money: Any
    low: float
    high: float
    on: Any
    changed: bool


@dataclass(eq=False)
class MixedDraft(Draft):
    """A program with choices being written."""

    outline: Outline | None = None
    reached: list[Any] = field(default_factory=list)
    on: dict[int, Any] = field(default_factory=dict)
    steps: dict[int, Any] = field(default_factory=dict)
    rest: dict[int, Any] = field(default_factory=dict)
    takes: dict[int, Any] = field(default_factory=dict)
    amount: list[Any] = field(default_factory=list)
    used: dict[int, Any] = field(default_factory=dict)
    moves: dict[int, Any] = field(default_factory=dict)
    came: dict[tuple[int, int], Any] = field(default_factory=dict)
    kept: dict[tuple[int, int], Any] = field(default_factory=dict)
    claimed: list[Any] = field(default_factory=list)
    held: dict[int, Any] = field(default_factory=dict)
    shared: dict[int, Any] = field(default_factory=dict)
    ranged: dict[int, Any] = field(default_factory=dict)

    @property
    def laid(self) -> Outline:
        """What the program is made of."""
        assert self.outline is not None
        return self.outline

    def claims_of(self, row: int, first: Rows, weight: float) -> list[tuple[Any, float]]:
        """The terms that sum up to `weight` times what a curve claims."""
        return [(each, weight * self.units.people) for each in self.reached[first[row] : first[row + 1]]]

    @property
    def parts(self) -> Intervals:
        """The intervals of the curves."""
        return self.laid.intervals

    def taken(self) -> Iterator[Taken]:
        """Every interval of spend, of lines whose curve is that of their spend and of lines that switch."""
        carry = self.network.carry
        for at, (row, low, high, changed) in enumerate(each_interval(self.parts)):
            line = row if carry is None else int(carry.spends[row])
            if carry is None or (line >= 0 and not carry.carried[line]):
                yield Taken(line, self.fill[at], low, high, self.on.get(at), changed)
        for at, (line, low, high, changed) in enumerate(each_interval(self.laid.switches)):
            yield Taken(line, self.amount[at], low, high, self.used.get(at), changed)


def each_interval(parts: Intervals) -> Iterator[tuple[int, float, float, bool]]:
    columns = (parts.line, parts.low, parts.high, parts.changed)
    return zip(*(column.tolist() for column in columns), strict=True)


def begin_mixed(network: Network, outline: Outline, units: Units) -> MixedDraft:
    """A program with choices with its variables and objective, and no rows yet."""
    parts, count = outline.intervals, network.rows
    none, flat = np.zeros(count), np.zeros(len(parts.line))
    pieces = Pieces(parts.line, flat, parts.high, flat, none, none)
    tight = np.zeros(len(outline.cut_pool), dtype=bool)
    draft = begin_draft(network, Layout(none, pieces, outline.cut_pool, outline.cut_ratio, tight), units)
    mixed = MixedDraft(**vars(draft), outline=outline)
    add = draft.problem.add_variable
    mixed.reached = [add(f"reached_{place}", 0) for place in range(len(parts.line))]
    mixed.on = {int(k): add(f"on_{k}", 0, 1, pulp.LpInteger) for k in np.flatnonzero(~parts.alone)}
    _add_choices(mixed)
    _add_shares(mixed)
    return mixed


def _add_choices(mixed: MixedDraft) -> None:
    """Variables of whole steps, of spend that switches, and of groups of lines that count once."""
    network, add, choices = mixed.network, mixed.problem.add_variable, choices_of(mixed.network)
    money = mixed.units.money
    if choices.step > 0 and choices.stepped is not None:
        stepped = [int(line) for line in np.flatnonzero(choices.stepped & (network.upper > network.lower))]
        mixed.steps = {i: add(f"steps_{i}", 0, None, pulp.LpInteger) for i in stepped}
        mixed.rest = {i: add(f"rest_{i}", 0, choices.step / money) for i in stepped}
        mixed.takes = {i: add(f"takes_{i}", 0, 1, pulp.LpInteger) for i in stepped}
    parts = mixed.laid.switches
    mixed.amount = [add(f"amount_{place}", 0, high / money) for place, high in enumerate(parts.high.tolist())]
    if len(parts.line):
        mixed.used = {int(k): add(f"used_{k}", 0, 1, pulp.LpInteger) for k in np.flatnonzero(~parts.alone)}
    if choices.most_changed is not None and choices.counted is not None:
        groups, sizes = np.unique(choices.groups[choices.counted], return_counts=True)
        mixed.moves = {int(g): add(f"moves_{g}", 0, 1, pulp.LpInteger) for g in groups[sizes > 1]}


def _add_shares(draft: MixedDraft) -> None:
    """The variables: who came and who was served in each interval of a share, claims in each of theirs."""
    add, limited = draft.problem.add_variable, draft.network.limited
    for place, group in enumerate(draft.laid.shares.line.tolist()):
        for node in limited.nodes[limited.group == group].tolist():
            draft.came[place, node] = add(f"came_{place}_{node}", 0)
            draft.kept[place, node] = add(f"kept_{place}_{node}", 0)
    parts = draft.laid.claims
    draft.claimed = [
        add(f"claimed_{place}", 0, high / draft.units.people)
        for place, high in enumerate(parts.high.tolist())
    ]
    for place in np.flatnonzero(~draft.network.pool_outside[parts.line]).tolist():
        draft.held[place] = add(f"held_{place}", 0)
    for name, chosen, intervals in (
        ("shared", draft.shared, draft.laid.shares),
        ("ranged", draft.ranged, parts),
    ):
        if len(intervals.line):
            chosen |= {
                int(k): add(f"{name}_{k}", 0, 1, pulp.LpInteger) for k in np.flatnonzero(~intervals.alone)
            }

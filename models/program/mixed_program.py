"""The program with choices in the solver: solved relaxed or whole, and sharpened without writing it anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
import pulp

from models.network import Network
from models.program.envelope import Lines
from models.program.layout import Units, tangents
from models.program.mixed_draft import MixedDraft, Outline
from models.program.mixed_rows import write_mixed
from models.program.mixed_scale import TINY, column_sizes, near_one, scale_model
from models.response_curve import Numbers, Rows

EXACT = 1e-9
"""Feasibility of rows and whole numbers: the promise must not gain from what is missed."""

OPTIONS: dict[str, Any] = {
    "random_seed": 0, "primal_feasibility_tolerance": EXACT, "dual_feasibility_tolerance": EXACT,
    "mip_feasibility_tolerance": EXACT, "small_matrix_value": 1e-12, "mip_rel_gap": 0.0,
    "presolve": "off", "mip_allow_restart": False, "mip_heuristic_run_root_reduced_cost": False,
}  # fmt: skip
"""Without presolve, restarts and the search beside the root the solver took half the time on random plans;
presolve was also seen to cut off the best choice where numbers differ much in size."""


@dataclass(frozen=True, eq=False)
class MixedAnswer:
    """A solved program in plain units.

    `bound`: no choice and no spend brings more, whether the search was finished or not; infinite when it
    says nothing. `spend` (lines,) and the interval of each curve that was `chosen`; None when no choice was found.
    `possible`: False when no choice at all keeps the rules. `seconds`: what the solver took.
    """

    bound: float
    spend: Numbers | None
    chosen: Rows | None
    possible: bool
    finished: bool
    claims: Numbers | None = None
    moved: Numbers | None = None
    seconds: float = 0.0


class MixedProgram:
    """A written program with choices and the solver's model of it."""

    def __init__(self, network: Network, outline: Outline, units: Units) -> None:
        self.draft: MixedDraft = write_mixed(network, outline, units)
        solver = pulp.HiGHS(msg=False, threads=1, **OPTIONS)
        solver.createAndConfigureSolver(self.draft.problem)
        solver.buildSolverModel(self.draft.problem)
        self.highs: Any = self.draft.problem.solverModel
        draft = self.draft
        self.reached_at = (
            len(draft.fill) + len(draft.claims) + len(draft.moved) + len(draft.volume) + len(draft.served)
        )
        self.spend_at = self.reached_at
        self.reached_at += len(draft.spend) + len(draft.state)
        self.on_at = {place: self.reached_at + len(draft.reached) + n for n, place in enumerate(draft.on)}
        whole = [variable.cat == pulp.LpInteger for variable in draft.problem.exported_variables()]
        self.whole = np.flatnonzero(np.array(whole, dtype=bool)).astype(np.int32)
        self.scale = near_one(column_sizes(draft))
        scale_model(self.highs, self.scale)

    def solve(
        self,
        close: float,
        seconds: float,
        should_stop: Callable[[], bool],
        *,
        relaxed: bool = False,
        on_bound: Callable[[float], None] | None = None,
    ) -> MixedAnswer:
        """Solve to an absolute gap of `close` (objective units) within `seconds`; `relaxed`: as if
        intervals could be mixed, which is fast and bounds as well. `on_bound` hears each better bound."""
        kind = highspy.HighsVarType.kContinuous if relaxed else highspy.HighsVarType.kInteger
        if len(self.whole):
            self.highs.changeColsIntegrality(len(self.whole), self.whole, np.full(len(self.whole), kind))
        self.highs.setOptionValue("mip_abs_gap", close / self.draft.units.objective)
        begun = self.highs.getRunTime()
        self.highs.setOptionValue("time_limit", begun + max(seconds, 0.01))
        if not relaxed:
            watch = _Watch(should_stop, on_bound, self.draft.units.objective)
            self.highs.cbMipInterrupt.subscribe(watch.look)
        self.highs.run()
        if not relaxed:
            self.highs.cbMipInterrupt.clear()
        return replace(self._answer(relaxed=relaxed), seconds=self.highs.getRunTime() - begun)

    def _answer(self, *, relaxed: bool) -> MixedAnswer:
        status, info = self.highs.getModelStatus(), self.highs.getInfo()
        done = status == highspy.HighsModelStatus.kOptimal
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return MixedAnswer(np.inf, None, None, possible=False, finished=True)
        plain = relaxed or not len(self.whole)
        if plain:
            bound = float(info.objective_function_value) if done else np.inf
        else:
            bound = float(info.mip_dual_bound)
        bound *= self.draft.units.objective
        if info.primal_solution_status != 2:  # kSolutionStatusFeasible
            return MixedAnswer(bound, None, None, possible=True, finished=done)
        values = np.array(self.highs.getSolution().col_value) * self.scale
        spend, chosen = self._spend(values)
        claims, moved = self._pools(values)
        return MixedAnswer(bound, spend, chosen, True, done, claims, moved)

    def _pools(self, values: Numbers) -> tuple[Numbers, Numbers]:
        """(pools,) claims and people moved, as the program has them."""
        draft = self.draft
        at, found = len(draft.fill), []
        for held in (draft.claims, draft.moved):
            people = np.zeros(len(draft.network.pool_target))
            people[list(held)] = values[at : at + len(held)] * draft.units.people
            at += len(held)
            found.append(people)
        return found[0], found[1]

    def _spend(self, values: Numbers) -> tuple[Numbers, Rows]:
        parts, network = self.draft.parts, self.draft.network
        filled = values[: len(parts.line)] * self.draft.units.money
        on = np.ones(len(parts.line))
        if self.on_at:
            on[list(self.on_at)] = values[list(self.on_at.values())]
        first = parts.first
        chosen = np.array(
            [first[n] + int(np.argmax(on[first[n] : first[n + 1]])) for n in range(network.rows)],
            dtype=np.intp,
        )
        spend = np.maximum(np.bincount(parts.line, filled, minlength=network.rows), 0.0)
        if network.carry is not None:
            spend, carried = spend[network.carry.own], list(self.draft.spend)
            found = values[self.spend_at : self.spend_at + len(carried)] * self.draft.units.money
            spend[carried] = np.maximum(found, 0.0)
        return spend, chosen

    def sharpen(self, above: Lines, cut_pool: Rows, cut_ratio: Numbers) -> None:
        """Add lines above the curves and tangents of the pools to the solver's own model."""
        draft, rows = self.draft, _NewRows(self.scale)
        units = draft.units
        for place, slope, level in zip(*(part.tolist() for part in above), strict=True):
            terms = [(self.reached_at + place, 1.0), (place, -slope * units.money / units.people)]
            right = level / units.people
            if place in self.on_at:
                terms, right = [*terms, (self.on_at[place], -right)], 0.0
            rows.add(terms, right)
        self._cut_pools(rows, cut_pool, cut_ratio)
        rows.give_to(self.highs)

    def _cut_pools(self, rows: _NewRows, cut_pool: Rows, cut_ratio: Numbers) -> None:
        draft, network = self.draft, self.draft.network
        claims_at = {p: len(draft.fill) + n for n, p in enumerate(draft.claims)}
        moved_at = {p: len(draft.fill) + len(draft.claims) + n for n, p in enumerate(draft.moved)}
        volume_at = len(draft.fill) + len(draft.claims) + len(draft.moved)
        served_at = {node: volume_at + len(draft.volume) + n for n, node in enumerate(draft.served)}
        by_claim, by_person = tangents(cut_ratio, network.pool_random[cut_pool])
        for number, pool in enumerate(cut_pool.tolist()):
            people = float(network.pool_size[pool] * by_person[number])
            terms = [(claims_at[pool], -float(by_claim[number])), (moved_at[pool], 1.0)]
            right = people / draft.units.people
            if not network.pool_outside[pool]:
                node = int(network.pool_source[pool])
                terms, right = [*terms, (served_at.get(node, volume_at + node), -people)], 0.0
            rows.add(terms, right)


class _NewRows:
    """Rows `terms <= right` on their way to the solver."""

    def __init__(self, scale: Numbers) -> None:
        self.scale = scale
        self.starts: list[int] = []
        self.columns: list[int] = []
        self.numbers: list[float] = []
        self.right: list[float] = []

    def add(self, terms: list[tuple[int, float]], right: float) -> None:
        held = [(column, number * float(self.scale[column])) for column, number in terms if number != 0.0]
        row = 1.0 / float(near_one(np.array([max(abs(number) for _, number in held)]))[0])
        self.starts.append(len(self.columns))
        kept = [(column, number * row) for column, number in held if abs(number * row) >= TINY]
        self.columns += [column for column, _ in kept]
        self.numbers += [number for _, number in kept]
        self.right.append(right * row + 2.0 * TINY * (len(held) - len(kept)))

    def give_to(self, highs: Any) -> None:
        if self.starts:
            highs.addRows(
                len(self.starts), np.full(len(self.starts), -highspy.kHighsInf), np.array(self.right), len(self.columns),
                np.array(self.starts, dtype=np.int32), np.array(self.columns, dtype=np.int32), np.array(self.numbers),
            )  # fmt: skip


class _Watch:
    """Looks at the solver at work: stops it when asked to, and passes its bound on."""

    def __init__(
        self, should_stop: Callable[[], bool], on_bound: Callable[[float], None] | None, unit: float
    ) -> None:
        self.should_stop, self.on_bound, self.unit = should_stop, on_bound, unit
        self.least = np.inf

    def look(self, event: Any) -> None:
        bound = float(event.data_out.mip_dual_bound)
        if self.on_bound is not None and bound < self.least:
            self.least = bound
            self.on_bound(bound * self.unit)
        if self.should_stop():
            event.interrupt()

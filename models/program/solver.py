"""HiGHS: the first program comes through PuLP, later rounds change the solver's own model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import pulp

from models.errors import JourneymixError
from models.funnel import flow_of_acting
from models.network import Network
from models.program.bound import Places
from models.program.draft import Draft
from models.program.layout import Layout, Pieces, Units, tangents
from models.program.outcome_rows import outcome_right
from models.program.rows import pool_base, spend_base, write_program
from models.program.rule_matrix import RuleMatrix
from models.quantity import N_
from models.response_curve import Numbers

OPTIONS = {"random_seed": 0, "presolve": "off", "solver": "simplex", "small_matrix_value": 1e-12}
"""From a basis at the first answer the simplex method needs few steps: at every size measured (40 to
10,000 lines) it beat presolve and the interior point method, by 1.2 to 10 times."""


class SolverFailed(JourneymixError):
    """The solver stopped without an answer to a program that has one."""


@dataclass(frozen=True, eq=False)
class Answer:
    """A solved program in plain units: spend (lines,), prices of claims (pools,), rules (rules,) and places (groups)."""

    spend: Numbers
    claim_price: Numbers
    rule_price: Numbers
    places: Places


class StartedHiGHS(pulp.HiGHS):
    """PuLP's HiGHS that begins from a basis and keeps PuLP from copying the solution back."""

    def __init__(self, basis: Any, **options: Any) -> None:
        super().__init__(msg=False, threads=1, **options)
        self.basis = basis

    def callSolver(self, lp: Any) -> None:  # noqa: N802 (PuLP's name)
        """Set the basis, where there is one, and run."""
        if self.basis is not None:
            lp.solverModel.setBasis(self.basis)
        lp.solverModel.run()

    def findSolutionValues(self, lp: Any) -> tuple[Any, bool]:  # noqa: N802 (PuLP's name)
        """Say whether there is an answer; it is read from the solver's arrays, not variable by variable."""
        found = lp.solverModel.getModelStatus() == highspy.HighsModelStatus.kOptimal
        status = pulp.constants.LpSolveStatus
        return (status.Optimal if found else status.Undefined), found


class Program:
    """A laid-out program and the solver's model of it."""

    def __init__(self, draft: Draft, matrix: RuleMatrix, layout: Layout) -> None:
        self.draft = draft
        self.matrix = matrix
        self.pieces = layout.pieces
        self.centre = layout.centre
        self.rows = draft.rows
        self.tight = [draft.cut_row + int(number) for number in np.flatnonzero(layout.cut_tight)]
        self.highs: Any = None

    def solve(self) -> Answer:
        """Solve the program as it now stands. Raises SolverFailed."""
        if self.highs is None:
            self.draft.problem.solve(StartedHiGHS(self._basis(), **OPTIONS))
            self.highs = self.draft.problem.solverModel
        else:
            self.highs.setBasis(self._basis())
            self.highs.run()
        if not self._solved():
            self._solve_afresh()
        if not self._solved():
            raise SolverFailed(
                N_("The solver found no answer: {status}."), status=str(self.highs.getModelStatus())
            )
        return self._answer()

    def _solved(self) -> bool:
        return bool(self.highs.getModelStatus() == highspy.HighsModelStatus.kOptimal)

    def _solve_afresh(self) -> None:
        """Once more without the basis and with presolve, for the rare program that needs it."""
        self.highs.clearSolver()
        self.highs.setOptionValue("presolve", "on")
        self.highs.run()
        self.highs.setOptionValue("presolve", "off")

    def _answer(self) -> Answer:
        draft, units = self.draft, self.draft.units
        solution = self.highs.getSolution()
        values = np.array(solution.col_value) * units.money
        dual = np.array(solution.row_dual)
        claim = np.zeros(len(draft.network.pool_target))
        claim[list(draft.pool_row)] = dual[list(draft.pool_row.values())] * units.objective / units.people
        rule = np.zeros(len(self.matrix.limit))
        rule[list(draft.rule_row)] = dual[list(draft.rule_row.values())] * units.objective / units.money
        first = draft.capacity_row
        place = dual[first : first + len(draft.network.limited.people)] * units.objective / units.people
        row = np.zeros(draft.network.rows)
        row[list(draft.acting_row)] = dual[list(draft.acting_row.values())] * units.objective / units.money
        outcome = np.zeros(len(draft.network.outcome_rules))
        for number, at in draft.outcome_row.items():
            outcome[number] = -dual[at] * units.objective / draft.network.outcome_rules[number].target
        places = Places(np.maximum(place, 0.0), np.maximum(row, 0.0), np.maximum(outcome, 0.0))
        return Answer(self._spend(values), np.maximum(claim, 0.0), rule, places)

    def _spend(self, values: Numbers) -> Numbers:
        """(lines,) spend from the columns in plain units."""
        carry = self.draft.network.carry
        acting = self.pieces.total(values[: len(self.pieces.line)])
        if carry is None:
            return acting
        spend = acting[carry.own]
        first = self._first_carried
        spend[list(self.draft.spend)] = values[first : first + len(self.draft.spend)]
        return spend

    @property
    def _first_carried(self) -> int:
        """Place of the first column of carried-over money: what targets miss alone comes later."""
        draft = self.draft
        return len(self.pieces.line) + sum(map(len, (draft.claims, draft.moved, draft.volume, draft.served)))

    def _basis(self) -> Any:
        """Pieces up to the centre full and the others empty, everything that follows basic.

        Of the tangents of a pool the one nearest the first answer is tight. All rules are slack, so
        the basis is feasible when the centre keeps them.
        """
        draft, status = self.draft, highspy.HighsBasisStatus
        full = self.pieces.start + 0.5 * self.pieces.width <= self.centre[self.pieces.line]
        columns = [status.kUpper if whole else status.kLower for whole in full.tolist()]
        columns += [status.kBasic] * (self._first_carried - len(columns))
        self._start_carried(columns)
        together = draft.network.missed_together and bool(draft.outcome_row)
        columns += [status.kBasic if together else status.kLower] * len(set(map(id, draft.missed.values())))
        rows = np.full(self.rows, False)
        rows[list(draft.pool_row.values())] = True
        rows[draft.volume_row : draft.volume_row + len(draft.volume)] = True
        rows[[*draft.acting_row.values(), *draft.state_row.values()]] = True
        if together:
            rows[min(draft.outcome_row.values())] = True
        upper = {*self.tight, *self._served_rows()}
        basis = highspy.HighsBasis()
        basis.col_status = columns
        basis.row_status = [
            status.kUpper if place in upper else status.kLower if nonbasic else status.kBasic
            for place, nonbasic in enumerate(rows.tolist())
        ]
        basis.valid, basis.alien = True, False
        return basis

    def fits(self, layout: Layout) -> bool:
        """Whether the program can be changed to the layout: the same pieces a line."""
        return np.array_equal(layout.pieces.line, self.pieces.line)

    def forget_tangents(self) -> None:
        """Drop the tangents of later rounds: those of another network's answer only slow the next."""
        if self.highs is not None and self.rows > self.draft.rows:
            gone = np.arange(self.draft.rows, self.rows, dtype=np.int32)
            self.highs.deleteRows(len(gone), gone)
            self.rows = self.draft.rows

    def _start_carried(self, columns: list[Any]) -> None:
        """Basis of carried-over money: spend and what is left of it follow from the pieces; where nothing
        is spent, a piece follows from what is left."""
        draft, carry, status = self.draft, self.draft.network.carry, highspy.HighsBasisStatus
        if carry is None:
            return
        spending = {int(carry.spends[row]) for row in draft.acting_row if carry.spends[row] >= 0}
        columns += [status.kBasic if line in spending else status.kLower for line in draft.spend]
        columns += [status.kBasic] * len(draft.state)
        first = np.searchsorted(self.pieces.line, np.arange(draft.network.rows + 1))
        for row in draft.acting_row:
            if carry.spends[row] < 0:
                own = range(first[row], first[row + 1])
                full = [place for place in own if columns[place] == status.kUpper]
                columns[full[-1] if full else own[0]] = status.kBasic

    def _served_rows(self) -> list[int]:
        """Rows of capacities that hold with equality at the centre: as many as there are people variables."""
        limited, draft = self.draft.network.limited, self.draft
        if not len(limited.nodes):
            return []
        came = flow_of_acting(self.draft.network, self.centre).volume[limited.nodes]
        full = np.bincount(limited.group, came) > limited.people
        last = {int(group): place for place, group in enumerate(limited.group)}
        free = {place for group, place in last.items() if full[group]}
        rows = [draft.served_row + place for place in range(len(limited.nodes)) if place not in free]
        return rows + [draft.capacity_row + int(group) for group in np.flatnonzero(full)]

    def relay(self, layout: Layout) -> None:
        """Change the solver's own model: new windows for the curves, more tangents for the pools."""
        self._change_pieces(layout.pieces)
        self._add_tangents(layout)
        self.centre = layout.centre

    def _change_pieces(self, pieces: Pieces) -> None:
        draft, units = self.draft, self.draft.units
        network, highs = draft.network, self.highs
        if not np.array_equal(pieces.line, self.pieces.line):
            raise ValueError("the new layout must have the same pieces a line")
        count = len(pieces.line)
        highs.changeColsBounds(
            count, np.arange(count, dtype=np.int32), np.zeros(count), pieces.width / units.money
        )
        first = np.searchsorted(pieces.line, np.arange(network.rows + 1))
        slope = (pieces.slope * (-units.money / units.people)).tolist()
        for line, pool, weight in zip(
            network.draw_line.tolist(), network.draw_pool.tolist(), network.draw_weight.tolist(), strict=True
        ):
            row = draft.pool_row[pool]
            for piece in range(first[line], first[line + 1]):
                highs.changeCoeff(row, piece, weight * slope[piece])
        base = pool_base(network, pieces) / units.people
        for pool, row in draft.pool_row.items():
            highs.changeRowBounds(row, base[pool], base[pool])
        left = (self.matrix.limit - self.matrix.totals(spend_base(network, pieces))) / units.money
        for rule, row in draft.rule_row.items():
            highs.changeRowBounds(
                row, left[rule] if self.matrix.least[rule] else -highspy.kHighsInf,
                left[rule] if self.matrix.most[rule] else highspy.kHighsInf,
            )  # fmt: skip
        self._change_targets(pieces)
        for row, place in draft.acting_row.items():
            carried = network.carry.first_acting[row] if network.carry is not None else 0.0
            right = (carried - pieces.spend[row]) / units.money
            highs.changeRowBounds(place, right, right)
        self.pieces = pieces

    def _change_targets(self, pieces: Pieces) -> None:
        """New slopes and first pieces of the curves whose claims an outcome rule counts."""
        rules, highs = self.draft.network.outcome_rules, self.highs
        first = np.searchsorted(pieces.line, np.arange(self.draft.network.rows + 1))
        for number, place in self.draft.outcome_row.items():
            rule = rules[number]
            for row in np.flatnonzero(rule.claim).tolist():
                for piece in range(first[row], first[row + 1]):
                    slope = pieces.slope[piece] * self.draft.units.money
                    highs.changeCoeff(place, piece, float(rule.claim[row] / rule.target * slope))
            highs.changeRowBounds(place, outcome_right(rule, pieces), highspy.kHighsInf)

    def _add_tangents(self, layout: Layout) -> None:
        draft, network = self.draft, self.draft.network
        pool = layout.cut_pool
        by_claim, by_person = tangents(layout.cut_ratio, network.pool_random[pool])
        outside = network.pool_outside[pool]
        people = network.pool_size[pool] * by_person
        count, place = len(self.pieces.line), {p: number for number, p in enumerate(draft.moved)}
        claims_at = {p: count + number for number, p in enumerate(draft.claims)}
        moved_at = count + len(draft.claims)
        volume_at = moved_at + len(draft.moved)
        served_at = {n: volume_at + len(draft.volume) + number for number, n in enumerate(draft.served)}
        starts: list[int] = []
        columns: list[int] = []
        numbers: list[float] = []
        right: list[float] = []
        for number, p in enumerate(pool.tolist()):
            starts.append(len(columns))
            columns += [claims_at[p], moved_at + place[p]]
            numbers += [-by_claim[number], 1.0]
            if not outside[number]:
                source = int(network.pool_source[p])
                columns.append(served_at.get(source, volume_at + source))
                numbers.append(-people[number])
            right.append(people[number] / draft.units.people if outside[number] else 0.0)
        self.highs.addRows(
            len(starts), np.full(len(starts), -highspy.kHighsInf), np.array(right), len(columns),
            np.array(starts, dtype=np.int32), np.array(columns, dtype=np.int32), np.array(numbers, dtype=float),
        )  # fmt: skip
        self.tight = [self.rows + int(number) for number in np.flatnonzero(layout.cut_tight)]
        self.rows += len(starts)


def make_program(network: Network, matrix: RuleMatrix, layout: Layout, units: Units) -> Program:
    """Write the program of a layout; see `models.program.rows` for its rows."""
    draft = write_program(network, layout, units)
    return Program(draft, matrix, layout)

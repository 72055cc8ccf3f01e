"""The program of caution in the solver: written once, then laid anew in the solver's own model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import highspy
import numpy as np
import pulp

from models.program.cautious_rows import CautiousDraft, cut_numbers
from models.program.layout import Layout, Pieces
from models.program.rows import spend_base
from models.program.rule_matrix import RuleMatrix
from models.program.solver import SolverFailed
from models.program.worst_draws import Cuts
from models.quantity import N_
from models.response_curve import Numbers

OPTIONS: dict[str, Any] = {
    "random_seed": 0,
    "presolve": "off",
    "solver": "simplex",
    "small_matrix_value": 1e-12,
}


@dataclass(frozen=True, eq=False)
class CautiousAnswer:
    """A solved program in plain units: spend (lines,), weights of its cuts, prices of rules (rules,) and of
    acting money (curves,)."""

    spend: Numbers
    weights: Numbers
    rule_price: Numbers
    row: Numbers


class CautiousProgram:
    """A written program of caution and the solver's model of it."""

    def __init__(self, draft: CautiousDraft, matrix: RuleMatrix) -> None:
        self.draft = draft
        self.matrix = matrix
        solver = pulp.HiGHS(msg=False, threads=1, **OPTIONS)
        solver.createAndConfigureSolver(self.draft.problem)
        solver.buildSolverModel(self.draft.problem)
        self.highs: Any = self.draft.problem.solverModel

    def fits(self, pieces: Pieces) -> bool:
        """Whether the program can be changed to these pieces: as many of the same curves."""
        return np.array_equal(pieces.line, self.draft.layout.pieces.line)

    def relay(self, layout: Layout, cuts: Cuts, level: float) -> None:
        """Change the solver's own model: new windows for the curves, other cuts of the draws."""
        draft, units, highs, pieces = self.draft, self.draft.units, self.highs, layout.pieces
        draft.layout, draft.cuts, draft.level = layout, cuts, level
        count = len(pieces.line)
        widths = pieces.width / units.money
        highs.changeColsBounds(count, np.arange(count, dtype=np.int32), np.zeros(count), widths)
        left = (self.matrix.limit - self.matrix.totals(spend_base(draft.network, pieces))) / units.money
        for rule, row in draft.rule_row.items():
            highs.changeRowBounds(
                row, left[rule] if self.matrix.least[rule] else -highspy.kHighsInf,
                left[rule] if self.matrix.most[rule] else highspy.kHighsInf,
            )  # fmt: skip
        for row, place in draft.acting_row.items():
            carried = draft.network.carry.first_acting[row] if draft.network.carry is not None else 0.0
            right = (carried - pieces.spend[row]) / units.money
            highs.changeRowBounds(place, right, right)
        self._change_cuts()

    def _change_cuts(self) -> None:
        """The old cuts go, and those of the draft come."""
        draft, highs = self.draft, self.highs
        assert draft.cuts is not None
        old = np.arange(draft.cut_row, highs.getNumRow(), dtype=np.int32)
        highs.deleteRows(len(old), old)
        rows, cuts = cut_numbers(draft), len(draft.cuts.draw)
        spends = self._carried_at + np.arange(len(draft.spend))
        columns = np.concatenate([np.arange(len(draft.fill)), spends, [self._threshold_at]])
        columns = np.concatenate(
            [np.tile(columns, (cuts, 1)), self._threshold_at + 1 + draft.cuts.draw[:, None]], axis=1
        )
        ones = np.ones((cuts, 1))
        numbers = np.concatenate([rows.terms, ones, -ones], axis=1)
        starts = np.arange(cuts, dtype=np.int32) * columns.shape[1]
        highs.addRows(
            cuts, np.full(cuts, -highspy.kHighsInf), rows.right, columns.size, starts,
            columns.ravel().astype(np.int32), numbers.ravel(),
        )  # fmt: skip

    @property
    def _carried_at(self) -> int:
        return len(self.draft.fill)

    @property
    def _threshold_at(self) -> int:
        return self._carried_at + len(self.draft.spend) + len(self.draft.state)

    def solve(self) -> CautiousAnswer:
        """Solve the program as it now stands. Raises SolverFailed."""
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self.highs.clearSolver()
            self.highs.setOptionValue("presolve", "on")
            self.highs.run()
            self.highs.setOptionValue("presolve", "off")
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SolverFailed(
                N_("The solver found no answer: {status}."), status=str(self.highs.getModelStatus())
            )
        return self._answer()

    def _answer(self) -> CautiousAnswer:
        draft, units = self.draft, self.draft.units
        solution = self.highs.getSolution()
        values = np.array(solution.col_value) * units.money
        dual = np.array(solution.row_dual)
        rule = np.zeros(len(self.matrix.limit))
        rule[list(draft.rule_row)] = dual[list(draft.rule_row.values())] * units.objective / units.money
        row = np.zeros(draft.network.rows)
        row[list(draft.acting_row)] = dual[list(draft.acting_row.values())] * units.objective / units.money
        acting = draft.layout.pieces.total(values[: len(draft.fill)])
        carry = draft.network.carry
        spend = acting if carry is None else acting[carry.own]
        spend[list(draft.spend)] = values[self._carried_at : self._carried_at + len(draft.spend)]
        return CautiousAnswer(spend, dual[draft.cut_row :], rule, np.maximum(row, 0.0))

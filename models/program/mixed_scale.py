"""Columns and rows of the program with choices brought near 1.

Where money is carried over, what acts long after the plan is a small share of what is spent. Left as it is,
its numbers lie near the solver's tolerances, and presolve was seen to cut off the best choice.
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from models.funnel import flow_of_acting
from models.program.mixed_draft import MixedDraft
from models.response_curve import Numbers

SMALLEST = 1e-7
"""No column or row is stretched more than by the inverse of this."""


TINY = 1e-8
"""A number below this, columns and rows being near 1, is left out, and its inequality loosened by as much: such
numbers were seen to make the solver's bound a false one."""


def column_sizes(draft: MixedDraft) -> Numbers:
    """About the greatest value of each continuous column, in the program's units; 1 for all others."""
    network, units, parts = draft.network, draft.units, draft.parts
    full = flow_of_acting(network, network.row_upper)
    reached = network.curves.take(parts.line).value(parts.high)
    used, served = list(draft.moved), list(draft.served)
    sizes = [
        parts.high / units.money, full.claims[list(draft.claims)] / units.people, full.moved[used] / units.people,
        full.volume / units.people, full.served[served] / units.people,
        network.upper[list(draft.spend)] / units.money, _states(draft) / units.money, reached / units.people,
    ]  # fmt: skip
    found = np.concatenate(sizes)
    rest = len(draft.problem.exported_variables()) - len(found)
    return np.concatenate([found, np.ones(rest)])


def _states(draft: MixedDraft) -> Numbers:
    """Carried-over money after each row when every line spends its most."""
    carry, network = draft.network.carry, draft.network
    if carry is None:
        return np.zeros(0)
    state = carry.first_state.copy()
    for row in range(network.rows):
        if carry.spends[row] >= 0:
            state[row] += carry.gain[row] * network.upper[carry.spends[row]]
        if carry.before[row] >= 0:
            state[row] += carry.keep[row] * state[carry.before[row]]
    return state[list(draft.state)]


def near_one(sizes: Numbers) -> Numbers:
    """Powers of two near `sizes`, so that nothing is rounded; 1 where there is no size."""
    known = np.isfinite(sizes) & (sizes > 0)
    return np.asarray(
        np.where(known, 2.0 ** np.round(np.log2(np.clip(np.where(known, sizes, 1.0), SMALLEST, 1e9))), 1.0)
    )


def scale_model(highs: Any, columns: Numbers) -> None:
    """Write the solver's model with columns in units of `columns`, and rows whose largest number is near 1."""
    lp = highs.getLp()
    matrix = lp.a_matrix_
    start, index = np.array(matrix.start_), np.array(matrix.index_, dtype=np.intp)
    major = np.repeat(np.arange(len(start) - 1), np.diff(start))
    by_column = matrix.format_ == highspy.MatrixFormat.kColwise
    column, row = (major, index) if by_column else (index, major)
    value = np.array(matrix.value_) * columns[column]
    largest = np.zeros(lp.num_row_)
    np.maximum.at(largest, row, np.abs(value))
    rows = 1.0 / near_one(largest)
    value = value * rows[row]
    tiny = np.abs(value) < TINY
    matrix.value_ = np.where(tiny, 0.0, value)
    lp.a_matrix_ = matrix
    low, high = np.array(lp.row_lower_) * rows, np.array(lp.row_upper_) * rows
    loose = np.where(
        low < high, np.bincount(row[tiny], 2.0 * np.abs(value[tiny]), minlength=lp.num_row_), 0.0
    )
    lp.row_lower_, lp.row_upper_ = low - loose, high + loose
    lp.col_lower_, lp.col_upper_ = np.array(lp.col_lower_) / columns, np.array(lp.col_upper_) / columns
    lp.col_cost_ = np.array(lp.col_cost_) * columns
    highs.passModel(lp)

"""The rows of targets: at least so much of what comes out."""

from __future__ import annotations

import numpy as np

from models.outcome_rules import OutcomeRule
from models.program.draft import Draft
from models.program.layout import Pieces


def reach_target(draft: Draft) -> None:
    """`sum node * served + sum pool * moved + sum claim * f(acting) + missed >= target - base`, over the target.

    Price: what a target lower by its whole would bring. `missed` is there where the target may be missed.
    """
    pieces = draft.layout.pieces
    first = np.searchsorted(pieces.line, np.arange(draft.network.rows + 1))
    for number, rule in enumerate(draft.network.outcome_rules):
        people = draft.units.people / rule.target
        moved = [int(pool) for pool in np.flatnonzero(rule.pool) if int(pool) in draft.moved]
        terms = [(draft.people(int(node)), rule.node[node] * people) for node in np.flatnonzero(rule.node)]
        terms += [(draft.moved[pool], rule.pool[pool] * people) for pool in moved]
        for row in np.flatnonzero(rule.claim).tolist():
            terms += draft.claims_of(row, first, rule.claim[row] / rule.target)
        if number in draft.missed:
            terms.append((draft.missed[number], 1.0))
        if terms:
            right = outcome_right(rule, pieces)
            draft.outcome_row[number] = draft.row(terms, ">=", right, f"reach_target_{number}")


def outcome_right(rule: OutcomeRule, pieces: Pieces) -> float:
    """Right-hand side of an outcome rule's row: what is missing where the first pieces begin, over the target."""
    return float((rule.target - rule.base - rule.claim @ pieces.claims) / rule.target)

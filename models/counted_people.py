"""De-duplicated results: the simulation has to give exactly these people back."""

from __future__ import annotations

import numpy as np

from models.communication import ResultsCount, Touchpoint
from models.funnel import people_moved
from models.response_curve import Numbers
from models.rising import where_reaches

MOST_RAISE = 1e6
"""Claims of counted people are never raised beyond this factor: their audience is exhausted."""


def counts_people(line: Touchpoint) -> bool:
    """Whether a line's results are people without doubles that its curve has to give back."""
    return (
        line.results_count is ResultsCount.PEOPLE
        and line.results is not None
        and line.results.value > 0
        and line.current_spend > 0
        and line.curve is not None
        and line.curve.observation is not None
        and line.curve.elasticity is not None
    )


def raise_for_people(counted: Numbers, others: Numbers, available: Numbers, random: np.ndarray) -> float:
    """The factor on the claims of counted people by which they move as many people as were counted.

    Alone on a pool of `A`: `G / M` with `G = -A ln(1 - M / A)`. 1 where the pool is too small for them.
    """

    def given_back(factor: float) -> float:
        claims = others + factor * counted
        moved = people_moved(claims, available, random)
        share = np.divide(factor * counted, claims, out=np.zeros_like(claims), where=claims > 0)
        return float((moved * share).sum())

    wanted = float(counted.sum())
    if given_back(MOST_RAISE) < wanted * (1 - 1e-9):
        return 1.0
    return float(
        np.exp(where_reaches(lambda log: given_back(float(np.exp(log))), (0.0, np.log(MOST_RAISE)), wanted))
    )

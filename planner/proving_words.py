"""What is said of an answer that could still be better, and of the search that goes on."""

from __future__ import annotations

import math

from models.allocation import Allocation, SearchStatus
from models.plan import Plan
from models.program.solution import Progress
from planner.explain import objective_amount, percent_up
from planner.figures_in_words import number
from planner.language import _, ngettext

CLOSED = 1e-4
"""A gap of this share of what the money brings counts as proved."""

NOTHING = 1e-6


def offer_sentence(allocation: Allocation) -> str:
    """“Best split found so far. A better one could bring at most 4.2 conversions more (0.4 % of ...).”"""
    return _(
        "Best split found so far. A better one could bring at most {units} more: {gap} of what the money brings."
    ).format(units=_missing(allocation), gap=percent_up(allocation.gap))


def progress_sentence(plan: Plan, progress: Progress | None) -> str:
    """How good the best split so far is, and how much better another could still be."""
    if progress is None or not math.isfinite(progress.lower) or not math.isfinite(progress.gap):
        return _("Looking for a better split, and for a proof that there is none …")
    return _("Best so far: {best}. A better split could bring at most {units} more ({gap}).").format(
        best=objective_amount(plan, progress.lower),
        units=objective_amount(plan, max(progress.upper - progress.lower, 0.0)),
        gap=percent_up(progress.gap),
    )


def time_sentence(seconds: float, longest: float) -> str:
    """“12 seconds of at most 300”."""
    return ngettext(
        "{count} second of at most {longest}", "{count} seconds of at most {longest}", int(seconds)
    ).format(count=number(int(seconds), 0), longest=number(longest, 0))


def progress_share(begun: float, progress: Progress | None) -> float:
    """How much of the way from the gap at the beginning to a proof is done, 0 to 1, in powers of ten."""
    if progress is None or not math.isfinite(progress.gap) or not math.isfinite(begun) or begun <= CLOSED:
        return 0.0
    done = math.log(begun / max(progress.gap, CLOSED)) / math.log(begun / CLOSED)
    return min(max(done, 0.0), 1.0)


def outcome_sentence(before: Allocation, after: Allocation) -> str:
    """What the longer search brought."""
    more = after.proposed.objective - before.proposed.objective
    better = more > NOTHING * max(abs(before.proposed.objective), 1.0)
    found = (
        _("A better split was found: it brings {units} more.").format(
            units=objective_amount(after.plan, more)
        )
        if better
        else _("The split stays as it was.")
    )
    if after.status is SearchStatus.PROVED:
        proof = _("It is the best one for these curves, checked to {gap}.").format(gap=percent_up(after.gap))
    else:
        proof = _("A better one could still bring at most {units} more.").format(units=_missing(after))
    return f"{found} {proof}"


def _missing(allocation: Allocation) -> str:
    return objective_amount(allocation.plan, max(allocation.upper - allocation.proposed.objective, 0.0))

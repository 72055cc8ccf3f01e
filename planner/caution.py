"""Planning for the worst fifth of what may come: what it costs, what it saves, and what refusing a move costs there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.allocation import Allocation, SearchStatus
from models.caution import Caution
from models.cautious_answer import CautiousDesk
from models.communication import Standing
from models.compile import compile_plan
from models.errors import ImpossibleLimits
from models.goals import Outlook
from models.network import Network
from models.network_keys import plain
from models.plan import Plan
from planner.explain import objective_amount, percent_up
from planner.figures_in_words import number
from planner.language import N_, _

LITTLE = 1e-4
"""Differences below this share of the whole are within the search's own accuracy."""


@dataclass(frozen=True)
class SplitCase:
    """One split in two cases, objective units: as expected, and on average in the worst fifth of the draws.

    `moved`: money (minor units) that it has on other lines than the best split for what is expected.
    """

    name: str
    expected: float
    worst: float
    moved: int


def neutral_plan(plan: Plan) -> Plan:
    """The same question for what is expected."""
    return plan.model_copy(update={"rules": plan.rules.model_copy(update={"outlook": Outlook.EXPECTED})})


def cases(allocation: Allocation, caution: Caution) -> tuple[SplitCase, ...]:
    """Today's split, the best one for what is expected, and the cautious one."""
    neutral = caution.neutral
    listed = (
        (N_("Today's split"), allocation.now, caution.now_value),
        (N_("Best for what is expected"), neutral, caution.neutral_value),
        (N_("Best for the worst fifth"), allocation.proposed, caution.value),
    )
    return tuple(
        SplitCase(_(name), split.objective, worst, _moved(neutral.spend, split.spend))
        for name, split, worst in listed
    )


def _moved(one: dict[str, int], other: dict[str, int]) -> int:
    """Minor units that stand on other lines."""
    more = [other.get(line, 0) - one.get(line, 0) for line in {**one, **other}]
    return max(sum(x for x in more if x > 0), -sum(x for x in more if x < 0))


def cautious_search_sentence(allocation: Allocation) -> str:
    """How near the split is to the best one there is for the worst fifth."""
    gap = percent_up(allocation.gap)
    if allocation.caution is not None and allocation.caution.choices_kept:
        if allocation.status is not SearchStatus.PROVED:
            return _(
                "Which touchpoints are used stays as in the best split found so far for what is expected; for the "
                "worst fifth of what may come at most {gap} of what these amounts could bring is still missing."
            ).format(gap=gap)
        return _(
            "Which touchpoints are used stays as in the best split for what is expected; the amounts are the "
            "best ones for the worst fifth of what may come, checked to {gap}."
        ).format(gap=gap)
    if allocation.status is not SearchStatus.PROVED:
        return _(
            "Best split found so far for the worst fifth of what may come: at most {gap} of what the money "
            "brings there is still missing."
        ).format(gap=gap)
    return _("Best split for the worst fifth of what may come, checked to {gap}.").format(gap=gap)


def caution_sentence(allocation: Allocation) -> str:
    """What caution costs in the expected case, and what it saves in the bad one; empty for a neutral answer."""
    caution = allocation.caution
    if caution is None:
        return ""
    plan, little = allocation.plan, LITTLE * max(abs(allocation.proposed.objective), 1e-9)
    cost = caution.neutral.objective - allocation.proposed.objective
    if caution.same or max(cost, caution.saved) <= little:
        return _("Caution changes next to nothing here: the best split for what is expected does as well.")
    figures = {
        "cost": objective_amount(plan, max(cost, 0.0)), "saved": objective_amount(plan, caution.saved),
        "count": number(caution.draws, 0),
    }  # fmt: skip
    if cost <= little:
        return _(
            "It saves {saved} in the worst fifth of {count} possible worlds, and costs next to nothing if all "
            "goes as expected."
        ).format(**figures)
    return _(
        "Against the best split for what is expected it costs {cost} if all goes as expected, and saves "
        "{saved} in the worst fifth of {count} possible worlds."
    ).format(**figures)


def costs_of_refusing(allocation: Allocation, lines: Sequence[str]) -> dict[str, float | None]:
    """Line id -> objective units that holding the line at today's money costs in the worst fifth; None where
    the limits leave no split without its move."""
    desk = CautiousDesk(allocation.plan)
    best = desk.best().lower
    return {line: _lost(desk, best, line) for line in lines}


def cost_of_holding(plan: Plan, line_id: str) -> float:
    """Objective units that letting a locked line move would bring in the worst fifth."""
    lines = tuple(
        line.model_copy(update={"standing": Standing.FLEXIBLE}) if line.id == line_id else line
        for line in plan.touchpoints
    )
    desk = CautiousDesk(plan)
    freed = compile_plan(plan.model_copy(update={"touchpoints": lines}))
    return max(desk.best(freed).lower - desk.best().lower, 0.0)


def _lost(desk: CautiousDesk, best: float, line: str) -> float | None:
    try:
        return max(best - desk.best(_held(desk.network, line)).lower, 0.0)
    except ImpossibleLimits:
        return None


def _held(network: Network, line: str) -> Network:
    held = np.array([plain(key) == line for key in network.line_keys])
    today = np.clip(network.current, network.lower, network.upper)
    return network.changed(
        lower=np.where(held, today, network.lower), upper=np.where(held, today, network.upper)
    )

"""Numbers -> sentences: what the answer says, how sure it is, and why a line rises or falls.

Every sentence states figures of the simulation or of the proof; none is rounded into a claim.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from models.allocation import Allocation, SearchStatus
from models.communication import Standing
from models.message_split import parts_of
from models.money import to_major, to_minor
from models.plan import Plan
from models.quantity import Evidence
from planner.budget_header import unspent
from planner.budget_lines import BudgetLine, is_free
from planner.counted import count_for_plural, objective_amount, significant
from planner.figures_in_words import money, number, percent
from planner.goal_words import costly_goals, goal_rule_words
from planner.language import _, ngettext
from planner.limit_words import binding_limit, limits_in_words
from planner.question_words import kept_sentence, target_sentence
from planner.uncertainty import Spread

__all__ = [
    "TOTAL", "HonestAnswer", "count_for_plural", "evidence_sentence", "few_sentence", "forecast_sentence",
    "going_rate", "held_words", "honest_answer", "line_reason", "marginals", "objective_amount",
    "objective_per_step", "percent_up", "result", "search_sentence", "significant", "step_sentence",
    "telling_amount", "unplaced_sentence", "unspent_sentence",
]  # fmt: skip

TOTAL = "total_budget"
"""Key of the price of the total budget."""


@dataclass(frozen=True)
class HonestAnswer:
    """The honest sentence in its parts: the target, the search, caution, the evidence, the forecast, the advice."""

    search: str
    evidence: str
    forecast: str
    stay: bool
    target: str = ""
    caution: str = ""

    def text(self) -> str:
        """All parts as one paragraph."""
        return " ".join(
            part for part in (self.target, self.search, self.caution, self.evidence, self.forecast) if part
        )


def honest_answer(
    allocation: Allocation, spread: Spread | None = None, few: tuple[int, float] | None = None
) -> HonestAnswer:
    """What the proof says of the search, and what the curves allow to be said of the forecast.

    `few`: number of moves shown and the share of the best split's gain they bring, where not all are.
    """
    from planner.caution import caution_sentence  # it needs this module

    return HonestAnswer(
        target=target_sentence(allocation),
        search=search_sentence(allocation) if few is None else few_sentence(allocation, *few),
        evidence=evidence_sentence(allocation.plan),
        forecast=_likely(allocation, spread) if spread else "",
        stay=spread is not None and spread.stay,
        caution=caution_sentence(allocation),
    )


def search_sentence(allocation: Allocation) -> str:
    """How near the split is to the best one there is, for these curves."""
    if allocation.caution is not None:
        from planner.caution import cautious_search_sentence  # it needs this module

        said = (cautious_search_sentence(allocation), step_sentence(allocation), unspent_sentence(allocation))
        return " ".join(filter(None, said))
    gap = percent_up(allocation.gap)
    if allocation.status is not SearchStatus.PROVED:
        return _("Best split found so far: at most {gap} of what the money brings is still missing.").format(
            gap=gap
        )
    sentence = _("Best split for these curves, checked to {gap}.").format(gap=gap)
    lost = allocation.gap_rounded - allocation.gap
    if lost > 5e-4:
        sentence += " " + _("Rounding to {step} costs another {share}.").format(
            step=money(allocation.plan.rules.money_step, allocation.plan.currency), share=percent_up(lost)
        )
    return " ".join(filter(None, (sentence, step_sentence(allocation), unspent_sentence(allocation))))


def step_sentence(allocation: Allocation) -> str:
    """That the wished step of money had to be given up, for all amounts or for some that could move."""
    plan, limits = allocation.plan, allocation.limits_of_lines
    odd = [line for line in allocation.odd_lines if limits[line][0] < limits[line][1]]
    if allocation.step_kept >= plan.rules.money_step:
        if not odd:
            return ""
        return ngettext(
            "One amount is no multiple of {step}, so that limits hold and the total is exact.",
            "{count} amounts are no multiples of {step}, so that limits hold and the total is exact.",
            len(odd),
        ).format(count=number(len(odd), 0), step=money(plan.rules.money_step, plan.currency))
    return _("No split in steps of {step} keeps every limit: the amounts are not rounded.").format(
        step=money(plan.rules.money_step, plan.currency)
    )


def unspent_sentence(allocation: Allocation) -> str:
    """Money of the total that stays because it would bring nothing more."""
    left = unspent(allocation)
    if left <= allocation.plan.rules.money_step:
        return ""
    return _("{amount} of the total stay unspent: within these limits they would bring nothing more.").format(
        amount=money(left, allocation.plan.currency)
    )


def unplaced_sentence(allocation: Allocation) -> str:
    """What no whole amounts can keep: money of an exact total, limits missed by less than a minor unit.

    Empty as a rule; fees and VAT need not divide a total.
    """
    said = []
    if abs(allocation.unplaced) >= 0.5:
        said.append(
            _("{amount} of the total could not be placed: no whole amounts add up to it.").format(
                amount=money(allocation.unplaced, allocation.plan.currency, exact=True)
            )
        )
    broken = limits_in_words(allocation.plan, allocation.broken_by_rounding)
    if broken:
        said.append(
            _("No whole amounts keep these limits to the last cent: {limits}.").format(
                limits="; ".join(broken)
            )
        )
    return " ".join(said)


def few_sentence(allocation: Allocation, moves: int, share: float) -> str:
    """How much of the best split's gain the few moves bring, and how near that split is to the best there is."""
    if allocation.status is not SearchStatus.PROVED:
        sentence = ngettext(
            "This move brings {share} of the gain of the best split found so far; at most {gap} of what the money brings is still missing there.",
            "These {count} moves bring {share} of the gain of the best split found so far; at most {gap} of what the money brings is still missing there.",
            moves,
        ).format(count=number(moves, 0), share=percent(share), gap=percent_up(allocation.gap))
        return " ".join(filter(None, (sentence, step_sentence(allocation), unspent_sentence(allocation))))
    sentence = ngettext(
        "This move brings {share} of the gain of the best split for these curves, checked to {gap}.",
        "These {count} moves bring {share} of the gain of the best split for these curves, checked to {gap}.",
        moves,
    ).format(count=number(moves, 0), share=percent(share), gap=percent_up(allocation.gap))
    return " ".join(filter(None, (sentence, step_sentence(allocation), unspent_sentence(allocation))))


def percent_up(share: float) -> str:
    """A share rounded up, so that “checked to 0.01 %” is never said of more."""
    places = 2 if share < 0.01 else 1
    return percent(
        math.ceil(max(share, 0.0) * 10 ** (places + 2) - 1e-9) / 10 ** (places + 2) or 1e-4, places
    )


def evidence_sentence(plan: Plan) -> str:
    """How many of the curves that decide are measured; messages with one of their own count each."""
    free = [part.line.curve for line in plan.touchpoints if is_free(line) for part in parts_of(plan, line)]
    curves = [curve for curve in free if curve is not None]
    measured = sum(curve.evidence is Evidence.MEASURED for curve in curves)
    if not curves:
        return _("No touchpoint has a curve that could be moved along.")
    if not measured:
        return ngettext(
            "The one curve is not measured.", "None of the {count} curves is measured.", len(curves)
        ).format(count=number(len(curves), 0))
    if measured == len(curves):
        return ngettext("The curve is measured.", "All {count} curves are measured.", len(curves)).format(
            count=number(len(curves), 0)
        )
    return ngettext(
        "{measured} of {count} curves is measured.", "{measured} of {count} curves are measured.", measured
    ).format(measured=number(measured, 0), count=number(len(curves), 0))


def _likely(allocation: Allocation, spread: Spread) -> str:
    said = (kept_sentence(allocation, spread.target_kept), forecast_sentence(allocation, spread))
    return " ".join(filter(None, said))


def forecast_sentence(allocation: Allocation, spread: Spread) -> str:
    """The likely gain as a range, or the advice to stay where it includes no gain at all."""
    low, high = (percent(share, 0 if abs(share) >= 0.095 else 1) for share in spread.gain_share)
    if spread.gain[1] <= 0:
        return _(
            "Nothing is likely to be gained over today's proportions ({low} to {high}): keep them."
        ).format(low=low, high=high)
    if spread.stay and spread.same_total:
        return _(
            "The likely change lies between {low} and {high}, which includes none: "
            "stay with today's split until more is measured."
        ).format(low=low, high=high)
    if spread.stay:
        return _(
            "Against today's proportions at the same total, the likely change lies between {low} and {high}, "
            "which includes none: keep today's proportions until more is measured."
        ).format(low=low, high=high)
    if spread.same_total:
        return _("The likely gain is {low} to {high}.").format(low=low, high=high)
    return _("Against today's proportions at the same total, the likely gain is {low} to {high}.").format(
        low=low, high=high
    )


def line_reason(allocation: Allocation, line: BudgetLine) -> str:
    """Why a line rises, falls or stays: what the next money brings here and across the plan."""
    if not is_free(line.touchpoint):
        return _stays(line)
    plan = allocation.plan
    amount = telling_amount(plan)
    today, then = marginals(allocation, line)
    figures = {
        "amount": money(amount, plan.currency),
        "today": result(plan, today, amount),
        "then": result(plan, then, amount),
        "rate": result(plan, going_rate(allocation), amount),
    }
    opening = _("Stays.") if not line.change else _("Rises.") if line.change > 0 else _("Falls.")
    body = _(
        "The next {amount} here bring {today} at today's budget and {then} at the proposed one; "
        "across the plan the next {amount} bring {rate}."
    ).format(**figures)
    if allocation.caution is not None:
        body += " " + _("All of it on average in the worst fifth of what may come.")
    return " ".join(filter(None, (opening, body, _held(allocation, line))))


def marginals(allocation: Allocation, line: BudgetLine) -> tuple[float, float]:
    """Objective units that a further major unit of money brings on a line, at today's and at the proposed
    budget; on average in the worst draws where the answer is for these."""
    if allocation.caution is not None and line.touchpoint.id in allocation.caution.marginals:
        return allocation.caution.marginals[line.touchpoint.id]
    return line.result_now.marginal, line.result.marginal


def _held(allocation: Allocation, line: BudgetLine) -> str:
    """What keeps the line from going on where its next money brings more or less than elsewhere."""
    limits = held_words(allocation, line)
    if not limits:
        return ""
    if marginals(allocation, line)[1] > going_rate(allocation):
        return _("It would rise further, but for this limit: {limit}.").format(limit=limits)
    return _("It would fall further, but for this limit: {limit}.").format(limit=limits)


def held_words(allocation: Allocation, line: BudgetLine) -> str:
    """The limits that hold a line away from the going rate; empty where none does."""
    rate = going_rate(allocation)
    if not is_free(line.touchpoint) or abs(marginals(allocation, line)[1] - rate) <= 0.02 * rate:
        return ""
    words = binding_limit(allocation, line)
    if words or marginals(allocation, line)[1] > rate:
        return words
    return "; ".join(goal_rule_words(allocation.plan, one.goal_id) for one in costly_goals(allocation))


def objective_per_step(plan: Plan, marginal: float) -> float:
    """Objective units that the next `telling_amount` of money brings at `marginal`."""
    return marginal * to_major(telling_amount(plan), plan.currency)


def _stays(line: BudgetLine) -> str:
    if line.touchpoint.curve is None:
        return _("Stays: no results of it are known, so no advice can be given.")
    if line.touchpoint.standing is Standing.TEST:
        return _("Stays: it is a test, paid from the test reserve.")
    return _("Stays: it is locked.")


def going_rate(allocation: Allocation) -> float:
    """Objective units that one more major unit of money brings across the plan; 0 where it brings none."""
    price = allocation.prices.get(TOTAL)
    return price.price if price is not None else 0.0


def telling_amount(plan: Plan) -> int:
    """A round amount to speak of (minor units): about a twentieth of the budget, 1,000 as a rule."""
    major = max(to_major(plan.rules.total_budget, plan.currency), 20.0)
    return to_minor(10.0 ** math.floor(math.log10(major / 20)), plan.currency)


def result(plan: Plan, per_unit: float, amount: int) -> str:
    """Objective units of `amount` (minor units) at `per_unit` each major unit, in words."""
    return objective_amount(plan, per_unit * to_major(amount, plan.currency))

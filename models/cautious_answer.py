"""A plan's cautious answer: the split whose worst fifth of the draws is best, beside the neutral one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from models.allocation import Allocation, SearchStatus
from models.caution import Caution
from models.compile import compile_plan
from models.draws import DRAWS, drawn_network
from models.funnel import gradient, simulate
from models.network import Network
from models.network_keys import plain
from models.plan import Plan
from models.program.cautious import CautiousSolution, optimise_cautiously
from models.program.chosen import as_chosen
from models.program.mixed import has_choices
from models.program.optimise import optimise
from models.program.repair import rule_scale
from models.program.rule_matrix import rule_matrix
from models.program.solution import Settings, Solution, gap_of
from models.program.worst_draws import WORST, draws_at, worst_mean, worst_weights
from models.response_curve import Numbers
from models.spent_when import money_of_lines, spent_when

Answer = Callable[[Plan, Network, Solution], Allocation]
"""A solution of a plan's network as the plan's answer."""


class CautiousDesk:
    """A plan's network with its draws, at which other bounds are tried."""

    def __init__(self, plan: Plan) -> None:
        network = compile_plan(plan)
        self.neutral = optimise(network)
        self.network = as_chosen(network, self.neutral.spend) if has_choices(network) else network
        self.drawn = drawn_network(plan, self.network, self.network.edge_keys, DRAWS)

    def best(self, network: Network | None = None) -> CautiousSolution:
        """The best split of this network, or of one with other bounds of lines. Raises ImpossibleLimits."""
        if network is None:
            return optimise_cautiously(self.network, self.drawn, self.neutral)
        neutral = optimise(network, near=self.neutral)
        if has_choices(network):
            network = as_chosen(network, neutral.spend)
        drawn = self.drawn.changed(lower=network.lower, upper=network.upper)
        return optimise_cautiously(network, drawn, neutral)


def cautious_answer(
    plan: Plan, network: Network, neutral: Solution, settings: Settings, answer: Answer
) -> Allocation:
    """The cautious split of a plan, rounded, with its proof, from the `neutral` solution of its network.

    Gap and bound are those of the mean of the worst draws; prices are what a limit costs there. Either-or
    choices stay as the neutral solution has made them: gap and bound speak of the amounts. Raises
    NotYetPossible.
    """
    choosing, asked = has_choices(network), network
    network = as_chosen(asked, neutral.spend) if choosing else network
    drawn = drawn_network(plan, network, network.edge_keys, DRAWS)
    found = optimise_cautiously(network, drawn, neutral, replace(settings, gap=1e-4, rounds=40))
    expected = answer(plan, asked, neutral)
    proposed = answer(plan, asked, _as_solution(network, drawn, neutral, found))
    spends = np.stack([_money(plan, network, each.proposed.by_period) for each in (proposed, expected)])
    values = worst_mean(draws_at(drawn, spends))
    if values[1] > values[0]:  # rounding may turn round what the search found by less
        proposed = replace(expected, prices=proposed.prices, status=proposed.status, rounds=proposed.rounds)
        spends, values = spends[[1, 1]], values[[1, 1]]
    now = _money(plan, network, expected.now.by_period)
    unsure = choosing and expected.status is not SearchStatus.PROVED
    caution = Caution(
        draws=DRAWS, share=WORST, value=float(values[0]), neutral_value=float(values[1]),
        now_value=float(worst_mean(draws_at(drawn, now))), neutral=expected.proposed,
        marginals=_marginals(network, drawn, (now, spends[0])),
        same=proposed.proposed.spend == expected.proposed.spend, choices_kept=choosing,
    )  # fmt: skip
    return replace(
        proposed, status=expected.status if unsure else proposed.status, unrounded=found.lower, upper=found.upper,
        gap=found.gap, gap_rounded=gap_of(caution.value, found.upper, found.idle, 1e-9 * abs(found.upper)),
        solution=None, caution=caution,
    )  # fmt: skip


def _money(plan: Plan, network: Network, by_period: dict[str, dict[str, int]]) -> Numbers:
    return money_of_lines(plan, network, *spent_when(plan, None, by_period))


def _as_solution(network: Network, drawn: Network, neutral: Solution, found: CautiousSolution) -> Solution:
    """The cautious spend with its prices, all of the mean of the worst draws; the rest as for what is expected."""
    matrix, spend = rule_matrix(network), found.spend
    weights = worst_weights(draws_at(drawn, spend))
    price = matrix.line_prices(np.array([found.prices[rule.key] for rule in network.rules]))
    net = weights @ gradient(drawn, np.maximum(spend, 1e-9)[None])[1] - price
    near = 1e-7 * np.maximum(np.abs(spend), 1.0)
    low, high = spend <= network.lower + near, spend >= network.upper - near
    tight = np.abs(matrix.totals(spend) - matrix.limit) <= 1e-7 * rule_scale(matrix)
    binding = [rule.key for rule, binds in zip(network.rules, tight.tolist(), strict=True) if binds]
    return replace(
        neutral, spend=spend, simulation=simulate(network, spend), prices=found.prices, binding=tuple(binding),
        lower_price=np.where(low, np.minimum(net, 0.0), 0.0), upper_price=np.where(high, np.maximum(net, 0.0), 0.0),
        status=found.status, rounds=found.rounds,
    )  # fmt: skip


def _marginals(
    network: Network, drawn: Network, spends: tuple[Numbers, Numbers]
) -> dict[str, tuple[float, float]]:
    """Line id -> what more money brings in the worst draws of the proposed split, at today's and at its budget."""
    weights = worst_weights(draws_at(drawn, spends[1]))
    today, then = (weights @ gradient(drawn, np.maximum(spend, 1e-9)[None])[1] for spend in spends)
    places: dict[str, list[int]] = {}
    for place, key in enumerate(network.line_keys):
        places.setdefault(plain(key), []).append(place)
    return {
        line: (_at_pace(today[own], spends[0][own]), _at_pace(then[own], spends[1][own]))
        for line, own in places.items()
    }


def _at_pace(marginal: Numbers, spend: Numbers) -> float:
    """Of further money spread over the periods like the spend."""
    pace = spend if spend.sum() > 0 else np.ones(len(spend))
    return float(marginal @ pace / pace.sum())

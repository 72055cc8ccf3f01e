"""A solution's spend as whole money, for plans whose lines may be split between messages.

Lines are rounded as if they were whole; each amount is then laid over the messages of its line, in whole
steps as far as their bounds allow, to the last minor unit.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.budget_choices import choices_of_plan
from models.budget_rules import minor_units
from models.calendar import rules_of as rules_of_lines
from models.communication import Touchpoint
from models.compile import lines_of
from models.message_cells import Parted, parted_line
from models.message_rules import loosened_lines, part_bounds, places_of, summed
from models.message_split import split_lines
from models.money import exponent
from models.network import Network
from models.network_keys import line_key, part_key, plain
from models.plan import Plan
from models.program.solution import Solution
from models.response_curve import Numbers, Rows
from models.rounded_split import RoundedSplit
from models.rounded_split import rounded_split as rounded_lines
from models.rounding_periods import Frame, Table, lay_over_periods


def rounded_split(plan: Plan, network: Network, solution: Solution) -> RoundedSplit:
    """The solution's spend in the plan's steps of money, with every limit kept to the minor unit; the
    amounts by period hold those of messages by the keys of their parts."""
    lines = lines_of(plan)
    split = split_lines(plan, lines)
    if not split:
        return rounded_lines(plan, network, solution)
    places = places_of(plan, lines, network.line_keys)
    spend = summed(solution.spend, places, len(lines) * len(plan.periods))
    rounded = rounded_lines(plan, _whole(plan, network, lines, places), replace(solution, spend=spend))
    by_period = {period: dict(amounts) for period, amounts in rounded.by_period.items()}
    for line in split:
        totals = [by_period[period.id].pop(line.id) for period in plan.periods]
        table = _over_messages(plan, network, line, solution.spend, totals)
        for period, column in zip(plan.periods, table.T.tolist(), strict=True):
            by_period[period.id] |= dict(zip(_part_keys(network, line), column, strict=True))
    return replace(rounded, by_period=by_period)


def _part_keys(network: Network, line: Touchpoint) -> list[str]:
    return list(dict.fromkeys(part_key(key) for key in network.line_keys if plain(key) == line.id))


def _whole(plan: Plan, network: Network, lines: tuple[Touchpoint, ...], places: Rows) -> Network:
    """What bounds lines in periods as if none were split; good for rounding and for nothing else."""
    count = len(plan.periods)
    lower, upper, current = (
        summed(values, places, len(lines) * count)
        for values in (network.lower, network.upper, network.current)
    )
    for line in split_lines(plan, lines):
        first = lines.index(line) * count
        for at, cell in enumerate(parted_line(plan, line).whole, first):
            lower[at] = max(lower[at], cell.bounds.lower)
            upper[at] = max(min(upper[at], cell.bounds.upper), lower[at])
    whole = network.changed(
        line_keys=tuple(line_key(line.id, period.id) for line in lines for period in plan.periods),
        lower=lower, upper=upper, current=current, rules=rules_of_lines(plan, loosened_lines(plan, lines)),
    )  # fmt: skip
    return whole.changed(choices=choices_of_plan(plan, whole, lines))


def _over_messages(
    plan: Plan, network: Network, line: Touchpoint, spend: Numbers, totals: list[int]
) -> Table:
    """(parts, periods) whole minor units near `spend` (lines,), with the line's total in every period."""
    scale, parted = minor_units(plan), parted_line(plan, line)
    mine = np.array([plain(key) == line.id for key in network.line_keys], dtype=bool)
    shape = (len(parted.parts), len(plan.periods))
    wanted = (spend[mine] * scale).reshape(shape)
    lower = np.ceil(network.lower[mine] * scale - 1e-4).astype(np.int64).reshape(shape)
    upper = np.minimum(np.floor(network.upper[mine] * scale + 1e-4), 2**53).astype(np.int64).reshape(shape)
    frame = Frame(
        np.array(totals, dtype=np.int64), lower.T, np.maximum(upper, lower).T,
        np.ones(len(totals)), np.full(len(parted.parts), np.nan),
    )  # fmt: skip
    step = plan.rules.money_step or int(10 ** exponent(plan.currency))
    table = lay_over_periods(wanted.T, frame, step).T.copy()
    _kept_in_sum(plan, parted, table, (lower, upper))
    for period, total in enumerate(totals):
        table[int(np.argmax(table[:, period])), period] += total - int(table[:, period].sum())
    return table


def _kept_in_sum(plan: Plan, parted: Parted, table: Table, ends: tuple[Table, Table]) -> None:
    """Move single units between messages of a period until each keeps what bounds it over the plan."""
    lower, upper = ends
    bounds = [part_bounds(plan, parted, place) for place in range(len(table))]
    scale = minor_units(plan)
    least = [np.ceil(bound.lower * scale - 1e-4) for bound in bounds]
    most = [np.floor(min(bound.upper * scale, 2.0**53) + 1e-4) for bound in bounds]
    for one in range(len(table)):
        for other in range(len(table)):
            for period in range(table.shape[1]) if other != one else ():
                over, under = table[one].sum() - most[one], least[one] - table[one].sum()
                give, take = (one, other) if over > 0 else (other, one)
                room = [
                    max(over, under, 0), table[give, period] - lower[give, period],
                    upper[take, period] - table[take, period],
                    table[give].sum() - least[give], most[take] - table[take].sum(),
                ]  # fmt: skip
                moved = max(int(min(room)), 0)
                table[give, period] -= moved
                table[take, period] += moved

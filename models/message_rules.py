"""What holds for the parts of a line together: its limits and lock, and the rules on groups of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from models.budget_choices import choices_of_plan
from models.budget_rules import minor_units
from models.calendar import Cell, LineSums, cell_keys
from models.calendar import line_sums as sums_of_lines
from models.calendar import rules_of as rules_of_lines
from models.choices import Choices
from models.communication import Standing, Touchpoint
from models.line_bounds import Bounds, least_if_used
from models.message_cells import Parted, assumed_bounds, loosened, parted_line
from models.message_split import split_lines
from models.network import Network, SpendRule
from models.network_keys import plain, stretch_of
from models.plan import Plan
from models.quantity import N_
from models.response_curve import Numbers, Rows


def places_of(plan: Plan, lines: tuple[Touchpoint, ...], keys: Sequence[str]) -> Rows:
    """(keys,) the place of each line of the network among lines x periods, as if none were split."""
    line_at = {line.id: number * len(plan.periods) for number, line in enumerate(lines)}
    period_at = {period.id: number for number, period in enumerate(plan.periods)} | {"": 0}
    return np.array([line_at[plain(key)] + period_at[stretch_of(key)] for key in keys], dtype=np.intp)


def loosened_lines(plan: Plan, lines: tuple[Touchpoint, ...]) -> tuple[Touchpoint, ...]:
    """The lines, those split without the rule on assumed curves: their parts keep it each for itself."""
    split = {line.id for line in split_lines(plan, lines)}
    return tuple(loosened(line) if line.id in split else line for line in lines)


def rules_of(plan: Plan, lines: tuple[Touchpoint, ...], cells: Sequence[Cell]) -> tuple[SpendRule, ...]:
    """Every rule on sums of spend, over the cells; those of a split line act on the sum of its parts."""
    split = split_lines(plan, lines)
    if not split:
        return rules_of_lines(plan, lines)
    loose = loosened_lines(plan, lines)
    places = places_of(plan, lines, cell_keys(plan, cells))
    order = np.argsort(places, kind="stable")
    starts = np.searchsorted(places[order], np.arange(len(lines) * len(plan.periods) + 1))
    whole = [_on_parts(rule, order, starts) for rule in rules_of_lines(plan, loose)]
    own = [rule for line in split for rule in _own_rules(plan, parted_line(plan, line), cells)]
    return (*whole, *own)


def choices_of_cells(
    plan: Plan, network: Network, lines: tuple[Touchpoint, ...], cells: Sequence[Cell]
) -> Choices | None:
    """Either-or rules over cells: the parts of a line count once together among those changed, and each
    message's amount is in whole steps. A minimum if used is not asked of parts (`refused_for_parts`)."""
    if not split_lines(plan, lines):
        return choices_of_plan(plan, network, lines)
    places, count = places_of(plan, lines, network.line_keys), len(lines) * len(plan.periods)
    whole = network.changed(
        upper=summed(network.upper, places, count), lower=summed(network.lower, places, count)
    )
    chosen = choices_of_plan(plan, whole, lines)
    if chosen is None:
        return None
    parted = np.array([cell.message is not None for cell in cells], dtype=bool)
    counted = None if chosen.counted is None else chosen.counted[places]
    return replace(
        chosen,
        minimum=np.where(parted, 0.0, chosen.minimum[places]),
        minimum_key=tuple(chosen.minimum_key[place] for place in places),
        stepped=None if counted is None else counted & (network.upper > network.lower),
        counted=counted,
        group=chosen.groups[places],
        rest=chosen.rests[places],
    )


def _moves(line: Touchpoint) -> bool:
    return line.standing is Standing.FLEXIBLE


def _used_anyway(plan: Plan, line: Touchpoint) -> bool:
    """Whether a split line spends in any case, so that its minimum if used is a plain least."""
    return len(plan.periods) == 1 and bool(line_sums(plan, (line,)).lower[0] > 0)


def refused_for_parts(plan: Plan, lines: tuple[Touchpoint, ...]) -> tuple[str, ...]:
    """What cannot be kept on the sum of a line's messages yet, as sentences."""
    asked = [line for line in split_lines(plan, lines) if least_if_used(line)[0] and _moves(line)]
    if not all(_used_anyway(plan, line) for line in asked):
        return (
            N_(
                "Minimum if used cannot be kept yet on a touchpoint whose budget is split between its messages."
            ),
        )
    return ()


def _on_parts(rule: SpendRule, order: Rows, starts: Rows) -> SpendRule:
    """A rule over lines x periods as one over cells; `order` are the cells by place, from `starts` on."""
    counts = starts[rule.lines + 1] - starts[rule.lines]
    inside = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts)
    cells, weights = (
        order[np.repeat(starts[rule.lines], counts) + inside],
        np.repeat(rule.coefficients, counts),
    )
    rising = np.argsort(cells)
    return replace(rule, lines=cells[rising], coefficients=weights[rising])


def _own_rules(plan: Plan, parted: Parted, cells: Sequence[Cell]) -> Iterable[SpendRule]:
    """What bounds would say about a whole line in each period: its lock, limits and commitment; and with
    several periods how far each guess may move."""
    line, count = parted.line, len(plan.periods)
    mine = np.array([n for n, cell in enumerate(cells) if cell.line.id == line.id], dtype=np.intp)
    table = mine.reshape(len(parted.parts), count)
    if line.standing is Standing.TEST:
        return
    for number, period in enumerate(plan.periods):
        low, high, low_key, high_key = parted.whole[number].bounds
        when, column = (f":{period.id}" if count > 1 else ""), table[:, number]
        if parted.fixed(number):
            if high > 0:  # where nothing may be spent, every part has its own bound
                yield _sum(column, low_key + when, "=", low)
            continue
        if low > 0:
            yield _sum(column, low_key + when, ">=", low)
        if 0 < high < np.inf:
            yield _sum(column, high_key + when, "<=", high)
    least, key = least_if_used(line)
    if least and _moves(line) and _used_anyway(plan, line):
        yield _sum(mine, key, ">=", least / minor_units(plan))
    for place, part in enumerate(parted.parts if count > 1 else ()):
        free = [n for n in range(count) if not parted.fixed(n)]
        money = (sum(parted.today[place][n] for n in free), sum(parted.bound[place][n] for n in free))
        bound = assumed_bounds(plan, line, part, money) if free else None
        if bound is not None:
            yield _sum(table[place, free], f"{bound.lower_key}:lower", ">=", bound.lower)
            yield _sum(table[place, free], f"{bound.upper_key}:upper", "<=", bound.upper)


def _sum(cells: Rows, key: str, sense: str, limit: float) -> SpendRule:
    return SpendRule(key, "limit_line_spend", cells, np.ones(len(cells)), sense, limit)


def part_bounds(plan: Plan, parted: Parted, place: int) -> Bounds:
    """How far a part may move over the plan from today's money; no bounds where its curve is no guess."""
    money = (sum(parted.today[place]), sum(parted.bound[place]))
    return assumed_bounds(plan, parted.line, parted.parts[place], money) or Bounds(0.0, np.inf, "", "")


def line_sums(plan: Plan, lines: tuple[Touchpoint, ...]) -> LineSums:
    """Bounds and rules on lines over the whole plan: for a split line its own, and what those of its parts
    leave together."""
    split = split_lines(plan, lines)
    if not split:
        return sums_of_lines(plan, lines)
    sums = sums_of_lines(plan, loosened_lines(plan, lines))
    lower, upper = sums.lower.copy(), sums.upper.copy()
    for line in split:
        place, parted = lines.index(line), parted_line(plan, line)
        if lower[place] < upper[place]:
            ends = [part_bounds(plan, parted, part) for part in range(len(parted.parts))]
            lower[place] = max(lower[place], sum(end.lower for end in ends))
            upper[place] = min(upper[place], sum(end.upper for end in ends))
    return replace(sums, lower=lower, upper=upper)


def summed(values: Numbers, places: Rows, count: int) -> Numbers:
    """(lines x periods,) sums over the cells of each."""
    return np.asarray(np.bincount(places, values, minlength=count))

"""What holds for the parts of a line together: its limits and lock, and the rules on groups of lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from models.budget_choices import choices_of_plan
from models.budget_rules import Bounds, line_bounds
from models.calendar import Cell
from models.calendar import rules_of as rules_of_lines
from models.choices import Choices
from models.communication import Standing, Touchpoint
from models.message_cells import Parted, assumed_bounds, loosened, parted_line
from models.message_split import split_lines
from models.network import Network, SpendRule
from models.plan import Plan
from models.quantity import N_
from models.response_curve import Numbers, Rows


def places_of(plan: Plan, lines: tuple[Touchpoint, ...], cells: Sequence[Cell]) -> Rows:
    """(cells,) the place of each among lines x periods, as if no line were split."""
    line_place = {line.id: number for number, line in enumerate(lines)}
    period_place = {period.id: number for number, period in enumerate(plan.periods)}
    return np.array(
        [
            line_place[cell.line.id] * len(plan.periods)
            + (period_place[cell.stretch.period.id] if cell.stretch.period else 0)
            for cell in cells
        ],
        dtype=np.intp,
    )


def rules_of(plan: Plan, lines: tuple[Touchpoint, ...], cells: Sequence[Cell]) -> tuple[SpendRule, ...]:
    """Every rule on sums of spend, over the cells; those of a split line act on the sum of its parts."""
    split = split_lines(plan, lines)
    if not split:
        return rules_of_lines(plan, lines)
    names = {line.id for line in split}
    loose = tuple(loosened(line) if line.id in names else line for line in lines)
    places = places_of(plan, lines, cells)
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
    places, count = places_of(plan, lines, cells), len(lines) * len(plan.periods)
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


def refused_for_parts(plan: Plan, lines: tuple[Touchpoint, ...]) -> tuple[str, ...]:
    """What cannot be kept on the sum of a line's messages yet, as sentences."""
    if any(line.minimum_if_used or line.minimum_buy for line in split_lines(plan, lines)):
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
    cells = order[np.repeat(starts[rule.lines], counts) + inside]
    return replace(rule, lines=cells, coefficients=np.repeat(rule.coefficients, counts))


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
            yield _sum(column, low_key + when, "=", low)
            continue
        if low > 0:
            yield _sum(column, low_key + when, ">=", low)
        if 0 < high < np.inf:
            yield _sum(column, high_key + when, "<=", high)
    for place, part in enumerate(parted.parts if count > 1 else ()):
        free = [n for n in range(count) if not parted.fixed(n)]
        money = (sum(parted.today[place][n] for n in free), sum(parted.bound[place][n] for n in free))
        bound = assumed_bounds(plan, line, part, money) if free else None
        if bound is not None:
            yield _sum(table[place, free], bound.lower_key, ">=", bound.lower)
            yield _sum(table[place, free], bound.upper_key, "<=", bound.upper)


def _sum(cells: Rows, key: str, sense: str, limit: float) -> SpendRule:
    return SpendRule(key, "limit_line_spend", cells, np.ones(len(cells)), sense, limit)


def bounds_of_split(plan: Plan, line: Touchpoint) -> Bounds:
    """Bounds of a split line over the plan: its own, and what those of its parts leave together."""
    whole, parted = line_bounds(plan, loosened(line)), parted_line(plan, line)
    if whole.lower == whole.upper:
        return whole
    ends = [
        assumed_bounds(plan, line, part, (sum(now), sum(kept))) or Bounds(0.0, np.inf, "", "")
        for part, now, kept in zip(parted.parts, parted.today, parted.bound, strict=True)
    ]
    low, high = sum(end.lower for end in ends), sum(end.upper for end in ends)
    key = f"assumed_move_limit:{line.id}"
    if low > whole.lower:
        whole = whole._replace(lower=low, lower_key=key)
    return whole._replace(upper=high, upper_key=key) if high < whole.upper else whole


def summed(values: Numbers, places: Rows, count: int) -> Numbers:
    """(lines x periods,) sums over the cells of each."""
    return np.asarray(np.bincount(places, values, minlength=count))

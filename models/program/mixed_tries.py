"""From an answer of the program with choices to spends that keep every rule, and are the best near by."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from models.choices import no_choices
from models.funnel import flow, objective_of
from models.program.climb import climbed
from models.program.intervals import Envelopes, choices_of
from models.program.limit_choices import nearest_kept
from models.program.mixed_polish import boxed, boxes, option_at, polished
from models.program.mixed_program import MixedAnswer
from models.program.mixed_search import MixedSearch
from models.program.mixed_steps import in_whole_steps, rounded_to_steps, swapped_steps
from models.program.repair import repaired
from models.response_curve import Numbers

ROUNDING_SECONDS = 0.3
PROMISING = 1e-3
"""What lies this share of what the money brings below the best is not looked at more closely."""


def try_answer(search: MixedSearch, laid: Envelopes, answer: MixedAnswer) -> None:
    """The answer as it is, and the best spend of its choice."""
    assert answer.spend is not None
    assert answer.chosen is not None
    network, spend = search.network, answer.spend
    low, high, changed = _ends(search, laid, answer)
    choices = choices_of(network)
    if choices.most_changed is not None and len(np.unique(choices.groups[changed])) > choices.most_changed:
        return  # an answer that mixed intervals
    whole = in_whole_steps(network, answer.spend, (low, high))
    if whole is not None:
        held = network.changed(lower=whole[0], upper=whole[1], choices=None)
        exact = repaired(held, search.matrix, answer.spend)
        if exact is not None:
            _keep_in_steps(search, exact, (low, high))
    start = None if network.carry is None else spend
    ways = boxes(network, laid, spend, answer.chosen) if start is None else [(low, high)]
    for box in ways:
        near = b"" if start is None else np.round(1e3 * start / np.maximum(network.upper, 1e-9)).tobytes()
        key = box[0].tobytes() + box[1].tobytes() + near
        if key in search.tried or search.settings.should_stop():
            continue
        search.tried.add(key)
        if start is not None and not search.network.outcome_rules:
            start = _climbed(search, box, start)
            if start is None:
                continue
        found = polished(network, box, search.best or search.smooth, start)
        if found is None:
            continue
        if choices_of(network).step > 0:
            search.smooth = found
            rounded = rounded_to_steps(network, search.matrix, found.spend, (low, high))
            if rounded is None:
                rounded = _nearest_in_steps(search, found.spend, (low, high))
            if rounded is not None:
                _keep_in_steps(search, rounded, (low, high))
        else:
            search.keep(found.spend, found)


def _keep_in_steps(search: MixedSearch, spend: Numbers, ends: tuple[Numbers, Numbers]) -> None:
    """Keep a spend, and where money is in whole steps what swapping single steps makes of it."""
    search.keep(spend)
    if choices_of(search.network).step > 0 and not search.network.outcome_rules:
        search.keep(swapped_steps(search.network, search.matrix, spend, ends))


def _nearest_in_steps(search: MixedSearch, spend: Numbers, ends: tuple[Numbers, Numbers]) -> Numbers | None:
    """The spend moved as little as can be into whole steps; None where none was found in time."""
    network, choices = search.network, choices_of(search.network)
    if choices.stepped is None:
        return None
    stepped = choices.stepped & (ends[1] > ends[0])
    within = replace(no_choices(network.lines), step=choices.step, stepped=stepped, rest=choices.rest)
    keys = tuple(f"end {line}" for line in range(network.lines))
    held = network.changed(lower=ends[0], upper=ends[1], lower_key=keys, upper_key=keys, choices=within)
    near = nearest_kept(held, spend, min(ROUNDING_SECONDS, max(search.time_left, 0.05)))
    whole = None if near is None else in_whole_steps(held, near, ends)
    if near is None or whole is None:
        return None
    return repaired(held.changed(lower=whole[0], upper=whole[1], choices=None), search.matrix, near)


def try_any(search: MixedSearch) -> None:
    """Some spend that keeps every limit and either-or rule, near today's: better than none at all."""
    network = search.network
    today = np.clip(network.current, network.lower, network.upper)
    near = nearest_kept(network, today, ROUNDING_SECONDS)
    if near is None:
        return
    chosen = option_at(search.options, near)
    ends = in_whole_steps(network, near, (search.options.low[chosen], search.options.high[chosen]))
    if ends is not None:
        exact = repaired(network.changed(lower=ends[0], upper=ends[1], choices=None), search.matrix, near)
        if exact is not None:
            search.keep(exact)


def _climbed(search: MixedSearch, box: tuple[Numbers, Numbers], start: Numbers) -> Numbers | None:
    """A spend uphill from `start` within the box; None where it is not worth a closer look."""
    held, before = boxed(search.network, box), search.lower
    spend = repaired(held, search.matrix, start)
    if spend is None:
        return None
    spend = climbed(held, search.matrix, spend)
    value = float(objective_of(held, flow(held, spend), spend))
    if choices_of(search.network).step <= 0:
        search.keep(spend)
    return spend if value > before - PROMISING * search.gain else None


def _ends(search: MixedSearch, laid: Envelopes, answer: MixedAnswer) -> tuple[Numbers, Numbers, np.ndarray]:
    """(lines,) ends of the interval of spend that each line has chosen, and whether that changes it."""
    assert answer.spend is not None
    assert answer.chosen is not None
    part, chosen = laid.intervals, answer.chosen
    if search.network.carry is not None:
        part, chosen = search.options, option_at(search.options, answer.spend)
    return part.low[chosen], part.high[chosen], part.changed[chosen]

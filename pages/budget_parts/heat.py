"""Channel by stage: where the money goes, and where it moves."""

from __future__ import annotations

from collections import defaultdict

import streamlit as st

from models.allocation import Allocation, Outcome
from models.money import to_major
from pages.budget_parts.charts import HeatCell, Spec, heat_map
from pages.shared.answers import kept_picture
from pages.shared.numbers import money_change, money_short, plain
from planner.budget_lines import BudgetLine, budget_lines
from planner.figures_in_words import money
from planner.language import _

LONGEST_NAME = 40
LONG = 1e6
"""Major units from which an amount is shortened to fit its cell."""


def draw_heat(allocation: Allocation, split: Outcome) -> None:
    """The heat map of a split, with what it shows said above it."""
    spec = kept_picture(allocation.plan, split, lambda: _spec(allocation, split))
    if spec is None:
        return
    st.markdown(f"**{_('Where the money goes')}**")
    st.caption(_("Each cell: the proposed amount, and its change from today. Green gets more, amber less."))
    st.vega_lite_chart(
        spec=dict(spec), width="stretch",
        alt=_("Heat map: proposed money by channel and stage, with its change"),
    )  # fmt: skip


def _spec(allocation: Allocation, split: Outcome) -> Spec | None:
    plan, lines = allocation.plan, budget_lines(allocation, split)
    cells = _cells(plan.currency, lines)
    if not cells:
        return None
    stages = _names([stage.name for stage in plan.stages if any(line.stage.id == stage.id for line in lines)])
    used = {line.channel.id for line in lines}
    return heat_map(cells, stages, _names([c.name for c in plan.channels if c.id in used]))


def _cells(currency: str, lines: tuple[BudgetLine, ...]) -> list[HeatCell]:
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        cell = sums[line.channel.name, line.stage.name]
        cell[0] += line.now
        cell[1] += line.proposed
    return [
        HeatCell(
            channel=_name(channel), stage=_name(stage), amount=_amount(then, currency),
            change=money_change(then - now, currency) if then != now else "=", shift=float(then - now),
            said=f"{_name(channel)} · {_name(stage)}: {money(now, currency)} → {money(then, currency)}",
        )
        for (channel, stage), (now, then) in sums.items()
        if now or then
    ]  # fmt: skip


def _amount(minor: int, currency: str) -> str:
    return money(minor, currency) if to_major(minor, currency) < LONG else money_short(minor, currency)


def _name(text: str) -> str:
    return plain(text, LONGEST_NAME)


def _names(texts: list[str]) -> list[str]:
    return list(dict.fromkeys(_name(text) for text in texts))

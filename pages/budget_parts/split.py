"""The whole split on demand, and a split set by hand beside it."""

from __future__ import annotations

from typing import Any

import streamlit as st

from models.allocation import Allocation, Outcome
from models.errors import JourneymixError
from models.money import exact_major
from pages.budget_parts.hand import forget_by_hand, keep_by_hand, own_split, table_key
from pages.budget_parts.messages import draw_split_note
from pages.budget_parts.split_periods import draw_periods
from pages.shared import session
from pages.shared.numbers import change, money, money_major, people, plain, safe_text
from planner.budget_lines import BudgetLine, budget_lines
from planner.choice_words import word
from planner.explain import held_words, objective_per_step, telling_amount
from planner.figures_in_words import MINUS
from planner.hand_split import WHOLE
from planner.language import _, say_error
from planner.scenarios import keep_scenario

PERIODS = "periods"


def draw_split(allocation: Allocation, split: Outcome) -> None:
    """The table of the proposed split; its amounts can be set by hand and are simulated beside."""
    plan = allocation.plan
    own = own_split(allocation, split)
    lines = budget_lines(allocation, own or split)
    st.caption(
        _(
            "In {currency}. Type another budget to try a split of your own: it is simulated at once; the plan "
            "stays as it is. An emptied cell is as proposed again."
        ).format(currency=plan.currency)
    )
    if _by_period(allocation):
        draw_periods(allocation, own or split, lines)
    else:
        _draw_whole(allocation, lines)
    draw_split_note(allocation, own or split)
    if own is not None:
        _draw_own(allocation, split, own)


def _by_period(allocation: Allocation) -> bool:
    """Whether amounts are shown by period; the choice is there where a plan has several."""
    if len(allocation.plan.periods) < 2:
        return False
    names = {PERIODS: _("By period"), WHOLE: _("The whole plan")}
    return bool(
        st.segmented_control(
            _("Amounts"), list(names), default=PERIODS, key=f"split by {allocation.plan.id}", required=True,
            format_func=lambda code: names[code],
            help=_("A sum typed for the whole plan is spread over the periods as the proposed money is."),
        )
    )  # fmt: skip


def _draw_whole(allocation: Allocation, lines: tuple[BudgetLine, ...]) -> None:
    plan, key = allocation.plan, table_key(allocation.plan, "split")
    st.data_editor(
        [_row(allocation, line) for line in lines], key=key, hide_index=True, height="content", placeholder="–",
        column_config=_columns(allocation), num_rows="fixed", on_change=keep_by_hand,
        args=(key, tuple(line.touchpoint.id for line in lines), plan.id, plan.currency, {"budget": WHOLE}),
        alt=_("The whole split, one row a touchpoint"),
    )  # fmt: skip


def _columns(allocation: Allocation) -> dict[str, Any]:
    column, step = st.column_config, money(telling_amount(allocation.plan), allocation.plan.currency)
    return {
        "touchpoint": column.TextColumn(_("Touchpoint"), disabled=True, pinned=True, width=160),
        "channel": column.TextColumn(_("Channel"), disabled=True, width=130),
        "stage": column.TextColumn(_("Stage"), disabled=True, width=85),
        "today": _amount(_("Today")),
        "budget": _amount(_("Budget"), disabled=False),
        "change": _amount(_("Change")),
        "conversions": column.NumberColumn(_("Conversions"), format="%.1f", disabled=True, width=100),
        "next": column.NumberColumn(
            _("Next {amount}").format(amount=step), format="%.3g", disabled=True, width=95,
            help=_("Results that the next {amount} here would bring").format(amount=step),
        ),
        "curve": column.TextColumn(_("Curve"), disabled=True, width=95),
        "held": column.TextColumn(_("Held by"), disabled=True, width="medium"),
    }  # fmt: skip


def _amount(title: str, *, disabled: bool = True) -> Any:
    low = None if disabled else 0.0
    return st.column_config.NumberColumn(
        title, format="localized", disabled=disabled, min_value=low, width=85
    )


def _row(allocation: Allocation, line: BudgetLine) -> dict[str, Any]:
    currency = allocation.plan.currency
    return {
        "touchpoint": plain(line.touchpoint.name, 80),
        "channel": plain(line.channel.name, 60),
        "stage": plain(line.stage.name, 60),
        "today": float(exact_major(line.now, currency)),
        "budget": float(exact_major(line.proposed, currency)),
        "change": float(exact_major(line.change, currency)),
        "conversions": line.result.conversions,
        "curve": word(line.evidence.value) if line.evidence else _("none"),
        "next": objective_per_step(allocation.plan, line.result.marginal),
        "held": held_words(allocation, line),
    }


def _draw_own(allocation: Allocation, split: Outcome, own: Outcome) -> None:
    """The split set by hand beside the proposed one, and what it costs or brings."""
    plan = allocation.plan
    over = own.charged - split.charged
    amount = safe_text(money_major(abs(over), plan.currency))
    with st.container(border=True, key="by hand"):
        st.markdown(f"**{_('Your split')}**")
        first, second, third = st.columns(3)
        first.metric(
            _("Conversions"), people(own.conversions), change(own.conversions - split.conversions).replace(MINUS, "-"),
            delta_description=_("against the proposed split"),
        )  # fmt: skip
        second.metric(_("Spend"), safe_text(money_major(own.charged, plan.currency)))
        third.metric(
            _("Against the proposed total"),
            "=" if abs(over) < 0.01 else f"{'+' if over > 0 else MINUS}{amount}",
        )
        if over >= 0.01:
            st.warning(_("Your split spends {amount} more than the proposed one.").format(amount=amount))
        with st.container(horizontal=True):
            with st.popover(_("Save your split as scenario"), icon=":material/bookmark_add:"):
                _draw_save_own(allocation, own)
            st.button(
                _("Back to the proposed split"), on_click=forget_by_hand, args=(plan.id,), type="tertiary"
            )


def _draw_save_own(allocation: Allocation, own: Outcome) -> None:
    name = st.text_input(_("Name"), max_chars=200, key="own scenario name")
    if st.button(_("Save"), key="save own", type="primary"):
        try:
            keep_scenario(session.store(), allocation.asked, own, (name, ""), by=session.user_name())
        except JourneymixError as error:
            st.error(safe_text(say_error(error), 1_000))
            return
        st.toast(_("Saved as “{name}”.").format(name=safe_text(name)), icon=":material/check_circle:")

"""The few moves: what to change, how sure each change is, and what refusing it costs."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from models.allocation import Allocation, SearchStatus
from models.changes import Set
from models.communication import Standing, Touchpoint
from models.program.extra_money import is_sought
from pages.shared import answers, session
from pages.shared.answers import Shown
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import money, money_change, percent, safe_text
from planner.explain import objective_amount
from planner.figures_in_words import money_about
from planner.language import _, ngettext
from planner.moves import ENOUGH, FewMoves, Move, is_held
from planner.refusals import Refusal
from planner.uncertainty import Spread, Verdict

COMING = "\u00a0"
"""Holds the place of a line that is still to come."""

FIRST = 6
EVERY = "every move"
"""Key of the switch that shows all moves, not only the first."""

LITTLE = 1e-4
"""Losses below this share of the whole are within the search's own accuracy."""


Told = tuple[DeltaGenerator, str]
"""The place of a row, and what it says before its cost is known."""

Costs = dict[str, Told]
"""Line id -> the row to which the cost of refusing its move is added."""


def draw_moves(allocation: Allocation, shown: Shown, spread: Spread) -> tuple[DeltaGenerator, Costs]:
    """A row a move, then those refused. Hands back the places of the proof and of the costs, which take longer."""
    st.markdown(
        f"**{heading(shown)}**",
        help=_(
            "Safe: in at least 80% of the draws of what is not measured, the best split moves it the same way. "
            "Else it is a bet."
        ),
    )
    proof = st.caption(COMING) if len(shown.moves) > 1 else st.empty()
    moves = _seen_moves(shown)
    costs = {move.line_id: _draw_move(allocation, move, spread) for move in moves}
    if len(shown.moves) > FIRST + 1:
        st.toggle(_("All {count} moves").format(count=len(shown.moves)), key=EVERY)
    for line in allocation.plan.touchpoints:
        if line.standing is Standing.LOCKED:
            costs[line.id] = _draw_refused(allocation, line)
    return proof, costs


def draw_fewest(proof: DeltaGenerator, allocation: Allocation, shown: Shown) -> None:
    """Whether fewer moves would do. Where they would, the page is drawn anew with those."""
    all_wanted = session.recall(answers.choice_key(allocation.plan), answers.FEW) == answers.ALL
    sought = shown.few.gain_share is not None and not is_held(allocation) and len(shown.moves) > 1
    if all_wanted or not sought or allocation.status is not SearchStatus.PROVED:
        return
    if not shown.few.least:
        proof.caption(_("Looking whether fewer moves would do …"))
    few = answers.fewest_moves(allocation)
    if few.split is not shown.few.split:
        st.rerun()
    proof.caption(safe_text(fewest_words(few), 300))


def fewest_words(few: FewMoves) -> str:
    """How far it is proved that there are no fewer; the sign of a line still to come where nothing is."""
    share = percent(ENOUGH)
    if few.proved:
        return _("No fewer touchpoints can bring {share} of the gain: that is proved.").format(share=share)
    if few.least < 2:
        return COMING
    return _("No fewer than {least} touchpoints can bring {share} of the gain.").format(
        least=few.least, share=share
    )


def draw_costs(costs: Costs, allocation: Allocation, shown: Shown) -> None:
    """What refusing each move costs, and what holding each line does; each arrives as it is found.

    Not while the split itself is not proved: then the difference of two searches says little.
    """
    moves = {move.line_id: move for move in _seen_moves(shown)}
    proved = allocation.status is SearchStatus.PROVED
    for line_id, (place, told) in costs.items():
        if not proved:
            words = _("What this costs is worked out once the split is proved.")
        elif line_id in moves:
            refusal = answers.refusals(allocation, (moves[line_id],))[line_id]
            words = refusal_words(allocation, refusal)
        else:
            words = _held_words(allocation, allocation.plan.by_id["touchpoints"][line_id])
        place.markdown(_with_cost(told, safe_text(words, 300)), width="stretch")


def _seen_moves(shown: Shown) -> tuple[Move, ...]:
    """The first of them, which bring most; all where asked for."""
    if len(shown.moves) <= FIRST + 1 or session.recall(EVERY, False):
        return shown.moves
    return shown.moves[:FIRST]


def heading(shown: Shown) -> str:
    """How many moves there are, and how much of the gain they bring."""
    count, share = len(shown.moves), shown.few.gain_share
    if not count:
        return _("Nothing to move: today's split is the best one within these limits.")
    if share is None:
        return ngettext("One move", "{count} moves", count).format(count=count)
    if not shown.only_few or not shown.few.fewer:
        return ngettext("One move brings the whole gain", "{count} moves bring the whole gain", count).format(
            count=count
        )
    return ngettext(
        "One move brings {share} of the gain", "{count} moves bring {share} of the gain", count
    ).format(count=count, share=percent(share))  # fmt: skip


def _draw_move(allocation: Allocation, move: Move, spread: Spread) -> Told:
    plan = allocation.plan
    line: Touchpoint = plan.by_id["touchpoints"][move.line_id]
    arrow = ":material/arrow_upward:" if move.change > 0 else ":material/arrow_downward:"
    amounts = (
        f"{safe_text(money(move.before, plan.currency))} → **{safe_text(money(move.after, plan.currency))}**"
    )
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"move {line.id}"):
        told = (
            f"{arrow} **{safe_text(line.name, 60)}** {amounts} "
            f":gray[({safe_text(money_change(move.change, plan.currency))})] {_verdict(spread, move)}"
        )
        place = st.markdown(_with_cost(told, COMING), width="stretch")
        st.button(
            _("Refuse"), key=f"refuse {line.id}", on_click=_hold, args=(line.id, line.name, Standing.LOCKED),
            icon=":material/block:", help=_("Keeps this touchpoint at today's budget and answers again."),
        )  # fmt: skip
    return place, told


def _with_cost(told: str, cost: str) -> str:
    return f"{told}  \n:gray[:small[{cost}]]"


def _verdict(spread: Spread, move: Move) -> str:
    """Safe or a bet, and in how many draws, as a badge."""
    verdict = spread.verdict(move.line_id)
    if verdict is None:
        return ""
    share = percent(spread.steadiness[move.line_id])
    if verdict is Verdict.SAFE:
        return f":green-badge[:material/verified: {safe_text(_('safe · {share}').format(share=share))}]"
    return f":orange-badge[:material/casino: {safe_text(_('bet · {share}').format(share=share))}]"


def refusal_words(allocation: Allocation, cost: Refusal) -> str:
    """What refusing a move costs, in results and in money."""
    if cost.units is None:
        return _("It cannot be refused: the limits leave no split without it.")
    if cost.units <= LITTLE * max(abs(allocation.proposed.objective), 1.0):
        return _("Refusing it costs next to nothing.")
    lost = objective_amount(allocation.plan, cost.units)
    if allocation.caution is not None:
        return _("Refusing it costs {lost} in the worst fifth of what may come.").format(lost=lost)
    if not is_sought(cost.money):
        return _("Refusing it costs {lost}.").format(lost=lost)
    if cost.money is None:
        return _("Refusing it costs {lost}. No budget within the limits buys as much.").format(lost=lost)
    return _("Refusing it costs {lost}: as much as {money} more advertising brings.").format(
        lost=lost, money=money_about(cost.money, allocation.plan.currency)
    )


def _draw_refused(allocation: Allocation, line: Touchpoint) -> Told:
    plan = allocation.plan
    with st.container(border=True, horizontal=True, vertical_alignment="center", key=f"refused {line.id}"):
        amount = money(allocation.proposed.spend.get(line.id, 0), plan.currency)
        told = f":material/lock: **{safe_text(line.name, 60)}** {safe_text(amount)}"
        place = st.markdown(_with_cost(told, COMING), width="stretch")
        st.button(
            _("Let it move"), key=f"free {line.id}", icon=":material/lock_open:", on_click=_hold,
            args=(line.id, line.name, Standing.FLEXIBLE),
        )  # fmt: skip
    return place, told


def _held_words(allocation: Allocation, line: Touchpoint) -> str:
    cost = answers.holding_cost(allocation.plan, line.id)
    if cost is None or cost <= LITTLE * max(abs(allocation.proposed.objective), 1.0):
        return _("Held at today's budget; letting it move would bring next to nothing.")
    lost = objective_amount(allocation.plan, cost)
    if allocation.caution is not None:
        return _("Held at today's budget; that costs {lost} in the worst fifth of what may come.").format(
            lost=lost
        )
    return _("Held at today's budget; that costs {lost}.").format(lost=lost)


@called_by_widget
def _hold(line_id: str, name: str, standing: Standing) -> None:
    label = _("Refused: {name}") if standing is Standing.LOCKED else _("Allowed: {name}")
    session.commit(
        [Set(path=f"touchpoints.{line_id}.standing", value=standing.value)], label.format(name=name[:80])
    )

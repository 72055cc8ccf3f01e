"""Tab *Limits*: what may not move, in two tables that save as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from models.changes import Change, Set
from models.communication import Standing, Touchpoint
from models.goals import Limit, LimitPlace
from models.money import exact_major, to_minor
from models.plan import Plan
from pages.budget_parts.goal_limits import draw_goal_limits
from pages.budget_parts.learning import draw_learning
from pages.shared import session
from pages.shared.mishaps import called_by_widget
from pages.shared.numbers import plain
from planner.choice_words import word
from planner.identity import new_id
from planner.language import _

Row = dict[str, Any]
LINE_MONEY = ("lower", "upper", "committed", "minimum_if_used")


def draw_limits(plan: Plan, version: int) -> None:
    """Limits on touchpoints, then on channels, stages, segments and tags."""
    st.markdown(f"**{_('Touchpoints')}**")
    st.caption(
        _(
            "Amounts in {currency} for the whole plan, as set in the platform. A committed amount is the least it gets."
        ).format(currency=plan.currency)
    )
    _draw_lines(plan, f"line limits {plan.id} {version}")
    draw_learning(plan)
    st.markdown(f"**{_('Channels, stages, segments, tags')}**")
    st.caption(
        _(
            "Add a row, choose what it is for, then type the least or the most. Shares are of the total budget."
        )
    )
    _draw_groups(plan, f"group limits {plan.id} {version}")
    draw_goal_limits(plan, version)


def _draw_lines(plan: Plan, key: str) -> None:
    lines = plan.touchpoints
    standings = [standing.value for standing in Standing]
    config = {
        "touchpoint": st.column_config.TextColumn(_("Touchpoint"), disabled=True, width=190),
        "step": st.column_config.TextColumn(_("Step"), disabled=True, width=150),
        "today": _money_column(_("Today"), disabled=True),
        "standing": st.column_config.SelectboxColumn(
            _("May move?"), options=standings, format_func=lambda code: word(str(code)), required=True, width="small"
        ),
        "lower": _money_column(_("At least")),
        "upper": _money_column(_("At most")),
        "committed": _money_column(_("Committed")),
        "minimum_if_used": _money_column(_("If used, at least"), help=_("Nothing at all, or at least this much.")),
        "lifted": st.column_config.CheckboxColumn(
            _("Free"), help=_("Free to move as far as it likes although its curve is assumed."), width="small"
        ),
    }  # fmt: skip
    st.data_editor(
        [_line_row(plan, line) for line in lines], key=key, hide_index=True, column_config=config, num_rows="fixed", placeholder="–", height="content",
        on_change=_save_lines, args=(plan, key), alt=_("Limits on touchpoints"),
    )  # fmt: skip


def _money_column(title: str, *, disabled: bool = False, help: str | None = None) -> Any:
    return st.column_config.NumberColumn(
        title, min_value=0.0, format="localized", disabled=disabled, width="small", help=help
    )


def _line_row(plan: Plan, line: Touchpoint) -> Row:
    from models.charging import current_over_plan

    return {
        "touchpoint": plain(line.name, 80),
        "step": plain(plan.by_id["steps"][line.step_id].name, 60),
        "today": _shown(plan, current_over_plan(plan, line)),
        "standing": line.standing.value,
        "lower": _shown(plan, line.lower),
        "upper": _shown(plan, line.upper),
        "committed": _shown(plan, line.committed),
        "minimum_if_used": _shown(plan, line.minimum_if_used),
        "lifted": line.assumed_limit_lifted,
    }


@called_by_widget
def _save_lines(plan: Plan, key: str) -> None:
    edited: dict[int, Row] = session.recall(key, {}).get("edited_rows", {})
    names = sorted(plan.touchpoints[int(place)].name for place in edited)
    session.commit(line_changes(plan, edited), _("Limits of {names}").format(names=", ".join(names)[:80]))


def line_changes(plan: Plan, edited: dict[int, Row]) -> list[Change]:
    """The changes that edited cells mean: row of the table -> field -> what was typed."""
    return [
        _line_change(plan, plan.touchpoints[int(place)], field, value)
        for place, cells in edited.items()
        for field, value in cells.items()
    ]


def _line_change(plan: Plan, line: Touchpoint, field: str, value: Any) -> Set:
    path = f"touchpoints.{line.id}.{'assumed_limit_lifted' if field == 'lifted' else field}"
    if field in LINE_MONEY:
        amount = _stored(plan, value)
        return Set(path=path, value=(amount or 0) if field == "committed" else amount)
    return Set(path=path, value=value)


def _draw_groups(plan: Plan, key: str) -> None:
    places = _places(plan)
    config = {
        "place": st.column_config.SelectboxColumn(
            _("Limit on"), options=list(places), format_func=lambda code: places.get(str(code), str(code)), required=True, width="large"
        ),
        "lower": _money_column(_("At least")),
        "upper": _money_column(_("At most")),
        "lower_share": st.column_config.NumberColumn(_("At least, %"), min_value=0.0, max_value=100.0, width="small"),
        "upper_share": st.column_config.NumberColumn(_("At most, %"), min_value=0.0, max_value=100.0, width="small"),
    }  # fmt: skip
    rows = [_limit_row(plan, limit) for limit in plan.rules.limits]
    st.data_editor(
        rows or _no_rows(config), key=key, hide_index=True, column_config=config, num_rows="dynamic", placeholder="–",
        on_change=_save_groups, args=(plan, key), alt=_("Limits on channels, stages, segments and tags"),
    )  # fmt: skip


def _no_rows(columns: dict[str, Any]) -> Any:
    import pandas as pd

    numbers = dict.fromkeys(list(columns)[1:], "float64")
    return pd.DataFrame(columns=list(columns)).astype({"place": "object", **numbers})


def _places(plan: Plan) -> dict[str, str]:
    """Code -> words of everything a limit can be set on."""
    found: dict[str, str] = {}
    for place, records in (
        (LimitPlace.CHANNEL, plan.channels), (LimitPlace.STAGE, plan.stages), (LimitPlace.SEGMENT, plan.segments),
    ):  # fmt: skip
        for record in records:
            found[f"{place.value}:{record.id}"] = f"{word(place.value)}: {plain(record.name, 80)}"
    for tag in sorted({tag for line in plan.touchpoints for tag in line.tags}):
        found[f"{LimitPlace.TAG.value}:{tag}"] = f"{word(LimitPlace.TAG.value)}: {plain(tag, 80)}"
    return found


def _limit_row(plan: Plan, limit: Limit) -> Row:
    return {
        "place": f"{limit.place.value}:{limit.place_id}",
        "lower": _shown(plan, limit.lower),
        "upper": _shown(plan, limit.upper),
        "lower_share": None if limit.lower_share is None else limit.lower_share * 100,
        "upper_share": None if limit.upper_share is None else limit.upper_share * 100,
    }


@called_by_widget
def _save_groups(plan: Plan, key: str) -> None:
    typed = limits_typed(plan, session.recall(key, {}))
    if typed != [limit.model_dump(mode="json") for limit in plan.rules.limits]:
        session.commit([Set(path="rules.limits", value=typed)], _("Limits on groups"))


def limits_typed(plan: Plan, state: Mapping[str, Any]) -> list[Row]:
    """The limits as the table stands; rows that say nothing yet (no place, no amount) wait in it."""
    removed = {int(place) for place in state.get("deleted_rows", ())}
    records = []
    for place, limit in enumerate(plan.rules.limits):
        cells = state.get("edited_rows", {}).get(place, {})
        if place not in removed:
            records.append(_limit_record(plan, limit.id, {**_limit_row(plan, limit), **cells}))
    for cells in state.get("added_rows", ()):
        records.append(_limit_record(plan, new_id("limit"), cells))
    return [record for record in records if _says_something(record)]


def _limit_record(plan: Plan, limit_id: str, cells: Row) -> Row:
    place, _sep, place_id = str(cells.get("place") or "").partition(":")
    return {
        "id": limit_id,
        "place": place,
        "place_id": place_id,
        "lower": _stored(plan, cells.get("lower")),
        "upper": _stored(plan, cells.get("upper")),
        "lower_share": _share(cells.get("lower_share")),
        "upper_share": _share(cells.get("upper_share")),
    }


def _says_something(record: Row) -> bool:
    amounts = (record["lower"], record["upper"], record["lower_share"], record["upper_share"])
    return bool(record["place"]) and any(amount is not None for amount in amounts)


def _shown(plan: Plan, minor: int | None) -> float | None:
    return None if minor is None else float(exact_major(minor, plan.currency))


def _stored(plan: Plan, shown: float | None) -> int | None:
    return None if shown is None else to_minor(shown, plan.currency)


def _share(shown: float | None) -> float | None:
    return None if shown is None else round(shown / 100, 6)

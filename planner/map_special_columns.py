"""Columns that are more than one field: feelings, the place of a goal, messages of a touchpoint."""

from __future__ import annotations

from typing import Any

from models.communication import Touchpoint
from models.errors import ChangeError
from models.goals import GoalPlace
from models.message_use import MessageUse
from models.plan import Plan
from models.quantity import N_
from planner.map_cells import Cell, read
from planner.map_columns import Column, Values, figure, money, plain, share, title_of

PLACES = {
    GoalPlace.STAGE.value: "stages",
    GoalPlace.STEP.value: "steps",
    GoalPlace.CHANNEL.value: "channels",
    GoalPlace.TOUCHPOINT.value: "touchpoints",
}


def emotion(field: str, title: str) -> tuple[Column, Column]:
    """A feeling as a score from -3 to 3 and a name; without both it is not known."""

    def get_score(values: Values) -> float | None:
        return values[field]["score"] if values.get(field) else None

    def put_score(values: Values, value: Any) -> None:
        score = read(Cell.NUMBER, value)
        if score is not None and not -3 <= score <= 3:
            raise ChangeError(N_("A feeling lies between -3 and 3."))
        name = get_name(values)
        if score is None and not name:
            values[field] = None
        else:
            values[field] = {"score": score or 0.0, "name": name or ""}

    def get_name(values: Values) -> str | None:
        return values[field]["name"] if values.get(field) else None

    def put_name(values: Values, value: Any) -> None:
        name = read(Cell.TEXT, value)
        if name or values.get(field):
            values[field] = {"score": get_score(values) or 0.0, "name": name or ""}

    scale = N_("-3 (angry) to 3 (delighted)")
    return (
        Column(field, title, Cell.NUMBER, get_score, put_score, help=scale, least=-3, most=3),
        Column(f"{field}_name", N_("Its name"), Cell.TEXT, get_name, put_name, help=title),
    )


def goal_place(plan: Plan) -> Column:
    """What a goal is set on: the plan, or a stage, step, channel or touchpoint by its name."""

    def get(values: Values) -> str | None:
        if values["place"] == GoalPlace.PLAN.value:
            return None
        return f"{PLACES[values['place']]}/{values['place_id']}"

    def put(values: Values, value: Any) -> None:
        if not value:
            values.update(place=GoalPlace.PLAN.value, place_id=None)
            return
        collection, _slash, record_id = str(value).partition("/")
        place = next((place for place, name in PLACES.items() if name == collection), None)
        if place is None:
            raise ChangeError(N_("“{typed}” is not a place of the map."), typed=str(value)[:80])
        values.update(place=place, place_id=record_id)

    return Column(
        "place", N_("Set on"), Cell.REFERENCE, get, put, collection="places",
        help=N_("Empty: the whole plan."),
    )  # fmt: skip


def message_uses() -> Column:
    """Messages of a touchpoint by name; the planned shares and wordings of those that stay are kept."""

    def get(values: Values) -> list[str]:
        return [use["message_id"] for use in values.get("messages", ())]

    def put(values: Values, value: Any) -> None:
        before = {use["message_id"]: use for use in values.get("messages", ())}
        wanted = dict.fromkeys(read(Cell.REFERENCES, value))
        fresh = {"share": 1.0, "variant": ""}
        values["messages"] = [before.get(one, {"message_id": one, **fresh}) for one in wanted]

    title = title_of(Touchpoint, "messages")
    return Column("messages", title, Cell.REFERENCES, get, put, collection="messages")


def message_uses_columns(plan: Plan) -> tuple[Column, ...]:
    """What is said at each touchpoint, and how it is worded there."""
    channel_of = {line.id: line.channel_id for line in plan.touchpoints}

    def own(key: str, title: str, collection: str) -> Column:
        return Column(
            key, title, Cell.REFERENCE, lambda row: row.get(key), lambda row, value: row.update({key: value}),
            collection=collection, required=True,
        )  # fmt: skip

    return (
        own("touchpoint_id", N_("Touchpoint"), "touchpoints"),
        Column(
            "channel", N_("Channel"), Cell.REFERENCE, lambda row: channel_of.get(row.get("touchpoint_id", "")),
            lambda row, value: None, collection="channels", fixed=True,
        ),
        own("message_id", N_("Message"), "messages"),
        plain(MessageUse, "variant", Cell.LONG_TEXT),
        share(MessageUse, "share"),
        money(MessageUse, "current_spend", plan.currency),
        *figure(MessageUse, "results", Cell.NUMBER),
    )  # fmt: skip

"""Short forms for writing a plan down: figures, steps, lines. `draw` fills them out into a Plan.

A sketch states money in major units and leaves out what follows from the kind of channel: a line
with spend and results but no curve gets one laid through that point at its kind's elasticity, a
line without incrementality or quality gets its kind's, all marked assumed.
"""

from __future__ import annotations

from typing import Any

from models.channel_kinds import CHANNEL_KINDS, ChannelKind
from models.curve import CurvePoint, through_one_point
from models.money import to_minor
from models.plan import Plan, make_plan
from models.quantity import Figure

Values = dict[str, Any]
MONEY_OF_LINES = ("current_spend", "committed", "lower", "upper", "minimum_if_used")
MONEY_OF_RULES = ("total_budget", "test_reserve", "money_step")


def measured(value: float, source: str = "", spread: float = 0.0) -> Values:
    """A figure that was counted or tested; `spread` is its likely error as a share of it."""
    return _figure(value, "measured", source, spread)


def partly(value: float, source: str = "", spread: float = 0.15) -> Values:
    """A figure known in part: a small sample, an old count, a neighbouring product."""
    return _figure(value, "partly_known", source, spread)


def assumed(value: float, source: str = "", spread: float = 0.3) -> Values:
    """A figure nobody has counted."""
    return _figure(value, "assumed", source, spread)


def _figure(value: float, evidence: str, source: str, spread: float) -> Values:
    figure: Values = {"value": value, "evidence": evidence, "source": source}
    if spread:
        figure |= {"low": round(value * (1 - spread), 6), "high": round(value * (1 + spread), 6)}
    return figure


def people(**by_segment: float | Values) -> list[Values]:
    """People by segment: `people(new=100, old=measured(50))`."""
    return [{"segment_id": segment, "people": number} for segment, number in by_segment.items()]


def shares(**by_segment: float | Values) -> list[Values]:
    """Shares or rates by segment."""
    return [{"segment_id": segment, "share": number} for segment, number in by_segment.items()]


def feeling(now: tuple[float, str], goal: tuple[float, str]) -> Values:
    """The emotion at a step as it is and as it should be: (score from -3 to 3, name)."""
    return {
        "emotion_now": {"score": now[0], "name": now[1]},
        "emotion_goal": {"score": goal[0], "name": goal[1]},
    }


def problems(step: str, *found: tuple[str, int, str, str, int | None]) -> list[Values]:
    """Problems of a step: (what, severity 1-5, evidence, source, effort 1-5 where it was estimated)."""
    return [
        {"id": f"{step}-{number}", "text": text, "severity": severity, "evidence": known, "source": source,
         "effort": effort}
        for number, (text, severity, known, source, effort) in enumerate(found, start=1)
    ]  # fmt: skip


def line(place: str, name: str, spend: float, results: float | Values | None, **more: Any) -> Values:
    """A touchpoint. `place` is "step/channel/audience"; its id is made of step and channel."""
    step, channel, pool = place.split("/")
    said = more.pop("says", ())
    return {
        "id": more.pop("id", f"{step}-{channel}"),
        "name": name,
        "step_id": step,
        "channel_id": channel,
        "pool_id": pool or None,
        "current_spend": spend,
        "results": results,
        "messages": [{"message_id": message} for message in said],
        **more,
    }


def by_message(row: Values, days: int, elasticity: Values, **seen: tuple[float, float]) -> Values:
    """A touchpoint whose messages were counted one by one: message -> (spend, results), each with a curve
    of its own laid through them with an assumed elasticity."""
    laid = {
        message: through_one_point(
            CurvePoint(spend=spend, response=results), Figure.model_validate(elasticity), days
        )
        for message, (spend, results) in seen.items()
    }
    uses = [
        {**use, "current_spend": seen[use["message_id"]][0], "curve": laid[use["message_id"]],
         "results": {**row["results"], "value": seen[use["message_id"]][1]}}
        for use in row["messages"]
    ]  # fmt: skip
    return {**row, "messages": uses}


def fitted(family: str, band: float, source: str, **parameters: float) -> Values:
    """A curve measured from own data or a test, with its likely error; per reference period."""
    return {
        "family": family,
        "parameters": parameters,
        "band": band,
        "evidence": "measured",
        "source": source,
    }


def records(*rows: Values | tuple[str, str]) -> list[Values]:
    """Records as they are; a pair is an id and a name."""
    return [row if isinstance(row, dict) else {"id": row[0], "name": row[1]} for row in rows]


def draw(sketch: Values) -> Plan:
    """The plan that a sketch stands for. Raises PlanError where it contradicts itself."""
    currency = sketch["currency"]
    kinds = {channel["id"]: CHANNEL_KINDS[channel["kind"]] for channel in sketch["channels"]}
    values = dict(sketch)
    values["channels"] = [{"paid": kinds[c["id"]].paid, **c} for c in sketch["channels"]]
    values["touchpoints"] = [
        _minor(_line_with_defaults(row, kinds[row["channel_id"]], sketch["reference_days"]), MONEY_OF_LINES, currency)
        | {"messages": [_minor(use, ("current_spend",), currency) for use in row["messages"]]}
        for row in sketch["touchpoints"]
    ]  # fmt: skip
    rules = _minor(sketch["rules"], MONEY_OF_RULES, currency)
    rules["limits"] = [_minor(limit, ("lower", "upper"), currency) for limit in rules.get("limits", ())]
    values["rules"] = rules
    values["costs"] = [_minor(cost, ("amount",), currency) for cost in sketch.get("costs", ())]
    return make_plan(values)


def _minor(values: Values, fields: tuple[str, ...], currency: str) -> Values:
    amounts = {field: to_minor(values[field], currency) for field in fields if values.get(field) is not None}
    return {**values, **amounts}


def _line_with_defaults(row: Values, kind: ChannelKind, days: int) -> Values:
    filled = {"incrementality": kind.incrementality_figure(), "quality": kind.quality_figure(), **row}
    curve = row.get("curve")
    if curve is not None:
        return filled | {"curve": {"per_days": days, **curve}}
    if not row["current_spend"] or row["results"] is None:
        return filled
    results = Figure.model_validate(row["results"]).value
    point = CurvePoint(spend=row["current_spend"], response=results)
    elasticity = Figure.model_validate(row.pop("elasticity", None) or kind.elasticity_figure())
    filled.pop("elasticity", None)
    return filled | {"curve": through_one_point(point, elasticity, days)}

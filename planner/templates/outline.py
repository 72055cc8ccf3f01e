"""A short form for templates: tuples in, a whole plan out, every number marked assumed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models.journey import MODEL_STAGES, MarketingModel
from models.plan import Plan
from planner.examples.sketch import Values, assumed, draw, feeling, line, problems

PERIOD = {"id": "first", "start": "2027-01-01", "end": "2027-01-30"}
OF_ITS_OWN = "#2a7f9e"
LOOKED_UP = "2026-11-10"
BY_BENCHMARK = "See Sources"


@dataclass(frozen=True)
class Outline:
    """A template. Rows of the tables:

    segments (id, name, size, who, needs, motivation); stages: code -> (customer goal, business goal,
    process); steps (id, stage, name, actions, needs, problem, feeling now, feeling wanted), a step's
    extras in `extra`; links (from, to, rates by segment, variant); organic: step -> people by segment;
    audiences (id, name, step or "from>to", sizes by segment); channels (id, name, kind); lines (place,
    name, spend, results, message, contact, tag); messages (id, text, need, promise, proof, call,
    destination); scripts (step, action, reaction); rules (step, hours, channel, message, destination,
    stop); sources (name, note).
    """

    id: str
    name: str
    description: str
    model: MarketingModel
    segments: tuple[tuple[str, str, int, str, str, str], ...]
    stages: dict[str, tuple[str, str, str]]
    steps: tuple[tuple[str, str, str, str, str, tuple[str, int], tuple[float, str], tuple[float, str]], ...]
    extra: dict[str, Values]
    links: tuple[tuple[str, str, tuple[float, ...], str], ...]
    organic: dict[str, tuple[float, ...]]
    audiences: tuple[tuple[str, str, str, tuple[float, ...]], ...]
    channels: tuple[tuple[str, str, str], ...]
    lines: tuple[tuple[str, str, int, float | None, str, str, str], ...]
    messages: tuple[tuple[str, str, str, str, str, str, str], ...]
    scripts: tuple[tuple[str, str, str], ...]
    rules: tuple[tuple[str, float, str, str, str, str], ...]
    goal: tuple[str, str, float]
    strategy: str
    sources: tuple[tuple[str, str], ...]
    currency: str = "EUR"


def template(outline: Outline) -> Plan:
    """The plan of an outline. Raises PlanError where it contradicts itself."""
    total = sum(row[2] for row in outline.lines)
    return draw({
        "id": f"template-{outline.id}", "name": outline.name, "description": outline.description,
        "currency": outline.currency, "marketing_model": outline.model, "scope": "relationship",
        "periods": [PERIOD], "reference_days": 30, **_journey(outline), **_network(outline), **_words(outline),
        "rules": {"total_budget": total, "money_step": 10}, "sources": _sources(outline),
    })  # fmt: skip


def _ids(outline: Outline) -> list[str]:
    return [segment[0] for segment in outline.segments]


def _by_segment(outline: Outline, numbers: tuple[float, ...], field: str) -> list[Values]:
    return [
        {"segment_id": segment, field: assumed(number, BY_BENCHMARK)}
        for segment, number in zip(_ids(outline), numbers, strict=True)
        if number
    ]


def _journey(outline: Outline) -> Values:
    names = dict(MODEL_STAGES[outline.model])
    stages = [
        {"id": code, "name": names[code], "model_stage": code, "customer_goal": goal,
         "business_goal": business, "business_process": process}
        for code, (goal, business, process) in outline.stages.items()
    ]  # fmt: skip
    segments = [
        {"id": i, "name": name, "size": assumed(size), "description": who, "needs": needs.split("; "),
         "motivations": why, "preferred_channel_ids": [outline.channels[0][0]]}
        for i, name, size, who, needs, why in outline.segments
    ]  # fmt: skip
    return {"stages": stages, "segments": segments, "steps": [_step(outline, row) for row in outline.steps]}


def _step(outline: Outline, row: tuple[Any, ...]) -> Values:
    step, stage, name, actions, needs, (problem, severity), now, wanted = row
    return {
        "id": step, "stage_id": stage, "name": name, "actions": actions.split("; "), "needs": needs.split("; "),
        "problems": problems(step, (problem, severity, "assumed", "", None)), **feeling(now, wanted),
        "organic": _by_segment(outline, outline.organic[step], "people") if step in outline.organic else [],
        **outline.extra.get(step, {}),
    }  # fmt: skip


def _network(outline: Outline) -> Values:
    links = [
        {"id": f"{start}-{end}", "from_step_id": start, "to_step_id": end, "variant": variant,
         "conversion": assumed(sum(rates) / len(rates), BY_BENCHMARK),
         "by_segment": _by_segment(outline, rates, "share")}
        for start, end, rates, variant in outline.links
    ]  # fmt: skip
    channels = [
        {"id": i, "name": name, "kind": kind, **({"colour": OF_ITS_OWN} if kind in before else {})}
        for (i, name, kind), before in zip(outline.channels, _kinds_before(outline), strict=True)
    ]
    audiences = [_audience(outline, row) for row in outline.audiences]
    sizes = {row[0]: row[3] for row in outline.audiences}
    lines = [_line(outline, row, sizes) for row in outline.lines]
    return {"links": links, "channels": channels, "pools": audiences, "touchpoints": lines}


def _audience(outline: Outline, row: tuple[str, str, str, tuple[float, ...]]) -> Values:
    i, name, place, sizes = row
    if ">" in place:
        return {"id": i, "name": name, "kind": "nurture", "link_id": place.replace(">", "-")}
    step_organic = sum(outline.organic.get(place, ()))
    return {
        "id": i, "name": name, "step_id": place, "sizes": _by_segment(outline, sizes, "people"),
        "holds_organic": bool(step_organic) and "social" not in i,
    }  # fmt: skip


def _line(outline: Outline, row: tuple[Any, ...], sizes: dict[str, tuple[float, ...]]) -> Values:
    place, name, spend, results, message, contact, tag = row
    weights = sizes.get(place.split("/")[2]) or tuple(segment[2] for segment in outline.segments)
    total = sum(weights)
    by_segment = [
        {"segment_id": segment, "share": weight / total}
        for segment, weight in zip(_ids(outline), weights, strict=True)
        if weight
    ]
    figure = None if results is None else assumed(results, BY_BENCHMARK)
    return line(place, name, spend, figure, says=[message], contact=contact, tags=[tag] if tag else [],
                segment_shares=by_segment)  # fmt: skip


def _words(outline: Outline) -> Values:
    name, metric, target = outline.goal
    messages = [
        {"id": i, "text": text, "need": need, "value_proposition": promise, "proof": proof, "call_to_action": call,
         "destination_step_id": step, "segment_ids": _ids(outline)}
        for i, text, need, promise, proof, call, step in outline.messages
    ]  # fmt: skip
    return {
        "messages": messages,
        "scripts": [
            {"id": f"script-{number}", "step_id": step, "customer_action": action, "company_reaction": reaction}
            for number, (step, action, reaction) in enumerate(outline.scripts, start=1)
        ],
        "creative_rules": [
            {"id": f"rule-{number}", "trigger_step_id": step, "stuck_for_hours": hours, "channel_id": channel,
             "message_id": message, "destination_step_id": to, "stop_condition": stop}
            for number, (step, hours, channel, message, to, stop) in enumerate(outline.rules, start=1)
        ],
        "goals": [{"id": "goal", "name": name, "metric": metric, "measure": "conversion_count", "target": target}],
        "campaigns": [
            {"id": "campaign", "name": name, "goal_id": "goal", "strategy": outline.strategy,
             "touchpoint_ids": [f"{row[0].split('/')[0]}-{row[0].split('/')[1]}" for row in outline.lines],
             "message_ids": [row[0] for row in outline.messages]}
        ],
    }  # fmt: skip


def _kinds_before(outline: Outline) -> list[set[str]]:
    """For each channel, the kinds of those before it: a second of a kind is drawn in another colour."""
    return [{kind for _id, _name, kind in outline.channels[:place]} for place in range(len(outline.channels))]


def _sources(outline: Outline) -> list[Values]:
    found = [
        {"id": f"benchmark-{number}", "name": name, "kind": "benchmark", "date": LOOKED_UP, "note": note}
        for number, (name, note) in enumerate(outline.sources, start=1)
    ]
    rest: Values = {
        "id": "assumed", "name": "Everything else in this template", "kind": "assumption",
        "note": "No published figure found: our assumption. Replace it with your own numbers.",
    }  # fmt: skip
    kinds: Values = {"id": "kinds", "name": "Assumptions by kind of channel", "kind": "assumption", "note": "docs/assumptions.md"}  # fmt: skip
    return [*found, rest, kinds]

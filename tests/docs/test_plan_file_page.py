"""docs/plan_file.md: its file is a plan, its fields are those of the records."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from models import audience, blackout, communication, curve, goals, journey, limit
from models.plan import Period, Plan
from models.quantity import Figure
from planner.plan_file import plan_schema, read_plan
from tests.docs.pages import as_table, check_tables, fenced

RECORDS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("The plan", Plan),
    ("periods", Period),
    ("segments", audience.Segment),
    ("stages", journey.JourneyStage),
    ("steps", journey.FunnelStep),
    ("steps / problems", journey.Problem),
    ("steps / emotion_now, emotion_goal", journey.Emotion),
    ("links", journey.StepLink),
    ("pools", communication.AudiencePool),
    ("channels", communication.Channel),
    ("touchpoints", communication.Touchpoint),
    ("touchpoints / curve", curve.Curve),
    ("messages", communication.Message),
    ("scripts", communication.InteractionScript),
    ("creative_rules", communication.CreativeRule),
    ("campaigns", communication.Campaign),
    ("groups", limit.LineGroup),
    ("goals", goals.Goal),
    ("rules", goals.BudgetRules),
    ("rules / limits", limit.Limit),
    ("money", goals.MoneyBasis),
    ("costs", goals.NonMediaCost),
    ("seasons", goals.SeasonProfile),
    ("blackouts", blackout.Blackout),
    ("sources", goals.SourceNote),
    ("walk_notes", journey.WalkNote),
    ("A figure", Figure),
)


DEFINED: dict[str, Any] = plan_schema()["$defs"]


def form(part: dict[str, Any]) -> str:
    """A property of the schema in a few words."""
    if "$ref" in part:
        name = str(part["$ref"]).rsplit("/", maxsplit=1)[-1]
        choices = DEFINED.get(name, {}).get("enum")
        return name_of_choices(choices) if choices else "figure" if name == "Figure" else "record"
    if "anyOf" in part:
        forms = [form(each) for each in part["anyOf"]]
        return forms[0] if forms[1:] == ["null"] else " or ".join(forms)
    if "enum" in part or "const" in part:
        return name_of_choices(part.get("enum") or [part["const"]])
    if part.get("type") == "array":
        items = form(part.get("items", {}))
        return f"list of {items}s" if items in ("record", "string", "number") else f"list of {items}"
    return str(part.get("format") or part.get("type", "any"))


def name_of_choices(choices: list[Any]) -> str:
    return " / ".join(f"`{choice}`" for choice in choices)


def row(name: str, part: dict[str, Any], needed: bool) -> list[str]:
    title = part.get("title", "")
    said = "" if title == name.replace("_", " ").title() else title
    what = ". ".join(filter(None, [said, part.get("description", "").rstrip(".")]))
    return [f"`{name}`", "yes" if needed else "", form(part), part.get("unit", ""), what]


def fields_of(record: type[BaseModel]) -> str:
    schema = record.model_json_schema(mode="validation")
    needed = [*schema.get("required", []), "format_version"]
    rows = (row(name, part, name in needed) for name, part in schema["properties"].items())
    return as_table(["field", "needed", "form", "unit", "what"], rows)


def test_the_page_holds_the_fields_of_the_records() -> None:
    parts = [f"### {title}\n\n{fields_of(record)}" for title, record in RECORDS]
    check_tables("plan_file.md", {"fields": "\n\n".join(parts)})


def test_every_collection_is_described() -> None:
    from models.plan import COLLECTIONS

    assert set(COLLECTIONS) <= {title for title, _record in RECORDS}


def test_the_smallest_file_is_a_plan() -> None:
    (text,) = fenced("plan_file.md", "json")
    plan = read_plan(text.encode())
    assert [line.id for line in plan.touchpoints] == ["a", "b"]

"""Plans to draw in tests, and what must hold in every drawing."""

from __future__ import annotations

from pathlib import Path

from models.allocation import LineResult, Outcome, PoolResult, StepResult
from models.plan import Plan, make_plan
from planner.drawing.shapes import Box, Drawing, Icon, Text, every
from planner.drawing.text import text_width
from planner.plan_file import read_plan

EXAMPLES = sorted((Path(__file__).resolve().parents[2] / "data" / "examples").glob("*.json"))
TEMPLATES = sorted((Path(__file__).resolve().parents[2] / "data" / "templates").glob("*.json"))
LONG = "Сверхдлинноеназваниебезпробелов и очень подробное объяснение происходящего на этом шаге пути клиента"
KINDS = ("paid_search", "paid_social", "email", "display", "phone", "store", "mobile_push", "events")


def example(path: Path) -> Plan:
    """An example plan as it is shipped."""
    return read_plan(path.read_bytes())


def wide_plan(steps: int = 12, touchpoints: int = 40) -> Plan:
    """A map of many steps and touchpoints with long Cyrillic names, skips and a way back."""
    stages = [
        {"id": f"g{i}", "name": f"Этап {i}. {LONG}", "customer_goal": LONG, "business_goal": LONG}
        for i in range(4)
    ]
    feel = [{"score": (i % 7) - 3, "name": f"Ощущение {LONG}"} for i in range(steps)]
    return make_plan({
        "id": "wide", "name": f"Большая карта: {LONG}",
        "periods": [{"id": "p", "start": "2026-12-01", "end": "2026-12-30"}],
        "segments": [{"id": "s", "name": LONG}], "stages": stages,
        "steps": [
            {"id": f"v{i}", "stage_id": f"g{i * 4 // steps}", "name": f"Шаг {i}. {LONG}", "converts": i == steps - 2,
             "moment_of_truth": i % 3 == 0, "trackable": i != 0, "actions": [LONG, "Ищет"], "needs": [LONG],
             "emotion_now": feel[i], "emotion_goal": feel[-1 - i], "metrics": LONG,
             "organic": [{"segment_id": "s", "people": 1000}],
             "problems": [{"id": f"x{i}", "text": LONG, "severity": 1 + i % 5}]}
            for i in range(steps)
        ],
        "links": [
            *({"id": f"l{i}", "from_step_id": f"v{i}", "to_step_id": f"v{i + 1}", "conversion": 0.3} for i in range(steps - 1)),
            *({"id": f"k{i}", "from_step_id": f"v{i}", "to_step_id": f"v{i + 3}", "conversion": 0.2, "variant": LONG} for i in range(0, steps - 3, 2)),
            {"id": "back", "from_step_id": f"v{steps - 1}", "to_step_id": "v0", "conversion": 0.1, "variant": "возврат", "delay": [{"days": 30, "share": 1}]},
        ],
        "channels": [{"id": f"c{i}", "name": f"Канал {i}. {LONG[:50]}", "kind": KINDS[i % len(KINDS)]} for i in range(8)],
        "touchpoints": [
            {"id": f"t{i}", "name": f"Точка {i}. {LONG}", "step_id": f"v{i % steps}", "channel_id": f"c{i % 8}",
             "current_spend": 123_456_700, "satisfaction": 1 + i % 5, "importance_to_customer": 1 + i % 5, "importance_to_us": 5,
             "moment_of_truth": i % 4 == 0,
             "messages": [{"message_id": f"m{i % 9}"}]}
            for i in range(touchpoints)
        ],
        "messages": [{"id": f"m{i}", "text": LONG, "status": "draft" if i % 2 else "active"} for i in range(9)],
        "goals": [{"id": f"z{i}", "name": LONG, "place": "step", "place_id": f"v{i}", "metric": LONG, "target": 12_345.5, "date": "2026-12-31"} for i in range(5)],
        "scripts": [{"id": f"r{i}", "step_id": f"v{i}", "customer_action": LONG, "company_reaction": LONG if i % 2 else ""} for i in range(6)],
    })  # fmt: skip


def large_outcome(plan: Plan) -> Outcome:
    """Numbers as wide as they come, for every thing of a plan; the drawing must hold them."""
    step = StepResult(1_234_567.0, 1_234_000.0, 567.0, 1_000_000.0, 54_321.0, 234_567.0, 987_654.0,
                      {segment.id: 1_234_567.0 / len(plan.segments) for segment in plan.segments})  # fmt: skip
    line = LineResult(1_234_567.0, 200_000.0, 150_000.0, 123_456.0, 12_345.6, 1e6, 0.1)
    pool = PoolResult(1e6, 1e5, 98_765.0, 9e5)
    return Outcome(
        {t.id: 123_456_700 for t in plan.touchpoints}, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0,
        {t.id: line for t in plan.touchpoints}, {s.id: step for s in plan.steps}, {p.id: pool for p in plan.pools},
    )  # fmt: skip


def texts(drawing: Drawing) -> list[Text]:
    """Every text of a drawing that has letters."""
    found = [item for item in every((*drawing.items, *drawing.legend)) if isinstance(item, Text)]
    return [text for text in found if any(text.lines)]


def assert_sound(drawing: Drawing) -> None:
    """No text leaves its room or the picture, none covers another or a symbol; the legend is below."""
    page = Box(0, 0, drawing.width, drawing.height)
    found = texts(drawing)
    for text in found:
        assert text.room.holds(text.box, 0.6), f"overflow: {text.lines}"
        assert page.holds(text.box), f"outside the picture: {text.lines}"
        for line in text.lines:
            assert text_width(line, text.letters.size, text.letters.bold) <= text.room.width + 0.6
    icons = [item for item in every((*drawing.items, *drawing.legend)) if isinstance(item, Icon)]
    areas = [(text.box, text.lines) for text in found] + [(icon.box, (icon.name,)) for icon in icons]
    areas.sort(key=lambda area: area[0].y)
    for place, (box, words) in enumerate(areas):
        for other, others in areas[place + 1 :]:
            if other.y >= box.bottom:
                break
            assert not box.overlaps(other, 0.5), f"{words} covers {others}"
    for text in (item for item in every(drawing.legend) if isinstance(item, Text)):
        assert text.box.y >= drawing.map_bottom

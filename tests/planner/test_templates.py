"""The templates: one a niche, complete enough to optimise at once, every number marked assumed."""

from __future__ import annotations

import json

import pytest

from models.allocation import SearchStatus
from models.answer import optimise_plan
from models.channel_kinds import CHANNEL_KINDS
from models.communication import PoolKind
from models.quantity import Evidence
from planner.examples.__main__ import DATA, every_file, example_text
from planner.plan_file import read_plan
from planner.templates import TEMPLATES
from planner.templates.outline import Outline, template

every_template = pytest.mark.parametrize("outline", TEMPLATES, ids=[outline.id for outline in TEMPLATES])


def test_at_least_eight_niches_and_no_stray_file() -> None:
    assert len({outline.id for outline in TEMPLATES}) >= 8
    folders = [DATA / "examples", DATA / "templates"]
    assert {path for folder in folders for path in folder.glob("*.json")} == set(every_file())


@every_template
def test_the_file_is_what_the_code_makes(outline: Outline) -> None:
    """Make them again with `python -m planner.examples`."""
    path = DATA / "templates" / f"{outline.id.replace('-', '_')}.json"
    plan = template(outline)
    assert path.read_text(encoding="utf-8") == example_text(plan)
    assert read_plan(path.read_bytes()).fingerprint == plan.fingerprint


@every_template
def test_complete_enough_to_optimise_and_to_draw(outline: Outline) -> None:
    plan = template(outline)
    assert len(plan.segments) >= 2
    assert 5 <= len(plan.steps) <= 8
    assert {step.stage_id for step in plan.steps} == {stage.id for stage in plan.stages}
    assert {line.channel_id for line in plan.touchpoints} == {channel.id for channel in plan.channels}
    assert {line.step_id for line in plan.touchpoints} == {step.id for step in plan.steps}
    assert any(not CHANNEL_KINDS[channel.kind].paid for channel in plan.channels)
    assert {pool.kind for pool in plan.pools} == set(PoolKind)
    assert any(step.converts for step in plan.steps)
    assert any(step.value for step in plan.steps)
    assert all(step.problems and step.actions and step.needs and step.emotion_goal for step in plan.steps)
    assert all(line.messages and line.contact for line in plan.touchpoints)
    assert {use.message_id for line in plan.touchpoints for use in line.messages} == set(
        plan.by_id["messages"]
    )
    assert plan.creative_rules
    assert plan.campaigns[0].touchpoint_ids
    assert plan.rules.total_budget == sum(line.current_spend for line in plan.touchpoints) > 0


@every_template
def test_every_number_is_assumed_and_sources_are_named(outline: Outline) -> None:
    plan = template(outline)
    grades = _values_of(json.loads(plan.model_dump_json()), "evidence")
    assert set(grades) == {Evidence.ASSUMED.value}
    assert {"benchmark", "assumption"} <= {source.kind for source in plan.sources}


def _values_of(part: object, name: str) -> list[str]:
    if isinstance(part, list):
        return [value for each in part for value in _values_of(each, name)]
    if not isinstance(part, dict):
        return []
    own = [part[name]] if name in part else []
    return own + [value for each in part.values() for value in _values_of(each, name)]


@every_template
def test_a_template_is_answered_at_once(outline: Outline) -> None:
    answer = optimise_plan(template(outline))
    assert answer.status is SearchStatus.PROVED
    assert 0 < answer.proposed.conversions / answer.now.conversions - 1 < 0.15

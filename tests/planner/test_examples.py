"""The example plans: reproducible, complete, and true to what they say was observed."""

from __future__ import annotations

import numpy as np
import pytest

from models.allocation import SearchStatus
from models.answer import optimise_plan
from models.channel_kinds import CHANNEL_KINDS
from models.communication import Overlap, PoolKind, ResultsCount, Standing
from models.curve_table import table_of_curves
from models.money import to_major
from models.plan import Plan
from models.quantity import Evidence
from models.reality import reality_check
from planner.examples import EXAMPLES
from planner.examples.__main__ import DATA, example_text
from planner.plan_file import read_plan

every_example = pytest.mark.parametrize("name", EXAMPLES)


def example(name: str) -> Plan:
    return EXAMPLES[name]()


@every_example
def test_the_file_is_what_the_code_makes(name: str) -> None:
    """Make them again with `python -m planner.examples`."""
    text = (DATA / "examples" / f"{name}.json").read_text(encoding="utf-8")
    assert text == example_text(example(name))


@every_example
def test_the_file_is_read_back_as_the_same_plan(name: str) -> None:
    content = (DATA / "examples" / f"{name}.json").read_bytes()
    assert read_plan(content).fingerprint == example(name).fingerprint


@every_example
def test_curves_give_back_the_results_they_were_laid_through(name: str) -> None:
    plan = example(name)
    lines = [line for line in plan.touchpoints if line.curve is not None]
    curves = table_of_curves([line.curve for line in lines if line.curve], plan.reference_days)
    spend = [to_major(line.current_spend, plan.currency) for line in lines]
    for line, response in zip(lines, curves.value(np.array(spend)), strict=True):
        assert line.results is not None
        assert response == pytest.approx(line.results.value, rel=0.005)
        assert line.results_count is ResultsCount.PLATFORM_REPORTED


@every_example
def test_the_map_is_filled_in(name: str) -> None:
    plan = example(name)
    assert len(plan.segments) >= 2
    assert 5 <= len(plan.steps) <= 8
    assert 10 <= len(plan.touchpoints) <= 16
    assert {step.stage_id for step in plan.steps} == {stage.id for stage in plan.stages}
    assert {line.channel_id for line in plan.touchpoints} == {channel.id for channel in plan.channels}
    assert {line.step_id for line in plan.touchpoints} == {step.id for step in plan.steps}
    for step in plan.steps:
        assert step.problems
        assert step.actions
        assert step.needs
        assert step.emotion_now
        assert step.emotion_goal
        assert step.observed
    for stage in plan.stages:
        assert stage.customer_goal
        assert stage.business_goal
        assert stage.business_process
    for segment in plan.segments:
        assert segment.size
        assert segment.needs
        assert segment.motivations
        assert segment.preferred_channel_ids


@every_example
def test_every_touchpoint_says_something_to_an_audience(name: str) -> None:
    plan = example(name)
    used = {use.message_id for line in plan.touchpoints for use in line.messages}
    assert used == set(plan.by_id["messages"])
    for line in plan.touchpoints:
        assert line.messages
        assert line.contact
        assert (line.pool_id is not None) == (line.current_spend > 0)
    for message in plan.messages:
        assert message.proof
        assert message.call_to_action
        assert message.segment_ids
        assert message.brand_checked
    assert plan.scripts
    assert all(script.company_reaction for script in plan.scripts)
    assert plan.creative_rules
    assert all(campaign.goal_id for campaign in plan.campaigns)


@every_example
def test_the_budget_asks_something_worth_asking(name: str) -> None:
    plan = example(name)
    flexible = [line for line in plan.touchpoints if line.curve and line.standing is Standing.FLEXIBLE]
    grades = {line.curve.evidence for line in flexible if line.curve}
    assert {Evidence.ASSUMED, Evidence.MEASURED} <= grades
    assert any(line.committed for line in plan.touchpoints)
    assert any(line.standing is Standing.TEST for line in plan.touchpoints)
    assert plan.rules.test_reserve > 0
    assert plan.rules.limits
    assert {tag for line in plan.touchpoints for tag in line.tags} == {"brand", "performance"}
    assert any(not CHANNEL_KINDS[channel.kind].paid for channel in plan.channels)
    assert {pool.kind for pool in plan.pools} == set(PoolKind)
    assert all(pool.overlap is Overlap.RANDOM for pool in plan.pools)


@every_example
def test_what_the_first_optimiser_cannot_take_is_not_asked(name: str) -> None:
    plan = example(name)
    assert len(plan.periods) == 1
    assert not any(link.delay for link in plan.links)
    assert not any(step.capacity for step in plan.steps)
    assert not any(line.curve.half_life_days for line in plan.touchpoints if line.curve)


@every_example
def test_sources_are_named_and_some_are_published(name: str) -> None:
    plan = example(name)
    assert plan.owner
    assert plan.review_date
    kinds = {source.kind for source in plan.sources}
    assert {"benchmark", "assumption"} <= kinds
    assert all(source.note for source in plan.sources if source.kind == "benchmark")


def test_the_service_has_a_branch_web_or_phone() -> None:
    variants = {link.variant for link in example("local_service").links if link.variant}
    assert variants == {"web", "phone"}


def test_one_example_pays_fees_and_vat() -> None:
    plan = example("local_service")
    assert plan.money.total_is == "all_in"
    assert any(channel.agency_fee for channel in plan.channels)
    assert not plan.money.vat_reclaimable


@every_example
def test_the_simulation_meets_what_was_observed(name: str) -> None:
    for step in reality_check(example(name)).steps:
        assert step.observed is not None
        assert step.simulated == pytest.approx(step.observed, rel=0.02, abs=0.5)


@every_example
def test_the_answer_moves_money_gains_and_meets_a_limit(name: str) -> None:
    plan = example(name)
    answer = optimise_plan(plan)
    gain = answer.proposed.conversions / answer.now.conversions - 1
    moved = sum(abs(amount - answer.now.spend[line]) for line, amount in answer.proposed.spend.items()) / 2
    assert answer.status is SearchStatus.PROVED
    assert 0.04 < gain < 0.15
    assert moved > 0.1 * sum(answer.now.spend.values())
    binding = {key.split(":")[0] for key, price in answer.prices.items() if price.binding and price.price}
    assert "channel_limit" in binding
    assert binding & {"line_limit", "contact_limit"}

"""The plan that quick start builds: nothing invented, every default marked assumed."""

from __future__ import annotations

import datetime as dt

import pytest

from models.answer import simulate_plan
from models.changes import with_changes
from models.channel_kinds import CHANNEL_KINDS
from models.communication import PoolKind, ResultsCount, Standing
from models.curve import CurveFamily
from models.errors import PlanError
from models.plan import Plan
from models.quantity import Evidence
from models.reality import reality_check, reality_fix
from planner.imports.quick_start import build_plan
from planner.imports.quick_start_defaults import usual_money_step
from tests.planner.imports.quick_start_tables import LINES, STEPS, built, seen, settings

NAMES = [
    "\"quoted\" & 'single'",
    "<script>alert(1)</script>",
    "=1+1",
    "🚀 запуск",
    "Кириллица",
    "x" * 5_000,
    "a,b;c\td",
    "{braces} %s",
]


def rates(plan: Plan) -> list[float]:
    """Conversions in the order of links."""
    return [link.conversion.value for link in plan.links]


def test_a_plan_of_two_tables() -> None:
    plan = built()
    assert [stage.name for stage in plan.stages] == ["Reach", "Act", "Convert", "Engage"]
    assert [(step.name, step.converts) for step in plan.steps] == [
        ("Visits", False),
        ("Leads", False),
        ("Orders", True),
    ]
    assert [step.observed.value for step in plan.steps if step.observed] == [10000, 900, 200]
    assert plan.steps[2].value is not None
    assert plan.steps[2].value.value == 80
    assert (plan.start, plan.end, plan.reference_days) == (dt.date(2026, 11, 1), dt.date(2026, 12, 1), 31)
    assert plan.rules.total_budget == sum(line.current_spend for line in plan.touchpoints) == 800_050
    assert plan.rules.money_step == 100


def test_what_is_not_known_is_assumed_or_without_limit() -> None:
    plan = built()
    first, _second, third = plan.touchpoints
    kind = CHANNEL_KINDS["paid_search"]
    assert first.incrementality.evidence is Evidence.ASSUMED
    assert first.incrementality.value == kind.incrementality[1]
    assert first.curve is not None
    assert first.curve.family is CurveFamily.MICHAELIS_MENTEN
    assert (first.curve.evidence, first.curve.per_days) == (Evidence.ASSUMED, 31)
    assert first.curve.observation is not None
    assert (first.curve.observation.spend, first.curve.observation.response) == (4000, 3000)
    pools = plan.by_id["pools"]
    assert [people.people.value for people in pools[str(first.pool_id)].sizes] == [50000]
    assert pools[str(third.pool_id)].sizes == (), "limit not known"


def test_conversions_are_what_lines_leave_of_the_observed_people() -> None:
    plan = built()
    brought = 250 * plan.touchpoints[2].incrementality.value * plan.touchpoints[2].quality.value
    assert rates(plan) == [pytest.approx((900 - brought) / 10000), pytest.approx(200 / 900)]


def test_a_given_conversion_is_taken() -> None:
    steps = STEPS.replace("10000,50000,,", "10000,50000,7 %,")
    assert rates(built(steps=steps)) == [0.07, pytest.approx(200 / 900)]


def test_retargeting_and_from_step_win_back_those_who_stopped() -> None:
    lines = "channel,step,spend,results,from_step\nGoogle,Visits,100,300,\nRetargeting,Orders,50,20,\nE-mail,Orders,10,15,Leads\nPush,Orders,5,5,Visits\n"
    plan = built(lines)
    kinds = [plan.by_id["pools"][str(line.pool_id)].kind for line in plan.touchpoints]
    assert kinds == [PoolKind.OUTSIDE, PoolKind.NURTURE, PoolKind.NURTURE, PoolKind.NURTURE]
    assert plan.touchpoints[1].pool_id == plan.touchpoints[2].pool_id
    names = {step.id: step.name for step in plan.steps}
    assert [(names[link.from_step_id], names[link.to_step_id]) for link in plan.links] == [
        ("Visits", "Leads"), ("Leads", "Orders"), ("Visits", "Orders"),
    ]  # fmt: skip


def test_lines_without_a_curve_keep_their_money_or_have_none() -> None:
    plan = built(LINES + "Billboards,Reach,Visits,500,\nNewsletter,Reach,Visits,,800\n")
    billboards, newsletter = plan.touchpoints[3:]
    assert (billboards.current_spend, billboards.curve, billboards.results) == (50_000, None, None)
    assert newsletter.results is not None
    assert (newsletter.current_spend, newsletter.curve, newsletter.results.value) == (0, None, 800)


def test_limits_commitments_and_what_cannot_move() -> None:
    text = "channel,step,spend,results,lower,upper,committed,elasticity,quality\nA,Visits,100,50,10,200.5,20,0.3,0.8\n"
    plan = built(text, cannot_move=(2,), total_budget=0)
    (line,) = plan.touchpoints
    assert (line.lower, line.upper, line.committed, line.standing) == (1_000, 20_050, 2_000, Standing.LOCKED)
    assert line.curve is not None
    assert line.curve.elasticity is not None
    assert (line.curve.elasticity.value, line.quality.value) == (0.3, 0.8)
    assert plan.rules.total_budget == 0


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_any_name_is_data(name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    steps = STEPS.replace("Visits", quoted).replace("Reach", quoted)
    plan = built(
        f"channel,stage,step,spend,results,segment\n{quoted},{quoted},{quoted},10,5,{quoted}\n", steps
    )
    kept = " ".join(name.split())
    assert (plan.channels[0].name, plan.steps[0].name, plan.segments[0].name) == (kept, kept, kept)
    assert kept in [stage.name for stage in plan.stages], "a stage of one's own stands beside the model's"
    assert Plan.model_validate_json(plan.model_dump_json()) == plan


def test_stages_of_ones_own_stand_where_the_steps_put_them() -> None:
    steps = "step,stage,observed\nVisits,Reach,100\nTrial,Try it,30\nOrders,Convert,10\n"
    plan = built("channel,step,spend,results\nA,Visits,10,50\n", steps)
    assert [stage.name for stage in plan.stages] == ["Reach", "Try it", "Act", "Convert", "Engage"]
    assert [stage.model_stage for stage in plan.stages] == ["reach", "", "act", "convert", "engage"]


def test_segments_share_what_names_none() -> None:
    text = "channel,step,spend,results,segment\nA,Visits,10,300,Young\nB,Visits,10,100,Old\nC,Visits,10,50,\n"
    plan = built(text)
    young, old = plan.segments
    shares = {share.segment_id: share.share.value for share in plan.touchpoints[2].segment_shares}
    assert shares == {young.id: 0.75, old.id: 0.25}
    pool = plan.by_id["pools"][str(plan.touchpoints[0].pool_id)]
    assert [people.people.value for people in pool.sizes] == [37_500, 12_500]


def test_after_the_fix_the_simulation_gives_what_was_seen_with_everything_at_once() -> None:
    lines = (
        "channel,step,spend,results,segment,from_step,what_results_count\n"
        "A,Visits,900,3000,Young,,people\nB,Visits,500,1000,Old,,\nC,Visits,100,500,,,people\nMail,Visits,,900,,,\n"
        "Retargeting,Orders,80,20,,Leads,people\nPush,Orders,20,10,Old,Visits,\nTV,Visits,700,,,,\n"
    )
    plan = built(lines)
    fixed = with_changes(plan, reality_fix(plan))
    assert reality_check(fixed).closed
    outcome = simulate_plan(fixed)
    assert [outcome.steps[step.id].volume for step in fixed.steps] == [
        pytest.approx(n) for n in (10000, 900, 200)
    ]
    counted = [line for line in fixed.touchpoints if line.results_count is ResultsCount.PEOPLE and line.curve]
    given_back = sum(outcome.lines[line.id].people for line in counted[:2])
    wanted = sum(line.results.value * line.incrementality.value for line in counted[:2] if line.results)
    assert given_back == pytest.approx(wanted)


def test_nothing_left_for_the_steps_before_is_refused_with_a_remedy() -> None:
    with pytest.raises(PlanError, match=r"Lines bring .* to “Orders”, but only 200 were seen") as refused:
        built(LINES + "Shop,Convert,Orders,100,900\n")
    assert "conversion" in refused.value.remedy


def test_a_conversion_above_one_is_refused_with_a_remedy() -> None:
    steps = "step,observed\nVisits,100\nOrders,130\n"
    with pytest.raises(PlanError, match="above 100 %"):
        built("channel,step,spend,results\nA,Visits,10,50\nB,Orders,10,40\n", steps)


def test_a_preview_that_is_not_ready_builds_nothing() -> None:
    found = seen("channel,step,spend,results\nA,Visits,-1,50\n")
    with pytest.raises(PlanError, match="No row of the table of lines"):
        build_plan(found, settings())
    asked = seen('channel,step,spend,results\nA,Visits,"1,234",50\n')
    with pytest.raises(PlanError):
        build_plan(asked, settings())


def test_counted_people_are_kept_as_such() -> None:
    plan = built("channel,step,spend,results,what_results_count\nA,Visits,10,300,people\nB,Visits,10,300,\n")
    assert [line.results_count for line in plan.touchpoints] == [
        ResultsCount.PEOPLE,
        ResultsCount.PLATFORM_REPORTED,
    ]


@pytest.mark.parametrize(
    ("total", "smallest", "currency", "step"),
    [
        (1_000, 500, "EUR", 100), (4_810_000, 30_000, "EUR", 1_000), (120_000_00, 5_000_00, "EUR", 10_000),
        (120_000_00, 17_00, "EUR", 100), (5_000_000, 90_000, "JPY", 1_000), (0, 0, "EUR", 100),
    ],
)  # fmt: skip
def test_the_step_of_money_follows_the_size_of_the_amounts(
    total: int, smallest: int, currency: str, step: int
) -> None:
    assert usual_money_step(total, smallest, currency) == step

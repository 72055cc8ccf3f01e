"""Meeting reality, by plans whose answer is worked out by hand."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.changes import with_changes
from models.plan import Plan, make_plan
from models.reality import reality_check, reality_fix, with_people_counted

SIZE = 10_000.0


def plan_of(
    visits: float | None, orders: float | None, claims: tuple[float, float] = (2_000.0, 0.0),
    *, rate: float = 0.05, size: float | None = SIZE, counts: str = "platform_reported", organic: float = 0.0,
) -> Plan:  # fmt: skip
    """Visits -> orders, a line at each; claims are what the lines bring at current spend."""
    return make_plan(
        {
            "id": "p", "name": "Reality", "reference_days": 30,
            "periods": [{"id": "t", "start": "2026-01-01", "end": "2026-03-31"}],
            "segments": [{"id": "g", "name": "All"}],
            "stages": [{"id": "r", "name": "Reach"}],
            "steps": [
                {"id": "visits", "stage_id": "r", "name": "Visits", "observed": visits,
                 "organic": [{"segment_id": "g", "people": organic}] if organic else []},
                {"id": "orders", "stage_id": "r", "name": "Orders", "observed": orders, "converts": True},
            ],
            "links": [{"id": "l", "from_step_id": "visits", "to_step_id": "orders", "conversion": rate}],
            "pools": [
                {"id": "market", "name": "Market", "step_id": "visits",
                 "sizes": [] if size is None else [{"segment_id": "g", "people": size}]},
                {"id": "beside", "name": "Beside", "step_id": "orders"},
            ],
            "channels": [{"id": "c", "name": "Ads"}],
            "touchpoints": [
                {"id": f"line{i}", "name": f"Line {i}", "step_id": step, "channel_id": "c", "pool_id": pool,
                 "current_spend": 10_000, "results": claim, "results_count": counts,
                 "curve": {"family": "michaelis_menten", "parameters": {"top": 2 * claim, "half": 100.0}, "per_days": 30,
                           "observation": {"spend": 100.0, "response": claim}, "elasticity": 0.5}}
                for i, (step, pool, claim) in enumerate((("visits", "market", claims[0]), ("orders", "beside", claims[1])))
                if claim
            ],
        }
    )  # fmt: skip


def moved(claims: float, size: float) -> float:
    """People moved by claims, random overlap."""
    return size * (1 - math.exp(-claims / size))


def test_what_is_missing_came_unpaid_and_leaves_the_audience() -> None:
    plan = plan_of(6_000, 300)
    visits, orders = reality_check(plan).steps
    assert visits.simulated == pytest.approx(moved(2_000, SIZE))
    assert visits.verdict == "unpaid"
    assert visits.organic + moved(2_000, SIZE - visits.organic) == pytest.approx(6_000)
    assert (orders.verdict, orders.organic) == ("follows", pytest.approx(0.0, abs=1e-6))


def test_the_fix_closes_the_gap_and_then_changes_nothing() -> None:
    fixed = with_changes(plan_of(6_000, 400), reality_fix(plan_of(6_000, 400)))
    met = reality_check(fixed)
    assert met.closed
    assert [step.simulated for step in met.steps] == [pytest.approx(6_000), pytest.approx(400)]
    assert met.steps[1].organic == pytest.approx(100)
    assert reality_fix(fixed) == ()


def test_platforms_that_claim_too_much_get_a_factor() -> None:
    plan = plan_of(1_500, 75, size=None)
    visits = reality_check(plan).steps[0]
    assert (visits.verdict, visits.excess) == ("overclaim", pytest.approx(500))
    assert visits.claims_factor == pytest.approx(0.75)
    fixed = with_changes(plan, reality_fix(plan))
    assert fixed.touchpoints[0].incrementality.value == pytest.approx(0.75)
    assert reality_check(fixed).closed


def test_a_conversion_that_alone_exceeds_what_was_seen() -> None:
    plan = plan_of(6_000, 150)
    orders = reality_check(plan).steps[1]
    assert (orders.verdict, orders.rate_factor) == ("conversions", pytest.approx(0.5))
    fixed = with_changes(plan, reality_fix(plan))
    assert fixed.links[0].conversion.value == pytest.approx(0.025)
    assert reality_check(fixed).closed


def test_numbers_that_nothing_closes_are_said() -> None:
    met = reality_check(plan_of(6_000, 100, (2_000, 150)))
    assert met.steps[1].verdict == "contradiction"
    assert not met.can_be_fixed


def test_unpaid_people_never_exceed_the_audience() -> None:
    met = reality_check(plan_of(12_000, 600))
    assert met.steps[0].verdict == "audience"
    assert met.steps[0].organic == pytest.approx(SIZE)
    assert met.steps[0].missing == pytest.approx(2_000)
    assert not met.can_be_fixed


def test_without_an_observed_number_nothing_is_claimed() -> None:
    met = reality_check(plan_of(None, None, organic=500))
    assert [step.verdict for step in met.steps] == ["not_observed", "not_observed"]
    assert met.steps[0].organic == 500
    assert met.closed
    assert reality_fix(plan_of(None, None, organic=500)) == ()


def test_counted_people_are_given_back() -> None:
    plan = with_people_counted(plan_of(3_000, 150, counts="people"))
    curve = plan.touchpoints[0].curve
    assert curve is not None
    assert curve.observation is not None
    assert curve.observation.response == pytest.approx(-SIZE * math.log(1 - 2_000 / SIZE))
    assert reality_check(plan).steps[0].simulated == pytest.approx(2_000)
    fixed = with_changes(plan, reality_fix(plan))
    met = reality_check(fixed)
    assert met.steps[0].now.brought == pytest.approx(2_000)
    assert met.steps[0].organic == pytest.approx(1_000)
    assert met.closed
    curve = fixed.touchpoints[0].curve
    assert curve is not None
    assert curve.observation is not None
    left = SIZE - 1_000
    assert curve.observation.response == pytest.approx(-left * math.log(1 - 2_000 / left))
    assert reality_fix(fixed) == ()


@settings(deadline=None)
@given(
    st.floats(100, 9_000), st.floats(0.001, 0.9), st.floats(10, 5_000), st.floats(0, 300), st.sampled_from(["people", "platform_reported"]),
    st.floats(0.1, 2.0),
)  # fmt: skip
def test_after_the_fix_the_plan_gives_what_was_seen(
    visits: float, rate: float, first: float, second: float, counts: str, seen: float
) -> None:
    plan = plan_of(visits, visits * rate * seen, (first, second), rate=rate, counts=counts)
    if not reality_check(plan).can_be_fixed:
        return
    met = reality_check(with_changes(plan, reality_fix(plan)))
    assert met.closed, met
    assert all(0 <= step.organic <= SIZE for step in met.steps)

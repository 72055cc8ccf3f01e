"""What a budget is charged for money set in a platform."""

from __future__ import annotations

import pytest

from models.charging import charge_factors, current_over_plan
from tests.plans import small_plan, small_values


@pytest.mark.parametrize(
    ("money", "channel", "factor"),
    [
        ({"total_is": "media_only", "vat_rate": 0.2, "vat_reclaimable": False}, {"agency_fee": 0.1}, 1.0),
        ({"total_is": "all_in", "vat_rate": 0.2, "vat_reclaimable": True}, {}, 1.0),
        ({"total_is": "all_in", "vat_rate": 0.2, "vat_reclaimable": True}, {"prices_include_vat": True}, 1 / 1.2),
        ({"total_is": "all_in", "vat_rate": 0.2, "vat_reclaimable": False}, {"prices_include_vat": True}, 1.0),
        ({"total_is": "all_in", "vat_rate": 0.2, "vat_reclaimable": False}, {"agency_fee": 0.15}, 1.38),
    ],
)  # fmt: skip
def test_charge_per_unit_of_media(
    money: dict[str, object], channel: dict[str, object], factor: float
) -> None:
    channels = [{**one, **channel} for one in small_values()["channels"]]
    factors = charge_factors(small_plan(money=money, channels=channels))
    assert factors["t_search"] == pytest.approx(factor, rel=1e-12)


def test_current_spend_is_paced_over_the_plan() -> None:
    plan = small_plan(periods=[{"id": "p", "start": "2026-12-01", "end": "2026-12-15"}])
    assert current_over_plan(plan, plan.touchpoints[0]) == 250_000

"""Real tables, from quick start through the reality check to the optimised split.

Both reports lie outside the project; without them these tests are skipped. In both, results follow
spend almost in proportion, so no wear-out can be learnt from them: every curve is an assumption by
channel kind, and what is tested is that the way from report to split is sound, not that the split is true.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from models.allocation import Allocation
from models.answer import optimise_plan, simulate_plan
from models.changes import with_changes
from models.curve import CurveFamily
from models.plan import Plan
from models.quantity import Evidence
from models.reality import reality_check, reality_fix
from planner.imports.quick_start import QuickStartSettings, build_plan, preview
from planner.imports.table_reader import Table, read_table

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
KAG = SHARED / "kag_facebook" / "ads.csv"
RACE = SHARED / "race_marketing" / "campaign_days.csv"

needs_kag = pytest.mark.skipif(not KAG.exists(), reason="the Facebook report is not beside the project")
needs_race = pytest.mark.skipif(not RACE.exists(), reason="the campaign report is not beside the project")


def kag_tables() -> tuple[Table, Table]:
    """Campaign x age: clicks bought, with how the clickers went on to enquire and to buy."""
    ads = pd.read_csv(KAG)
    sums = ads[["Clicks", "Spent", "Total_Conversion", "Approved_Conversion"]].sum()
    lines = ads.groupby(["xyz_campaign_id", "age"]).sum(numeric_only=True).reset_index()
    average = sums.Approved_Conversion / sums.Clicks
    table = pd.DataFrame(
        {
            "channel": "Facebook " + lines.xyz_campaign_id.astype(str) + " " + lines.age,
            "stage": "Reach", "step": "Clicks", "spend": lines.Spent.round(2), "results": lines.Clicks,
            "quality": (lines.Approved_Conversion / lines.Clicks / average).round(3),
        }
    )  # fmt: skip
    steps = pd.DataFrame(
        {
            "step": ["Clicks", "Enquiries", "Sales"], "stage": ["Reach", "Act", "Convert"],
            "observed": [sums.Clicks, sums.Total_Conversion, sums.Approved_Conversion],
        }
    )  # fmt: skip
    return as_table(table), as_table(steps)


STAGE_OF = {"google_hot": ("Act", "Leads", ""), "facebook_retargeting": ("Convert", "Orders", "Leads")}
"""Campaigns that bring people further down than a first visit."""


def race_tables() -> tuple[Table, Table]:
    """Campaign x stage: visits, leads or orders bought, by what the campaign is for."""
    sums = pd.read_csv(RACE).groupby("campaign_name").sum(numeric_only=True)
    visits = sums.clicks[~sums.index.isin(STAGE_OF)].sum()
    seen = {"Visits": visits, "Leads": sums.leads.sum(), "Orders": sums.orders.sum()}
    rows = []
    for name, campaign in sums.iterrows():
        stage, step, before = STAGE_OF.get(str(name), ("Reach", "Visits", ""))
        results = {"Visits": campaign.clicks, "Leads": campaign.leads, "Orders": campaign.orders}[step]
        quality = campaign.orders / results / (seen["Orders"] / seen[step])
        rows.append((name, stage, step, round(campaign.mark_spent, 2), results, before, round(quality, 3)))
    names = ["channel", "stage", "step", "spend", "results", "from_step", "quality"]
    table = pd.DataFrame(rows, columns=names)
    steps = pd.DataFrame(
        {
            "step": ["Visits", "Leads", "Orders"], "stage": ["Reach", "Act", "Convert"],
            "observed": list(seen.values()),
            "value": [None, None, round(sums.revenue.sum() / sums.orders.sum(), 2)],
        }
    )  # fmt: skip
    return as_table(table), as_table(steps)


def as_table(frame: pd.DataFrame) -> Table:
    """A frame the way a person would paste it."""
    return read_table(frame.to_csv(index=False, sep="\t"))


def from_tables(tables: tuple[Table, Table], objective: str) -> Plan:
    """Through preview and reality check: what was observed is given back."""
    settings = QuickStartSettings(
        currency="USD", period_start=dt.date(2021, 2, 1), period_end=dt.date(2021, 2, 28), objective=objective
    )
    found = preview(*tables, None, settings)
    assert found.refusals == ()
    plan = build_plan(found, settings)
    assert not reality_check(plan).closed
    fixed = with_changes(plan, reality_fix(plan))
    assert reality_check(fixed).closed
    return fixed


def check_answer(plan: Plan) -> Allocation:
    """What every answer must hold."""
    answer = optimise_plan(plan)
    observed = {step.id: step.observed.value for step in plan.steps if step.observed}
    assert {i: answer.now.steps[i].volume for i in observed} == pytest.approx(observed, rel=1e-6)
    assert answer.gap <= 1e-4
    assert sum(answer.proposed.spend.values()) == plan.rules.total_budget
    assert answer.proposed.objective >= answer.now.objective * (1 - 1e-9)
    assert answer.proposed.objective == pytest.approx(simulate_plan(plan, answer.proposed.spend).objective)
    for line in plan.touchpoints:
        assert line.curve is not None
        assert (line.curve.family, line.curve.evidence) == (CurveFamily.MICHAELIS_MENTEN, Evidence.ASSUMED)
        assert (
            abs(answer.proposed.spend[line.id] - line.current_spend)
            <= 0.3 * line.current_spend + plan.rules.money_step
        )
    return answer


@needs_kag
def test_facebook_ads_to_a_split() -> None:
    plan = from_tables(kag_tables(), "conversions")
    assert plan.rules.total_budget == 5_870_523
    answer = check_answer(plan)
    assert answer.proposed.conversions > answer.now.conversions


@needs_race
def test_campaigns_of_a_funnel_to_a_split() -> None:
    plan = from_tables(race_tables(), "revenue")
    assert len(plan.touchpoints) == 11
    answer = check_answer(plan)
    assert answer.proposed.revenue > answer.now.revenue


@needs_race
def test_spend_explains_results_so_well_that_no_wear_out_can_be_learnt() -> None:
    days = pd.read_csv(RACE)
    together = [group.mark_spent.corr(group.orders) for _name, group in days.groupby("campaign_name")]
    assert min(together) > 0.96

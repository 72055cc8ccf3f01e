"""Every rule of the program is pinned by a small file; write them anew with `make golden`."""

import os
from pathlib import Path

import numpy as np
import pytest

from models.budget_rules import RULES
from models.compile import compile_plan
from models.network import Network
from models.outcome_rules import OutcomeRule
from models.plan import make_plan
from models.program.draft import begin_draft
from models.program.layout import Layout, Units, lay_pieces
from models.program.rows import ROWS, write_program
from tests.plans import small_values

GOLDEN = Path(__file__).parent / "golden"

LIMITS = [
    {"id": "search", "place": "channel", "place_id": "search", "lower": 100_000, "upper_share": 0.5},
    {"id": "convert", "place": "stage", "place_id": "convert", "upper": 250_000},
    {"id": "all", "place": "segment", "place_id": "all", "lower_share": 0.1},
    {"id": "brand", "place": "tag", "place_id": "brand", "lower": 50_000},
    {"id": "pair", "place": "group", "place_id": "pair", "lower_current": 0.4, "upper_current": 1.5},
]


def limited_network(row: str = "") -> Network:
    """The small plan with a limit of every kind, fees on a channel, and costs beside media; in two
    periods, or with carry-over, for the rows about these."""
    values = small_values(
        rules={"total_budget": 900_000, "assumed_move_limit": None, "limits": LIMITS, "test_reserve": 30_000}
    )
    values["money"] = {"total_is": "all_in", "vat_rate": 0.2}
    values["costs"] = [{"id": "film", "name": "Film", "amount": 70_000}]
    values["channels"][1]["agency_fee"] = 0.1
    values["touchpoints"][1]["tags"] = ["brand"]
    values["steps"][1]["capacity"] = 700
    values["groups"] = [{"id": "pair", "name": "Pair", "touchpoint_ids": ["t_search", "t_again"]}]
    values["channels"][2] |= {"base_size": 5_000, "contacts_per_person": 4, "cost_per_contact": 0.1}
    if row == "limit_share_of_spend":
        values["rules"]["shares_of"] = "spend"
        values["touchpoints"][1]["lower_share"] = 0.2
    values["goals"] = [{"id": "g", "name": "Search", "place": "channel", "place_id": "search",
                        "measure": "spend_amount", "target": 1_500, "binds": "hard"}]  # fmt: skip
    if row in ("limit_line_change", "limit_total_change"):
        values["rules"] |= {"line_change": 0.1, "total_change": 0.2, "change_from_today": True}
    if row in ("limit_line_spend", "limit_period_spend", "limit_line_change", "limit_total_change"):
        values["periods"] = [
            {"id": "p1", "start": "2026-12-01", "end": "2026-12-15"},
            {"id": "p2", "start": "2026-12-16", "end": "2026-12-30", "budget": 300_000},
        ]
        values["touchpoints"][0] |= {"lower": 200_000, "upper": 600_000}
    if row == "carry_money_over":
        values["touchpoints"][0]["curve"]["half_life_days"] = 2.0
        network = compile_plan(make_plan(values))
        return network.changed(upper=np.minimum(network.upper, 10_000.0))
    if row == "reach_target":
        return with_targets(compile_plan(make_plan(values)))
    return compile_plan(make_plan(values))


def with_targets(network: Network) -> Network:
    """A target on people at a step, one that may be missed on what pools move, one on claims of a curve."""
    none = np.zeros(network.rows)
    people, moved, claims = np.zeros(len(network.node_keys)), np.zeros(len(network.pool_keys)), none.copy()
    people[1], moved[network.ways.used_pools[0]], claims[0] = 1.0, 1.0, 1.0
    rules = (
        OutcomeRule("goal:people", 500.0, 20.0, people, 0.0 * moved, none),
        OutcomeRule("goal:moved", 300.0, 0.0, 0.0 * people, moved, none, missed=2.0),
        OutcomeRule("goal:claims", 40.0, 0.0, 0.0 * people, 0.0 * moved, claims),
    )
    return network.changed(outcome_rules=rules)


def simple_layout(network: Network) -> Layout:
    """Windows of 20 % around current spend, one tangent at ratio 0.5 a pool."""
    bounded = network.changed(upper=np.minimum(network.upper, 10_000.0))
    centre = network.acting(network.current)
    pieces = lay_pieces(bounded, centre, centre[None], 0.2 * centre)
    pools = network.ways.used_pools[~network.pool_unlimited[network.ways.used_pools]]
    return Layout(centre, pieces, pools, np.full(len(pools), 0.5), np.ones(len(pools), dtype=bool))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.__name__)
def test_golden_rows(row: object, tmp_path: Path) -> None:
    network = limited_network(row.__name__)  # type: ignore[attr-defined]
    draft = begin_draft(network, simple_layout(network), Units(1000.0, 1000.0, 1000.0))
    row(draft)  # type: ignore[operator]
    name = f"{row.__name__}.lp"  # type: ignore[attr-defined]
    draft.problem.writeLP(str(tmp_path / name))
    written = (tmp_path / name).read_text(encoding="utf-8")
    if os.environ.get("JOURNEYMIX_WRITE_GOLDEN"):
        (GOLDEN / name).write_text(written, encoding="utf-8")
    assert written == (GOLDEN / name).read_text(encoding="utf-8"), f"the mathematics of {name} changed"
    assert "Subject To" in written


def test_every_rule_has_a_golden_file_and_every_file_a_rule() -> None:
    assert {path.stem for path in GOLDEN.glob("*.lp")} == {row.__name__ for row in ROWS}


def test_every_rule_of_a_plan_has_a_row() -> None:
    variants = ("", "limit_share_of_spend", "limit_line_change")
    kinds = {rule.kind for row in variants for rule in limited_network(row).rules}
    assert len(kinds) == len(RULES) + len({"line_spend", "period_spend"}) + len(
        {"line_change", "total_change"}
    )
    assert kinds <= {row.__name__ for row in ROWS}
    assert all(row.__doc__ for row in (*ROWS, *RULES))


def test_a_rule_without_a_row_is_refused() -> None:
    from dataclasses import replace

    network = limited_network()
    strange = replace(network.rules[0], kind="limit_something_new")
    network = network.changed(rules=(strange,))
    with pytest.raises(ValueError, match="limit_something_new"):
        write_program(network, simple_layout(network), Units(1.0, 1.0, 1.0))


def test_numbers_lie_near_one() -> None:
    """Scaled by its units, the program of a plan in cents has no coefficient that is huge or tiny."""
    from models.program.optimise import optimise
    from models.program.solver import Program

    seen: list[float] = []
    solve = Program.solve

    def spy(program: Program) -> object:
        answer = solve(program)
        values = np.abs(np.array(program.highs.getLp().a_matrix_.value_))
        seen.extend((values[values > 0].min(), values.max()))
        return answer

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Program, "solve", spy)
        optimise(limited_network())
    assert seen
    assert min(seen) > 1e-4
    assert max(seen) < 1e4

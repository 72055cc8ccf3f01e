"""Scenarios keep when their money is spent; those kept before read as they did."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from models.changes import Set, with_changes
from models.errors import ChangeError
from models.plan import Plan, make_plan
from planner import workflows
from planner.answers import optimise, simulate
from planner.migrations import migrations
from planner.scenarios import compare, keep_scenario, see_scenario
from planner.store import Store
from tests.models.test_periods import values_of

LINES = ("t_search", "t_social", "t_again")


def monthly(**changes: object) -> Plan:
    """September to November by months."""
    return make_plan(values_of(30, 31, 30, **changes))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "plans.db")


splits = st.dictionaries(
    st.sampled_from(["p0", "p1", "p2"]),
    st.dictionaries(st.sampled_from(LINES), st.integers(0, 10**9)),
    min_size=1,
)


@given(splits)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_split_by_period_is_read_back_as_it_was_kept(
    store: Store, by_period: dict[str, dict[str, int]]
) -> None:
    plan = monthly()
    if not workflows.list_plans(store):
        workflows.add_plan(store, plan, "Ann", "made")
    kept = keep_scenario(store, plan, simulate(plan, None, by_period), ("by hand", ""))
    read = next(one for one in workflows.list_scenarios(store, plan.id) if one.id == kept.id)
    assert read.by_period == kept.by_period
    assert read.by_period == {
        period.id: {line.id: by_period.get(period.id, {}).get(line.id, 0) for line in plan.touchpoints}
        for period in plan.periods
    }
    assert read.spend == {
        line: sum(part.get(line, 0) for part in by_period.values())
        for line in (t.id for t in plan.touchpoints)
    }


def test_a_scenario_reopens_with_its_money_by_month(store: Store) -> None:
    plan = monthly()
    plan = with_changes(plan, [Set(path="periods.p0.budget", value=1_500_000)])
    opened = workflows.add_plan(store, plan, "Ann", "made")
    answer = optimise(plan)
    kept = keep_scenario(store, plan, answer.proposed, ("months", ""))
    workflows.change_plan(store, opened, [Set(path="rules.total_budget", value=1)], "Ann", "other")
    seen = see_scenario(store, kept)
    assert seen.split == answer.proposed
    assert sum(seen.split.by_period["p0"].values()) == 1_500_000
    copy = workflows.duplicate_scenario(store, kept.id, "copy")
    assert copy.by_period == kept.by_period
    gone = workflows.delete_scenario(store, kept.id)
    assert workflows.restore_scenario(store, gone).by_period == kept.by_period


def test_with_one_period_the_sums_say_it_all(store: Store) -> None:
    plan = make_plan(values_of(30))
    workflows.add_plan(store, plan, "Ann", "made")
    assert keep_scenario(store, plan, optimise(plan).proposed, ("whole", "")).by_period is None


@pytest.mark.parametrize(
    "by_period",
    [{"p9": {"t_search": 100}}, {"p0": {"nowhere": 100}}, {"p0": {"t_search": -100}, "p1": {"t_search": 200}},
     {"p0": {"t_search": 99}}, {"p0": {"t_search": 100, "t_social": 1}}, {}],
    ids=["no such period", "no such line", "negative", "too little", "a line that spends nothing", "nothing"],
)  # fmt: skip
def test_amounts_that_are_not_the_whole_spend_are_refused(
    store: Store, by_period: dict[str, dict[str, int]]
) -> None:
    workflows.add_plan(store, monthly(), "Ann", "made")
    with pytest.raises(ChangeError):
        workflows.save_scenario(store, "small", "A", "", [], {"t_search": 100}, by_period=by_period)
    assert workflows.list_scenarios(store, "small") == []


def test_periods_that_differ_are_told(store: Store) -> None:
    plan = monthly()
    workflows.add_plan(store, plan, "Ann", "made")
    early, late = (
        see_scenario(store, keep_scenario(store, plan, simulate(plan, None, money), (name, "")))
        for name, money in (
            ("early", {"p0": {"t_search": 300}, "p1": {"t_search": 500}}),
            ("late", {"p1": {"t_search": 500}, "p2": {"t_search": 300}}),
        )
    )
    found = compare([early, late])
    assert not any(line.differs for line in found.lines)
    assert [period.amounts for period in found.periods] == [(300, 0), (500, 500), (0, 300)]
    assert [[line.line_id for line in period.lines] for period in found.periods] == [
        ["t_search"],
        [],
        ["t_search"],
    ]


def test_plans_cut_otherwise_have_no_periods_in_common(store: Store) -> None:
    workflows.add_plan(store, monthly(), "Ann", "made")
    answers = [optimise(plan) for plan in (monthly(), make_plan(values_of(91)))]
    seen = [see_scenario(store, keep_scenario(store, a.plan, a.proposed, ("s", ""))) for a in answers]
    assert compare(seen).periods == ()
    assert compare(seen[1:]).periods == ()


def test_a_database_of_the_version_before_reads_unchanged(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    with closing(sqlite3.connect(path)) as connection:
        migrations.apply(Database(connection), stop_before="m005_scenarios_by_period")
        connection.commit()
        columns = [row[1] for row in connection.execute("PRAGMA table_info(scenarios)")]
        assert "by_period" not in columns
    new = Store(tmp_path / "new.db")
    plan = monthly()
    workflows.add_plan(new, plan, "Ann", "made")
    made = workflows.save_scenario(
        new, "small", "Old", "n", [], {"t_search": 900, "t_social": 1_000}, by="Ann"
    )
    _copy_without_periods(new.path, path)
    old = Store(path)
    (read,) = workflows.list_scenarios(old, "small")
    assert read == made
    assert read.by_period is None
    assert see_scenario(old, read).split == simulate(plan, {"t_search": 900, "t_social": 1_000})
    assert workflows.list_plans(old)[0].name == plan.name


def _copy_without_periods(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as new, closing(sqlite3.connect(target)) as old:
        for table in ("plans", "history", "scenarios"):
            names = [row[1] for row in old.execute(f"PRAGMA table_info({table})")]
            rows = new.execute(f"SELECT {', '.join(names)} FROM {table}").fetchall()
            old.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", rows)
        old.commit()


def test_the_command_line_keeps_the_months(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from click.testing import CliRunner

    from planner.cli import main

    plan = monthly()
    workflows.add_plan(store, plan, "Ann", "made")
    monkeypatch.setenv("JOURNEYMIX_DB", str(store.path))
    result = CliRunner().invoke(main, ["optimise", "small", "--save", "--json"])
    assert result.exit_code == 0, result.output
    (kept,) = workflows.list_scenarios(store, "small")
    assert kept.by_period == optimise(plan).proposed.by_period
    assert json.loads(result.output)["scenario"]["id"] == kept.id

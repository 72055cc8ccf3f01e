"""Pages run as in the app: from the door, on a fresh database, without a browser."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from models.plan import make_plan
from planner import workflows
from planner.workflows import OpenPlan, Store
from tests.plans import small_values

DOOR = Path(__file__).resolve().parents[2] / "streamlit_app.py"


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """An empty database that the app under test uses; without the examples, for speed."""
    path = tmp_path / "journeymix.db"
    monkeypatch.setenv("JOURNEYMIX_DB", str(path))
    monkeypatch.setattr("planner.workflows.seed_examples", lambda store: False)
    yield workflows.open_store(path)
    assert os.environ["JOURNEYMIX_DB"] == str(path)


@pytest.fixture
def plan_in_store(database: Store) -> OpenPlan:
    """The small plan of `tests.plans`, stored."""
    return workflows.add_plan(database, make_plan(small_values()), "Anna", "Created")


@pytest.fixture
def open_app(database: Store) -> Callable[..., AppTest]:
    """The app at a page (`plans`, `budget` ...), with a plan in the address where one is named."""

    def opened(page: str = "plans", plan_id: str = "") -> AppTest:
        app = AppTest.from_file(str(DOOR), default_timeout=60)
        if plan_id:
            app.query_params["plan"] = plan_id
        app.run()
        if page != "plans":
            app.switch_page(f"pages/{page}.py").run()
        assert not app.exception
        return app

    return opened

"""Rows of a plan whose search line is split between two messages and the others; `make golden` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from models.compile import compile_plan
from models.network import Network
from models.plan import make_plan
from models.program.draft import begin_draft
from models.program.layout import Units
from models.program.rows import ROWS
from tests.models.test_message_split import TWO, values_with
from tests.models.test_program_rows import simple_layout

GOLDEN = Path(__file__).parent / "golden" / "messages"
ON_THE_SUM = ("count_claims", "limit_line_spend", "limit_channel_spend", "limit_total_budget")


def split_network() -> Network:
    """Search as three lines on one audience: its own commitment and upper limit, and one on its channel."""
    limit = {"id": "search", "place": "channel", "place_id": "search", "lower": 300_000}
    values = values_with(
        [*TWO, {"message_id": "other", "share": 0.5}], rules={"total_budget": 900_000, "limits": [limit]}
    )
    values["touchpoints"][0] |= {"current_spend": 700_000, "committed": 200_000, "upper": 800_000}
    return compile_plan(make_plan(values))


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row.__name__ in ON_THE_SUM], ids=lambda row: row.__name__
)
def test_rows_act_on_the_sum_of_messages(row: object, tmp_path: Path) -> None:
    network = split_network()
    draft = begin_draft(network, simple_layout(network), Units(1000.0, 1000.0, 1000.0))
    row(draft)  # type: ignore[operator]
    name = f"{row.__name__}.lp"  # type: ignore[attr-defined]
    draft.problem.writeLP(str(tmp_path / name))
    written = (tmp_path / name).read_text(encoding="utf-8")
    if os.environ.get("JOURNEYMIX_WRITE_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        (GOLDEN / name).write_text(written, encoding="utf-8")
    assert written == (GOLDEN / name).read_text(encoding="utf-8"), f"the mathematics of {name} changed"


def test_every_golden_file_has_its_row() -> None:
    assert {path.stem for path in GOLDEN.glob("*.lp")} == set(ON_THE_SUM)

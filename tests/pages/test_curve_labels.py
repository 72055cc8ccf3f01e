"""Scenarios beside the curve: each has a number on it, near ones share one label, none overlap."""

from __future__ import annotations

from pages.budget_parts.curve_charts import with_labels


def test_near_points_share_one_label() -> None:
    shown = [{"budget": 0.0, "result": 0.0}, {"budget": 100.0, "result": 100.0}]
    points = [
        {"number": 1, "budget": 50.0, "result": 50.0},
        {"number": 2, "budget": 51.0, "result": 51.0},
        {"number": 3, "budget": 90.0, "result": 50.0},
    ]
    found = with_labels(points, shown)
    assert [row["label"] for row in found] == ["", "", "3"]
    assert sorted(row["together"] for row in found) == ["", "", "1, 2"]
    assert [row["number"] for row in found] == [1, 2, 3]

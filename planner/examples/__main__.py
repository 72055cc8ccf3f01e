"""Write the example plans to data/examples: `python -m planner.examples`."""

from __future__ import annotations

import json
from pathlib import Path

from models.plan import Plan
from planner.examples import EXAMPLES

EXAMPLES_FOLDER = Path(__file__).resolve().parents[2] / "data" / "examples"


def example_text(plan: Plan) -> str:
    """A plan as the text of its file; what has its default value is left out."""
    values = {"format_version": plan.format_version, **plan.model_dump(mode="json", exclude_defaults=True)}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def main() -> None:
    """Write every example."""
    EXAMPLES_FOLDER.mkdir(parents=True, exist_ok=True)
    for name, make in EXAMPLES.items():
        (EXAMPLES_FOLDER / f"{name}.json").write_text(example_text(make()), encoding="utf-8")


if __name__ == "__main__":
    main()

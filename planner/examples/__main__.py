"""Write the example plans and the templates: `python -m planner.examples`."""

from __future__ import annotations

import json
from pathlib import Path

from models.plan import Plan
from planner.examples import EXAMPLES
from planner.templates import TEMPLATES
from planner.templates.outline import template

DATA = Path(__file__).resolve().parents[2] / "data"


def example_text(plan: Plan) -> str:
    """A plan as the text of its file; what has its default value is left out."""
    values = {"format_version": plan.format_version, **plan.model_dump(mode="json", exclude_defaults=True)}
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def every_file() -> dict[Path, Plan]:
    """Path -> the plan that stands there."""
    examples = {DATA / "examples" / f"{name}.json": make() for name, make in EXAMPLES.items()}
    templates = {DATA / "templates" / f"{o.id.replace('-', '_')}.json": template(o) for o in TEMPLATES}
    return examples | templates


def main() -> None:
    """Write every file."""
    for path, plan in every_file().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(example_text(plan), encoding="utf-8")


if __name__ == "__main__":
    main()

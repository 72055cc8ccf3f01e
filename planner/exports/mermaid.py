"""The journey as Mermaid `journey` text, for wikis that draw it."""

from __future__ import annotations

import re

from models.plan import Plan
from planner.drawing.text import clean

SEPARATORS = re.compile(r"[:;#%{}\[\]<>\"`]")
"""Characters with a meaning of their own in Mermaid."""


def write_mermaid(plan: Plan) -> str:
    """Stages as sections, steps with the feeling of today as a score from 1 to 5 (3 where not known)."""
    lines = ["journey", f"    title {plain(plan.name)}"]
    for stage in plan.stages:
        steps = [step for step in plan.steps if step.stage_id == stage.id]
        if not steps:
            continue
        lines.append(f"    section {plain(stage.name)}")
        for step in steps:
            score = 3 if step.emotion_now is None else round(1 + (step.emotion_now.score + 3) / 6 * 4)
            channels = dict.fromkeys(
                plain(plan.by_id["channels"][line.channel_id].name).replace(",", " ")
                for line in plan.touchpoints if line.step_id == step.id
            )  # fmt: skip
            lines.append(f"        {plain(step.name)}: {score}: {', '.join(channels)}".rstrip(": "))
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """A name on one line without the characters that Mermaid reads."""
    return " ".join(SEPARATORS.sub(" ", clean(text)).split()) or "-"

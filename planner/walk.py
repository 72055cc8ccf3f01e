"""The walk-through: the journey stop by stop, as a customer meets it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.changes import Add
from models.communication import InteractionScript, Message, Touchpoint
from models.goals import Goal, GoalPlace
from models.journey import FunnelStep, JourneyStage, StepLink, WalkNote
from models.plan import Plan
from planner.drawing.choice import MapFilter
from planner.drawing.figures import MapFigures, StepFigures
from planner.figures_in_words import people, percent
from planner.identity import new_id
from planner.language import _


@dataclass(frozen=True)
class Meeting:
    """A touchpoint at a stop, with what it says."""

    line: Touchpoint
    channel: str
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Stop:
    """Everything that stands at one step. `onward`: links out of it; `figures` None where not known."""

    number: int
    stage: JourneyStage
    step: FunnelStep
    meetings: tuple[Meeting, ...]
    scripts: tuple[InteractionScript, ...]
    notes: tuple[WalkNote, ...]
    goals: tuple[Goal, ...]
    onward: tuple[StepLink, ...]
    figures: StepFigures | None


def stops(plan: Plan) -> list[FunnelStep]:
    """The steps in the order of a walk: by stage, then as they stand on the map."""
    place = {stage.id: number for number, stage in enumerate(plan.stages)}
    return sorted(plan.steps, key=lambda step: place[step.stage_id])


def stop_at(plan: Plan, step_id: str, figures: MapFigures) -> Stop:
    """What a customer of the figures' segment (all where it is empty) meets at a step."""
    shown = MapFilter(figures.segment_id)
    said = {message.id for message in shown.messages(plan)}
    step = plan.by_id["steps"][step_id]
    return Stop(
        number=[one.id for one in stops(plan)].index(step_id) + 1,
        stage=plan.by_id["stages"][step.stage_id],
        step=step,
        meetings=tuple(_meeting(plan, line, said) for line in shown.lines(plan) if line.step_id == step_id),
        scripts=tuple(script for script in plan.scripts if script.step_id == step_id),
        notes=tuple(note for note in plan.walk_notes if note.step_id == step_id),
        goals=tuple(
            goal for goal in plan.goals
            if (goal.place, goal.place_id) in ((GoalPlace.STEP, step_id), (GoalPlace.STAGE, step.stage_id))
        ),
        onward=tuple(link for link in plan.links if link.from_step_id == step_id),
        figures=figures.steps.get(step_id),
    )  # fmt: skip


def new_note(step_id: str, text: str, by: str, day: dt.date) -> Add:
    """The change that keeps a note of a walk-through."""
    note = WalkNote(id=new_id("walk_note"), step_id=step_id, text=text.strip(), by=by, date=day)
    return Add(collection="walk_notes", record=note.model_dump(mode="json"))


def way_on(plan: Plan, stop: Stop, figures: MapFigures) -> list[str]:
    """“46% go on to “Looks at a product”: 2,480 people”, one line a link."""
    steps = plan.by_id["steps"]
    found = []
    for link in stop.onward:
        of_link = figures.links[link.id]
        words = {"share": percent(of_link.conversion), "step": steps[link.to_step_id].name}
        if of_link.people is None:
            found.append(_("{share} go on to “{step}”").format(**words))
        else:
            found.append(
                _("{share} go on to “{step}”: {people} people").format(people=people(of_link.people), **words)
            )
    return found


def _meeting(plan: Plan, line: Touchpoint, said: set[str]) -> Meeting:
    messages = plan.by_id["messages"]
    return Meeting(
        line,
        plan.by_id["channels"][line.channel_id].name,
        tuple(messages[use.message_id] for use in line.messages if use.message_id in said),
    )

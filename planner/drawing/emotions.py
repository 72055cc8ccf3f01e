"""The emotion line: how it feels today (drawn through) and how it should feel (dashed), with names."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from models.journey import Emotion, FunnelStep
from planner.drawing.lanes import Scene
from planner.drawing.shapes import Box, Group, Icon, Item, Letters, Stroke, Text, written
from planner.language import _

UNIT = 22.0
"""Pixels between two grades of feeling: faces one grade apart do not touch."""
RADIUS = 9.0


@dataclass(frozen=True)
class Scale:
    """Where a feeling stands: `top` is the y of the grade `best`."""

    top: float
    best: float
    worst: float

    def y(self, score: float) -> float:
        """Height of a feeling on the picture."""
        return self.top + (self.best - score) * UNIT

    @property
    def height(self) -> float:
        """From the best to the worst grade drawn."""
        return (self.best - self.worst) * UNIT


def emotions_lane(scene: Scene, top: float) -> tuple[list[Item], float]:
    """A point and a name for each feeling; the higher of two is named above, the lower below."""
    steps = [step for step in scene.plan.steps if step.id in scene.columns.boxes]
    above = max((_name(step, True, scene).room.height for step in steps), default=0.0)
    below = max((_name(step, False, scene).room.height for step in steps), default=0.0)
    scores = [e.score for step in steps for e in (step.emotion_now, step.emotion_goal) if e is not None]
    if not scores:
        return [], 26.0
    scale = Scale(top + above + RADIUS + 12, max([1.0, *scores]), min([-1.0, *scores]))
    height = above + below + scale.height + 2 * RADIUS + 28
    left = min((box.x for box in scene.columns.boxes.values()), default=0)
    right = max((box.right for box in scene.columns.boxes.values()), default=0)
    items: list[Item] = [Stroke(f"M{left:.1f} {scale.y(0):.1f}H{right:.1f}", "edge", 1, dashed=True)]
    items += _line(scene, steps, scale, wanted=True)
    items += _line(scene, steps, scale, wanted=False)
    for step in steps:
        items.append(_point(scene, step, scale))
    return items, height


def _line(scene: Scene, steps: list[FunnelStep], scale: Scale, *, wanted: bool) -> list[Item]:
    points = []
    for step in steps:
        emotion = step.emotion_goal if wanted else step.emotion_now
        if emotion is not None:
            points.append((scene.columns.boxes[step.id].centre, scale.y(emotion.score)))
    points.sort()
    if len(points) < 2:
        return []
    path = f"M{points[0][0]:.1f} {points[0][1]:.1f}"
    for (x1, y1), (x2, y2) in pairwise(points):
        bend = (x2 - x1) * 0.4
        path += f"C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f}"
    return [Stroke(path, "wanted" if wanted else "now", 1.8 if wanted else 2.6, dashed=wanted)]


def _point(scene: Scene, step: FunnelStep, scale: Scale) -> Group:
    centre = scene.columns.boxes[step.id].centre
    items: list[Item] = []
    for emotion, ink in ((step.emotion_goal, "wanted"), (step.emotion_now, "now")):
        if emotion is None or (ink == "wanted" and step.emotion_now and _touch(step.emotion_now, emotion)):
            continue
        y = scale.y(emotion.score)
        ring = Box(centre - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS)
        items += [
            Stroke(_disc(centre, y), "card", 1, fill="card"),
            Icon(f"face:{emotion.score:g}", ring, ink),
        ]
    for text in _placed_names(scene, step, scale):
        items.append(text)
    words = " · ".join(_words(step, above) for above in (True, False) if _words(step, above))
    return Group(
        f"steps/{step.id}", _("Emotion: {words}").format(words=words or _("not known")), tuple(items)
    )


def _touch(one: Emotion, other: Emotion) -> bool:
    """Whether their faces would cover each other; then only today's is drawn."""
    return abs(one.score - other.score) * UNIT < 2 * RADIUS + 2


def _disc(x: float, y: float) -> str:
    r = RADIUS + 1
    return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0Z"


def _placed_names(scene: Scene, step: FunnelStep, scale: Scale) -> list[Text]:
    placed = []
    scores = [e.score for e in (step.emotion_now, step.emotion_goal) if e is not None]
    for above in (True, False):
        text = _name(step, above, scene)
        if not text.lines[0]:
            continue
        edge = scale.y(max(scores) if above else min(scores))
        y = edge - RADIUS - 4 - text.room.height if above else edge + RADIUS + 4
        room = Box(text.room.x, y, text.room.width, text.room.height)
        placed.append(Text(text.lines, room, text.letters, halo=True))
    return placed


def _name(step: FunnelStep, above: bool, scene: Scene) -> Text:
    column = scene.columns.boxes[step.id]
    ink = "now" if _is_now(step, above) else "wanted"
    letters = Letters(11.5, ink == "now", ink, "middle")
    return written(_words(step, above), column.x + 6, 0, column.width - 12, letters)


def _is_now(step: FunnelStep, above: bool) -> bool:
    """Whether the name in this place belongs to the feeling of today."""
    if step.emotion_now is None or step.emotion_goal is None:
        return step.emotion_now is not None
    return (step.emotion_now.score > step.emotion_goal.score) == above


def _words(step: FunnelStep, above: bool) -> str:
    emotion = step.emotion_now if _is_now(step, above) else step.emotion_goal
    if emotion is None or (above and (step.emotion_now is None or step.emotion_goal is None)):
        return ""
    return emotion.name

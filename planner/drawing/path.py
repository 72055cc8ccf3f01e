"""SVG path data that can be put anywhere without a transform: every step told from the one before.

A browser keeps a layer's worth of bookkeeping for each transformed thing; a map has thousands of symbols.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.\d*|\.\d+|\d+)")
NUMBERS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7, "Z": 0}
"""How many numbers each command takes."""


@lru_cache(maxsize=2_000)
def relative(path: str, scale: float) -> str:
    """The path scaled, all of it relative: after `M x y` it is drawn with its origin at x, y."""
    x = y = 0.0
    start = (0.0, 0.0)
    parts = []
    for command, numbers in _commands(path):
        kind, absolute = command.upper(), command.isupper()
        moved = _relative(kind, numbers, (x, y)) if absolute else numbers
        if kind == "Z":
            x, y = start
        else:
            dx, dy = _advance(kind, moved)
            x, y = x + dx, y + dy
        if kind == "M":
            start = (x, y)
        parts.append(kind.lower() + " ".join(f"{n:.4g}" for n in _scaled(kind, moved, scale)))
    return "".join(parts)


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """Commands with their numbers; a repeated command is told as often as it stands for."""
    command = ""
    numbers: list[float] = []
    for token in TOKEN.findall(path):
        if not token.isalpha():
            numbers.append(float(token))
            if len(numbers) == NUMBERS[command.upper()]:
                yield command, numbers
                numbers = []
                command = {"M": "L", "m": "l"}.get(command, command)
        elif token in "zZ":
            yield token, []
        else:
            command = token


def _relative(kind: str, numbers: list[float], at: tuple[float, float]) -> list[float]:
    if kind == "H":
        return [numbers[0] - at[0]]
    if kind == "V":
        return [numbers[0] - at[1]]
    if kind == "A":
        return [*numbers[:5], numbers[5] - at[0], numbers[6] - at[1]]
    return [number - at[place % 2] for place, number in enumerate(numbers)]


def _advance(kind: str, moved: list[float]) -> tuple[float, float]:
    if kind == "H":
        return moved[0], 0.0
    if kind == "V":
        return 0.0, moved[0]
    return moved[-2], moved[-1]


def _scaled(kind: str, moved: list[float], scale: float) -> list[float]:
    """Lengths grow; the turn of an arc and its two flags do not."""
    if kind == "A":
        return [moved[0] * scale, moved[1] * scale, *moved[2:5], moved[5] * scale, moved[6] * scale]
    return [number * scale for number in moved]

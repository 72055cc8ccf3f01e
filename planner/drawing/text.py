"""Text measured with the widths of the drawing's own font, and wrapped; never cut."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

FONT_FOLDER = Path(__file__).parent / "fonts"
LINE_HEIGHT = 1.3
"""Distance of two base lines, in sizes of the letters."""

BREAK_AFTER = re.compile(r"(?<=[^\S\u00a0\u2007\u202f])|(?<=[/,;:|–—…])|(?<=\w{3}-)")
"""Where a line may end; a hyphen after one or two letters (e-mail) and a
space that joins (between the digits of a number) are none."""


TURNING = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


@lru_cache(maxsize=1)
def _widths() -> tuple[dict[int, int], dict[int, int]]:
    stored = json.loads((FONT_FOLDER / "widths.json").read_text())
    regular, bold = stored["regular"], stored["semibold"]
    return {int(c): w for c, w in regular.items()}, {int(c): w for c, w in bold.items()}


def clean(text: str) -> str:
    """Text as it may stand in a picture: no control characters, line ends as spaces."""
    # Characters that turn the direction of what follows would make a name read otherwise than it was typed.
    text = text.translate(TURNING)
    kept = (" " if c in "\n\r\t\u2028\u2029" else c for c in text)
    return "".join(c for c in kept if unicodedata.category(c) not in ("Cc", "Cs", "Co", "Cn")).strip()


@lru_cache(maxsize=50_000)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in pixels at `size` pixels; letters the font lacks count generously."""
    widths = _widths()[bold]
    total = 0
    for character in text:
        known = widths.get(ord(character))
        total += _foreign_width(character) if known is None else known
    return total * size / 1000


def _foreign_width(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    if ord(character) >= 0x1F000:
        return 1370
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return 1050
    return 780


@lru_cache(maxsize=10_000)
def wrap(text: str, width: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """Lines no wider than `width`; words too long for a line are broken between letters."""
    lines: list[str] = []
    line = ""
    for piece in BREAK_AFTER.split(clean(text)):
        if text_width((line + piece).rstrip(), size, bold) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.strip())
        *full, line = _pieces(piece.lstrip(), width, size, bold)
        lines += full
    if line.strip() or not lines:
        lines.append(line.strip())
    return tuple(lines)


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces, start, used = [], 0, 0.0
    for position, character in enumerate(word):
        step = text_width(character, size, bold)
        if used + step > width and position > start and step > 0 and character.strip():
            pieces.append(word[start:position])
            start, used = position, 0.0
        used += step
    return [*pieces, word[start:]]

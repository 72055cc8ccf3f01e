"""Colours for charts and drawings in the two themes; the same as in .streamlit/config.toml."""

from __future__ import annotations

from dataclasses import dataclass

from models.quantity import Evidence
from pages.shared import session


@dataclass(frozen=True)
class Palette:
    """`ink` and `soft_ink` for text, `grid` for lines, `card` for raised surfaces.

    `now` and `proposed` mark the two states compared everywhere; `gain` and `loss` are told apart
    without colour too (a sign beside them), as is evidence.
    """

    ink: str
    soft_ink: str
    grid: str
    page: str
    card: str
    accent: str
    now: str
    proposed: str
    gain: str
    loss: str
    assumed: str
    partly_known: str
    measured: str

    def evidence(self, grade: Evidence) -> str:
        """The colour of an evidence grade."""
        return str(getattr(self, grade.value))


LIGHT = Palette(
    ink="#17252a", soft_ink="#5c6b70", grid="#e4e0d6", page="#fbfaf7", card="#ffffff", accent="#0b6e69",
    now="#8a969a", proposed="#0b6e69", gain="#2f7d4f", loss="#b23a48",
    assumed="#b23a48", partly_known="#b26a00", measured="#2f7d4f",
)  # fmt: skip
DARK = Palette(
    ink="#e8efef", soft_ink="#93a5ab", grid="#2a383d", page="#11181b", card="#172024", accent="#3fae9f",
    now="#7d8d93", proposed="#4fc3b5", gain="#6cc08b", loss="#e5737f",
    assumed="#e5737f", partly_known="#e3a04a", measured="#6cc08b",
)  # fmt: skip

EVIDENCE_SIGNS = {Evidence.ASSUMED: "○", Evidence.PARTLY_KNOWN: "◐", Evidence.MEASURED: "●"}
"""A sign beside the colour, so that colour is never the only one."""


def palette() -> Palette:
    """The colours of the theme the reader sees."""
    return DARK if session.theme() == "dark" else LIGHT

"""Colours of the drawing in light and dark; contrast is computed, not hoped for."""

from __future__ import annotations

from functools import lru_cache

LIGHT = {
    "paper": "#ffffff", "card": "#ffffff", "band": "#f4f2ec", "band_ink": "#3c4f55", "edge": "#d6d1c4",
    "ink": "#17252a", "muted": "#526167", "line": "#84969c", "accent": "#0b6e69", "accent_soft": "#d6e9e5",
    "organic": "#c08a1e",
    "loss": "#b23a48", "loss_soft": "#f7e3e3", "wanted": "#0b6e69", "now": "#6b4fa0",
    "assumed": "#b23a48", "partly_known": "#a66300", "measured": "#2f7d4f",
    "stage_1": "#dcebf5", "stage_2": "#e6e4f4", "stage_3": "#dcefe7", "stage_4": "#f6ecd6", "stage_5": "#f4e2ea",
}  # fmt: skip
DARK = {
    "paper": "#141c20", "card": "#1a2428", "band": "#1a2428", "band_ink": "#c3d0d2", "edge": "#36464c",
    "ink": "#e8efef", "muted": "#a7b6bb", "line": "#6f868c", "accent": "#4fc3b5", "accent_soft": "#1d403e",
    "organic": "#e3ab4a",
    "loss": "#f08c93", "loss_soft": "#47262a", "wanted": "#4fc3b5", "now": "#b494e6",
    "assumed": "#e5737f", "partly_known": "#e3a04a", "measured": "#6cc08b",
    "stage_1": "#1f3a4c", "stage_2": "#2f3157", "stage_3": "#1e4033", "stage_4": "#4a3c1c", "stage_5": "#4a2a3a",
}  # fmt: skip
PALETTES = {"light": LIGHT, "dark": DARK}
STAGE_TINTS = ("stage_1", "stage_2", "stage_3", "stage_4", "stage_5")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb (WCAG 2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=1000)
def resolve(ink: str, theme: str) -> str:
    """A role or a colour of the user's -> the colour drawn in this theme.

    A role may follow "over:" and a colour: then black or white, whichever is read better on it.
    """
    palette = PALETTES[theme]
    if ink == "none" or ink in palette:
        return palette.get(ink, ink)
    if ink.startswith("over:"):
        ground = resolve(ink.removeprefix("over:"), theme)
        return max("#ffffff", "#101719", key=lambda own: contrast(own, ground))
    return _readable(ink, palette["card"])


def _readable(colour: str, ground: str) -> str:
    """The colour, lightened or darkened until it stands out from the ground (3 to 1)."""
    towards = 255 if luminance(ground) < 0.2 else 0
    parts = [float(int(colour[i : i + 2], 16)) for i in (1, 3, 5)]
    for _attempt in range(12):
        drawn = "#" + "".join(f"{round(p):02x}" for p in parts)
        if contrast(drawn, ground) >= 3:
            break
        parts = [p + (towards - p) * 0.12 for p in parts]
    return drawn

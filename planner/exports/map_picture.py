"""The picture of the map as a file: SVG as drawn, PNG and PDF from the same SVG, offline."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

from planner.drawing.shapes import Drawing
from planner.drawing.svg import to_svg
from planner.drawing.text import FONT_FOLDER

PNG_SCALE = 2.0
"""Pixels of the file per pixel of the drawing: sharp on a projector."""

MOST_PIXELS = 80_000_000
"""A larger PNG is drawn at a smaller scale."""


class PictureFormat(StrEnum):
    """What the picture can be saved as."""

    SVG = "svg"
    PNG = "png"
    PDF = "pdf"


MIME = {
    PictureFormat.SVG: "image/svg+xml",
    PictureFormat.PNG: "image/png",
    PictureFormat.PDF: "application/pdf",
}


def write_picture(drawing: Drawing, theme: str, wanted: PictureFormat) -> bytes:
    """The drawing in a theme as a file of the wanted format; the font is inside."""
    svg = to_svg(drawing, theme, for_file=True)
    if wanted is PictureFormat.SVG:
        return svg.encode("utf-8")
    import vl_convert

    _know_font()
    if wanted is PictureFormat.PDF:
        return bytes(vl_convert.svg_to_pdf(svg))
    scale = min(PNG_SCALE, (MOST_PIXELS / (drawing.width * drawing.height)) ** 0.5)
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


@lru_cache(maxsize=1)
def _know_font() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONT_FOLDER))

"""The picture of the map as a file: SVG as drawn, PNG and PDF from the same SVG, offline."""

from __future__ import annotations

import io
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
    """The drawing in a theme as a file of the wanted format; the font is inside.

    A PDF is vector and searchable, but for names with emoji: then it holds the picture in pixels.
    """
    svg = to_svg(drawing, theme, for_file=True)
    if wanted is PictureFormat.SVG:
        return svg.encode("utf-8")
    import vl_convert

    _know_font()
    scale = min(PNG_SCALE, (MOST_PIXELS / (drawing.width * drawing.height)) ** 0.5)
    if wanted is PictureFormat.PNG:
        return bytes(vl_convert.svg_to_png(svg, scale=scale))
    try:
        return bytes(vl_convert.svg_to_pdf(svg))
    except RuntimeError:
        # A colour font, which emoji are drawn with, cannot be put into a PDF: the page is then a picture.
        return _page_of(bytes(vl_convert.svg_to_png(svg, scale=scale)), 72 * scale)


def _page_of(png: bytes, dots_per_inch: float) -> bytes:
    """A PDF of one page that holds a picture."""
    from PIL import Image

    page = io.BytesIO()
    with Image.open(io.BytesIO(png)) as picture:
        picture.convert("RGB").save(page, "PDF", resolution=dots_per_inch)
    return page.getvalue()


@lru_cache(maxsize=1)
def _know_font() -> None:
    import vl_convert

    vl_convert.register_font_directory(str(FONT_FOLDER))

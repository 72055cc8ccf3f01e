"""A drawing as SVG: for the screen (shapes that can be picked) and for files (font inside)."""

from __future__ import annotations

import base64
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from planner.drawing.icons import paths
from planner.drawing.palette import resolve
from planner.drawing.path import relative
from planner.drawing.shapes import Drawing, Group, Icon, Item, Rect, Stroke, Text
from planner.drawing.text import FONT_FOLDER, clean, text_width

FAMILY = "Journeymix Sans"
FONTS = f"'{FAMILY}', 'Source Sans', 'Source Sans 3', 'Source Sans Pro', Arial, sans-serif"


def to_svg(drawing: Drawing, theme: str, *, for_file: bool = False, legend: bool = True) -> str:
    """The picture in a theme ("light" or "dark"). In a file nothing can be picked and the font is inside."""
    height = drawing.height if legend else drawing.map_bottom
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{drawing.width:.0f}" height="{height:.0f}" '
        f'viewBox="0 0 {drawing.width:.0f} {height:.0f}" font-family="{FONTS}" role="group" '
        f"aria-label={_attribute(drawing.title)}>",
        f"<title>{escape(clean(drawing.title))}</title>" if for_file else "",
        f"<style>{_font_faces()}</style>" if for_file else "",
        _arrow(theme),
    ]
    pen = _Pen(theme, not for_file)
    parts += [pen.draw(item) for item in drawing.items]
    if legend:
        parts.append("<g>" + "".join(pen.draw(item) for item in drawing.legend) + "</g>")
    return "".join(parts) + "</svg>"


class _Pen:
    """Draws items in one theme; `live` marks what can be picked."""

    def __init__(self, theme: str, live: bool) -> None:
        self.theme = theme
        self.live = live

    def draw(self, item: Item) -> str:
        if isinstance(item, Text):
            return self.text(item)
        if isinstance(item, Rect):
            return self.rect(item)
        if isinstance(item, Stroke):
            return self.stroke(item)
        if isinstance(item, Icon):
            return self.icon(item)
        return self.group(item)

    def group(self, group: Group) -> str:
        inside = "".join(self.draw(item) for item in group.items)
        if not self.live or not group.target:
            part = f' class="part-{group.part}"' if self.live and group.part else ""
            return f"<g{part}>{inside}</g>"
        keys = ' aria-keyshortcuts="Enter Alt+ArrowLeft Alt+ArrowRight"'
        movable = f' data-movable="1"{keys}' if group.movable else ""
        return (
            f'<g class="pick" tabindex="0" role="button" data-target={_attribute(group.target)}{movable} '
            f"aria-label={_attribute(group.label)}>{inside}</g>"
        )

    def text(self, text: Text) -> str:
        letters, room = text.letters, text.room
        x = room.x + {"start": 0.0, "middle": room.width / 2, "end": room.width}[letters.anchor]
        weight = ' font-weight="600"' if letters.bold else ""
        halo = ""
        if text.halo:
            halo = f' paint-order="stroke" stroke="{resolve("paper", self.theme)}" stroke-width="4" stroke-linejoin="round"'
        lines = []
        for index, line in enumerate(text.lines):
            if not line:
                continue
            y = room.y + letters.line * index + letters.size * 1.02
            wide = text_width(line, letters.size, letters.bold)
            fit = f' textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"' if wide > 0 else ""
            lines.append(f'<text x="{x:.1f}" y="{y:.1f}"{fit}>{escape(line)}</text>')
        ink = resolve(letters.ink, self.theme)
        return (
            f'<g fill="{ink}" font-size="{letters.size:g}"{weight}{halo} text-anchor="{letters.anchor}">'
            + "".join(lines)
            + "</g>"
        )

    def rect(self, rect: Rect) -> str:
        box = rect.box
        edge = resolve(rect.edge, self.theme)
        border = f' stroke="{edge}" stroke-width="{rect.edge_width:g}"' if edge != "none" else ""
        dashes = ' stroke-dasharray="5 4"' if rect.dashed else ""
        return (
            f'<rect x="{box.x:.1f}" y="{box.y:.1f}" width="{box.width:.1f}" height="{box.height:.1f}" '
            f'rx="{rect.radius:g}" fill="{resolve(rect.fill, self.theme)}"{border}{dashes}/>'
        )

    def stroke(self, stroke: Stroke) -> str:
        dashes = ' stroke-dasharray="6 5"' if stroke.dashed else ""
        head = ' marker-end="url(#arrow)"' if stroke.arrow else ""
        return (
            f'<path d="{stroke.path}" fill="{resolve(stroke.fill, self.theme)}" '
            f'stroke="{resolve(stroke.ink, self.theme)}" stroke-width="{stroke.width:g}"{dashes}{head}/>'
        )

    def icon(self, icon: Icon) -> str:
        drawn, filled = paths(icon.name)
        ink = resolve(icon.ink, self.theme)
        scale = icon.box.width / 16
        start = f"M{icon.box.x:.1f} {icon.box.y:.1f}"
        inside = f'<path d="{start}{relative(drawn, scale)}"/>'
        inside += f'<path d="{start}{relative(filled, scale)}" fill="{ink}"/>' if filled else ""
        return (
            f'<g fill="none" stroke="{ink}" stroke-width="{1.5 * scale:.3g}" stroke-linecap="round" '
            f'stroke-linejoin="round">{inside}</g>'
        )


def _attribute(value: str) -> str:
    return quoteattr(clean(value))


def _arrow(theme: str) -> str:
    return (
        '<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L10 5L0 10z" fill="{resolve("line", theme)}"/>'
        "</marker></defs>"
    )


@lru_cache(maxsize=1)
def _font_faces() -> str:
    faces = []
    for name, weight in (("Regular", 400), ("SemiBold", 600)):
        content = (FONT_FOLDER / f"JourneymixSans-{name}.woff2").read_bytes()
        data = base64.b64encode(content).decode()
        faces.append(
            f"@font-face{{font-family:'{FAMILY}';font-weight:{weight};"
            f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
        )
    return "".join(faces)

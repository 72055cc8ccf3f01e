"""Map: the customer journey and the communication plan as one picture, edited by click or in tables."""

from __future__ import annotations

from pages.map_parts.choices import draw_choices
from pages.map_parts.findings import draw_findings
from pages.map_parts.opened_dialog import draw_open_dialog
from pages.map_parts.panels import PANELS
from pages.map_parts.picture import draw_map
from pages.map_parts.points import work_out_points
from pages.map_parts.tables import draw_tables
from pages.shared.page import page_frame
from planner.language import N_

opened = page_frame(N_("Map"))

choices = draw_choices(opened.plan)
if choices.view == "tables":
    draw_tables(opened.plan)
elif choices.view == "findings":
    draw_findings(opened.plan)
elif choices.view in PANELS:
    PANELS[choices.view](opened.plan)
else:
    draw_map(opened.plan, choices)
draw_open_dialog(opened.plan)
if choices.view == "funnel":
    work_out_points(opened.plan)

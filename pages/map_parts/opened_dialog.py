"""Which dialog is drawn: at most one a run."""

from __future__ import annotations

from models.plan import Plan
from pages.map_parts import drawer, removal_dialog
from pages.map_parts.dialogs import OPEN, close_dialog
from pages.shared import session
from planner.map_tables import TABLES


def draw_open_dialog(plan: Plan) -> None:
    """Draw the dialog that is open, if any; one whose thing is gone is closed."""
    held = session.recall(OPEN)
    if held is None:
        return
    what, code, record_id, given = held
    if what == "remove":
        removal_dialog.draw(plan, given["asked"], code)
    elif code not in TABLES:
        close_dialog()
    elif what == "add":
        drawer.draw_add(plan, TABLES[code], given)
    elif drawer.has_record(plan, TABLES[code], record_id):
        drawer.draw_edit(plan, TABLES[code], record_id)
    else:
        close_dialog()

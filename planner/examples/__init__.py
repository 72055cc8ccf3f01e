"""The example plans that a new database opens with, written down so that they can be made again.

`python -m planner.examples` writes data/examples/*.json; a test keeps the files equal to it.
"""

from __future__ import annotations

from collections.abc import Callable

from models.plan import Plan
from planner.examples.leads_budget import b2b_leads
from planner.examples.service_budget import local_service
from planner.examples.shop_budget import online_shop

EXAMPLES: dict[str, Callable[[], Plan]] = {
    "online_shop": online_shop,
    "b2b_leads": b2b_leads,
    "local_service": local_service,
}
"""File name without its ending -> what makes the plan."""

"""Plans to start from, one a niche; every number is assumed until it is replaced by one's own.

`python -m planner.examples` writes data/templates/*.json; a test keeps the files equal to it.
"""

from __future__ import annotations

from planner.templates.growing import EDUCATION_COURSE, MOBILE_APP
from planner.templates.nearby import LOCAL_SERVICE, RESTAURANT_DELIVERY
from planner.templates.outline import Outline
from planner.templates.sales import B2B_LEADS, SAAS_TRIAL
from planner.templates.trade import MARKETPLACE, ONLINE_SHOP

TEMPLATES: tuple[Outline, ...] = (
    ONLINE_SHOP,
    B2B_LEADS,
    SAAS_TRIAL,
    LOCAL_SERVICE,
    EDUCATION_COURSE,
    MARKETPLACE,
    MOBILE_APP,
    RESTAURANT_DELIVERY,
)
"""Every niche."""

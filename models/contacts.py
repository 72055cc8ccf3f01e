"""How often the people of a channel's base may be contacted: the most that its lines can claim or spend.

A base of `n` people who take at most `k` contacts each per reference period can be contacted `n k` times.
Where a contact has a price, the channel's lines can spend at most `n k price` together. Where it costs
nothing, every contact brings at most one result, so no line of it brings more than `n k` results: a free
channel is never without a limit.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor

import numpy as np

from models.communication import Channel, Touchpoint
from models.curve import Curve, CurveFamily
from models.curve_table import table_of_curves
from models.money import to_major
from models.plan import Plan

HALVINGS = 80


@dataclass(frozen=True)
class ContactLimit:
    """Contacts that a channel's base takes per reference period, and the price of one, major units.

    `price` is None where a contact costs nothing, or nobody knows what.
    """

    contacts: float
    price: float | None


def contact_limit(channel: Channel) -> ContactLimit | None:
    """The limit of a channel; None where the size of its base or the contacts per person are not known."""
    if channel.base_size is None or channel.contacts_per_person is None:
        return None
    price = channel.cost_per_contact.value if channel.cost_per_contact else 0.0
    return ContactLimit(channel.base_size.value * channel.contacts_per_person.value, price or None)


def most_spend(plan: Plan, channel: Channel, days: int) -> int | None:
    """Whole minor units, as set in the channel, that its lines can spend together in `days` days; None: no limit."""
    limit = contact_limit(channel)
    if limit is None or limit.price is None:
        return None
    return floor(
        limit.contacts * limit.price * days / plan.reference_days / to_major(1, plan.currency) + 1e-6
    )


def most_results(plan: Plan, line: Touchpoint, days: float) -> float | None:
    """Results that a line of a channel without a price can bring in `days` days; None: no such limit."""
    limit = contact_limit(plan.by_id["channels"][line.channel_id])
    if limit is None or limit.price is not None:
        return None
    return limit.contacts * days / plan.reference_days


def useful_spend(plan: Plan, line: Touchpoint, days: int) -> float:
    """Major units beyond which a line's contacts run out in `days` days; infinite where they never do."""
    most = None if line.curve is None else most_results(plan, line, days)
    if most is None or line.curve is None:
        return np.inf
    table = table_of_curves([line.curve], float(days))

    def brings(spend: float) -> float:
        return float(table.value(np.array([spend]))[0])

    high = 1.0
    while brings(high) < most:
        high *= 2.0
        if high > 1e15:
            return np.inf
    low = 0.0
    for _halving in range(HALVINGS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if brings(middle) < most else (low, middle)
    return high


def curve_within_contacts(plan: Plan, line: Touchpoint) -> Curve | None:
    """The line's curve, a straight one ending where its contacts run out; other shapes have a top."""
    curve = line.curve
    if curve is None or curve.family is not CurveFamily.LINEAR:
        return curve
    most = most_results(plan, line, curve.per_days)
    if most is None:
        return curve
    cap = min(curve.parameters.get("cap", np.inf), most)
    return curve.model_copy(update={"parameters": {**curve.parameters, "cap": cap}})

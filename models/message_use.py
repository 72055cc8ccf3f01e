"""A message on a touchpoint: its share of the contacts, its wording, and what is known of it there."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from models.curve import Curve
from models.errors import PlanError
from models.quantity import N_, Figure, Id, Money, Record, at_least_zero, declared


class MessageUse(Record):
    """A message on a touchpoint, with its planned share of the contacts and its own wording.

    `current_spend` and `results` are what it took and brought there in the reference period, counted like
    those of the touchpoint; with them it may have a `curve` of its own, which stands for the touchpoint's
    and makes the message a part of the split.
    """

    message_id: Id
    share: float = declared(
        N_("Share of the contacts"),
        "share",
        default=1.0,
        ge=0,
        le=1,
        help=N_("Planned share of the contacts here that see this message."),
    )
    variant: str = declared(
        N_("Wording here"), default="", help=N_("Empty: the message is said as it is.")
    )  # fmt: skip
    current_spend: Money | None = declared(
        N_("Spent on this message"),
        "money",
        default=None,
        help=N_("What of the touchpoint's current budget went into this message."),
    )
    results: Annotated[Figure | None, AfterValidator(at_least_zero)] = declared(
        N_("Results of this message"),
        "people",
        default=None,
        help=N_("Counted like the results of the touchpoint."),
    )
    curve: Curve | None = declared(
        N_("Response curve of this message"),
        default=None,
        help=N_("With it, the budget of the touchpoint is split between its messages."),
    )


def check_own_curves(where: str, uses: tuple[MessageUse, ...], whole: Curve | None) -> None:
    """Refuse curves of messages on a touchpoint without one (`whole`), and two of one message.

    Raises PlanError.
    """
    own = [use.message_id for use in uses if use.curve is not None]
    if own and whole is None:
        raise PlanError(
            N_("A message here has results of its own, but the results of the touchpoint are not known."),
            where=where,
            remedy=N_("Give spend and results of the whole touchpoint first."),
        )
    if len(set(own)) < len(own):
        raise PlanError(N_("A message with results of its own stands here twice."), where=where)

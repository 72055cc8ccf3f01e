"""The forms a limit may have (money, share, part of today's budget) in words, for lines and for groups."""

from __future__ import annotations

from collections.abc import Iterable

from models.communication import Standing, Touchpoint
from models.limit import LIMIT_FORMS, Limit, LimitPlace
from models.plan import Plan
from planner.figures_in_words import date, money, percent
from planner.language import N_, _

PLACE_LIMITS = {
    LimitPlace.CHANNEL: N_("channel “{name}”"),
    LimitPlace.STAGE: N_("stage “{name}”"),
    LimitPlace.SEGMENT: N_("segment “{name}”"),
    LimitPlace.TAG: N_("tag “{name}”"),
    LimitPlace.GROUP: N_("group “{name}”"),
}

COLLECTIONS = {
    LimitPlace.CHANNEL: "channels", LimitPlace.STAGE: "stages", LimitPlace.SEGMENT: "segments",
    LimitPlace.GROUP: "groups",
}  # fmt: skip


def form_in_words(plan: Plan, form: str, amount: float) -> str:
    """“at least €2,000”, “at most 30% of the total budget”, “at most 120% of today's budget”."""
    if form.endswith("_share"):
        whole = (
            _("{share} of what is spent") if plan.rules.shares_of == "spend" else _("{share} of the total")
        )
        said = whole.format(share=percent(amount))
    elif form.endswith("_current"):
        said = _("{share} of today's budget").format(share=percent(amount))
    else:
        said = money(round(amount), plan.currency)
    words = _("at least {amount}") if form.startswith("lower") else _("at most {amount}")
    return words.format(amount=said)


def group_limit(plan: Plan, limit: Limit, form: str = "") -> str:
    """“channel “Search”: at least €2,000, at most 30% of the total”; `form` for one of them."""
    return f"{place_name(plan, limit)}: {', '.join(_forms(plan, limit, form))}"


def _forms(plan: Plan, holder: Limit | Touchpoint, form: str = "") -> Iterable[str]:
    for one in (form,) if form else LIMIT_FORMS:
        if getattr(holder, one, None) is not None:
            yield form_in_words(plan, one, getattr(holder, one))


def place_name(plan: Plan, limit: Limit) -> str:
    """What a limit is set on, in words."""
    if limit.place is LimitPlace.TAG:
        return _(PLACE_LIMITS[limit.place]).format(name=limit.place_id)
    record = plan.by_id[COLLECTIONS[limit.place]][limit.place_id]
    return _(PLACE_LIMITS[limit.place]).format(name=record.name)


def line_limits(plan: Plan, line: Touchpoint) -> list[str]:
    """Everything that somebody said about a line's money, each in words, without the line's name."""
    said = {Standing.LOCKED: [_("locked")], Standing.TEST: [_("for tests")]}.get(line.standing, [])
    if line.committed:
        said = [*said, _("{amount} committed").format(amount=money(line.committed, plan.currency))]
    said = [*said, *_forms(plan, line)]
    if line.minimum_if_used:
        least = money(line.minimum_if_used, plan.currency)
        said.append(_("at least {amount} if used").format(amount=least))
    if line.minimum_buy:
        said.append(minimum_buy_words(plan, line))
    if line.most_change is not None:
        said.append(change_words(line.most_change))
    if line.booking_deadline is not None:
        said.append(_("to be booked by {date}").format(date=date(line.booking_deadline)))
    if line.booking_notice_days is not None:
        said.append(_("to be booked {days} days ahead").format(days=line.booking_notice_days))
    return said


def minimum_buy_words(plan: Plan, line: Touchpoint) -> str:
    """“minimum buy €3,000”."""
    return _("minimum buy {amount}").format(amount=money(line.minimum_buy or 0, plan.currency))


def change_words(share: float) -> str:
    """“changes by at most 10% from one period to the next”."""
    return _("changes by at most {share} from one period to the next").format(share=percent(share))

"""Limits in words: what a rule's key means to the reader, and which limit holds a line."""

from __future__ import annotations

from collections.abc import Iterable

from models.allocation import Allocation
from models.communication import Standing, Touchpoint
from models.goals import Limit, LimitPlace
from models.plan import Period, Plan
from planner.budget_lines import BudgetLine
from planner.figures_in_words import date, money, percent
from planner.language import N_, _

PLACE_LIMITS = {
    LimitPlace.CHANNEL: N_("channel “{name}”"),
    LimitPlace.STAGE: N_("stage “{name}”"),
    LimitPlace.SEGMENT: N_("segment “{name}”"),
    LimitPlace.TAG: N_("tag “{name}”"),
}
GROUP_RULES = {f"{place.value}_limit" for place in LimitPlace}


IN_TIME = {"period_budget", "capacity", "message_needed", "blackout"}
EITHER_OR = {"minimum_if_used", "money_step", "most_lines_changed"}


def limits_set(plan: Plan) -> list[str]:
    """Every limit that somebody set, in words: groups first, then touchpoints."""
    said = [group_limit(plan, limit) for limit in plan.rules.limits]
    return said + [text for line in plan.touchpoints if (text := _line_limits(plan, line))]


def group_limit(plan: Plan, limit: Limit, side: str = "") -> str:
    """“channel “Search”: at least €2,000, at most 30% of the total”; `side` for one of the two."""
    parts = []
    if side != "upper":
        parts += [
            _("at least {amount}").format(amount=a) for a in _amounts(plan, limit.lower, limit.lower_share)
        ]
    if side != "lower":
        parts += [
            _("at most {amount}").format(amount=a) for a in _amounts(plan, limit.upper, limit.upper_share)
        ]
    return f"{place_name(plan, limit)}: {', '.join(parts)}"


def place_name(plan: Plan, limit: Limit) -> str:
    """What a limit is set on, in words."""
    collections = {LimitPlace.CHANNEL: "channels", LimitPlace.STAGE: "stages", LimitPlace.SEGMENT: "segments"}
    if limit.place is LimitPlace.TAG:
        return _(PLACE_LIMITS[limit.place]).format(name=limit.place_id)
    record = plan.by_id[collections[limit.place]][limit.place_id]
    return _(PLACE_LIMITS[limit.place]).format(name=record.name)


def _amounts(plan: Plan, amount: int | None, share: float | None) -> Iterable[str]:
    if amount is not None:
        yield money(amount, plan.currency)
    if share is not None:
        yield _("{share} of the total").format(share=percent(share))


def _line_limits(plan: Plan, line: Touchpoint) -> str:
    parts = []
    if line.standing is Standing.LOCKED:
        parts.append(_("locked"))
    if line.standing is Standing.TEST:
        parts.append(_("for tests"))
    if line.committed:
        parts.append(_("{amount} committed").format(amount=money(line.committed, plan.currency)))
    if line.lower:
        parts.append(_("at least {amount}").format(amount=money(line.lower, plan.currency)))
    if line.upper is not None:
        parts.append(_("at most {amount}").format(amount=money(line.upper, plan.currency)))
    if line.minimum_if_used:
        least = money(line.minimum_if_used, plan.currency)
        parts.append(_("at least {amount} if used").format(amount=least))
    return f"“{line.name}”: {', '.join(parts)}" if parts else ""


def _either_or(plan: Plan, kind: str, line_id: str) -> str:
    """A rule about lines used or not, whole steps, or few changes."""
    if kind == "money_step":
        return _("whole steps of {amount}").format(amount=money(plan.rules.money_step or 1, plan.currency))
    if kind == "most_lines_changed":
        return _("touchpoints whose budget changes: at most {count}").format(
            count=plan.rules.most_lines_changed
        )
    line: Touchpoint = plan.by_id["touchpoints"][line_id]
    least = money(line.minimum_if_used or 0, plan.currency)
    return _("“{name}”: {amount} at least, or nothing").format(name=line.name, amount=least)


def _in_time(plan: Plan, kind: str, record_id: str) -> str:
    """The budget of a period, the capacity of a step, or a line that may not spend."""
    if kind == "period_budget":
        period: Period = plan.by_id["periods"][record_id]
        return _("the budget of {amount} from {start} to {end}").format(
            amount=money(period.budget or 0, plan.currency), start=date(period.start), end=date(period.end)
        )
    if kind == "capacity":
        return _("the capacity of “{step}”").format(step=plan.by_id["steps"][record_id].name)
    name = plan.by_id["touchpoints"][record_id].name
    if kind == "blackout":
        return _("“{name}”: days without spend").format(name=name)
    return _("“{name}”: no message is active").format(name=name)


def limits_in_words(plan: Plan, keys: Iterable[str]) -> list[str]:
    """Rules by their keys, in words, each once."""
    return list(dict.fromkeys(limit_in_words(plan, key) for key in keys))


def limit_in_words(plan: Plan, key: str) -> str:
    """A rule of the program by its key (`total_budget`, `channel_limit:<id>:upper`), in words."""
    kind, _sep, rest = key.partition(":")
    record_id, _sep, side = rest.partition(":")
    if kind in EITHER_OR:
        return _either_or(plan, kind, record_id)
    if kind == "total_budget":
        return _("the total budget of {amount}").format(amount=money(plan.rules.total_budget, plan.currency))
    if kind in GROUP_RULES:
        limit = next((limit for limit in plan.rules.limits if limit.id == record_id), None)
        return group_limit(plan, limit, side) if limit is not None else key
    if kind in IN_TIME:
        return _in_time(plan, kind, record_id)
    if kind == "assumed_move_limit":
        share = percent(plan.rules.assumed_move_limit or 0.0)
        said = _("on an assumed curve, at most {share} up or down").format(share=share)
        line = plan.by_id["touchpoints"].get(record_id)
        return f"“{line.name}”: {said}" if line is not None else said
    line = plan.by_id["touchpoints"].get(record_id)
    return _line_rule(plan, line, kind, side) if line is not None else key.replace("_", " ")


def _line_rule(plan: Plan, line: Touchpoint, kind: str, side: str) -> str:
    if kind == "committed":
        said = _("{amount} committed").format(amount=money(line.committed, plan.currency))
    elif kind == "line_limit" and side == "lower" and line.lower is not None:
        said = _("at least {amount}").format(amount=money(line.lower, plan.currency))
    elif kind == "line_limit" and side == "upper" and line.upper is not None:
        said = _("at most {amount}").format(amount=money(line.upper, plan.currency))
    elif kind == "test_reserve":
        said = _("for tests")
    elif line.curve is None:
        said = _("no results known: kept as it is")
    else:
        said = _("locked")
    return f"“{line.name}”: {said}"


def binding_limit(allocation: Allocation, line: BudgetLine) -> str:
    """The limits that bind in the answer and hold this line, in words; empty where none does.

    A limit of the line's own counts only where the line stands on it (another split may not).
    """
    plan, own = allocation.plan, line.touchpoint.id
    stands = (
        line.proposed <= line.lower + plan.rules.money_step
        or line.proposed >= line.upper - plan.rules.money_step
    )
    keys = [
        price.key
        for price in allocation.prices.values()
        if price.binding
        and own in lines_of_limit(plan, price.key)
        and (stands or price.key.partition(":")[0] in GROUP_RULES)
    ]
    return "; ".join(limits_in_words(plan, keys))


def lines_of_limit(plan: Plan, key: str) -> set[str]:
    """Ids of the lines that a rule of a line or a group holds; of no line for the total."""
    kind, _sep, rest = key.partition(":")
    record_id = rest.partition(":")[0]
    if kind not in GROUP_RULES:
        return {record_id} & plan.by_id["touchpoints"].keys()
    limit = next((limit for limit in plan.rules.limits if limit.id == record_id), None)
    return {line.id for line in plan.touchpoints if limit is not None and _in_group(plan, limit, line)}


def _in_group(plan: Plan, limit: Limit, line: Touchpoint) -> bool:
    if limit.place is LimitPlace.CHANNEL:
        return line.channel_id == limit.place_id
    if limit.place is LimitPlace.STAGE:
        return bool(plan.by_id["steps"][line.step_id].stage_id == limit.place_id)
    if limit.place is LimitPlace.TAG:
        return limit.place_id in line.tags
    return limit.place_id in {share.segment_id for share in line.segment_shares}

"""Limits in words: what a rule's key means to the reader, and which limit holds a line."""

from __future__ import annotations

from collections.abc import Iterable

from models.allocation import Allocation
from models.communication import Channel, Touchpoint
from models.contacts import contact_limit
from models.goal_limits import bound_goals
from models.limit import LimitPlace
from models.plan import Period, Plan
from models.rules_in_time import most_change
from models.spend_groups import lines_in_limit
from planner.budget_lines import BudgetLine
from planner.figures_in_words import date, money, number, people, percent
from planner.goal_words import goal_rule_words, lines_of_goal
from planner.language import _
from planner.limit_forms import change_words, form_in_words, group_limit, line_limits, minimum_buy_words
from planner.message_limits import message_limit_words

GROUP_RULES = {f"{place.value}_limit" for place in LimitPlace}

IN_TIME = {"period_budget", "capacity", "message_needed", "blackout", "total_change", "contact_limit"}
EITHER_OR = {"minimum_if_used", "minimum_buy", "money_step", "most_lines_changed"}


def limits_set(plan: Plan) -> list[str]:
    """Every limit that somebody set, in words: groups first, then touchpoints, then rules in time."""
    said = [group_limit(plan, limit) for limit in plan.rules.limits]
    for line in plan.touchpoints:
        own = line_limits(plan, line)
        said += [f"“{line.name}”: {', '.join(own)}"] if own else []
    if plan.rules.line_change is not None:
        said.append(_("every touchpoint: {limit}").format(limit=change_words(plan.rules.line_change)))
    if plan.rules.total_change is not None:
        said.append(_("all spend together: {limit}").format(limit=change_words(plan.rules.total_change)))
    contacts = [contact_words(plan, channel) for channel in plan.channels if contact_limit(channel)]
    return said + contacts + [goal_rule_words(plan, goal.id) for goal in bound_goals(plan)]


def contact_words(plan: Plan, channel: Channel) -> str:
    """“channel “E-mail”: at most 4 contacts a person in 30 days, base of 31,000”."""
    return _("channel “{name}”: at most {contacts} contacts a person in {days} days, base of {people}").format(
        name=channel.name, contacts=number(channel.contacts_per_person.value if channel.contacts_per_person else 0),
        days=plan.reference_days, people=people(channel.base_size.value if channel.base_size else 0),
    )  # fmt: skip


def _either_or(plan: Plan, kind: str, line_id: str) -> str:
    """A rule about lines used or not, whole steps, or few changes."""
    if kind == "money_step":
        return _("whole steps of {amount}").format(amount=money(plan.rules.money_step or 1, plan.currency))
    if kind == "most_lines_changed":
        return _("touchpoints whose budget changes: at most {count}").format(
            count=plan.rules.most_lines_changed
        )
    line: Touchpoint = plan.by_id["touchpoints"][line_id]
    if kind == "minimum_buy":
        return _("“{name}”: {limit}, or nothing").format(name=line.name, limit=minimum_buy_words(plan, line))
    least = money(line.minimum_if_used or 0, plan.currency)
    said = _("“{name}”: {amount} at least, or nothing")
    if len(plan.periods) > 1:
        said = _("“{name}”: {amount} at least, or nothing; in every period its part of that by days")
    return said.format(name=line.name, amount=least)


def _in_time(plan: Plan, kind: str, record_id: str) -> str:
    """The budget of a period, the capacity of a step, or a line that may not spend."""
    if kind == "period_budget":
        period: Period = plan.by_id["periods"][record_id]
        return _("the budget of {amount} from {start} to {end}").format(
            amount=money(period.budget or 0, plan.currency), start=date(period.start), end=date(period.end)
        )
    if kind == "total_change":
        return _("all spend together: {limit}").format(limit=change_words(plan.rules.total_change or 0.0))
    if kind == "contact_limit":
        return contact_words(plan, plan.by_id["channels"][record_id])
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
    if kind == "goal":
        return goal_rule_words(plan, record_id)
    if kind == "total_budget":
        return _("the total budget of {amount}").format(amount=money(plan.rules.total_budget, plan.currency))
    if kind in GROUP_RULES:
        limit = next((limit for limit in plan.rules.limits if limit.id == record_id), None)
        return group_limit(plan, limit, side) if limit is not None else key
    if on_message := message_limit_words(plan, key):
        return on_message
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
    form = side.partition(":")[0]
    if kind == "committed":
        said = _("{amount} committed").format(amount=money(line.committed, plan.currency))
    elif kind == "line_limit" and getattr(line, form, None) is not None:
        said = form_in_words(plan, form, getattr(line, form))
    elif kind == "line_change":
        said = change_words(most_change(plan, line) or 0.0)
    elif kind == "contacts":
        said = contact_words(plan, plan.by_id["channels"][line.channel_id])
    elif kind == "booking":
        said = _("booking has passed: {amount} booked").format(amount=money(line.committed, plan.currency))
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
    """Ids of the lines that a rule of a line, a channel or a group holds; of no line for the total."""
    kind, _sep, rest = key.partition(":")
    record_id = rest.partition(":")[0]
    if kind == "contact_limit":
        return {line.id for line in plan.touchpoints if line.channel_id == record_id}
    if kind == "goal":
        return lines_of_goal(plan, record_id)
    if kind not in GROUP_RULES:
        return {record_id} & plan.by_id["touchpoints"].keys()
    limit = next((limit for limit in plan.rules.limits if limit.id == record_id), None)
    return set() if limit is None else set(lines_in_limit(plan, limit))

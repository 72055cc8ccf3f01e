"""Who stops at a step, and who speaks to them again."""

from __future__ import annotations

from models.communication import CreativeRule, PoolKind, Touchpoint
from models.journey import FunnelStep
from models.plan import Plan


def loses_people(plan: Plan, step: FunnelStep) -> bool:
    """Whether who stops here is lost: not at a conversion, nor where nothing follows."""
    return not step.converts and any(link.from_step_id == step.id for link in plan.links)


def share_lost(plan: Plan, step: FunnelStep) -> float:
    """Share of those served who go nowhere unaided, 0 to 1; 0 where nobody can be lost."""
    if not loses_people(plan, step):
        return 0.0
    return max(0.0, 1.0 - sum(link.conversion.value for link in plan.links if link.from_step_id == step.id))


def follow_ups(plan: Plan, step_id: str) -> list[Touchpoint | CreativeRule]:
    """Touchpoints that draw on the people stuck at a step, and the rules that it triggers."""
    links = {link.id for link in plan.links if link.from_step_id == step_id}
    pools = {pool.id for pool in plan.pools if pool.kind is PoolKind.NURTURE and pool.link_id in links}
    lines = [line for line in plan.touchpoints if line.pool_id in pools]
    rules = [rule for rule in plan.creative_rules if rule.trigger_step_id == step_id and rule.message_id]
    return [*lines, *rules]

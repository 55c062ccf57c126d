"""How much of each limit an account uses now."""

from bot.domain import LimitUse, RiskLimits, RiskMemory, RiskRule
from bot.trading.risk.facts import AccountFacts
from bot.trading.risk.measures import day_loss_pct, drawdown_pct, entries_today, percent_of


def limit_uses(limits: RiskLimits, memory: RiskMemory, facts: AccountFacts) -> tuple[LimitUse, ...]:
    """Every limit, also where none is set; `use` is None for what only an entry tells."""
    largest = max(map(abs, facts.exposures.values()), default=0.0)
    losses = len(facts.losses_in_a_row(memory.counted_from))
    rows: tuple[tuple[RiskRule, float | None, float | None, str], ...] = (
        (RiskRule.MAX_POSITION, limits.max_position_pct, percent_of(largest, facts.equity), "%"),
        (
            RiskRule.MAX_EXPOSURE,
            limits.max_exposure_pct,
            percent_of(facts.exposure, facts.equity),
            "%",
        ),
        (RiskRule.MAX_CORRELATED_EXPOSURE, limits.max_correlated_exposure_pct, None, "%"),
        (
            RiskRule.MAX_TRADES_PER_DAY,
            limits.max_trades_per_day,
            entries_today(memory, facts),
            "entries",
        ),
        (RiskRule.DAILY_LOSS_LIMIT, limits.daily_loss_limit_pct, day_loss_pct(memory, facts), "%"),
        (RiskRule.MAX_DRAWDOWN, limits.max_drawdown_pct, drawdown_pct(memory, facts), "%"),
        (RiskRule.MAX_CONSECUTIVE_LOSSES, limits.max_consecutive_losses, losses, "losses"),
        (RiskRule.MAX_SPREAD, limits.max_spread_pct, None, "%"),
        (RiskRule.MAX_PRICE_AGE, limits.max_price_age_seconds, None, "s"),
        (RiskRule.MAX_ORDERS_PER_MINUTE, limits.max_orders_per_minute, None, "entries"),
    )
    return tuple(
        LimitUse(rule=rule, limit=limit, use=use, unit=unit) for rule, limit, use, unit in rows
    )

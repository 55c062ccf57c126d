"""The limits of the account that stop every entry once they are reached."""

from datetime import timedelta

from bot.domain import RiskLimits, RiskMemory, RiskRule
from bot.trading.risk.facts import AccountFacts
from bot.trading.risk.measures import day_loss_pct, drawdown_pct
from bot.trading.risk.verdict import Breach


def daily_loss(limits: RiskLimits, memory: RiskMemory, facts: AccountFacts) -> Breach | None:
    """The day's loss at its limit: no entry until the next UTC day."""
    loss, most = day_loss_pct(memory, facts), limits.daily_loss_limit_pct
    if most is None or loss < most:
        return None
    return Breach(
        rule=RiskRule.DAILY_LOSS_LIMIT,
        reason=f"the UTC day {memory.day:%Y-%m-%d} has lost {loss:.2f} % of the "
        f"{memory.day_start_equity:.8g} that it began with, the limit is {most:g} %",
        until=memory.day + timedelta(days=1),
    )


def drawdown(limits: RiskLimits, memory: RiskMemory, facts: AccountFacts) -> Breach | None:
    """The drawdown at its limit: no entry until a person resumes."""
    fall, most = drawdown_pct(memory, facts), limits.max_drawdown_pct
    if most is None or fall < most:
        return None
    return Breach(
        rule=RiskRule.MAX_DRAWDOWN,
        reason=f"the equity of {facts.equity:.8g} is {fall:.2f} % below its peak of "
        f"{memory.peak_equity:.8g}, the limit is {most:g} %",
    )


def consecutive_losses(
    limits: RiskLimits, memory: RiskMemory, facts: AccountFacts
) -> Breach | None:
    """Too many losing trades in a row: no entry until the cooldown after the last one is over."""
    row, most = facts.losses_in_a_row(memory.counted_from), limits.max_consecutive_losses
    if most is None or len(row) < most:
        return None
    until = row[0].closed_at + timedelta(minutes=limits.cooldown_minutes)
    if facts.now >= until:
        return None
    return Breach(
        rule=RiskRule.MAX_CONSECUTIVE_LOSSES,
        reason=f"{len(row)} trades in a row have lost, the limit is {most}: entries rest for "
        f"{limits.cooldown_minutes:g} minutes after the last one",
        until=until,
    )


ACCOUNT_RULES = (daily_loss, drawdown, consecutive_losses)
"""Every limit that, once reached, stops entries of all symbols."""

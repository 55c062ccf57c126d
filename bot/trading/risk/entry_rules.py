"""The limits that an entry is held to: those that refuse it, and those that make it smaller."""

from collections.abc import Iterator

from bot.domain import RiskLimits, RiskMemory, RiskRule
from bot.trading.risk.facts import AccountFacts, EntryAsk
from bot.trading.risk.measures import drawdown_pct, entries_today
from bot.trading.risk.verdict import Reason


def refusals(
    limits: RiskLimits, memory: RiskMemory, facts: AccountFacts, ask: EntryAsk
) -> Iterator[Reason]:
    """A reason for each limit by which nothing of the entry may be taken."""
    if not facts.equity > 0:
        yield Reason.refusal(RiskRule.MAX_EXPOSURE, f"nothing is left: {facts.equity:.8g}")
    entries, most = entries_today(memory, facts), limits.max_trades_per_day
    if most is not None and entries >= most:
        words = f"{entries} positions were entered on the UTC day {memory.day:%Y-%m-%d}"
        yield Reason.refusal(RiskRule.MAX_TRADES_PER_DAY, f"{words}, the limit is {most}")
    spread, widest = ask.spread_pct, limits.max_spread_pct
    if widest is not None and spread is not None and not spread <= widest:
        words = f"the spread is {spread:.3g} %, the limit is {widest:g} %"
        yield Reason.refusal(RiskRule.MAX_SPREAD, words)
    age, oldest = ask.price_age.total_seconds(), limits.max_price_age_seconds
    if oldest is not None and age > oldest:
        words = f"the price decided on is {age:.0f} s old, the limit is {oldest:g} s"
        yield Reason.refusal(RiskRule.MAX_PRICE_AGE, words)
    orders, quickest = ask.orders_last_minute, limits.max_orders_per_minute
    if quickest is not None and orders >= quickest:
        words = f"{orders} entries were ordered within a minute, the limit is {quickest}"
        yield Reason.refusal(RiskRule.MAX_ORDERS_PER_MINUTE, words)


def reductions(
    limits: RiskLimits, memory: RiskMemory, facts: AccountFacts, ask: EntryAsk
) -> Iterator[Reason]:
    """A reason for each limit by which less than the whole entry may be taken."""
    bounds = (
        (RiskRule.MAX_POSITION, limits.max_position_pct, 0.0, "a position"),
        (RiskRule.MAX_EXPOSURE, limits.max_exposure_pct, ask.others, "all positions"),
        (
            RiskRule.MAX_CORRELATED_EXPOSURE,
            limits.max_correlated_exposure_pct,
            ask.correlated,
            f"positions that move with {ask.symbol}",
        ),
    )
    for rule, limit_pct, used, what in bounds:
        room = None if limit_pct is None else limit_pct / 100.0 * facts.equity - used
        if room is not None and room < ask.notional:
            words = (
                f"{what} may be {limit_pct:g} % of the equity of {facts.equity:.8g}: "
                f"{ask.notional:.8g} were planned beside the {used:.8g} held"
            )
            yield Reason(rule=rule, scale=max(room, 0.0) / ask.notional, words=words)
    yield from _by_drawdown(limits, drawdown_pct(memory, facts))


def _by_drawdown(limits: RiskLimits, fall: float) -> Iterator[Reason]:
    """Linear: the whole size at the threshold, nothing at the limit."""
    begin, most = limits.drawdown_reduce_from_pct, limits.max_drawdown_pct
    if begin is None or most is None or fall <= begin:
        return
    scale = (most - fall) / (most - begin) if fall < most else 0.0
    words = (
        f"a drawdown of {fall:.2f} % shrinks sizes, from {begin:g} % on to nothing at {most:g} %"
    )
    yield Reason(rule=RiskRule.MAX_DRAWDOWN, scale=scale, words=words)

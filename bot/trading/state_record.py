"""The latest state of a symbol, as it is kept."""

from datetime import datetime

from bot.domain import Action, BotState, StrategyConfig, timeframe_delta
from bot.trading.cycle_facts import CycleFacts, by_name, without_nan
from bot.trading.ledger import Ledger
from bot.trading.market import Market


def starting_state(
    market: Market, ledger: Ledger, config: StrategyConfig, heartbeat: datetime
) -> BotState:
    """The state before the first candle: nothing held, nothing decided."""
    return BotState(
        timestamp=heartbeat,
        symbol=market.symbol,
        position=ledger.direction,
        entry_price=None,
        unrealized_pnl_pct=None,
        last_signal=Action.FLAT,
        confidence=0.0,
        rsi=None,
        ema_fast=None,
        ema_slow=None,
        risk_per_trade_pct=config.risk_per_trade_pct,
        balance=ledger.balance,
        initial_balance=ledger.initial_balance,
        equity=ledger.balance,
        reason="no candle yet",
        mode=market.mode,
        data_source=market.data_source,
        timeframe=market.timeframe,
        asset_type=str(market.asset_type),
        heartbeat=heartbeat,
        loop_interval_seconds=market.loop_interval_seconds,
        config=config.to_dict(),
        config_fingerprint=config.fingerprint,
    )


def state_after(facts: CycleFacts) -> BotState:
    """The state that a cycle leaves."""
    ledger, decision, market = facts.settlements[-1].ledger, facts.decision, facts.market
    held = facts.position
    price = facts.candles[-1].close
    equity = ledger.equity(price)
    unrealized, unrealized_pct = None, None
    if held is not None:
        unrealized = equity - ledger.balance
        unrealized_pct = unrealized / (held.quantity * held.entry_price) * 100.0
    indicators = without_nan(facts.indicators)
    return BotState(
        timestamp=facts.close_time,
        symbol=market.symbol,
        position=ledger.direction,
        entry_price=None if held is None else held.entry_price,
        unrealized_pnl_pct=unrealized_pct,
        last_signal=decision.action,
        confidence=decision.confidence,
        rsi=indicators.get("rsi"),
        ema_fast=indicators.get("ema_fast"),
        ema_slow=indicators.get("ema_slow"),
        risk_per_trade_pct=facts.config.risk_per_trade_pct,
        quantity=None if held is None else held.quantity,
        entry_time=None if held is None else held.entry_time,
        stop_price=None if held is None else held.stop_price,
        target_price=None if held is None else held.target_price,
        entry_fee=None if held is None else held.entry_fee,
        unrealized_pnl=unrealized,
        balance=ledger.balance,
        initial_balance=ledger.initial_balance,
        equity=equity,
        fees_paid=float(ledger.fees_paid),  # the ledger begins with the 0 of any number
        trades=ledger.trades,
        pending_action=decision.action,
        reason=decision.reason,
        ai_override_active=decision.ai_override_active,
        technical=by_name(decision.technical),
        ai=None if decision.ai is None else by_name(decision.ai),
        macro=None if decision.macro is None else by_name(decision.macro),
        mode=market.mode,
        data_source=market.data_source,
        timeframe=market.timeframe,
        asset_type=str(market.asset_type),
        cycle=facts.cycle,
        heartbeat=facts.heartbeat,
        loop_interval_seconds=market.loop_interval_seconds,
        last_price=price,
        last_candle_time=facts.candles[-1].open_time,
        next_candle_time=facts.close_time + timeframe_delta(market.timeframe),
        config=facts.config.to_dict(),
        config_fingerprint=facts.config.fingerprint,
        config_error=facts.config_error,
        policy=facts.policy.to_dict(),
        warnings=_warnings(facts),
    )


def _warnings(facts: CycleFacts) -> tuple[str, ...]:
    return facts.standing if facts.missed is None else (*facts.standing, str(facts.missed))

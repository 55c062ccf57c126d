"""The latest state of a symbol, as it is kept."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.domain import (
    NOTHING_SHOWN,
    Action,
    BotState,
    PositionReport,
    SignalEvent,
    Standing,
    StrategyConfig,
    timeframe_delta,
)
from bot.trading.ai_calls import AiScore, ai_fields
from bot.trading.basis import ATR, KELLY
from bot.trading.books import Ledger, plain
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
        balance=plain(ledger.balance),
        initial_balance=plain(ledger.initial_balance),
        equity=plain(ledger.balance),
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


def state_after(
    signal: SignalEvent,
    *,
    market: Market,
    ledger: Ledger,
    held: PositionReport | None,
    config: StrategyConfig,
    policy: Mapping[str, Any],
    heartbeat: datetime,
    config_error: str | None = None,
    standing: Standing = Standing.UNPROVEN,
    standing_reason: str = NOTHING_SHOWN,
    warnings: tuple[str, ...] = (),
    macro_events: tuple[Mapping[str, Any], ...] = (),
    ai_score: AiScore | None = None,
) -> BotState:
    """The state that a cycle leaves: its decision, and what its account came to."""
    return BotState(
        **_books(ledger, held, signal.price),
        **ai_fields(ai_score),
        timestamp=signal.timestamp,
        symbol=market.symbol,
        last_signal=signal.action,
        confidence=signal.confidence,
        rsi=signal.indicators.get("rsi"),
        ema_fast=signal.indicators.get("ema_fast"),
        ema_slow=signal.indicators.get("ema_slow"),
        risk_per_trade_pct=config.risk_per_trade_pct,
        pending_action=signal.action,
        atr=signal.indicators.get(ATR),
        kelly=signal.indicators.get(KELLY),
        reason=signal.reason,
        ai_override_active=signal.ai_override_active,
        withheld=signal.withheld,
        entry_scale=signal.entry_scale,
        technical=signal.technical,
        ai=signal.ai,
        macro=signal.macro,
        macro_events=macro_events,
        mode=market.mode,
        data_source=market.data_source,
        timeframe=market.timeframe,
        asset_type=str(market.asset_type),
        cycle=signal.cycle,
        heartbeat=heartbeat,
        loop_interval_seconds=market.loop_interval_seconds,
        last_price=signal.price,
        last_candle_time=signal.candle_time,
        next_candle_time=signal.timestamp + timeframe_delta(market.timeframe),
        config=config.to_dict(),
        config_fingerprint=config.fingerprint,
        config_error=config_error,
        standing=standing,
        standing_reason=standing_reason,
        policy=policy,
        warnings=warnings,
    )


def state_with_books(state: BotState, ledger: Ledger, held: PositionReport | None) -> BotState:
    """The state with position and account as they are now, marked at its last price."""
    price = state.last_price
    if price is None:  # no candle yet: what is held is worth what was paid
        price = 0.0 if held is None else held.entry_price
    return replace(state, **_books(ledger, held, price))


def _books(ledger: Ledger, held: PositionReport | None, price: float) -> dict[str, Any]:
    """The fields of a state on position and account, marked at a price."""
    balance, equity = plain(ledger.balance), plain(ledger.equity(price))
    unrealized, unrealized_pct = None, None
    entered = ledger.round_trip
    prices = None if entered is None else entered.prices
    if held is not None:
        unrealized = equity - balance
        unrealized_pct = unrealized / (held.quantity * held.entry_price) * 100.0
    return {
        "position": ledger.direction,
        "entry_price": None if held is None else held.entry_price,
        "unrealized_pnl_pct": unrealized_pct,
        "quantity": None if held is None else held.quantity,
        "entry_time": None if held is None else held.entry_time,
        "stop_price": None if held is None else held.stop_price,
        "target_price": None if held is None else held.target_price,
        "trailing_distance": None if held is None else held.trailing_distance,
        "entry_fee": None if held is None else held.entry_fee,
        "entry_stop_price": None if held is None else held.entry_stop_price,
        "entry_signal_id": None if entered is None else entered.signal_id,
        "highest_price": None if prices is None else prices.highest,
        "lowest_price": None if prices is None else prices.lowest,
        "unrealized_pnl": unrealized,
        "balance": balance,
        "initial_balance": plain(ledger.initial_balance),
        "equity": equity,
        "fees_paid": float(ledger.fees_paid),  # the ledger begins with the 0 of any number
        "trades": ledger.trades,
    }

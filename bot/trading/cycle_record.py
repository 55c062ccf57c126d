"""From the facts of a cycle to the lines and the state that are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any

from bot.domain import (
    Action,
    BotState,
    Candle,
    CandleRecord,
    CycleRecord,
    Decision,
    DecisionPolicy,
    EquityPoint,
    FeatureSnapshot,
    MacroInsight,
    PredictionSnapshot,
    Signal,
    SignalEvent,
    StrategyConfig,
    Trade,
    timeframe_delta,
)
from bot.trading.ledger import Ledger
from bot.trading.market import Market

Opinion = Signal | PredictionSnapshot | MacroInsight | FeatureSnapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleFacts:
    """What one cycle saw, decided and settled; `ledgers` holds one ledger for each candle.

    `tells_config`: the decision's line carries config and policy whole.
    """

    market: Market
    config: StrategyConfig
    config_error: str | None
    tells_config: bool
    policy: DecisionPolicy
    decision: Decision
    indicators: Mapping[str, float]
    candles: tuple[Candle, ...]
    ledgers: tuple[Ledger, ...]
    trades: tuple[Trade, ...]
    outcome: str
    warnings: tuple[str, ...]
    cycle: int
    heartbeat: datetime

    @property
    def close_time(self) -> datetime:
        """When the candle that was decided on closed."""
        return self.candles[-1].open_time + timeframe_delta(self.market.timeframe)


def cycle_record(facts: CycleFacts) -> CycleRecord:
    """Everything the cycle keeps: one signal, equity and candle lines for each candle, trades."""
    length = timeframe_delta(facts.market.timeframe)
    symbol = facts.market.symbol
    return CycleRecord(
        state=_state(facts),
        signals=(_signal(facts),),
        equity=tuple(
            EquityPoint(
                timestamp=candle.open_time + length,
                symbol=symbol,
                equity=ledger.equity(candle.close),
                balance=ledger.account.balance,
            )
            for candle, ledger in zip(facts.candles, facts.ledgers, strict=True)
        ),
        trades=facts.trades,
        candles=tuple(
            CandleRecord(symbol=symbol, timeframe=facts.market.timeframe, candle=candle)
            for candle in facts.candles
        ),
    )


def heartbeat_record(state: BotState, heartbeat: datetime) -> CycleRecord:
    """A cycle in which nothing happened but time."""
    return CycleRecord(state=replace(state, heartbeat=heartbeat))


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
        balance=ledger.account.balance,
        initial_balance=ledger.initial_balance,
        equity=ledger.account.balance,
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


def merged(records: Sequence[CycleRecord]) -> CycleRecord:
    """Several cycles of one symbol, in order, as one record."""
    return CycleRecord(
        state=records[-1].state,
        signals=tuple(line for record in records for line in record.signals),
        equity=tuple(line for record in records for line in record.equity),
        trades=tuple(line for record in records for line in record.trades),
        candles=tuple(line for record in records for line in record.candles),
    )


def _signal(facts: CycleFacts) -> SignalEvent:
    decision = facts.decision
    return SignalEvent(
        timestamp=facts.close_time,
        candle_time=decision.candle_time,
        symbol=facts.market.symbol,
        timeframe=facts.market.timeframe,
        cycle=facts.cycle,
        action=decision.action,
        confidence=decision.confidence,
        reason=decision.reason,
        ai_override_active=decision.ai_override_active,
        price=facts.candles[-1].close,
        config_fingerprint=facts.config.fingerprint,
        outcome=facts.outcome,
        indicators=_known(facts.indicators),
        technical=_by_name(decision.technical),
        ai=None if decision.ai is None else _by_name(decision.ai),
        macro=None if decision.macro is None else _by_name(decision.macro),
        candle_fingerprint=facts.candles[-1].fingerprint,
        config=facts.config.to_dict() if facts.tells_config else None,
        policy=facts.policy.to_dict() if facts.tells_config else None,
    )


def _state(facts: CycleFacts) -> BotState:
    ledger, decision, market = facts.ledgers[-1], facts.decision, facts.market
    held = ledger.account
    price = facts.candles[-1].close
    equity = ledger.equity(price)
    is_open = held.direction != 0
    unrealized = equity - held.balance if is_open else None
    notional = held.quantity * held.entry_price
    known = _known(facts.indicators)
    return BotState(
        timestamp=facts.close_time,
        symbol=market.symbol,
        position=ledger.direction,
        entry_price=held.entry_price if is_open else None,
        unrealized_pnl_pct=unrealized / notional * 100.0 if unrealized is not None else None,
        last_signal=decision.action,
        confidence=decision.confidence,
        rsi=known.get("rsi"),
        ema_fast=known.get("ema_fast"),
        ema_slow=known.get("ema_slow"),
        risk_per_trade_pct=facts.config.risk_per_trade_pct,
        quantity=held.quantity if is_open else None,
        entry_time=ledger.entry_time,
        stop_price=held.stop_price if is_open else None,
        target_price=held.target_price if is_open else None,
        entry_fee=held.entry_fee if is_open else None,
        unrealized_pnl=unrealized,
        balance=held.balance,
        initial_balance=ledger.initial_balance,
        equity=equity,
        fees_paid=ledger.fees_paid,
        trades=ledger.trades,
        pending_action=decision.action,
        reason=decision.reason,
        ai_override_active=decision.ai_override_active,
        technical=_by_name(decision.technical),
        ai=None if decision.ai is None else _by_name(decision.ai),
        macro=None if decision.macro is None else _by_name(decision.macro),
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
        warnings=facts.warnings,
    )


def _by_name(opinion: Opinion) -> dict[str, Any]:
    """An opinion's fields by name, nested ones too."""
    values = {f.name: getattr(opinion, f.name) for f in fields(opinion)}
    return {
        name: _by_name(value) if isinstance(value, FeatureSnapshot) else value
        for name, value in values.items()
    }


def _known(numbers: Mapping[str, float]) -> dict[str, float | None]:
    """NaN as None: a warm-up value is unknown, not a number."""
    return {name: value if value == value else None for name, value in numbers.items()}

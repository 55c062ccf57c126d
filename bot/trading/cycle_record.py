"""From the facts of a cycle to the lines and the state that are kept."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain import (
    BotState,
    Candle,
    CandleRecord,
    CycleRecord,
    EquityPoint,
    SignalEvent,
    timeframe_delta,
)
from bot.trading.books import plain
from bot.trading.cycle_facts import CycleFacts, by_name, event_by_name, without_nan
from bot.trading.settlement import Settlement, settlement_words
from bot.trading.state_record import state_after

_SHOWN_EVENTS = 20


def cycle_record(facts: CycleFacts) -> CycleRecord:
    """Everything the cycle keeps: one signal, equity and candle lines for each candle, trades."""
    market, signal = facts.market, _signal(facts)
    return CycleRecord(
        state=_state(facts, signal),
        signals=(signal,),
        equity=equity_points(market.symbol, market.timeframe, facts.candles, facts.settlements),
        trades=tuple(trade for settlement in facts.settlements for trade in settlement.trades),
        candles=tuple(
            CandleRecord(symbol=market.symbol, timeframe=market.timeframe, candle=candle)
            for candle in facts.candles
        ),
    )


def equity_points(
    symbol: str, timeframe: str, candles: Sequence[Candle], settlements: Sequence[Settlement]
) -> tuple[EquityPoint, ...]:
    """What the account was worth at the close of each candle, with the candle's fills in it."""
    length = timeframe_delta(timeframe)
    return tuple(
        EquityPoint(
            timestamp=candle.open_time + length,
            symbol=symbol,
            equity=plain(settlement.ledger.equity(candle.close)),
            balance=plain(settlement.ledger.balance),
        )
        for candle, settlement in zip(candles, settlements, strict=True)
    )


def heartbeat_record(state: BotState, heartbeat: datetime) -> CycleRecord:
    """A cycle in which nothing happened but time."""
    return CycleRecord(state=replace(state, heartbeat=heartbeat))


def merged(records: Sequence[CycleRecord]) -> CycleRecord:
    """Several cycles of one symbol, in order, as one record."""
    return CycleRecord(
        state=records[-1].state,
        signals=tuple(line for record in records for line in record.signals),
        equity=tuple(line for record in records for line in record.equity),
        trades=tuple(line for record in records for line in record.trades),
        orders=tuple(line for record in records for line in record.orders),
        candles=tuple(line for record in records for line in record.candles),
    )


def _state(facts: CycleFacts, signal: SignalEvent) -> BotState:
    return state_after(
        signal,
        market=facts.market,
        ledger=facts.settlements[-1].ledger,
        held=facts.position,
        config=facts.config,
        policy=facts.policy.to_dict(),
        heartbeat=facts.heartbeat,
        config_error=facts.config_error,
        standing=facts.stance.standing,
        standing_reason=facts.stance.reason,
        warnings=_warnings(facts),
        macro_events=tuple(map(event_by_name, facts.macro_events[:_SHOWN_EVENTS])),
    )


def _warnings(facts: CycleFacts) -> tuple[str, ...]:
    notes = facts.lasting_notes
    return notes if facts.missed is None else (*notes, str(facts.missed))


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
        outcome=_outcome(facts),
        indicators=without_nan(facts.indicators),
        technical=by_name(decision.technical),
        ai=None if decision.ai is None else by_name(decision.ai),
        macro=None if decision.macro is None else by_name(decision.macro),
        candle_fingerprint=facts.candles[-1].fingerprint,
        config=facts.config.to_dict() if facts.tells_config else None,
        policy=facts.policy.to_dict() if facts.tells_config else None,
        revised=facts.revised or None,
        withheld=decision.withheld,
        entry_scale=None if facts.entry_scale == 1.0 else facts.entry_scale,
        data_source=facts.market.data_source if facts.tells_config else None,
    )


def _outcome(facts: CycleFacts) -> str:
    words = settlement_words(facts.settlements[-1])
    return words if facts.missed is None else f"{facts.missed}; {words}"

"""A small, realistic state volume, written through the store as the bot writes it."""

import math
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain import (
    Action,
    BotState,
    Candle,
    CandleRecord,
    CycleRecord,
    DecisionPolicy,
    EquityPoint,
    ExitReason,
    FeatureSnapshot,
    MacroInsight,
    PredictionSnapshot,
    Signal,
    SignalEvent,
    StrategyConfig,
    Trade,
    Volume,
    id_at,
)
from bot.state import FileVolume

NOON = datetime(2025, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
BALANCE = 10_000.0


def write_volume(
    into: Path | Volume,
    *,
    symbol: str = "BTC/USDT",
    candles: int = 120,
    heartbeat: datetime = NOON,
    **changes: Any,
) -> None:
    """A symbol with that many hourly candles, a trade every eighth, a LONG still open.

    The first one written is the primary one. The last candle closes on the hour before `heartbeat`;
    `changes` replace fields of the state.
    """
    last_close = heartbeat.replace(minute=0, second=0, microsecond=0)
    opens = [last_close - (candles - number) * HOUR for number in range(candles)]
    prices = [_price(number) for number in range(candles + 1)]
    trades = tuple(
        _trade(symbol, opens[number - 3], opens[number], prices[number - 3], number)
        for number in range(8, candles, 8)
    )
    record = CycleRecord(
        state=replace(_state(symbol, opens[-1], prices, heartbeat, trades), **changes),
        signals=tuple(
            _signal(symbol, opened, number, prices) for number, opened in enumerate(opens)
        ),
        equity=_equity(symbol, opens, trades),
        trades=trades,
        candles=tuple(
            _candle(symbol, opened, prices[number], prices[number + 1])
            for number, opened in enumerate(opens)
        ),
    )
    volume = FileVolume(into) if isinstance(into, Path) else into
    with volume.hold("bot"):
        is_first = volume.reader().load_state() is None
        volume.writer(symbol).commit(record)
        if is_first:
            volume.make_primary(symbol)


def _price(number: int) -> float:
    return 64_000 + 900 * math.sin(number / 9) + 150 * math.sin(number * 1.7)


def _emas(prices: list[float], number: int) -> tuple[float, float]:
    recent = prices[max(0, number - 4) : number + 1]
    longer = prices[max(0, number - 14) : number + 1]
    return sum(recent) / len(recent), sum(longer) / len(longer)


def _candle(symbol: str, opened: datetime, before: float, after: float) -> CandleRecord:
    candle = Candle(
        open_time=opened,
        open=before,
        high=max(before, after) + 60,
        low=min(before, after) - 60,
        close=after,
        volume=12.5,
    )
    return CandleRecord(symbol=symbol, timeframe="1h", candle=candle)


def _trade(symbol: str, entered: datetime, left: datetime, price: float, number: int) -> Trade:
    won = number % 3 > 0
    change = 0.008 if won else -0.004
    return Trade(
        symbol=symbol,
        direction=Action.LONG,
        quantity=0.05,
        entry_time=entered,
        entry_price=price,
        exit_time=left,
        exit_price=price * (1 + change),
        fees=6.4,
        pnl=0.05 * price * change - 6.4,
        pnl_pct=change * 100 - 0.2,
        exit_reason=ExitReason.TAKE_PROFIT if won else ExitReason.STOP_LOSS,
        signal_id=id_at(symbol, entered - HOUR),
        stop_price=price * 0.996,
        target_price=price * 1.008,
        last_stop_price=price * 0.996,
        highest_price=price * (1.008 if won else 1.002),
        lowest_price=price * (0.998 if won else 0.996),
    )


def _equity(
    symbol: str, opens: list[datetime], trades: tuple[Trade, ...]
) -> tuple[EquityPoint, ...]:
    points = []
    for opened in opens:
        balance = BALANCE + sum(trade.pnl for trade in trades if trade.exit_time <= opened)
        points.append(
            EquityPoint(timestamp=opened + HOUR, symbol=symbol, equity=balance, balance=balance)
        )
    return tuple(points)


def prediction() -> PredictionSnapshot:
    """A prediction that leans long."""
    return PredictionSnapshot(
        action=Action.LONG,
        confidence=0.52,
        probability_long=0.52,
        probability_short=0.19,
        probability_flat=0.29,
        expected_move_pct=0.41,
        summary="Momentum and the EMA gap point up; volatility is low.",
        features=FeatureSnapshot(
            ema_gap_pct=0.31, momentum_pct=0.82, rsi_distance_from_mid=11.2, volatility_pct=0.6
        ),
    )


def insight(symbol: str, as_of: datetime) -> MacroInsight:
    """A mildly bearish insight of two events."""
    return MacroInsight(
        as_of=as_of,
        symbol=symbol,
        bias=-0.21,
        confidence=0.38,
        summary="Mildly bearish: the central bank sounds hawkish.",
        drivers=("Central bank holds rates, signals no cut", "Exchange outage"),
        interest_rate_outlook="on hold",
        events=2,
    )


def technical() -> Signal:
    """A long technical opinion."""
    reason = "EMA 12 is above EMA 26 and RSI 61.2 is below 70"
    return Signal(action=Action.LONG, confidence=0.61, reason=reason)


def _signal(symbol: str, opened: datetime, number: int, prices: list[float]) -> SignalEvent:
    fast, slow = _emas(prices, number + 1)
    action = Action.LONG if fast > slow else Action.FLAT
    return SignalEvent(
        timestamp=opened + HOUR,
        candle_time=opened,
        symbol=symbol,
        timeframe="1h",
        cycle=number + 1,
        action=action,
        confidence=0.61 if action is Action.LONG else 0.2,
        reason="EMA 12 above EMA 26, RSI 61.2 below 70"
        if action is Action.LONG
        else "no trade: confidence 0.20 is below 0.40",
        ai_override_active=number % 20 == 0,
        price=prices[number + 1],
        config_fingerprint=StrategyConfig().fingerprint,
        outcome="entered LONG at the open" if number % 8 == 5 else "nothing to do",
        indicators={"ema_fast": fast, "ema_slow": slow, "rsi": 61.2},
        technical=asdict(technical()),
        ai=asdict(prediction()),
        macro=asdict(insight(symbol, opened + HOUR)),
    )


def _state(
    symbol: str,
    opened: datetime,
    prices: list[float],
    heartbeat: datetime,
    trades: tuple[Trade, ...],
) -> BotState:
    fast, slow = _emas(prices, len(prices) - 1)
    balance = BALANCE + sum(trade.pnl for trade in trades)
    entry = prices[-1] * 0.9958
    return BotState(
        timestamp=opened + HOUR,
        symbol=symbol,
        position=Action.LONG,
        entry_price=entry,
        unrealized_pnl_pct=0.42,
        last_signal=Action.LONG,
        confidence=0.61,
        rsi=61.2,
        ema_fast=fast,
        ema_slow=slow,
        risk_per_trade_pct=0.5,
        quantity=0.05,
        entry_time=opened,
        stop_price=entry * 0.996,
        target_price=entry * 1.008,
        entry_fee=3.2,
        entry_stop_price=entry * 0.996,
        entry_signal_id=id_at(symbol, opened - HOUR),
        highest_price=prices[-1] + 60,
        lowest_price=entry - 60,
        unrealized_pnl=13.4,
        balance=balance,
        initial_balance=BALANCE,
        equity=balance + 13.4,
        fees_paid=sum(trade.fees for trade in trades),
        trades=len(trades),
        pending_action=Action.LONG,
        reason="EMA 12 above EMA 26, RSI 61.2 below 70; the AI agrees",
        technical=asdict(technical()),
        ai=asdict(prediction()),
        macro=asdict(insight(symbol, opened + HOUR)),
        cycle=len(prices) - 1,
        heartbeat=heartbeat,
        loop_interval_seconds=60.0,
        last_price=prices[-1],
        last_candle_time=opened,
        next_candle_time=opened + HOUR,
        config=StrategyConfig(symbol=symbol).to_dict(),
        config_fingerprint=StrategyConfig(symbol=symbol).fingerprint,
        policy=DecisionPolicy().to_dict(),
    )

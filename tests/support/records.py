"""Small, whole records of one symbol, made from a cycle number."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain import (
    Action,
    BotState,
    Candle,
    CandleRecord,
    CycleRecord,
    EquityPoint,
    ExitReason,
    Side,
    SignalEvent,
    Trade,
    rfc3339,
)
from bot.domain.orders import OrderPurpose, OrderState, OrderStory

START = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def bot_state(cycle: int, symbol: str = "BTC/USDT") -> BotState:
    """A state whose every changing field tells the cycle."""
    return BotState(
        timestamp=START + cycle * HOUR,
        symbol=symbol,
        position=Action.LONG,
        entry_price=100.0 + cycle,
        unrealized_pnl_pct=0.1,
        last_signal=Action.LONG,
        confidence=0.5,
        rsi=55.5,
        ema_fast=None,
        ema_slow=101.25,
        risk_per_trade_pct=0.5,
        balance=10_000.0 + cycle,
        initial_balance=10_000.0,
        equity=10_001.0 + cycle,
        entry_time=START,
        cycle=cycle,
        config={"ema_fast": 12},
        warnings=("a gap of 2 candles",),
    )


def state_with_opinions(cycle: int) -> BotState:
    """A state with all three opinions and an event, as JSON gives them back."""
    return replace(
        bot_state(cycle),
        reason="the AI agrees",
        technical={"action": "LONG", "confidence": 0.62, "reason": "fast above slow"},
        ai={
            "action": "LONG",
            "confidence": 0.72,
            "probability_long": 0.72,
            "probability_short": 0.18,
            "probability_flat": 0.1,
            "expected_move_pct": 0.64,
            "summary": "leans upside",
            "features": {
                "ema_gap_pct": 0.48,
                "momentum_pct": None,
                "rsi_distance_from_mid": 8.5,
                "volatility_pct": 0.62,
            },
        },
        macro={
            "as_of": "2024-01-01T03:00:00Z",
            "symbol": "BTC/USDT",
            "bias": -0.18,
            "confidence": 0.58,
            "summary": "bearish",
            "drivers": ["tariffs reviewed"],
            "driver_shares": [-0.18],
            "interest_rate_outlook": "unchanged",
            "political_risk": None,
            "events": 3,
            "undated": 1,
        },
        macro_events=(
            {
                "title": "rates stay",
                "category": "central_bank",
                "sentiment": "neutral",
                "impact": "medium",
                "interest_rate_expectation": "unchanged",
                "published_at": "2024-01-01T00:00:00Z",
            },
        ),
    )


def signal(cycle: int, symbol: str = "BTC/USDT") -> SignalEvent:
    """The decision of a cycle."""
    return SignalEvent(
        timestamp=START + cycle * HOUR,
        candle_time=START + (cycle - 1) * HOUR,
        symbol=symbol,
        timeframe="1h",
        cycle=cycle,
        action=Action.FLAT,
        confidence=0.25,
        reason="fast ≈ slow",
        ai_override_active=False,
        price=100.1,
        config_fingerprint="0123456789ab",
        outcome="no position",
        indicators={"rsi": 50.0, "ema_fast": None},
        technical={"action": "FLAT", "confidence": 0.25, "reason": "fast ≈ slow"},
        ai=None,
        macro={"bias": 0.1, "drivers": ["rate cut"]},
    )


def equity_point(cycle: int, symbol: str = "BTC/USDT") -> EquityPoint:
    """The equity after a cycle."""
    return EquityPoint(
        timestamp=START + cycle * HOUR, symbol=symbol, equity=1.1 * cycle, balance=1.0 * cycle
    )


def trade(cycle: int, symbol: str = "BTC/USDT") -> Trade:
    """A trade that was closed in a cycle."""
    return Trade(
        symbol=symbol,
        direction=Action.LONG,
        quantity=0.1,
        entry_time=START,
        entry_price=100.0,
        exit_time=START + cycle * HOUR,
        exit_price=99.6,
        fees=0.02,
        pnl=-0.06,
        pnl_pct=-0.6,
        exit_reason=ExitReason.STOP_LOSS,
    )


def candle_record(cycle: int, symbol: str = "BTC/USDT") -> CandleRecord:
    """The candle that a cycle decided on."""
    opened = START + (cycle - 1) * HOUR
    candle = Candle(
        open_time=opened, open=1.0, high=2.0 + cycle, low=0.5, close=1.5, volume=float(cycle)
    )
    return CandleRecord(symbol=symbol, timeframe="1h", candle=candle)


def cycle_record(cycle: int, symbol: str = "BTC/USDT") -> CycleRecord:
    """A whole cycle; every third closes a trade."""
    return CycleRecord(
        state=bot_state(cycle, symbol),
        signals=(signal(cycle, symbol),),
        equity=(equity_point(cycle, symbol),),
        trades=(trade(cycle, symbol),) if cycle % 3 == 0 else (),
        candles=(candle_record(cycle, symbol),),
    )


def order_story(cycle: int, symbol: str = "BTC/USDT") -> OrderStory:
    """The story of a stop that filled."""
    at = rfc3339(START + cycle * HOUR)
    return OrderStory(
        client_id=f"atl-{cycle}-s",
        venue_order_id=str(cycle),
        symbol=symbol,
        signal_id=f"{symbol}@{at}",
        purpose=OrderPurpose.STOP,
        side=Side.SELL,
        exit_reason=ExitReason.STOP_LOSS,
        state=OrderState.FILLED,
        intended_at=START,
        ended_at=START + cycle * HOUR,
        quantity=0.1,
        filled=0.1,
        decided_price=99.6,
        price=99.5,
        slippage_pct=0.1,
        fees=0.01,
        requests=({"at": at, "action": "protect", "answer": "open"},),
        states=({"at": at, "state": "filled"},),
        fills=({"at": at, "trade_id": "1", "quantity": "0.1", "price": "99.5"},),
    )

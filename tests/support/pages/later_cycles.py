"""One more cycle of a volume that `small_volume` wrote, as a bot at work would commit it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.domain import (
    Action,
    BotState,
    CycleRecord,
    ExitReason,
    Trade,
)
from bot.state import FileVolume
from tests.support.small_volume import HOUR

FLAT = {
    "position": Action.FLAT,
    "entry_price": None,
    "entry_time": None,
    "quantity": None,
    "stop_price": None,
    "target_price": None,
    "entry_fee": None,
    "unrealized_pnl": None,
    "unrealized_pnl_pct": None,
}


def commit_later(
    folder: Path,
    *,
    symbol: str = "BTC/USDT",
    trades: tuple[Trade, ...] = (),
    reason: str | None = None,
    heartbeat: datetime | None = None,
    **changes: Any,
) -> BotState:
    """The candle after the last one, decided on like it; `changes` replace fields of the state."""
    volume = FileVolume(folder)
    reader = volume.reader(symbol)
    before = reader.load_state()
    assert before is not None
    signal, point, candle = reader.signals(1)[0], reader.equity(1)[0], reader.candles(1)[0]
    state = replace(
        before,
        timestamp=before.timestamp + HOUR,
        cycle=before.cycle + 1,
        heartbeat=heartbeat or datetime.now(UTC),
        last_candle_time=signal.candle_time + HOUR,
        next_candle_time=before.timestamp + 2 * HOUR,
        trades=before.trades + len(trades),
        **changes,
    )
    record = CycleRecord(
        state=state,
        signals=(
            replace(
                signal,
                timestamp=signal.timestamp + HOUR,
                candle_time=signal.candle_time + HOUR,
                cycle=signal.cycle + 1,
                reason=signal.reason if reason is None else reason,
            ),
        ),
        equity=(replace(point, timestamp=point.timestamp + HOUR),),
        trades=trades,
        candles=(
            replace(
                candle, candle=replace(candle.candle, open_time=candle.candle.open_time + HOUR)
            ),
        ),
    )
    with volume.hold("bot"):
        volume.writer(symbol).commit(record)
    return state


def enter(folder: Path, **more: Any) -> BotState:
    """A LONG entered at the open of the next candle."""
    volume = FileVolume(folder)
    before = volume.reader(more.get("symbol", "BTC/USDT")).load_state()
    assert before is not None
    assert before.last_price is not None
    price = before.last_price
    return commit_later(
        folder,
        position=Action.LONG,
        quantity=0.05,
        entry_price=price,
        entry_time=before.timestamp,
        stop_price=price * 0.99,
        target_price=price * 1.02,
        entry_fee=3.2,
        unrealized_pnl=-3.2,
        unrealized_pnl_pct=0.0,
        **more,
    )


def leave(folder: Path, *, symbol: str = "BTC/USDT", within_the_candle: bool = False) -> Trade:
    """What is held is closed at its target in the next candle, or in that of its entry."""
    before = FileVolume(folder).reader(symbol).load_state()
    assert before is not None
    assert before.entry_price is not None
    assert before.entry_time is not None
    assert before.quantity is not None
    trade = Trade(
        symbol=symbol,
        direction=before.position,
        quantity=before.quantity,
        entry_time=before.entry_time,
        entry_price=before.entry_price,
        exit_time=before.entry_time if within_the_candle else before.timestamp,
        exit_price=before.entry_price * 1.02,
        fees=6.5,
        pnl=before.quantity * before.entry_price * 0.02 - 6.5,
        pnl_pct=1.8,
        exit_reason=ExitReason.TAKE_PROFIT,
    )
    commit_later(folder, symbol=symbol, trades=(trade,), **FLAT)
    return trade

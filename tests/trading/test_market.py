"""When a market is worth a look, and when its candles are too old."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain import Action, AssetType, BotState, TradingMode
from bot.domain.errors import ConfigError
from bot.trading.market import Market, closed_at
from tests.support.candles import random_walk

NOON = datetime(2024, 1, 8, 12, tzinfo=UTC)
LIVE = Market(
    symbol="BTC/USDT",
    data_symbol="BTC/USDT",
    macro_symbol="BTC/USDT",
    asset_type=AssetType.CRYPTO,
    timeframe="1h",
    lookback=250,
    data_source="exchange",
    mode=TradingMode.PAPER,
    counts_undated=True,
    loop_interval_seconds=3600,
    runs_in_real_time=True,
)


@pytest.mark.parametrize(
    ("due_in_seconds", "look_in_seconds"),
    [(90, 91), (0, 5), (-59, 5), (-60, None), (-86_400, None)],
)
def test_a_candle_is_looked_for_after_it_closes_and_again_while_it_is_overdue(
    due_in_seconds, look_in_seconds
):
    due = NOON + timedelta(seconds=due_in_seconds)
    assert LIVE.seconds_to_next_look(due, NOON) == look_in_seconds


def test_a_market_without_a_wall_clock_is_never_waited_for():
    replayed = replace(LIVE, runs_in_real_time=False)
    assert replayed.seconds_to_next_look(NOON + timedelta(hours=1), NOON) is None


@pytest.mark.parametrize(
    ("asset_type", "allowed"),
    [(AssetType.CRYPTO, timedelta(hours=3)), (AssetType.EQUITY, timedelta(days=5, hours=3))],
)
def test_candles_older_than_any_closure_explains_are_late(asset_type, allowed):
    market = replace(LIVE, asset_type=asset_type)
    assert market.lateness(NOON - allowed, NOON) is None
    late = market.lateness(NOON - allowed - timedelta(seconds=1), NOON)
    assert late is not None
    assert "the source is late" in str(late)


def test_candles_that_close_after_the_time_of_their_source_are_left_out_and_told():
    frame = random_walk(5, seed=1)
    last = frame.index[-1].to_pydatetime()
    assert closed_at(frame, "1h", last + timedelta(hours=1)) is frame
    now = last - timedelta(minutes=1)
    closed = closed_at(frame, "1h", now)
    assert closed.index[-1] == frame.index[2]
    (note,) = closed.attrs["warnings"]
    assert note == (
        f"candles that close after {now:%Y-%m-%d %H:%M} UTC, the time of their source, are not "
        f"decided on: 2, the last opens at {last:%Y-%m-%d %H:%M}"
    )
    assert len(closed_at(frame, "1h", last - timedelta(days=1))) == 0


@pytest.mark.parametrize("mode", [TradingMode.TESTNET, TradingMode.LIVE])
def test_money_on_paper_never_becomes_real_nor_real_money_paper(mode):
    fields = {"position": Action.FLAT, "last_signal": Action.FLAT, "confidence": 0.0}
    unknown = dict.fromkeys(("entry_price", "unrealized_pnl_pct", "rsi", "ema_fast", "ema_slow"))
    money = {"risk_per_trade_pct": 0.5, "balance": 1.0, "initial_balance": 1.0, "equity": 1.0}
    kept = BotState(
        **fields,
        **unknown,
        **money,
        timestamp=NOON,
        symbol="BTC/USDT",
        data_source="exchange",
        last_candle_time=NOON,
    )
    with pytest.raises(ConfigError, match=f"was written with mode PAPER, now it is {mode}"):
        replace(LIVE, mode=mode).refuse_foreign(kept)
    with pytest.raises(ConfigError, match=f"was written with mode {mode}, now it is PAPER"):
        LIVE.refuse_foreign(replace(kept, mode=mode))
    replace(LIVE, mode=mode).refuse_foreign(replace(kept, last_candle_time=None))

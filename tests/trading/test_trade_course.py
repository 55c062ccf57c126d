"""What a trade says of its time: who decided it, its stop and target, the prices it was held at."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.backtesting import Backtester
from bot.domain import (
    Action,
    BotState,
    Candle,
    ExitReason,
    Fill,
    Side,
    StopType,
    StrategyConfig,
    Trade,
)
from bot.domain.errors import StateError
from bot.exchange import PaperExchangeClient
from bot.state.cycles import JsonStateStore
from bot.trading import Ledger, rebuilt_account
from tests.support.candles import random_walk
from tests.support.recorded_run import MARKET, SYMBOL, record_run, report_of

START = datetime(2024, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)
CONFIG = StrategyConfig(
    stop_loss_pct=0.008, take_profit_pct=0.012, allow_short=True, slippage_pct=0.0005
)
FRAME = random_walk(500, seed=3)
COURSE = ("stop_price", "target_price", "last_stop_price", "highest_price", "lowest_price")
ADAPTED = {
    "pinned": {},
    "turned": {"exit_on_opposite_signal": True, "stop_loss_pct": 0.03, "take_profit_pct": 0.05},
    "trailing": {"stop_type": StopType.TRAILING, "take_profit_pct": 0.03},
    "by the ATR": {"stop_type": StopType.ATR, "atr_period": 7},
}


def candle(number, *prices) -> Candle:
    open_, high, low, close = prices
    return Candle(
        open_time=START + number * HOUR, open=open_, high=high, low=low, close=close, volume=1.0
    )


def fill(number, side, price, *, reason=None, after=timedelta(0)) -> Fill:
    opened = START + number * HOUR
    return Fill(
        symbol=SYMBOL,
        trade_id=f"{number}/{side}",
        side=side,
        quantity=1.0,
        price=price,
        fee=0.0,
        filled_at=opened + after,
        candle_time=opened,
        exit_reason=reason,
    )


def traded(*steps) -> Trade:
    """The trade of (candle, fills) in order."""
    ledger, trades = Ledger.opened(1000.0), []
    for seen, *fills in steps:
        booking = ledger.after_candle(fills, seen, "the decision")
        ledger = booking.ledger
        trades += booking.trades
    (trade,) = trades
    return trade


BOUGHT = fill(1, Side.BUY, 100.0)


def sold(number, price):
    return fill(number, Side.SELL, price, reason=ExitReason.STOP_LOSS)


def held_between(trade):
    return trade.lowest_price, trade.highest_price


def test_candles_before_the_exits_count_whole_and_of_that_only_open_and_fill():
    trade = traded(
        (candle(1, 100, 106, 97, 101), BOUGHT),
        (candle(2, 101, 104, 98, 103),),
        (candle(3, 107, 120, 80, 90), sold(3, 95.0)),
    )
    assert held_between(trade) == (95.0, 107.0)
    assert trade.signal_id == "the decision"
    assert trade.id == "BTC/USDT@2024-01-01T01:00:00Z"


def test_of_a_trade_within_one_candle_only_the_fills_are_known():
    trade = traded((candle(1, 100, 120, 80, 90), BOUGHT, sold(1, 95.0)))
    assert held_between(trade) == (95.0, 100.0)


def test_of_an_entry_inside_its_candle_the_close_is_known():
    late = replace(BOUGHT, filled_at=BOUGHT.candle_time + timedelta(minutes=20))
    exit_candle = candle(2, 102, 130, 70, 90)
    inside = traded((candle(1, 100, 120, 80, 103), late), (exit_candle, sold(2, 99.0)))
    assert held_between(inside) == (99.0, 103.0)


def test_an_id_is_that_of_the_entry_and_needs_no_line_to_say_it():
    trade = traded((candle(1, 100, 120, 80, 90), BOUGHT, sold(1, 95.0)))
    assert replace(trade, symbol="NVDA").id == "NVDA@2024-01-01T01:00:00Z"


@pytest.mark.parametrize("name", ADAPTED)
def test_the_bot_records_what_the_backtest_says_to_the_last_bit(tmp_path, name):
    config = replace(CONFIG, **ADAPTED[name])
    kept = record_run(tmp_path, FRAME, config).trades(10_000)[::-1]
    run = Backtester(config).run(FRAME)
    expected = [t for t in run.trades if t.exit_reason is not ExitReason.END_OF_DATA]
    assert len(kept) == len(expected) > 10
    for mine, theirs in zip(kept, expected, strict=True):
        for field in ("id", "signal_id", *COURSE):
            assert getattr(mine, field) == getattr(theirs, field), field
        assert mine.lowest_price <= min(mine.entry_price, mine.exit_price)
        assert mine.highest_price >= max(mine.entry_price, mine.exit_price)
    moved = [t for t in kept if t.last_stop_price != t.stop_price]
    assert bool(moved) is (name == "trailing")


@pytest.mark.parametrize("name", ADAPTED)
def test_a_restart_in_each_position_changes_no_trade(tmp_path, name):
    config = replace(CONFIG, **ADAPTED[name])
    whole = record_run(tmp_path / "whole", FRAME, config)
    shown = None
    for end in (200, 233, 266, 299, 350, 500):
        parts = record_run(tmp_path / "parts", FRAME.iloc[:end], config, shown=shown, batch=7)
        shown = FRAME.index[end - 1].to_pydatetime()
    assert parts.trades(1000) == whole.trades(1000)
    assert parts.load_state() == whole.load_state()


def test_the_last_trade_of_a_backtest_knows_its_whole_last_candle():
    run = Backtester(replace(CONFIG, stop_loss_pct=0.4, take_profit_pct=0.8)).run(FRAME)
    last = run.trades[-1]
    assert last.exit_reason is ExitReason.END_OF_DATA
    held = FRAME.loc[last.entry_time :]
    assert last.highest_price == max(held["high"].max(), last.entry_price, last.exit_price)
    assert last.lowest_price == min(held["low"].min(), last.entry_price, last.exit_price)


def test_a_state_shows_the_course_of_what_is_held(tmp_path):
    config = replace(CONFIG, stop_type=StopType.TRAILING, stop_loss_pct=0.02, take_profit_pct=0.2)
    states = []

    def look(cycle, source):
        state = JsonStateStore(tmp_path / "portfolio" / "BTC_USDT").load_state()
        if state is not None and state.position is Action.LONG:
            states.append(state)

    record_run(tmp_path, FRAME, config, before_cycle=look, batch=1)
    trailed = [s for s in states if s.stop_price != s.entry_stop_price]
    assert trailed
    for state in states:
        assert state.stop_price >= state.entry_stop_price
        assert state.entry_signal_id == f"BTC/USDT@{state.entry_time - HOUR:%Y-%m-%dT%H:%M:%SZ}"
        held = FRAME.loc[state.entry_time : state.last_candle_time]
        assert state.highest_price == max(held["high"].max(), state.entry_price)
        assert state.lowest_price == min(held["low"].min(), state.entry_price)


def older(folder, *, names=(*COURSE, "signal_id", "id")):
    """The trades of a folder as a version before the course wrote them."""
    path = folder / "trades.jsonl"
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    kept = [{key: line[key] for key in line if key not in names} for line in lines]
    path.write_text("".join(json.dumps(line, separators=(",", ":")) + "\n" for line in kept))


def test_lines_of_older_versions_have_null_and_an_id(tmp_path):
    store = record_run(tmp_path, FRAME, CONFIG)
    known = store.trades(1000)
    older(tmp_path / "portfolio" / "BTC_USDT")
    nothing = dict.fromkeys((*COURSE, "signal_id"))
    assert store.trades(1000) == [replace(trade, **nothing) for trade in known]
    assert [trade.id for trade in store.trades(1000)] == [trade.id for trade in known]


def test_parity_holds_the_course_equal_where_it_is_on_record(tmp_path):
    store = record_run(tmp_path, FRAME, replace(CONFIG, stop_type=StopType.TRAILING))
    assert report_of(store).count == 0
    folder = tmp_path / "portfolio" / "BTC_USDT"
    lines = (folder / "trades.jsonl").read_text().splitlines(keepends=True)
    changed = json.loads(lines[5])
    changed["highest_price"] *= 1.001
    lines[5] = json.dumps(changed, separators=(",", ":")) + "\n"
    (folder / "trades.jsonl").write_text("".join(lines))
    (difference,) = report_of(store).differences
    assert difference.fields == ("highest_price",)
    assert difference.reasons[0].words.startswith("the same fills, but")
    older(folder)
    assert report_of(store).count == 0


def rebuilt(folder):
    """The account of a folder whose state is lost."""
    for name in ("state.json", "cycle.json"):
        (folder / name).unlink()

    def opened(balance, position):
        return PaperExchangeClient(SYMBOL, balance, position=position)

    return rebuilt_account(JsonStateStore(folder, writer=True), SYMBOL, opened)


@pytest.mark.parametrize("is_older", [False, True])
def test_a_lost_state_is_rebuilt_beside_trades_with_and_without_a_course(tmp_path, is_older):
    store = record_run(tmp_path, FRAME.iloc[:450], replace(CONFIG, stop_type=StopType.TRAILING))
    lost = store.load_state()
    folder = tmp_path / "portfolio" / "BTC_USDT"
    if is_older:
        older(folder)
    state = rebuilt(folder).state(MARKET, lost.heartbeat)
    names = [field.name for field in fields(BotState) if field.name.startswith(("entry_", "high"))]
    assert [getattr(state, n) for n in names] == [getattr(lost, n) for n in names]
    assert state.trades == lost.trades > 5


def test_a_trade_that_another_course_was_recorded_of_refuses_the_rebuilding(tmp_path):
    record_run(tmp_path, FRAME, CONFIG)
    folder = tmp_path / "portfolio" / "BTC_USDT"
    text = (folder / "trades.jsonl").read_text()
    first = json.loads(text.splitlines()[0])
    changed = text.replace(f'"stop_price":{first["stop_price"]}', '"stop_price":1.0', 1)
    assert changed != text
    (folder / "trades.jsonl").write_text(changed)
    with pytest.raises(StateError, match="is not the one on record"):
        rebuilt(folder)

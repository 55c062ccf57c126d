"""Sizes and stops that adapt, in a trader on a replay: what is backtested is what runs."""

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from bot.backtesting import Backtester
from bot.candles import clean_candles
from bot.decide import required_candles
from bot.domain import Action, DecisionPolicy, ExitReason, PositionSizing, StopType, StrategyConfig
from bot.exchange import PaperExchangeClient
from bot.state.cycles import JsonStateStore
from bot.trading import rebuilt_account
from tests.support.candles import candles_frame, random_walk
from tests.support.real_data import read_raw
from tests.support.recorded_run import MARKET, SYMBOL, record_run, report_of
from tests.trading.test_trader import EVENTS, make_trader, run_all

ADAPTING = list(product(PositionSizing, StopType))[1:]
CONFIG = StrategyConfig(
    ema_fast=3,
    ema_slow=8,
    rsi_period=5,
    risk_per_trade_pct=0.1,
    stop_loss_pct=0.01,
    take_profit_pct=0.02,
    allow_short=True,
    exit_on_opposite_signal=True,
    atr_period=4,
    kelly_trades=10,
    max_position_pct=60,
)
RULES = DecisionPolicy(ai_enabled=False, macro_enabled=False, min_confidence=0.2)
TRAILING = replace(CONFIG, stop_type="trailing", take_profit_pct=0.9, stop_loss_pct=0.03)


def walk(count: int, seed: int):
    return random_walk(count, seed=seed, deviation=0.008)


def assert_trades_as_backtest(store, config, frame, policy, events=()):
    """To the last bit, but for what the backtest closes at the end."""
    backtest = Backtester(config, policy, events=events).run(frame)
    expected = [t for t in backtest.trades if t.exit_reason is not ExitReason.END_OF_DATA]
    assert store.trades(10_000)[::-1] == expected
    return expected


@pytest.mark.parametrize(("sizing", "stop"), ADAPTING)
def test_the_bot_on_a_replay_trades_as_the_backtest_to_the_last_bit(tmp_path, sizing, stop):
    frame = walk(650, seed=9)
    config = replace(CONFIG, position_sizing=sizing, stop_type=stop)
    assert len(frame) > required_candles(config) + 200, "the window slides"
    store = JsonStateStore(tmp_path, writer=True)
    run_all(make_trader(frame, store, config, policy=RULES, events=()), store)
    trades = assert_trades_as_backtest(store, config, frame, RULES)
    assert len(trades) >= 10
    if sizing is not PositionSizing.KELLY:
        assert len(trades) > 30


@pytest.mark.parametrize(
    ("sizing", "stop"), [("volatility", "atr"), ("kelly", "trailing"), ("fixed", "trailing")]
)
def test_on_real_candles_the_bot_trades_as_the_backtest_to_the_last_bit(
    tmp_path, real_data, sizing, stop
):
    path = real_data / "ohlcv/crypto/binance_BTCUSDT_1h_2017-2021.csv"
    frame = clean_candles(read_raw(path)).iloc[:1_400]
    config = StrategyConfig(
        position_sizing=sizing, stop_type=stop, stop_loss_pct=0.02, take_profit_pct=0.04
    )
    config = replace(config, kelly_trades=15)
    store = JsonStateStore(tmp_path, writer=True)
    run_all(make_trader(frame, store, config), store)
    trades = assert_trades_as_backtest(store, config, frame, DecisionPolicy(), EVENTS)
    assert len(trades) > 12


@pytest.mark.parametrize(("sizing", "stop"), [("volatility", "atr"), ("kelly", "trailing")])
def test_a_restart_after_every_cycle_changes_nothing(tmp_path, sizing, stop):
    """What is pinned, the ATR, the record and where the stop has got to: all of it is on disk."""
    frame = walk(420, seed=4)
    config = replace(CONFIG, position_sizing=sizing, stop_type=stop, atr_period=2, kelly_trades=3)
    whole = JsonStateStore(tmp_path / "a", writer=True)
    run_all(make_trader(frame, whole, config, policy=RULES, events=()), whole)
    last = None
    for _ in range(len(frame)):
        store = JsonStateStore(tmp_path / "b", writer=True)
        trader = make_trader(frame, store, config, policy=RULES, events=(), last=last)
        run_all(trader, store, cycles=1)
        last = trader.state.last_candle_time
    assert store.trades(1000) == whole.trades(1000)
    assert store.equity(1000) == whole.equity(1000)
    assert store.signals(1000) == whole.signals(1000)
    assert len(store.trades(1000)) >= 3


def in_a_position(trader, store) -> None:
    run_all(trader, store, cycles=60)
    while trader.state.position is Action.FLAT:
        run_all(trader, store, cycles=1, batch=1)


def test_a_reload_moves_no_distance_of_an_open_position(tmp_path):
    store = JsonStateStore(tmp_path / "state", writer=True)
    trader = make_trader(
        random_walk(500, seed=5), store, TRAILING, policy=RULES, events=(), folder=tmp_path
    )
    in_a_position(trader, store)
    before = trader.state
    assert before.trailing_distance == 0.03
    changed = {"stop_loss_pct": 0.5, "stop_type": "fixed", "exit_on_opposite_signal": False}
    (tmp_path / "strategy_config.json").write_text(json.dumps(changed))
    while trader.state.position is before.position:
        after, high = trader.state, trader.state.stop_price
        assert after.trailing_distance == 0.03
        trader.cycle()
        if trader.state.position is before.position:
            moved = before.position.sign * (trader.state.stop_price - high)
            assert moved >= 0, "the stop went away from the price"
    assert trader.state.config["stop_loss_pct"] == 0.5


def test_candles_missed_while_away_move_a_trailing_stop_in_order(tmp_path):
    frame = random_walk(400, seed=5)
    config = replace(TRAILING, exit_on_opposite_signal=False)
    whole = JsonStateStore(tmp_path / "a", writer=True)
    store = JsonStateStore(tmp_path / "b", writer=True)
    for each in (whole, store):
        in_a_position(make_trader(frame, each, config, policy=RULES, events=()), each)
    state = store.load_state()
    seen, position = state.last_candle_time, state.position
    there = make_trader(frame, whole, config, policy=RULES, events=(), last=seen)
    while there.state.position is position:
        run_all(there, whole, cycles=1, batch=1)
    away = make_trader(
        frame, store, config, policy=RULES, events=(), last=seen + timedelta(hours=120)
    )
    run_all(away, store, cycles=1, batch=1)
    assert store.trades(1000)[0] == whole.trades(1000)[0]


@pytest.mark.parametrize(("sizing", "stop"), [("volatility", "atr"), ("kelly", "trailing")])
def test_a_lost_state_is_rebuilt_to_the_last_bit(tmp_path, sizing, stop):
    config = replace(CONFIG, position_sizing=sizing, stop_type=stop, kelly_trades=4)
    folder, frame = tmp_path / "portfolio" / "BTC_USDT", walk(260, seed=12)
    states, copies = [], []

    def look(cycle, source) -> None:
        if cycle % 5 == 1:
            states.append(JsonStateStore(folder).load_state())
            copies.append(shutil.copytree(folder, tmp_path / f"copies/{cycle}/BTC_USDT"))
        if cycle % 50 == 49:  # candles are missed
            source.advance()

    record_run(tmp_path, frame, config, policy=RULES, before_cycle=look, batch=1)
    assert states[-1].trades >= 4
    for state, copy in zip(states, copies, strict=True):
        for name in ("state.json", "cycle.json"):
            (copy / name).unlink()
        store = JsonStateStore(copy, writer=True)
        account = rebuilt_account(store, SYMBOL, opened)
        store.restore(account.state(MARKET, state.heartbeat))
        assert replace(store.load_state(), warnings=()) == replace(state, warnings=())


def opened(balance, position) -> PaperExchangeClient:
    return PaperExchangeClient(SYMBOL, balance, position=position)


@pytest.mark.parametrize(("sizing", "stop"), ADAPTING)
def test_the_parity_report_finds_no_difference(tmp_path, sizing, stop):
    config = replace(CONFIG, position_sizing=sizing, stop_type=stop)
    store = record_run(tmp_path, walk(420, seed=9), config, policy=RULES)
    report = report_of(store, chunk_rows=90)
    assert report.bot_trades >= 10
    assert (report.count, report.differences) == (0, ())


def test_where_no_atr_is_known_nothing_is_entered_and_the_decision_says_so(tmp_path):
    rising = [(100 + i, 101 + i, 99.5 + i, 100.5 + i) for i in range(80)]
    config = StrategyConfig(rsi_overbought=100, stop_type="atr", atr_period=60)
    store = JsonStateStore(tmp_path, writer=True)
    run_all(make_trader(candles_frame(rising), store, config, events=()), store)
    said = {signal.outcome for signal in store.signals(100)}
    assert "no LONG entry, the ATR of the candle decided on is not known or 0" in said
    entered = [signal for signal in store.signals(100) if "LONG entered" in signal.outcome]
    assert entered, "later it is known"
    signals = store.signals(100)[::-1]
    assert [signal.indicators["atr"] is None for signal in signals] == [True] * 60 + [False] * 20


def test_a_record_without_an_edge_enters_nothing_more_and_says_so(tmp_path):
    frame = random_walk(300, seed=5, deviation=0.01)
    config = replace(CONFIG, position_sizing="kelly", kelly_trades=2, take_profit_pct=0.001)
    store = JsonStateStore(tmp_path, writer=True)
    run_all(make_trader(frame, store, config, policy=RULES, events=()), store)
    assert store.load_state().kelly == 0.0
    assert any("Kelly's formula nothing to stake" in s.outcome for s in store.signals(300))


def test_fixed_sizes_and_stops_write_what_they_always_wrote(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    run_all(make_trader(random_walk(120, seed=5), store, CONFIG, policy=RULES, events=()), store)
    state = json.loads((tmp_path / "state.json").read_text())
    assert not {"atr", "kelly", "trailing_distance"} & set(state)
    assert "atr" not in json.loads((tmp_path / "signals.jsonl").read_text().splitlines()[0])

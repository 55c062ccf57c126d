"""A trader on paper, fed with replayed candles, against the backtest of the same candles."""

import contextlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, product
from pathlib import Path

import pytest
import structlog

from bot.backtesting import Backtester
from bot.domain import (
    Action,
    DecisionPolicy,
    ExitReason,
    Impact,
    MacroEvent,
    RiskLimits,
    Sentiment,
    StrategyConfig,
    WithheldReason,
)
from bot.domain.errors import ConfigError, EndOfReplay, ExchangeUnavailable, StateError
from bot.exchange import PaperExchangeClient
from bot.market_data import ReplayMarketDataClient
from bot.portfolio import CommandDesk, PortfolioRunner, TradedSymbol
from bot.state import FileVolume
from bot.state.cycles import JsonStateStore
from bot.trading import RecordBuffer, RiskDesk, Trader
from tests.support.candles import candles_frame, random_walk
from tests.support.execution.paper_account import paper_of
from tests.support.memory import MemoryVolume
from tests.support.recorded_run import MARKET

EVENTS = (
    MacroEvent(
        title="rate cut",
        sentiment=Sentiment.DOVISH,
        impact=Impact.HIGH,
        published_at=datetime(2024, 1, 9, 3, 30, tzinfo=UTC),
    ),
    MacroEvent(
        title="exchange hacked",
        sentiment=Sentiment.BEARISH,
        impact=Impact.CRITICAL,
        published_at=datetime(2024, 1, 20, tzinfo=UTC),
    ),
    MacroEvent(title="nobody knows when", sentiment=Sentiment.BEARISH, impact=Impact.CRITICAL),
)
HEARTBEAT = datetime(2024, 6, 1, tzinfo=UTC)


def make_trader(
    frame, store, config, *, policy=None, events=EVENTS, folder=None, last=None, execution=None
):
    """A trader on a replay of the frame; configs come from `folder` where given."""
    watcher = FileVolume(folder or Path("nowhere")).configs.watch(config.symbol, config)
    return Trader(
        market=MARKET,
        source=ReplayMarketDataClient(frame, timeframe="1h", last_candle_time=last),
        execution=execution or paper_of(store, config.symbol, 10_000),
        store=store,
        configs=watcher,
        events=lambda: events,
        policy=policy or DecisionPolicy(),
        initial_balance=10_000,
        heartbeat=lambda: HEARTBEAT,
        log=structlog.get_logger(),
    )


def run_all(trader, store, *, cycles=10**9, batch=200):
    """Cycles until the replay ends; what is written is in the store."""
    buffer = RecordBuffer(store, cycles=batch)
    try:
        for _ in range(cycles):
            buffer.add(trader.cycle())
    except EndOfReplay:
        pass
    buffer.flush()


def test_a_ruined_account_is_told_as_a_backtest_tells_it(tmp_path):
    falling = [100.0 * 0.995**k for k in range(60)]
    rows = [(a, max(a, b), min(a, b), b) for a, b in pairwise(falling)]
    frame = candles_frame([*rows, *[(3 * falling[-1],) * 4] * 30])
    config = StrategyConfig(
        allow_short=True, risk_per_trade_pct=100.0, stop_loss_pct=0.9, take_profit_pct=0.9
    )
    policy = DecisionPolicy(min_confidence=0.0)
    store = JsonStateStore(tmp_path, writer=True)
    run_all(make_trader(frame, store, config, policy=policy, events=()), store)
    (told,) = [told for told in store.load_state().warnings if "ruined" in told]
    assert told.endswith("and nothing is entered afterwards")
    assert len(store.trades(1000)) == 1


def test_fills_in_candles_without_volume_are_told(tmp_path):
    walk = random_walk(400, seed=2, deviation=0.01)
    frame = walk.assign(volume=[float(row % 2) for row in range(len(walk))])
    store = JsonStateStore(tmp_path, writer=True)
    trader = make_trader(frame, store, StrategyConfig(), events=())
    said = []
    with contextlib.suppress(EndOfReplay):
        while True:
            record = trader.cycle()
            said += [told for told in record.state.warnings if "without volume" in told]
    assert said
    assert said[0].startswith("filled in a candle without volume at ")


def assert_equal_trades(kept, backtest):
    """Every trade of the bot is the backtest's, which closes what is open at the end besides."""
    expected = [t for t in backtest.trades if t.exit_reason is not ExitReason.END_OF_DATA]
    assert len(kept) == len(expected)
    for mine, theirs in zip(kept, expected, strict=True):
        for name in ("symbol", "direction", "entry_time", "exit_time", "exit_reason"):
            assert getattr(mine, name) == getattr(theirs, name), name
        for name in ("quantity", "entry_price", "exit_price", "fees", "pnl", "pnl_pct"):
            assert getattr(mine, name) == pytest.approx(getattr(theirs, name), rel=1e-6), name


@pytest.mark.parametrize(
    ("opinions", "allow_short", "opposite"), list(product([True, False], repeat=3))
)
def test_the_bot_on_a_replay_trades_as_the_backtest(tmp_path, opinions, allow_short, opposite):
    frame = random_walk(900, seed=3)
    config = StrategyConfig(
        allow_short=allow_short,
        exit_on_opposite_signal=opposite,
        stop_loss_pct=0.008,
        take_profit_pct=0.012,
    )
    policy = DecisionPolicy(ai_enabled=opinions, macro_enabled=opinions)
    store = JsonStateStore(tmp_path, writer=True)
    run_all(make_trader(frame, store, config, policy=policy), store)
    backtest = Backtester(config, policy, events=EVENTS).run(frame)
    assert len(backtest.trades) > 20
    assert_equal_trades(store.trades(10_000)[::-1], backtest)
    kept = [point.equity for point in store.equity(10_000)[::-1]]
    assert kept[:-1] == pytest.approx(backtest.equity[:-1].tolist(), rel=1e-9)
    assert len(store.signals(10_000)) == len(store.candles(10_000)) == len(frame)
    assert all(signal.reason for signal in store.signals(10_000))


def test_a_restart_in_a_position_changes_nothing(tmp_path):
    frame = random_walk(500, seed=5)
    config = StrategyConfig(stop_loss_pct=0.02, take_profit_pct=0.03)
    whole, halves = JsonStateStore(tmp_path / "a", writer=True), tmp_path / "b"
    run_all(make_trader(frame, whole, config), whole)
    store = JsonStateStore(halves, writer=True)
    first = make_trader(frame, store, config)
    run_all(first, store, cycles=150)
    while first.state.position is Action.FLAT:
        run_all(first, store, cycles=1, batch=1)
    held = first.state
    store = JsonStateStore(halves, writer=True)
    second = make_trader(frame, store, config, last=held.last_candle_time)
    assert second.state.stop_price == held.stop_price
    assert second.state.target_price == held.target_price
    run_all(second, store)
    assert store.trades(1000) == whole.trades(1000)
    assert store.equity(1000) == whole.equity(1000)


def test_candles_missed_while_away_settle_exits_and_take_no_entry(tmp_path):
    frame = random_walk(400, seed=5)
    config = StrategyConfig(stop_loss_pct=0.02, take_profit_pct=0.03)
    store = JsonStateStore(tmp_path, writer=True)
    trader = make_trader(frame, store, config)
    run_all(trader, store, cycles=150)
    while trader.state.position is Action.FLAT:
        run_all(trader, store, cycles=1, batch=1)
    seen = trader.state.last_candle_time
    late = make_trader(frame, store, config, last=seen + timedelta(hours=60))
    run_all(late, store, cycles=1, batch=1)
    trades = store.trades(1000)
    assert trades[0].entry_time == trader.state.entry_time
    assert late.state.position is Action.FLAT
    assert "61 candles came at once" in late.state.warnings[-1]
    assert store.signals(1)[0].outcome.startswith("61 candles came at once")
    assert len(store.equity(1000)) == len(store.candles(1000))
    assert store.equity(1)[0].timestamp == late.state.timestamp


def test_a_new_config_is_used_in_the_next_cycle_and_garbage_is_refused(tmp_path):
    frame = random_walk(300, seed=7)
    config = StrategyConfig()
    store = JsonStateStore(tmp_path / "state", writer=True)
    trader = make_trader(frame, store, config, folder=tmp_path)
    trader.cycle()
    file = tmp_path / "strategy_config.json"
    file.write_text('{"ema_fast": 9, "stop_loss_pct": 0.01}')
    assert trader.cycle().state.config["ema_fast"] == 9
    file.write_text('{"ema_fast": 900')
    state = trader.cycle().state
    assert state.config["ema_fast"] == 9
    assert "strategy_config.json" in state.config_error
    file.write_text('{"ema_fast": 10}')
    assert trader.cycle().state.config_error is None


def test_a_reload_leaves_the_stop_and_target_of_an_open_position(tmp_path):
    frame = random_walk(500, seed=5)
    config = StrategyConfig(stop_loss_pct=0.02, take_profit_pct=0.03)
    store = JsonStateStore(tmp_path / "state", writer=True)
    trader = make_trader(frame, store, config, folder=tmp_path)
    run_all(trader, store, cycles=150)
    while trader.state.position is Action.FLAT:
        run_all(trader, store, cycles=1, batch=1)
    before = trader.state
    (tmp_path / "strategy_config.json").write_text('{"stop_loss_pct": 0.001}')
    after = trader.cycle().state
    assert after.config["stop_loss_pct"] == 0.001
    if after.position is not Action.FLAT:
        assert (after.stop_price, after.target_price) == (before.stop_price, before.target_price)
    else:
        assert after.balance != before.balance


def test_a_state_of_another_source_is_refused(tmp_path):
    frame = random_walk(60)
    store = JsonStateStore(tmp_path, writer=True)
    trader = make_trader(frame, store, StrategyConfig())
    run_all(trader, store, cycles=2, batch=1)
    with pytest.raises(ConfigError, match="data_source replay, now it is synthetic"):
        Trader(
            market=replace(MARKET, data_source="synthetic"),
            source=ReplayMarketDataClient(frame, timeframe="1h"),
            execution=paper_of(store, "BTC/USDT", 1.0),
            store=store,
            configs=FileVolume(tmp_path).configs.watch("BTC/USDT", StrategyConfig()),
            events=tuple,
            policy=DecisionPolicy(),
            initial_balance=1.0,
            heartbeat=lambda: HEARTBEAT,
            log=structlog.get_logger(),
        )


def test_a_failed_cycle_shows_its_reason_and_can_halt_entries(tmp_path):
    rows = [(100 + i, 101 + i, 99.5 + i, 100.5 + i) for i in range(80)]
    store = JsonStateStore(tmp_path, writer=True)
    trader = make_trader(candles_frame(rows), store, StrategyConfig(rsi_overbought=100), events=())
    run_all(trader, store, cycles=60)
    state = trader.fail("the exchange answers nothing", halt_entries=True).state
    assert state.warnings == ("the exchange answers nothing",)
    assert state.pending_action is Action.FLAT
    assert state.last_candle_time == trader.state.last_candle_time


def test_after_a_restart_a_source_that_fails_is_not_asked_when_to_look_again(tmp_path):
    store = JsonStateStore(tmp_path, writer=True)
    run_all(make_trader(random_walk(60), store, StrategyConfig()), store, cycles=2, batch=1)

    class Unreachable:
        def advance(self):
            raise ExchangeUnavailable("no network")

        def now(self):
            raise ExchangeUnavailable("no network")

        fetch_ohlcv = None

    trader = make_trader(random_walk(60), store, StrategyConfig())
    trader.market = replace(MARKET, runs_in_real_time=True)
    trader._source = Unreachable()
    volume, log = MemoryVolume(), structlog.get_logger()
    desk = RiskDesk(RiskLimits(), volume.trading_permit, volume.risk, log)
    runner = PortfolioRunner(
        [TradedSymbol(trader=trader, buffer=RecordBuffer(store))],
        log,
        desk,
        CommandDesk(volume.commands, desk, log, lambda: datetime.now(UTC)),
    )
    runner.run_cycle()
    assert runner.seconds_to_next_look() == 60
    assert "no network" in store.load_state().warnings[0]


def test_a_store_and_an_exchange_that_hold_different_positions_are_refused(tmp_path):
    frame = random_walk(500, seed=5)
    config = StrategyConfig(stop_loss_pct=0.02, take_profit_pct=0.03)
    store = JsonStateStore(tmp_path, writer=True)
    trader = make_trader(frame, store, config)
    while trader.state.position is Action.FLAT:
        run_all(trader, store, cycles=1, batch=1)
    with pytest.raises(StateError, match="the state holds LONG and the exchange FLAT"):
        make_trader(frame, store, config, execution=PaperExchangeClient("BTC/USDT", 10_000))


def test_a_strategy_that_breaks_leaves_the_candle_to_be_settled_once(tmp_path):
    frame = random_walk(500, seed=5)
    config = StrategyConfig(stop_loss_pct=0.02, take_profit_pct=0.03)
    store = JsonStateStore(tmp_path, writer=True)
    trader = make_trader(frame, store, config)
    while trader.state.position is Action.FLAT:
        run_all(trader, store, cycles=1, batch=1)
    before = trader.state

    def broken(*arguments):
        raise RuntimeError("a fault of ours")

    decide, trader._decisions.decide = trader._decisions.decide, broken
    with pytest.raises(RuntimeError):
        trader.cycle()
    assert trader.state == before
    trader._decisions.decide = decide
    run_all(trader, store)
    settled = {(trade.entry_time, trade.exit_time) for trade in store.trades(1000)}
    assert len(settled) == len(store.trades(1000)) == trader.state.trades
    assert trader.state.balance == pytest.approx(
        10_000 + sum(trade.pnl for trade in store.trades(1000)) - (trader.state.entry_fee or 0)
    )


def test_a_decision_withheld_for_a_late_source_says_so_in_its_field(tmp_path):
    frame = random_walk(100, seed=5)
    store = JsonStateStore(tmp_path, writer=True)
    trader = make_trader(frame, store, StrategyConfig())
    run_all(trader, store, cycles=60)
    assert {signal.withheld for signal in store.signals(100)} == {None}
    now = trader._source.now
    trader._source.now = lambda: now() + timedelta(hours=9)
    run_all(trader, store, cycles=1, batch=1)
    (late,) = store.signals(1)
    assert late.withheld is WithheldReason.LATE_SOURCE
    assert late.action is Action.FLAT
    assert late.reason.endswith("the source is late, no decision until it goes on")

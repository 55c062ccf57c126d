"""Settings to parts, run for a few cycles in this process."""

import json
import threading
from pathlib import Path

import pytest
import structlog

from bot import wiring
from bot.bot import run_cycles
from bot.domain.errors import ConfigError, VolumeInUse
from bot.settings import Settings
from bot.state import Volume
from tests.support.binance_server import BinanceServer, Fault

LOG = structlog.get_logger()


def settings_for(folder: Path, **more: str) -> Settings:
    return Settings.load({"DATA_DIR": str(folder), "LOG_LEVEL": "ERROR", **more}, dotenv=None)


def write_portfolio(folder: Path, *assets: dict) -> None:
    document = {"assets": list(assets), "portfolio_capital": 1000}
    (folder / "portfolio.json").write_text(json.dumps(document))


def test_without_any_setting_one_symbol_trades_on_synthetic_candles(tmp_path):
    runner = wiring.portfolio_runner(settings_for(tmp_path), LOG)
    for _ in range(3):
        runner.run_cycle()
    state = Volume(tmp_path).reader().load_state()
    assert (state.symbol, state.mode, state.cycle) == ("BTC/USDT", "PAPER", 3)
    assert state.balance <= state.initial_balance == 10_000
    assert state.ema_fast is not None
    assert state.macro["events"] == 3
    assert len(Volume(tmp_path).reader().signals(10)) == 3


def test_every_asset_of_the_portfolio_has_its_own_state_and_share(tmp_path):
    write_portfolio(
        tmp_path,
        {"symbol": "BTC/USDT", "allocation_pct": 75},
        {"symbol": "GC=F", "timeframe": "1d", "ema_fast": 5},
    )
    runner = wiring.portfolio_runner(settings_for(tmp_path), LOG)
    runner.run_cycle()
    volume = Volume(tmp_path)
    assert volume.symbols() == ("BTC/USDT", "GC=F")
    first, second = (volume.reader(s).load_state() for s in volume.symbols())
    assert (first.initial_balance, second.initial_balance) == (750, 250)
    assert (second.timeframe, second.config["ema_fast"]) == ("1d", 5)
    assert volume.reader().load_state().symbol == "BTC/USDT"


def test_a_failing_symbol_never_stops_the_others(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"})
    runner = wiring.portfolio_runner(settings_for(tmp_path), LOG)
    runner.run_cycle()
    broken = runner._running[0].trader

    def explode() -> None:
        raise RuntimeError("a bug")

    broken.cycle = explode
    runner.run_cycle()
    volume = Volume(tmp_path)
    assert volume.reader("ETH/USDT").load_state().cycle == 2
    told = volume.reader("BTC/USDT").load_state()
    assert (told.cycle, told.warnings) == (1, ("internal error: a bug",))
    assert told.pending_action == "FLAT"


def test_what_the_disk_refuses_goes_with_the_next_commit(tmp_path, monkeypatch):
    runner = wiring.portfolio_runner(settings_for(tmp_path), LOG)
    runner.run_cycle()
    store = runner._running[0].buffer._store
    folder = Volume(tmp_path).folder("BTC/USDT")
    (folder / "cycle.json").rename(folder / "kept")
    (folder / "cycle.json").mkdir()  # a folder in its place cannot be replaced by a file
    runner.run_cycle()
    assert len(store.signals(10)) == 1
    assert "state not written" in runner._running[0].trader.state.warnings[0]
    (folder / "cycle.json").rmdir()
    runner.run_cycle()
    assert [signal.cycle for signal in store.signals(10)] == [3, 2, 1]


def test_one_file_of_candles_cannot_serve_two_symbols(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"})
    settings = settings_for(tmp_path, DATA_SOURCE="replay", CANDLES_CSV="data/sample_ohlcv.csv")
    with pytest.raises(ConfigError, match="one asset with DATA_SOURCE=replay, were 2"):
        wiring.portfolio_runner(settings, LOG)


def test_what_is_no_crypto_comes_from_yahoo_when_the_exchange_is_the_source(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "NVDA", "timeframe": "1d"})
    settings = settings_for(tmp_path, DATA_SOURCE="exchange")
    sources = [str(wiring.source_of(settings, a)) for a in wiring.portfolio_of(settings).assets]
    assert sources == ["exchange", "yahoo"]


def test_a_replay_ends_the_loop_after_its_last_candle(tmp_path):
    settings = settings_for(
        tmp_path,
        DATA_SOURCE="replay",
        CANDLES_CSV="data/sample_ohlcv.csv",
        LOOP_INTERVAL_SECONDS="0",
    )
    runner = wiring.portfolio_runner(settings, LOG)
    run_cycles(runner, threading.Event(), 0)
    assert runner.is_complete
    lines = Path("data/sample_ohlcv.csv").read_text().splitlines()
    assert len(Volume(tmp_path).reader().equity(100_000)) == len(lines) - 1


def test_a_second_bot_on_the_volume_is_refused(tmp_path):
    volume = wiring.volume(settings_for(tmp_path))
    with volume.hold("bot"), pytest.raises(VolumeInUse):
        wiring.volume(settings_for(tmp_path)).hold("bot").__enter__()


def test_a_rate_limit_of_the_exchange_holds_for_every_symbol(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"})
    with BinanceServer(now=1_600_000_000_000) as server:
        server.fail("/api/v3/time", Fault(status=429, headers={"retry-after": "30"}))
        settings = settings_for(tmp_path, DATA_SOURCE="exchange", EXCHANGE_URL=server.url)
        wiring.portfolio_runner(settings, LOG).run_cycle()
        assert len(server.requests) == 1
    second = Volume(tmp_path).reader("ETH/USDT").load_state()
    assert "nothing is sent for another 30 s" in second.warnings[0]

"""Settings to parts, run for a few cycles in this process."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from bot.command_line import EndRequest
from bot.domain import ConfigStanding, Standing, StrategyConfig
from bot.domain.errors import ConfigError, StateError, VolumeInUse
from bot.domain.freshness import freshness
from bot.programs.trade import main
from bot.programs.trading_loop import run_cycles
from bot.settings import Settings
from bot.state import FileVolume
from bot.wiring.assets import source_of
from bot.wiring.optimizing import only_optimizer
from bot.wiring.process import portfolio_of
from bot.wiring.state import volume
from bot.wiring.trading import portfolio_runner
from tests.support.processes.binance_server import BinanceServer, Fault

LOG = structlog.get_logger()


def settings_for(folder: Path, **more: str) -> Settings:
    return Settings.load({"DATA_DIR": str(folder), "LOG_LEVEL": "ERROR", **more}, dotenv=None)


def write_portfolio(folder: Path, *assets: dict) -> None:
    document = {"assets": list(assets), "portfolio_capital": 1000}
    (folder / "portfolio.json").write_text(json.dumps(document))


def test_without_any_setting_one_symbol_trades_on_synthetic_candles(tmp_path):
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    for _ in range(3):
        runner.run_cycle()
    state = FileVolume(tmp_path).reader().load_state()
    assert (state.symbol, state.mode, state.cycle) == ("BTC/USDT", "PAPER", 3)
    assert state.balance <= state.initial_balance == 10_000
    assert state.ema_fast is not None
    assert state.macro["events"] == 3
    assert len(FileVolume(tmp_path).reader().signals(10)) == 3


def test_what_was_mended_of_no_symbol_is_logged_without_one(tmp_path):
    portfolio_runner(settings_for(tmp_path / "data"), LOG).run_cycle()
    (tmp_path / "data" / "trades.jsonl").touch()
    shutil.copytree(tmp_path / "data", tmp_path / "copy")  # follows links
    with structlog.testing.capture_logs() as lines:
        portfolio_runner(settings_for(tmp_path / "copy"), structlog.get_logger())
    (line,) = (line for line in lines if line["event"] == "state mended")
    assert "copies of the files of BTC/USDT at the root gave way to links: " in line["note"]
    assert "symbol" not in line


def test_a_start_is_refused_where_links_lead_to_an_account_that_is_gone(tmp_path):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    shutil.rmtree(tmp_path / "portfolio" / "BTC_USDT")
    with pytest.raises(StateError, match="or remove these links to begin a new account"):
        portfolio_runner(settings_for(tmp_path), LOG)
    assert not (tmp_path / "portfolio" / "BTC_USDT").exists()


def test_every_asset_of_the_portfolio_has_its_own_state_and_share(tmp_path):
    write_portfolio(
        tmp_path,
        {"symbol": "BTC/USDT", "allocation_pct": 75},
        {"symbol": "GC=F", "timeframe": "1d", "ema_fast": 5},
    )
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    runner.run_cycle()
    volume = FileVolume(tmp_path)
    assert volume.symbols() == ("BTC/USDT", "GC=F")
    first, second = (volume.reader(s).load_state() for s in volume.symbols())
    assert (first.initial_balance, second.initial_balance) == (750, 250)
    assert (second.timeframe, second.config["ema_fast"]) == ("1d", 5)
    assert volume.reader().load_state().symbol == "BTC/USDT"


def test_a_failing_symbol_never_stops_the_others(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"})
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    runner.run_cycle()
    broken = runner._running[0].trader

    def explode() -> None:
        raise RuntimeError("a bug")

    broken.cycle = explode
    runner.run_cycle()
    volume = FileVolume(tmp_path)
    assert volume.reader("ETH/USDT").load_state().cycle == 2
    told = volume.reader("BTC/USDT").load_state()
    assert (told.cycle, told.warnings) == (1, ("internal error: a bug",))
    assert told.pending_action == "FLAT"


def test_a_state_that_cannot_be_used_stops_none_of_the_others(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"})
    (tmp_path / "portfolio" / "BTC_USDT" / "state.json").mkdir(parents=True)
    with structlog.testing.capture_logs() as lines:
        portfolio_runner(settings_for(tmp_path), structlog.get_logger()).run_cycle()
    assert FileVolume(tmp_path).reader("ETH/USDT").load_state().cycle == 1
    assert [line["symbol"] for line in lines if "not traded" in line["event"]] == ["BTC/USDT"]
    (tmp_path / "portfolio" / "ETH_USDT" / "state.json").unlink()
    (tmp_path / "portfolio" / "ETH_USDT" / "state.json").mkdir()
    with pytest.raises(StateError, match="Is a directory"):
        portfolio_runner(settings_for(tmp_path), LOG)


def test_what_the_disk_refuses_goes_with_the_next_commit(tmp_path, monkeypatch):
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    runner.run_cycle()
    store = runner._running[0].buffer._store
    folder = tmp_path / "portfolio" / "BTC_USDT"
    (folder / "cycle.json").rename(folder / "kept")
    (folder / "cycle.json").mkdir()  # a folder in its place cannot be replaced by a file
    runner.run_cycle()
    assert len(store.signals(10)) == 1
    assert "state not written" in runner._running[0].trader.state.warnings[0]
    (folder / "cycle.json").rmdir()
    runner.run_cycle()
    assert [signal.cycle for signal in store.signals(10)] == [3, 2, 1]


def test_a_disk_that_refuses_for_long_costs_no_memory(tmp_path):
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    (tmp_path / "portfolio" / "BTC_USDT" / "cycle.json").mkdir()
    for _ in range(4):
        runner.run_cycle()
    assert len(runner._running[0].buffer._waiting) == 1


def test_a_portfolio_path_without_a_file_is_refused(tmp_path):
    settings = settings_for(tmp_path, PORTFOLIO_PATH=str(tmp_path / "portfoilo.json"))
    with pytest.raises(ConfigError, match=r"portfoilo\.json is missing"):
        portfolio_runner(settings, LOG)


def test_a_source_that_never_answered_may_be_replaced_on_the_same_volume(tmp_path):
    nobody = {"DATA_SOURCE": "exchange", "EXCHANGE_URL": "http://127.0.0.1:9"}
    settings = settings_for(tmp_path, EXCHANGE_ID="binance", **nobody)
    portfolio_runner(settings, LOG).run_cycle()
    assert FileVolume(tmp_path).reader().load_state().data_source == "exchange"
    portfolio_runner(settings_for(tmp_path, STARTING_BALANCE="500"), LOG).run_cycle()
    state = FileVolume(tmp_path).reader().load_state()
    assert (state.data_source, state.cycle, state.initial_balance) == ("synthetic", 1, 500)


def test_a_balance_that_an_existing_account_does_not_take_is_told(tmp_path):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    with structlog.testing.capture_logs() as lines:
        portfolio_runner(settings_for(tmp_path, STARTING_BALANCE="500"), LOG)
    told = [line for line in lines if "goes on from its state" in line["event"]]
    assert (told[0]["began_with"], told[0]["not_used"]) == (10_000, 500)
    runner = portfolio_runner(settings_for(tmp_path, STARTING_BALANCE="500"), LOG)
    for _ in range(2):
        runner.run_cycle()
        assert FileVolume(tmp_path).reader().load_state().warnings == (
            "the account began with 10000 and goes on with its own balance: the 500 of "
            "STARTING_BALANCE (or of the portfolio) is not used; to begin anew with it, stop the "
            "bot and move state.json, cycle.json and the .jsonl files out of portfolio/BTC_USDT, "
            "or give it another DATA_DIR",
        )
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    runner.run_cycle()
    assert FileVolume(tmp_path).reader().load_state().warnings == ()


def test_a_disproven_config_trades_on_on_paper_and_stands_aside_where_it_is_told_to(tmp_path):
    loser = ConfigStanding(
        fingerprint=StrategyConfig().fingerprint,
        standing=Standing.DISPROVEN,
        since=datetime(2026, 1, 1, tzinfo=UTC),
        reason="disproven since 2026-01-01: it loses",
    )
    FileVolume(tmp_path).promotions.write("BTC/USDT", {"standings": [loser.to_dict()]})
    for setting, does in (
        ("auto", "on paper the bot trades on"),
        ("on", "the bot takes no entries"),
    ):
        portfolio_runner(settings_for(tmp_path, STAND_ASIDE=setting), LOG).run_cycle()
        state = FileVolume(tmp_path).reader().load_state()
        assert state.standing is Standing.DISPROVEN
        assert state.standing_reason == f"{loser.reason}; {does} (STAND_ASIDE={setting})"


def test_a_restart_on_a_garbage_config_keeps_the_last_good_one(tmp_path):
    file = tmp_path / "strategy_config.json"
    file.write_text('{"timeframe": "15m", "ema_fast": 9}')
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    file.write_text('{"timeframe": "15m", "ema_fa')
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    state = FileVolume(tmp_path).reader().load_state()
    assert (state.cycle, state.timeframe, state.config["ema_fast"]) == (2, "15m", 9)
    assert "strategy_config.json" in state.config_error


def test_a_config_refused_at_the_start_is_logged_once(tmp_path):
    (tmp_path / "strategy_config.json").write_text("garbage")
    with structlog.testing.capture_logs() as lines:
        runner = portfolio_runner(settings_for(tmp_path), structlog.get_logger())
        runner.run_cycle()
        runner.run_cycle()
    assert [line["event"] for line in lines if "config" in line["event"]] == [
        "config refused, the last good one is kept"
    ]


def test_what_was_mended_at_a_start_shows_over_restarts_until_somebody_has_seen_it(
    tmp_path, monkeypatch
):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    (tmp_path / "state.json").write_text("")
    for _ in range(2):
        runner = portfolio_runner(settings_for(tmp_path), LOG)
        for _ in range(2):
            runner.run_cycle()
            state = FileVolume(tmp_path).reader().load_state()
            note, hint = state.warnings
            assert note == "state.json is empty: restored from cycle.json"
            assert hint.endswith(
                "remove mended.jsonl from the data folder, or run python -m bot.bot --seen"
            )
    runner._note(runner._running[0], "the source is down")
    assert FileVolume(tmp_path).reader().load_state().warnings == ("the source is down", note, hint)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    assert main(["--seen"]) == 0
    runner.run_cycle()
    state = FileVolume(tmp_path).reader().load_state()
    assert (state.cycle, state.warnings) == (6, ())


LOST = ("state.json", "cycle.json")


def test_a_lost_state_is_rebuilt_at_the_start_and_the_account_goes_on(tmp_path):
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    for _ in range(5):
        runner.run_cycle()
    folder = tmp_path / "portfolio/BTC_USDT"
    was = FileVolume(tmp_path).reader().load_state()
    for name in LOST:
        (folder / name).write_bytes(b"")
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    known = {"heartbeat": None, "macro_events": ()}  # no history keeps events
    assert replace(runner._running[0].trader.state, **known) == replace(was, **known)
    runner.run_cycle()
    state = FileVolume(tmp_path).reader().load_state()
    assert state.cycle == 6
    assert "rebuilt from the histories beside them, balance" in state.warnings[0]
    assert len(FileVolume(tmp_path).reader().signals(10)) == 6


@pytest.mark.parametrize("name", ["equity.jsonl", "signals.jsonl", "candles.jsonl"])
def test_an_account_that_cannot_be_rebuilt_is_refused_with_what_to_do_at_every_start(
    tmp_path, name
):
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    for _ in range(3):
        runner.run_cycle()
    folder = tmp_path / "portfolio/BTC_USDT"
    for lost in (*LOST, name):
        (folder / lost).unlink()
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for _ in range(2):
        with pytest.raises(StateError) as refusal:
            portfolio_runner(settings_for(tmp_path), LOG)
        assert str(refusal.value).startswith(
            "the account of BTC/USDT is not gone on with: state.json is missing and cycle.json is "
            "missing, and the histories beside them do not say with certainty what it was ("
        )
        assert str(refusal.value).endswith(
            "put all of these files back from a backup, or move state.json, cycle.json and the "
            ".jsonl files out of portfolio/BTC_USDT to begin a new account"
        )
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    for path in folder.glob("*.jsonl"):
        path.rename(tmp_path / path.name.replace("jsonl", "old"))
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    assert FileVolume(tmp_path).reader().load_state().cycle == 1


def test_a_refused_start_touches_nothing_where_equity_contradicts_the_state(tmp_path):
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    for _ in range(3):
        runner.run_cycle()
    folder = tmp_path / "portfolio/BTC_USDT"
    (folder / "candles.jsonl").unlink()
    (folder / "cycle.json").write_text("garbage")
    state = json.loads((folder / "state.json").read_text())
    (folder / "state.json").write_text(json.dumps({**state, "balance": 1.0}))
    (folder / "trades.jsonl").write_text('{"symbol": ')
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    for _ in range(2):
        with pytest.raises(StateError, match=r"equity\.jsonl says and cycle\.json is broken"):
            portfolio_runner(settings_for(tmp_path), LOG)
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    assert FileVolume(tmp_path).mended.unseen("BTC/USDT", None) == ()


def test_what_was_mended_is_kept_also_where_the_start_fails_afterwards(tmp_path, monkeypatch):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    folder = tmp_path / "portfolio/BTC_USDT"
    for name in LOST:
        (folder / name).write_bytes(b"")

    def refuse(store, record):
        raise StateError("the disk is full")

    monkeypatch.setattr("bot.state.cycles.JsonStateStore.commit", refuse)
    with pytest.raises(StateError, match="the disk is full"):
        portfolio_runner(settings_for(tmp_path), LOG)
    state, cycle = FileVolume(tmp_path).mended.unseen("BTC/USDT")
    assert state.startswith("state.json was lost: moved aside as state.json.broken-")
    assert cycle.startswith("cycle.json was lost: moved aside as cycle.json.broken-")


def test_that_an_older_history_says_nothing_of_its_source_is_told_with_the_rebuilt_state(tmp_path):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    folder = tmp_path / "portfolio/BTC_USDT"
    for name in LOST:
        (folder / name).unlink()
    signal = json.loads((folder / "signals.jsonl").read_text())
    assert signal.pop("data_source") == "synthetic"
    (folder / "signals.jsonl").write_text(json.dumps(signal, separators=(",", ":")) + "\n")
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    runner.run_cycle()
    rebuilt, assumed, _ = FileVolume(tmp_path).reader().load_state().warnings
    assert "rebuilt from the histories" in rebuilt
    assert assumed == (
        "the histories, of an older version, do not say where their candles came from: from "
        "synthetic as now, it is assumed"
    )


def test_what_was_mended_of_a_symbol_that_is_not_traded_any_more_is_shown_by_the_primary(tmp_path):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    now = datetime.now(UTC)
    FileVolume(tmp_path).mended.add(["a torn line"], now, symbol="BTC/USDT")
    write_portfolio(tmp_path, {"symbol": "ETH/USDT"}, {"symbol": "SOL/USDT"})
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    volume = FileVolume(tmp_path)
    words = "BTC/USDT, which is not traded now: a torn line"
    assert words in volume.reader("ETH/USDT").load_state().warnings
    assert words not in volume.reader("SOL/USDT").load_state().warnings


def test_a_note_that_cannot_be_kept_is_told_and_stops_no_optimizer(tmp_path):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    (tmp_path / "portfolio" / "optimizer_runs.jsonl").write_text("{")
    (tmp_path / "mended.jsonl").mkdir()
    notes: list[str] = []
    with only_optimizer(settings_for(tmp_path), notes.append):
        mended, refused = notes
    assert "optimizer_runs.jsonl: dropped a torn last line" in mended
    assert refused.startswith("what was mended is told this once, since it cannot be kept: cannot")


def test_histories_of_another_symbol_are_not_gone_on_with(tmp_path):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    folder = tmp_path / "portfolio/BTC_USDT"
    folder.rename(tmp_path / "portfolio/ETH_USDT")
    for link in tmp_path.glob("*.json*"):
        link.unlink()  # they lead to a folder that is gone, which is refused before
    with pytest.raises(StateError, match="holds the state of BTC/USDT"):
        portfolio_runner(settings_for(tmp_path, SYMBOL="ETH/USDT"), LOG)
    for name in LOST:
        (tmp_path / "portfolio/ETH_USDT" / name).unlink()
    with pytest.raises(StateError, match="they are those of BTC/USDT"):
        portfolio_runner(settings_for(tmp_path, SYMBOL="ETH/USDT"), LOG)


def test_an_account_that_begins_beside_one_that_is_not_traded_any_more_is_told(tmp_path):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    runner = portfolio_runner(settings_for(tmp_path, SYMBOL="ETH/USDT"), LOG)
    for _ in range(2):
        runner.run_cycle()
        state = FileVolume(tmp_path).reader().load_state()
        assert state.warnings[0] == (
            "a new account begins (ETH/USDT with 10000) beside that of BTC/USDT, which is not "
            "traded now"
        )


def test_a_lost_state_is_not_gone_on_with_on_another_source_of_candles(tmp_path):
    portfolio_runner(settings_for(tmp_path), LOG).run_cycle()
    for name in LOST:
        (tmp_path / "portfolio/BTC_USDT" / name).unlink()
    replayed = {"DATA_SOURCE": "replay", "CANDLES_CSV": "data/sample_ohlcv.csv"}
    with pytest.raises(ConfigError, match="was written with data_source synthetic"):
        portfolio_runner(settings_for(tmp_path, **replayed), LOG)


def test_one_file_of_candles_cannot_serve_two_symbols(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"})
    settings = settings_for(tmp_path, DATA_SOURCE="replay", CANDLES_CSV="data/sample_ohlcv.csv")
    with pytest.raises(ConfigError, match="one asset with DATA_SOURCE=replay, were 2"):
        portfolio_runner(settings, LOG)


def test_what_is_no_crypto_comes_from_yahoo_when_the_exchange_is_the_source(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "NVDA", "timeframe": "1d"})
    settings = settings_for(tmp_path, DATA_SOURCE="exchange")
    sources = [str(source_of(settings, a)) for a in portfolio_of(settings).assets]
    assert sources == ["exchange", "yahoo"]


def test_a_replay_ends_the_loop_after_its_last_candle(tmp_path):
    settings = settings_for(
        tmp_path,
        DATA_SOURCE="replay",
        CANDLES_CSV="data/sample_ohlcv.csv",
        LOOP_INTERVAL_SECONDS="0",
    )
    runner = portfolio_runner(settings, LOG)
    run_cycles(runner, EndRequest(), 0)
    assert runner.is_complete
    lines = Path("data/sample_ohlcv.csv").read_text().splitlines()
    assert len(FileVolume(tmp_path).reader().equity(100_000)) == len(lines) - 1
    state = FileVolume(tmp_path).reader().load_state()
    assert state is not None
    assert state.next_candle_time is None
    later = freshness(state, datetime.now(UTC) + timedelta(hours=5))
    assert later.message == "The replay is complete: these are its final values."


def test_a_second_bot_on_the_volume_is_refused(tmp_path):
    held = volume(settings_for(tmp_path))
    with held.hold("bot"), pytest.raises(VolumeInUse):
        volume(settings_for(tmp_path)).hold("bot").__enter__()


def test_a_rate_limit_of_the_exchange_holds_for_every_symbol(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"})
    with BinanceServer(now=1_600_000_000_000) as server:
        server.fail("/api/v3/time", Fault(status=429, headers={"retry-after": "30"}))
        settings = settings_for(tmp_path, DATA_SOURCE="exchange", EXCHANGE_URL=server.url)
        portfolio_runner(settings, LOG).run_cycle()
        assert len(server.requests) == 1
    second = FileVolume(tmp_path).reader("ETH/USDT").load_state()
    assert "nothing is sent for another 30 s" in second.warnings[0]


def test_once_it_is_asked_to_end_no_further_symbol_begins_its_cycle(tmp_path):
    write_portfolio(tmp_path, {"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"})
    runner = portfolio_runner(settings_for(tmp_path), LOG)
    answers = iter((False, True))
    runner.run_cycle(lambda: next(answers))
    assert [state.cycle for state in runner.states] == [1, 0]

"""Settings to orders on a simulated exchange, and what is refused on the way there."""

import json
from collections import Counter

import pytest
import structlog

from bot.domain import Action, JournalKind, TradingMode
from bot.domain.errors import ConfigError, StateError
from bot.programs import trade
from bot.programs.exchange_simulator.simulator_setup import Access
from bot.settings import Settings
from bot.settings.names import SETTING_NAMES
from bot.state import FileVolume
from bot.state.journal import order_journal
from bot.wiring.trading import TradingParts, portfolio_runner
from tests.support.processes.full_disk import disk_full_at
from tests.support.simulated_exchange.rising import LIVE, TESTNET, rising_candles, rising_exchange

LOG = structlog.get_logger()


@pytest.fixture(autouse=True)
def logs_as_before():
    """Whatever a service sets up for its own log ends with the test."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def exchange():
    """A market that rises by one a minute, at its hundredth candle; its clock stands."""
    with rising_exchange() as simulator:
        yield simulator


def settings_for(folder, exchange, mode=TESTNET, **more):
    given = {"LOG_LEVEL": "ERROR", **mode, "EXCHANGE_URL": exchange.url, **more}
    given["DATA_DIR"] = str(folder)
    return Settings.load(given, dotenv=None)


def test_a_decision_becomes_an_order_with_a_stop_and_a_target_and_a_restart_goes_on(
    tmp_path, exchange
):
    runner = portfolio_runner(settings_for(tmp_path, exchange), LOG)
    runner.run_cycle()
    entry, *protection = exchange.orders
    assert (entry.side, entry.type, entry.status) == ("BUY", "MARKET", "FILLED")
    assert {order.type for order in protection} == {"STOP_LOSS", "LIMIT_MAKER"}
    assert all(order.client_id.startswith("atl-") for order in exchange.orders)
    state = FileVolume(tmp_path).reader().load_state()
    assert (state.position, state.mode) == (Action.LONG, TradingMode.TESTNET)
    assert state.quantity == pytest.approx(float(entry.executed) * 0.999)
    exchange.advance(60)
    runner.run_cycle()
    report = FileVolume(tmp_path).risk.read()
    assert report is not None
    state = FileVolume(tmp_path).reader().load_state()

    portfolio_runner(settings_for(tmp_path, exchange), LOG).run_cycle()
    again = FileVolume(tmp_path).reader().load_state()
    assert (again.position, again.quantity) == (state.position, state.quantity)
    assert len(exchange.orders) == 3


def test_candles_and_orders_of_a_testnet_are_kept_under_its_own_name(tmp_path, exchange):
    portfolio_runner(settings_for(tmp_path, exchange), LOG).run_cycle()
    (kept,) = (tmp_path / "candles").iterdir()
    assert kept.name.startswith("binance_testnet_")


@pytest.mark.parametrize("mode", [TESTNET, LIVE])
def test_an_account_on_paper_is_never_gone_on_with_by_orders(tmp_path, exchange, mode):
    paper = {"PAPER_MODE": "true", "DATA_SOURCE": "exchange"}
    portfolio_runner(settings_for(tmp_path, exchange, **paper), LOG).run_cycle()
    with pytest.raises(ConfigError, match="was written with mode PAPER, now it is"):
        portfolio_runner(settings_for(tmp_path, exchange, mode), LOG)
    with pytest.raises(ConfigError, match="was written with mode PAPER, now it is"):
        portfolio_runner(settings_for(tmp_path, exchange, mode, SYMBOL="ETH/USDT"), LOG)
    assert exchange.orders == []


def test_orders_are_never_gone_on_with_on_paper(tmp_path, exchange):
    portfolio_runner(settings_for(tmp_path, exchange), LOG).run_cycle()
    paper = {"PAPER_MODE": "true", "DATA_SOURCE": "exchange"}
    with pytest.raises(ConfigError, match="was written with mode TESTNET, now it is PAPER"):
        portfolio_runner(settings_for(tmp_path, exchange, **paper), LOG)


def test_a_journal_belongs_to_one_account(tmp_path, exchange):
    portfolio_runner(settings_for(tmp_path, exchange), LOG)
    with pytest.raises(ConfigError, match="were placed at binance_testnet_http://"):
        portfolio_runner(settings_for(tmp_path, exchange, LIVE), LOG)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"BINANCE_TESTNET_API_KEY": "", "BINANCE_TESTNET_API_SECRET": ""}, "to place orders"),
        ({"SYMBOL": "NVDA"}, r"need crypto symbols .* was NVDA \(equity\)"),
        ({"BINANCE_TESTNET_ENABLED": "false", "EXCHANGE_ID": "kraken"}, "EXCHANGE_ID of binance"),
    ],
)
def test_what_cannot_be_traded_by_orders_is_refused_before_anything_is_asked(
    tmp_path, exchange, more, words
):
    settings = settings_for(tmp_path, exchange, I_UNDERSTAND_THIS_IS_REAL_MONEY="true", **more)
    with pytest.raises(ConfigError, match=words):
        portfolio_runner(settings, LOG)
    assert exchange.requests == []


def test_a_silence_that_the_exchange_asked_for_outlives_a_restart(tmp_path, exchange):
    parts = TradingParts.of(settings_for(tmp_path, exchange), LOG)
    portfolio_runner(parts.settings, LOG, parts)
    exchange.exchange.limits.silence(418, 60, exchange.exchange.clock.client_seconds())
    portfolio_runner(parts.settings, LOG, parts).run_cycle()
    kinds = [line.kind for line in FileVolume(tmp_path).order_journal().lines()]
    assert JournalKind.SILENCE in kinds
    asked = len(exchange.requests)
    portfolio_runner(settings_for(tmp_path, exchange), LOG).run_cycle()
    assert len(exchange.requests) == asked
    warnings = FileVolume(tmp_path).reader().load_state().warnings
    assert "nothing is sent for another" in warnings[0]


def test_a_silence_that_cannot_be_written_down_is_kept_all_the_same(tmp_path, exchange):
    parts = TradingParts.of(settings_for(tmp_path, exchange), LOG)
    runner = portfolio_runner(parts.settings, LOG, parts)
    exchange.exchange.limits.silence(418, 60, exchange.exchange.clock.client_seconds())
    with disk_full_at(0):
        runner.run_cycle()
    kinds = [line.kind for line in FileVolume(tmp_path).order_journal().lines()]
    assert JournalKind.SILENCE not in kinds
    asked = len(exchange.requests)
    runner.run_cycle()
    assert len(exchange.requests) == asked
    assert "nothing is sent for another" in runner.states[0].warnings[0]


def test_a_lost_state_is_not_made_of_histories_where_the_journal_tells_the_money(
    tmp_path, exchange
):
    portfolio_runner(settings_for(tmp_path, exchange), LOG).run_cycle()
    for name in ("state.json", "cycle.json"):
        (tmp_path / "portfolio" / "BTC_USDT" / name).unlink()
    with pytest.raises(StateError, match=r"position and money are safe in journal\.jsonl; put"):
        portfolio_runner(settings_for(tmp_path, exchange), LOG)


def run_bot_once(monkeypatch, folder, exchange, mode):
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    for name, value in {**mode, "EXCHANGE_URL": exchange.url, "DATA_DIR": str(folder)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    return trade.main(["--once"])


def test_a_service_whose_key_may_withdraw_ends_before_it_trades(tmp_path, monkeypatch, capsys):
    with rising_exchange(access=Access(may_withdraw=True)) as exchange:
        assert run_bot_once(monkeypatch, tmp_path, exchange, LIVE) == 2
        assert exchange.orders == []
    assert "the key may withdraw money from binance, which is refused" in capsys.readouterr().err


def test_a_service_starts_while_the_exchange_does_not_answer(tmp_path, monkeypatch):
    class Nobody:
        url = "http://127.0.0.1:9"

    assert run_bot_once(monkeypatch, tmp_path, Nobody, LIVE) == 0
    state = FileVolume(tmp_path).reader().load_state()
    assert "cannot be reached" in state.warnings[0]


def test_the_shares_of_a_portfolio_are_what_each_symbol_begins_with(tmp_path):
    strips = {name: rising_candles() for name in ("BTC/USDT", "ETH/USDT")}
    assets = [{"symbol": name, "allocation_pct": 25} for name in strips]
    (tmp_path / "portfolio.json").write_text(json.dumps({"assets": assets}))
    with rising_exchange(candles=strips) as exchange:
        runner = portfolio_runner(settings_for(tmp_path, exchange), LOG)
        runner.run_cycle()
        runner.run_cycle()
        bought = [order for order in exchange.orders if order.side == "BUY"]
    assert {order.symbol for order in bought} == {"BTCUSDT", "ETHUSDT"}
    assert [state.initial_balance for state in runner.states] == [2_500, 2_500]
    assert all(order.executed_quote <= 2_500 for order in bought)


def test_a_position_of_a_symbol_that_is_not_traded_any_more_is_told(tmp_path, exchange):
    strips = {name: rising_candles() for name in ("BTC/USDT", "ETH/USDT")}
    with rising_exchange(candles=strips) as exchange:
        portfolio_runner(settings_for(tmp_path, exchange), LOG).run_cycle()
        others = settings_for(tmp_path, exchange, SYMBOL="ETH/USDT")
        runner = portfolio_runner(others, LOG)
        runner.run_cycle()
        (state,) = runner.states
    assert any(
        note.startswith("BTC/USDT is not traded now and held a LONG of ") for note in state.warnings
    )


def test_a_start_asks_for_the_account_and_the_time_once_for_all_symbols(tmp_path):
    names = [f"C{number}/USDT" for number in range(12)]
    assets = [{"symbol": name, "asset_type": "crypto"} for name in names]
    (tmp_path / "portfolio.json").write_text(json.dumps({"assets": assets}))
    flat = {"SIGNAL_MIN_CONFIDENCE": "1"}
    candles = {name: rising_candles() for name in names}
    with rising_exchange(candles=candles, speed=1.0) as exchange:
        runner = portfolio_runner(settings_for(tmp_path, exchange, **flat), LOG)
        runner.run_cycle()
    asked = Counter(request.path for request in exchange.requests)
    assert asked["/api/v3/account"] == 1
    assert asked["/api/v3/openOrders"] == len(names)
    assert asked["/api/v3/time"] < len(names)


def test_the_journal_is_read_once_at_a_start(tmp_path, exchange, monkeypatch):
    portfolio_runner(settings_for(tmp_path, exchange), LOG).run_cycle()
    reads = []
    stream = order_journal.stream_lines
    monkeypatch.setattr(
        order_journal, "stream_lines", lambda path: reads.append(path) or stream(path)
    )
    assert run_bot_once(monkeypatch, tmp_path, exchange, TESTNET) == 0
    assert len(reads) == 1

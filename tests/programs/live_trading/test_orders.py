"""run_live_trading.py with orders, on a simulated exchange."""

import io
from datetime import UTC, datetime

import pytest

from bot.domain import Action, ConfigStanding, Standing, Standings, StrategyConfig
from bot.programs.exchange_simulator.faults import Fault, FaultKind
from bot.programs.exchange_simulator.simulator_setup import Access
from bot.programs.live_trading import closing
from bot.state import FileVolume
from tests.programs.live_trading.conftest import ran
from tests.support.simulated_exchange.rising import LIVE, TESTNET, rising_exchange

ONCE = ("--yes", "--iterations", "1", "--interval", "0")


@pytest.fixture
def trading(lab, monkeypatch):
    """Start an exchange under the settings of a mode, without what flags say of it."""

    def start(mode, **terms):
        exchange = rising_exchange(**terms)
        exchange.start()
        started.append(exchange)
        of_flags = ("PAPER_MODE", "BINANCE_TESTNET_ENABLED", "I_UNDERSTAND_THIS_IS_REAL_MONEY")
        for name, value in {**mode, "EXCHANGE_URL": exchange.url}.items():
            if name not in of_flags:
                monkeypatch.setenv(name, value)
        return exchange

    started = []
    yield start
    for exchange in started:
        exchange.stop()


def refused_sales(times):
    """Orders after the entry, refused."""
    path = "/api/v3/order"
    return Fault(
        kind=FaultKind.REFUSE, method="POST", path=path, code=-2015, after=1, times=2 * times
    )


def test_on_the_testnet_it_checks_the_account_buys_and_leaves_it_protected(lab, trading, capsys):
    exchange = trading(TESTNET)
    assert ran("--mode", "testnet", "--yes", "--iterations", "2", "--interval", "0") == 0
    shown = capsys.readouterr()
    assert shown.out.index("ok       key          taken by binance testnet") < shown.out.index(
        "holds the LONG: LONG: AI LONG"
    )
    assert "of BTC/USDT stays open, with its stop and target" in shown.err
    state = FileVolume(lab / "data").reader().load_state()
    assert (state.position, state.mode) == (Action.LONG, "TESTNET")
    assert [order.status for order in exchange.orders] == ["FILLED", "NEW", "NEW"]


def test_close_on_exit_sells_what_is_held_and_nothing_rests(lab, trading, capsys):
    exchange = trading(TESTNET)
    flags = ("--mode", "testnet", "--yes", "--interval", "0", "--close-on-exit")
    assert ran(*flags, "--iterations", "2") == 0
    assert "BTC/USDT after 2 cycles: FLAT" in capsys.readouterr().out
    assert FileVolume(lab / "data").reader().trades(5)[0].exit_reason == "force_exit"
    assert {order.status for order in exchange.orders} == {"FILLED", "CANCELED"}
    assert exchange.exchange.engine.ledger.balance("BTC").free < 0.001


def test_close_on_exit_goes_on_where_the_exchange_was_away_for_a_moment(
    lab, trading, monkeypatch, capsys
):
    exchange = trading(TESTNET)
    monkeypatch.setattr(closing.time, "sleep", lambda seconds: None)
    flags = ("--mode", "testnet", "--yes", "--interval", "0", "--close-on-exit")
    exchange.expect(refused_sales(1))
    assert ran(*flags, "--iterations", "2") == 0
    assert FileVolume(lab / "data").reader().load_state().position is Action.FLAT


def test_what_could_not_be_closed_on_exit_is_told_and_no_success(lab, trading, monkeypatch, capsys):
    exchange = trading(TESTNET)
    monkeypatch.setattr(closing.time, "sleep", lambda seconds: None)
    flags = ("--mode", "testnet", "--yes", "--interval", "0", "--close-on-exit")
    exchange.expect(refused_sales(50))
    assert ran(*flags, "--iterations", "2") == 4
    assert "BTC/USDT could not be closed and may have no stop now" in capsys.readouterr().err


def test_real_money_is_typed_and_no_default_types_it(lab, trading, monkeypatch, capsys):
    exchange = trading(LIVE)
    assert ran("--mode", "live", *ONCE) == 2
    told = capsys.readouterr()
    assert "need REAL MONEY to trade with real money, was 'no'" in told.err
    monkeypatch.setattr("sys.stdin", io.StringIO("3\nBTC/USDT\n1m\n0\nyes\n"))
    assert ran("--iterations", "1") == 2
    assert exchange.orders == []
    asked = capsys.readouterr().err
    assert "real money, by a config that is unproven." in asked

    monkeypatch.setattr("sys.stdin", io.StringIO("3\nBTC/USDT\n1m\n0\nREAL MONEY\n"))
    assert ran("--iterations", "1") == 0
    assert len(exchange.orders) == 3
    assert "--i-understand-this-is-real-money" in capsys.readouterr().out


def test_the_flag_confirms_real_money(lab, trading):
    exchange = trading(LIVE)
    assert ran("--mode", "live", "--i-understand-this-is-real-money", *ONCE) == 0
    assert FileVolume(lab / "data").reader().load_state().mode == "LIVE"
    assert len(exchange.orders) == 3


def test_a_disproven_config_enters_nothing(lab, trading, capsys):
    exchange = trading(TESTNET)
    config = StrategyConfig(timeframe="1m", stop_loss_pct=0.05, take_profit_pct=0.5)
    loser = ConfigStanding(
        fingerprint=config.fingerprint,
        standing=Standing.DISPROVEN,
        since=datetime(2024, 1, 5, tzinfo=UTC),
        reason="disproven since 2024-01-05: it loses beyond chance",
    )
    memory = {"looks": [], "watch": None, "standings": Standings((loser,)).to_list()}
    FileVolume(lab / "data").promotions.write("BTC/USDT", memory)
    assert ran("--mode", "testnet", *ONCE) == 0
    assert "the bot enters nothing with it" in " ".join(capsys.readouterr().out.split())
    assert exchange.orders == []


@pytest.mark.parametrize(
    ("terms", "more", "code", "words"),
    [
        ({"access": Access(may_withdraw=True)}, {}, 2, "not started, key: the key may withdraw"),
        ({}, {"STARTING_BALANCE": "12000"}, 2, "not started, balance: 10,000 USDT free"),
        ({}, {"EXCHANGE_API_SECRET": "wrong"}, 4, "did not accept the API key"),
        ({}, {"EXCHANGE_URL": "http://127.0.0.1:9"}, 4, "not started, candles: binance cannot be"),
        ({}, {"SYMBOL": "NVDA"}, 2, "need crypto symbols"),
        ({}, {"EXCHANGE_API_SECRET": "", "EXCHANGE_API_KEY": ""}, 2, "to place orders"),
    ],
)
def test_what_the_checklist_refuses_ends_it_before_the_first_cycle(
    lab, trading, monkeypatch, capsys, terms, more, code, words
):
    exchange = trading(LIVE, **terms)
    for name, value in more.items():
        monkeypatch.setenv(name, value)
    assert ran("--mode", "live", "--i-understand-this-is-real-money", *ONCE) == code
    shown = capsys.readouterr()
    assert words in shown.err
    assert "time UTC" not in shown.out
    assert exchange.orders == []


def test_a_second_one_on_the_folder_is_refused_with_orders_too(lab, trading, capsys):
    exchange = trading(TESTNET)
    with FileVolume(lab / "data").hold("bot"):
        assert ran("--mode", "testnet", *ONCE) == 2
    assert "already runs on" in capsys.readouterr().err
    assert exchange.requests == []

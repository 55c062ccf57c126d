"""run_live_trading.py on paper: questions, the checklist, a line a cycle, and what is kept."""

import io
import json

import pytest

from bot.programs import trade
from bot.state import FileVolume
from tests.programs.live_trading.conftest import HOUR, ran, status_in

ANSWERS = "1\nBTC/USDT\n1h\n60\n"


def test_four_answers_and_three_cycles_later_the_status_shows_position_and_balance(
    lab, exchange, monkeypatch, capsys
):
    monkeypatch.setattr("sys.stdin", io.StringIO(ANSWERS.replace("60", "0")))
    assert ran("--iterations", "3") == 0
    shown = capsys.readouterr()
    asked = [line.split(" (")[0] for line in shown.err.splitlines() if "[" in line]
    assert asked == ["Mode", "Symbol", "Timeframe", "Interval in seconds"]
    assert shown.out.index("Before the first cycle") < shown.out.index("time UTC")
    lines = shown.out.splitlines()
    first, second, third = (line for line in lines if line[17:33] == "2020-10-25 03:00")
    assert "would buy at the next open: LONG" in first
    assert "the next candle closes at 05:00" in second
    assert third.split()[0] == "3"
    command = "--iterations 3 --mode dry-run --symbol BTC/USDT --timeframe 1h --interval 0\n"
    assert shown.out.endswith(f"python run_live_trading.py {command}")
    status = status_in(lab / "data")
    assert (status["position"], status["balance"], status["mode"]) == ("FLAT", 10_000, "PAPER")


def test_what_it_buys_on_paper_is_shown_with_its_price_and_stays_open(lab, exchange, capsys):
    flags = ("--yes", "--interval", "0", "--iterations", "1", "--take-profit-pct", "0.5")
    assert ran(*flags) == 0
    exchange.now += HOUR
    capsys.readouterr()
    assert ran(*flags) == 0
    shown = capsys.readouterr()
    assert "  LONG 9.07" in shown.out
    assert "of BTC/USDT stays open, with its stop and target" in shown.err
    state = FileVolume(lab / "data").reader().load_state()
    assert state.position == "LONG"
    assert state.config["take_profit_pct"] == 0.5


def test_on_paper_close_on_exit_closes_at_the_next_open_also_after_the_end(lab, exchange, capsys):
    flags = ("--yes", "--interval", "0", "--iterations", "1", "--take-profit-pct", "0.5")
    for hour in range(3):
        capsys.readouterr()
        assert ran(*flags, *(["--close-on-exit"] if hour == 1 else [])) == 0
        exchange.now += HOUR
        if hour == 1:
            assert "is closed at the next open" in capsys.readouterr().err
    (closed,) = FileVolume(lab / "data").reader().trades(5)
    assert closed.exit_reason == "force_exit"


def test_the_environment_is_the_default_and_a_flag_overrides_it(lab, exchange, monkeypatch, capsys):
    monkeypatch.setenv("SYMBOL", "ETH/USDT")
    monkeypatch.setenv("EMA_FAST", "10")
    monkeypatch.setenv("RISK_PER_TRADE_PCT", "0.4")
    monkeypatch.setenv("PAPER_MODE", "false")
    assert ran("--mode", "dry-run", "--yes", "--iterations", "1", "--risk", "0.25") == 0
    state = FileVolume(lab / "data").reader().load_state()
    assert (state.symbol, state.mode) == ("ETH/USDT", "PAPER")
    assert state.config["ema_fast"] == 10
    assert state.config["risk_per_trade_pct"] == 0.25


def test_a_symbol_of_the_portfolio_has_its_share_and_its_config_and_flags_win(lab, exchange):
    (lab / "data").mkdir()
    assets = [
        {"symbol": "ETH/USDT", "allocation_pct": 75},
        {"symbol": "BTC/USDT", "allocation_pct": 25, "ema_fast": 5, "ema_slow": 9},
    ]
    (lab / "data" / "portfolio.json").write_text(json.dumps({"assets": assets}))
    assert ran("--yes", "--symbol", "BTC/USDT", "--iterations", "1", "--ema-slow", "8") == 0
    volume = FileVolume(lab / "data")
    assert volume.symbols() == ("BTC/USDT",)
    state = volume.reader().load_state()
    assert state.balance == 2_500
    assert (state.config["ema_fast"], state.config["ema_slow"]) == (5, 8)


def test_on_paper_an_exchange_that_does_not_answer_is_waited_for(lab, monkeypatch, capsys):
    monkeypatch.setenv("EXCHANGE_URL", "http://127.0.0.1:9")
    assert ran("--yes", "--interval", "0", "--iterations", "1") == 0
    shown = capsys.readouterr().out
    assert "REFUSED  candles      binance cannot be reached" in shown
    assert "no decision this cycle: binance cannot be reached" in shown
    status = status_in(lab / "data")
    assert (status["position"], status["balance"]) == ("FLAT", 10_000)


def test_a_state_of_another_source_stops_it_before_the_first_cycle(lab, exchange, capsys):
    assert trade.main(["--once"]) == 0
    assert ran("--yes", "--iterations", "1") == 2
    shown = capsys.readouterr()
    assert "not started, state: the state of BTC/USDT was written with data_source" in shown.err
    assert "time UTC" not in shown.out


def test_a_second_one_on_the_folder_is_refused_by_the_name_of_the_process(lab, exchange, capsys):
    with FileVolume(lab / "data").hold("bot"):
        assert ran("--yes", "--iterations", "1") == 2
    assert "already runs on" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--mode", "4"), "--mode: need one of dry-run, testnet, live, was '4'"),
        (("--interval", "x"), "--interval: need a number, was 'x'"),
        (("--interval", "-1"), "--interval: need seconds from 0 to 86400, was -1"),
        (("--ema-fast", "30"), "need 2 <= --ema-fast < --ema-slow <= 10000, was 30 and 26"),
        (("--risk", "0"), "need 0 < --risk <= 100 (percent), was 0"),
    ],
)
def test_a_wrong_answer_is_refused_by_its_flag(lab, exchange, capsys, flags, words):
    assert ran("--yes", "--iterations", "1", *flags) == 2
    assert words in capsys.readouterr().err


def test_at_the_end_of_the_answers_the_flag_is_named(lab, exchange, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("1\nBTC/USDT\n"))
    assert ran() == 2
    assert "give --timeframe, or --yes" in capsys.readouterr().err

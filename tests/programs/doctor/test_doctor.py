"""The checklist alone: what it finds, what it says to do, and how it ends."""

from bot.command_line import run_program
from bot.domain import StrategyConfig
from bot.programs import doctor, trade
from bot.state import FileVolume
from tests.programs.doctor.conftest import examined
from tests.support.processes.binance_server import BinanceServer, even_klines

HOUR = 3_600_000
FIRST = 1_600_000_000_000 // HOUR * HOUR


def test_on_paper_everything_is_in_order_and_nothing_is_written(lab, capsys):
    code, found = examined(capsys)
    assert code == 0
    assert {finding["verdict"] for finding in found.values()} == {"ok"}
    assert list(found) == [
        *("python", "settings", "volume", "disk", "config", "standing", "state", "candles"),
        *("clock", "limits"),
    ]
    assert found["settings"]["says"] == "PAPER, candles from synthetic"
    assert list(lab.iterdir()) == []


def test_a_wrong_setting_is_the_only_finding_and_ends_with_2(monkeypatch, capsys):
    monkeypatch.setenv("PAPER_MODE", "false")
    code, found = examined(capsys)
    assert code == 2
    assert list(found) == ["settings"]
    assert "needs I_UNDERSTAND_THIS_IS_REAL_MONEY=true" in found["settings"]["says"]


def test_an_exchange_that_cannot_be_reached_ends_with_4_and_says_where_to_look(monkeypatch, capsys):
    monkeypatch.setenv("DATA_SOURCE", "exchange")
    monkeypatch.setenv("EXCHANGE_URL", "http://127.0.0.1:9")
    code, found = examined(capsys)
    assert code == 4
    assert found["candles"]["verdict"] == "refused"
    assert "EXCHANGE_URL" in found["candles"]["remedy"]


def test_a_clock_that_differs_from_the_exchanges_and_old_candles_are_worth_a_look(
    monkeypatch, capsys
):
    with BinanceServer(FIRST + 1000 * HOUR) as exchange:
        exchange.klines["BTCUSDT", "1h"] = even_klines(FIRST, 990)
        monkeypatch.setenv("DATA_SOURCE", "exchange")
        monkeypatch.setenv("EXCHANGE_URL", exchange.url)
        code, found = examined(capsys)
    assert code == 0
    assert found["clock"]["verdict"] == "warning"
    assert "NTP" in found["clock"]["remedy"]
    assert "the source is late" in found["candles"]["says"]


def test_a_state_of_another_source_and_a_config_without_sense_end_with_2(lab, monkeypatch, capsys):
    assert trade.main(["--once"]) == 0
    (lab / "data" / "strategy_config.json").write_text('{"ema_fast": 40}')
    code, found = examined(capsys)
    assert code == 2
    assert "need 2 <= ema_fast < ema_slow" in found["config"]["says"]
    (lab / "data" / "strategy_config.json").unlink()
    monkeypatch.setenv("DATA_SOURCE", "replay")
    monkeypatch.setenv("CANDLES_CSV", str(lab / "none.csv"))
    code, found = examined(capsys)
    assert code == 2
    assert "was written with data_source synthetic, now it is replay" in found["state"]["says"]


def test_a_bot_that_runs_is_in_order_and_so_is_none(lab, capsys):
    FileVolume(lab / "data").hold("bot").release()
    assert examined(capsys)[1]["bot"]["says"] == "none runs now"
    with FileVolume(lab / "data").hold("bot"):
        code, found = examined(capsys)
    assert code == 0
    assert found["bot"]["says"].startswith("the bot of process ")


def test_what_a_config_file_overrides_and_names_that_nobody_knows_are_told(lab, capsys):
    (lab / ".env").write_text("EMA_FSAT=9\nEMA_FAST=9\n")
    volume = FileVolume(lab / "data")
    volume.configs.write("BTC/USDT", StrategyConfig(ema_fast=8), {})
    code, found = examined(capsys)
    assert code == 0
    assert "EMA_FSAT" in found["settings"]["says"]
    assert found["standing"]["verdict"] == "ok"
    assert found["config"]["verdict"] == "warning"
    assert "ema_fast = 9 of environment is overridden by" in found["config"]["says"]


def test_a_volume_that_cannot_be_written_ends_with_2(lab, monkeypatch, capsys):
    (lab / "file").write_text("")
    monkeypatch.setenv("DATA_DIR", str(lab / "file" / "data"))
    code, found = examined(capsys)
    assert code == 2
    assert "cannot be written" in found["volume"]["says"]


def test_people_get_a_line_for_each_and_what_to_do_below(monkeypatch, capsys):
    monkeypatch.setenv("DATA_SOURCE", "exchange")
    monkeypatch.setenv("EXCHANGE_URL", "http://127.0.0.1:9")
    assert run_program("tools/doctor.py", doctor.main, ()) == 4
    shown = capsys.readouterr().out
    assert "ok       settings     PAPER, candles from exchange\n" in shown
    assert "REFUSED  candles      binance cannot be reached" in shown
    assert "-> look at the network" in shown

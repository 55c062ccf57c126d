"""What a backtest that was asked for over HTTP comes to, by the real program."""

import json
import tempfile
from pathlib import Path

from tests.support.processes.backtest_processes import command_line

CONFIG = {"ema_fast": 5, "ema_slow": 12, "allow_short": True}


def test_a_backtest_over_http_equals_the_one_of_the_command_line(lab):
    address = lab.started(config=CONFIG, balance=2500, lookback=200, macro=False, note="faster")
    shown = lab.over(address)
    assert shown["error"] is None
    own = command_line(
        lab.folder,
        *("--csv", "candles.csv", "--symbol", "BTC/USDT", "--timeframe", "1h"),
        *("--ema-fast", "5", "--ema-slow", "12", "--allow-short"),
        *("--balance", "2500", "--lookback", "200", "--no-macro"),
    )
    answer = lab.client.get(f"{address}/result")
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == own
    document = json.loads(own)
    assert document["data"]["source"] == "csv candles.csv"
    assert document["trades"]
    figures = {
        "first": document["data"]["first"],
        "last": document["data"]["last"],
        "candles": 200,
        "total_return_pct": document["metrics"]["total_pnl_pct"],
        "sharpe_ratio": document["metrics"]["sharpe_ratio"],
        "trades": document["metrics"]["total_trades"],
    }
    assert {name: shown[name] for name in figures} == figures
    assert (shown["state"], shown["progress"], shown["note"]) == ("done", 1.0, "faster")
    assert lab.client.get("/backtests").json() == [shown]


def test_the_report_is_the_programs_page_in_a_sandbox(lab):
    address = lab.started()
    lab.over(address)
    answer = lab.client.get(f"{address}/report")
    assert answer.text.startswith("<!doctype html>")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    policy = answer.headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "default-src 'none'" in policy


def test_synthetic_candles_need_no_file_and_no_config(lab):
    shown = lab.over(lab.started(source="synthetic", csv=None, lookback=300))
    assert (shown["state"], shown["candles"]) == ("done", 300)


def test_a_result_that_is_too_large_is_not_kept(lab, monkeypatch):
    monkeypatch.setattr("api.backtests.program.MOST_BYTES", 1_000)
    shown = lab.over(lab.started())
    assert (shown["state"], shown["error"].split(":")[-1]) == ("failed", " ask for fewer candles")
    assert len(list((lab.folder / "backtests").rglob("*.*"))) == 1


def test_what_fails_says_why_in_the_programs_words_and_names_no_place(lab):
    address = lab.started(config={"strategy": "missing"})
    shown = lab.over(address)
    assert shown["state"] == "failed"
    assert "there is no file missing.py in strategies" in shown["error"]
    assert str(lab.folder) not in json.dumps(shown)
    assert lab.client.get(f"{address}/result").status_code == 409
    assert lab.client.get(f"{address}/report").status_code == 409


def test_the_program_gets_no_secret_no_token_and_no_working_folder_of_ours(lab, monkeypatch):
    monkeypatch.setenv("API_TOKEN", "canary")
    monkeypatch.setenv("EXCHANGE_API_SECRET", "canary")
    monkeypatch.setenv("SOMETHING_ELSE", "canary")
    monkeypatch.setenv("SIGNAL_MIN_CONFIDENCE", "0.25")
    other = type(lab)(lab.folder)
    seen = lab.folder / "seen.json"
    other.write_strategy(
        "nosy", f"open({str(seen)!r}, 'w').write(json.dumps([dict(os.environ), os.getcwd()]))"
    )
    other.over(other.started(config={"strategy": "nosy"}))
    other.desk.close()
    environment, folder = json.loads(seen.read_text())
    assert "canary" not in environment.values()
    assert environment["SIGNAL_MIN_CONFIDENCE"] == "0.25"
    assert environment["DATA_DIR"] == str(lab.folder)
    assert Path(folder).parent == Path(tempfile.gettempdir())
    assert not Path(folder).exists()

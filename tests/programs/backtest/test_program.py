"""The flag form: results as text and JSON, windows, files; a fault is one sentence and its code."""

import json
from pathlib import Path

import pytest

from bot.backtesting import Backtester
from bot.domain import DecisionPolicy, StrategyConfig
from bot.market_data import read_candles_csv
from bot.reports.backtest.document import full_document
from tests.support.backtest_program import Call, assert_refused, document

TRADE_FIELDS = [
    "id",
    "symbol",
    "direction",
    "quantity",
    "entry_time",
    "entry_price",
    "exit_time",
    "exit_price",
    "fees",
    "pnl",
    "pnl_pct",
    "exit_reason",
    "signal_id",
    "stop_price",
    "target_price",
    "last_stop_price",
    "highest_price",
    "lowest_price",
    "slippage",
    "position_pct",
    "candles_held",
    "entry_reason",
    "exit_explanation",
]


def test_yes_asks_nothing_and_the_same_run_gives_the_same_bytes(call: Call) -> None:
    first, second = call("--yes"), call("--yes")
    assert first == second
    assert (first.code, first.err) == (0, "")
    assert "synthetic: invented candles, seed 0" in first.out
    assert call("--yes", "--seed", "1").out != first.out


def test_json_is_one_document_of_the_documented_shape(call: Call, candles_csv: str) -> None:
    found = document(call("--csv", candles_csv, "--yes", "--json"))
    assert {"config", "policy", "costs", "data", "metrics", "trades", "equity"} <= set(found)
    assert found["config"] == StrategyConfig().to_dict()
    assert found["data"]["first"] == "2024-01-01T00:00:00Z"
    assert found["data"]["last"] == "2024-01-13T11:00:00Z"
    assert found["data"]["candles"] == len(found["equity"]) == 300
    assert found["data"]["source"] == f"csv {candles_csv}"
    assert len(found["data"]["sha256"]) == 64
    assert [list(trade) for trade in found["trades"]] == [TRADE_FIELDS] * len(found["trades"])
    assert found["equity"][0][0] == "2024-01-01T01:00:00Z"


def test_the_result_is_that_of_the_backtester(call: Call, candles_csv: str) -> None:
    flags = ["--ema-fast", "5", "--ema-slow", "20", "--allow-short", "--fee-pct", "0.0002"]
    opinions = ["--no-ai", "--no-macro", "--min-confidence", "0.2", "--balance", "500"]
    found = document(call("--csv", candles_csv, "--yes", "--json", *flags, *opinions))
    config = StrategyConfig(ema_fast=5, ema_slow=20, allow_short=True, fee_pct=0.0002)
    policy = DecisionPolicy(ai_enabled=False, macro_enabled=False, min_confidence=0.2)
    result = Backtester(config, policy, initial_balance=500).run(read_candles_csv(candles_csv))
    del found["data"]["source"], found["data"]["macro_events"]
    assert found == json.loads(json.dumps(full_document(result)))
    assert len(found["trades"]) > 3


def test_equity_is_decimated_unless_full(call: Call) -> None:
    flags = ["--yes", "--lookback", "12000", "--json"]
    assert len(document(call(*flags))["equity"]) <= 10_000
    assert len(document(call(*flags, "--full-equity"))["equity"]) == 12_000


def test_a_file_gives_all_its_candles_and_its_timeframe_unless_told_otherwise(
    call: Call, candles_csv: str
) -> None:
    newest = document(call("--csv", candles_csv, "--yes", "--json", "--lookback", "100"))
    assert newest["data"]["candles"] == 100
    assert newest["data"]["last"] == "2024-01-13T11:00:00Z"
    assert newest["data"]["timeframe"] == "1h"
    assert_refused(call("--csv", candles_csv, "--yes", "--timeframe", "4h"), 3, "4h", "1h apart")


@pytest.mark.parametrize(
    ("flags", "first", "last"),
    [
        (["--start", "2024-01-02"], "2024-01-02T00:00:00Z", "2024-01-13T11:00:00Z"),
        (["--end", "2024-01-02"], "2024-01-01T00:00:00Z", "2024-01-01T23:00:00Z"),
        (
            ["--start", "2024-01-02T00:30", "--end", "2024-01-03T02:00+02:00"],
            "2024-01-02T01:00:00Z",
            "2024-01-02T23:00:00Z",
        ),
        (
            ["--end", "2024-01-02", "--lookback", "3"],
            "2024-01-01T21:00:00Z",
            "2024-01-01T23:00:00Z",
        ),
    ],
)
def test_start_is_included_and_end_is_not(
    call: Call, candles_csv: str, flags: list[str], first: str, last: str
) -> None:
    data = document(call("--csv", candles_csv, "--yes", "--json", *flags))["data"]
    assert (data["first"], data["last"]) == (first, last)


def test_start_and_end_reach_back_in_the_synthetic_market(call: Call) -> None:
    flags = ["--start", "2025-02-01", "--end", "2025-02-03", "--yes", "--json"]
    data = document(call(*flags))["data"]
    assert (data["first"], data["candles"]) == ("2025-02-01T00:00:00Z", 48)
    before = document(call("--end", "2025-02-03", "--lookback", "48", "--yes", "--json"))["data"]
    assert before["sha256"] == data["sha256"]


def test_a_window_without_candles_is_a_data_error_and_a_reversed_one_a_usage_error(
    call: Call, candles_csv: str
) -> None:
    late = call("--csv", candles_csv, "--yes", "--start", "2025-01-01")
    assert_refused(late, 3, "2025-01-01", "2024-01-13T11:00:00")
    early = call("--csv", candles_csv, "--yes", "--end", "2024-01-01")
    assert_refused(early, 3, "2024-01-01T00:00:00")
    backwards = ["--start", "2024-01-03", "--end", "2024-01-02"]
    assert_refused(call("--csv", candles_csv, "--yes", *backwards), 2, "--start before --end")
    assert_refused(call("--yes", "--start", "31.1.2024"), 2, "--start", "2021-01-31")


def test_json_into_a_file_replaces_it_and_leaves_the_text_on_stdout(
    call: Call, candles_csv: str, tmp_path: Path
) -> None:
    file = tmp_path / "result.json"
    file.write_text("old " * 100_000)
    done = call("--csv", candles_csv, "--yes", "--json", str(file))
    assert done.out.startswith("Backtest of BTC/USDT")
    assert done.err == f"saved to {file}\n"
    assert json.loads(file.read_text())["data"]["candles"] == 300
    quiet = call("--csv", candles_csv, "--yes", "--json", str(file), "--quiet")
    assert quiet.err == ""


def test_a_file_that_cannot_be_written_is_told_before_anything_runs(call: Call) -> None:
    assert_refused(call("--yes", "--json", "no/such/folder.json"), 2, "no/such/folder.json")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "No such file"),
        ("", "header"),
        ("timestamp,open,high,low,close,volume\n", "usable candle"),
        ("timestamp,open,high,low,close,volume\nx,y,z,1,2,3\n", "need times such as"),
        ("a;b;c\n1;2;3\n", "header"),
        (b"\x89PNG\r\n\x1a\n\x00\xff\xfe" * 100, "neither UTF-8 nor UTF-16"),
    ],
    ids=["missing", "empty", "header only", "no numbers", "other table", "binary"],
)
def test_a_file_that_is_no_candles_is_one_sentence_and_exit_code_3(
    call: Call, tmp_path: Path, content: str | bytes | None, words: str
) -> None:
    file = tmp_path / "odd.csv"
    if content is not None:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    assert_refused(call("--csv", str(file), "--yes"), 3, str(file), words)


def test_a_folder_is_no_candle_file(call: Call, tmp_path: Path) -> None:
    assert_refused(call("--csv", str(tmp_path), "--yes"), 3, str(tmp_path))


def test_a_single_candle_is_enough(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "one.csv"
    file.write_text("timestamp,open,high,low,close\n2024-01-01,1,2,0.5,1\n")
    found = document(call("--csv", str(file), "--yes", "--json"))
    assert found["metrics"]["sharpe_ratio"] is None
    assert found["warnings"] == ["there is no volume: 0 is used"]


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--symbol", ".."], "--symbol"),
        (["--timeframe", "1x"], "--timeframe"),
        (["--lookback", "0"], "--lookback"),
        (["--balance", "nan"], "--balance"),
        (["--parameters", "best"], "--parameters"),
        (["--source", "oracle"], "--source"),
        (["--csv", "x.csv", "--source", "yahoo"], "--csv"),
        (["--source", "yahoo", "--lookback", "all"], "--lookback"),
        (["--ema-fast", "30"], "2 <= --ema-fast < --ema-slow <= 10000"),
        (["--min-confidence", "2"], "0 <= --min-confidence <= 1"),
        (["--asset-type", "art"], "--asset-type"),
        (["--seed", "-1"], "--seed"),
        (["--json", "--no-save"], "--no-save"),
        (["--sym", "X"], "--sym"),
    ],
)
def test_a_wrong_flag_is_one_sentence_and_exit_code_2(
    call: Call, flags: list[str], words: str
) -> None:
    assert_refused(call("--yes", *flags), 2, words)

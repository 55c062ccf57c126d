"""Windows of the command line: what run_backtest.py and research say of the same candles."""

import io
import json

import pandas as pd
import pytest

from bot.command_line import run_program
from bot.decide import required_candles
from bot.domain import StrategyConfig
from bot.programs.backtest.program import main as backtest
from bot.programs.research.program import main as research
from bot.settings.names import SETTING_NAMES
from tests.support.candles import random_walk

WALK = random_walk(900, seed=5, deviation=0.01)
CONFIG = ("--allow-short", "--min-confidence", "0.2")
METRICS = ("total_pnl", "total_trades", "sharpe_ratio", "max_drawdown_pct", "total_fees")


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """The output of a program on the walk, in an empty folder without settings."""
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    WALK.to_csv("walk.csv")

    def run(program, *flags):
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        assert run_program("program", program, ["--csv", "walk.csv", *CONFIG, *flags]) == 0
        return capsys.readouterr().out

    return run


def at(row):
    return WALK.index[row].isoformat()


def test_a_backtest_from_a_moment_on_is_the_out_of_sample_part_of_research(run):
    grid = ("--ema-fast", "12", "--ema-slow", "26", "--out-of-sample", "0.4")
    said = json.loads(run(research, *grid, "--json"))
    split = said["data"]["in_sample"]["candles"]
    alone = json.loads(run(backtest, "--yes", "--json", "--start", at(split)))
    for name in METRICS:
        assert alone["metrics"][name] == said["base"]["out_of_sample"][name]
    assert alone["data"]["candles"] == said["data"]["out_of_sample"]["candles"] == 360
    assert alone["data"]["warm_up_candles"] == split == 540
    assert alone["data"]["cold_decisions"] == 0


def test_research_in_a_window_is_warm_as_a_backtest_of_it(run):
    window = ("--start", at(300), "--end", at(800))
    said = json.loads(run(research, "--ema-fast", "12", "--ema-slow", "26", "--json", *window))
    split = 300 + said["data"]["in_sample"]["candles"]
    alone = json.loads(run(backtest, "--yes", "--json", "--start", at(300), "--end", at(split)))
    for name in METRICS:
        assert alone["metrics"][name] == said["base"]["in_sample"][name]
    assert said["data"]["warm_up_candles"] == 300


def test_a_window_by_start_and_by_lookback_is_the_same_window(run):
    by_start = json.loads(run(backtest, "--yes", "--json", "--start", at(650)))
    assert by_start == json.loads(run(backtest, "--yes", "--json", "--lookback", "250"))


def test_cold_decisions_are_told_with_their_number(run):
    cold = required_candles(StrategyConfig()) - 1
    document = json.loads(run(backtest, "--yes", "--json"))
    assert document["data"]["cold_decisions"] == cold
    sentence = f"no earlier candles, {cold} cold decisions"
    assert [s for s in document["assumptions"] if sentence in s]
    assert f"Warm-up   {sentence}" in run(backtest, "--yes")
    assert f"100 earlier candles, {cold - 100} cold decisions" in run(
        backtest, "--yes", "--start", at(100)
    )
    assert "500 earlier candles, no cold decisions" in run(backtest, "--yes", "--start", at(500))
    assert f"Warm-up        {sentence}" in run(research, "--ema-fast", "12", "--ema-slow", "26")


def test_the_checks_of_a_window_work_on_the_window_and_are_warm(run):
    checks = ("--monte-carlo", "100", "--stress", "--costs-sweep", "--walk-forward", "2")
    said = json.loads(run(backtest, "--yes", "--json", "--start", at(500), *checks))
    without = json.loads(run(backtest, "--yes", "--json", "--start", at(500)))
    assert said["metrics"] == without["metrics"]
    places = [o["started_at"] for test in said["stress"] for o in test["outcomes"]]
    assert min(places) >= at(500)[:19]
    fold = said["walk_forward"]["folds"][0]
    assert (
        fold["searched_candles"]
        + sum(fold["traded_candles"] for fold in said["walk_forward"]["folds"])
        == 400
    )


@pytest.mark.parametrize(
    ("program", "flags"),
    [(backtest, ("--yes",)), (research, ("--ema-fast", "12", "--ema-slow", "26"))],
)
@pytest.mark.parametrize(
    ("window", "note"),
    [
        (
            ("--start", "2021-06-01"),
            "--start asks for candles from 2021-06-01T00:00:00Z on, and there are some from "
            "2024-01-01T00:00:00Z on",
        ),
        (
            ("--lookback", "99999"),
            "--lookback asks for 99999 candles, and there are 900: all of them are used",
        ),
        (
            ("--lookback", "500", "--start", WALK.index[600].isoformat()),
            "--lookback asks for 500 candles, and there are 300 between --start and --end: all of "
            "them are used",
        ),
    ],
)
def test_fewer_candles_than_a_flag_asks_for_are_told_in_text_and_json(
    run, program, flags, window, note
):
    assert note in json.loads(run(program, *flags, *window, "--json"))["warnings"]
    words = " ".join(run(program, *flags, *window).split())
    assert note in words


@pytest.mark.parametrize(
    "window",
    [
        (),
        ("--lookback", "900"),
        ("--lookback", "all"),
        ("--start", WALK.index[0].isoformat()),
        ("--start", WALK.index[5].isoformat()),
        ("--start", (WALK.index[0] - pd.Timedelta("59min")).isoformat()),
    ],
)
def test_candles_that_are_all_there_are_not_told(run, window):
    said = json.loads(run(backtest, "--yes", "--json", *window))
    assert [note for note in said["warnings"] if "asks for" in note] == []


def test_a_start_that_a_market_was_closed_at_is_not_told(run):
    friday = (WALK.index[0] - pd.Timedelta(days=3)).isoformat()
    for symbol, count in (("BTC/USDT", 1), ("NVDA", 0)):
        said = json.loads(run(backtest, "--yes", "--json", "--start", friday, "--symbol", symbol))
        assert len([note for note in said["warnings"] if "asks for" in note]) == count

"""Both programs on inputs that have nothing in them: a clear answer and the old config, untouched.

Each case runs in this process, and (e2e) as the program that a user starts.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from bot.command_line import run_program
from bot.programs import auto_optimize, optimize
from tests.support.candles import candles_frame, random_walk
from tests.support.on_volume import recorded_runs

ROOT = Path(__file__).parents[3]
OLD = '{"ema_fast": 11,  "ema_slow": 33}  '  # spacing that no program would write
MAINS = {"run_auto_optimize.py": auto_optimize.main, "run_portfolio_optimize.py": optimize.main}
FLAGS = {
    "run_auto_optimize.py": ["--once"],
    "run_portfolio_optimize.py": ["--seed", "1", "--quiet"],
}


def flat(count):
    return candles_frame([[100.0, 100.0, 100.0, 100.0]] * count)


def steady_rise(count):
    """RSI is 100 throughout: the rule is to be short, and a spot market holds no short."""
    price = 100 * 1.001 ** np.arange(count)
    return candles_frame(np.column_stack([price] * 4))


def nothing_but_nan(count):
    return candles_frame([[np.nan] * 4] * count)


CANDLES = {
    "constant prices": lambda: flat(400),
    "50 candles": lambda: random_walk(50, seed=4),
    "one candle": lambda: flat(1),
    "all NaN": lambda: nothing_but_nan(400),
    "no trades anywhere": lambda: steady_rise(400),
    "min_trades above what is possible": lambda: random_walk(200, seed=4),
}
EXPECTED = {
    "constant prices": (0, "kept: none of 30 trials traded on these"),
    "50 candles": (3, "skipped: need at least 100 candles to search and to judge on, were 50"),
    "one candle": (3, "skipped: need at least 100 candles to search and to judge on, were 1"),
    "all NaN": (3, "skipped: "),
    "no trades anywhere": (0, "kept: none of 30 trials traded on these"),
    "min_trades above what is possible": (0, "kept: "),
}


@pytest.fixture(params=["called", pytest.param("started", marks=pytest.mark.e2e)])
def run(request, data_dir, tmp_path, monkeypatch):
    """Runs a program: its exit code and all that it says."""
    monkeypatch.setenv("DATA_SOURCE", "csv")
    monkeypatch.setenv("CANDLES_CSV", "candles.csv")

    def started(name, *more):
        done = subprocess.run(
            [sys.executable, ROOT / name, *FLAGS[name], *more],
            cwd=tmp_path,
            env=os.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr

    def called(name, *more):
        capsys = request.getfixturevalue("capsys")
        code = run_program(name, MAINS[name], [*FLAGS[name], *more])
        said = capsys.readouterr()
        return code, said.out + said.err

    return started if request.param == "started" else called


@pytest.fixture
def old_config(data_dir):
    """The config in use before, which nothing may touch."""
    file = data_dir / "portfolio" / "BTC_USDT" / "strategy_config.json"
    file.parent.mkdir(parents=True)
    file.write_text(OLD)
    return file


def assert_untouched(file):
    assert file.read_text() == OLD
    assert not list(file.parent.glob("history/*"))


@pytest.mark.parametrize("name", MAINS)
@pytest.mark.parametrize("case", CANDLES)
def test_candles_without_an_answer_are_told_and_change_nothing(
    run, old_config, data_dir, tmp_path, monkeypatch, case, name
):
    CANDLES[case]().to_csv(tmp_path / "candles.csv")
    monkeypatch.setenv("AI_ENABLED", "false")
    if case.startswith("min_trades"):
        monkeypatch.setenv("AUTO_OPTIMIZE_MIN_TRADES", "100000")
    code, said = run(name)
    expected, words = EXPECTED[case]
    assert code == expected, said
    (recorded,) = recorded_runs(data_dir, 9)
    assert (recorded["promoted"], recorded["reason"][: len(words)]) == (False, words)
    assert recorded["reason"].removeprefix("skipped: ") in said
    assert "Traceback" not in said
    assert "bug" not in said
    assert_untouched(old_config)


@pytest.mark.parametrize("name", MAINS)
@pytest.mark.parametrize(
    ("written", "words"),
    [
        ('{"ema_fast": 60, "ema_slow": 20}', "need 2 <= ema_fast < ema_slow <= 10000, was 60"),
        ('{"rsi_overbought": 20, "rsi_oversold": 80}', "need 0 <= rsi_oversold < rsi_overbought"),
        ('{"ema_fast"', "not JSON"),
    ],
)
def test_a_config_with_its_bounds_reversed_is_refused_and_stays_as_it_is(
    run, old_config, tmp_path, written, words, name
):
    random_walk(200, seed=4).to_csv(tmp_path / "candles.csv")
    old_config.write_text(written)
    code, said = run(name)
    assert code == 2
    assert words in said
    assert old_config.read_text() == written
    assert not list(old_config.parent.glob("history/*"))


@pytest.mark.parametrize("name", MAINS)
def test_one_bad_asset_is_skipped_and_the_others_are_optimized(
    run, old_config, data_dir, monkeypatch, name
):
    monkeypatch.setenv("DATA_SOURCE", "synthetic")
    assets = [{"symbol": "BTC/USDT"}, {"symbol": "ETH/USDT"}]
    (data_dir / "portfolio.json").write_text(json.dumps({"assets": assets}))
    old_config.write_text('{"ema_fast": 60,  "ema_slow": 20}')
    code, said = run(name)
    assert code == 0
    good, bad = recorded_runs(data_dir, 9)
    assert (bad["symbol"], bad["reason"][:9]) == ("BTC/USDT", "skipped: ")
    assert (good["symbol"], good["trials"]) == ("ETH/USDT", 30)
    assert bad["reason"].removeprefix("skipped: ") in said
    assert old_config.read_text() == '{"ema_fast": 60,  "ema_slow": 20}'


@pytest.mark.e2e
def test_a_search_range_that_is_reversed_is_refused(old_config, tmp_path):
    random_walk(200, seed=4).to_csv(tmp_path / "candles.csv")
    arguments = ["--csv", "candles.csv", "--ema-fast", "25:5:5", "--ema-slow", "30"]
    done = subprocess.run(
        [sys.executable, "-m", "bot.research", *arguments],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2, done.stderr
    assert "--ema-fast" in done.stderr
    assert_untouched(old_config)

"""The bot as a process on replayed real candles against run_backtest.py on the same file.

PARITY_CANDLES says how many candles (default 5000; `make parity` takes all 38,221).
"""

import json
import os
import shutil
import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CANDLES = "ohlcv/crypto/binance_BTCUSDT_1h_2017-2021.csv"
EVENTS = [
    {
        "title": "rate cut",
        "category": "macro",
        "sentiment": "dovish",
        "impact": "high",
        "published_at": "2017-09-20T14:30:00Z",
    },
    {
        "title": "exchanges told to close",
        "category": "politics",
        "sentiment": "bearish",
        "impact": "critical",
        "assets": {"BTC/USDT": -0.9},
        "published_at": "2017-10-15T00:00:00Z",
    },
    {
        "title": "emergency easing",
        "category": "macro",
        "sentiment": "bullish",
        "impact": "critical",
        "published_at": "2020-03-15T21:00:00Z",
    },
    {"title": "nobody knows when", "sentiment": "bearish", "impact": "critical"},
]
NUMBERS = ("quantity", "entry_price", "exit_price", "fees", "pnl", "pnl_pct")
WORDS = ("symbol", "direction", "entry_time", "exit_time", "exit_reason")


@pytest.fixture(scope="module")
def candles(real_data, tmp_path_factory) -> Path:
    wanted = os.environ.get("PARITY_CANDLES", "5000")
    lines = (real_data / CANDLES).read_text().splitlines(keepends=True)
    kept = lines if wanted == "all" else lines[: int(wanted) + 1]
    path = tmp_path_factory.mktemp("candles") / "BTCUSDT_1h.csv"
    path.write_text("".join(kept))
    return path


@pytest.mark.e2e
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(
    ("opinions", "allow_short", "opposite"), list(product([True, False], repeat=3))
)
def test_the_bot_process_trades_as_the_backtest(tmp_path, candles, opinions, allow_short, opposite):
    data_dir, events = tmp_path / "data", tmp_path / "events.json"
    events.write_text(json.dumps(EVENTS))
    config = {
        "stop_loss_pct": 0.02,
        "take_profit_pct": 0.03,
        "allow_short": allow_short,
        "exit_on_opposite_signal": opposite,
    }
    data_dir.mkdir()
    (data_dir / "strategy_config.json").write_text(json.dumps(config))
    run_bot(data_dir, candles, events, opinions)
    kept = [json.loads(line) for line in (data_dir / "trades.jsonl").read_text().splitlines()]
    expected = run_backtest(data_dir, candles, events, opinions)
    assert len(kept) > 100
    assert_same_trades(kept, expected)


@pytest.mark.e2e
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("strategy", ["bollinger_reversion", "macd_trend", "price_momentum"])
def test_the_bot_process_trades_another_strategy_as_the_backtest(tmp_path, candles, strategy):
    data_dir, events = tmp_path / "data", tmp_path / "events.json"
    events.write_text(json.dumps(EVENTS))
    config = {
        "strategy": strategy,
        "stop_loss_pct": 0.02,
        "take_profit_pct": 0.03,
        "allow_short": True,
        "exit_on_opposite_signal": True,
    }
    (data_dir / "strategies").mkdir(parents=True)
    shutil.copy(ROOT / "docs/studies/strategies/price_momentum.py", data_dir / "strategies")
    (data_dir / "strategy_config.json").write_text(json.dumps(config))

    run_bot(data_dir, candles, events, opinions=True)
    kept = [json.loads(line) for line in (data_dir / "trades.jsonl").read_text().splitlines()]
    expected = run_backtest(data_dir, candles, events, opinions=True)

    assert len(kept) > 100
    assert_same_trades(kept, expected)


def assert_same_trades(kept: list[dict], expected: list[dict]) -> None:
    assert [[t[w] for w in WORDS] for t in kept] == [[t[w] for w in WORDS] for t in expected]
    for mine, theirs in zip(kept, expected, strict=True):
        assert [mine[n] for n in NUMBERS] == pytest.approx([theirs[n] for n in NUMBERS], rel=1e-6)


def run_bot(data_dir: Path, candles: Path, events: Path, opinions: bool) -> None:
    """The whole replay; the process ends by itself with exit code 0."""
    settings = {
        "DATA_DIR": str(data_dir),
        "DATA_SOURCE": "replay",
        "CANDLES_CSV": str(candles),
        "LOOP_INTERVAL_SECONDS": "0",
        "MACRO_EVENTS_PATH": str(events),
        "AI_ENABLED": str(opinions).lower(),
        "MACRO_ENABLED": str(opinions).lower(),
        "LOG_LEVEL": "WARNING",
    }
    command = [sys.executable, "-m", "bot.bot"]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **settings}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]


def run_backtest(data_dir: Path, candles: Path, events: Path, opinions: bool) -> list[dict]:
    """The trades of run_backtest.py, less the one that is open at the end."""
    command = [sys.executable, "run_backtest.py", "--yes", "--quiet", "--json"]
    command += ["--csv", str(candles), "--config", str(data_dir / "strategy_config.json")]
    command += ["--macro-events", str(events)]
    command += [] if opinions else ["--no-ai", "--no-macro"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(data_dir)},  # where its strategies are
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    trades = json.loads(done.stdout)["trades"]
    return [trade for trade in trades if trade["exit_reason"] != "end_of_data"]

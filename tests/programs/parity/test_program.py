"""tools/parity_report.py as a program, on what real bot processes recorded."""

import json
import os
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.domain import StrategyConfig
from bot.programs.parity.program import main
from tests.support.candles import random_walk
from tests.support.recorded_run import record_run

ROOT = Path(__file__).resolve().parents[3]
CONFIG = StrategyConfig(stop_loss_pct=0.008, take_profit_pct=0.012)


def report(*arguments: object) -> int:
    return run_program("tools/parity_report.py", main, [str(a) for a in arguments])


def edited_run(data_dir: Path) -> None:
    """A recorded run with the price of its fourth trade edited."""
    record_run(data_dir, random_walk(400, seed=3), CONFIG)
    path = data_dir / "portfolio" / "BTC_USDT" / "trades.jsonl"
    lines = path.read_text().splitlines()
    trade = json.loads(lines[3])
    trade["exit_price"] *= 0.99
    lines[3] = json.dumps(trade)
    path.write_text("\n".join(lines) + "\n")


def test_a_clean_record_says_0_differences(tmp_path, capsys):
    record_run(tmp_path, random_walk(400, seed=3), CONFIG)
    assert report("--data-dir", tmp_path) == 0
    out = capsys.readouterr().out
    assert "0 differences: every trade, decision and candle is as the backtester has it." in out


def test_an_edited_price_is_listed_in_text_json_and_page(tmp_path, capsys):
    edited_run(tmp_path)
    assert report("--data-dir", tmp_path, "--symbol", "BTC/USDT") == 0
    text = capsys.readouterr().out
    assert "1 difference: 1 in trades, 0 in decisions, 0 in candles" in text
    assert "slippage: left at" in text
    page = tmp_path / "page.html"
    assert report("--data-dir", tmp_path, "--json", "--html", page) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["differences"]["by_cause"] == {"slippage": 1}
    (found,) = document["listed"]
    assert found["fields"] == ["exit_price"]
    assert found["backtest"]["exit_price"] == pytest.approx(found["bot"]["exit_price"] / 0.99)
    reader = _Tags()
    reader.feed(page.read_text())
    assert reader.seen >= {"table", "caption", "th", "td"}
    assert reader.links == []
    assert "slippage: left at" in page.read_text()


def test_the_page_never_replaces_a_record(tmp_path, capsys):
    edited_run(tmp_path)
    record = tmp_path / "portfolio" / "BTC_USDT" / "trades.jsonl"
    before = record.read_bytes()
    assert report("--data-dir", tmp_path, "--html", record) == 2
    assert "need a name that ends in .html" in capsys.readouterr().err
    assert record.read_bytes() == before


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()
        self.links: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.links += [value for name, value in attrs if name in ("src", "href")]


def test_a_folder_without_a_record_is_told_in_one_sentence(tmp_path, capsys):
    assert report("--data-dir", tmp_path) == 3
    assert "no bot has written its state" in capsys.readouterr().err
    assert report("--data-dir", tmp_path / "nowhere") == 2
    assert "--data-dir" in capsys.readouterr().err


def test_a_symbol_that_was_not_traded_is_refused_with_those_that_were(tmp_path, capsys):
    record_run(tmp_path, random_walk(30, seed=3), CONFIG)
    assert report("--data-dir", tmp_path, "--symbol", "ETH/USDT") == 2
    assert "need one of BTC/USDT for --symbol" in capsys.readouterr().err


def test_a_broken_line_is_told_and_nothing_is_written_to_the_record(tmp_path, capsys):
    record_run(tmp_path, random_walk(30, seed=3), CONFIG)
    path = tmp_path / "portfolio" / "BTC_USDT" / "signals.jsonl"
    path.write_text(path.read_text().replace('"cycle":', '"cycle":x', 1))
    before = written(tmp_path)
    assert report("--data-dir", tmp_path) == 3
    assert "broken line" in capsys.readouterr().err
    assert written(tmp_path) == before


def written(data_dir: Path) -> dict[Path, int]:
    """When each file of the folder was last written."""
    return {file: file.stat().st_mtime_ns for file in data_dir.rglob("*") if file.is_file()}


@pytest.mark.e2e
def test_a_bot_process_on_the_sample_has_0_differences(tmp_path):
    settings = {
        "DATA_DIR": str(tmp_path),
        "DATA_SOURCE": "replay",
        "CANDLES_CSV": str(ROOT / "data" / "sample_ohlcv.csv"),
        "LOOP_INTERVAL_SECONDS": "0",
        "LOG_LEVEL": "WARNING",
    }
    environment = {**os.environ, **settings}
    bot = [sys.executable, "-m", "bot.bot"]
    subprocess.run(bot, cwd=ROOT, env=environment, check=True, capture_output=True)
    told = subprocess.run(
        [sys.executable, "tools/parity_report.py", "--data-dir", str(tmp_path), "--json"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    document = json.loads(told.stdout)
    assert document["differences"]["total"] == 0
    assert document["listed"] == []
    assert document["candles"] == document["decisions"] == 2000
    assert document["trades"]["bot"] == document["trades"]["backtest"] > 200

"""tools/download_candles.py against a loopback exchange."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.programs.download_candles.program import main
from bot.settings.names import SETTING_NAMES
from tests.support.processes.binance_server import INTERVALS, BinanceServer, even_klines
from tests.support.processes.checkout import ROOT
from tests.support.processes.programs import wait_until

START_MS = 1_735_689_600_000
HOUR = INTERVALS["1h"]
KLINES = "/api/v3/klines"
FLAGS = ("--symbol=BTC/USDT", "--timeframe=1h", "--start=2025-01-01", "--json")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[BinanceServer]:
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    with BinanceServer(now=START_MS + 4500 * HOUR + HOUR // 2) as exchange:
        exchange.klines["BTCUSDT", "1h"] = even_klines(START_MS, 4501)
        monkeypatch.setenv("EXCHANGE_URL", exchange.url)
        monkeypatch.setenv("DATA_DIR", str(tmp_path / "volume"))
        yield exchange


def download(*flags: str) -> int:
    return run_program("tools/download_candles.py", main, [*FLAGS, *flags])


def test_all_closed_candles_are_kept_and_no_page_is_asked_for_twice(
    server: BinanceServer, capsys: pytest.CaptureFixture[str]
) -> None:
    for pages in (5, 5):
        assert download() == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["candles"], found["last"]) == (4500, "2025-07-07T11:00:00Z")
        assert found["warnings"] == []
        assert len(server.asked(KLINES)) == pages


def test_gaps_are_told_at_the_end(
    server: BinanceServer, capsys: pytest.CaptureFixture[str]
) -> None:
    del server.klines["BTCUSDT", "1h"][1500:1520]
    assert download() == 0
    told = capsys.readouterr()
    assert any("20 candles" in said for said in json.loads(told.out)["warnings"])
    assert "100%" in told.err


def test_a_killed_download_goes_on_with_the_page_that_it_had_not_kept(
    server: BinanceServer, capsys: pytest.CaptureFixture[str]
) -> None:
    # two pages are answered, the third keeps the program waiting until it is killed
    pages = server.routes["GET", KLINES]

    def slow_third(parameters: dict[str, str]) -> tuple[int, object]:
        if int(parameters["startTime"]) == START_MS + 2000 * HOUR:
            server.routes["GET", KLINES] = pages
            wait_until(lambda: program.poll() is not None, 60, "the kill")
        return pages(parameters)

    server.routes["GET", KLINES] = slow_third
    program = subprocess.Popen(
        [sys.executable, str(ROOT / "tools/download_candles.py"), *FLAGS],
        env=dict(os.environ),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: server.routes["GET", KLINES] is pages, 60, "the third page")
    program.kill()
    program.wait()
    before = len(server.asked(KLINES))
    assert download() == 0
    assert json.loads(capsys.readouterr().out)["candles"] == 4500
    starts = [int(asked["startTime"]) for asked in server.asked(KLINES)[before:]]
    assert starts == [START_MS + page * 1000 * HOUR for page in (2, 3, 4)]


def test_a_rate_limit_ends_it_with_exit_code_4_and_what_came_is_kept(
    server: BinanceServer, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = server.routes["GET", KLINES]

    def limited(parameters: dict[str, str]) -> tuple[int, object]:
        full = int(parameters["startTime"]) > START_MS
        return (429, {"code": -1003, "msg": "Too many requests."}) if full else pages(parameters)

    server.routes["GET", KLINES] = limited
    assert download() == 4
    assert "the same command goes on from there" in capsys.readouterr().err
    assert len(server.asked(KLINES)) == 2
    server.routes["GET", KLINES] = pages
    assert download() == 0
    assert len(server.asked(KLINES)) == 6


@pytest.mark.parametrize(
    ("flags", "code"),
    [(("--start=2030-01-01",), 2), (("--symbol=XXX/USDT",), 3), (("--timeframe=7h",), 3)],
)
def test_what_cannot_be_downloaded_is_one_sentence(
    server: BinanceServer, capsys: pytest.CaptureFixture[str], flags: tuple[str, ...], code: int
) -> None:
    assert download(*flags) == code
    told = capsys.readouterr()
    assert told.out == ""
    assert "download_candles.py: " in told.err.splitlines()[-1]


def test_an_end_before_the_start_is_refused_before_anybody_is_asked(
    server: BinanceServer, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = len(server.requests)
    assert download("--start=2024-02-01", "--end=2024-01-01") == 2
    assert "need --start before --end, was 2024-02-01" in capsys.readouterr().err
    assert len(server.requests) == asked


@pytest.mark.parametrize(
    "program", ["download_candles", "parity_report", "replay_decision", "check_strategy"]
)
def test_a_tool_starts_as_a_file_from_any_folder(program: str, tmp_path: Path) -> None:
    file = str(ROOT / f"tools/{program}.py")
    done = subprocess.run(
        [sys.executable, file, "--help"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"usage: tools/{program}.py")

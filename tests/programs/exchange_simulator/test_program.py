"""The program on its command line."""

import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from bot.command_line import run_program
from bot.programs.exchange_simulator import main

ROOT = Path(__file__).resolve().parents[3]


def test_it_prints_where_it_answers_and_ends_with_a_signal(tmp_path: Path):
    file = tmp_path / "btc.csv"
    rows = [f"2025-01-01T00:{minute:02}:00Z,100,101,99,100,5" for minute in range(20)]
    file.write_text("timestamp,open,high,low,close,volume\n" + "\n".join(rows) + "\n")
    command = [
        sys.executable,
        "tools/exchange_simulator.py",
        *("--port", "0", "--speed", "0", "--quiet"),
        *("--candles", f"BTC/USDT={file}", "--symbols", "ETH/USDT", "--start", "2025-01-01T00:10Z"),
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        assert httpx.get(f"{url}/api/v3/time").json() == {"serverTime": 1_735_690_200_000}
        prices = httpx.get(f"{url}/api/v3/ticker/price").json()
        assert [each["symbol"] for each in prices] == ["BTCUSDT", "ETHUSDT"]
    finally:
        process.terminate()
        process.communicate(timeout=20)
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--symbols", "BTC"], "need a symbol such as BTC/USDT, was 'BTC'"),
        (["--candles", "BTC/USDT"], "need SYMBOL=FILE"),
        (["--symbols", "BTC/USDT,BTC/USDT"], "need every symbol once, was BTC/USDT again"),
        (["--balance", "USDT=1.123456789"], "need an amount with at most eight decimals"),
        (["--spread", "0.7"], "need a fraction from 0 to below 0.5"),
        (["--candles", "BTC/USDT=nowhere.csv"], "nowhere.csv"),
        (
            ["--start", "2024-12-31"],
            "need a --start from 2025-01-01T00:01:00+00:00 on, where BTC/USDT has candles,"
            " was 2024-12-31T00:00:00+00:00",
        ),
        (["--faults", "nowhere.json"], "need a file that exists"),
    ],
)
def test_wrong_flags_are_refused_in_a_sentence(arguments, words, capsys):
    try:
        code = run_program("tools/exchange_simulator.py", main, arguments)
    except SystemExit as exc:
        code = exc.code
    assert code != 0
    assert words in capsys.readouterr().err

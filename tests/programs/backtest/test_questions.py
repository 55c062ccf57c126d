"""The interactive form: seven questions in order, by a pipe and on a terminal."""

import json
import os
import pty
import re
import shlex
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.support.backtest_program import Call, assert_refused

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = [sys.executable, str(ROOT / "run_backtest.py")]
ORDER = [
    ("Symbol", "--symbol"),
    ("Timeframe", "--timeframe"),
    ("Lookback in candles", "--lookback"),
    ("Initial balance", "--balance"),
    ("Parameters", "--parameters"),
    ("Data source", "--source"),
    ("Save results", "--json"),
]


def test_the_questions_come_in_the_documented_order_with_the_settings_as_defaults(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYMBOL", "ETH/USDT")
    monkeypatch.setenv("LOOKBACK", "300")
    done = call(typed="\n" * 7)
    assert done.code == 0
    asked = re.findall(r"^(\w[\w ]*\w) .*\[(.*)\]: $", done.err, re.MULTILINE)
    defaults = ["ETH/USDT", "1h", "300", "10000", "defaults", "synthetic", "no"]
    assert [text for text, _ in asked] == [text for text, _ in ORDER]
    assert [default for _, default in asked] == defaults


def test_the_equivalent_command_asks_nothing_and_gives_the_same(call: Call) -> None:
    typed = "ETH/USDT\n4h\n700\n2500.5\ndefaults\nsynthetic\nout.json\n"
    done = call("--no-ai", typed=typed)
    report, _, command = done.out.partition("\nThe same without questions:\n  ")
    words = shlex.split(command)
    assert words[:2] == ["python", "run_backtest.py"]
    again = call(*words[2:])
    assert again.out == report
    assert json.loads(Path("out.json").read_text())["data"]["candles"] == 700


def test_with_json_only_the_document_is_on_stdout(call: Call) -> None:
    done = call("--json", typed="\n" * 6)
    assert json.loads(done.out)["data"]["candles"] == 250
    assert "The same without questions" in done.err


def test_the_name_of_a_file_is_an_answer_to_the_source(call: Call, candles_csv: str) -> None:
    done = call(typed=f"\n\nall\n\n\n{candles_csv}\n\n")
    assert "300 from 2024-01-01T00:00:00Z" in done.out
    assert f"--csv {candles_csv} --no-save" in done.out
    longer = call(typed=f"\n\nall\n\n\ncsv\n{candles_csv}\nyes\n")
    assert "300 from 2024-01-01T00:00:00Z" in longer.out
    assert f"--csv {candles_csv} --json backtest_BTC_USDT_1h.json" in longer.out


@pytest.mark.parametrize("answered", range(7))
def test_the_end_of_the_input_names_the_next_flag(call: Call, answered: int) -> None:
    done = call(typed="\n" * answered)
    assert (done.code, done.out) == (2, "")
    assert f"input ended: give {ORDER[answered][1]}, or --yes" in done.err.splitlines()[-1]


@pytest.mark.parametrize(
    ("typed", "flag"),
    [
        ("..\n", "--symbol"),
        ("\nhourly\n", "--timeframe"),
        ("\n\n-5\n", "--lookback"),
        ("\n\n\nmuch\n", "--balance"),
        ("\n\n\n\noptimized\n", "--parameters"),
        ("\n\n\n\n\nno-such.csv\n", "--source"),
        ("\n\n\n\n\n\nno/folder/x.json\n", "--json"),
    ],
)
def test_a_wrong_answer_off_a_terminal_names_its_flag(call: Call, typed: str, flag: str) -> None:
    done = call(typed=typed)
    assert (done.code, done.out) == (2, "")
    assert done.err.splitlines()[-1].startswith(f"run_backtest.py: {flag}: need")


def test_all_flags_together_ask_nothing(call: Call, candles_csv: str) -> None:
    flags = ["--symbol", "X", "--timeframe", "1h", "--lookback", "all", "--balance", "10"]
    done = call(*flags, "--parameters", "defaults", "--csv", candles_csv, "--no-save")
    assert (done.code, done.err) == (0, "")
    assert "without questions" not in done.out


def test_a_file_that_cannot_be_read_is_told_before_the_first_question(call: Call) -> None:
    assert_refused(call("--csv", "none.csv"), 3, "none.csv")


@contextmanager
def terminal(folder: Path, *flags: str) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """The program on a real terminal of its own, and the other end of that terminal."""
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [*PROGRAM, *flags],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=folder,
        env=os.environ | {"TERM": "xterm", "NO_COLOR": ""},
        start_new_session=True,
    )
    os.close(theirs)
    try:
        yield program, ours
    finally:
        program.kill()
        program.wait()
        os.close(ours)


def read_until(terminal_end: int, wanted: str) -> str:
    """What the terminal shows up to and including a text, without its colours."""
    shown = b""
    plain = ""
    while wanted not in plain:
        shown += os.read(terminal_end, 4096)
        plain = re.sub(r"\x1b\[\d+m", "", shown.decode(errors="replace"))
    return plain


@pytest.mark.e2e
def test_on_a_terminal_a_wrong_answer_is_asked_again(tmp_path: Path) -> None:
    with terminal(tmp_path, "--symbol", "X", "--timeframe", "1h") as (program, ours):
        read_until(ours, "Lookback in candles (500, 5000, all of a file) [250]: ")
        os.write(ours, b"many\n")
        assert "--lookback: need a number, was 'many'" in read_until(ours, "[250]: ")
        os.write(ours, b"300\n\n\n\n\n")
        assert "Candles   300" in read_until(ours, "--no-save")
        assert program.wait(timeout=30) == 0


@pytest.mark.e2e
def test_ctrl_c_at_a_question_ends_with_130(tmp_path: Path) -> None:
    with terminal(tmp_path) as (program, ours):
        read_until(ours, "Symbol")
        program.send_signal(signal.SIGINT)
        read_until(ours, "run_backtest.py: interrupted")
        assert program.wait(timeout=30) == 130


def loaded_after(*flags: str) -> set[str]:
    """The top-level modules that the real program has loaded at its end."""
    code = (
        "import sys, runpy, atexit;"
        "atexit.register(lambda: print(*{n.split('.')[0] for n in sys.modules}, file=sys.stderr));"
        f"sys.argv = {['run_backtest.py', *flags]!r};"
        "runpy.run_path('run_backtest.py', run_name='__main__')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stderr.splitlines()[-1].split())


def test_help_loads_nothing_heavy() -> None:
    heavy = {"numpy", "pandas", "numba", "orjson", "ccxt", "yfinance"}
    assert loaded_after("--help") & heavy == set()


def test_a_run_on_a_file_loads_neither_network_nor_web_nor_charts(candles_csv: str) -> None:
    loaded = loaded_after("--csv", candles_csv, "--yes")
    assert {"pandas", "numba"} <= loaded
    heavy = {"ccxt", "yfinance", "aiohttp", "requests", "fastapi", "pydantic", "plotly"}
    heavy |= {"structlog", "rich", "tenacity"}
    assert loaded & heavy == set()

"""Exit codes, errors in one line, results on stdout and in files."""

import argparse
import io
import json
import math
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from bot.command_line import (
    Parser,
    add_config_flags,
    as_json,
    config_overrides,
    run_program,
    write_json_file,
    write_out,
)
from bot.command_line.ink import Ink
from bot.domain import StrategyConfig, merge_config
from bot.domain.errors import ConfigError, DataError, ExchangeUnavailable, TradingLabError

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("error", "code"), [(ConfigError("x"), 2), (DataError("x"), 3), (ExchangeUnavailable("x"), 4)]
)
def test_an_error_is_one_line_on_stderr_and_its_classes_exit_code(
    error: TradingLabError, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(arguments: Sequence[str]) -> int:
        raise error

    assert run_program("run.py", fail, []) == code
    assert capsys.readouterr() == ("", "run.py: x\n")


def test_an_interrupt_ends_with_130() -> None:
    def interrupted(arguments: Sequence[str]) -> int:
        raise KeyboardInterrupt

    assert run_program("run.py", interrupted, []) == 130


@pytest.mark.parametrize(("flags", "lines"), [([], 1), (["--debug"], 4)])
def test_a_bug_is_exit_code_1_and_one_line_unless_debugging(flags: list[str], lines: int) -> None:
    code = "from bot.command_line import run_program; run_program('run.py', lambda given: 1 // 0)"
    done = subprocess.run(
        [sys.executable, "-c", code, *flags], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "ZeroDivisionError" in done.stderr
    assert done.stderr.count("\n") >= lines
    assert ("Traceback" in done.stderr) == bool(flags)


def test_a_full_disk_under_stdout_is_told_and_a_reader_that_left_is_fine() -> None:
    code = (
        "import sys; from bot.command_line import run_program, write_out;"
        "sys.exit(run_program('run.py', lambda given: write_out('x' * 200_000) or 0))"
    )
    command = [sys.executable, "-c", code]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 3
    assert done.stderr == "run.py: cannot write the result to stdout: No space left on device\n"
    left = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert left.stdout
    left.stdout.close()
    assert left.communicate()[1] == b""
    assert left.returncode == 0


def test_a_closed_stdout_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(DataError, match="stdout: it is closed"):
        write_out("the result")


def test_a_wrong_flag_is_one_sentence_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser(prog="run.py", description="Runs.")
    add_config_flags(parser)
    for wrong in (["--ema-fast", "9.5"], ["--ema-fast", "nan"], ["--ema"], ["--unheard-of"]):
        with pytest.raises(SystemExit, match="2"):
            parser.parse_args(wrong)
        assert capsys.readouterr().err.count("\n") == 1


def test_every_config_field_but_symbol_and_timeframe_has_a_flag() -> None:
    parser = Parser(prog="run.py", description="Runs.")
    add_config_flags(parser)
    assert config_overrides(parser.parse_args([])) == {}
    wanted = merge_config(
        StrategyConfig(),
        {
            "ema_fast": 9,
            "ema_slow": 50,
            "rsi_period": 7,
            "rsi_overbought": 80.5,
            "rsi_oversold": 20.0,
            "risk_per_trade_pct": 1.0,
            "stop_loss_pct": 0.01,
            "take_profit_pct": 0.03,
            "fee_pct": 0.0,
            "slippage_pct": 0.001,
            "allow_short": True,
            "exit_on_opposite_signal": True,
        },
    )
    flags = [flag for name, value in asdict(wanted).items() for flag in _as_flags(name, value)]
    given: argparse.Namespace = parser.parse_args(flags)
    assert merge_config(StrategyConfig(), config_overrides(given)) == wanted


def _as_flags(name: str, value: object) -> list[str]:
    flag = f"--{name.replace('_', '-')}"
    if name in ("symbol", "timeframe"):
        return []
    return [flag] if value is True else [flag, str(value)]


def test_a_json_file_is_replaced_whole_and_a_link_keeps_its_target(tmp_path: Path) -> None:
    file, link = tmp_path / "result.json", tmp_path / "link.json"
    file.write_text("x" * 1000)
    link.symlink_to(file)
    write_json_file(link, {"é": None})
    assert link.is_symlink()
    assert json.loads(file.read_text()) == {"é": None}
    assert sorted(tmp_path.iterdir()) == [link, file]


def test_json_has_no_nan() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        as_json({"sharpe": math.nan})


@pytest.mark.parametrize("wrong", [math.nan, -math.inf])
def test_json_has_no_nan_in_a_long_list_of_rows_either(wrong: float) -> None:
    rows: list[dict[str, Any]] = [
        {"pnl": 1.5, "note": "null", "more": [None]} for _ in range(2_000)
    ]
    assert json.loads(as_json({"trades": rows, "sharpe": None})) == {"trades": rows, "sharpe": None}
    rows[1_234] = {"pnl": [wrong]}
    with pytest.raises(ValueError, match=f"no number for {wrong}"):
        as_json({"trades": rows})


def test_only_a_terminal_without_no_color_is_coloured() -> None:
    terminal = io.StringIO()
    terminal.isatty = lambda: True  # type: ignore[method-assign]
    assert Ink(terminal, {}).strong("x") != "x"
    assert Ink(terminal, {"NO_COLOR": "1"}).strong("x") == "x"
    assert Ink(terminal, {"TERM": "dumb"}).strong("x") == "x"
    assert Ink(io.StringIO(), {}).strong("x") == "x"

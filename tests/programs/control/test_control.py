"""tools/control.py against a bot that runs, in a process of its own, and against none."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.domain import TradingState
from bot.programs.control import main
from bot.state import FileVolume
from tests.support.processes.programs import wait_until

ROOT = Path(__file__).resolve().parents[3]


def control(*arguments):
    return run_program("tools/control.py", main, arguments)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["sleep"], "need one of pause, resume, close, halt, reload, was 'sleep'"),
        (["close"], "close takes a symbol, or all"),
        (["pause", "BTC/USDT"], "pause takes no symbol"),
        (["pause", "--wait", "0"], "need a number above 0"),
    ],
)
def test_what_cannot_be_said_is_refused_with_one_sentence(capsys, arguments, words):
    try:
        code = control(*arguments)
    except SystemExit as end:
        code = end.code
    assert code == 2
    assert words in capsys.readouterr().err


def test_without_a_bot_the_command_waits_and_the_program_says_so(tmp_path, capsys):
    FileVolume(tmp_path).make_primary("BTC/USDT")
    assert control("halt", "--data-dir", str(tmp_path), "--wait", "0.2", "--json") == 4
    output = capsys.readouterr()
    document = json.loads(output.out)
    assert (document["kind"], document["done"], document["said"]) == ("halt", None, [])
    assert "has not answered in 0.2 s" in output.err
    (waiting,) = FileVolume(tmp_path).commands.waiting()
    assert waiting.id == document["id"]


def test_a_folder_that_is_none_is_refused(tmp_path, capsys):
    assert control("halt", "--data-dir", str(tmp_path / "none")) == 2
    assert not (tmp_path / "none").exists()
    assert "need the folder of a bot's state" in capsys.readouterr().err


@pytest.mark.e2e
def test_a_running_bot_does_at_once_what_it_is_told(tmp_path, capsys):
    environment = {**os.environ, "DATA_DIR": str(tmp_path), "LOOP_INTERVAL_SECONDS": "3600"}
    bot = subprocess.Popen([sys.executable, "-m", "bot.bot"], cwd=ROOT, env=environment)
    try:
        wait_until(lambda: (tmp_path / "state.json").exists(), 120, "a cycle")
        started = time.monotonic()
        folder = ("--data-dir", str(tmp_path))
        assert control("pause", "--why", "a storm", "--by", "ann", *folder) == 0
        assert time.monotonic() - started < 5
        assert capsys.readouterr().out.splitlines()[0] == "paused: nothing is entered, exits go on"
        permit = FileVolume(tmp_path).trading_permit.read()
        assert (permit.state, permit.by) == (TradingState.REDUCING, "ann")
        assert control("close", "all", *folder) == 0
        assert capsys.readouterr().out.endswith("nothing is held\n")
        assert control("close", "ETH/USDT", *folder) == 3
        assert "need a symbol that is traded now" in capsys.readouterr().err
        assert control("resume", "--json", *folder) == 0
        assert json.loads(capsys.readouterr().out)["done"] is True
    finally:
        bot.kill()
        bot.wait()

"""A replay at full speed, killed again and again, against one that nothing interrupts."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.processes.programs import wait_until

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT / "data" / "sample_ohlcv.csv"
HISTORIES = ("trades.jsonl", "equity.jsonl", "candles.jsonl", "signals.jsonl")
CANARY = "a-key-that-must-show-nowhere"

pytestmark = pytest.mark.e2e


def start(folder: Path) -> "subprocess.Popen[bytes]":
    settings = {
        "DATA_DIR": str(folder / "data"),
        "DATA_SOURCE": "replay",
        "CANDLES_CSV": str(folder / "gaps.csv"),
        "LOOP_INTERVAL_SECONDS": "0",
        "ALLOW_SHORT": "true",
        "EXCHANGE_API_KEY": CANARY,
        "EXCHANGE_API_SECRET": CANARY,
        "API_TOKEN": CANARY,
    }
    with (folder / "bot.log").open("ab") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "bot.bot"],
            cwd=ROOT,
            env=os.environ | settings,
            stdout=log,
            stderr=log,
        )


def size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@pytest.fixture
def lab(tmp_path) -> Path:
    rows = SAMPLE.read_text().splitlines(keepends=True)
    (tmp_path / "gaps.csv").write_text("".join(rows[:700] + rows[740:1500] + rows[1503:]))
    return tmp_path


def test_a_replay_killed_at_any_moment_ends_as_one_that_was_not(lab, tmp_path_factory):
    whole = tmp_path_factory.mktemp("whole")
    (whole / "gaps.csv").write_bytes((lab / "gaps.csv").read_bytes())
    assert start(whole).wait(120) == 0

    written = lab / "data" / "equity.jsonl"
    for _ in range(3):
        before = size(written)
        program = start(lab)
        wait_until(
            lambda at=before, of=program: size(written) > at or of.poll() is not None,
            60,
            "some cycles",
        )
        program.kill()
        program.wait()
    assert start(lab).wait(120) == 0

    for name in HISTORIES:
        assert (lab / "data" / name).read_bytes() == (whole / "data" / name).read_bytes(), name
    assert size(lab / "data" / "trades.jsonl") > 10_000
    kept = [path for path in lab.rglob("*") if path.is_file()]
    assert not [path for path in kept if CANARY.encode() in path.read_bytes()]

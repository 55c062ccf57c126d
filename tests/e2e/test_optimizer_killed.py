"""The optimizer killed with kill -9 at random moments, while the bot's reader reads.

KILLS says how many (make kills: 200). Every kill counts that met a living process. All but every
tenth process is forked off one that has loaded everything, so that the moments fall into the work
and not into the imports; every tenth is started as a user starts it.
"""

import contextlib
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.domain import ConfigVersion, StrategyConfig
from bot.state import FileVolume
from bot.state.files.last_lines import stream_lines
from tests.support.candles import random_walk
from tests.support.on_volume import recorded_runs
from tests.support.processes.forked_programs import ROOT, ForkedPrograms

KILLS = int(os.environ.get("KILLS", "30"))
BTC = "BTC/USDT"
LOSING = {"ema_fast": 3, "ema_slow": 5, "rsi_period": 3, "stop_loss_pct": 0.001}
ROLLBACK = ["rollback", BTC, "1", "--by", "a test", "--why", "to be promoted again"]


@pytest.fixture
def environment(tmp_path):
    """A volume with a losing config made by hand and candles from a file; no gate but better."""
    own = tmp_path / "data" / "portfolio" / "BTC_USDT" / "strategy_config.json"
    own.parent.mkdir(parents=True)
    own.write_text(json.dumps(LOSING))
    random_walk(240, seed=4).to_csv(tmp_path / "candles.csv")
    return {
        "DATA_DIR": str(tmp_path / "data"),
        "DATA_SOURCE": "csv",
        "CANDLES_CSV": str(tmp_path / "candles.csv"),
        "SYMBOL": BTC,
        "AUTO_OPTIMIZE_TRIALS": "40",
        "AUTO_OPTIMIZE_OBJECTIVE": "pnl",
        "AUTO_OPTIMIZE_MIN_TRADES": "1",
        "PROMOTION_GATE": "off",
        "LOG_FORMAT": "json",
    }


@pytest.fixture
def reader(environment, tmp_path):
    """What the bot's reader, a process of its own, has held so far."""
    seen = tmp_path / "seen.jsonl"
    command = [
        sys.executable,
        "-m",
        "tests.support.processes.config_reader",
        environment["DATA_DIR"],
        BTC,
    ]
    with seen.open("wb") as out, subprocess.Popen(command, cwd=ROOT, stdout=out) as process:
        yield lambda: [json.loads(line) for line in stream_lines(seen)]
        process.kill()


class Lab:
    """The programs that write configs, each run to its end or killed on the way."""

    def __init__(self, environment: dict[str, str], forked: ForkedPrograms) -> None:
        self.data_dir = Path(environment["DATA_DIR"])
        self._environment = environment
        self._forked = forked
        self._chance = random.Random(6)
        self._seconds: dict[tuple[str, bool], float] = {}  # of the last run that was not killed
        self.kills = {
            "run_auto_optimize.py": 0,
            "run_portfolio_optimize.py": 0,
            "tools/configs.py": 0,
        }

    def next_program(self) -> tuple[str, list[str]]:
        """An optimizer while the losing config is in use, else the way back to it."""
        if (
            FileVolume(self.data_dir).configs.versions(BTC)[-1].meta.get("written_by")
            == "optimizer"
        ):
            return "tools/configs.py", ROLLBACK
        if self._chance.random() < 0.5:
            return "run_auto_optimize.py", ["--once"]
        return "run_portfolio_optimize.py", ["--seed", str(self._chance.randrange(10**6))]

    def run(self, *, killed: bool, forked: bool = True) -> str:
        """Run the next program; what it said. A killed one dies at a random moment."""
        program, arguments = self.next_program()
        log = self.data_dir.parent / "log.txt"
        start = self._start_forked if forked else self._start
        began = time.monotonic()
        process, wait = start(program, arguments, log)
        if killed:
            like = [seconds for (_, way), seconds in self._seconds.items() if way == forked]
            time.sleep(self._chance.uniform(0, self._seconds.get((program, forked), max(like))))
            with contextlib.suppress(ProcessLookupError):  # it has ended before: no kill
                os.kill(process, signal.SIGKILL)
        code = wait()
        if not killed:
            self._seconds[program, forked] = time.monotonic() - began
        if code == -signal.SIGKILL:
            self.kills[program] += 1
        else:
            assert code == 0, log.read_text()
        return log.read_text() if log.exists() else ""

    def _start_forked(self, program, arguments, log):
        return self._forked.start(program, arguments, log), self._forked.wait

    def _start(self, program, arguments, log):
        with log.open("wb") as out:
            process = subprocess.Popen(
                [sys.executable, ROOT / program, *arguments],
                cwd=self.data_dir.parent,
                env={**os.environ, **self._environment},
                stdout=out,
                stderr=out,
            )
        return process.pid, process.wait


@pytest.mark.e2e
@pytest.mark.timeout(60 + 20 * KILLS)
def test_kill_nine_at_random_moments_leaves_every_config_whole_and_the_history_complete(
    environment, reader, tmp_path
):
    with ForkedPrograms(environment, tmp_path) as forked:
        lab = Lab(environment, forked)
        for forked_off in (True, True, False, False):  # how long each takes
            lab.run(killed=False, forked=forked_off)
        known: tuple[ConfigVersion, ...] = ()
        while sum(lab.kills.values()) < KILLS:
            lab.run(killed=True, forked=sum(lab.kills.values()) % 10 != 9)
            known = whole_as_found(lab.data_dir, known)
            with FileVolume(lab.data_dir).hold("optimizer"):
                pass  # the dead one holds it no longer
            if sum(lab.kills.values()) % 5 == 0:
                lab.run(killed=False)
                known = whole_as_found(lab.data_dir, known)
                nothing_left_open(lab.data_dir)
        lab.run(killed=False)
        known = whole_as_found(lab.data_dir, known)
        nothing_left_open(lab.data_dir)
    held = [json.dumps(config, sort_keys=True) for config in reader()]
    assert not [config for config in held if "fault" in config]
    base, data_dir = StrategyConfig(), lab.data_dir
    whole = {
        json.dumps(
            FileVolume(data_dir).configs.read(BTC, base, own=v.values).config.to_dict(),
            sort_keys=True,
        )
        for v in known
    }
    assert set(held) <= whole
    sys.stdout.write(
        f"{lab.kills} killed, {len(known) - 1} versions, the reader held {len(held)} configs" + "\n"
    )
    assert len(known) > KILLS / 5
    assert len(held) > KILLS / 10


def whole_as_found(data_dir: Path, before: tuple[ConfigVersion, ...]) -> tuple[ConfigVersion, ...]:
    """The versions, as a kill left them: nothing torn, none missing, none changed."""
    for path in data_dir.rglob("*.json"):
        assert isinstance(json.loads(path.read_bytes()), dict), path
    for number, path in enumerate(sorted(data_dir.glob("portfolio/*/history/*.json")), start=1):
        assert int(path.name[:6]) == number
        assert hashlib.sha256(path.read_bytes()).hexdigest().startswith(path.stem[-8:])
    for line in stream_lines(data_dir / "portfolio" / "optimizer_runs.jsonl"):
        assert json.loads(line)["symbol"] == BTC
    versions = FileVolume(data_dir).configs.versions(BTC)
    assert [version.number for version in versions] == list(range(len(versions)))
    assert [version.in_use for version in versions] == [*[False] * (len(versions) - 1), True]
    assert [v.values for v in versions[: len(before)]] == [v.values for v in before]
    for version in versions[2:]:
        assert version.meta["written_by"] in ("optimizer", "person")
        assert version.meta["at"]
    return versions


def nothing_left_open(data_dir: Path) -> None:
    """After a run that was not killed: each config has its copy and its record, nothing else lies
    about.
    """
    assert not [path for name in (".*", "pending") for path in (data_dir / "portfolio").rglob(name)]
    versions = FileVolume(data_dir).configs.versions(BTC)
    assert len(list(data_dir.glob("portfolio/*/history/*.json"))) == len(versions) - 1
    runs = recorded_runs(data_dir, 100_000)
    written = [run["at"] for run in reversed(runs) if run["promoted"] or run.get("rolled_back")]
    assert written == [version.meta["at"] for version in versions[2:]]

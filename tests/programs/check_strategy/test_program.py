"""tools/check_strategy.py as a user meets it: names, candles, verdicts and exit codes."""

import json
import re
from pathlib import Path

import pytest

from bot.command_line import run_program
from bot.programs.check_strategy.program import main
from bot.reports.strategy_check.text import MEANINGS, verdict
from bot.settings.names import SETTING_NAMES
from bot.strategy.check import check_strategy
from tests.support.backtest_program import Done, assert_refused, document
from tests.support.planted_strategies import Honest
from tests.support.processes.checkout import ROOT

GUIDE = (ROOT / "docs" / "guides" / "checking_a_strategy.md").read_text()
QUICK = ("--candles=200", "--tries=20", "--quiet")
HEAD = """
from dataclasses import dataclass
import numpy as np
from bot.strategy import Opinions

@dataclass(frozen=True, kw_only=True)
class Own:
    period: int = 5
    search_space = {"period": (3, 9)}
    warm_up_candles = 10

    def opinions(self, candles):
"""
HONEST = """
        change = np.diff(candles.close, prepend=candles.close[:1])
        side = np.sign(change).astype(int)
        return Opinions(direction=side, confidence=np.abs(side) * 0.5)
"""
PEEKING = """
        change = np.diff(candles.close, append=candles.close[-1:])
        side = np.sign(change).astype(int)
        return Opinions(direction=side, confidence=np.abs(side) * 0.5)
"""
HASHING = """
        share = (hash("of a text") % 1000) / 1000
        return Opinions(
            direction=np.ones(len(candles)), confidence=np.full(len(candles), share)
        )
"""
CACHING = f"""
        return _KEPT.setdefault(len(candles), _fresh(candles))

_KEPT = {{}}

def _fresh(candles):{HONEST.replace("        ", "    ")}"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Writes the body of a strategy's opinions to the folder of users' own."""
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    (tmp_path / "strategies").mkdir()

    def write(name: str, body: str, folder: Path = tmp_path / "strategies") -> None:
        (folder / f"{name}.py").write_text(HEAD + body)

    return write


@pytest.fixture
def check(capsys):
    def run(*arguments: object) -> Done:
        code = run_program("check_strategy.py", main, [*map(str, arguments), *QUICK])
        said = capsys.readouterr()
        return Done(code, said.out, said.err)

    return run


def test_an_honest_strategy_of_ones_own_passes_in_text_and_json(own, check):
    own("honest", HONEST)
    told = check("honest")
    assert (told.code, told.err) == (0, "")
    assert "Check of the strategy honest (period 5)\n\nPASSED: " in told.out
    assert "\nok      look-ahead " in told.out
    assert "in one process and in a fresh" in told.out
    found = document(check("honest", "--json", "--params", "period=7"))
    assert found["verdict"] == "passed"
    assert found["parameters"] == {"period": 7}
    assert {one["outcome"] for one in found["checks"]} == {"passed"}
    assert found["seconds_per_10000_candles"] > 0.0
    assert found["sha256"]


def test_the_guides_strategy_is_caught_with_the_words_that_the_guide_shows(own, tmp_path, capsys):
    source, shown = re.search(r"```python\n(.*?)```\n\n```\n(.*?)```", GUIDE, re.S).groups()
    (tmp_path / "strategies" / "peek.py").write_text(source)
    assert run_program("check_strategy.py", main, ["peek", "--quiet"]) == 3
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.startswith(shown)
    assert max(map(len, told.out.splitlines())) <= 100


def test_a_failed_verdict_is_a_document_too(own, check):
    own("peeking", PEEKING)
    told = check("peeking", "--json")
    found = json.loads(told.out)
    assert (told.code, found["verdict"], found["failed"]) == (3, "failed", ["look-ahead"])
    (failed,) = (one for one in found["checks"] if one["outcome"] == "failed")
    assert failed["details"]["columns_read"] == ["close"]
    assert failed["advice"]


@pytest.mark.parametrize("body", [HASHING, CACHING], ids=["hash of a text", "cache by length"])
def test_what_differs_from_process_to_process_is_caught(own, check, body):
    own("unsteady", body)
    told = check("unsteady", "--json")
    assert told.code == 3
    (failed,) = (one for one in json.loads(told.out)["checks"] if one["outcome"] == "failed")
    assert failed["name"] == "determinism"
    assert "in a fresh process" in failed["found"]


@pytest.mark.parametrize("failed", [*MEANINGS])
def test_each_failed_check_has_a_verdict_of_its_own(failed):
    said = verdict({"verdict": "failed", "failed": [failed, "parameters"], "checks": []})
    assert said == f"FAILED: {MEANINGS[failed]}"


def test_every_check_that_can_fail_is_given_a_meaning():
    names = {one.name for one in check_strategy(Honest(), count=200, tries=10).results}
    assert set(MEANINGS) == names - {"activity"}


def test_a_module_path_and_candles_of_a_file_serve_too(own, check, tmp_path, monkeypatch):
    (tmp_path / "my_lab").mkdir()
    own("idea", HONEST, tmp_path / "my_lab")
    monkeypatch.syspath_prepend(str(tmp_path))
    csv = ROOT / "data" / "sample_ohlcv.csv"
    found = document(check("my_lab.idea", "--csv", csv, "--json"))
    assert found["candles"]["sample_ohlcv.csv"]["candles"] == 200
    assert found["verdict"] == "passed"


def test_candles_too_few_for_the_warm_up_give_no_verdict(own, check, tmp_path):
    own("honest", HONEST)
    lines = (ROOT / "data" / "sample_ohlcv.csv").read_text().splitlines()[:9]
    (tmp_path / "few.csv").write_text("\n".join(lines) + "\n")
    told = check("honest", "--csv", tmp_path / "few.csv")
    assert told.code == 3
    assert "NO VERDICT: warm-up" in told.out


def test_what_cannot_be_checked_at_all_is_refused_in_one_sentence(own, check, tmp_path):
    own("broken", "        return candles.\n")
    assert_refused(check("broken"), 2, "broken.py", "line")
    assert_refused(check("nowhere"), 2, "nowhere", "ema_rsi")
    assert_refused(check("macd_trend", "--params", "slow=3"), 2, "fast < slow")
    assert_refused(check("ema_rsi", "--params", "period=3"), 2, "period")
    assert_refused(check("ema_rsi", "--csv", tmp_path / "none.csv"), 3, "none.csv")

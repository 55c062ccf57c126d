"""What is refused is called as it was given: a flag by its flag, a setting by its name."""

import io
import json

import pytest
import structlog

from bot.command_line import run_program
from bot.domain.errors import ConfigError
from bot.programs import (
    backtest,
    check_strategy,
    configs,
    download_candles,
    honesty,
    live_trading,
    optimize,
    parity,
    replay_decision,
    research,
)
from bot.programs.backtest import flags as backtest_flags
from bot.programs.check_strategy import flags as check_flags
from bot.programs.configs import flags as configs_flags
from bot.programs.download_candles import flags as download_flags
from bot.programs.honesty import flags as honesty_flags
from bot.programs.live_trading import flags as live_flags
from bot.programs.optimize import flags as optimize_flags
from bot.programs.parity import flags as parity_flags
from bot.programs.replay_decision import flags as replay_flags
from bot.programs.research import flags as research_flags
from bot.settings import Settings
from bot.settings.names import ALIASES, SETTING_NAMES

RAW = "x\x1b[31m"
RECORD = ("--data-dir", "data")
DECISION = (*RECORD, "--id", "2025-03-01T12:00Z")
PROGRAMS = {
    "backtest": (backtest, backtest_flags, ("--yes", "--no-save", "--lookback", "60")),
    "live": (live_trading, live_flags, ("--yes", "--iterations", "1", "--interval", "0")),
    "optimize": (optimize, optimize_flags, ("--dry-run", "--trials", "3")),
    "research": (research, research_flags, ("--lookback", "60")),
    "check": (check_strategy, check_flags, ("nobodys",)),
    "download": (download_candles, download_flags, ("--start", "2024-01-01")),
    "honesty": (honesty, honesty_flags, ("--scale", "none")),
    "configs": (configs, configs_flags, ("list", "BTC/USDT")),
    "parity": (parity, parity_flags, RECORD),
    "replay": (replay_decision, replay_flags, DECISION),
}
"""With what ends every run that no bad value ends before: no candles, no record, no network."""
OF_ANY_NAME = frozenset(
    (
        "--csv",
        "--data-dir",
        "--detail",
        "--export",
        "--heat-map",
        "--html",
        "--json",
        "--macro-events",
        "--real-data",
        "--report",
        "--resume",
        "--x",
        "--y",
    )
)
"""Flags whose value may be the name of anything: it is looked for, and told where it is missing."""
FLAGS = [
    (program, action.option_strings[0])
    for program, (_, flags, _) in PROGRAMS.items()
    for action in flags.parser()._actions
    if action.option_strings and action.nargs != 0
]


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """An empty folder without settings, and an exchange that nobody reaches."""
    monkeypatch.chdir(tmp_path)
    for name in SETTING_NAMES:
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "data").mkdir()
    monkeypatch.setenv("EXCHANGE_URL", "http://127.0.0.1:1")
    monkeypatch.setenv("OPTIMIZE_LOOKBACK", "50")
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    yield tmp_path
    structlog.reset_defaults()  # the stderr of this test is closed after it


@pytest.mark.parametrize("value", ["-1", RAW], ids=["-1", "ESC"])
@pytest.mark.parametrize(("program", "flag"), FLAGS)
def test_a_value_of_a_flag_is_refused_by_the_name_of_the_flag(bare, capsys, program, flag, value):
    room, _, usual = PROGRAMS[program]
    given = f"{flag}={value}"  # twice, since what comes first is refused and what comes last holds
    try:
        code = run_program(program, room.main, (given, *usual, "--quiet", given))
    except SystemExit as end:
        code = end.code
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    if flag in OF_ANY_NAME or (flag, value) == ("--symbol", "-1"):
        return
    assert code == 2
    assert flag in said.err
    assert [name for name in SETTING_NAMES if len(name) > 8 and name in said.err] == []


@pytest.mark.parametrize("value", ["-1", RAW], ids=["-1", "ESC"])
@pytest.mark.parametrize("name", sorted(SETTING_NAMES - set(ALIASES)))
def test_a_setting_is_refused_by_its_name(name, value):
    said = _refusal_of({name: value})
    assert said is None or name in said
    assert "\x1b" not in (said or "")
    assert "--" not in (said or "")
    assert name not in ("SYMBOL", "FEE_PCT", "SIGNAL_MIN_CONFIDENCE") or value != RAW or said


def _refusal_of(environ):
    try:
        Settings.load(environ, dotenv=None)
    except ConfigError as error:
        return str(error)
    return None


@pytest.mark.parametrize("name", ["symbol", "data_symbol", "macro_symbol"])
def test_a_symbol_of_portfolio_json_has_no_control_characters(bare, capsys, name):
    asset = {"symbol": "BTC/USDT", name: f"BTC/USDT{RAW}"}
    (bare / "p.json").write_text(json.dumps({"assets": [asset]}))
    assert run_program("optimize", optimize.main, ("--config", "p.json")) == 2
    said = capsys.readouterr().err
    assert f"need a text without control characters for {name}" in said
    assert r"'BTC/USDTx\x1b[31m'" in said
    assert "\x1b" not in said


def test_a_symbol_of_a_config_file_has_no_control_characters(bare, capsys):
    (bare / "c.json").write_text(json.dumps({"symbol": RAW}))
    assert run_program("backtest", backtest.main, ("--config", "c.json", "--yes")) == 2
    assert r"control characters for symbol, was 'x\x1b[31m'" in capsys.readouterr().err
    assert sorted(path.name for path in bare.iterdir()) == ["c.json", "data"]

import copy
import itertools
import logging
import pickle
import re
import subprocess
import sys
import traceback
from dataclasses import asdict, fields
from pathlib import Path
from typing import get_args, get_type_hints

import pytest

from bot.domain import DataSource, DecisionPolicy, Secret, StrategyConfig, TradingMode
from bot.domain.encoding import encode
from bot.domain.errors import ConfigError, StateError
from bot.domain.from_text import value_from_text
from bot.settings import Settings, without_exchange_keys
from bot.settings.names import ALIASES, EXCHANGE_KEYS, GROUPS, SETTING_NAMES

EXAMPLE = Path(__file__).resolve().parents[2] / ".env.example"
CANARY = "canary-4f1c9b"
TESTNET = {"PAPER_MODE": "false", "BINANCE_TESTNET_ENABLED": "true"}
LIVE = {"PAPER_MODE": "false", "I_UNDERSTAND_THIS_IS_REAL_MONEY": "true"}


def _load(dotenv=None, /, **environ):
    return Settings.load(environ, dotenv)


def test_without_any_setting_it_trades_on_paper_with_synthetic_candles():
    settings = _load()
    assert settings == Settings()
    assert settings.strategy_base == StrategyConfig()
    assert settings.policy == DecisionPolicy()
    assert (settings.mode, settings.candles.data_source) == ("PAPER", DataSource.SYNTHETIC)
    assert (settings.data_dir, settings.trading.loop_interval_seconds) == (Path("data"), 60)


def test_the_example_file_names_every_setting_once_with_its_default():
    names = re.findall(r"^([A-Z0-9_]+)=", EXAMPLE.read_text(), re.M)
    assert len(names) == len(set(names))
    assert set(names) == SETTING_NAMES
    assert Settings.load({}, EXAMPLE) == Settings()


def test_every_setting_of_the_example_file_is_explained_in_the_line_before():
    lines = EXAMPLE.read_text().splitlines()
    for before, line in itertools.pairwise(lines):
        if re.match(r"[A-Z0-9_]+=", line):
            assert before.startswith("# ")
            assert not before.startswith("# ---")


ANOTHER_VALUE = {
    "DATA_SOURCE": "yahoo",
    "AUTO_OPTIMIZE_OBJECTIVE": "pnl",
    "AUTO_OPTIMIZE_SAMPLER": "tpe",
    "LOG_LEVEL": "DEBUG",
    "LOG_FORMAT": "json",
    "PROMOTION_GATE": "off",
    "STAND_ASIDE": "on",
    "EXCHANGE_URL": "http://127.0.0.1:1",
    "ASSISTANT_URL": "http://127.0.0.1:1",
    "TIMEFRAME": "4h",
    "STRATEGY_PARAMS": "period=20",
    "CANDLES_DATE_FORMAT": "mm/dd/yyyy",
    "POSITION_SIZING": "kelly",
    "MAX_POSITION_PCT": "50",
    "STOP_TYPE": "atr",
    "RISK_LIMITS": "on",
    **{name: "15" for name in SETTING_NAMES if name.startswith("RISK_MAX_")},
    "RISK_DAILY_LOSS_LIMIT_PCT": "15",
    "RISK_DRAWDOWN_REDUCE_FROM_PCT": "15",
    "true": "false",
    "false": "true",
}
PARTNER = {
    "BINANCE_TESTNET_API_KEY": "BINANCE_TESTNET_API_SECRET",
    "BINANCE_TESTNET_API_SECRET": "BINANCE_TESTNET_API_KEY",
    "BINANCE_TESTNET_SECRET": "BINANCE_TESTNET_API_KEY",
    "EXCHANGE_API_KEY": "EXCHANGE_API_SECRET",
    "EXCHANGE_API_SECRET": "EXCHANGE_API_KEY",
}


NEEDS = {"ASSISTANT_URL": {"ASSISTANT_MODEL": "tiny"}}
"""Settings that hold only beside others."""


def _another(name, default):
    """A valid value that is not the default; for a number the default and a tenth, or one more."""
    if name in ANOTHER_VALUE:
        return ANOTHER_VALUE[name]
    if re.fullmatch(r"0\.\d+", default):
        return str(float(default) * 1.1)
    if re.fullmatch(r"\d+", default):
        return str(int(default) + 1)
    return ANOTHER_VALUE.get(default) or "x"


@pytest.mark.parametrize("name", sorted(SETTING_NAMES - {"PAPER_MODE"}))
def test_no_name_is_read_in_vain(name):
    default = re.search(rf"^{name}=(.*)$", EXAMPLE.read_text(), re.M)[1]
    others = NEEDS.get(name, {})
    environ = {name: _another(name, default), **others}
    if name in PARTNER:
        environ[PARTNER[name]] = "y"
        assert _load(**environ) != _load(**{**environ, name: "z"})
    assert _load(**environ) != _load(**others)


def test_the_environment_wins_over_the_file_and_the_file_over_the_defaults(tmp_path):
    dotenv = tmp_path / ".env"
    dotenv.write_text("EMA_FAST=9\nEMA_SLOW='40' # a comment\nexport LOOKBACK=300\nAI_ENABLED=no\n")
    settings = _load(dotenv, EMA_FAST="8", LOOKBACK="")
    assert (settings.strategy_base.ema_fast, settings.strategy_base.ema_slow) == (8, 40)
    assert (settings.trading.lookback, settings.policy.ai_enabled) == (300, False)
    assert settings.unknown_names == ()


def test_a_missing_file_is_no_file(tmp_path):
    assert _load(tmp_path / "none") == Settings()


def test_names_in_the_file_that_nobody_knows_are_told(tmp_path):
    dotenv = tmp_path / ".env"
    dotenv.write_text("EMA_FSAT=9\nTZ=UTC\nZOO=1\n")
    assert _load(dotenv, HOME="/nowhere").unknown_names == ("EMA_FSAT", "ZOO")


@pytest.mark.parametrize(
    ("environ", "words"),
    [
        ({"EMA_FAST": "twelve"}, "need a whole number for EMA_FAST, was 'twelve'"),
        ({"EMA_FAST": "30"}, "need 2 <= EMA_FAST < EMA_SLOW <= 10000, was 30 and 26"),
        ({"FEE_PCT": "nan"}, "need a finite number for FEE_PCT, was 'nan'"),
        ({"AI_ENABLED": "maybe"}, "need true or false for AI_ENABLED, was 'maybe'"),
        ({"SIGNAL_MIN_CONFIDENCE": "4"}, "need 0 <= SIGNAL_MIN_CONFIDENCE <= 1, was 4.0"),
        ({"SYMBOL": "BTC\x1b[31m"}, "control characters for SYMBOL, was 'BTC\\x1b[31m'"),
        ({"DATA_SOURCE": "bloomberg"}, "DATA_SOURCE of synthetic, exchange, yahoo, csv, replay"),
        ({"LOOP_INTERVAL_SECONDS": "-1"}, "need LOOP_INTERVAL_SECONDS >= 0, was -1.0"),
        ({"LOOP_INTERVAL_SECONDS": "1e300"}, "need LOOP_INTERVAL_SECONDS <= 86_400, was 1e+300"),
        ({"AUTO_OPTIMIZE_INTERVAL_MINUTES": "1e20"}, "AUTO_OPTIMIZE_INTERVAL_MINUTES <= 525_600"),
        ({"STARTING_BALANCE": "1e308"}, "need STARTING_BALANCE <= 1_000_000_000_000"),
        ({"LOOKBACK": "1" + "0" * 12}, "need LOOKBACK <= 100_000"),
        ({"EXCHANGE_URL": f"https://me:{CANARY}@x"}, "need EXCHANGE_URL without a user"),
        ({"STARTING_BALANCE": "0"}, "need STARTING_BALANCE > 0, was 0.0"),
        ({"API_PORT": "70000"}, "need 1 <= API_PORT <= 65535, was 70000"),
        ({"PROMOTION_ALPHA": "0"}, "need 0.001 <= PROMOTION_ALPHA < 0.5, was 0"),
        ({"PROMOTION_ALPHA": "1e-9"}, "need 0.001 <= PROMOTION_ALPHA < 0.5, was 1e-09"),
        ({"PROMOTION_GATE": "no"}, "need PROMOTION_GATE of on, off, was 'no'"),
        ({"LOG_LEVEL": "LOUD"}, "need LOG_LEVEL of DEBUG, INFO, WARNING, ERROR, was 'LOUD'"),
        ({"AUTO_OPTIMIZE_SAMPLER": "luck"}, "AUTO_OPTIMIZE_SAMPLER of random, grid, tpe, nsga2"),
        ({"AUTO_OPTIMIZE_OBJECTIVE": "luck"}, "AUTO_OPTIMIZE_OBJECTIVE of sharpe, pnl"),
        ({"EXCHANGE_URL": "ftp://x"}, "need EXCHANGE_URL to begin with https://"),
        ({"EXCHANGE_API_KEY": CANARY}, "need both EXCHANGE_API_KEY and EXCHANGE_API_SECRET"),
        (
            {"BINANCE_TESTNET_API_SECRET": CANARY, "BINANCE_TESTNET_SECRET": "b"},
            "need one value for BINANCE_TESTNET_API_SECRET and BINANCE_TESTNET_SECRET",
        ),
        ({"PAPER_MODE": "false"}, "needs I_UNDERSTAND_THIS_IS_REAL_MONEY=true"),
        ({**TESTNET, "DATA_SOURCE": "csv"}, "need DATA_SOURCE=exchange with PAPER_MODE=false"),
        ({**TESTNET, "EXCHANGE_ID": "kraken"}, "need EXCHANGE_ID=binance with BINANCE_TESTNET"),
        (
            {**TESTNET, "BINANCE_TESTNET_USE_FUTURES": "true"},
            "BINANCE_TESTNET_USE_FUTURES=true is refused: this version trades spot markets only",
        ),
    ],
)
def test_a_wrong_or_contradictory_setting_is_one_sentence(environ, words):
    with pytest.raises(ConfigError) as error:
        _load(**environ)
    assert words in str(error.value)
    assert "\n" not in str(error.value)
    assert CANARY not in str(error.value)


@pytest.mark.parametrize("text", ["EMA_FAST\n", "\n= 3\n", "a b c\n"])
def test_a_line_of_the_file_that_is_no_setting_is_named(tmp_path, text):
    dotenv = tmp_path / ".env"
    dotenv.write_text("LOOKBACK=300\n" + text)
    with pytest.raises(ConfigError, match=r"need NAME=value in .*\.env line \d"):
        _load(dotenv)


def test_a_file_that_is_no_text_is_refused(tmp_path):
    (tmp_path / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ConfigError, match="cannot be read"):
        _load(tmp_path / ".env")
    with pytest.raises(ConfigError, match="cannot be read"):
        _load(tmp_path)


def test_either_name_of_the_testnet_secret_is_read():
    both = _load(BINANCE_TESTNET_API_KEY="k", BINANCE_TESTNET_SECRET=CANARY)
    assert both.exchange.binance_testnet_api_secret.reveal() == CANARY


def test_files_on_the_volume_are_the_defaults_of_their_paths():
    settings = _load(DATA_DIR="/tmp/volume")
    assert settings.portfolio_file == Path("/tmp/volume/portfolio.json")
    assert settings.macro_events_files == (
        Path("/tmp/volume/macro_events.json"),
        Path("/tmp/volume/macro_events.news.json"),
    )
    assert _load(PORTFOLIO_PATH="p.json").portfolio_file == Path("p.json")
    assert _load(MACRO_EVENTS_PATH="m.json").macro_events_files[0] == Path("m.json")


def test_a_replay_is_shown_as_one():
    settings = _load(DATA_SOURCE="replay", CANDLES_CSV="candles.csv", LOOP_INTERVAL_SECONDS="0")
    assert settings.mode == "REPLAY"
    assert settings.candles.candles_csv == Path("candles.csv")


@pytest.mark.parametrize(
    ("environ", "mode", "name"),
    [
        ({"DATA_SOURCE": "exchange"}, TradingMode.PAPER, "binance"),
        ({"BINANCE_TESTNET_ENABLED": "true"}, TradingMode.PAPER, "binance"),
        (TESTNET, TradingMode.TESTNET, "binance_testnet"),
        (LIVE, TradingMode.LIVE, "binance"),
        ({**LIVE, "EXCHANGE_URL": "http://a:1"}, TradingMode.LIVE, "binance_http://a:1"),
        (
            {**TESTNET, "EXCHANGE_URL": "http://a:1"},
            TradingMode.TESTNET,
            "binance_testnet_http://a:1",
        ),
    ],
)
def test_the_mode_follows_from_three_settings_and_the_testnets_candles_are_kept_apart(
    environ, mode, name
):
    settings = _load(**environ)
    assert (settings.mode, settings.exchange_name) == (mode, name)


def test_orders_are_decided_on_the_candles_of_the_exchange_that_they_go_to():
    assert _load(**TESTNET).candles.data_source is DataSource.EXCHANGE
    assert _load(**LIVE, DATA_SOURCE="exchange").candles.data_source is DataSource.EXCHANGE


def test_who_places_orders_needs_the_keys_of_the_mode_and_nobody_else():
    assert _load(**TESTNET).mode is TradingMode.TESTNET  # as the API, which is given none
    given = {"EXCHANGE_API_KEY": "k", "EXCHANGE_API_SECRET": "s"}
    settings = _load(**LIVE, **given)
    assert [key.reveal() for key in settings.exchange.keys(testnet=False)] == ["k", "s"]
    with pytest.raises(ConfigError, match="need BINANCE_TESTNET_API_KEY and BINANCE_TESTNET_API"):
        settings.exchange.keys(testnet=True)


def test_a_key_shows_itself_nowhere(caplog):
    settings = _load(EXCHANGE_API_KEY=CANARY, EXCHANGE_API_SECRET=CANARY, API_TOKEN=CANARY)
    key = settings.exchange.exchange_api_key
    assert key.reveal() == CANARY
    shown = [repr(settings), str(settings), f"{key}", f"{key!r:>20}", f"{key!s}", format(key, ">9")]
    shown += [str(asdict(settings)), str([getattr(settings, f.name) for f in fields(settings)])]
    logging.getLogger("any").warning("settings %s %r", settings, key)
    shown.append(caplog.text)
    try:
        raise ConfigError(f"cannot use {key}")
    except ConfigError as error:
        frames = traceback.TracebackException.from_exception(error, capture_locals=True)
        shown.append("".join(frames.format()))
    assert CANARY not in "".join(shown).replace(f"CANARY = '{CANARY}'", "")
    assert not hasattr(key, "__dict__")


def test_a_key_is_neither_pickled_nor_written_as_json():
    key = Secret(CANARY)
    with pytest.raises(TypeError, match="not pickled"):
        pickle.dumps(key)
    with pytest.raises(StateError, match="Secret has no JSON form"):
        encode({"key": key})
    assert copy.deepcopy(key) is copy.copy(key) is key


def test_keys_compare_by_value():
    assert Secret("a") == Secret("a") != Secret("b")
    assert hash(Secret("a")) == hash(Secret("a"))
    assert Secret("ä").equals("ä")
    assert not Secret("a").equals("b")
    assert Secret("a") != "a"


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [("bool", " Yes ", True), ("bool", "0", False), ("int", "12", 12), ("float", "1e-3", 0.001)],
)
def test_texts_become_typed_values(kind, text, value):
    assert value_from_text(kind, "X", text) == value


def test_settings_are_imported_without_anything_heavy():
    heavy = "{'pandas', 'numpy', 'numba', 'ccxt', 'pydantic', 'dotenv', 'yfinance'}"
    program = f"import sys, bot.settings; sys.exit(str({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stderr.strip() == "set()"


def test_every_key_that_the_settings_know_is_an_exchange_key_but_those_of_the_api():
    hints = [hint for group in GROUPS.values() for hint in get_type_hints(group).items()]
    secrets = {name.upper() for name, kind in hints if Secret in get_args(kind)}
    aliases = {alias for alias, name in ALIASES.items() if name in secrets}
    assert secrets | aliases == EXCHANGE_KEYS | {"API_TOKEN", "ASSISTANT_API_KEY"}


def test_a_process_that_must_not_trade_gets_every_setting_but_the_keys(tmp_path):
    dotenv = tmp_path / ".env"
    dotenv.write_text("DATA_DIR=/in/file\nALLOWED_HOSTS=lab.local\nEXCHANGE_API_KEY=canary\n")
    environ = {"DATA_DIR": "/given", "ALLOWED_HOSTS": "", "BINANCE_TESTNET_SECRET": "canary"}
    given = without_exchange_keys(environ, dotenv)
    assert given == {"DATA_DIR": "/given", "ALLOWED_HOSTS": "lab.local"}


@pytest.mark.parametrize("source", ["csv", "replay"])
def test_who_reads_candles_by_the_source_needs_its_file_and_nobody_else(source):
    candles = _load(DATA_SOURCE=source).candles
    with pytest.raises(ConfigError, match=f"need CANDLES_CSV with DATA_SOURCE={source}, was not"):
        candles.refuse_missing_file()
    _load(DATA_SOURCE="synthetic").candles.refuse_missing_file()

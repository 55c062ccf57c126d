"""Where a backtest's parameters come from: the environment, a file, the optimizer, flags."""

from pathlib import Path
from typing import Any

import pytest

from bot.domain import StrategyConfig
from bot.state import FileVolume
from tests.support.backtest_program import Call, assert_refused, document


def config_of(call: Call, *flags: str) -> Any:
    """The config that a run of synthetic candles used."""
    return document(call("--yes", "--json", *flags))["config"]


def test_the_environment_is_the_default_and_flags_stand_over_it(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYMBOL", "ETH/USDT")
    monkeypatch.setenv("STOP_LOSS_PCT", "0.02")
    monkeypatch.setenv("STARTING_BALANCE", "777")
    monkeypatch.setenv("AI_ENABLED", "false")
    found = document(call("--yes", "--json", "--take-profit-pct", "0.05"))
    assert found["config"]["symbol"] == found["data"]["symbol"] == "ETH/USDT"
    assert found["config"]["stop_loss_pct"] == 0.02
    assert found["config"]["take_profit_pct"] == 0.05
    assert found["metrics"]["initial_balance"] == 777
    assert found["policy"]["ai_enabled"] is False
    assert config_of(call, "--symbol", "NVDA")["symbol"] == "NVDA"


def test_a_file_may_be_partial_and_flags_stand_over_it(call: Call, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_text('{"symbol": "ETH/USDT", "timeframe": "4h", "ema_fast": 40, "_meta": {}}')
    flags = ["--config", str(file), "--ema-slow", "90"]
    wanted = StrategyConfig(symbol="ETH/USDT", timeframe="4h", ema_fast=40, ema_slow=90)
    assert config_of(call, *flags) == wanted.to_dict()
    assert config_of(call, *flags, "--symbol", "NVDA")["symbol"] == "NVDA"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "need a file that exists"),
        ("", "mine.json"),
        ("[1, 2]", "JSON object"),
        ('{"ema_fast": ', "mine.json"),
        ('{"ema_quick": 3}', "ema_quick"),
        ('{"ema_fast": "three"}', "ema_fast"),
        ('{"ema_fast": 90}', "ema_fast < ema_slow"),
        ("\x00\x01", "mine.json"),
    ],
)
def test_a_bad_config_file_is_one_sentence_and_exit_code_2(
    call: Call, tmp_path: Path, content: str | None, words: str
) -> None:
    file = tmp_path / "mine.json"
    if content is not None:
        file.write_text(content)
    assert_refused(call("--yes", "--config", str(file)), 2, "mine.json", words)


def test_optimized_parameters_are_the_symbols_own_on_the_volume(
    call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "volume"))
    assert_refused(call("--yes", "--parameters", "optimized"), 2, "run_portfolio_optimize.py")
    best = StrategyConfig(timeframe="4h", ema_fast=9, ema_slow=44)
    FileVolume(tmp_path / "volume").configs.write("BTC/USDT", best, {"seed": 1})
    found = document(call("--yes", "--json", "--parameters", "optimized", "--rsi-period", "9"))
    wanted = StrategyConfig(ema_fast=9, ema_slow=44, rsi_period=9)
    assert found["config"] == wanted.to_dict()
    assert found["warnings"] == ["the optimized parameters are for 4h candles, and these are 1h"]
    assert config_of(call, "--parameters", "defaults") == StrategyConfig().to_dict()


def test_optimized_parameters_and_a_file_exclude_each_other(call: Call) -> None:
    flags = ["--yes", "--config", "mine.json", "--parameters", "optimized"]
    assert_refused(call(*flags), 2, "--parameters")


def test_a_setting_that_cannot_be_is_exit_code_2(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOKBACK", "many")
    assert_refused(call("--yes"), 2, "LOOKBACK")


def test_the_dotenv_file_is_read_and_a_name_that_nobody_knows_is_told(
    call: Call, tmp_path: Path
) -> None:
    (tmp_path / ".env").write_text("SYMBOL=NVDA\nTIMEFRAME=1d\nSYMBLO=X\n")
    done = call("--yes", "--json")
    data = document(done)["data"]
    assert (data["symbol"], data["timeframe"], data["asset_type"]) == ("NVDA", "1d", "equity")
    assert done.err == "nobody knows these names in .env: SYMBLO\n"
    assert call("--yes", "--quiet").err == ""


def test_another_strategy_is_chosen_by_flags_and_by_a_file(call: Call, tmp_path: Path) -> None:
    flags = ["--strategy", "bollinger_reversion", "--strategy-params", "period=30,width=2.5"]
    assert config_of(call, *flags)["strategy_params"] == {"period": 30, "width": 2.5}
    file = tmp_path / "mine.json"
    file.write_text('{"strategy": "macd_trend", "strategy_params": {"fast": 5}}')
    assert config_of(call, "--config", str(file))["strategy_params"] == {"fast": 5}
    other = config_of(call, "--config", str(file), "--strategy", "bollinger_reversion")
    assert (other["strategy"], other["strategy_params"]) == ("bollinger_reversion", {})


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (["--strategy", "nobody"], "there is no file nobody.py in"),
        (["--strategy", "../x"], "letters, digits"),
        (["--strategy", "macd_trend", "--strategy-params", "quick=3"], "has no parameter 'quick'"),
        (["--strategy", "macd_trend", "--strategy-params", "fast=90"], "2 <= fast < slow"),
        (["--strategy-params", "fast=9"], "need no --strategy-params for ema_rsi"),
        (["--strategy-params", "fast"], "--strategy-params"),
    ],
)
def test_a_strategy_that_cannot_be_used_is_one_sentence_and_exit_code_2(
    call: Call, flags: list[str], words: str
) -> None:
    assert_refused(call("--yes", "--json", *flags), 2, words)


def test_sizes_and_stops_come_from_the_environment_and_from_flags_and_change_the_trades(
    call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = document(call("--yes", "--json"))
    assert "stop_type" not in plain["config"]
    monkeypatch.setenv("STOP_TYPE", "trailing")
    monkeypatch.setenv("STOP_LOSS_PCT", "0.02")
    found = document(call("--yes", "--json", "--position-sizing", "volatility"))
    assert (found["config"]["stop_type"], found["config"]["atr_period"]) == ("trailing", 14)
    assert found["config"]["position_sizing"] == "volatility"
    assert found["trades"] != plain["trades"]
    text = call("--yes", "--stop-type", "atr", "--position-sizing", "kelly").out
    words = " ".join(text.split())
    assert "risk 0.5 of Kelly's share by the last 50 trades (until then 0.5 % a trade)" in words
    assert "stop 2 ATR(14), target 4 ATR" in words
    kelly = document(call("--yes", "--json", "--position-sizing", "kelly", "--kelly-trades", "9"))
    assert kelly["metrics"]["total_trades"] == 9, "which show no edge"
    assert "Kelly's share by the last 9 trades is 0" in kelly["warnings"][-1]
    assert_refused(call("--yes", "--stop-type", "oco"), 2, "fixed, atr, trailing", "'oco'")

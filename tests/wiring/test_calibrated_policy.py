"""Which calibration decides, and that bot, backtest and optimizer ask the same one."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import structlog

from bot.domain import AiCalibration, DecisionPolicy
from bot.domain.errors import ConfigError
from bot.settings import Settings
from bot.state import FileVolume
from bot.wiring.opinions import policy_in_use
from bot.wiring.optimizing import portfolio_optimizer
from bot.wiring.trading import portfolio_runner
from tests.support.drawn_configs import LOUD

LOG = structlog.get_logger()


def settings_for(folder: Path, **more: str) -> Settings:
    return Settings.load({"DATA_DIR": str(folder), "LOG_LEVEL": "ERROR", **more}, dotenv=None)


def kept(folder: Path, name: str = "mine") -> AiCalibration:
    document = {"method": "platt", **LOUD.to_dict()}
    return FileVolume(folder).ai_calibrations.write(name, document)


def test_without_the_setting_the_policy_is_that_of_the_settings(tmp_path):
    assert policy_in_use(settings_for(tmp_path)) == DecisionPolicy()
    assert "ai_calibration" not in policy_in_use(settings_for(tmp_path)).to_dict()


@pytest.mark.parametrize("named", ["mine", "mine.json"])
def test_a_name_is_looked_up_on_the_volume(tmp_path, named):
    calibration = kept(tmp_path)
    policy = policy_in_use(settings_for(tmp_path, AI_CALIBRATION=named))
    assert policy == replace(DecisionPolicy(), ai_calibration=calibration)
    assert (calibration.name, calibration.long) == ("mine", LOUD.long)


def test_a_file_is_read_where_it_lies_and_a_flag_is_over_the_setting(tmp_path):
    kept(tmp_path / "elsewhere")
    file = tmp_path / "elsewhere" / "ai_calibrations" / "mine.json"
    settings = settings_for(tmp_path, AI_CALIBRATION=str(file))
    assert policy_in_use(settings).ai_calibration.name == "mine"
    assert policy_in_use(settings, "off").ai_calibration is None
    assert policy_in_use(settings_for(tmp_path), str(file)).ai_calibration.long == LOUD.long


@pytest.mark.parametrize("named", ["theirs", "a/b.json", "..", "some where"])
def test_a_calibration_that_is_not_there_is_refused_with_what_to_do(tmp_path, named):
    with pytest.raises(ConfigError):
        policy_in_use(settings_for(tmp_path, AI_CALIBRATION=named))
    with pytest.raises(ConfigError, match="evaluate_predictor"):
        policy_in_use(settings_for(tmp_path, AI_CALIBRATION="theirs"))


@pytest.mark.parametrize("text", ["{", "[]", "{}", json.dumps({"method": "isotonic"})])
def test_a_file_that_is_no_calibration_is_refused_by_name(tmp_path, text):
    file = tmp_path / "wrong.json"
    file.write_text(text)
    with pytest.raises(ConfigError, match=r"wrong\.json"):
        policy_in_use(settings_for(tmp_path, AI_CALIBRATION=str(file)))


def test_the_bot_and_the_optimizer_decide_with_the_one_that_the_setting_names(tmp_path):
    calibration = kept(tmp_path)
    settings = settings_for(tmp_path, AI_CALIBRATION="mine")
    portfolio_runner(settings, LOG).run_cycle()
    state = FileVolume(tmp_path).reader().load_state()
    assert state.policy["ai_calibration"] == calibration.to_dict()
    (asset,) = portfolio_optimizer(settings, LOG)._assets
    assert asset.conditions().policy.ai_calibration == calibration


def test_a_bot_on_another_market_than_the_calibrations_says_so_as_long_as_it_runs(tmp_path):
    kept(tmp_path)
    settings = settings_for(tmp_path, AI_CALIBRATION="mine", TIMEFRAME="4h")
    portfolio_runner(settings, LOG).run_cycle()
    warnings = FileVolume(tmp_path).reader().load_state().warnings
    assert any(
        "was fitted to BTC/USDT 1h candles, and these are BTC/USDT 4h" in w for w in warnings
    )

"""What docker-compose.yml tells the API of the settings."""

from pathlib import Path

import yaml

from bot.domain import FIELD_KINDS
from bot.settings.names import EXCHANGE_KEYS, POLICY_NAMES

COMPOSE = Path(__file__).resolve().parents[2] / "docker-compose.yml"
API = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]["api"]
CANDLES = {"CANDLES_DATE_FORMAT", "SYNTHETIC_SEED", "EXCHANGE_ID", "EXCHANGE_URL"}


def test_a_backtest_of_the_page_hears_of_every_setting_of_strategy_decision_and_candles():
    strategy = {name.upper() for name in FIELD_KINDS}
    accounts = {"STARTING_BALANCE", "LOOKBACK", "AI_CALIBRATION", "MACRO_EVENTS_PATH"}
    assert strategy | set(POLICY_NAMES) | CANDLES | accounts <= set(API["environment"])


def test_the_api_hears_of_no_exchange_key_and_reads_no_file_of_settings():
    assert not EXCHANGE_KEYS & set(API["environment"])
    assert "env_file" not in API
    assert [name for name, value in API["environment"].items() if value is not None] == ["DATA_DIR"]

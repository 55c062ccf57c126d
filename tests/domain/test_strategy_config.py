import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import StopType, StrategyConfig, merge_config
from bot.domain.errors import ConfigError
from bot.domain.position_rules import POSITION_FIELDS


def test_the_defaults_are_those_of_the_design():
    config = StrategyConfig()
    assert (config.symbol, config.timeframe) == ("BTC/USDT", "1h")
    assert (config.ema_fast, config.ema_slow, config.rsi_period) == (12, 26, 14)
    assert (config.rsi_overbought, config.rsi_oversold) == (70, 30)
    assert (config.risk_per_trade_pct, config.stop_loss_pct, config.take_profit_pct) == (
        0.5,
        0.004,
        0.008,
    )
    assert (config.fee_pct, config.slippage_pct) == (0.001, 0.0005)
    assert not config.allow_short
    assert not config.exit_on_opposite_signal


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"ema_fast": 30, "ema_slow": 12}, "need 2 <= ema_fast < ema_slow <= 10000, was 30 and 12"),
        ({"ema_fast": 1}, "ema_fast"),
        ({"ema_fast": 12.5}, "whole number for ema_fast, was 12.5"),
        ({"ema_fast": "12"}, "was '12'"),
        ({"rsi_period": 1}, "rsi_period"),
        ({"rsi_overbought": 30, "rsi_oversold": 70}, "was 70.0 and 30.0"),
        ({"rsi_overbought": 101}, "rsi_overbought <= 100"),
        ({"risk_per_trade_pct": 0}, "risk_per_trade_pct"),
        ({"stop_loss_pct": -0.1}, "stop_loss_pct"),
        ({"take_profit_pct": float("nan")}, "finite"),
        ({"fee_pct": -0.001}, "fee_pct"),
        ({"position_sizing": "martingale"}, "need position_sizing of fixed, volatility, kelly"),
        ({"stop_type": None}, "need stop_type of fixed, atr, trailing, was None"),
        ({"kelly_fraction": 1.5}, "0 < kelly_fraction <= 1"),
        ({"kelly_trades": 1}, "2 <= kelly_trades <= 500"),
        ({"max_position_pct": 101}, "0 < max_position_pct <= 100 (percent), was 101"),
        ({"atr_period": 1}, "2 <= atr_period <= 1000"),
        ({"stop_atr_multiple": 0}, "0 < stop_atr_multiple <= 100"),
        ({"allow_short": 1}, "true or false for allow_short, was 1"),
        ({"timeframe": "1x"}, "timeframe"),
        ({"symbol": " "}, "symbol"),
        ({"ema_fsat": 3}, "unknown config key 'ema_fsat'"),
    ],
)
def test_a_broken_rule_is_one_sentence_with_the_rule_and_the_value(changes, words):
    with pytest.raises(ConfigError) as error:
        merge_config(StrategyConfig(), changes)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


def test_provenance_is_allowed_and_a_partial_config_keeps_the_rest():
    merged = merge_config(StrategyConfig(), {"ema_fast": 9, "_meta": {"seed": 1}})
    assert merged == StrategyConfig(ema_fast=9)


def test_a_merge_is_validated_whole_not_field_by_field():
    base = StrategyConfig(ema_fast=8, ema_slow=10)
    assert merge_config(base, {"ema_fast": 40, "ema_slow": 80}).ema_fast == 40


@given(st.integers(2, 50), st.integers(51, 200))
def test_the_fingerprint_names_the_config(fast, slow):
    config = StrategyConfig(ema_fast=fast, ema_slow=slow)
    assert config.fingerprint == StrategyConfig(ema_fast=fast, ema_slow=slow).fingerprint
    assert config.fingerprint != StrategyConfig(ema_fast=fast, ema_slow=slow + 1).fingerprint


def test_sizes_and_stops_are_stated_where_they_are_not_the_fixed_ones_and_then_all_of_them():
    fixed, trailing = StrategyConfig(), StrategyConfig(stop_type=StopType.TRAILING)
    assert not set(POSITION_FIELDS) & set(fixed.to_dict())
    assert set(POSITION_FIELDS) <= set(trailing.to_dict())
    assert trailing.to_dict() == trailing.values
    assert merge_config(StrategyConfig(), json.loads(json.dumps(trailing.to_dict()))) == trailing


def test_fixed_sizes_and_stops_leave_the_fingerprint_as_it_was_before_there_were_others():
    assert StrategyConfig().fingerprint == "731e74a8676d"
    assert StrategyConfig(max_position_pct=50).fingerprint != StrategyConfig().fingerprint
    assert StrategyConfig(stop_type="atr").fingerprint != StrategyConfig().fingerprint


def test_only_what_is_made_of_the_atr_needs_it():
    needing = [StrategyConfig(position_sizing="volatility"), StrategyConfig(stop_type="atr")]
    assert all(config.needs_atr for config in needing)
    others = [StrategyConfig(position_sizing="kelly"), StrategyConfig(stop_type="trailing")]
    assert not any(config.needs_atr for config in [StrategyConfig(), *others])

"""A strategy's parameters as a value: what they are read from, and what a config does with them."""

import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import StrategyConfig, StrategyParams, merge_config
from bot.domain.errors import ConfigError

VALUES = (
    st.booleans() | st.integers(-1000, 1000) | st.floats(-1e6, 1e6) | st.text("abcxyz", min_size=1)
)
PARAMS = st.dictionaries(st.text("abcdef_", min_size=1), VALUES, max_size=5)


@given(PARAMS)
def test_equal_parameters_are_one_key_whatever_their_order(values):
    one, other = StrategyParams(values), StrategyParams(dict(reversed(values.items())))
    assert one == other == values
    assert hash(one) == hash(other)
    assert repr(one) == repr(other)
    assert pickle.loads(pickle.dumps(one)) == one


@given(PARAMS)
def test_parameters_survive_json_and_the_text_of_a_flag(values):
    params = StrategyParams(values)
    assert StrategyParams.from_text("X", json.dumps(dict(params))) == params
    words = [value for value in values.values() if isinstance(value, str)]
    if not {"nan", "inf"} & {word.lower() for word in words}:
        assert StrategyParams.from_text("X", str(params)) == params


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("period", "NAME=VALUE"),
        ("period=", "NAME=VALUE"),
        ("period=1,period=2", "twice"),
        ("a b=1", "'a b'"),
        ("{", "need a JSON object"),
        ('{"a": [1]}', "was [1]"),
        ('{"a": null}', "was None"),
        ("a=nan", "need a finite number for the strategy parameter a"),
    ],
)
def test_a_text_that_is_none_is_refused_with_the_flag_s_name(text, said):
    with pytest.raises(ConfigError, match="STRATEGY_PARAMS: ") as refusal:
        StrategyParams.from_text("STRATEGY_PARAMS", text)
    assert said in str(refusal.value)


@pytest.mark.parametrize("name", ["", "a b", "../x", "a/b", "a..b", ".a", "a.", "x;y", "ä", 3])
def test_a_strategy_s_name_leads_to_no_other_folder(name):
    with pytest.raises(ConfigError, match="strategy"):
        StrategyConfig(strategy=name)


def test_a_config_says_its_strategy_in_json_and_reads_it_back():
    config = StrategyConfig(strategy="mine.breakout", strategy_params={"channel": 20, "loud": True})
    told = json.loads(json.dumps(config.to_dict()))
    assert told["strategy_params"] == {"channel": 20, "loud": True}
    assert merge_config(StrategyConfig(), told) == config
    assert hash(config) == hash(merge_config(StrategyConfig(), told))


def test_the_fingerprint_tells_strategies_apart_and_knows_older_configs_again():
    assert StrategyConfig().fingerprint == "731e74a8676d", "as before there were other strategies"
    other = StrategyConfig(strategy="macd_trend")
    tuned = merge_config(other, {"strategy_params": {"fast": 5}})
    assert len({c.fingerprint for c in (StrategyConfig(), other, tuned)}) == 3


def test_another_strategy_does_not_take_over_the_parameters_of_the_one_before():
    config = StrategyConfig(strategy="macd_trend", strategy_params={"fast": 5})
    assert merge_config(config, {"strategy": "bollinger_reversion"}).strategy_params == {}
    assert merge_config(config, {"strategy": "macd_trend"}).strategy_params == {"fast": 5}
    both = {"strategy": "bollinger_reversion", "strategy_params": {"period": 10}}
    assert merge_config(config, both).strategy_params == {"period": 10}

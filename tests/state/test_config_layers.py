import json

import pytest

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError
from bot.state import FileVolume, load_overrides

BASE = StrategyConfig()


@pytest.fixture
def put(tmp_path):
    """Writes a config file: put(values) the global one, put(values, "BTC_USDT") a symbol's own."""

    def write(values, safe_symbol=None):
        folder = tmp_path / "portfolio" / safe_symbol if safe_symbol else tmp_path
        folder.mkdir(parents=True, exist_ok=True)
        text = values if isinstance(values, str) else json.dumps(values)
        fresh = folder / "fresh"
        fresh.write_text(text)
        fresh.replace(folder / "strategy_config.json")

    return write


def test_a_missing_file_overrides_nothing(tmp_path):
    assert load_overrides(tmp_path / "none.json") == {}


@pytest.mark.parametrize("text", ["", "{", "[1]", "3", '{"ema_fast": NaN}', "\x00\x01", "[" * 9999])
def test_a_file_that_is_no_json_object_is_refused_with_its_path(tmp_path, text):
    path = tmp_path / "strategy_config.json"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"strategy_config\.json"):
        load_overrides(path)


def test_a_byte_order_mark_is_read_over(tmp_path):
    path = tmp_path / "strategy_config.json"
    path.write_bytes(b'\xef\xbb\xbf{"ema_fast": 9}')
    assert load_overrides(path) == {"ema_fast": 9}


def test_own_file_over_portfolio_over_global_over_environment_over_defaults(tmp_path, put):
    put({"ema_fast": 9, "rsi_period": 10, "risk_per_trade_pct": 0.7, "fee_pct": 0.002})
    put({"ema_fast": 8, "_meta": {"seed": 1}}, "BTC_USDT")
    base = StrategyConfig(ema_slow=40, rsi_period=21, fee_pct=0.002)
    loaded = FileVolume(tmp_path).configs.read("BTC/USDT", base, asset={"risk_per_trade_pct": 0.9})
    assert loaded.config == StrategyConfig(
        ema_fast=8, ema_slow=40, rsi_period=10, risk_per_trade_pct=0.9, fee_pct=0.002
    )
    own = "portfolio/BTC_USDT/strategy_config.json"
    assert loaded.sources["ema_fast"] == own
    assert loaded.sources["risk_per_trade_pct"] == "portfolio.json"
    assert loaded.sources["rsi_period"] == "strategy_config.json"
    assert loaded.sources["ema_slow"] == "environment"
    assert loaded.sources["rsi_oversold"] == "default"
    assert set(loaded.shadowed) == {
        "rsi_period = 21 of environment is overridden by strategy_config.json, which says 10",
        "risk_per_trade_pct = 0.7 of strategy_config.json is overridden by portfolio.json, "
        "which says 0.9",
        f"ema_fast = 9 of strategy_config.json is overridden by {own}, which says 8",
    }


def test_only_the_merged_config_must_be_valid(tmp_path, put):
    put({"ema_fast": 40})
    put({"ema_slow": 80}, "BTC_USDT")
    config = FileVolume(tmp_path).configs.read("BTC/USDT", BASE).config
    assert (config.ema_fast, config.ema_slow) == (40, 80)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"ema_fast": 30}, "was 30 and 26"),
        ({"ema_fsat": 30}, "unknown config key 'ema_fsat'"),
        ({"symbol": "ETH/USDT"}, "need symbol BTC/USDT in .*strategy_config.json, was 'ETH/USDT'"),
        ({"ema_fast": "9"}, "was '9'"),
    ],
)
@pytest.mark.parametrize("place", [None, "BTC_USDT"])
def test_a_file_that_breaks_a_rule_is_refused_with_its_name(tmp_path, put, values, words, place):
    put(values, place)
    with pytest.raises(ConfigError, match=words) as error:
        FileVolume(tmp_path).configs.read("BTC/USDT", BASE)
    assert "strategy_config.json" in str(error.value)


def test_the_global_symbol_concerns_the_primary_only(tmp_path, put):
    put({"symbol": "BTC/USDT", "ema_fast": 9})
    assert FileVolume(tmp_path).configs.read("BTC/USDT", BASE).config.ema_fast == 9
    other = FileVolume(tmp_path).configs.read("ETH/USDT", BASE)
    assert other.config == StrategyConfig(symbol="ETH/USDT", ema_fast=9)


def test_an_own_file_of_another_symbol_is_refused(tmp_path, put):
    put({"symbol": "BTC/USDT"}, "ETH_USDT")
    with pytest.raises(ConfigError, match="need symbol ETH/USDT"):
        FileVolume(tmp_path).configs.read("ETH/USDT", BASE)


def test_a_watcher_tells_a_change_once_with_the_values_and_the_file(tmp_path, put):
    watcher = FileVolume(tmp_path).configs.watch("BTC/USDT", BASE)
    first = watcher()
    assert (first.config, first.changed, first.changes, first.error) == (BASE, False, (), None)
    put({"ema_fast": 9, "fee_pct": 0.002})
    second = watcher()
    assert second.changed
    assert second.changes == (
        "ema_fast 12 -> 9 (from strategy_config.json)",
        "fee_pct 0.001 -> 0.002 (from strategy_config.json)",
    )
    third = watcher()
    assert (third.config, third.changed, third.changes) == (second.config, False, ())
    (tmp_path / "strategy_config.json").unlink()
    assert watcher().changes == (
        "ema_fast 9 -> 12 (from default)",
        "fee_pct 0.002 -> 0.001 (from default)",
    )


@pytest.mark.parametrize("garbage", ["{", '{"ema_fast": 99}', '{"symbol": "ETH/USDT"}', ""])
def test_the_last_good_config_is_kept_and_the_error_holds_until_it_is_mended(
    tmp_path, put, garbage
):
    put({"ema_fast": 9})
    watcher = FileVolume(tmp_path).configs.watch("BTC/USDT", BASE)
    watcher()
    put(garbage)
    refused = watcher()
    assert (refused.config.ema_fast, refused.changed) == (9, False)
    assert "strategy_config.json" in refused.error
    assert watcher().error == refused.error
    put({"ema_fast": 10})
    mended = watcher()
    assert (mended.config.ema_fast, mended.error) == (10, None)
    assert mended.changes == ("ema_fast 9 -> 10 (from strategy_config.json)",)


def test_a_bot_starts_with_the_layers_that_can_be_used_and_tells_the_other(tmp_path, put):
    put({"ema_fast": 9})
    put("garbage", "BTC_USDT")
    watcher = FileVolume(tmp_path).configs.watch("BTC/USDT", StrategyConfig(ema_slow=40))
    first = watcher()
    assert first.config == StrategyConfig(ema_fast=9, ema_slow=40)
    assert "BTC_USDT" in first.error
    put({"ema_fast": 30}, "BTC_USDT")
    assert watcher().config.ema_fast == 30


def test_a_bot_starts_without_a_layer_that_is_invalid_only_together_with_the_others(tmp_path, put):
    put({"ema_fast": 50, "rsi_period": 9})
    put({"rsi_period": 10}, "BTC_USDT")
    first = FileVolume(tmp_path).configs.watch("BTC/USDT", BASE)()
    assert first.config == StrategyConfig(rsi_period=10)
    assert "was 50 and 26" in first.error


def test_after_a_restart_the_last_good_config_holds_while_a_file_is_garbage(tmp_path, put):
    put("garbage")
    ran_with = StrategyConfig(ema_fast=9, timeframe="15m")
    watcher = FileVolume(tmp_path).configs.watch("BTC/USDT", BASE, last_good=ran_with)
    first = watcher()
    assert first.config == ran_with
    assert "strategy_config.json" in first.error
    put({"ema_fast": 10, "timeframe": "15m"})
    assert watcher().changes == ("ema_fast 9 -> 10 (from strategy_config.json)",)


def test_another_timeframe_is_refused_once_it_runs(tmp_path, put):
    watcher = FileVolume(tmp_path).configs.watch("BTC/USDT", BASE)
    watcher()
    put({"timeframe": "4h", "ema_fast": 9})
    refused = watcher()
    assert (refused.config, refused.changed) == (BASE, False)
    assert "timeframe 4h is not used while BTC/USDT runs on 1h" in refused.error
    put({"timeframe": "1h", "ema_fast": 9})
    assert watcher().changes == ("ema_fast 12 -> 9 (from strategy_config.json)",)


def test_a_folder_and_a_file_too_large_for_a_config_are_refused(tmp_path):
    path = tmp_path / "strategy_config.json"
    path.mkdir()
    with pytest.raises(ConfigError, match="cannot be used"):
        load_overrides(path)
    path.rmdir()
    with path.open("wb") as file:
        file.truncate(10**12)  # a sparse file: reading it would take all memory
    with pytest.raises(ConfigError, match="need at most 1000000 bytes"):
        load_overrides(path)


def test_an_unchanged_file_is_not_read_again(tmp_path, put, monkeypatch):
    put({"ema_fast": 9})
    watcher = FileVolume(tmp_path).configs.watch("BTC/USDT", BASE)
    watcher()
    monkeypatch.setattr("pathlib.Path.read_bytes", lambda path: pytest.fail(f"read {path}"))
    assert watcher().config.ema_fast == 9


def test_an_upper_layer_that_hides_a_change_tells_it(tmp_path, put):
    put({"ema_fast": 8}, "BTC_USDT")
    watcher = FileVolume(tmp_path).configs.watch("BTC/USDT", BASE)
    assert watcher().shadowed == ()
    put({"ema_fast": 9})
    poll = watcher()
    assert not poll.changed
    assert poll.shadowed[0].startswith("ema_fast = 9 of strategy_config.json is overridden by")


def test_a_layer_that_names_another_strategy_drops_the_parameters_below_it(tmp_path, put):
    put({"strategy": "bollinger_reversion", "strategy_params": {"period": 30}})
    put({"strategy": "macd_trend"}, "BTC_USDT")
    loaded = FileVolume(tmp_path).configs.read("BTC/USDT", BASE)
    assert loaded.config == StrategyConfig(strategy="macd_trend")
    assert loaded.sources["strategy_params"] == "default"
    assert loaded.shadowed == (
        "strategy_params = {'period': 30} of strategy_config.json is dropped by "
        "portfolio/BTC_USDT/strategy_config.json, which names the strategy macd_trend",
        "strategy = bollinger_reversion of strategy_config.json is overridden by "
        "portfolio/BTC_USDT/strategy_config.json, which says macd_trend",
    )


def test_a_layer_that_names_the_same_strategy_keeps_them_and_its_own_replace_them_whole(
    tmp_path, put
):
    put({"strategy": "macd_trend", "strategy_params": {"fast": 5, "slow": 40}})
    put({"strategy": "macd_trend"}, "BTC_USDT")
    assert FileVolume(tmp_path).configs.read("BTC/USDT", BASE).config.strategy_params == {
        "fast": 5,
        "slow": 40,
    }
    put({"strategy_params": {"fast": 6}}, "BTC_USDT")
    assert FileVolume(tmp_path).configs.read("BTC/USDT", BASE).config.strategy_params == {"fast": 6}

from datetime import timedelta

import pytest

from bot.domain import (
    AssetType,
    MacroEvent,
    Sentiment,
    guess_asset_type,
    periods_per_year,
    refuse_colliding_symbols,
    sanitize_symbol_for_fs,
    timeframe_delta,
)
from bot.domain.errors import ConfigError


@pytest.mark.parametrize(
    ("symbol", "safe"),
    [("BTC/USDT", "BTC_USDT"), ("GC=F", "GC_F"), ("../../etc", ".._.._etc"), ("a / b", "a_b")],
)
def test_a_safe_symbol_has_no_separator_in_it(symbol, safe):
    assert sanitize_symbol_for_fs(symbol) == safe


@pytest.mark.parametrize("symbol", ["", ".", ".."])
def test_a_symbol_that_would_lead_out_of_the_volume_is_refused(symbol):
    with pytest.raises(ConfigError):
        sanitize_symbol_for_fs(symbol)


def test_symbols_that_would_share_a_folder_are_refused():
    with pytest.raises(ConfigError, match="'BTC/USDT' and 'BTC_USDT'"):
        refuse_colliding_symbols(["BTC/USDT", "BTC_USDT"])
    refuse_colliding_symbols(["BTC/USDT", "ETH/USDT", "BTC/USDT"])


@pytest.mark.parametrize(
    ("asset_type", "timeframe", "periods"),
    [
        (AssetType.CRYPTO, "1h", 8760),
        (AssetType.CRYPTO, "1d", 365),
        (AssetType.EQUITY, "1h", 252 * 6.5),
        (AssetType.EQUITY, "1d", 252),
        (AssetType.COMMODITY, "30m", 252 * 46),
        (AssetType.FOREX, "1h", 6240),
        (AssetType.EQUITY, "1w", 252 / 5),
    ],
)
def test_a_year_has_the_candles_of_its_market(asset_type, timeframe, periods):
    assert periods_per_year(asset_type, timeframe) == pytest.approx(periods)


def test_a_timeframe_is_a_number_and_a_unit():
    assert timeframe_delta("15m") == timedelta(minutes=15)
    for wrong in ("", "h", "0h", "1M", "1.5h", "99999h"):
        with pytest.raises(ConfigError):
            timeframe_delta(wrong)


def test_symbols_point_to_their_market():
    assert [guess_asset_type(s) for s in ("BTC/USDT", "NVDA", "GC=F", "EURUSD=X", "^GSPC")] == [
        AssetType.CRYPTO,
        AssetType.EQUITY,
        AssetType.COMMODITY,
        AssetType.FOREX,
        AssetType.INDEX,
    ]


def test_the_most_specific_bias_of_an_event_wins():
    event = MacroEvent(title="t", assets={"BTC/USDT": 0.3, "*": -0.1}, bias=0.9)
    assert (event.bias_for("BTC/USDT"), event.bias_for("NVDA")) == (0.3, -0.1)
    assert MacroEvent(title="t", assets={"NVDA": 0.3}).bias_for("BTC/USDT") is None
    assert MacroEvent(title="t", sentiment=Sentiment.HAWKISH).bias_for("NVDA") == -0.5
    assert MacroEvent(title="t", sentiment=Sentiment.HAWKISH, bias=0.2).bias_for("NVDA") == 0.2

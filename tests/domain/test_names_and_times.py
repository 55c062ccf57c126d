from datetime import timedelta

import pytest

from bot.domain import (
    AssetType,
    MacroEvent,
    Sentiment,
    guess_asset_type,
    guess_notes,
    periods_per_year,
    refuse_colliding_symbols,
    sanitize_symbol_for_fs,
    timeframe_delta,
)
from bot.domain.asset_type import read_symbol
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
        (AssetType.EQUITY, "1h", 252 * 7),
        (AssetType.EQUITY, "1d", 252),
        (AssetType.COMMODITY, "30m", 252 * 46),
        (AssetType.FOREX, "1h", 6240),
        (AssetType.EQUITY, "4h", 504),
        (AssetType.EQUITY, "15m", 252 * 26),
        (AssetType.INDEX, "2h", 252 * 4),
        (AssetType.COMMODITY, "4h", 252 * 6),
        (AssetType.EQUITY, "1w", 52),
        (AssetType.CRYPTO, "2w", 26),
    ],
)
def test_a_year_has_the_candles_of_its_market(asset_type, timeframe, periods):
    assert periods_per_year(asset_type, timeframe) == pytest.approx(periods)


def test_a_timeframe_is_a_number_and_a_unit():
    assert timeframe_delta("15m") == timedelta(minutes=15)
    for wrong in ("", "h", "0h", "1M", "1.5h", "99999h"):
        with pytest.raises(ConfigError):
            timeframe_delta(wrong)


@pytest.mark.parametrize(
    ("asset_type", "symbols"),
    [
        (AssetType.CRYPTO, "BTC/USDT BTC/USDT:USDT BTC-USD XBT/EUR ETH/BTC BTC_USDT 1INCH/USDT"),
        (AssetType.EQUITY, "NVDA BRK-B BRK.B VOD.L 0700.HK SPY F"),
        (AssetType.COMMODITY, "GC=F"),
        (AssetType.FOREX, "EURUSD=X"),
        (AssetType.INDEX, "^GSPC"),
    ],
)
def test_a_spelling_that_has_one_meaning_is_read_without_a_word(asset_type, symbols):
    for symbol in symbols.split():
        assert (symbol, guess_asset_type(symbol)) == (symbol, asset_type)
        assert guess_notes(symbol) == []


@pytest.mark.parametrize(
    ("asset_type", "symbols"),
    [
        (AssetType.CRYPTO, "BTCUSDT btcusdt XBTUSD ETHBTC BTCUSDT.P 1000PEPEUSDT DOGEFDUSD SOLEUR"),
        (AssetType.FOREX, "EUR/USD EURUSD EUR_USD USDJPY"),
        (AssetType.COMMODITY, "XAU/USD XAUUSD"),
        (AssetType.EQUITY, "BTC US30CASH"),
    ],
)
def test_a_spelling_that_may_mean_something_else_is_told_with_what_it_is_taken_for(
    asset_type, symbols
):
    for symbol in symbols.split():
        assert (symbol, guess_asset_type(symbol)) == (symbol, asset_type)
        assert f"{symbol} is taken for {asset_type}" in guess_notes(symbol)[0]


def test_a_pair_without_a_separator_is_told_as_a_pair():
    assert guess_notes("BTCUSDT") == [
        "BTCUSDT is taken for crypto (BTC/USDT) by its spelling alone: name the asset type if it is"
        " another"
    ]


@pytest.mark.parametrize(
    ("symbol", "pair"),
    [
        ("XBTUSD", "XBT/USD"),
        ("XBTUSDT", "XBT/USDT"),
        ("ETHTUSD", "ETH/TUSD"),
        ("BINANCE:BTCUSDT", "BTC/USDT"),
        ("KRAKEN:XBT/USD", "XBT/USD"),
        ("FX:EURUSD", "EUR/USD"),
        ("BTC/USDT:USDT", "BTC/USDT"),
        ("NASDAQ:AAPL", "AAPL/"),
    ],
)
def test_a_known_coin_and_an_exchange_before_a_colon_say_where_a_pair_is_split(symbol, pair):
    reading = read_symbol(symbol)
    assert f"{reading.base}/{reading.quote}" == pair


def test_the_most_specific_bias_of_an_event_wins():
    event = MacroEvent(title="t", assets={"BTC/USDT": 0.3, "*": -0.1}, bias=0.9)
    assert (event.bias_for("BTC/USDT"), event.bias_for("NVDA")) == (0.3, -0.1)
    assert MacroEvent(title="t", assets={"NVDA": 0.3}).bias_for("BTC/USDT") is None
    assert MacroEvent(title="t", sentiment=Sentiment.HAWKISH).bias_for("NVDA") == -0.5
    assert MacroEvent(title="t", sentiment=Sentiment.HAWKISH, bias=0.2).bias_for("NVDA") == 0.2

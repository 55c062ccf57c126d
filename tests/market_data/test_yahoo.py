"""Yahoo's candles: frames and bodies as Yahoo really sent them, and every failure."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yfinance.exceptions
from yfinance.data import YfData

from bot.domain.errors import ConfigError, ExchangeUnavailable, MarketDataError
from bot.market_data import YFinanceMarketDataClient
from bot.market_data.yahoo.client import yahoo_ticker
from bot.market_data.yahoo.download import YahooRequest, download_history, translate
from tests.support.candles import assert_checked, candles_frame, even_candles

LATER = datetime(2026, 8, 1, tzinfo=UTC)


def client(
    answer: pd.DataFrame | Callable[[YahooRequest], pd.DataFrame], now: datetime = LATER
) -> YFinanceMarketDataClient:
    download = answer if callable(answer) else lambda request: answer
    return YFinanceMarketDataClient(download=download, now=lambda: now)


def asked_for(symbol: str, timeframe: str, limit: int) -> YahooRequest:
    """The request that a fetch makes."""
    requests: list[YahooRequest] = []

    def download(request: YahooRequest) -> pd.DataFrame:
        requests.append(request)
        return even_candles(3)

    client(download).fetch_ohlcv(symbol, timeframe, limit)
    return requests[0]


@pytest.mark.parametrize(
    ("timeframe", "interval", "days"),
    [("1m", "1m", 7), ("5m", "5m", 60), ("15m", "15m", 60), ("90m", "90m", 60), ("60m", "1h", 730)],
)
def test_intraday_requests_stop_where_yahoo_keeps_no_more(
    timeframe: str, interval: str, days: int
) -> None:
    request = asked_for("NVDA", timeframe, 1_000_000)
    assert request.interval == interval
    assert timedelta(days=days - 1) < LATER - request.start < timedelta(days=days)


@pytest.mark.parametrize(
    ("symbol", "timeframe", "limit", "days"),
    [("NVDA", "1h", 500, 111), ("BTC/USDT", "1h", 500, 22), ("GC=F", "1d", 2520, 3650)],
)
def test_a_request_reaches_back_as_far_as_the_markets_hours_make_necessary(
    symbol: str, timeframe: str, limit: int, days: int
) -> None:
    span = (LATER - asked_for(symbol, timeframe, limit).start).days
    assert days < span < 1.3 * days + 10


def test_daily_and_weekly_candles_are_asked_for_by_yahoos_names() -> None:
    assert asked_for("NVDA", "1d", 5).interval == "1d"
    assert asked_for("NVDA", "1w", 5).interval == "1wk"


@pytest.mark.parametrize("timeframe", ["4h", "2h", "3d"])
def test_a_timeframe_that_yahoo_does_not_have_is_refused(timeframe: str) -> None:
    with pytest.raises(MarketDataError, match=f"need a timeframe that Yahoo has .* {timeframe}:"):
        client(even_candles(3)).fetch_ohlcv("NVDA", timeframe, 5)
    with pytest.raises(ConfigError, match="need a timeframe such as"):
        client(even_candles(3)).fetch_ohlcv("NVDA", "soon", 5)


def test_symbols_are_spelled_as_yahoo_spells_them_and_a_replaced_quote_is_told() -> None:
    assert yahoo_ticker("GC=F") == ("GC=F", [])
    assert yahoo_ticker("BTC/EUR") == ("BTC-EUR", [])
    assert yahoo_ticker("XBT/EUR") == ("BTC-EUR", [])
    assert yahoo_ticker("EUR/USD") == ("EURUSD=X", [])
    assert yahoo_ticker("BTCUSDT")[0] == "BTC-USD"
    assert yahoo_ticker("BRK-B") == ("BRK-B", [])
    assert asked_for("BTC/USDT", "1d", 3).ticker == "BTC-USD"
    candles = client(even_candles(3, step="D")).fetch_ohlcv("BTC/USDT", "1d", 3)
    assert candles.attrs["warnings"] == ["Yahoo has no BTC/USDT: BTC-USD is read instead"]


@pytest.mark.parametrize(
    ("name", "ticker"),
    [("BTC-USD_download_multiindex.csv", "BTC-USD"), ("SPY_download_multiindex.csv", "SPY")],
)
def test_the_two_level_columns_of_a_download_are_flattened(
    real_data: Path, name: str, ticker: str
) -> None:
    path = real_data / "yahoo" / "multiindex_frames" / name
    frame = pd.read_csv(path, header=[0, 1], index_col=0)
    frame.index = pd.to_datetime(frame.index)
    candles = client(frame).fetch_ohlcv(ticker, "1d", 10_000)
    assert_checked(candles)
    assert len(candles) == len(frame)
    assert candles["close"].tolist() == frame[("Close", ticker)].tolist()
    turned = client(frame.swaplevel(axis=1)).fetch_ohlcv(ticker, "1d", 10_000)
    pd.testing.assert_frame_equal(turned, candles)
    with pytest.raises(MarketDataError, match=f"need candles of QQQ, Yahoo answered with {ticker}"):
        client(frame).fetch_ohlcv("QQQ", "1d", 5)


def test_a_history_in_new_york_time_becomes_utc_whatever_the_season(real_data: Path) -> None:
    path = real_data / "yahoo" / "history_frames" / "SPY_1H_history.csv"
    frame = pd.read_csv(path, index_col=0)
    frame.index = pd.to_datetime(frame.index, utc=True).tz_convert("America/New_York")
    candles = client(frame).fetch_ohlcv("SPY", "1h", 10_000)
    assert_checked(candles)
    assert candles.index[0].isoformat() == "2025-01-16T09:00:00+00:00"
    assert len(candles) == len(frame)


def test_daily_candles_are_stamped_with_the_sessions_date_also_across_daylight_saving() -> None:
    frame = even_candles(6, start="2024-03-06", step="D").tz_localize(None)
    zoned = frame.tz_localize("America/New_York")
    candles = client(zoned).fetch_ohlcv("SPY", "1d", 10)
    assert candles.index.strftime("%m-%d %H").tolist()[-3:] == ["03-09 00", "03-10 00", "03-11 00"]


def test_the_unfinished_last_candle_is_left_out_by_the_clock() -> None:
    just_before = client(even_candles(5), now=datetime(2024, 1, 1, 4, 59, 59, tzinfo=UTC))
    assert len(just_before.fetch_ohlcv("BTC/EUR", "1h", 10)) == 4
    at_the_close = client(even_candles(5), now=datetime(2024, 1, 1, 5, tzinfo=UTC))
    at_the_close.advance()
    assert at_the_close.now() == datetime(2024, 1, 1, 5, tzinfo=UTC)
    assert len(at_the_close.fetch_ohlcv("BTC/EUR", "1h", 10)) == 5
    assert at_the_close.fetch_ohlcv("BTC/EUR", "1h", 2)["open"].tolist() == [103.0, 104.0]


def test_an_empty_answer_and_one_of_unfinished_candles_only_are_errors() -> None:
    with pytest.raises(MarketDataError, match="Yahoo has no 1h candles of NVDA"):
        client(even_candles(0)).fetch_ohlcv("NVDA", "1h", 5)
    with pytest.raises(MarketDataError, match=r"no usable candles of NVDA: .* there are no rows"):
        client(even_candles(1), now=datetime(2024, 1, 1, tzinfo=UTC)).fetch_ohlcv("NVDA", "1h", 5)
    with pytest.raises(MarketDataError, match="need times from Yahoo"):
        client(even_candles(3).reset_index()).fetch_ohlcv("NVDA", "1h", 5)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("LA-V-1d-bad-stock-split", "2 jumps .* about 1/10 of the price at 2020-08-26"),
        ("MOB-ST-1d-bad-stock-split", "2 jumps .* about 1/10 of the price at 2023-05-22"),
        ("LSC-L-1d-bad-div", "like a split .* about 100 times the price at 2024-02-04"),
    ],
)
def test_splits_that_yahoo_did_not_adjust_are_told(real_data: Path, name: str, told: str) -> None:
    warnings = " ".join(_repair_pair(real_data, name).attrs["warnings"])
    assert pd.Series([warnings]).str.contains(told).all(), warnings


@pytest.mark.parametrize(
    "name",
    ["LA-V-1d-bad-stock-split-fixed", "MOB-ST-1d-bad-stock-split-fixed", "EWG-1d-no-bad-divs"],
)
def test_of_repaired_prices_no_split_is_told(real_data: Path, name: str) -> None:
    assert "split" not in " ".join(_repair_pair(real_data, name).attrs["warnings"])


def _repair_pair(real_data: Path, name: str) -> pd.DataFrame:
    frame = pd.read_csv(real_data / "yahoo" / "yfinance_repair_pairs" / f"{name}.csv", index_col=0)
    zone = "Europe/Stockholm" if name.startswith("MOB") else "America/New_York"
    frame.index = pd.to_datetime(frame.index, utc=True).tz_convert(zone)
    return client(frame).fetch_ohlcv(name, "1d", 10_000)


def test_a_fall_by_half_within_the_day_is_no_split() -> None:
    crash = candles_frame([[10, 11, 9, 10, 1], [9.9, 10, 4, 5, 1]], step="D")
    assert client(crash).fetch_ohlcv("NVDA", "1d", 5).attrs["warnings"] == []


# yfinance 1.7 still sorts in place, which pandas 3.1 calls outdated; nothing that we can change.
through_yfinance = pytest.mark.filterwarnings("ignore:The inplace keyword:DeprecationWarning")


class _Answer:
    """A saved HTTP answer, as yfinance's HTTP layer hands it on."""

    def __init__(self, body: dict[str, Any]) -> None:
        self.text = json.dumps(body)

    def json(self) -> Any:
        return json.loads(self.text)


def _serve(monkeypatch: pytest.MonkeyPatch, body: dict[str, Any] | Exception) -> None:
    def answer(self: YfData, *_: Any, **__: Any) -> _Answer:
        if isinstance(body, Exception):
            raise body
        return _Answer(body)

    for name in ("get", "cache_get"):
        monkeypatch.setattr(YfData, name, answer)
    monkeypatch.setattr("yfinance.base.TickerBase._get_ticker_tz", _zone_of(body))


def _zone_of(body: dict[str, Any] | Exception) -> Callable[..., str | None]:
    def zone(*_: Any, **__: Any) -> str | None:
        if isinstance(body, Exception):
            raise body
        result = body["chart"]["result"]
        return result[0]["meta"]["exchangeTimezoneName"] if result else None

    return zone


@through_yfinance
@pytest.mark.parametrize(
    ("name", "ticker", "candles"),
    [
        ("historical-via-chart-dividends-TSLA-no-dividends", "TSLA", 3303),
        ("historical-via-chart-MSFT-dividends-2021-02-01-to-2022-01-31", "MSFT", 252),
        ("chart-GC=F-2020-01-01-to-2020-01-03", "GC=F", 1),
    ],
)
def test_real_answers_are_read_through_yfinance_itself(
    monkeypatch: pytest.MonkeyPatch, real_data: Path, name: str, ticker: str, candles: int
) -> None:
    saved = json.loads((real_data / "yahoo" / "chart_json" / f"{name}.json").read_text("utf-8"))
    _serve(monkeypatch, saved["body"])
    source = YFinanceMarketDataClient(now=lambda: LATER)
    frame = source.fetch_ohlcv(ticker, "1d", 10_000)
    assert_checked(frame)
    assert len(frame) == candles
    assert set(frame.index.hour) == {0}


def test_a_day_without_trading_is_an_error_and_not_an_empty_frame(
    monkeypatch: pytest.MonkeyPatch, real_data: Path
) -> None:
    name = "chart-AAPL-2025-02-01-to-2025-02-02-includePrePost-false-interval-1m.json"
    saved = json.loads((real_data / "yahoo" / "chart_json" / name).read_text("utf-8"))
    _serve(monkeypatch, saved["body"])
    with pytest.raises(MarketDataError, match="Yahoo has no candles of AAPL"):
        YFinanceMarketDataClient(now=lambda: LATER).fetch_ohlcv("AAPL", "1m", 100)


def test_an_unreachable_yahoo_is_unavailable_and_garbage_is_a_data_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    request = YahooRequest(ticker="NVDA", interval="1d", start=LATER - timedelta(days=9))
    _serve(monkeypatch, ConnectionError("no route to host"))
    with pytest.raises(ExchangeUnavailable, match="Yahoo cannot be reached: no route to host"):
        download_history(request)
    _serve(monkeypatch, yfinance.exceptions.YFRateLimitError())
    with pytest.raises(ExchangeUnavailable, match="Yahoo limits the rate of requests"):
        download_history(request)
    _serve(monkeypatch, {"chart": {"result": [{"meta": {"exchangeTimezoneName": "UTC"}}]}})
    with pytest.raises(MarketDataError, match="Yahoo's answer about NVDA cannot be understood"):
        download_history(request)


def test_every_error_class_of_yfinance_is_translated() -> None:
    kinds = [kind for kind in vars(yfinance.exceptions).values() if isinstance(kind, type)]
    assert len(kinds) >= 9
    for kind in kinds:
        error = kind.__new__(kind)
        error.args = ("why\nit failed",)
        ours = translate(error, "NVDA")
        temporary = kind.__name__ in ("YFRateLimitError", "YFDataException")
        assert type(ours) is (ExchangeUnavailable if temporary else MarketDataError)
        assert "\n" not in str(ours)

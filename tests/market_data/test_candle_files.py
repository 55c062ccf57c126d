"""Files as Binance and Yahoo give them, recognized by their content."""

import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from bot.candles import clean_candles
from bot.domain.errors import DataError
from bot.market_data import CsvMarketDataClient, read_candles_csv

KLINES = (
    "1735603200000,10,12,9,11,5,1735603259999,55,3,2,22,0\n"
    "1735689600000000,11,13,10,12,6,1735689659999999,66,3,2,22,0\n"
)
DAY = 86_400
# 2024-01-02 14:30 UTC, when New York opens
OPENED = 1_704_205_800


def chart(**changes: Any) -> dict[str, Any]:
    """Two daily candles in New York; the second one's price halves by a dividend paid since."""
    result = {
        "meta": {
            "symbol": "ABC",
            "dataGranularity": "1d",
            "exchangeTimezoneName": "America/New_York",
            "regularMarketTime": OPENED + 9 * DAY,
            "currentTradingPeriod": {
                "regular": {"start": OPENED + 10 * DAY, "end": OPENED + 11 * DAY}
            },
        },
        "timestamp": [OPENED, OPENED + DAY],
        "indicators": {
            "quote": [
                {
                    "open": [20.0, 10.0],
                    "high": [24.0, 12.0],
                    "low": [18.0, 9.0],
                    "close": [22.0, 11.0],
                    "volume": [100, 200],
                }
            ],
            "adjclose": [{"adjclose": [11.0, 11.0]}],
        },
    }
    return {"chart": {"result": [result | changes], "error": None}}


def written(folder: Path, content: Any) -> Path:
    file = folder / "candles.txt"
    text = content if isinstance(content, str) else json.dumps(content)
    file.write_text(text, encoding="utf-8")
    return file


def reason(folder: Path, content: Any) -> str:
    with pytest.raises(DataError) as caught:
        read_candles_csv(written(folder, content))
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_klines_without_a_header_are_read_in_milliseconds_and_microseconds(tmp_path: Path) -> None:
    candles = read_candles_csv(written(tmp_path, KLINES))
    assert candles.to_numpy().tolist() == [[10, 12, 9, 11, 5], [11, 13, 10, 12, 6]]
    assert [str(time) for time in candles.index] == [
        "2024-12-31 00:00:00+00:00",
        "2025-01-01 00:00:00+00:00",
    ]


def test_the_first_kline_counts_also_where_a_later_row_is_damaged(tmp_path: Path) -> None:
    damaged = KLINES.replace("1735689600000000,11", "1735689600000000,eleven")
    candles = read_candles_csv(written(tmp_path, damaged))
    assert candles["close"].tolist() == [11.0]


def test_klines_with_the_header_of_futures_files_are_read(tmp_path: Path) -> None:
    header = (
        "open_time,open,high,low,close,volume,close_time,quote_volume,count,"
        "taker_buy_volume,taker_buy_quote_volume,ignore\n"
    )
    assert read_candles_csv(written(tmp_path, header + KLINES))["close"].tolist() == [11.0, 12.0]


def test_a_chart_is_adjusted_and_stamped_with_the_sessions_date(tmp_path: Path) -> None:
    candles = read_candles_csv(written(tmp_path, chart()))
    assert candles.to_numpy().tolist() == [[10, 12, 9, 11, 100], [10, 12, 9, 11, 200]]
    assert [f"{time:%Y-%m-%d %H:%M}" for time in candles.index] == [
        "2024-01-02 00:00",
        "2024-01-03 00:00",
    ]
    pd.testing.assert_frame_equal(clean_candles(candles), candles)


def test_a_chart_is_read_out_of_a_recorded_request_too(tmp_path: Path) -> None:
    recorded = {"request_url": "https://example.org", "status": 200}
    for body in (chart(), json.dumps(chart())):
        assert len(read_candles_csv(written(tmp_path, {**recorded, "body": body}))) == 2


def test_an_intraday_chart_keeps_its_times_and_has_no_adjustment(tmp_path: Path) -> None:
    hourly = chart(timestamp=[OPENED, OPENED + 3600])
    result = hourly["chart"]["result"][0]
    result["meta"]["dataGranularity"] = "1h"
    del result["indicators"]["adjclose"]
    candles = read_candles_csv(written(tmp_path, hourly))
    assert candles["close"].tolist() == [22.0, 11.0]
    assert [f"{time:%H:%M}" for time in candles.index] == ["14:30", "15:30"]


def test_the_candle_that_ran_when_the_answer_was_saved_is_left_out(tmp_path: Path) -> None:
    running = chart()
    meta = running["chart"]["result"][0]["meta"]
    meta["regularMarketTime"] = OPENED + DAY + 600
    meta["currentTradingPeriod"] = {
        "regular": {"start": OPENED + DAY, "end": OPENED + DAY + 23_400}
    }
    assert len(read_candles_csv(written(tmp_path, running))) == 1
    meta["regularMarketTime"] = OPENED + DAY + 23_401
    assert len(read_candles_csv(written(tmp_path, running))) == 2


def test_a_chart_that_does_not_say_its_newest_trade_is_taken_whole(tmp_path: Path) -> None:
    untold = chart()
    del untold["chart"]["result"][0]["meta"]["regularMarketTime"]
    assert len(read_candles_csv(written(tmp_path, untold))) == 2


def test_a_missing_price_drops_its_candle_and_is_told(tmp_path: Path) -> None:
    holed = chart()
    holed["chart"]["result"][0]["indicators"]["quote"][0]["open"][0] = None
    candles = read_candles_csv(written(tmp_path, holed))
    assert len(candles) == 1
    assert "dropped 1 candle with a missing or infinite price" in candles.attrs["warnings"][0]


def test_an_answer_without_trading_is_refused_with_the_reason(tmp_path: Path) -> None:
    empty = chart(indicators={"quote": [{}]})
    del empty["chart"]["result"][0]["timestamp"]
    assert "holds no candle of ABC: there was no trading" in reason(tmp_path, empty)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "begins like JSON and is none"),
        ("{}", "need a chart answer of Yahoo"),
        ('{"body": []}', "need a chart answer of Yahoo"),
        ('{"chart": {"result": null, "error": {"description": "No data"}}}', "error: No data"),
        ('{"chart": {"result": [], "error": null}}', "need a chart answer of Yahoo"),
        ('{"chart": {"result": [{}], "error": null}}', "no usable meta"),
        (chart(timestamp=[1]), "need 1 values of open, one a timestamp, Yahoo gave 2"),
        (chart(timestamp=[10**17, 10**18]), "without a usable time"),
        (chart(timestamp=["x"]), "no usable timestamp.0"),
    ],
)
def test_what_is_no_chart_is_refused_in_one_sentence(
    tmp_path: Path, content: Any, words: str
) -> None:
    assert words in reason(tmp_path, content)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("dataGranularity", "3mo", "need candles of minutes, hours, days or weeks"),
        ("exchangeTimezoneName", "../../etc/passwd", "need a time zone that exists"),
        ("exchangeTimezoneName", "Nowhere/None", "need a time zone that exists"),
    ],
)
def test_a_chart_that_does_not_say_what_it_is_is_refused(
    tmp_path: Path, name: str, value: str, words: str
) -> None:
    odd = chart()
    odd["chart"]["result"][0]["meta"][name] = value
    assert words in reason(tmp_path, odd)


def test_the_real_daily_files_of_binance_are_read_whole(real_data: Path) -> None:
    files = sorted((real_data / "exchange" / "raw_klines").glob("*.csv"))
    assert len(files) == 2
    for file in files:
        candles = read_candles_csv(file, timeframe="1m")
        assert f"{candles.index[0]:%Y-%m-%d}" in file.name
        assert (len(candles), candles.attrs["warnings"]) == (1440, ["read as Binance's klines"])
        assert CsvMarketDataClient(file, timeframe="1m").now().hour == 0


def test_every_real_chart_of_yahoo_is_read_or_says_that_nothing_was_traded(real_data: Path) -> None:
    files = sorted((real_data / "yahoo" / "chart_json").glob("*.json"))
    rows, refused = {}, []
    for file in files:
        try:
            rows[file.name] = len(read_candles_csv(file))
        except DataError as error:
            refused.append((file.name, str(error)))
    assert len(rows) == len(files) - 1
    assert rows["historical-via-chart-dividends-TSLA-no-dividends.json"] == 3303
    [(name, sentence)] = refused
    assert name.startswith("chart-AAPL-2025-02-01")
    assert "holds no candle of AAPL: there was no trading" in sentence


def test_a_real_chart_ends_at_its_own_adjusted_close(real_data: Path) -> None:
    [file] = (real_data / "yahoo" / "chart_json").glob("*MSFT-dividends*.json")
    body = json.loads(file.read_text())["body"]["chart"]["result"][0]["indicators"]
    candles = read_candles_csv(file)
    assert candles["close"].tolist() == body["adjclose"][0]["adjclose"]
    ratios = candles["open"] / pd.Series(body["quote"][0]["open"], index=candles.index)
    assert (ratios < 1).all()

"""Yahoo's chart answer (version 8 of its API) as people save it to a file."""

import math
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
import orjson
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bot.candles import PRICES
from bot.domain import timeframe_delta
from bot.domain.errors import DataError
from bot.market_data.yahoo import stamp_in_utc

_OTHER_SPELLINGS = {"1wk": "1w"}
# Seconds since 1970 of the years 1716 and 2223: what lies outside is no market's time.
_FARTHEST = 8 * 10**9

Numbers = list[float | None]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class _Session(_Part):
    start: int
    end: int


class _Sessions(_Part):
    regular: _Session | None = None


class _Meta(_Part):
    symbol: str
    granularity: str = Field(alias="dataGranularity")
    time_zone: str = Field(alias="exchangeTimezoneName")
    newest_trade: int | None = Field(default=None, alias="regularMarketTime")
    sessions: _Sessions = Field(default=_Sessions(), alias="currentTradingPeriod")


class _Quote(_Part):
    open: Numbers
    high: Numbers
    low: Numbers
    close: Numbers
    volume: Numbers | None = None


class _Adjusted(_Part):
    close: Numbers = Field(alias="adjclose")


class _Indicators(_Part):
    quote: list[_Quote | dict[str, Any]]
    adjusted: list[_Adjusted] | None = Field(default=None, alias="adjclose")


class _Chart(_Part):
    meta: _Meta
    timestamp: list[int] | None = None
    indicators: _Indicators


def read_chart(data: bytes) -> pd.DataFrame:
    """The rows of a saved chart answer, bare or inside the "body" of a recorded request.

    Prices are adjusted for splits and dividends where Yahoo says how (adjclose), and times stamped,
    as the source yahoo does; a candle that still ran when the answer was saved is left out. The
    frame is what `clean_candles` takes. Raises DataError where there are no candles or the answer
    is shaped otherwise.
    """
    chart = _chart(data)
    quote = next((q for q in chart.indicators.quote if isinstance(q, _Quote)), None)
    if not chart.timestamp or quote is None:
        raise DataError(
            f"Yahoo's answer holds no candle of {chart.meta.symbol}: there was no trading in the"
            " time that it was asked for, so ask for another"
        )
    length = _length(chart.meta)
    times = _times(chart.timestamp, chart.meta)
    rows = stamp_in_utc(pd.DataFrame(_columns(chart, quote), index=times), length)
    running = rows.index > pd.Timestamp(_closed_until(chart.meta)) - length
    return rows[~running]


def _chart(data: bytes) -> _Chart:
    try:
        answer = orjson.loads(data.removeprefix(b"\xef\xbb\xbf"))
        if "chart" not in answer and "body" in answer:
            body = answer["body"]
            answer = orjson.loads(body) if isinstance(body, str) else body
        chart = answer["chart"]
        if chart["error"]:
            raise DataError(f"Yahoo's answer is an error: {_words(chart['error'])}")
        return _Chart.model_validate(chart["result"][0])
    except orjson.JSONDecodeError as exc:
        raise DataError(f"it begins like JSON and is none: {exc}") from exc
    except ValidationError as exc:
        first = exc.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DataError(f"Yahoo's answer has no usable {where}: {first['msg']}") from exc
    except (KeyError, IndexError, TypeError) as exc:
        raise DataError('need a chart answer of Yahoo: {"chart": {"result": [...]}}') from exc


def _words(error: object) -> str:
    said = error.get("description", error) if isinstance(error, dict) else error
    return " ".join(str(said).split())[:200]


def _length(meta: _Meta) -> timedelta:
    name = _OTHER_SPELLINGS.get(meta.granularity, meta.granularity)
    try:
        return timeframe_delta(name)
    except ValueError as exc:
        raise DataError(
            f"need candles of minutes, hours, days or weeks, Yahoo's were {meta.granularity!r}"
        ) from exc


def _times(seconds: list[int], meta: _Meta) -> pd.DatetimeIndex:
    """In the exchange's own time, whose dates name the sessions."""
    moments: npt.NDArray[np.datetime64] = np.array(
        [at if abs(at) < _FARTHEST else "NaT" for at in seconds], dtype="datetime64[s]"
    )
    return pd.DatetimeIndex(moments, tz="UTC").as_unit("us").tz_convert(_zone(meta))


def _zone(meta: _Meta) -> ZoneInfo:
    try:
        return ZoneInfo(meta.time_zone)
    except (KeyError, ValueError, OSError) as exc:
        raise DataError(f"need a time zone that exists, Yahoo's was {meta.time_zone!r}") from exc


def _columns(chart: _Chart, quote: _Quote) -> dict[str, npt.NDArray[np.float64]]:
    rows = len(chart.timestamp or ())
    columns = {name: _numbers(getattr(quote, name), rows, name) for name in PRICES}
    if chart.indicators.adjusted:
        adjusted = _numbers(chart.indicators.adjusted[0].close, rows, "adjclose")
        with np.errstate(all="ignore"):  # what divides by zero is dropped as no usable price
            factor = adjusted / columns["close"]
            columns = {name: values * factor for name, values in columns.items()}
        columns["close"] = adjusted
    if quote.volume is not None:
        columns["volume"] = _numbers(quote.volume, rows, "volume")
    return columns


def _numbers(values: Numbers, rows: int, name: str) -> npt.NDArray[np.float64]:
    if len(values) != rows:
        raise DataError(f"need {rows} values of {name}, one a timestamp, Yahoo gave {len(values)}")
    return np.array([math.nan if value is None else value for value in values], dtype=np.float64)


def _closed_until(meta: _Meta) -> datetime:
    """Which candles had closed: until the newest trade, and that day's whole when none followed.

    A trade outside the session that Yahoo names is of a day whose session is over.
    """
    if meta.newest_trade is None or abs(meta.newest_trade) >= _FARTHEST:
        return datetime.max.replace(tzinfo=UTC)
    newest = datetime.fromtimestamp(meta.newest_trade, UTC)
    session = meta.sessions.regular
    if session is not None and session.start <= meta.newest_trade < session.end:
        return newest
    return (newest + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)

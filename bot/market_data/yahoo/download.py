"""One request to Yahoo by yfinance, with every error translated."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.domain.errors import ExchangeUnavailable, MarketDataError, TradingLabError

if TYPE_CHECKING:
    import pandas as pd

_TIMEOUT_SECONDS = 10
# What yfinance lets through when an answer is not shaped as it expects.
_GARBAGE = (ValueError, KeyError, TypeError, IndexError, AttributeError)


@dataclass(frozen=True, slots=True, kw_only=True)
class YahooRequest:
    """Candles of Yahoo's `interval` from `start` (aware) until now."""

    ticker: str
    interval: str
    start: datetime


def download_history(request: YahooRequest) -> "pd.DataFrame":
    """yfinance's frame, adjusted, regular hours only; yfinance is imported on the first call.

    Raises ExchangeUnavailable or MarketDataError, see `translate`.
    """
    import yfinance  # about a second, and only this source needs it
    from yfinance.config import YfConfig
    from yfinance.exceptions import YFException, YFNotImplementedError

    YfConfig.debug.hide_exceptions = False  # otherwise every failure is an empty frame
    try:
        history: pd.DataFrame = yfinance.Ticker(request.ticker).history(
            start=request.start,
            interval=request.interval,
            auto_adjust=True,
            actions=False,
            prepost=False,
            timeout=_TIMEOUT_SECONDS,
        )
    except (YFException, YFNotImplementedError, OSError, *_GARBAGE) as exc:
        raise translate(exc, request.ticker) from exc
    return history


def translate(error: Exception, ticker: str) -> TradingLabError:
    """Our error for one of yfinance's, its HTTP library's (OSErrors), or a garbled answer."""
    from yfinance.exceptions import YFDataException, YFException, YFRateLimitError

    words = " ".join(str(error).split()) or type(error).__name__
    if isinstance(error, YFRateLimitError):
        return ExchangeUnavailable("Yahoo limits the rate of requests: wait some minutes")
    if isinstance(error, OSError | YFDataException):
        return ExchangeUnavailable(f"Yahoo cannot be reached: {words}")
    if isinstance(error, YFException):
        return MarketDataError(f"Yahoo has no candles of {ticker}: {words}")
    return MarketDataError(f"Yahoo's answer about {ticker} cannot be understood: {words}")

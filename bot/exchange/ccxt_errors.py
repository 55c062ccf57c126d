"""Every error of ccxt as one of ours."""

import re
from collections.abc import Callable

from bot.domain.errors import (
    ExchangeError,
    ExchangeUnavailable,
    MarketDataError,
    RateLimited,
    TradingLabError,
)

# What ccxt lets through when an answer is not shaped as it expects.
GARBLED = (ValueError, KeyError, TypeError, IndexError, AttributeError)

# By the name of ccxt's class: our class, and the sentence's middle. The nearest ancestor counts.
_TRANSLATIONS: dict[str, tuple[type[TradingLabError], str]] = {
    "BaseError": (ExchangeError, "failed"),
    "ExchangeError": (ExchangeError, "refused the request"),
    "AuthenticationError": (ExchangeError, "did not accept the API key"),
    "PermissionDenied": (ExchangeError, "does not permit this to the API key"),
    "BadSymbol": (MarketDataError, "does not have this symbol (spelled like BTC/USDT)"),
    "RestrictedLocation": (ExchangeError, "does not serve this location: set EXCHANGE_URL"),
    "NotSupported": (ExchangeError, "cannot do this"),
    "OperationFailed": (ExchangeUnavailable, "failed for now"),
    "BadResponse": (ExchangeUnavailable, "gave an answer that cannot be understood"),
    "NetworkError": (ExchangeUnavailable, "cannot be reached"),
    "InvalidNonce": (ExchangeUnavailable, "did not accept the time of the request"),
    "ChecksumError": (ExchangeUnavailable, "gave an answer that cannot be understood"),
    "RequestTimeout": (ExchangeUnavailable, "did not answer in time"),
    "OnMaintenance": (ExchangeUnavailable, "is under maintenance"),
    "DDoSProtection": (RateLimited, "limits the rate of requests"),
    "RateLimitExceeded": (RateLimited, "limits the rate of requests"),
}

# By Binance's code, which ccxt knows at some of its addresses only: the name of ccxt's class. A key
# that was refused (-2015) counts for a ban in ccxt once a key was accepted.
_NAMES_OF_CODES = {
    -1000: "OperationFailed",
    -1001: "OperationFailed",
    -1003: "RateLimitExceeded",
    -1006: "OperationFailed",
    -1007: "RequestTimeout",
    -1008: "OperationFailed",
    -1015: "RateLimitExceeded",
    -1016: "OnMaintenance",
    -1021: "InvalidNonce",
    -1121: "BadSymbol",
    -2014: "AuthenticationError",
    -2015: "AuthenticationError",
}


def translate(
    error: Exception,
    exchange_id: str,
    *,
    code: int | None = None,
    hidden: Callable[[str], str] = str,
) -> TradingLabError:
    """Our error for one of ccxt's, or for one of GARBLED, in one sentence without query strings.

    `code` is Binance's where the answer named one; `hidden` takes keys out of a text.
    """
    names = [kind.__name__ for kind in type(error).__mro__]
    if code in _NAMES_OF_CODES:
        names.insert(0, _NAMES_OF_CODES[code])
    translation = next((_TRANSLATIONS[name] for name in names if name in _TRANSLATIONS), None)
    kind, middle = translation or _TRANSLATIONS["BadResponse"]
    return kind(f"{exchange_id} {middle}: {words_of(error, hidden)}")


def words_of(error: Exception, hidden: Callable[[str], str]) -> str:
    """The error's text on one line, cut where it is long; signatures travel in query strings."""
    text = re.sub(r"\?\S*", "", " ".join(hidden(str(error)).split()))
    text = re.sub(r"signature=[^\s&]*", "signature=***", text)
    return text[:200] or type(error).__name__

"""Every error of ccxt as one of ours."""

import re

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
    "RequestTimeout": (ExchangeUnavailable, "did not answer in time"),
    "OnMaintenance": (ExchangeUnavailable, "is under maintenance"),
    "DDoSProtection": (RateLimited, "limits the rate of requests"),
    "RateLimitExceeded": (RateLimited, "limits the rate of requests"),
}


def translate(error: Exception, exchange_id: str) -> TradingLabError:
    """Our error for one of ccxt's, or for one of GARBLED, in one sentence without query strings."""
    names = (kind.__name__ for kind in type(error).__mro__)
    translation = next((_TRANSLATIONS[name] for name in names if name in _TRANSLATIONS), None)
    kind, middle = translation or _TRANSLATIONS["BadResponse"]
    return kind(f"{exchange_id} {middle}: {_words(error)}")


def _words(error: Exception) -> str:
    """The error's text on one line, cut where it is long; signatures travel in query strings."""
    text = re.sub(r"\?\S*", "", " ".join(str(error).split()))
    return text[:200] or type(error).__name__

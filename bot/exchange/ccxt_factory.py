"""Making ccxt's exchange of a name and an address."""

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.domain.errors import ConfigError

if TYPE_CHECKING:
    from ccxt.base.exchange import Exchange

# Spot only: the markets of futures would be two further requests to other addresses.
_OPTIONS = {"binance": {"fetchMarkets": {"types": ["spot"]}}}


def make_exchange(exchange_id: str, base_url: str | None, timeout_seconds: float) -> "Exchange":
    """A ccxt exchange without keys that keeps to its rate limit; ccxt is imported on first use.

    `base_url` (http or https) replaces the base of every REST address, paths stay. ConfigError
    where the id or the address is none.
    """
    import ccxt  # about a second

    if exchange_id not in ccxt.exchanges:
        raise ConfigError(
            f"need an exchange that ccxt knows, such as binance or kraken, was {exchange_id!r}"
        )
    exchange: Exchange = getattr(ccxt, exchange_id)(
        {
            "enableRateLimit": True,
            "enableLastJsonResponse": True,  # to tell an empty answer from a garbled one
            "enableLastResponseHeaders": True,  # where Retry-After is
            "timeout": int(timeout_seconds * 1000),
            "options": _OPTIONS.get(exchange_id, {}),
        }
    )
    if base_url is not None:
        exchange.urls["api"] = _moved(exchange.urls["api"], _base(base_url))
    return exchange


def _base(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ConfigError(f"need an address such as https://host for the exchange, was {url!r}")
    return url.rstrip("/")


def _moved(urls: Any, base: str) -> Any:
    """ccxt's addresses, a text or a tree of them, each with its path at another base address."""
    if isinstance(urls, dict):
        return {name: _moved(url, base) for name, url in urls.items()}
    return base + urlsplit(urls).path

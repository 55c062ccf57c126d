"""Making ccxt's exchange of a name, an address and keys."""

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from bot.domain import Secret
from bot.domain.errors import ConfigError

if TYPE_CHECKING:
    from ccxt.base.exchange import Exchange

# Spot only: the markets of futures would be requests to other addresses; currencies and margins,
# which ccxt asks for once it has keys, would be signed ones before the exchange's time is known.
_OPTIONS: dict[str, dict[str, Any]] = {
    "binance": {
        "fetchMarkets": {"types": ["spot"]},
        "fetchCurrencies": False,
        "fetchMargins": False,
        "adjustForTimeDifference": False,
        "recvWindow": 5000,
        "maxRetriesOnFailure": 0,
    }
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKeys:
    """The key that names an account, and the secret that signs."""

    key: Secret
    secret: Secret

    def hidden_in(self, text: str) -> str:
        """The text with *** wherever it shows one of them."""
        for secret in (self.key, self.secret):
            text = text.replace(secret.reveal(), "***") if secret.reveal() else text
        return text


def make_exchange(
    exchange_id: str,
    base_url: str | None,
    timeout_seconds: float,
    keys: ApiKeys | None = None,
    *,
    sandbox: bool = False,
    throttled: bool = True,
) -> "Exchange":
    """A ccxt exchange; ccxt is imported on first use.

    `base_url` (http or https) replaces the base of every REST address, that of the testnet with
    `sandbox`; paths stay. ConfigError where the id or the address is none, or no testnet exists.
    """
    import ccxt  # about a second

    if exchange_id not in ccxt.exchanges:
        raise ConfigError(
            f"need an exchange that ccxt knows, such as binance or kraken, was {exchange_id!r}"
        )
    exchange: Exchange = getattr(ccxt, exchange_id)(
        {
            "enableRateLimit": throttled,
            "enableLastJsonResponse": True,  # to tell an empty answer from a garbled one
            "timeout": int(timeout_seconds * 1000),
            "options": _OPTIONS.get(exchange_id, {}),
        }
    )
    if sandbox:
        _enter_sandbox(exchange)
    if base_url is not None:
        exchange.urls["api"] = _moved(exchange.urls["api"], _base(base_url))
    if keys is not None:
        _take(keys, exchange)
    return exchange


def _enter_sandbox(exchange: "Exchange") -> None:
    if not exchange.urls.get("test"):
        raise ConfigError(f"need an exchange with a testnet, was {exchange.id}: set EXCHANGE_ID")
    exchange.set_sandbox_mode(True)


def _take(keys: ApiKeys, exchange: "Exchange") -> None:
    exchange.apiKey = keys.key.reveal()
    exchange.secret = keys.secret.reveal()
    exchange.session.max_redirects = 0  # another host would be sent the key
    exchange.logger = logging.Logger("ccxt without keys", logging.CRITICAL + 1)  # it logs headers
    connections = logging.getLogger("urllib3.connectionpool")  # logs addresses with signatures
    connections.addFilter(_is_unsigned)


def _is_unsigned(record: logging.LogRecord) -> bool:
    return "signature=" not in record.getMessage()


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

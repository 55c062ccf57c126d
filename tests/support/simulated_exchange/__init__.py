"""The exchange simulator for tests: short markets, a client that signs, and ccxt on it."""

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from typing import Any, Self
from urllib.parse import urlencode

import ccxt
import httpx

from bot.programs.exchange_simulator.market.candles import listed_candles
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import REHEARSAL, SimulatorSetup

FIRST_OPEN = 1_700_000_040_000
"""The open time of the first candle of every market here, in milliseconds: a whole minute."""
MINUTE = 60_000
QUIET = (100, 100, 100, 100, 10)
"""A candle in which the price stands at 100."""


def setup(*rows: Iterable[float], before: int = 1, **terms: Any) -> SimulatorSetup:
    """BTC/USDT in one-minute candles whose clock stands after `before` quiet ones, before `rows`.

    The last price is 100, the tick 0.01, the step 0.001, the least notional 5.
    """
    candles = listed_candles("1m", FIRST_OPEN, [*[QUIET] * before, *rows])
    terms.setdefault("candles", {"BTC/USDT": candles})
    terms.setdefault("balances", {"USDT": Decimal(10_000)})
    return SimulatorSetup(start=FIRST_OPEN + before * MINUTE, **terms)


class SignedClient:
    """Raw requests with key, timestamp and signature, as the exchange's documents describe them."""

    def __init__(self, simulator: Simulator, key: str = "any", secret: str = REHEARSAL) -> None:
        self._simulator = simulator
        self._secret = secret
        self.http = httpx.Client(base_url=simulator.url, headers={"X-MBX-APIKEY": key}, timeout=10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.http.close()

    def ask(self, method: str, path: str, **parameters: Any) -> httpx.Response:
        """The answer to a signed request; `timestamp` is the simulator's time where not given."""
        if "timestamp" not in parameters:
            parameters["timestamp"] = self._simulator.exchange.clock.told()
        payload = urlencode(parameters)
        digest = hmac.new(self._secret.encode(), payload.encode(), hashlib.sha256).hexdigest()
        return self.http.request(method, f"{path}?{payload}&signature={digest}")

    def buy(self, quantity: str, **more: Any) -> Any:
        """A market order's answer."""
        return self.order(side="BUY", type="MARKET", quantity=quantity, **more).json()

    def order(self, **more: Any) -> httpx.Response:
        """The answer to a new order on BTCUSDT."""
        return self.ask("POST", "/api/v3/order", symbol="BTCUSDT", **more)

    def protect(self, quantity: str, target: str, stop: str, **more: Any) -> httpx.Response:
        """The answer to a new pair that sells at the target or at the stop."""
        return self.ask(
            "POST",
            "/api/v3/orderList/oco",
            symbol="BTCUSDT",
            side="SELL",
            quantity=quantity,
            aboveType="LIMIT_MAKER",
            abovePrice=target,
            belowType="STOP_LOSS",
            belowStopPrice=stop,
            **more,
        )


@contextmanager
def ccxt_on(simulator: Simulator, secret: str = REHEARSAL) -> "Iterator[ccxt.binance]":
    """ccxt's Binance whose spot addresses lead to the simulator, with its markets loaded."""
    client = ccxt.binance(
        {
            "apiKey": "any",
            "secret": secret,
            "enableRateLimit": False,
            "options": {"adjustForTimeDifference": True, "fetchMarkets": {"types": ["spot"]}},
        }
    )
    client.has["fetchCurrencies"] = False
    client.options.update({"fetchMargins": False, "defaultType": "spot"})
    for name, url in client.urls["api"].items():
        if isinstance(url, str):
            client.urls["api"][name] = url.replace("https://api.binance.com", simulator.url)
    with closing(client.session):
        client.load_markets()
        yield client

"""A loopback exchange with two markets, and an account on it whose time is set by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from bot.domain import Secret, Side
from bot.domain.orders import MarketOrder, ProtectionOrder
from bot.exchange.binance.venue import BinanceVenue
from bot.exchange.ccxt_factory import ApiKeys
from bot.exchange.ccxt_session import CcxtSession
from tests.support.processes.binance_server import BinanceServer, even_klines, market

START_MS = 1_735_689_600_000
START = datetime(2025, 1, 1, tzinfo=UTC)
KEY, SECRET = "canary-key-7f3a", "canary-secret-91be"
KEYS = ApiKeys(key=Secret(KEY), secret=Secret(SECRET))
ORDER = "/api/v3/order"
OCO = "/api/v3/orderList/oco"
TIME = "/api/v3/time"


class Laboratory:
    """The server, a session with keys, and its venue."""

    def __init__(self, server: BinanceServer, **settings: Any) -> None:
        self.server = server
        self.seconds = 0.0
        self.slept: list[float] = []
        self.silences: list[datetime] = []
        self.session = CcxtSession(
            "binance",
            base_url=server.url,
            timeout_seconds=1.0,
            **{
                "keys": KEYS,
                "sandbox": True,
                "on_silence": self.silences.append,
                "wall_clock": lambda: START,
                "monotonic": lambda: self.seconds,
                "sleep": self.slept.append,
                **settings,
            },
        )
        self.venue = BinanceVenue(self.session)

    def sent(self, method: str, path: str) -> list[dict[str, str]]:
        """The parameters of every request of that method for the path."""
        calls = self.server.calls
        return [call.parameters for call in calls if (call.method, call.path) == (method, path)]


@contextmanager
def laboratory(**settings: Any) -> Iterator[Laboratory]:
    """A laboratory whose markets take every order type."""
    with BinanceServer(now=START_MS) as server:
        types = ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS", "STOP_LOSS_LIMIT"]
        more = {"ocoAllowed": True, "orderTypes": types}
        server.markets = [market("BTC") | more, market("ETH")]
        server.klines["BTCUSDT", "1h"] = even_klines(START_MS - 9 * 3_600_000, 9)
        lab = Laboratory(server, **settings)
        yield lab
        lab.session.close()


def buying(quantity: str = "0.3") -> MarketOrder:
    """A market order to buy."""
    return MarketOrder(
        symbol="BTC/USDT", client_id="atl-e1", side=Side.BUY, quantity=Decimal(quantity)
    )


def protection(target: str | None = "120.50", symbol: str = "BTC/USDT") -> ProtectionOrder:
    """A stop at 90 and a target, for 0.3."""
    return ProtectionOrder(
        symbol=symbol,
        client_id="atl-p1",
        stop_id="atl-s1",
        target_id="atl-t1",
        side=Side.SELL,
        quantity=Decimal("0.30"),
        stop_price=Decimal("90.00"),
        worst_price=Decimal("85.5"),
        target_price=None if target is None else Decimal(target),
    )

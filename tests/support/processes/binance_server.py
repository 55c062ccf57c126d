"""An HTTP server on loopback that speaks Binance's REST API, and misbehaves on request."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

MAX_KLINES = 1000
INTERVALS = {"1m": 60_000, "15m": 900_000, "1h": 3_600_000, "4h": 14_400_000, "1d": 86_400_000}

Parameters = dict[str, str]
Answer = tuple[int, Any]


def market(base: str, quote: str = "USDT", *, tick: str = "0.01", step: str = "0.00001") -> Any:
    """One entry of exchangeInfo's symbols, in the shape that Binance sends."""
    return {
        "symbol": base + quote,
        "status": "TRADING",
        "baseAsset": base,
        "baseAssetPrecision": 8,
        "quoteAsset": quote,
        "quotePrecision": 8,
        "quoteAssetPrecision": 8,
        "orderTypes": ["LIMIT", "LIMIT_MAKER", "MARKET", "STOP_LOSS_LIMIT", "TAKE_PROFIT_LIMIT"],
        "isSpotTradingAllowed": True,
        "isMarginTradingAllowed": False,
        "filters": [
            {
                "filterType": "PRICE_FILTER",
                "minPrice": tick,
                "maxPrice": "1000000.00",
                "tickSize": tick,
            },
            {"filterType": "LOT_SIZE", "minQty": step, "maxQty": "9000.0", "stepSize": step},
            {"filterType": "NOTIONAL", "minNotional": "5.0", "applyMinToMarket": True},
        ],
        "permissions": ["SPOT"],
        "permissionSets": [["SPOT"]],
    }


def kline(open_time: int, length: int, prices: tuple[float, float, float, float]) -> list[Any]:
    """One kline as Binance sends it: twelve fields, prices as text."""
    return [
        open_time,
        *(f"{price:.8f}" for price in prices),
        "12.50000000",
        open_time + length - 1,
        "1250.00000000",
        42,
        "6.00000000",
        "600.00000000",
        "0",
    ]


def even_klines(first: int, count: int, interval: str = "1h") -> list[list[Any]]:
    """Klines from `first` (ms) on, whose close is their number plus 100.5."""
    length = INTERVALS[interval]
    return [
        kline(first + n * length, length, (100.0 + n, 101.5 + n, 99.5 + n, 100.5 + n))
        for n in range(count)
    ]


@dataclass
class Fault:
    """What to do instead of answering; `body` is sent as it is where it is text.

    `cut` sends half of it under the length of the whole.
    """

    status: int = 200
    body: Any = ""
    headers: dict[str, str] = field(default_factory=dict)
    delay_seconds: float = 0.0
    hang_up: bool = False
    cut: bool = False


@dataclass(frozen=True)
class Call:
    """A request as it came: `parameters` of its query and its body."""

    method: str
    path: str
    parameters: Parameters
    headers: dict[str, str]


class BinanceServer:
    """A context manager; `url` is the base address, `requests` what was asked, in order.

    `calls` are the same with methods and headers; `answer` scripts a path that has no rule here.
    `now` is the exchange's time in ms. `klines[symbol, interval]` may run past it: the running
    candle is sent as Binance does, later ones are not. `fail` queues faults for a path.
    """

    def __init__(self, now: int) -> None:
        self.now = now
        self.markets = [market("BTC"), market("ETH")]
        self.klines: dict[tuple[str, str], list[list[Any]]] = {}
        self.requests: list[tuple[str, Parameters]] = []
        self.calls: list[Call] = []
        self.routes: dict[tuple[str, str], Callable[[Parameters], Answer]] = {
            ("GET", "/api/v3/time"): self._time,
            ("GET", "/api/v3/exchangeInfo"): self._exchange_info,
            ("GET", "/api/v3/klines"): self._klines,
        }
        self._faults: dict[str, list[Fault]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        """The base address, as EXCHANGE_URL would name it."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def fail(self, path: str, *faults: Fault) -> None:
        """The next requests for the path meet these faults, one each."""
        self._faults.setdefault(path, []).extend(faults)

    def answer(self, method: str, path: str, body: Any, status: int = 200) -> None:
        """Answer a method and path with that body from now on; one that is callable makes it."""
        make = body if callable(body) else lambda _: body
        self.routes[method, path] = lambda parameters: (status, make(parameters))

    def asked(self, path: str) -> list[Parameters]:
        """The parameters of every request for the path, in order."""
        return [parameters for asked, parameters in self.requests if asked == path]

    def take_fault(self, path: str) -> Fault | None:
        """The next queued fault of the path."""
        queue = self._faults.get(path, [])
        return queue.pop(0) if queue else None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _time(self, _: Parameters) -> Answer:
        return 200, {"serverTime": self.now}

    def _exchange_info(self, _: Parameters) -> Answer:
        return 200, {
            "timezone": "UTC",
            "serverTime": self.now,
            "rateLimits": [],
            "exchangeFilters": [],
            "symbols": self.markets,
        }

    def _klines(self, parameters: Parameters) -> Answer:
        if parameters["symbol"] not in {entry["symbol"] for entry in self.markets}:
            return 400, {"code": -1121, "msg": "Invalid symbol."}
        limit = min(int(parameters.get("limit", 500)), MAX_KLINES)
        first = int(parameters.get("startTime", 0))
        last = min(int(parameters.get("endTime", self.now)), self.now)
        stored = self.klines.get((parameters["symbol"], parameters["interval"]), [])
        rows = [row for row in stored if first <= row[0] <= last]
        return 200, rows[:limit] if "startTime" in parameters else rows[-limit:]


def _handler(server: BinanceServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            parameters = dict(parse_qsl(parts.query) + parse_qsl(body))
            server.requests.append((parts.path, parameters))
            server.calls.append(Call(self.command, parts.path, parameters, dict(self.headers)))
            fault = server.take_fault(parts.path)
            if fault is not None:
                self._misbehave(fault)
                return
            route = server.routes.get((self.command, parts.path))
            self._send(*(route(parameters) if route else (404, {"code": -1, "msg": "no route"})))

        do_POST = do_DELETE = do_GET

        def _misbehave(self, fault: Fault) -> None:
            time.sleep(fault.delay_seconds)
            if fault.hang_up:
                self.close_connection = True
                return
            self._send(fault.status, fault.body, fault.headers, cut=fault.cut)
            if fault.cut:
                self.close_connection = True

        def _send(
            self,
            status: int,
            body: Any,
            headers: dict[str, str] | None = None,
            *,
            cut: bool = False,
        ) -> None:
            data = (body if isinstance(body, str) else json.dumps(body)).encode()
            try:
                self.send_response(status)
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.send_header("Content-Type", "application/json;charset=UTF-8")
                self.send_header("Content-Length", str(len(data)))
                self.end_headers()
                self.wfile.write(data[: len(data) // 2] if cut else data)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True  # the client has given up, as its timeout asks

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the tests read `requests`."""

    return Handler

"""The simulator as a running server: a thread of its own, and the truth for whoever started it."""

import asyncio
import threading
from types import TracebackType
from typing import Self

from bot.programs.exchange_simulator.control import PREFIX, SimulatorControl
from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.faults import Fault, FaultyExchange, HappenedFault
from bot.programs.exchange_simulator.matching import Order, OrderFill
from bot.programs.exchange_simulator.request_log import RequestRecord
from bot.programs.exchange_simulator.rest import Answer, HttpConnection, HttpRequest, RestInterface
from bot.programs.exchange_simulator.simulator_setup import SimulatorSetup
from bot.programs.exchange_simulator.truth import Document, truth_of


class Simulator:
    """An exchange on a loopback port from `with` or `start` on, until its end or `stop`.

    Its thread answers requests; the thread that made it may move the clock and read the truth at
    any time. A request and a reading never happen at once.
    """

    def __init__(self, setup: SimulatorSetup, *, host: str = "127.0.0.1", port: int = 0) -> None:
        """Port 0 takes a free one, which `url` names once it runs."""
        self._faulty = FaultyExchange(SimulatedExchange(setup))
        self._interface = RestInterface(self._faulty)
        self._control = SimulatorControl(self._faulty)
        self._lock = threading.RLock()
        self._address = (host, port)
        self._loop = asyncio.new_event_loop()
        self._connections: set[HttpConnection] = set()
        self._ready = threading.Event()
        self._failure: OSError | None = None
        self._thread = threading.Thread(target=self._serve, name="exchange simulator", daemon=True)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def start(self) -> None:
        """Answer requests from now on; OSError where the port is taken."""
        self._thread.start()
        self._ready.wait()
        if self._failure is not None:
            self._thread.join()
            raise self._failure

    def stop(self) -> None:
        """End all connections and the server; what happened stays readable."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._loop.stop)
            self._thread.join()

    @property
    def url(self) -> str:
        """Where it answers: EXCHANGE_URL for a bot."""
        host, port = self._address
        return f"http://{host}:{port}"

    @property
    def exchange(self) -> SimulatedExchange:
        """The exchange itself, moved on to now: its engine, market, clock, limits and requests."""
        with self._lock:
            self._faulty.settle()
            return self._faulty.exchange

    @property
    def orders(self) -> list[Order]:
        """Every order that was ever taken, the oldest first."""
        return list(self.exchange.engine.book.orders.values())

    @property
    def fills(self) -> list[OrderFill]:
        """Every fill, the oldest first."""
        return list(self.exchange.engine.executions.fills)

    @property
    def requests(self) -> list[RequestRecord]:
        """Every request that came, the oldest first."""
        return list(self.exchange.requests)

    @property
    def now(self) -> int:
        """The simulated time in milliseconds."""
        return self.exchange.now

    @property
    def connection_count(self) -> int:
        """Clients that are connected; one that has died, until all that it sent is answered."""
        return len(self._connections)

    def advance(self, seconds: float) -> None:
        """Move the clock forward, and fill what the prices reach on the way.

        ValueError where a standing clock would pass the last candle: append one first.
        """
        with self._lock:
            exchange = self._faulty.exchange
            wanted = exchange.clock.now() + round(seconds * 1000)
            exchange.clock.advance(seconds)
            if self._faulty.settle() < wanted:
                raise ValueError(f"need candles until {wanted}, had them until {exchange.now}")

    def expect(self, fault: Fault) -> None:
        """Let a fault happen; its `at` counts from the simulator's beginning."""
        with self._lock:
            self._faulty.schedule.add(fault, self._faulty.settle())

    @property
    def happened(self) -> list[HappenedFault]:
        """The faults that happened."""
        with self._lock:
            self._faulty.settle()
            return list(self._faulty.schedule.happened)

    def truth(self) -> Document:
        """Everything that happened, as GET /sim/ledger answers it."""
        with self._lock:
            self._faulty.settle()
            return truth_of(self._faulty.exchange)

    def answer(self, request: HttpRequest) -> Answer:
        """What goes out to a request that came over a connection."""
        with self._lock:
            if request.path.startswith(PREFIX):
                return self._control.answer(request)
            return self._interface.answer(request)

    def _serve(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            server = self._loop.run_until_complete(
                self._loop.create_server(
                    lambda: HttpConnection(self.answer, self._connections), *self._address
                )
            )
        except OSError as exc:
            self._failure = exc
            self._ready.set()
            self._loop.close()
            return
        self._address = server.sockets[0].getsockname()[:2]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for connection in list(self._connections):
            connection.close()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

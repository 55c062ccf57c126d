"""The simulated exchange in a time that is made."""

import random
from dataclasses import replace
from http.client import HTTPConnection
from types import TracebackType

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.market import SimulatedClock
from bot.programs.exchange_simulator.rest import Answer, HttpRequest
from bot.programs.exchange_simulator.rest.messages import Delivery
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import SimulatorSetup
from tests.support.made_time.time_file import MadeTime
from tests.support.processes.programs import wait_until

_ROUND_TRIP_SECONDS = (0.002, 0.012)
"""How long a request and its answer are under way."""
_CLOCK = "/sim/clock"
_PATIENCE_SECONDS = 60


class ExchangeInMadeTime(Simulator):
    """An exchange whose time passes where the bot's does; what is under way takes its time.

    The setup's speed is in seconds of the exchange for each that is made. What went
    wrong while it looked is raised at its end.
    """

    def __init__(
        self,
        setup: SimulatorSetup,
        made: MadeTime,
        *,
        seed: int,
        timeout_seconds: float,
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        """`timeout_seconds` is how long the bot waits for an answer."""
        super().__init__(setup, host=host, port=port)
        exchange = self._faulty.exchange  # whose time has not begun to pass
        exchange.clock = _MadeClock(exchange, made)
        self.made = made
        self._fault: Exception | None = None
        self._round_trips = random.Random(f"round trips of {seed}")
        self._timeout_seconds = timeout_seconds

    def answer(self, request: HttpRequest) -> Answer:
        """As an exchange answers; what comes too late for the bot never comes."""
        if request.path == _CLOCK:
            return super().answer(request)
        half = self._round_trips.uniform(*_ROUND_TRIP_SECONDS) / 2
        self.made.let_pass(half)
        answer = super().answer(request)
        is_late = answer.delivery is Delivery.NEVER or answer.delay >= self._timeout_seconds
        self.made.let_pass(half + (self._timeout_seconds if is_late else answer.delay))
        try:
            self.look(request, answer)
        except Exception as fault:
            self._fault = self._fault or fault  # to the bot it is a lost connection
            self.made.is_over = True
            raise
        if is_late:
            self.made.is_unanswered = True
            return replace(answer, delay=0.0, delivery=Delivery.NEVER)
        return replace(answer, delay=0.0)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        super().__exit__(kind, value, trace)
        if self._fault is not None:
            raise self._fault

    def look(self, request: HttpRequest, answer: Answer) -> None:
        """What is to happen while the bot waits for an answer; here nothing."""

    def await_quiet(self) -> None:
        """Until all that a dead bot has sent is answered."""
        connection = HTTPConnection(*self._address)  # taken after those of the dead
        connection.request("GET", _CLOCK)
        connection.getresponse().read()
        connection.close()
        wait_until(lambda: self.connection_count == 0, _PATIENCE_SECONDS, "a dead bot has left")


class _MadeClock(SimulatedClock):
    """The exchange's clock in a time that is made."""

    def __init__(self, exchange: SimulatedExchange, made: MadeTime) -> None:
        super().__init__(exchange.now, exchange.setup.speed, exchange.market.end)
        self._made = made

    def now(self) -> int:
        """The time of the market."""
        passed = int(self._made.seconds * 1000 * self.speed)
        return self._before_the_end(self._start + self._moved + passed)

    def client_seconds(self) -> float:
        """A clock that runs as a client's does."""
        return self._made.seconds

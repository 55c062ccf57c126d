"""One run in a time that is made, which a second run of the same plan repeats to the last byte."""

import hashlib
import json
import random
import signal
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.request import urlopen

from bot.programs.exchange_simulator.exchange import SimulatedExchange
from bot.programs.exchange_simulator.market import SimulatedClock
from bot.programs.exchange_simulator.rest import Answer, HttpRequest
from bot.programs.exchange_simulator.rest.messages import Delivery
from bot.programs.exchange_simulator.simulator import Simulator
from bot.programs.exchange_simulator.simulator_setup import SimulatorSetup
from tests.chaos.bot_in_made_time import TIME_FILE
from tests.chaos.killed_bot import KilledBot
from tests.chaos.made_time import MadeTime
from tests.chaos.plan import (
    CALM_CYCLES,
    PATIENCE_SECONDS,
    SECONDS,
    SPEED,
    TIMEOUT_SECONDS,
    Kill,
    Plan,
)
from tests.chaos.rehearsed_run import Aftermath, configured, environment, exchange_of, next_request
from tests.support.processes.forked_programs import ForkedPrograms

BOTS_IN_MADE_TIME = "tests.chaos.bot_in_made_time"
"""The home of forked programs whose bots live in a time that is made."""
_START_SECONDS = 0.1
"""How long a bot takes until it is there."""
_ROUND_TRIP_SECONDS = (0.002, 0.012)
"""How long a request and its answer are under way."""

_CLOCK = "/sim/clock"
_PORT = 18_245
"""Each seed's exchange has a loopback address of its own, as its address is in the bot's books."""


class ExchangeInMadeTime(Simulator):
    """An exchange whose time passes where the bot's does; what is under way takes its time."""

    def __init__(self, setup: SimulatorSetup, made: MadeTime, seed: int) -> None:
        super().__init__(setup, host=_host(seed), port=_PORT)
        exchange = self._faulty.exchange  # whose time has not begun to pass
        exchange.clock = _MadeClock(exchange, made)
        self._made = made
        self._round_trips = random.Random(f"round trips of {seed}")
        self._calm_cycles = 0

    def answer(self, request: HttpRequest) -> Answer:
        """As an exchange answers; what comes too late for the bot never comes."""
        if request.path == _CLOCK:
            return super().answer(request)
        half = self._round_trips.uniform(*_ROUND_TRIP_SECONDS) / 2
        self._made.let_pass(half)
        answer = super().answer(request)
        is_late = answer.delivery is Delivery.NEVER or answer.delay >= TIMEOUT_SECONDS
        self._made.let_pass(half + (TIMEOUT_SECONDS if is_late else answer.delay))
        self._look_for_calm(request, answer)
        if is_late:
            self._made.is_unanswered = True
            return replace(answer, delay=0.0, delivery=Delivery.NEVER)
        return replace(answer, delay=0.0)

    def await_quiet(self) -> None:
        """Until all that a dead bot has sent is answered."""
        with urlopen(
            self.url + _CLOCK
        ) as answer:  # its connection is taken after those of the dead
            answer.read()
        _wait_until(lambda: self.connection_count == 0)

    def _look_for_calm(self, request: HttpRequest, answer: Answer) -> None:
        if self._made.seconds < SECONDS:
            return
        arrives = answer.status == 200 and answer.delivery is Delivery.WHOLE
        self._calm_cycles += request.path.endswith("/klines") and arrives
        if self._calm_cycles >= CALM_CYCLES:
            self._made.is_over = True


def _host(seed: int) -> str:
    return f"127.1.{seed // 250 % 250}.{seed % 250 + 1}"


class _MadeClock(SimulatedClock):
    """The exchange's clock in a time that is made."""

    def __init__(self, exchange: SimulatedExchange, made: MadeTime) -> None:
        super().__init__(exchange.now, SPEED, exchange.market.end)
        self._made = made

    def now(self) -> int:
        """The time of the market."""
        passed = int(self._made.seconds * 1000 * self.speed)
        return self._before_the_end(self._start + self._moved + passed)

    def client_seconds(self) -> float:
        """A clock that runs as a client's does."""
        return self._made.seconds


def rehearse_exactly(plan: Plan, folder: Path, forks: ForkedPrograms) -> Aftermath:
    """As `rehearse`, with a bot that kills itself where the plan says, to the function."""
    data_dir = configured(plan, folder)
    made = MadeTime(folder / TIME_FILE)
    with ExchangeInMadeTime(exchange_of(plan), made, plan.seed) as simulator:
        for fault in plan.faults:
            simulator.expect(fault)
        surroundings = environment(data_dir.relative_to(folder), simulator.url)
        bot = KilledBot(forks, folder, {**surroundings, "LIFE_IN": str(folder)})
        kills, deaths = 0, []
        for kill in plan.kills:
            kills += _life(bot, simulator, made, plan, kill) == -signal.SIGKILL
            deaths.append(float(simulator.exchange.clock.now()))
            made.let_pass(kill.pause)
        exit_code = _life(bot, simulator, made, plan, None)
    return Aftermath(
        plan=plan,
        truth=simulator.truth(),
        happened=tuple(simulator.happened),
        data_dir=data_dir,
        logs=bot.logs,
        kills=kills,
        exit_code=exit_code,
        deaths_ms=tuple((death, next_request(simulator, death)) for death in deaths),
    )


def _life(
    bot: KilledBot,
    simulator: ExchangeInMadeTime,
    made: MadeTime,
    plan: Plan,
    kill: Kill | None,
) -> int:
    """Let a bot live until it has ended; its exit code."""
    made.let_pass(_START_SECONDS)
    order = {
        "seed": f"{plan.seed} {bot.starts}",
        "most_seconds": SECONDS + PATIENCE_SECONDS,
        "kill": kill
        and {
            "seconds": kill.after_seconds,
            "requests": kill.after_requests,
            "calls": kill.calls,
        },
    }
    bot.start(LIFE=json.dumps(order))
    code = bot.wait()
    simulator.await_quiet()
    return code


def _wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + 60
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("a dead bot is still connected to the exchange")
        time.sleep(0.001)


_OF_THE_MACHINE = {"api_token", "bot.lock"}  # a secret and a process id


def fingerprint(run: Aftermath) -> str:
    """What tells a run from another: all that the exchange saw, and all that the bot kept."""
    digest = hashlib.sha256(json.dumps(run.truth, sort_keys=True, default=str).encode())
    for path in sorted(run.data_dir.rglob("*")):
        if path.is_file() and path.name not in _OF_THE_MACHINE:
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:16]

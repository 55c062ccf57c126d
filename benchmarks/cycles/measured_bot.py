"""python -m benchmarks.cycles.measured_bot CYCLES: the bot of the environment, from inside.

The exchange of EXCHANGE_URL runs in another process, and between two cycles its clock is moved to
the next close of a minute. Prints JSON: what the cycles took of this thread, in the order of time,
and the memory that this process holds in the end.
"""

import json
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.exchange.ccxt_session import CcxtSession
from bot.market_data import KeepingMarketDataClient
from bot.trading import RecordBuffer, Trader
from bot.wiring.process import load_settings, logger
from bot.wiring.state import volume
from bot.wiring.trading import portfolio_runner

MINUTE_MS = 60_000
Method = tuple[type, str]
OUTSIDE: tuple[Method, ...] = (
    (KeepingMarketDataClient, "advance"),
    (KeepingMarketDataClient, "fetch_ohlcv"),
    (CcxtSession, "ask"),
    (CcxtSession, "order"),
)
"""Getting candles and talking to the exchange."""


@dataclass
class Cost:
    """Processor seconds of one cycle of one symbol; `own` is without what it took outside."""

    own: float = 0.0
    outside: float = 0.0


class Costs:
    """The cost of every cycle from the making of this on, in the order of time."""

    def __init__(self, begin: Method, end: Method, outside: Iterable[Method]) -> None:
        """A cycle is one call of `begin` and the calls of `end` after it; calls of `outside` are
        counted apart, one inside another once.
        """
        self.cycles: list[Cost] = []
        self._is_outside = False
        _replace(begin, lambda method: self._own(method, begins=True))
        _replace(end, lambda method: self._own(method, begins=False))
        for each in outside:
            _replace(each, self._outside)

    def _own(self, method: Callable[..., Any], *, begins: bool) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if begins:
                self.cycles.append(Cost())
            started = time.thread_time()
            try:
                return method(*arguments, **named)
            finally:
                self.cycles[-1].own += time.thread_time() - started

        return run

    def _outside(self, method: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            if self._is_outside or not self.cycles:
                return method(*arguments, **named)
            self._is_outside, started = True, time.thread_time()
            try:
                return method(*arguments, **named)
            finally:
                took = time.thread_time() - started
                self._is_outside = False
                self.cycles[-1].own -= took
                self.cycles[-1].outside += took

        return run


def _replace(place: Method, made_of: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    owner, name = place
    setattr(owner, name, made_of(getattr(owner, name)))


def main(cycles: int) -> None:
    """Run the cycles and print what they took."""
    costs = Costs((Trader, "cycle"), (RecordBuffer, "add"), OUTSIDE)
    settings = load_settings()
    address = str(settings.exchange.exchange_url)
    with volume(settings).hold("bot"):
        runner = portfolio_runner(settings, logger(settings.logs, settings.unknown_names))
        for _ in range(cycles):
            runner.run_cycle()
            to_next_close(address)
    json.dump(
        {
            "own": [cost.own for cost in costs.cycles],
            "outside": [cost.outside for cost in costs.cycles],
            "resident": resident(),
        },
        sys.stdout,
    )


def to_next_close(address: str) -> None:
    """Move a standing clock to the next close of a minute; wait for one where the clock runs."""
    with urllib.request.urlopen(f"{address}/sim/clock") as answer:
        clock = json.load(answer)
    left = (MINUTE_MS - clock["now"] % MINUTE_MS) / 1000
    if clock["speed"]:
        time.sleep(left / clock["speed"])
        return
    body = json.dumps({"seconds": left}).encode()
    urllib.request.urlopen(f"{address}/sim/advance", body).close()


def resident() -> int:
    """The memory of this process in bytes."""
    status = Path("/proc/self/status").read_text()
    return 1024 * next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)


if __name__ == "__main__":
    main(int(sys.argv[1]))

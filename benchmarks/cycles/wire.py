"""How long after the close of a candle an order is on the wire, by the exchange's own log."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.cycles.many_symbols import ORDERS
from benchmarks.cycles.measuring import MINUTE_MS, ROOT, environment, market
from benchmarks.line import Line
from bot.programs.exchange_simulator.request_log import RequestRecord
from bot.programs.exchange_simulator.simulator import Simulator

SYMBOLS = (1, 50)
CLOSES = 3
BEFORE_CLOSE = 14.0
"""Real seconds before a close, to which the clock leaps: the bot must trust it again until then."""
LATER = 1.3
"""Each leap ends so much nearer to its close: the bot's own cycles come every five seconds."""
PATIENCE_SECONDS = 30
IN_AND_OUT = {
    "STOP_LOSS_PCT": "0.0005",
    "TAKE_PROFIT_PCT": "0.0005",
    "AI_ENABLED": "false",
    "LOOP_INTERVAL_SECONDS": "5",
}
"""It buys at every close at which it holds nothing, and is out again before the next one."""


def wire_lines() -> list[Line]:
    """The delay of entries at 1 and 50 symbols on a clock that runs as ours."""
    with ThreadPoolExecutor() as both:
        delays = list(both.map(lambda symbols: order_delays(symbols, CLOSES), SYMBOLS))
    return [
        Line(
            what=f"close of a candle to the order sent, {symbols} symbols, p{percent}",
            value=float(np.percentile(seconds, percent)),
            unit="s",
        )
        for symbols, seconds in zip(SYMBOLS, delays, strict=True)
        for percent in (50, 99)
    ]


def order_delays(symbols: int, closes: int) -> NDArray[np.float64]:
    """Seconds from the close to each entry at so many closes; RuntimeError where none was sent."""
    with tempfile.TemporaryDirectory() as folder, Simulator(market(symbols, 1.0)) as simulator:
        settings = environment(Path(folder), symbols, simulator.url, {**ORDERS, **IN_AND_OUT})
        with subprocess.Popen([sys.executable, "-m", "bot.bot"], env=settings, cwd=ROOT) as bot:
            try:
                _await_entries(simulator, symbols)
                begun = len(simulator.requests)
                for number in range(closes):
                    _pass_close(simulator, BEFORE_CLOSE - LATER * number)
                    _await_entries(simulator, symbols * (number + 2))
            finally:
                bot.terminate()
    delays = [entry.time % MINUTE_MS / 1000 for entry in _entries(simulator.requests[begun:])]
    if not delays:
        raise RuntimeError("need entries to measure, the bot sent none")
    return np.array(delays)


def _entries(requests: Sequence[RequestRecord]) -> list[RequestRecord]:
    """The market orders: what is bought; stops and targets sell what rests."""
    sent = "POST", "/api/v3/order", 200
    return [each for each in requests if (each.method, each.path, each.status) == sent]


def _await_entries(simulator: Simulator, count: int) -> None:
    """Until so many were sent in all, or no more come."""
    patience = time.monotonic() + PATIENCE_SECONDS
    while len(_entries(simulator.requests)) < count and time.monotonic() < patience:
        time.sleep(0.2)


def _pass_close(simulator: Simulator, seconds_before: float) -> None:
    left = (MINUTE_MS - simulator.now % MINUTE_MS) / 1000
    simulator.advance(max(0.0, left - seconds_before))
    time.sleep(min(left, seconds_before))

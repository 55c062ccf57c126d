"""Cycle after cycle."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.portfolio import PortfolioRunner  # numba loads with it, and --help shall be quick

_SECONDS_BETWEEN_LOOKS = 0.5  # at the commands that wait


def run_cycles(
    runner: "PortfolioRunner",
    stop: threading.Event,
    interval_seconds: float,
    *,
    most: int | None = None,
    after_each: Callable[[], None] = lambda: None,
) -> None:
    """Cycle after cycle until `stop` is set, the replay is complete, or `most` cycles were run.

    A cycle starts every `interval_seconds` (monotonic), and also where a symbol is worth a look in
    between: a candle has closed, its source failed, or a person wants the configs to be read.
    """
    cycles = 0
    while not stop.is_set() and not runner.is_complete:
        started = time.monotonic()
        runner.run_cycle(stop.is_set)
        after_each()
        cycles += 1
        if cycles == most:
            break
        _wait(runner, stop, _pause(runner, interval_seconds - (time.monotonic() - started)))
    runner.flush()


def _wait(runner: "PortfolioRunner", stop: threading.Event, seconds: float) -> None:
    """Until then, or until `stop` is set or a person wants a cycle; what else one asks is done."""
    until = time.monotonic() + seconds
    while not stop.is_set() and not runner.obey():
        rest = until - time.monotonic()
        if rest <= 0:
            break
        stop.wait(min(rest, _SECONDS_BETWEEN_LOOKS))


def _pause(runner: "PortfolioRunner", rest_seconds: float) -> float:
    look = runner.seconds_to_next_look()
    return max(rest_seconds if look is None else min(rest_seconds, look), 0.0)

"""Cycle after cycle."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bot.command_line import EndRequest

if TYPE_CHECKING:
    from bot.portfolio import PortfolioRunner  # numba loads with it, and --help shall be quick

_SECONDS_BETWEEN_LOOKS = 0.5  # at the commands that wait


def run_cycles(
    runner: "PortfolioRunner",
    end: EndRequest,
    interval_seconds: float,
    *,
    most: int | None = None,
    after_each: Callable[[], None] = lambda: None,
) -> None:
    """Cycle after cycle until the `end` is asked for, a replay is complete, or `most` were run.

    A cycle starts every `interval_seconds` (monotonic), and also where a symbol is worth a look in
    between: a candle has closed, its source failed, or a person wants the configs to be read.
    """
    cycles = 0
    while not end.is_made and not runner.is_complete:
        started = time.monotonic()
        runner.run_cycle(lambda: end.is_made)
        after_each()
        cycles += 1
        if cycles == most:
            break
        _wait(runner, end, _pause(runner, interval_seconds - (time.monotonic() - started)))
    runner.flush()


def _wait(runner: "PortfolioRunner", end: EndRequest, seconds: float) -> None:
    """Until then, or until the `end` or a cycle is asked for; what else a person asks is done."""
    until = time.monotonic() + seconds
    while not end.is_made and not runner.obey():
        rest = until - time.monotonic()
        if rest <= 0:
            break
        end.wait(min(rest, _SECONDS_BETWEEN_LOOKS))


def _pause(runner: "PortfolioRunner", rest_seconds: float) -> float:
    look = runner.seconds_to_next_look()
    return max(rest_seconds if look is None else min(rest_seconds, look), 0.0)

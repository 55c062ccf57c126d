"""The bot's cycles, from the parsed flags on."""

import threading
import time

from bot.portfolio import PortfolioRunner
from bot.programs.trade.ending import StopNow
from bot.wiring.process import load_settings, logger
from bot.wiring.state import volume
from bot.wiring.trading import portfolio_runner


def run(stop: threading.Event, *, once: bool) -> int:
    """Trade until `stop` is set, the replay is complete, or one cycle with `once`; 0."""
    settings = load_settings()
    log = logger(settings.logs, settings.unknown_names)
    try:
        with volume(settings).hold("bot"):
            runner = portfolio_runner(settings, log)
            run_cycles(runner, stop, settings.trading.loop_interval_seconds, once=once)
    except StopNow:
        log.warning("bot stopped", reason="asked to, in the middle of a cycle that took too long")
    else:
        log.info("bot stopped", reason="replay complete" if runner.is_complete else "asked to")
    return 0


def run_cycles(
    runner: PortfolioRunner, stop: threading.Event, interval_seconds: float, *, once: bool = False
) -> None:
    """Cycle after cycle until `stop` is set, the replay is complete, or one cycle with `once`.

    A cycle starts every `interval_seconds` (monotonic), and also where a symbol is worth a look in
    between: a candle has closed, or its source failed.
    """
    while not stop.is_set() and not runner.is_complete:
        started = time.monotonic()
        runner.run_cycle()
        if once:
            break
        stop.wait(_pause(runner, interval_seconds - (time.monotonic() - started)))
    runner.flush()


def _pause(runner: PortfolioRunner, rest_seconds: float) -> float:
    look = runner.seconds_to_next_look()
    return max(rest_seconds if look is None else min(rest_seconds, look), 0.0)

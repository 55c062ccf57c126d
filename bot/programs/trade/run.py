"""The bot's cycles, from the parsed flags on."""

import threading

from bot.programs.trading_loop import StopNow, run_cycles
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
            interval = settings.trading.loop_interval_seconds
            run_cycles(runner, stop, interval, most=1 if once else None)
    except StopNow:
        log.warning("bot stopped", reason="asked to, in the middle of a cycle that took too long")
    else:
        log.info("bot stopped", reason="replay complete" if runner.is_complete else "asked to")
    return 0

"""The bot process: python -m bot.bot."""

import argparse
import signal
import sys
import threading
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.domain.errors import TradingLabError

if TYPE_CHECKING:
    from bot.portfolio.runner import PortfolioRunner

_SETTLE_SECONDS = 1.0  # an exchange publishes a candle a moment after it has closed


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the service until SIGTERM, SIGINT or the end of a replay; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return _run(once=options.once)
    except TradingLabError as error:
        sys.stderr.write(f"bot: {error}\n")
        return error.exit_code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot.bot",
        description="Trade one symbol, or all of DATA_DIR/portfolio.json, until stopped. "
        "Settings come from the environment and .env (see .env.example).",
    )
    parser.add_argument("--once", action="store_true", help="run one cycle and end")
    return parser


def _run(*, once: bool) -> int:
    from bot import wiring  # numba and pandas load here, so that --help is quick

    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    settings = wiring.load_settings()
    log = wiring.logger(settings)
    with wiring.volume(settings).hold("bot"):
        runner = wiring.portfolio_runner(settings, log)
        run_cycles(runner, stop, settings.loop_interval_seconds, once=once)
    log.info("bot stopped", reason="replay complete" if runner.is_complete else "asked to")
    return 0


def run_cycles(
    runner: "PortfolioRunner", stop: threading.Event, interval_seconds: float, *, once: bool = False
) -> None:
    """Cycle after cycle until `stop` is set, the replay is complete, or one cycle with `once`.

    A cycle starts every `interval_seconds` (monotonic), and also a moment after a candle closes in
    between, so that a decision is acted on at the open it was made for.
    """
    while not stop.is_set() and not runner.is_complete:
        started = time.monotonic()
        runner.run_cycle()
        if once:
            break
        stop.wait(_pause(runner, interval_seconds - (time.monotonic() - started)))
    runner.flush()


def _pause(runner: "PortfolioRunner", rest_seconds: float) -> float:
    candle = runner.seconds_to_next_candle()
    if candle is not None:
        rest_seconds = min(rest_seconds, candle + _SETTLE_SECONDS)
    return max(rest_seconds, 0.0)


if __name__ == "__main__":
    sys.exit(main())

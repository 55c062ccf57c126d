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
    from bot.portfolio import PortfolioRunner

_GRACE_SECONDS = 5  # what a fetch may still take once the bot was asked to stop


class StopNow(BaseException):
    """Raised in the middle of whatever runs when the bot was asked to stop and has not by then.

    No Exception, so that no guard takes it for a fault of a symbol.
    """


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
    stop = threading.Event()
    _listen(stop)
    from bot.wiring.process import load_settings, logger  # --help needs no numba
    from bot.wiring.state import volume
    from bot.wiring.trading import portfolio_runner

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


def _listen(stop: threading.Event) -> None:
    """Set `stop` on SIGTERM and SIGINT; what still runs _GRACE_SECONDS later is cut off.

    A commit that is cut off is finished by the next start, as after a kill (docs/adr/0002).
    """

    def ask(*_: object) -> None:
        stop.set()
        signal.alarm(_GRACE_SECONDS)

    def cut_off(*_: object) -> None:
        raise StopNow

    signal.signal(signal.SIGALRM, cut_off)
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask)


def run_cycles(
    runner: "PortfolioRunner", stop: threading.Event, interval_seconds: float, *, once: bool = False
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


def _pause(runner: "PortfolioRunner", rest_seconds: float) -> float:
    look = runner.seconds_to_next_look()
    return max(rest_seconds if look is None else min(rest_seconds, look), 0.0)


if __name__ == "__main__":
    sys.exit(main())

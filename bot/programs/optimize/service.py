"""run_auto_optimize.py: optimize every asset, wait, and again, until told to end."""

import signal
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import FrameType
from typing import TYPE_CHECKING, NoReturn

from bot.command_line import Parser
from bot.domain.errors import StateError, TradingLabError, VolumeInUse
from bot.programs.optimize.after import compute_afterwards

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from bot.portfolio import SearchPlan
    from bot.settings import Settings

BEAT_SECONDS = 60.0
"""How often the service says that it is alive, while it waits as while it works."""


def main(arguments: Sequence[str]) -> int:
    """Run until SIGTERM or Ctrl-C, or once with --once; errors of the start are for run_program.

    With --once the exit code is that of the first error where no asset could be optimized, and
    Ctrl-C is KeyboardInterrupt, once what was found until then is on record.
    """
    given = _parser().parse_args(arguments)
    for number in (signal.SIGTERM,) if given.once else (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    from bot import wiring  # numba and pandas load here, so that --help is quick

    settings = wiring.load_settings()
    log = wiring.logger(settings.logs, settings.unknown_names)
    plan = _plan(settings)
    if not plan.gate:
        log.warning(
            "PROMOTION_GATE is off",
            meaning="the best trial on held-out candles is promoted, held against no chance",
        )
    beat = Heartbeat(settings, log)
    if given.once:
        return run_once(settings, plan, log, beat)
    log.info("optimizer started", every_minutes=settings.optimizer.auto_optimize_interval_minutes)
    try:
        while True:
            started = time.monotonic()
            run_once(settings, plan, log, beat)
            due = started + settings.optimizer.auto_optimize_interval_minutes * 60
            log.info("next run", in_minutes=round(max(0.0, due - time.monotonic()) / 60, 1))
            wait_until(due, beat)
    finally:
        log.info("optimizer stopped")


class Heartbeat:
    """Tells the volume that the service lives, at most once every BEAT_SECONDS.

    A volume that refuses is told in the log and changes nothing else.
    """

    def __init__(self, settings: "Settings", log: "FilteringBoundLogger") -> None:
        from bot import wiring

        self._heartbeat = wiring.volume(settings).optimizer_heartbeat
        self._log = log
        self._next = -1.0

    def __call__(self) -> None:
        """Beat if it is time to."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + BEAT_SECONDS
        try:
            self._heartbeat.beat(datetime.now(UTC), interval_seconds=BEAT_SECONDS)
        except StateError as error:
            self._log.error("no heartbeat", error=str(error))


def run_once(
    settings: "Settings", plan: "SearchPlan", log: "FilteringBoundLogger", beat: Callable[[], None]
) -> int:
    """One run over every asset; what goes wrong is told and given back as an exit code.

    Another optimizer on the volume makes this one pass its turn.
    """
    from bot import wiring

    beat()
    try:
        with wiring.only_optimizer(settings, lambda note: log.warning("mended", what=note)):
            optimizer = wiring.portfolio_optimizer(settings, log)
            outcomes = optimizer.run(plan, lambda *_: beat())
            beat()
            terms = wiring.portfolio_of(settings).allocation_terms
            compute_afterwards(settings, optimizer, terms, log)
    except VolumeInUse as error:
        log.warning("run left out", reason=str(error))
        return error.exit_code
    except TradingLabError as error:
        log.error("run failed", reason=str(error))
        return error.exit_code
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    log.info(
        "run complete",
        assets=len(outcomes),
        promoted=[outcome.symbol for outcome in outcomes if outcome.promoted],
        rolled_back=[outcome.symbol for outcome in outcomes if outcome.rolled_back],
        skipped=len(errors),
    )
    return errors[0].exit_code if errors and len(errors) == len(outcomes) else 0


def wait_until(due: float, beat: Callable[[], None]) -> None:
    """Wait until the monotonic time `due`, alive all the while."""
    while (left := due - time.monotonic()) > 0:
        beat()
        time.sleep(min(left, BEAT_SECONDS))


def _plan(settings: "Settings") -> "SearchPlan":
    from bot import wiring
    from bot.portfolio import SearchPlan

    return SearchPlan(
        judge=wiring.judge_of(settings.optimizer),
        n_trials=settings.optimizer.auto_optimize_trials,
        sampler=settings.optimizer.auto_optimize_sampler,
        gate=settings.optimizer.is_gated,
        alpha=settings.optimizer.promotion_alpha,
    )


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Unwind from wherever the program is: every file is whole at any moment."""
    sys.exit(0)


def _parser() -> Parser:
    parser = Parser(
        prog="run_auto_optimize.py",
        description="Search for a better config of every asset, every "
        "AUTO_OPTIMIZE_INTERVAL_MINUTES, and write it where candles that the search has not seen "
        "show that it is better. "
        "Settings come from the environment and .env (see .env.example).",
    )
    parser.add_argument("--once", action="store_true", help="run once and end")
    return parser

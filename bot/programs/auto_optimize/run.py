"""Every asset optimized, again and again, until told to end."""

import time
from collections.abc import Callable
from datetime import UTC, datetime

from structlog.typing import FilteringBoundLogger

from bot.domain import HeartbeatStore
from bot.domain.errors import StateError, TradingLabError, VolumeInUse
from bot.optimizer import StudyProgress
from bot.portfolio.optimizing import SearchPlan
from bot.programs.after_optimizing import compute_afterwards
from bot.settings import Settings
from bot.wiring.optimizing import judge_of, only_optimizer, portfolio_optimizer
from bot.wiring.process import load_settings, logger, portfolio_of
from bot.wiring.state import volume

BEAT_SECONDS = 60.0
"""How often the service says that it is alive, while it waits as while it works."""


def run(*, once: bool) -> int:
    """Run until the process is ended, or once; then the exit code is that of run_once."""
    settings = load_settings()
    settings.candles.refuse_missing_file()
    log = logger(settings.logs, settings.unknown_names)
    plan = _plan(settings)
    if not plan.gate:
        log.warning(
            "PROMOTION_GATE is off",
            meaning="the best trial on held-out candles is promoted, held against no chance",
        )
    beat = Heartbeat(volume(settings).optimizer_heartbeat, log)
    if once:
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

    def __init__(self, store: HeartbeatStore, log: FilteringBoundLogger) -> None:
        self._store = store
        self._log = log
        self._next = -1.0

    def __call__(self) -> None:
        """Beat if it is time to."""
        if time.monotonic() < self._next:
            return
        self._next = time.monotonic() + BEAT_SECONDS
        try:
            self._store.beat(datetime.now(UTC), interval_seconds=BEAT_SECONDS)
        except StateError as error:
            self._log.error("no heartbeat", error=str(error))


def run_once(
    settings: Settings, plan: SearchPlan, log: FilteringBoundLogger, beat: Callable[[], None]
) -> int:
    """One run over every asset; what goes wrong is told and given back as an exit code.

    Another optimizer on the volume makes this one pass its turn.
    """
    beat()
    try:
        with only_optimizer(settings, lambda note: log.warning("mended", what=note)):
            optimizer = portfolio_optimizer(settings, log)
            outcomes = optimizer.run(plan, _alive(beat))
            beat()
            terms = portfolio_of(settings).allocation_terms
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
        disproven=[outcome.symbol for outcome in outcomes if outcome.is_disproven],
        skipped=len(errors),
    )
    return errors[0].exit_code if errors and len(errors) == len(outcomes) else 0


def _alive(beat: Callable[[], None]) -> StudyProgress:
    """Beats at every step of a study, whatever it does."""

    def step(*_: object) -> None:
        beat()

    return StudyProgress(begin=step, search=step, phase=step)


def wait_until(due: float, beat: Callable[[], None]) -> None:
    """Wait until the monotonic time `due`, alive all the while."""
    while (left := due - time.monotonic()) > 0:
        beat()
        time.sleep(min(left, BEAT_SECONDS))


def _plan(settings: Settings) -> SearchPlan:
    return SearchPlan(
        judge=judge_of(settings.optimizer),
        n_trials=settings.optimizer.auto_optimize_trials,
        sampler=settings.optimizer.auto_optimize_sampler,
        gate=settings.optimizer.is_gated,
        alpha=settings.optimizer.promotion_alpha,
    )

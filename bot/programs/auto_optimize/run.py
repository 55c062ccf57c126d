"""Every asset optimized, again and again, until told to end."""

import time
from collections.abc import Callable

from structlog.typing import FilteringBoundLogger

from bot.domain import LogProcess
from bot.domain.errors import TradingLabError, VolumeInUse
from bot.optimizer import StudyProgress
from bot.portfolio.optimizing import SearchPlan
from bot.programs.after_optimizing import compute_afterwards
from bot.programs.heartbeat import Heartbeat, wait_until
from bot.settings import Settings
from bot.wiring.optimizing import judge_of, only_optimizer, portfolio_optimizer
from bot.wiring.process import keeper_of, load_settings, logger, portfolio_of
from bot.wiring.state import volume


def run(*, once: bool) -> int:
    """Run until the process is ended, or once; then the exit code is that of run_once."""
    settings = load_settings()
    settings.candles.refuse_missing_file()
    keeper = keeper_of(settings, LogProcess.OPTIMIZER)
    log = logger(settings.logs, settings.unknown_names, keeper)
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


def _plan(settings: Settings) -> SearchPlan:
    return SearchPlan(
        judge=judge_of(settings.optimizer),
        n_trials=settings.optimizer.auto_optimize_trials,
        sampler=settings.optimizer.auto_optimize_sampler,
        gate=settings.optimizer.is_gated,
        alpha=settings.optimizer.promotion_alpha,
    )

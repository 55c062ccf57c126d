"""The portfolio optimized once, from the parsed flags on."""

import argparse
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.command_line import as_json, flag_names, tell, write_out
from bot.domain import called
from bot.domain.errors import ConfigError
from bot.portfolio import AllocationTerms
from bot.portfolio.optimizing import AssetOutcome, RunInterrupted, SearchPlan
from bot.programs.after_optimizing import Afterwards, compute_afterwards
from bot.programs.optimize.told_progress import ToldProgress
from bot.reports.optimizer import run_document, run_text
from bot.settings import Settings
from bot.wiring.optimizing import cluster_searches, judge_of, only_optimizer, portfolio_optimizer
from bot.wiring.process import load_settings, logger, portfolio_of
from bot.wiring.sources import load_events


def run(given: argparse.Namespace) -> int:
    """Optimize every asset once and show what was found; 0 unless none could be optimized."""
    settings = _with_portfolio(load_settings(), given.config)
    log = logger(replace(settings.logs, log_level="ERROR"), settings.unknown_names)
    plan, terms = _plan(settings, given), _terms(settings, given)
    say = (lambda note: None) if given.quiet else tell
    _tell_before(settings, plan, given, say)
    with (
        only_optimizer(settings, say, dry_run=plan.dry_run),
        _searching(settings, plan, given) as plan,
    ):
        optimizer = portfolio_optimizer(settings, log)
        progress = None if given.quiet else ToldProgress().of_study
        try:
            outcomes = optimizer.run(plan, progress)
        except RunInterrupted as interrupt:
            _show(interrupt.outcomes, plan, given)
            raise
        then = compute_afterwards(settings, optimizer, terms, log, dry_run=plan.dry_run)
    _show(outcomes, plan, given, then)
    errors = [outcome.error for outcome in outcomes if outcome.error is not None]
    return errors[0].exit_code if len(errors) == len(outcomes) else 0


def _tell_before(
    settings: Settings,
    plan: SearchPlan,
    given: argparse.Namespace,
    say: Callable[[str], None],
) -> None:
    """What a flag does not do, and which events are missing."""
    if plan.judge.objective != "composite" and given.mdd_weight is not None:
        say(f"--mdd-weight counts for composite only, not for {plan.judge.objective}")
    if given.cluster is not None and given.jobs is not None:
        say("--jobs counts on this machine only, not with --cluster")
    for problem in load_events(settings, None, invented=False).problems:
        say(problem)


@contextmanager
def _searching(
    settings: Settings, plan: SearchPlan, given: argparse.Namespace
) -> Iterator[SearchPlan]:
    """The plan, with the cluster's searches where there is one, until the end."""
    if given.cluster is None:
        yield plan
        return

    with cluster_searches(settings, given.cluster) as searches:
        yield replace(plan, searches=searches)


def _show(
    outcomes: Sequence[AssetOutcome],
    plan: SearchPlan,
    given: argparse.Namespace,
    then: Afterwards | None = None,
) -> None:
    if given.json:
        further = {} if then is None else then.to_dict()
        write_out(as_json({**run_document(outcomes, plan, datetime.now(UTC)), **further}))
    else:
        write_out(run_text(outcomes, plan) + ("" if then is None else then.text))


def _with_portfolio(settings: Settings, file: Path | None) -> Settings:
    if file is None:
        return settings
    if not file.is_file():
        raise ConfigError(f"need a portfolio file for --config, {file} is missing")
    return replace(settings, trading=replace(settings.trading, portfolio_path=file))


def _terms(settings: Settings, given: argparse.Namespace) -> AllocationTerms:
    """The portfolio's terms of allocation, the flags over them; ConfigError where none can hold."""
    portfolio = portfolio_of(settings)
    terms = portfolio.allocation_terms
    bounds = ("min_weight", "max_weight")
    limits = _given(given, *bounds)
    target = _given(given, "volatility_target")
    with called(flag_names([*(bounds if limits else ()), *target])):
        chosen = replace(terms.limits, **limits)
        chosen.refuse_infeasible(len(portfolio.assets))
        return replace(terms, limits=chosen, **target)


def _given(given: argparse.Namespace, *names: str) -> dict[str, float]:
    return {name: getattr(given, name) for name in names if getattr(given, name) is not None}


def _plan(settings: Settings, given: argparse.Namespace) -> SearchPlan:
    flags = {
        "auto_optimize_objective": given.objective,
        "auto_optimize_sampler": given.sampler,
        "auto_optimize_mdd_weight": given.mdd_weight,
        "auto_optimize_min_trades": given.min_trades,
        "auto_optimize_trials": given.trials,
    }
    with called({"AUTO_OPTIMIZE_MDD_WEIGHT": "--mdd-weight"}):
        chosen = replace(settings.optimizer, **{k: v for k, v in flags.items() if v is not None})
    return SearchPlan(
        judge=judge_of(chosen),
        n_trials=chosen.auto_optimize_trials,
        sampler=chosen.auto_optimize_sampler,
        seed=given.seed,
        jobs=given.jobs,
        dry_run=given.dry_run,
        gate=chosen.is_gated,
        alpha=chosen.promotion_alpha,
    )

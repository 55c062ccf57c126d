"""The checks of run_backtest.py that ask how far its result can be believed."""

import argparse
from collections.abc import Callable
from dataclasses import replace

import pandas as pd

from bot.backtesting import BacktestResult
from bot.backtesting.robustness import (
    costs_sweep,
    monte_carlo,
    stress,
)
from bot.domain import DataSource, MacroEvent, StrategyConfig
from bot.optimizer import Conditions, SearchRequest
from bot.optimizer.validation import WalkForward, walk_forward
from bot.programs.backtest.plan import Plan
from bot.reports.backtest import RobustnessChecks
from bot.settings import OptimizerSettings
from bot.wiring.optimizing import judge_of

Run = Callable[[Plan, pd.DataFrame], BacktestResult]


def check_robustness(
    given: argparse.Namespace,
    plan: Plan,
    candles: pd.DataFrame,
    result: BacktestResult,
    run: Run,
    *,
    search: OptimizerSettings,
    events: tuple[MacroEvent, ...],
) -> RobustnessChecks:
    """The checks that the flags ask for; `run` backtests a plan on candles."""

    def with_config(config: StrategyConfig) -> BacktestResult:
        return run(replace(plan, config=config), candles)

    def with_candles(changed: pd.DataFrame) -> BacktestResult:
        return run(plan, changed)

    runs, timeframe = given.monte_carlo, plan.config.timeframe
    seed = plan.candles.seed
    return RobustnessChecks(
        monte_carlo=monte_carlo(result, runs, seed=seed) if runs else None,
        costs_sweep=costs_sweep(plan.config, with_config) if given.costs_sweep else None,
        stress=stress(candles, timeframe, with_candles) if given.stress else None,
        walk_forward=_walk_forward(given.walk_forward, plan, candles, search, events),
    )


def _walk_forward(
    folds: int | None,
    plan: Plan,
    candles: pd.DataFrame,
    search: OptimizerSettings,
    events: tuple[MacroEvent, ...],
) -> WalkForward | None:
    """None without folds; what it searches for, and how long, is what the optimizer is set to."""
    if folds is None:
        return None
    request = SearchRequest(
        candles=candles,
        base=plan.config,
        n_trials=search.auto_optimize_trials,
        conditions=Conditions(
            policy=plan.policy,
            events=events,
            count_undated=plan.candles.source is DataSource.SYNTHETIC,
            asset_type=plan.asset_type,
            initial_balance=plan.balance,
        ),
        judge=judge_of(search),
        seed=plan.candles.seed,
    )
    return walk_forward(request, folds=folds)

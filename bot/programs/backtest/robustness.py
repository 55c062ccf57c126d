"""The checks of run_backtest.py that ask how far its result can be believed."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd

from bot.backtesting import BacktestResult
from bot.backtesting.robustness import ablation, costs_sweep, monte_carlo, stress
from bot.candles import CandleWindow
from bot.domain import DecisionPolicy, MacroEvent, StrategyConfig
from bot.programs.backtest.plan import Plan
from bot.reports.backtest import RobustnessChecks
from bot.settings import OptimizerSettings

if TYPE_CHECKING:
    from bot.optimizer.validation import WalkForward

Run = Callable[[Plan, CandleWindow], BacktestResult]


def check_robustness(
    given: argparse.Namespace,
    plan: Plan,
    window: CandleWindow,
    result: BacktestResult,
    run: Run,
    *,
    search: OptimizerSettings,
    events: tuple[MacroEvent, ...],
) -> RobustnessChecks:
    """The checks that the flags ask for; `run` backtests a plan on a window."""

    def with_config(config: StrategyConfig) -> BacktestResult:
        return run(replace(plan, config=config), window)

    def with_policy(policy: DecisionPolicy) -> BacktestResult:
        return run(replace(plan, policy=policy), window)

    def with_candles(changed: pd.DataFrame) -> BacktestResult:
        return run(plan, window.with_traded(changed))

    runs, timeframe = given.monte_carlo, plan.config.timeframe
    seed = plan.candles.seed
    return RobustnessChecks(
        monte_carlo=monte_carlo(result, runs, seed=seed) if runs else None,
        costs_sweep=costs_sweep(plan.config, with_config) if given.costs_sweep else None,
        stress=stress(window.traded, timeframe, with_candles) if given.stress else None,
        ablation=ablation(plan.policy, with_policy, seed=seed) if given.ablate else None,
        walk_forward=_walked(given.walk_forward, plan, window, search, events),
    )


def _walked(
    folds: int | None,
    plan: Plan,
    window: CandleWindow,
    search: OptimizerSettings,
    events: tuple[MacroEvent, ...],
) -> "WalkForward | None":
    if folds is None:
        return None
    from bot.programs.backtest.walking import walk_plan  # the optimizer, which no other run needs

    return walk_plan(folds, plan, window, search, events)

"""The checks of run_backtest.py that ask how far its result can be believed."""

import argparse
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

import pandas as pd

from bot.backtesting import BacktestResult
from bot.backtesting.robustness import (
    CostsSweep,
    MonteCarlo,
    StressTest,
    costs_sweep,
    monte_carlo,
    stress,
)
from bot.domain import DataSource, MacroEvent, StrategyConfig, rfc3339
from bot.optimizer import Conditions, SearchRequest
from bot.optimizer.validation import WalkForward, walk_forward
from bot.programs.backtest.plan import Plan
from bot.reports import money_digits
from bot.reports.backtest import costs_lines, monte_carlo_lines, stress_lines, walk_forward_lines
from bot.settings import OptimizerSettings
from bot.wiring.optimizing import judge_of

Run = Callable[[Plan, pd.DataFrame], BacktestResult]


@dataclass(frozen=True, slots=True, kw_only=True)
class RobustnessChecks:
    """What was asked for; None for what was not."""

    monte_carlo: MonteCarlo | None = None
    costs_sweep: CostsSweep | None = None
    stress: tuple[StressTest, ...] | None = None
    walk_forward: WalkForward | None = None

    def to_dict(self) -> dict[str, Any]:
        """A key for each check that was asked for, ready for JSON."""
        document: dict[str, Any] = {}
        if self.monte_carlo is not None:
            document["monte_carlo"] = asdict(self.monte_carlo)
        if self.costs_sweep is not None:
            document["costs_sweep"] = asdict(self.costs_sweep)
        if self.stress is not None:
            document["stress"] = [_stress_dict(test) for test in self.stress]
        if self.walk_forward is not None:
            document["walk_forward"] = self.walk_forward.to_dict()
        return document

    def text(self, result: BacktestResult) -> str:
        """Each check as a block behind the result; empty without one."""
        digits = money_digits(result.initial_balance)
        blocks: list[list[str]] = []
        if self.monte_carlo is not None:
            blocks.append(monte_carlo_lines(self.monte_carlo, digits))
        if self.costs_sweep is not None:
            blocks.append(costs_lines(self.costs_sweep))
        if self.stress is not None:
            blocks.append(stress_lines(self.stress, result.total_pnl_pct))
        if self.walk_forward is not None:
            blocks.append(walk_forward_lines(self.walk_forward, digits))
        return "".join("\n" + "\n".join(lines) + "\n" for lines in blocks)


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


def _stress_dict(test: StressTest) -> dict[str, Any]:
    document = asdict(test) | {"median_pnl_pct": test.median_pnl_pct, "worst": asdict(test.worst)}
    for outcome in (*document["outcomes"], document["worst"]):
        outcome["started_at"] = rfc3339(outcome["started_at"])
    return document

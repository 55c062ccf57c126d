"""The checks of run_backtest.py that ask how far its result can be believed."""

import argparse
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from bot.command_line import Parser, as_argument, count
from bot.domain import DataSource, StrategyConfig
from bot.settings import Settings
from bot.wiring.known_events import KnownEvents

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas as pd

    from bot.backtesting import BacktestResult
    from bot.backtesting.robustness import CostsSweep, MonteCarlo, StressTest
    from bot.optimizer.validation import WalkForward
    from bot.programs.backtest.plan import Plan

    Run = Callable[[Plan, pd.DataFrame], BacktestResult]

FEWEST_RUNS = 100
MOST_RUNS = 100_000
MOST_FOLDS = 100


def add_honesty_flags(flags: Parser) -> None:
    """Flags for checks beside the result; none of them is asked for."""
    group = flags.add_argument_group("how far to believe it")
    group.add_argument(
        "--monte-carlo",
        type=as_argument(count(FEWEST_RUNS, MOST_RUNS)),
        metavar="N",
        help=f"resample trades and candles N times, {FEWEST_RUNS} to {MOST_RUNS}; see --seed",
    )
    group.add_argument(
        "--costs-sweep", action="store_true", help="the result under other fees and slippages"
    )
    group.add_argument(
        "--stress", action="store_true", help="the same through four crises put into the candles"
    )
    group.add_argument(
        "--walk-forward",
        type=as_argument(count(1, MOST_FOLDS)),
        metavar="N",
        help="optimize on the past and trade the future N times, as AUTO_OPTIMIZE_* say",
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class HonestyChecks:
    """What was asked for; None for what was not."""

    monte_carlo: "MonteCarlo | None" = None
    costs_sweep: "CostsSweep | None" = None
    stress: "tuple[StressTest, ...] | None" = None
    walk_forward: "WalkForward | None" = None

    def to_dict(self) -> dict[str, Any]:
        """A key for each check that was asked for, ready for JSON."""
        found: dict[str, Any] = {}
        if self.monte_carlo is not None:
            found["monte_carlo"] = asdict(self.monte_carlo)
        if self.costs_sweep is not None:
            found["costs_sweep"] = asdict(self.costs_sweep)
        if self.stress is not None:
            found["stress"] = [_stress_dict(test) for test in self.stress]
        if self.walk_forward is not None:
            found["walk_forward"] = self.walk_forward.to_dict()
        return found

    def text(self, result: "BacktestResult") -> str:
        """Each check as a block behind the result; empty without one."""
        from bot.reports import money_digits
        from bot.reports.backtest import (
            costs_lines,
            monte_carlo_lines,
            stress_lines,
        )

        digits = money_digits(result.initial_balance)
        blocks: list[list[str]] = []
        if self.monte_carlo is not None:
            blocks.append(monte_carlo_lines(self.monte_carlo, digits))
        if self.costs_sweep is not None:
            blocks.append(costs_lines(self.costs_sweep))
        if self.stress is not None:
            blocks.append(stress_lines(self.stress, result.total_pnl_pct))
        if self.walk_forward is not None:
            from bot.reports.backtest import walk_forward_lines

            blocks.append(walk_forward_lines(self.walk_forward, digits))
        return "".join("\n" + "\n".join(lines) + "\n" for lines in blocks)


def check_honesty(
    given: argparse.Namespace,
    plan: "Plan",
    candles: "pd.DataFrame",
    result: "BacktestResult",
    run: "Run",
    *,
    settings: Settings,
    known: KnownEvents,
) -> HonestyChecks:
    """The checks that the flags ask for; `run` backtests a plan on candles."""
    from bot.backtesting.robustness import costs_sweep, monte_carlo, stress

    def with_config(config: StrategyConfig) -> "BacktestResult":
        return run(replace(plan, config=config), candles)

    def with_candles(changed: "pd.DataFrame") -> "BacktestResult":
        return run(plan, changed)

    runs, timeframe = given.monte_carlo, plan.config.timeframe
    seed = plan.candles.seed
    return HonestyChecks(
        monte_carlo=monte_carlo(result, runs, seed=seed) if runs else None,
        costs_sweep=costs_sweep(plan.config, with_config) if given.costs_sweep else None,
        stress=stress(candles, timeframe, with_candles) if given.stress else None,
        walk_forward=_walk_forward(given.walk_forward, plan, candles, settings, known),
    )


def _walk_forward(
    folds: int | None,
    plan: "Plan",
    candles: "pd.DataFrame",
    settings: Settings,
    known: KnownEvents,
) -> "WalkForward | None":
    """None without folds; what it searches for, and how long, is what the optimizer is set to."""
    if folds is None:
        return None
    from bot.optimizer import Conditions, Judge, Objective, SearchRequest
    from bot.optimizer.validation import walk_forward

    request = SearchRequest(
        candles=candles,
        base=plan.config,
        n_trials=settings.optimizer.auto_optimize_trials,
        conditions=Conditions(
            policy=plan.policy,
            events=known.events,
            count_undated=plan.candles.source is DataSource.SYNTHETIC,
            asset_type=plan.asset_type,
            initial_balance=plan.balance,
        ),
        judge=Judge(
            objective=Objective.named(settings.optimizer.auto_optimize_objective),
            mdd_weight=settings.optimizer.auto_optimize_mdd_weight,
            min_trades=settings.optimizer.auto_optimize_min_trades,
        ),
        seed=plan.candles.seed,
    )
    return walk_forward(request, folds=folds)


def _stress_dict(test: "StressTest") -> dict[str, Any]:
    from bot.domain import rfc3339

    found = asdict(test) | {"median_pnl_pct": test.median_pnl_pct, "worst": asdict(test.worst)}
    for outcome in (*found["outcomes"], found["worst"]):
        outcome["started_at"] = rfc3339(outcome["started_at"])
    return found

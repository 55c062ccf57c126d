"""A walk forward over a backtest's candles, as the optimizer is set."""

from bot.candles import CandleWindow
from bot.domain import DataSource, MacroEvent
from bot.optimizer import Conditions, SearchRequest
from bot.optimizer.validation import WalkForward, walk_forward
from bot.programs.backtest.plan import Plan
from bot.settings import OptimizerSettings
from bot.wiring.optimizing import judge_of


def walk_plan(
    folds: int,
    plan: Plan,
    window: CandleWindow,
    search: OptimizerSettings,
    events: tuple[MacroEvent, ...],
) -> WalkForward:
    """What it searches for, and how long, is what the optimizer is set to."""
    request = SearchRequest(
        candles=window.candles,
        warm_up=window.warm_up,
        base=plan.config,
        n_trials=search.auto_optimize_trials,
        conditions=Conditions(
            policy=plan.policy,
            events=events,
            count_undated=plan.candles.source is DataSource.SYNTHETIC,
            asset_type=plan.asset_type,
            stated_periods=plan.stated_periods,
            initial_balance=plan.balance,
            blackout=plan.blackout,
        ),
        judge=judge_of(search),
        seed=plan.candles.seed,
    )
    return walk_forward(request, folds=folds)

"""A walk forward as text of at most 80 columns."""

from collections.abc import Callable, Mapping

from bot.domain import EMA_RSI, StrategyConfig
from bot.optimizer.validation import Fold, WalkForward
from bot.reports.text_columns import UNDEFINED, columns, day, money, percent, ratio, wrapped
from bot.statistics import none_if_undefined
from bot.strategy import strategy_of

_PERIODS: Mapping[str, Callable[[StrategyConfig], tuple[str, str]]] = {
    EMA_RSI: lambda config: (f"{config.ema_fast}/{config.ema_slow}", f"{config.rsi_period}")
}
"""The strategies that the columns EMA and RSI have a place for, with what stands there."""


def walk_forward_lines(walk: WalkForward, digits: int) -> list[str]:
    """A row for each fold, then the joined run; `digits` are those of money."""
    judge = walk.judge
    return [
        f"Walk forward: {len(walk.folds)} folds, each the best {judge.objective} of"
        f" {walk.n_trials:,} trials on its past, seed {walk.seed}",
        "  traded from  to          EMA     RSI  trades        P&L  Sharpe in      out",
        *(line for fold in walk.folds for line in (_fold(fold), *_own_parameters(fold))),
        *columns(
            [
                (
                    "Out of sample",
                    money(float(walk.equity[-1]), digits),
                    f"{percent(walk.metrics.total_pnl_pct, '+')}, buy and hold"
                    f" {percent(walk.buy_and_hold_pct, '+')}",
                ),
                ("Max drawdown", percent(walk.metrics.max_drawdown_pct), ""),
                (
                    "Sharpe ratio",
                    ratio(none_if_undefined(walk.metrics.sharpe_ratio)),
                    "over all folds, joined",
                ),
                ("Trades", f"{walk.metrics.total_trades:,}", ""),
            ]
        ),
    ]


def _own_parameters(fold: Fold) -> list[str]:
    """The parameters of a strategy that the columns have no place for."""
    config = fold.config
    if config is None or config.strategy in _PERIODS:
        return []
    return wrapped("    ", strategy_of(config).label)


def _fold(fold: Fold) -> str:
    averages = period = UNDEFINED
    if fold.config is not None and fold.config.strategy in _PERIODS:
        averages, period = _PERIODS[fold.config.strategy](fold.config)
    inside = None if fold.searched is None else none_if_undefined(fold.searched.sharpe_ratio)
    earned = percent(fold.traded.total_pnl_pct, "+")
    return (
        f"  {day(fold.first):<13}{day(fold.last):<12}{averages:<8}{period:>3}"
        f"{fold.traded.total_trades:>8,}{earned:>11}{ratio(inside):>11}"
        f"{ratio(none_if_undefined(fold.traded.sharpe_ratio)):>9}"
    )

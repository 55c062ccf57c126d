"""A walk forward as a JSON document and as text of at most 80 columns."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from bot.arrays import decimated_rows, rfc3339_texts
from bot.backtesting import metrics_document
from bot.domain import EMA_RSI, StrategyConfig, rfc3339
from bot.reports.backtest.result_document import EQUITY_POINTS
from bot.reports.formats import UNDEFINED, day, number, percent, ratio, whole
from bot.reports.text_layout import columns, wrapped
from bot.statistics import none_if_undefined
from bot.strategy import strategy_of

if TYPE_CHECKING:
    from bot.optimizer.validation import Fold, WalkForward  # a plain backtest loads no optimizer

_PERIODS: Mapping[str, Callable[[StrategyConfig], tuple[str, str]]] = {
    EMA_RSI: lambda config: (f"{config.ema_fast}/{config.ema_slow}", f"{config.rsi_period}")
}
"""The strategies that the columns EMA and RSI have a place for, with what stands there."""


def walk_forward_document(walk: "WalkForward") -> dict[str, Any]:
    """The joined run and its folds; equity is decimated to EQUITY_POINTS."""
    rows = decimated_rows(walk.equity, EQUITY_POINTS)
    times = rfc3339_texts(walk.close_time[rows])
    return {
        "objective": str(walk.judge.objective),
        "mdd_weight": walk.judge.mdd_weight,
        "min_trades": walk.judge.min_trades,
        "trials_per_fold": walk.n_trials,
        "seed": walk.seed,
        "initial_balance": walk.initial_balance,
        "metrics": metrics_document(walk.metrics),
        "buy_and_hold_pct": walk.buy_and_hold_pct,
        "folds": [_fold_document(fold) for fold in walk.folds],
        "equity": [list(point) for point in zip(times, walk.equity[rows].tolist(), strict=True)],
    }


def _fold_document(fold: "Fold") -> dict[str, Any]:
    return {
        "searched_candles": fold.searched_candles,
        "traded_candles": fold.traded_candles,
        "first": rfc3339(fold.first),
        "last": rfc3339(fold.last),
        "config": None if fold.config is None else fold.config.to_dict(),
        "searched_score": fold.searched_score,
        "searched": None if fold.searched is None else metrics_document(fold.searched),
        "traded": metrics_document(fold.traded),
        "starting_balance": fold.starting_balance,
        "ending_balance": fold.ending_balance,
        "why_nothing": fold.why_nothing,
    }


def walk_forward_lines(walk: "WalkForward", digits: int) -> list[str]:
    """A row for each fold, then the joined run; `digits` are those of money."""
    judge = walk.judge
    return [
        f"Walk forward: {len(walk.folds)} folds, each the best {judge.objective} of"
        f" {whole(walk.n_trials)} trials on its past, seed {walk.seed}",
        "  traded from  to          EMA     RSI  trades        P&L  Sharpe in      out",
        *(line for fold in walk.folds for line in (_fold(fold), *_own_parameters(fold))),
        *columns(
            [
                (
                    "Out of sample",
                    number(float(walk.equity[-1]), digits),
                    f"{percent(walk.metrics.total_pnl_pct, '+')}, buy and hold"
                    f" {percent(walk.buy_and_hold_pct, '+')}",
                ),
                ("Max drawdown", percent(walk.metrics.max_drawdown_pct), ""),
                (
                    "Sharpe ratio",
                    ratio(none_if_undefined(walk.metrics.sharpe_ratio)),
                    "over all folds, joined",
                ),
                ("Trades", whole(walk.metrics.total_trades), ""),
            ]
        ),
    ]


def _own_parameters(fold: "Fold") -> list[str]:
    """The parameters of a strategy that the columns have no place for."""
    config = fold.config
    if config is None or config.strategy in _PERIODS:
        return []
    return wrapped("    ", strategy_of(config).label)


def _fold(fold: "Fold") -> str:
    averages = period = UNDEFINED
    if fold.config is not None and fold.config.strategy in _PERIODS:
        averages, period = _PERIODS[fold.config.strategy](fold.config)
    inside = None if fold.searched is None else none_if_undefined(fold.searched.sharpe_ratio)
    earned = percent(fold.traded.total_pnl_pct, "+")
    return (
        f"  {day(fold.first):<13}{day(fold.last):<12}{averages:<8}{period:>3}"
        f"{whole(fold.traded.total_trades):>8}{earned:>11}{ratio(inside):>11}"
        f"{ratio(none_if_undefined(fold.traded.sharpe_ratio)):>9}"
    )

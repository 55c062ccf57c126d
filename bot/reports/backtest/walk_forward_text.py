"""A walk forward as text of at most 80 columns."""

from bot.domain import EMA_RSI
from bot.optimizer.validation import Fold, WalkForward
from bot.reports.text_columns import UNDEFINED, columns, day, money, percent, ratio, wrapped
from bot.statistics import none_if_undefined
from bot.strategy import strategy_of


def walk_forward_lines(found: WalkForward, digits: int) -> list[str]:
    """A row for each fold, then the joined run; `digits` are those of money."""
    judge = found.judge
    return [
        f"Walk forward: {len(found.folds)} folds, each the best {judge.objective} of"
        f" {found.n_trials:,} trials on its past, seed {found.seed}",
        "  traded from  to          EMA     RSI  trades        P&L  Sharpe in      out",
        *(line for fold in found.folds for line in (_fold(fold), *_own_parameters(fold))),
        *columns(
            [
                (
                    "Out of sample",
                    money(float(found.equity[-1]), digits),
                    f"{percent(found.metrics.total_pnl_pct, '+')}, buy and hold"
                    f" {percent(found.buy_and_hold_pct, '+')}",
                ),
                ("Max drawdown", percent(found.metrics.max_drawdown_pct), ""),
                (
                    "Sharpe ratio",
                    ratio(none_if_undefined(found.metrics.sharpe_ratio)),
                    "over all folds, joined",
                ),
                ("Trades", f"{found.metrics.total_trades:,}", ""),
            ]
        ),
    ]


def _own_parameters(fold: Fold) -> list[str]:
    """What was found of a strategy other than EMA/RSI, which the columns have no place for."""
    config = fold.config
    if config is None or config.strategy == EMA_RSI:
        return []
    return wrapped("    ", strategy_of(config).label)


def _fold(fold: Fold) -> str:
    config = fold.config
    averages = period = UNDEFINED
    if config is not None and config.strategy == EMA_RSI:
        averages, period = f"{config.ema_fast}/{config.ema_slow}", f"{config.rsi_period}"
    inside = None if fold.searched is None else none_if_undefined(fold.searched.sharpe_ratio)
    earned = percent(fold.traded.total_pnl_pct, "+")
    return (
        f"  {day(fold.first):<13}{day(fold.last):<12}{averages:<8}{period:>3}"
        f"{fold.traded.total_trades:>8,}{earned:>11}{ratio(inside):>11}"
        f"{ratio(none_if_undefined(fold.traded.sharpe_ratio)):>9}"
    )

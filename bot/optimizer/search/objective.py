"""What a trial is judged by."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Metrics
from bot.domain import finite_number, require, whole_number
from bot.domain.errors import ConfigError
from bot.optimizer.trials import MetricColumns, lost_all, metric

SHARPE_POINTS = 5.0
WIN_RATE_POINTS = 20.0


class Objective(StrEnum):
    """The names of the scores; higher is better."""

    SHARPE = "sharpe"
    PNL = "pnl"
    WIN_RATE = "win_rate"
    COMPOSITE = "composite"
    SORTINO = "sortino"
    CALMAR = "calmar"

    @classmethod
    def named(cls, name: str) -> "Objective":
        """The objective of a name; ConfigError tells the known ones."""
        if name not in set(cls):
            raise ConfigError(f"need an objective of {', '.join(cls)}, was {name!r}")
        return cls(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """Scores runs by one objective.

    A run with fewer than `min_trades` trades, that lost all at a close, or whose score is undefined
    (no variance, no trade) is not eligible: its score is NaN. `mdd_weight` counts in composite
    only.
    """

    objective: Objective = Objective.SHARPE
    mdd_weight: float = 0.5
    min_trades: int = 5

    def __post_init__(self) -> None:
        weight = finite_number("mdd_weight", self.mdd_weight)
        require(weight >= 0, "mdd_weight >= 0", weight)
        trades = whole_number("min_trades", self.min_trades)
        require(trades >= 0, "min_trades >= 0", trades)

    def scores(self, table: MetricColumns) -> FloatArray:
        """The score of every run; NaN where it is not eligible."""
        raw = _FORMULAS[self.objective](table, self.mdd_weight)
        traded = metric(table, "total_trades") >= self.min_trades
        eligible = traded & ~lost_all(table) & np.isfinite(raw)
        return np.where(eligible, raw, np.nan)

    def score(self, metrics: Metrics) -> float | None:
        """The score of one run; None where it is not eligible."""
        value = float(self.scores(np.array([metrics], dtype=np.float64))[0])
        return None if np.isnan(value) else value


def composite(table: MetricColumns, mdd_weight: float) -> FloatArray:
    """P&L % + 5 x Sharpe + 20 x (win rate - 0.5) - mdd_weight x max drawdown %.

    All of it in points of one percent of the balance: a Sharpe of 1 weighs as much as 5 % of
    profit, ten wins more in a hundred trades as much as 2 %, and with mdd_weight 1 a point of
    drawdown undoes a point of profit.
    """
    return np.asarray(
        metric(table, "total_pnl_pct")
        + SHARPE_POINTS * metric(table, "sharpe_ratio")
        + WIN_RATE_POINTS * (metric(table, "win_rate") - 0.5)
        - mdd_weight * metric(table, "max_drawdown_pct")
    )


_FORMULAS: dict[Objective, Callable[[MetricColumns, float], FloatArray]] = {
    Objective.SHARPE: lambda table, _: metric(table, "sharpe_ratio"),
    Objective.PNL: lambda table, _: metric(table, "total_pnl_pct"),
    Objective.WIN_RATE: lambda table, _: metric(table, "win_rate"),
    Objective.COMPOSITE: composite,
    Objective.SORTINO: lambda table, _: metric(table, "sortino_ratio"),
    Objective.CALMAR: lambda table, _: metric(table, "calmar_ratio"),
}

"""What a grid has found: ranked combinations, what luck alone would show, what holding earned."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from bot.backtesting import Conditions, Metrics, SpanRun, run_notes, span_run
from bot.candles import CandleArrays
from bot.domain import StrategyConfig
from bot.optimizer.grid.grid_table import HELD_OUT, SEARCHED, GridTable
from bot.optimizer.grid.spans import GridSpans
from bot.optimizer.search import Judge
from bot.optimizer.trials import metric
from bot.optimizer.validation import Luck, luck_of
from bot.statistics import moments_of, returns_of, sharpe_ratio

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One config on both spans.

    `number` is that of its combination, None for one that was not tried as such. The deflated
    Sharpe ratio is the probability that the true searched ratio is above what luck shows;
    `entry_lean` is the mean of macro bias x confidence at the candles that decided the searched
    trades' entries, in [-1, 1]; None without a trade. `notes` are what a backtest of each span
    tells of its fills and its account.
    """

    number: int | None
    config: StrategyConfig
    score: float | None
    searched: Metrics
    held_out: Metrics
    deflated_sharpe_ratio: float | None
    entry_lean: float | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """Buying at a span's first open and holding to its last close, without costs."""

    return_pct: float
    sharpe_ratio: float | None


@dataclass(frozen=True, kw_only=True)
class GridFindings:
    """The best combinations in their order, the base config, and what both are held against.

    `mean_lean` is the mean of macro bias x confidence over each span's candles.
    """

    table: GridTable
    judge: Judge
    best: tuple[Finding, ...]
    base: Finding
    luck: Luck
    holding: tuple[Holding, Holding]
    mean_lean: tuple[float, float]


def findings_of(
    candles: "pd.DataFrame",
    spans: GridSpans,
    table: GridTable,
    conditions: Conditions,
    judge: Judge,
    *,
    top: int,
) -> GridFindings:
    """The `top` best eligible combinations, each run once more for what the batch does not keep."""
    ratios = metric(table.metrics(SEARCHED), "sharpe_ratio")
    luck = luck_of(ratios, len(table.grid), spans.periods_per_year)
    looker = _Looker(candles, spans, conditions, judge, luck)
    ranking = table.ranking()[: min(top, table.eligible)]
    return GridFindings(
        table=table,
        judge=judge,
        best=tuple(looker.look(table.grid.config_at(int(n)), int(n)) for n in ranking),
        base=looker.look(table.grid.base, None),
        luck=luck,
        holding=(_holding(spans, SEARCHED), _holding(spans, HELD_OUT)),
        mean_lean=(
            float(np.mean(spans.macro_lean(SEARCHED))),
            float(np.mean(spans.macro_lean(HELD_OUT))),
        ),
    )


@dataclass(frozen=True)
class _Looker:
    candles: "pd.DataFrame"
    spans: GridSpans
    conditions: Conditions
    judge: Judge
    luck: Luck

    def look(self, config: StrategyConfig, number: int | None) -> Finding:
        split, end = self.spans.split, len(self.candles)
        searched = span_run(self.candles, config, self.conditions, self.spans.start, split)
        held_out = span_run(self.candles, config, self.conditions, split, end)
        return Finding(
            number=number,
            config=config,
            score=self.judge.score(searched.metrics),
            searched=searched.metrics,
            held_out=held_out.metrics,
            deflated_sharpe_ratio=self.luck.deflated(
                returns_of(searched.equity, self.conditions.initial_balance)
            ),
            entry_lean=self._entry_lean(searched),
            notes=(
                *self._notes("in sample", searched, config, slice(self.spans.start, split)),
                *self._notes("out of sample", held_out, config, slice(split, end)),
            ),
        )

    def _notes(self, where: str, run: SpanRun, config: StrategyConfig, span: slice) -> list[str]:
        candles = CandleArrays.of(self.candles.iloc[span], config.timeframe)
        return [f"{where}, {note}" for note in run_notes(candles, run.trades, run.equity)]

    def _entry_lean(self, run: SpanRun) -> float | None:
        if not len(run.trades):
            return None
        decided = self.spans.start + run.trades["entry_row"] - 1
        return float(np.mean(self.spans.inputs.observations.macro_lean[decided]))


def _holding(spans: GridSpans, span: int) -> Holding:
    opens, closes = spans.prices(span)
    returns = moments_of(returns_of(closes, float(opens[0])))
    return Holding(
        return_pct=float(closes[-1] / opens[0] - 1.0) * 100.0,
        sharpe_ratio=sharpe_ratio(returns, spans.periods_per_year),
    )

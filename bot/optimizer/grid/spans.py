"""The candles of a grid: those that are searched, and the last ones, which are held out."""

from concurrent.futures import Executor
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.arrays import FloatArray
from bot.backtesting import Conditions
from bot.candles import CandleArrays
from bot.domain import require
from bot.domain.errors import DataError
from bot.optimizer.grid.grid_table import HELD_OUT, SEARCHED
from bot.optimizer.grid.protocol import Grid
from bot.optimizer.search import trials_over
from bot.optimizer.trials import Evaluate, TrialInputs

if TYPE_CHECKING:
    import pandas as pd

_MOST_TABLE_BYTES = 4e9


@dataclass(frozen=True, kw_only=True)
class GridSpans:
    """What all combinations share: `inputs` has the searched span and the held-out one, as SEARCHED
    and HELD_OUT; `evaluate` takes the grid's combinations.
    """

    inputs: TrialInputs
    evaluate: Evaluate

    @property
    def start(self) -> int:
        """The first row searched."""
        return int(self.inputs.spans[SEARCHED].start)

    @property
    def split(self) -> int:
        """The first row held out."""
        return int(self.inputs.spans[HELD_OUT].start)

    @property
    def periods_per_year(self) -> float:
        """Candles a year."""
        return self.inputs.periods_per_year

    def prices(self, span: int) -> tuple[FloatArray, FloatArray]:
        """The opens and the closes of a span."""
        candles, rows = self.inputs.candles, self.inputs.spans[span]
        return candles.open[rows], candles.close[rows]

    def macro_lean(self, span: int) -> FloatArray:
        """Macro bias x confidence at each candle of a span."""
        return self.inputs.observations.macro_lean[self.inputs.spans[span]]


def grid_spans(
    candles: "pd.DataFrame",
    grid: Grid,
    conditions: Conditions,
    *,
    held_out_share: float,
    pool: Executor,
    warm_up: int = 0,
) -> GridSpans:
    """Cut a checked frame into what is searched and its last `held_out_share`, which is not.

    Its first `warm_up` rows are neither: they are only read. Indicators and news of the held-out
    rows know all rows before them; none of those is traded.
    Raises ConfigError for a share that is not between 0 and 1, DataError where a span is too short
    for the slowest combination, or where the indicators would take more than 4 GB.
    """
    require(0 < held_out_share < 1, "0 < share held out < 1", held_out_share)
    held_out = round((len(candles) - warm_up) * held_out_share)
    split = len(candles) - held_out
    _refuse_too_few(split - warm_up, held_out, grid)
    _refuse_large_tables(len(candles) - warm_up, grid)
    spans = {SEARCHED: slice(warm_up, split), HELD_OUT: slice(split, None)}
    inputs = TrialInputs.of(
        CandleArrays.of(candles, grid.base.timeframe),
        grid.base,
        conditions,
        (spans[SEARCHED], spans[HELD_OUT]),
    )
    trials = trials_over(inputs, grid.base)
    return GridSpans(inputs=inputs, evaluate=trials.prepared(grid.period_samples, pool))


def _refuse_too_few(searched: int, held_out: int, grid: Grid) -> None:
    periods = grid.periods
    least = 1 + int(max(*periods["ema_slow"], max(periods["rsi_period"]) + 1, 100))
    if searched < least or held_out < 2:
        raise DataError(
            f"need at least {least} candles to search on and 2 held out, were {searched} and"
            f" {held_out}: take more candles or shorter periods"
        )


def _refuse_large_tables(candles: int, grid: Grid) -> None:
    periods = grid.periods
    rows = len({*periods["ema_fast"], *periods["ema_slow"]}) + len(periods["rsi_period"])
    size = 2.0 * 8.0 * rows * candles
    if size > _MOST_TABLE_BYTES:
        raise DataError(
            f"need indicators of at most {_MOST_TABLE_BYTES / 1e9:g} GB, were {size / 1e9:.1f} GB"
            f" for {rows} periods on {candles:,} candles: list fewer periods or take fewer candles"
        )

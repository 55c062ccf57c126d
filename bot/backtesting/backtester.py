"""One backtest: decide on every candle, simulate the fills, measure."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import FloatArray, utc_time
from bot.backtesting.adapting import adaptive_over
from bot.backtesting.conditions import Conditions
from bot.backtesting.inside import Detail, DetailEffect, coverage_of, inside_exits
from bot.backtesting.provenance import CandleProvenance, candle_provenance
from bot.backtesting.result import BacktestResult
from bot.backtesting.spans import SpanRun, traded_run
from bot.backtesting.told_of_runs import kelly_notes, run_notes
from bot.backtesting.trading_hours import other_hours_notes
from bot.candles import CandleArrays
from bot.decide import calibration_notes, decide
from bot.domain import (
    AssetType,
    DecisionPolicy,
    MacroEvent,
    StrategyConfig,
    finite_number,
    guess_asset_type,
    guess_notes,
    require,
    rfc3339,
)
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import DataError
from bot.rules import TradeArray, terms_of

if TYPE_CHECKING:
    import pandas as pd


NO_BLACKOUT = EntryBlackout()
LONG = 50_000
"""Candles from which on a thread is worth its start."""


class Backtester:
    """Runs one config over candles with the decision and the fills that the bot has.

    `asset_type` (default: by the symbol's spelling) gives the candles a year; `periods_per_year`
    states them instead.

    `macro_symbol` is the name that events know the asset by (default: the symbol);
    `count_undated` lets events without a date count, which only made-up candles may do. Around the
    scheduled events of a `blackout` that concern the market nothing is entered.
    """

    def __init__(
        self,
        config: StrategyConfig,
        policy: DecisionPolicy | None = None,
        *,
        initial_balance: float = 10_000.0,
        events: Sequence[MacroEvent] = (),
        asset_type: AssetType | None = None,
        periods_per_year: float | None = None,
        macro_symbol: str | None = None,
        count_undated: bool = False,
        blackout: EntryBlackout = NO_BLACKOUT,
    ) -> None:
        balance = finite_number("initial_balance", initial_balance)
        require(balance > 0, "initial_balance > 0", balance)
        self.config = config
        self.policy = policy or DecisionPolicy()
        self.initial_balance = balance
        self.asset_type = asset_type or guess_asset_type(config.symbol)
        if periods_per_year is not None:
            stated = finite_number("periods_per_year", periods_per_year)
            require(stated > 0, "periods_per_year > 0", stated)
        self._guesses = [] if asset_type or periods_per_year else guess_notes(config.symbol)
        self._conditions = Conditions(
            policy=self.policy,
            events=tuple(events),
            macro_symbol=macro_symbol,
            count_undated=count_undated,
            asset_type=asset_type,
            stated_periods=periods_per_year,
            initial_balance=balance,
            blackout=blackout,
        )

    def run(
        self, frame: "pd.DataFrame", *, warm_up: int = 0, detail: Detail | None = None
    ) -> BacktestResult:
        """Backtest a checked candles frame (see MarketDataClient).

        Its first `warm_up` rows are read by every decision and not traded: the result is that of
        the rows after them. `detail` has the finer candles of every row of the frame, which decide
        exits inside one. DataError without a candle, where the equity grows past what a float
        holds, and where finer candles are of another time or market; ConfigError where no row is
        left to trade.
        """
        config = self.config
        history = CandleArrays.of(frame, config.timeframe)
        rows = len(history)
        require(0 <= warm_up < rows, f"0 <= warm_up < {rows} candles", warm_up)
        window = slice(warm_up, rows)
        candles = history.part(window)
        observations = self._conditions.observed(history, config)
        hashed = partial(candle_provenance, frame, candles, config.symbol, config.timeframe)
        with _beside(len(candles), hashed) as data:  # hashing needs no GIL, and no decision
            decisions = decide(history, config, self.policy, observations)
        periods = self._conditions.periods_per_year(config)
        traded = partial(traded_run, decisions, config, window, self.initial_balance, periods)
        run = traded(detail)
        _refuse_overflow(run.equity, candles)
        return BacktestResult(
            config=config,
            policy=self.policy,
            asset_type=self.asset_type,
            periods_per_year=periods,
            has_stated_periods=self._conditions.stated_periods is not None,
            initial_balance=self.initial_balance,
            buy_and_hold_pct=float(candles.close[-1] / candles.open[0] - 1.0) * 100.0,
            data=self._annotated(data(), candles, periods, run.trades, run.equity),
            metrics=run.metrics,
            trade_records=run.trades,
            equity=run.equity,
            history=decisions,
            warm_up=warm_up,
            blackout=self._conditions.blackout_of(config),
            detail_effect=None
            if detail is None
            else self._effect(history, window, run, traded(), detail.part(window)),
        )

    def _effect(
        self,
        history: CandleArrays,
        window: slice,
        run: SpanRun,
        coarse: SpanRun,
        detail: Detail,
    ) -> DetailEffect:
        """What the finer candles changed in `run`, beside the same on the coarse ones alone."""
        candles, config = history.part(window), self.config
        prices = candles.open, candles.high, candles.low
        adaptive = adaptive_over(config, history, window)
        change = run.metrics.total_pnl - coarse.metrics.total_pnl
        return DetailEffect(
            exits=inside_exits(*prices, run.trades, terms_of(config), detail, adaptive),
            coverage=coverage_of(detail),
            pnl_change=change,
            pnl_change_pct=change / self.initial_balance * 100.0,
        )

    def _annotated(
        self,
        data: CandleProvenance,
        candles: CandleArrays,
        periods: float,
        trades: TradeArray,
        equity: FloatArray,
    ) -> CandleProvenance:
        """With what is to be told about the market that the candles are said to be of."""
        is_stated = self._conditions.stated_periods is not None
        notes = [
            *self._guesses,
            *other_hours_notes(candles.open_time, periods, self.asset_type, is_stated=is_stated),
            *run_notes(candles, trades, equity),
            *kelly_notes(self.config, candles, trades),
            *calibration_notes(self.policy, self.config, utc_time(int(candles.open_time[0]))),
        ]
        return replace(data, warnings=(*data.warnings, *notes)) if notes else data


@contextmanager
def _beside(
    candles: int, hashed: Callable[[], CandleProvenance]
) -> Iterator[Callable[[], CandleProvenance]]:
    """Hash in a thread while the body runs, or afterwards where a thread takes longer to start."""
    if candles < LONG:
        yield hashed
        return
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(hashed).result


def _refuse_overflow(equity: FloatArray, candles: CandleArrays) -> None:
    lost = np.flatnonzero(~np.isfinite(equity))
    if len(lost):
        at = rfc3339(utc_time(int(candles.open_time[lost[0]])))
        raise DataError(
            f"need a balance and prices whose products are finite numbers, were not at {at}:"
            " start with a smaller balance, and look at the candles before"
        )

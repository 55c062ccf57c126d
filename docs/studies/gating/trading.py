"""The quarters traded one after another, as one run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Metrics, measure, span_run
from bot.domain import AssetType, StrategyConfig, periods_per_year
from bot.rules import TRADE_DTYPE, TradeArray
from docs.studies.gating.quarters import Quarter
from docs.studies.gating.series import CONDITIONS

if TYPE_CHECKING:
    import pandas as pd

HOURS_PER_YEAR = periods_per_year(AssetType.CRYPTO, "1h")
NO_TRADES: TradeArray = np.empty(0, TRADE_DTYPE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Traded:
    """The metrics of all quarters joined, and what each quarter returned, in percent."""

    metrics: Metrics
    quarters_pct: tuple[float, ...]


def traded(
    candles: "pd.DataFrame",
    quarters: Sequence[Quarter],
    configs: Sequence[StrategyConfig | None],
) -> Traded:
    """Each quarter by its config (None: at rest), with the balance that the one before has left.

    A quarter begins flat, decides from its first candle on with the history before it, and what is
    open at its last close is closed there, costs included.
    """
    balance, equity, trades = CONDITIONS.initial_balance, [], []
    for quarter, config in zip(quarters, configs, strict=True):
        if config is None:
            equity.append(np.full(quarter.end - quarter.start, balance))
            continue
        funded = replace(CONDITIONS, initial_balance=balance)
        run = span_run(candles, config, funded, quarter.start, quarter.end)
        equity.append(run.equity)
        trades.append(run.trades)
        balance = float(run.equity[-1])
    return _joined(equity, np.concatenate([NO_TRADES, *trades]))


def held(candles: "pd.DataFrame", quarters: Sequence[Quarter]) -> Traded:
    """Bought at the first open and held to the last close, without costs."""
    first, close = float(candles["open"].iloc[quarters[0].start]), candles["close"].to_numpy()
    worth = CONDITIONS.initial_balance / first * close
    return _joined([worth[quarter.start : quarter.end] for quarter in quarters], NO_TRADES)


def _joined(equity: Sequence[FloatArray], trades: TradeArray) -> Traded:
    initial = CONDITIONS.initial_balance
    ends = np.array([initial, *(float(part[-1]) for part in equity)])
    curve = np.concatenate(equity)
    metrics = measure(curve, len(curve), trades, initial, HOURS_PER_YEAR)
    earned = ((ends[1:] / ends[:-1] - 1.0) * 100.0).tolist()
    return Traded(metrics=metrics, quarters_pct=tuple(earned))

"""Indicators and signal on a candles frame, under the names that users know."""

from typing import TYPE_CHECKING

from bot.domain import Signal, StrategyConfig
from bot.strategy.ema_rsi_rule import describe_technical
from bot.strategy.indicators import DEVIATION_CANDLES, ema, rolling_deviation, rsi

if TYPE_CHECKING:
    import pandas as pd


def compute_indicators(candles: "pd.DataFrame", config: StrategyConfig) -> "pd.DataFrame":
    """A copy of the candles with the columns ema_fast, ema_slow, rsi and deviation.

    Row t reads rows <= t only; warm-up rows are NaN. `deviation` is the standard deviation of the
    last 20 closes, in price.
    """
    close = candles["close"].to_numpy("float64")
    return candles.assign(
        ema_fast=ema(close, config.ema_fast),
        ema_slow=ema(close, config.ema_slow),
        rsi=rsi(close, config.rsi_period),
        deviation=rolling_deviation(close, DEVIATION_CANDLES),
    )


def generate_signal(enriched: "pd.DataFrame", config: StrategyConfig) -> Signal:
    """The technical opinion at the last row of what compute_indicators returned."""
    row = enriched.iloc[-1]
    return describe_technical(row.ema_fast, row.ema_slow, row.rsi, row.deviation, config)

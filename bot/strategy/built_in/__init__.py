"""The built-in strategies: one file each, and one line each in this table."""

from collections.abc import Mapping
from typing import Any

from bot.domain import EMA_RSI
from bot.strategy.built_in.bollinger_reversion import BollingerReversion
from bot.strategy.built_in.ema_rsi import EmaRsi, technical_rows
from bot.strategy.built_in.macd_trend import MacdTrend

__all__ = ["BUILT_IN", "EmaRsi", "technical_rows"]

BUILT_IN: Mapping[str, type[Any]] = {
    EMA_RSI: EmaRsi,
    "bollinger_reversion": BollingerReversion,
    "macd_trend": MacdTrend,
}
"""Every built-in strategy by the name that a config calls it."""

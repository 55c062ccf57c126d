"""Where candles and macro events come from."""

from bot.wiring.sources.candles import (
    candle_source,
    candle_store,
    exchange_of,
)
from bot.wiring.sources.events import load_events, macro_events

__all__ = [
    "candle_source",
    "candle_store",
    "exchange_of",
    "load_events",
    "macro_events",
]

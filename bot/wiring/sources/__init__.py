"""Where candles and macro events come from."""

from bot.wiring.sources.candles import (
    bare_exchange,
    candle_source,
    candle_store,
    exchange_of,
)
from bot.wiring.sources.events import load_events, macro_events

__all__ = [
    "bare_exchange",
    "candle_source",
    "candle_store",
    "exchange_of",
    "load_events",
    "macro_events",
]

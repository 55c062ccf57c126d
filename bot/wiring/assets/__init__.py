"""Which source each asset of the portfolio has."""

from bot.wiring.assets.candles import (
    market_data,
    refuse_shared_file,
    refuse_without_orders,
    source_of,
)

__all__ = ["market_data", "refuse_shared_file", "refuse_without_orders", "source_of"]

"""Sources of candles. Names are imported on first use, so that pandas stays unloaded till then."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from bot.domain import sanitize_symbol_for_fs
from bot.domain.errors import EndOfReplay, MarketDataError

if TYPE_CHECKING:
    from bot.market_data.files.csv_candles import CsvMarketDataClient, read_candles_csv
    from bot.market_data.kept import KeepingMarketDataClient
    from bot.market_data.replay import ReplayMarketDataClient
    from bot.market_data.synthetic.market import SyntheticMarketDataClient
    from bot.market_data.yahoo.client import YFinanceMarketDataClient

__all__ = [
    "CsvMarketDataClient",
    "EndOfReplay",
    "KeepingMarketDataClient",
    "MarketDataError",
    "ReplayMarketDataClient",
    "SyntheticMarketDataClient",
    "YFinanceMarketDataClient",
    "read_candles_csv",
    "sanitize_symbol_for_fs",
]

_HOMES = {
    "CsvMarketDataClient": "files.csv_candles",
    "KeepingMarketDataClient": "kept",
    "ReplayMarketDataClient": "replay",
    "SyntheticMarketDataClient": "synthetic.market",
    "YFinanceMarketDataClient": "yahoo.client",
    "read_candles_csv": "files.csv_candles",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)

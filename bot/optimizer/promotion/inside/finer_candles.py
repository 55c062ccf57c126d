"""Where candles finer than the traded ones are kept."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain import timeframe_delta

if TYPE_CHECKING:
    import pandas as pd

FINEST = "1m"
_TIMEFRAMES = (FINEST, "3m", "5m", "15m", "30m", "1h", "2h", "4h", "6h", "8h", "12h")


@dataclass(frozen=True, slots=True, kw_only=True)
class FinerCandles:
    """The kept candles of a market by timeframe; nothing is fetched.

    `kept` gives a checked frame, None where no candle of the timeframe is kept. `downloads` is
    the symbol for which tools/download_candles.py keeps them; None where it cannot.
    """

    kept: "Callable[[str], pd.DataFrame | None]" = lambda _: None
    downloads: str | None = None

    def of_parts(self, timeframe: str) -> "Iterator[tuple[str, pd.DataFrame]]":
        """Those of which a whole number makes a candle of `timeframe`, the finest first."""
        whole = timeframe_delta(timeframe)
        for name in _TIMEFRAMES:
            length = timeframe_delta(name)
            if length < whole and not whole % length and (candles := self.kept(name)) is not None:
                yield name, candles

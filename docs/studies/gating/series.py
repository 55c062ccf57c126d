"""The real series: every file of hourly candles in the folder of cryptocurrencies."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain import AssetType, DecisionPolicy, StrategyConfig
from bot.domain.errors import DataError
from bot.market_data import read_candles_csv
from bot.optimizer import Conditions

if TYPE_CHECKING:
    import pandas as pd

CONDITIONS = Conditions(
    policy=DecisionPolicy(), asset_type=AssetType.CRYPTO, source="real hourly candles"
)
"""The policy by default. No news is known, so that macro has nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One file, with the symbol that its name tells."""

    symbol: str
    file: Path

    @property
    def default(self) -> StrategyConfig:
        """The first champion: every default, costs included."""
        return StrategyConfig(symbol=self.symbol, timeframe="1h")

    def candles(self) -> "pd.DataFrame":
        """Its checked candles; DataError as read_candles_csv."""
        return read_candles_csv(self.file, timeframe="1h")


def hourly_series(folder: Path) -> tuple[Series, ...]:
    """Every `<venue>_<symbol>_1h_<span>.csv` below `folder`/ohlcv/crypto, by name.

    DataError where there is none.
    """
    crypto = folder / "ohlcv" / "crypto"
    files = sorted(crypto.glob("*_*_1h*.csv"))
    if not files:
        raise DataError(
            f"need hourly candles such as venue_BTCUSDT_1h_2021.csv in {crypto}, found none: "
            "set REAL_DATA_DIR or --real-data"
        )
    return tuple(Series(symbol=_symbol(file), file=file) for file in files)


def _symbol(file: Path) -> str:
    written = file.stem.split("_")[1]
    base = written.removesuffix("USDT")
    return written if base in (written, "") else f"{base}/USDT"

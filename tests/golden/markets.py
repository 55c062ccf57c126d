"""The series that the cases run on: real ones where a folder of them is given, else invented."""

from dataclasses import dataclass
from pathlib import Path

from tests.golden.invented import Walk, soiled
from tests.golden.series import Series

TRADED_UNTIL = "2024-01-01T00:00:00Z"
"""Where the series of the exchange end together."""
REAL = (
    ("ETH/USDT", "1h", "crypto/binance_ETHUSDT_1h_2022-2023.csv"),
    ("SOL/USDT", "1h", "crypto/binance_SOLUSDT_1h_2022-2023.csv"),
    ("BTC/USDT", "1d", "crypto/binance_BTCUSDT_1d.csv"),
    ("DOGE/USDT", "15m", "crypto/binance_DOGEUSDT_15m_2025H1.csv"),
    ("SPY", "1h", "equities/SPY_1h_2012-2021_lean_raw.csv"),
    ("GC=F", "1d", "equities/GC_F_1d_2000-2026_yfinance_adj.csv"),
)
"""Gaps, a market with sessions, one with hundreds of damaged rows, prices below one."""
THIRD_TRADED = ("ADA/USDT", "4h", "crypto/binance_ADAUSDT_4h.csv")
INVENTED = (
    Walk(symbol="ETH/USDT", timeframe="1h", candles=1700, seed=1, price=1800, deviation=0.008),
    Walk(symbol="SOL/USDT", timeframe="1h", candles=1700, seed=2, price=25, deviation=0.012),
    Walk(symbol="BTC/USDT", timeframe="1d", candles=900, seed=3, price=9000, deviation=0.03),
    Walk(
        symbol="DOGE/USDT",
        timeframe="15m",
        candles=2000,
        seed=4,
        price=0.2,
        deviation=0.004,
        digits=5,
    ),
    Walk(symbol="SPY", timeframe="1h", candles=1200, seed=5, price=400, deviation=0.004),
    Walk(symbol="GC=F", timeframe="1d", candles=1000, seed=6, price=1500, deviation=0.01),
)
THIRD_INVENTED = Walk(
    symbol="ADA/USDT", timeframe="4h", candles=1500, seed=7, price=0.4, deviation=0.015, digits=4
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Markets:
    """`series` for backtests and all else of one symbol, `traded` by the exchange.

    `thorough`: each config on each series, and long runs; else each config on one, and short ones.
    """

    series: tuple[Series, ...]
    traded: tuple[Series, ...]
    thorough: bool

    @property
    def first(self) -> Series:
        """The one that programs of one symbol run on."""
        return self.series[0]

    def sized(self, thorough: int, quick: int) -> int:
        """A number of candles or trials by how long a run may take."""
        return thorough if self.thorough else quick


def invented_markets() -> Markets:
    """Six invented series, the last one soiled, and a third one for the exchange."""
    *clean, last = (walk.series() for walk in INVENTED)
    series = (*clean, soiled(last))
    return Markets(series=series, traded=(*series[:2], THIRD_INVENTED.series()), thorough=False)


def real_markets(folder: Path) -> Markets:
    """Six real series of `folder`/ohlcv, and a third one for the exchange."""
    series = tuple(_real(folder, *one) for one in REAL)
    third = _real(folder, *THIRD_TRADED).until(TRADED_UNTIL).tail(4000)
    return Markets(series=series, traded=(*series[:2], third), thorough=True)


def _real(folder: Path, symbol: str, timeframe: str, path: str) -> Series:
    lines = (folder / "ohlcv" / path).read_text(encoding="utf-8").splitlines()
    return Series(symbol=symbol, timeframe=timeframe, lines=tuple(lines))

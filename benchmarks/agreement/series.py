"""The real candles, and what each backtester reads of them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import talib

from benchmarks.agreement.slow_fills import Market
from benchmarks.workload import ROOT
from bot.candles import clean_candles, infer_timeframe
from bot.domain import StrategyConfig


@dataclass(frozen=True, kw_only=True)
class Series:
    """Clean candles with the name and timeframe of their file."""

    name: str
    timeframe: str
    candles: pd.DataFrame


def real_files() -> list[Path]:
    """Every candle file under REAL_DATA_DIR, or shared/data beside the checkout; may be empty."""
    folder = Path(os.environ.get("REAL_DATA_DIR") or ROOT.parent / "shared" / "data") / "ohlcv"
    return sorted(path for path in folder.rglob("*") if path.suffix in (".csv", ".parquet"))


def real_series(files: Sequence[Path]) -> Iterator[Series]:
    """Each file's candles, cleaned by the one policy."""
    for path in files:
        frame = pd.read_parquet(path) if path.suffix == ".parquet" else pd.read_csv(path)
        frame["timestamp"] = pd.to_datetime(frame["timestamp"], utc=True)
        frame = frame.set_index("timestamp")
        timeframe = infer_timeframe(frame)
        candles = clean_candles(frame, timeframe=timeframe)
        yield Series(name=path.stem, timeframe=timeframe, candles=candles)


def with_indicators(series: Series, config: StrategyConfig) -> pd.DataFrame:
    """The candles with the columns fast, slow and strength, computed by TA-Lib, not by us."""
    close = series.candles["close"].to_numpy(np.float64)
    return series.candles.assign(
        fast=talib.EMA(close, config.ema_fast),
        slow=talib.EMA(close, config.ema_slow),
        strength=talib.RSI(close, config.rsi_period),
    )


def market_of(series: Series, config: StrategyConfig, wanted: np.ndarray) -> Market:
    """What the slow fills read."""
    columns = {name: series.candles[name].tolist() for name in ("open", "high", "low", "close")}
    return Market(
        **columns, wanted=wanted.tolist(), config=replace(config, timeframe=series.timeframe)
    )

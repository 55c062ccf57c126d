"""What is measured: the same candles and the same trials for everyone."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from bot.domain import DecisionPolicy, StrategyConfig
from bot.optimizer import SearchSpace
from bot.optimizer.trials import EmaRsiColumns

CANDLES = 2_000
TRIALS = 20_000
COLUMNS_AT_ONCE = 2_000
SEED = 7
ROOT = Path(__file__).resolve().parents[1]
REAL_HISTORY = Path("ohlcv/crypto/binance_BTCUSDT_1h_2017-2021.csv")
CONFIG = StrategyConfig()
TECHNICAL_RULE = DecisionPolicy(ai_enabled=False, macro_enabled=False, min_confidence=0.0)
"""Nothing but the EMA and RSI rule: what the peers can do as well."""


@dataclass(frozen=True, kw_only=True)
class Workload:
    """Hourly candles and the trials that our own search draws with SEED."""

    candles: pd.DataFrame
    draws: EmaRsiColumns


def workload() -> Workload:
    """2,000 candles and 20,000 trials."""
    draws = SearchSpace().draw(TRIALS, np.random.default_rng(SEED))
    return Workload(candles=random_walk(CANDLES), draws=draws)


def random_walk(count: int) -> pd.DataFrame:
    """A geometric random walk, half a percent of deviation an hour; opens at the close before."""
    rng = np.random.default_rng(SEED)
    close = 100 * np.exp(np.cumsum(rng.normal(0, 0.005, count)))
    open_ = np.r_[100.0, close[:-1]]
    spread = np.abs(rng.normal(0, 0.0025, (2, count)))
    columns = {
        "open": open_,
        "high": np.maximum(open_, close) * (1 + spread[0]),
        "low": np.minimum(open_, close) * (1 - spread[1]),
        "close": close,
        "volume": np.ones(count),
    }
    index = pd.date_range("2017-08-17", periods=count, freq="h", tz="UTC", name="timestamp")
    return pd.DataFrame(columns, index=index)


def long_history(folder: Path) -> Path:
    """The 38,221 real hours of BTC/USDT where the real data is, else as many made-up ones."""
    real = Path(os.environ.get("REAL_DATA_DIR") or ROOT.parent / "shared" / "data") / REAL_HISTORY
    if real.exists():
        return real
    file = folder / "history.csv"
    random_walk(38_221).to_csv(file, date_format="%Y-%m-%dT%H:%M:%SZ")
    return file

"""Write data/sample_ohlcv.csv anew: invented hourly candles, the same bytes each time."""

import argparse
from pathlib import Path

_SYMBOL = "BTC/USDT"
_TIMEFRAME = "1h"
_CANDLES = 2000
_SEED = 7


def main(arguments: list[str] | None = None) -> int:
    """Write the sample and say where; 0."""
    parser = argparse.ArgumentParser(prog="python -m tools.make_samples", description=__doc__)
    parser.add_argument("--out", type=Path, default=Path("data/sample_ohlcv.csv"), metavar="FILE")
    out = parser.parse_args(arguments).out
    write_sample(out)
    print(f"wrote {_CANDLES} synthetic {_TIMEFRAME} candles of {_SYMBOL} (seed {_SEED}) to {out}")
    return 0


def write_sample(path: Path) -> None:
    """Write the sample's candles to a file, replacing it."""
    from bot.market_data import SyntheticMarketDataClient

    source = SyntheticMarketDataClient(
        symbol=_SYMBOL, timeframe=_TIMEFRAME, seed=_SEED, history=_CANDLES
    )
    candles = source.fetch_ohlcv(_SYMBOL, _TIMEFRAME, _CANDLES)
    path.parent.mkdir(parents=True, exist_ok=True)
    candles.to_csv(path, date_format="%Y-%m-%dT%H:%M:%SZ", lineterminator="\n")

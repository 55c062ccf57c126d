"""How kind fills on coarse candles are, by the real minutes inside them.

python -m docs.studies.inside_the_candle --real-data FOLDER

prints the table of inside_the_candle.md.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.arrays import FloatArray
from bot.backtesting import Detail, detail_of, directions_of, simulated
from bot.backtesting.inside import GAPPED, inside_exits
from bot.candles import CandleArrays, resampled
from bot.command_line import Parser, run_program
from bot.domain import StrategyConfig
from bot.domain.errors import DataError
from bot.market_data import read_candles_csv
from bot.rules import STOP_LOSS, Terms, terms_of

MINUTE = "1m"
TIMEFRAMES = ("15m", "1h", "4h")
STOPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05)
SLIPPAGES = (0.0, StrategyConfig().slippage_pct)
COINS = 10
"""So many times a coin is thrown for every candle: its side is entered whenever nothing is held."""

Made = tuple[CandleArrays, Detail]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fills:
    """Trades of all series and coins, one row each: returns are P&L over the entry's notional."""

    coarse: FloatArray
    fine: FloatArray
    is_stop: FloatArray
    is_gapped: FloatArray
    touched_both: FloatArray


def terms(stop: float, slippage: float) -> Terms:
    """A target at twice the stop, no fee, and so little at risk that the account lasts."""
    config = StrategyConfig(
        stop_loss_pct=stop,
        take_profit_pct=2 * stop,
        slippage_pct=slippage,
        fee_pct=0.0,
        risk_per_trade_pct=0.001,
        allow_short=True,
    )
    return terms_of(config)


def minute_files(folder: Path) -> list[Path]:
    """Every file of one-minute candles below `folder`; DataError where there is none."""
    files = sorted((folder / "ohlcv" / "crypto").glob("*_1m_*"))
    if not files:
        raise DataError(f"need candles of 1m in {folder}/ohlcv/crypto, found none: set --real-data")
    return files


def made(files: Sequence[Path], timeframe: str) -> list[Made]:
    """The coarse candles of each file, of which every minute is there, and these minutes."""
    return [_made(file, timeframe) for file in files]


def _made(file: Path, timeframe: str) -> Made:
    minutes = read_candles_csv(file, timeframe=MINUTE)
    candles = resampled(minutes, MINUTE, timeframe)
    detail = detail_of(minutes, MINUTE, candles, timeframe)
    return CandleArrays.of(candles, timeframe), detail


def fills(series: Sequence[Made], bound: Terms) -> Fills:
    """The same coins on the coarse candles alone, and with the minutes inside them."""
    parts = [_thrown(*each, bound, coin) for each in series for coin in range(COINS)]
    return Fills(
        **{name: np.concatenate([p[k] for p in parts]) for k, name in enumerate(Fills.__slots__)}
    )


def _thrown(
    candles: CandleArrays, detail: Detail, bound: Terms, coin: int
) -> tuple[FloatArray, ...]:
    sides = np.random.default_rng(coin).choice(np.array([-1, 1], np.int8), len(candles))
    prices = candles.open, candles.high, candles.low
    asked = *prices, candles.close, directions_of(sides), 1.0, bound
    coarse, fine = simulated(*asked).trades, simulated(*asked, detail).trades
    exits = inside_exits(*prices, fine, bound, detail)
    returns = [
        trades["pnl"] / trades["quantity"] / trades["entry_price"] for trades in (coarse, fine)
    ]
    return *returns, fine["reason"] == STOP_LOSS, exits.code == GAPPED, exits.touched_both


def lines(files: Sequence[Path]) -> Iterator[str]:
    """The table of the page."""
    yield (
        "| candles | stop | trades | touched both | stops gapped through inside"
        " | coarse, no slippage | by minutes | coarse, 0.05 % slippage | by minutes |"
    )
    yield "|---|---:|---:|---:|---:|---:|---:|---:|---:|"
    for timeframe in TIMEFRAMES:
        series = made(files, timeframe)
        for stop in STOPS:
            free, slipped = (fills(series, terms(stop, slippage)) for slippage in SLIPPAGES)
            yield _line(timeframe, stop, free, slipped)


def _line(timeframe: str, stop: float, free: Fills, slipped: Fills) -> str:
    cells = [
        timeframe,
        f"{100 * stop:g} %",
        f"{len(free.fine):,}",
        f"{100 * free.touched_both.mean():.1f} %",
        f"{100 * free.is_gapped.sum() / free.is_stop.sum():.1f} %",
        *(
            f"{1e4 * returns.mean():+.2f}"
            for f in (free, slipped)
            for returns in (f.coarse, f.fine)
        ),
    ]
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str]) -> int:
    """Print the table; errors of the tree are for run_program to tell."""
    flags = Parser(prog="python -m docs.studies.inside_the_candle", description=__doc__)
    flags.add_argument(
        "--real-data",
        type=Path,
        default=Path(os.environ.get("REAL_DATA_DIR") or "shared/data"),
        metavar="FOLDER",
        help="with ohlcv/crypto/*_1m_*; REAL_DATA_DIR without this",
    )
    given: argparse.Namespace = flags.parse_args(arguments)
    for line in lines(minute_files(given.real_data)):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(run_program("python -m docs.studies.inside_the_candle", main, sys.argv[1:]))

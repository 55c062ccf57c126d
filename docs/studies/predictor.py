"""What the AI's probabilities were worth on real candles, and what calibrating them changes.

python -m docs.studies.predictor --real-data FOLDER

prints the tables of predictor.md.
"""

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.ai import round_trip_pct
from bot.ai.evaluation import (
    HitRate,
    HorizonEvaluation,
    MeanInterval,
    WalkForward,
    evaluated,
    scored,
)
from bot.ai.evaluation import walked_forward as walk
from bot.candles import CandleArrays
from bot.command_line import Parser, run_program, tell
from bot.decide import decide, observe
from bot.domain import DecisionPolicy, StrategyConfig
from bot.market_data import read_candles_csv

HORIZONS = (1, 3, 6, 12, 24)
POLICY = DecisionPolicy(macro_enabled=False)
"""The AI by itself: no news is known."""
SEED = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A file of real candles below ohlcv/."""

    symbol: str
    timeframe: str
    file: str

    @property
    def name(self) -> str:
        """As the tables have it."""
        return f"{self.symbol} {self.timeframe}"


SERIES = (
    Series(symbol="BTC/USDT", timeframe="15m", file="crypto/binance_BTCUSDT_15m_2025H1.csv"),
    Series(symbol="BTC/USDT", timeframe="1h", file="crypto/binance_BTCUSDT_1h_2017-2021.csv"),
    Series(symbol="ETH/USDT", timeframe="1h", file="crypto/binance_ETHUSDT_1h_2022-2023.csv"),
    Series(symbol="SOL/USDT", timeframe="1h", file="crypto/binance_SOLUSDT_1h_2022-2023.csv"),
    Series(symbol="ADA/USDT", timeframe="4h", file="crypto/binance_ADAUSDT_4h.csv"),
    Series(symbol="BTC/USDT", timeframe="1d", file="crypto/binance_BTCUSDT_1d.csv"),
    Series(symbol="SPY", timeframe="1h", file="equities/SPY_1h_2012-2021_lean_raw.csv"),
    Series(symbol="NVDA", timeframe="1d", file="equities/NVDA_1d_2000-2026_yfinance_adj.csv"),
    Series(symbol="GC=F", timeframe="1d", file="equities/GC_F_1d_2000-2026_yfinance_adj.csv"),
)
Measured = tuple[HorizonEvaluation, WalkForward]


def measured(series: Series, folder: Path) -> Iterator[Measured]:
    """Each horizon of a series."""
    config = StrategyConfig(symbol=series.symbol, timeframe=series.timeframe)
    frame = read_candles_csv(folder / "ohlcv" / series.file, timeframe=series.timeframe)
    candles = CandleArrays.of(frame, series.timeframe)
    decisions = decide(candles, config, POLICY, observe(candles, POLICY, symbol=series.symbol))
    probabilities, volatility_pct = decisions.probabilities(), decisions.volatility_pct()
    override = POLICY.ai_override_confidence
    for horizon in HORIZONS:
        given = scored(probabilities, candles.close, horizon, round_trip_pct(config))
        found = evaluated(given, volatility_pct, override_confidence=override, seed=SEED)
        yield found, walk(given, seed=SEED)


def worth_row(series: Series, found: HorizonEvaluation) -> str:
    """A line of the first table."""
    rates = " / ".join(f"{share:.0%}" for share in found.base_rates)
    return (
        f"| {series.name} | {found.horizon} | {found.outcomes:,} | {rates} |"
        f" {found.brier.score:.3f} | {found.brier.uncertainty:.3f} | {_percent(found.skill)} |"
        f" {found.brier.reliability:.4f} | {found.brier.resolution:.4f} |"
    )


def hits_row(series: Series, found: HorizonEvaluation) -> str:
    """A line of the second table."""
    parts = (found.hits, found.directional, found.overriding)
    correlation = found.move.correlation
    moved = "—" if correlation is None else f"{correlation:+.3f}"
    return f"| {series.name} | {found.horizon} | {' | '.join(map(_hits, parts))} | {moved} |"


def forward_row(series: Series, horizon: int, forward: WalkForward) -> str:
    """A line of the third table."""
    return (
        f"| {series.name} | {horizon} | {forward.outcomes:,} | {forward.uncalibrated:.4f} |"
        f" {forward.calibrated:.4f} | {forward.base_rates:.4f} |"
        f" {_percent(forward.calibrated_skill)} |"
    )


def main(arguments: Sequence[str]) -> int:
    """Print the three tables."""
    parser = Parser(prog="python -m docs.studies.predictor", description=__doc__ or "")
    usual = Path(os.environ.get("REAL_DATA_DIR") or "shared/data")
    parser.add_argument("--real-data", type=Path, default=usual, metavar="FOLDER")
    given = parser.parse_args(arguments)
    worth, hits, forward = [], [], []
    for series in SERIES:
        if not given.quiet:
            tell(f"{series.name} ...")
        for found, walked in measured(series, given.real_data):
            worth.append(worth_row(series, found))
            hits.append(hits_row(series, found))
            forward.append(forward_row(series, found.horizon, walked))
    for head, rows in ((_WORTH, worth), (_HITS, hits), (_FORWARD, forward)):
        print(head, *rows, "", sep="\n")
    return 0


def _head(*names: str) -> str:
    """The first column to the left, the others to the right."""
    marks = ["---", *["---:"] * (len(names) - 1)]
    return f"| {' | '.join(names)} |\n|{'|'.join(marks)}|"


_WORTH = _head(
    *("candles", "later", "outcomes", "long / short / flat", "Brier", "base rates", "skill"),
    *("reliability", "resolution"),
)
_HITS = _head(
    *("candles", "later", "all calls, edge", "not flat, edge", "overriding, edge"),
    "correlation of the move",
)
_FORWARD = _head(
    *("candles", "later", "outcomes", "as it is", "calibrated", "base rates"),
    "skill of the calibrated",
)


def _hits(hits: HitRate) -> str:
    if hits.rate is None or hits.edge is None:
        return "0"
    return f"{hits.rate:.1%} of {hits.calls:,}, {_percent(hits.edge)}"


def _percent(interval: MeanInterval) -> str:
    if interval.low is None:
        return f"{interval.mean:+.1%} (too few to say)"
    return f"{interval.mean:+.1%} ({interval.low:+.1%} to {interval.high:+.1%})"


if __name__ == "__main__":
    sys.exit(run_program("python -m docs.studies.predictor", main))

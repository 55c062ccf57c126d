"""Do the AI and the news help? The same candles with each opinion on and off, on real series.

python -m docs.studies.ablation --real-data FOLDER

prints the tables of ablation.md: every series of the lists below, none left out afterwards.
"""

import argparse
import csv
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd

from bot.backtesting import Backtester, BacktestResult
from bot.backtesting.robustness import AblatedRun, Ablation, ablation
from bot.candles import infer_timeframe, resampled
from bot.command_line import Parser, run_program
from bot.domain import DecisionPolicy, Headline, MacroEvent, StrategyConfig
from bot.market_data import read_candles_csv
from bot.news.classify import Aliases, classify
from bot.news.parsing import FeedDocument, read_feed
from bot.news.sentiment import LexiconScorer

_SEED = 0
_FEEDS = "news/real_feeds"


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Real candles of a symbol, below ohlcv/; minutes are made hours."""

    symbol: str
    file: str
    start: str | None = None
    end: str | None = None

    def candles(self, real_data: Path) -> pd.DataFrame:
        """A checked frame of the days of the series."""
        frame = read_candles_csv(real_data / "ohlcv" / self.file)
        if infer_timeframe(frame) == "1m":
            frame = resampled(frame, "1m", "1h")
        return frame.loc[self.start : self.end]


AI_SERIES = (
    Series(symbol="BTC/USDT", file="crypto/binance_BTCUSDT_1h_2017-2021.csv"),
    Series(symbol="ETH/USDT", file="crypto/binance_ETHUSDT_1h_2022-2023.csv"),
    Series(symbol="SOL/USDT", file="crypto/binance_SOLUSDT_1h_2022-2023.csv"),
    Series(symbol="ADA/USDT", file="crypto/binance_ADAUSDT_4h.csv"),
    Series(symbol="BTC/USDT", file="crypto/binance_BTCUSDT_1d.csv"),
    Series(symbol="SPY", file="equities/SPY_1h_2012-2021_lean_raw.csv"),
    Series(symbol="SPY", file="equities/SPY_1d_2019-2025_yfinance_adj.csv"),
    Series(symbol="NVDA", file="equities/NVDA_1d_2000-2026_yfinance_adj.csv"),
    Series(symbol="GC=F", file="equities/GC_F_1d_2000-2026_yfinance_adj.csv"),
    Series(symbol="EURUSD=X", file="equities/EURUSD_1h_2017-2018_backtestingpy.csv"),
)
NEWS_SERIES = (
    (
        Series(
            symbol="ETH/USDT",
            file="crypto/binance_ETHUSDT_1h_2022-2023.csv",
            start="2022-12-16",
            end="2022-12-30",
        ),
        "newsapi_crypto_2022-12.csv",
    ),
    (
        Series(
            symbol="BTC/USDT",
            file="crypto/binance_BTCUSDT_1m_2023-01_2023-04.parquet",
            start="2023-03-06",
            end="2023-03-20",
        ),
        "coindesk_2023-03-13.xml",
    ),
)


def ablated(candles: pd.DataFrame, symbol: str, events: Sequence[MacroEvent]) -> Ablation:
    """The default rule with a stop and target that costs do not eat up, four times."""
    config = StrategyConfig(
        symbol=symbol,
        timeframe=infer_timeframe(candles),
        stop_loss_pct=0.02,
        take_profit_pct=0.04,
        exit_on_opposite_signal=True,
    )

    def run(policy: DecisionPolicy) -> BacktestResult:
        return Backtester(config, policy, events=events).run(candles)

    return ablation(DecisionPolicy(), run, seed=_SEED)


def events_of(file: Path, symbol: str) -> tuple[MacroEvent, ...]:
    """The headlines of a feed or of a table of articles, judged as the bot judges them."""
    headlines = _articles(file) if file.suffix == ".csv" else _items(file)
    distinct = {headline.title: headline for headline in headlines}
    return classify(tuple(distinct.values()), LexiconScorer(), Aliases([symbol]))


def _items(file: Path) -> Iterator[Headline]:
    document = FeedDocument(body=file.read_bytes(), content_type="", url="")
    for item in read_feed(document).items:
        yield Headline(
            title=item.title,
            summary=item.summary,
            url=item.url,
            published_at=item.published_at,
            source=file.stem,
            category="crypto",
        )


def _articles(file: Path) -> Iterator[Headline]:
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield Headline(
                title=row["title"],
                summary=row["description"],
                url=row["url"],
                published_at=datetime.fromisoformat(row["publishedAt"]).astimezone(UTC),
                source=file.stem,
                category="crypto",
            )


def ai_lines(real_data: Path) -> Iterator[str]:
    """What the AI returned more than the technical signal alone."""
    yield (
        "| candles | from | to | technical only | + AI | more a year | between | told from chance |"
    )
    yield "|---|---|---|---:|---:|---:|---|---|"
    for series in AI_SERIES:
        candles = series.candles(real_data)
        alone, with_ai, *_ = ablated(candles, series.symbol, ()).runs
        yield _row([*_named(series, candles), _pnl(alone), _pnl(with_ai), *_more(with_ai)])


def news_lines(real_data: Path) -> Iterator[str]:
    """What the news of a week returned more."""
    yield (
        "| candles | from | to | events | technical only | + macro | more a year | between"
        " | told from chance |"
    )
    yield "|---|---|---|---:|---:|---:|---:|---|---|"
    for series, file in NEWS_SERIES:
        candles = series.candles(real_data)
        events = events_of(real_data / _FEEDS / file, series.symbol)
        counted = sum(event.bias_for(series.symbol) is not None for event in events)
        alone, _, with_macro, _ = ablated(candles, series.symbol, events).runs
        yield _row(
            [
                *_named(series, candles),
                f"{counted} of {len(events)}",
                _pnl(alone),
                _pnl(with_macro),
                *_more(with_macro),
            ]
        )


def _named(series: Series, candles: pd.DataFrame) -> tuple[str, str, str]:
    days = [f"{moment:%Y-%m-%d}" for moment in (candles.index[0], candles.index[-1])]
    return f"{series.symbol} {infer_timeframe(candles)}", days[0], days[1]


def _pnl(run: AblatedRun) -> str:
    return f"{run.total_pnl_pct:+.1f} % in {run.total_trades:,}"


def _more(run: AblatedRun) -> tuple[str, str, str]:
    more = run.difference
    if more is None:
        return "0.0 %", "—", "no candle differs"
    if more.low_pct is None or more.high_pct is None:
        return f"{more.mean_pct:+.1f} %", "—", "no"
    verdict = ("helps" if more.mean_pct > 0 else "harms") if more.is_certain else "no"
    return f"{more.mean_pct:+.1f} %", f"{more.low_pct:+.1f} .. {more.high_pct:+.1f} %", verdict


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str]) -> int:
    """Print both tables; errors of the tree are for run_program to tell."""
    flags = Parser(prog="python -m docs.studies.ablation", description=__doc__)
    flags.add_argument(
        "--real-data",
        type=Path,
        default=Path(os.environ.get("REAL_DATA_DIR") or "shared/data"),
        metavar="FOLDER",
        help="with ohlcv/ and news/real_feeds/; REAL_DATA_DIR without this",
    )
    given: argparse.Namespace = flags.parse_args(arguments)
    print("\n".join(ai_lines(given.real_data)))
    print()
    print("\n".join(news_lines(given.real_data)))
    return 0


if __name__ == "__main__":
    sys.exit(run_program("python -m docs.studies.ablation", main, sys.argv[1:]))

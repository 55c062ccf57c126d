"""run_backtest.py: twelve ways to decide and to be judged, and questions answered by hand."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tests.golden.case import Case, Step
from tests.golden.inputs import BREAKOUT, document, events
from tests.golden.markets import Markets
from tests.golden.series import Series

WIDE = ("--stop-loss-pct", "0.02", "--take-profit-pct", "0.03")
BOTH_WAYS = ("--allow-short", "--exit-on-opposite-signal")
CONFIG = {"ema_fast": 8, "ema_slow": 21, "stop_loss_pct": 0.015, "allow_short": True}
LATE = ("--rsi-period", "10", "--rsi-overbought", "80", "--rsi-oversold", "20")


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Flags of one run; `window` adds --start and --end within the series."""

    name: str
    flags: tuple[str, ...]
    window: bool = False
    longest: int | None = None


WAYS = (
    Way(name="as-it-comes", flags=("--json",)),
    Way(name="both-directions", flags=("--json", *WIDE, *BOTH_WAYS, "--full-equity")),
    Way(name="no-ai", flags=("--json", *WIDE, "--no-ai", "--macro-events", "events.json")),
    Way(
        name="ai-and-macro",
        flags=("--json", *WIDE, *BOTH_WAYS, "--macro-events", "events.json", "--quiet"),
    ),
    Way(
        name="technical-alone",
        flags=("--json", *WIDE, *LATE, "--no-ai", "--no-macro", "--min-confidence", "0.2"),
    ),
    Way(
        name="bollinger",
        flags=(
            *("--json", *WIDE, *BOTH_WAYS, "--strategy", "bollinger_reversion"),
            *("--strategy-params", "period=30,width=1.8"),
        ),
    ),
    Way(name="macd", flags=("--json", *WIDE, "--allow-short", "--strategy", "macd_trend")),
    Way(
        name="breakout",
        flags=("--json", *WIDE, *BOTH_WAYS, "--strategy", "breakout", "--no-macro"),
    ),
    Way(
        name="walk-forward",
        flags=("--json", *WIDE, "--walk-forward", "3", "--seed", "5"),
        longest=4000,
    ),
    Way(
        name="believed",
        flags=(
            *("--json", "believed.json", *WIDE, *BOTH_WAYS, "--monte-carlo", "200", "--seed", "7"),
            *("--stress", "--costs-sweep", "--report", "page.html"),
        ),
        longest=6000,
    ),
    Way(
        name="window-in-words",
        flags=("--no-save", *WIDE, "--balance", "2500", "--fee-pct", "0", "--slippage-pct", "0"),
        window=True,
    ),
    Way(
        name="config-file",
        flags=(
            "--json",
            "--config",
            "config.json",
            "--lookback",
            "700",
            "--risk-per-trade-pct",
            "2",
        ),
    ),
)


def cases(markets: Markets) -> Iterator[Case]:
    """Each way on each series, or by turns; the reports of others; a dialogue."""
    for number, way in enumerate(WAYS):
        chosen = markets.series if markets.thorough else (markets.series[number % 6],)
        for series in chosen:
            yield _case(way, series)
    reported = replace(
        WAYS[6], name="macd-report", flags=(*WAYS[6].flags[1:], "--report", "p.html")
    )
    yield _case(reported, markets.first)
    yield _dialogue(markets.first)
    yield _optimized(markets.first.tail(1200))


def _case(way: Way, series: Series) -> Case:
    series = series if way.longest is None else series.tail(way.longest)
    window = ("--start", series.open_time(0.4), "--end", series.open_time(0.9))
    return Case(
        name=f"backtest-{way.name}-{series.file.removesuffix('.csv')}",
        files={
            series.file: series.content,
            "events.json": events(series),
            "config.json": document(CONFIG),
            "data/strategies/breakout.py": BREAKOUT,
        },
        steps=(
            Step(
                name="backtest",
                command=(
                    *("run_backtest.py", "--yes", "--symbol", series.symbol),
                    *("--timeframe", series.timeframe, "--csv", series.file, *way.flags),
                    *(window if way.window else ()),
                ),
            ),
        ),
    )


def _dialogue(series: Series) -> Case:
    """Symbol, timeframe, lookback, balance, parameters, source, its file, save."""
    answers = (series.symbol, series.timeframe, "500", "5000", "", "csv", series.file, "", "", "")
    return Case(
        name="backtest-dialogue",
        files={series.file: series.content},
        steps=(
            Step(name="asked", command=("run_backtest.py",), typed="\n".join(answers)),
            Step(name="asked-too-little", command=("run_backtest.py",), typed="BTC/USDT\n"),
            Step(name="synthetic", command=("run_backtest.py", "--yes", "--source", "synthetic")),
        ),
    )


def _optimized(series: Series) -> Case:
    """--parameters optimized after a search of one symbol on its file."""
    searched = {"DATA_SOURCE": "csv", "CANDLES_CSV": series.file, "SYMBOL": series.symbol}
    search = ("run_portfolio_optimize.py", "--trials", "30", "--seed", "2", "--jobs", "2")
    used = ("run_backtest.py", "--yes", "--parameters", "optimized", "--json")
    return Case(
        name="backtest-optimized",
        files={series.file: series.content},
        settings={"PROMOTION_GATE": "off", "OPTIMIZE_LOOKBACK": "800"},
        steps=(
            Step(name="search", command=search, settings=searched),
            Step(name="backtest", command=(*used, "--csv", series.file, "--symbol", series.symbol)),
        ),
    )

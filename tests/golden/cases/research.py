"""python -m bot.research: tables, documents and maps."""

from collections.abc import Iterator

from tests.golden.case import Case, Step
from tests.golden.inputs import BREAKOUT, events
from tests.golden.markets import Markets
from tests.golden.series import Series

LISTS = ("--ema-fast", "5,8,12", "--ema-slow", "20:40:10", "--rsi-overbought", "65,75")


def cases(markets: Markets) -> Iterator[Case]:
    """The built-in grid on two markets, and a grid of a user's own strategy."""
    kept = ("--export", "grid.csv", "--json", "grid.json", "--heat-map", "map.html", "--jobs", "2")
    news = ("--macro-events", "events.json")
    wide = ("--stop-loss-pct", "0.01,0.03", "--take-profit-pct", "0.03", "--allow-short")
    yield _case("grid", markets.first, (*LISTS, *wide, *kept, *news))
    yield _case("grid-daily", markets.series[5], (*LISTS, *wide, *kept, "--no-ai"))
    judged = ("--objective", "composite", "--mdd-weight", "0.4", "--out-of-sample", "0.5")
    own = ("--strategy", "breakout", "--param", "channel=10:40:10", "--top", "3", "--json")
    yield _case("breakout", markets.series[2], (*own, *judged, "--export", "grid.csv"))


def _case(name: str, series: Series, flags: tuple[str, ...]) -> Case:
    where = ("--symbol", series.symbol, "--timeframe", series.timeframe, "--csv", series.file)
    return Case(
        name=f"research-{name}",
        files={
            series.file: series.content,
            "events.json": events(series),
            "data/strategies/breakout.py": BREAKOUT,
        },
        steps=(Step(name="research", command=("-m", "bot.research", *where, *flags)),),
    )

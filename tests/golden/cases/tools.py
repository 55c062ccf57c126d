"""tools/check_strategy.py and tools/download_candles.py."""

from collections.abc import Iterator

from tests.golden.case import Case, Step
from tests.golden.inputs import BREAKOUT, CLAIRVOYANT
from tests.golden.markets import Markets

STRATEGIES = ("ema_rsi", "bollinger_reversion", "macd_trend", "breakout")


def cases(markets: Markets) -> Iterator[Case]:
    """Every strategy checked, one that looks ahead, and candles of an exchange kept."""
    short = ("--tries", str(markets.sized(60, 12)), "--candles", str(markets.sized(1200, 400)))
    check = "tools/check_strategy.py"
    for name in STRATEGIES:
        yield Case(
            name=f"check-{name}",
            files={"data/strategies/breakout.py": BREAKOUT},
            steps=(Step(name="check", command=(check, name, "--json", *short)),),
        )
    series = markets.first
    yield Case(
        name="check-looks-ahead",
        files={series.file: series.content, "data/strategies/clairvoyant.py": CLAIRVOYANT},
        steps=(Step(name="check", command=(check, "clairvoyant", "--csv", series.file, *short)),),
    )
    traded = markets.traded[2]
    keep = ("tools/download_candles.py", "--symbol", traded.symbol, "--timeframe", traded.timeframe)
    since = ("--start", traded.open_time(0.5))
    yield Case(
        name="download",
        exchange=markets.traded,
        settings={"DATA_SOURCE": "exchange"},
        steps=(Step(name="download", command=(*keep, *since)),),
    )

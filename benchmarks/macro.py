"""The macro opinion on ten thousand events against one decision of the bot without news."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from benchmarks.line import Line
from benchmarks.million import minutes
from benchmarks.rounds import best_seconds
from bot.domain import AssetType, DecisionPolicy, MacroEvent, StrategyConfig, TradingMode
from bot.domain.calendar import EntryBlackout
from bot.macro import MacroSentimentEngine
from bot.trading.decision_maker import DecisionMaker, candles_needed
from bot.trading.market import Market

EVENTS = 10_000
ROUNDS = 5
SYMBOL = "BTC/USDT"
HALF_LIFE = 72.0
NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = ("Fed", "raises", "rates", "bitcoin", "falls", "bank", "halts", "withdrawals", "tariffs")
CONFIG = StrategyConfig(symbol=SYMBOL, timeframe="1m")
MARKET = Market(
    symbol=SYMBOL,
    data_symbol=SYMBOL,
    macro_symbol=SYMBOL,
    asset_type=AssetType.CRYPTO,
    timeframe=CONFIG.timeframe,
    lookback=250,
    data_source="replay",
    mode=TradingMode.REPLAY,
    counts_undated=False,
    loop_interval_seconds=0,
    runs_in_real_time=False,
)


def macro_lines() -> list[Line]:
    """An engine made and asked as each cycle does; what is computed of the events once is there."""
    decision, now = decision_without_news()
    events = news(now)
    seconds = best_seconds(
        {
            "decision": decision,
            "assess": lambda: MacroSentimentEngine(events, HALF_LIFE).assess(SYMBOL, now),
        },
        ROUNDS,
    )
    return [
        Line(what="one decision without news", value=seconds["decision"] * 1e3, unit="ms"),
        Line(
            what=f"macro opinion on {EVENTS:,} events / one decision",
            value=seconds["assess"] / seconds["decision"],
            unit="x",
            bar=1,
            at_most=True,
        ),
    ]


def decision_without_news() -> tuple[Callable[[], object], datetime]:
    """What makes one, on as many candles as the bot takes, and when the last of them closed."""
    candles = minutes(candles_needed(MARKET, CONFIG, None, NOW))
    now = candles.index[-1].to_pydatetime() + timedelta(minutes=1)
    maker = DecisionMaker(
        market=MARKET,
        policy=DecisionPolicy(),
        events=tuple,
        blackout=EntryBlackout,
        log=structlog.get_logger(),
    )
    return lambda: maker.decide(candles, CONFIG, now), now


def news(now: datetime) -> tuple[MacroEvent, ...]:
    """One every three minutes up to `now`, of many stories, for the symbol, others and all."""
    assets = ({}, {SYMBOL: 0.4}, {"NVDA": -0.3, "*": 0.1})
    return tuple(
        MacroEvent(
            title=f"{WORDS[n % 9]} {WORDS[n // 9 % 9]} {n // 40} {WORDS[n // 7 % 9]}",
            assets=assets[n % 3],
            published_at=now - timedelta(minutes=3 * (EVENTS - n)),
        )
        for n in range(EVENTS)
    )


if __name__ == "__main__":
    print("\n".join(map(str, macro_lines())))

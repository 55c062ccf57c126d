"""Sample events, so that a first visit with made-up candles sees the macro engine at work.

They count with synthetic candles only: made-up news moves no real decision.
"""

from bot.domain import Impact, MacroEvent, Sentiment

BASELINE_EVENTS = (
    MacroEvent(
        title="Sample: central bank signals patience on rates",
        category="macro",
        sentiment=Sentiment.DOVISH,
        impact=Impact.MEDIUM,
        actor="Federal Reserve",
        interest_rate_expectation="unchanged, cuts possible later",
        source="built-in sample",
    ),
    MacroEvent(
        title="Sample: new tariffs weigh on risk appetite",
        category="politics",
        sentiment=Sentiment.BEARISH,
        impact=Impact.LOW,
        source="built-in sample",
    ),
    MacroEvent(
        title="Sample: steady inflows into digital-asset funds",
        category="crypto",
        sentiment=Sentiment.BULLISH,
        impact=Impact.LOW,
        assets={"BTC/USDT": 0.4, "ETH/USDT": 0.3},
        source="built-in sample",
    ),
)

"""Hypothesis makers of configs, policies and macro events."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.domain import AiCalibration, DecisionPolicy, MacroEvent, PlattLine, StrategyConfig
from bot.domain.macro_event import Impact, Sentiment

SYMBOL = "BTC/USDT"
NOON = datetime(2024, 1, 1, 12, tzinfo=UTC)


@st.composite
def configs(draw: st.DrawFn) -> StrategyConfig:
    """Short periods, so that few candles suffice, and every switch."""
    fast = draw(st.integers(2, 12))
    oversold = draw(st.sampled_from([0.0, 15.0, 30.0, 45.0]))
    return StrategyConfig(
        symbol=SYMBOL,
        ema_fast=fast,
        ema_slow=fast + draw(st.integers(1, 20)),
        rsi_period=draw(st.integers(2, 20)),
        rsi_oversold=oversold,
        rsi_overbought=draw(st.sampled_from([46.0, 60.0, 75.0, 100.0])),
        risk_per_trade_pct=draw(st.sampled_from([0.5, 2.0])),
        stop_loss_pct=draw(st.sampled_from([0.004, 0.03])),
        take_profit_pct=draw(st.sampled_from([0.008, 0.06])),
        allow_short=draw(st.booleans()),
        exit_on_opposite_signal=draw(st.booleans()),
    )


LOUD = AiCalibration(
    name="by_hand",
    sha256="ab" * 32,
    symbol="BTC/USDT",
    timeframe="1h",
    horizon_candles=12,
    last_candle=datetime(2023, 12, 31, tzinfo=UTC),
    long=PlattLine(slope=2.0, intercept=1.0),
    short=PlattLine(slope=1.5, intercept=0.5),
    flat=PlattLine(slope=0.5, intercept=-1.0),
)
"""Makes a direction likelier than the heuristic finds it, so that the AI overrides more often."""
_lines = st.builds(PlattLine, slope=st.floats(-3, 3), intercept=st.floats(-2, 2))
calibrations = st.builds(
    AiCalibration,
    name=st.just("drawn"),
    sha256=st.just("0" * 64),
    symbol=st.just(SYMBOL),
    timeframe=st.just("1h"),
    horizon_candles=st.just(12),
    last_candle=st.just(NOON),
    long=_lines,
    short=_lines,
    flat=_lines,
)


@st.composite
def policies(draw: st.DrawFn) -> DecisionPolicy:
    """Both switches, and thresholds low enough to act and high enough to refuse."""
    return DecisionPolicy(
        ai_enabled=draw(st.booleans()),
        macro_enabled=draw(st.booleans()),
        min_confidence=draw(st.sampled_from([0.0, 0.3, 0.4, 0.6])),
        ai_override_confidence=draw(st.sampled_from([0.0, 0.35, 0.5, 0.6, 1.0])),
        macro_half_life_hours=draw(st.sampled_from([1.0, 24.0, 72.0])),
        ai_calibration=draw(st.none() | calibrations),
    )


def macro_events(published: st.SearchStrategy[datetime | None]) -> st.SearchStrategy[MacroEvent]:
    """Events with every way to state a bias, for SYMBOL, others, or all."""
    bias = st.floats(-1, 1)
    return st.builds(
        MacroEvent,
        title=st.sampled_from(["Rate decision", "Jobs", "Hack"]),
        category=st.sampled_from(["rates", "election", "general"]),
        sentiment=st.sampled_from(Sentiment),
        impact=st.sampled_from(Impact),
        assets=st.dictionaries(st.sampled_from([SYMBOL, "NVDA", "*"]), bias, max_size=3),
        bias=st.none() | bias,
        published_at=published,
    )


def events_during(start: datetime, length: timedelta) -> st.SearchStrategy[list[MacroEvent]]:
    """Events from a while before the candles to a while after them, some undated."""
    hours = st.floats(-100, length / timedelta(hours=1) + 10)
    published = hours.map(lambda after: start + timedelta(hours=after))
    on_the_hour = st.integers(0, length // timedelta(hours=1)).map(
        lambda after: start + timedelta(hours=after)
    )
    return st.lists(macro_events(st.none() | published | on_the_hour), max_size=6)

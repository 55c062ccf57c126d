"""A second decision, plain and slow, written from docs/architecture.md and the docstrings alone.

It shares no code with the bot: every row is computed from the whole history up to it, with lists
and the statistics module.
"""

import itertools
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

NAN = math.nan
IMPACT = {"low": 0.8, "medium": 1.0, "high": 1.5, "critical": 2.0}
SENTIMENT = {"bullish": 0.6, "bearish": -0.6, "hawkish": -0.5, "dovish": 0.5, "neutral": 0.0}


@dataclass(frozen=True)
class SlowRules:
    """The parameters that the decision reads, named as in StrategyConfig."""

    ema_fast: int
    ema_slow: int
    rsi_period: int
    rsi_overbought: float
    rsi_oversold: float
    ai_enabled: bool
    min_confidence: float
    ai_override_confidence: float
    calibration: tuple[tuple[float, float], ...] | None = None


@dataclass(frozen=True)
class SlowDecision:
    """One row's outcome and the opinions behind it; probabilities of long, short, flat.

    `margin` is the distance of the nearest comparison from a tie, where rounding may decide.
    """

    action: int
    confidence: float
    overridden: bool
    technical: tuple[int, float]
    probabilities: tuple[float, float, float]
    margin: float


def slow_ema(closes: Sequence[float], period: int) -> float:
    """The last value of an EMA seeded with the mean of the first closes."""
    if len(closes) < period:
        return NAN
    weight = 2 / (period + 1)
    value = statistics.fmean(closes[:period])
    for close in closes[period:]:
        value = weight * close + (1 - weight) * value
    return value


def slow_rsi(closes: Sequence[float], period: int) -> float:
    """The last value of Wilder's RSI: 100 - 100 / (1 + average gain / average loss)."""
    changes = [after - before for before, after in itertools.pairwise(closes)]
    if len(changes) < period:
        return NAN
    gain = statistics.fmean([max(change, 0.0) for change in changes[:period]])
    loss = statistics.fmean([max(-change, 0.0) for change in changes[:period]])
    for change in changes[period:]:
        gain = (gain * (period - 1) + max(change, 0.0)) / period
        loss = (loss * (period - 1) + max(-change, 0.0)) / period
    if gain == 0 and loss == 0:
        return NAN
    return 100.0 if loss == 0 else 100 - 100 / (1 + gain / loss)


def slow_technical(
    fast: float, slow: float, rsi: float, deviation: float, rules: SlowRules
) -> tuple[int, float]:
    """The first rule that holds and its confidence."""
    high, low = rules.rsi_overbought, rules.rsi_oversold
    if any(math.isnan(value) for value in (fast, slow, rsi, deviation)):
        return 0, 0.0
    if fast > slow and rsi < high:
        action = 1
    elif fast < slow and rsi > low:
        action = -1
    elif rsi < low:
        action = 1
    elif rsi > high:
        action = -1
    else:
        return 0, 0.0
    gap = (fast - slow) * action
    if gap <= 0:
        trend = 0.0
    elif deviation == 0:
        trend = 1.0  # an endless gap in units of nothing
    else:
        trend = (gap / deviation) / (1 + gap / deviation)
    room = ((high - rsi) if action == 1 else (rsi - low)) / (high - low)
    return action, (trend + max(0.0, min(1.0, room))) / 2


def _damped(value: float, scale: float) -> float:
    return (1 - math.exp(-abs(value) / scale)) * (1 if value > 0 else -1)


def slow_probabilities(
    gap_pct: float, momentum_pct: float, rsi_distance: float, volatility_pct: float, lean: float
) -> tuple[float, float, float] | None:
    """Softmax over long, short and flat; None while a feature is unknown."""
    if any(math.isnan(x) for x in (gap_pct, momentum_pct, rsi_distance, volatility_pct)):
        return None
    score = 1.0 * _damped(gap_pct, 1.0) + 0.8 * _damped(momentum_pct, 2.0)
    score += 0.6 * _damped(rsi_distance, 20.0) + 1.2 * lean
    scores = [score, -score, 0.4 + 0.8 * _damped(volatility_pct, 3.0)]
    powers = [math.exp(each) for each in scores]
    return tuple(power / sum(powers) for power in powers)


def slow_calibrated(
    probabilities: Sequence[float], lines: Sequence[tuple[float, float]]
) -> tuple[float, float, float]:
    """Each class through its slope and intercept, then divided by their sum."""
    odds = [
        (chance / (1 - chance)) ** slope * math.exp(intercept)
        for chance, (slope, intercept) in zip(probabilities, lines, strict=True)
    ]
    shares = [each / (1 + each) for each in odds]
    return tuple(share / sum(shares) for share in shares)


@dataclass(frozen=True)
class SlowEvent:
    """What the macro opinion reads of an event; equal titles tell one story."""

    title: str
    published: datetime | None
    impact: str
    sentiment: str
    assets: dict[str, float]
    bias: float | None

    def bias_for(self, symbol: str) -> float | None:
        """The symbol's own bias, else that of "*", else (no assets named) the event's."""
        for name in (symbol, "*"):
            if name in self.assets:
                return self.assets[name]
        if self.assets:
            return None
        return self.bias if self.bias is not None else SENTIMENT[self.sentiment]


def slow_macro(
    events: Sequence[SlowEvent],
    symbol: str,
    moment: datetime,
    half_life: timedelta,
    count_undated: bool = False,
) -> tuple[float, float]:
    """Bias and confidence as of a moment: every event asked, every time."""
    weights, pushes = [], []
    for event, told in slow_tellings(events, symbol):
        bias = event.bias_for(symbol) or 0.0
        if event.published is None and not count_undated:
            continue
        if event.published is not None and event.published > moment:
            continue
        age = moment - event.published if event.published is not None else timedelta(0)
        weights.append(IMPACT[event.impact] * 2 ** -(age / half_life) * 2.0**-told)
        pushes.append(weights[-1] * bias)
    mass, push, pull = math.fsum(weights), math.fsum(pushes), math.fsum(map(abs, pushes))
    agreement = abs(push) / pull if pull else 1.0
    return push / max(mass, 1.0), mass / (1 + mass) * (1 + agreement) / 2


def slow_tellings(events: Sequence[SlowEvent], symbol: str) -> list[tuple[SlowEvent, int]]:
    """The events of a symbol, each with how often its story was told in the three days before."""
    out: list[tuple[SlowEvent, int]] = []
    begun: dict[tuple[str, bool], tuple[datetime, int]] = {}
    never = datetime(1, 1, 1, tzinfo=UTC)
    ordered = sorted(
        (event for event in events if event.bias_for(symbol) is not None),
        key=lambda e: (e.published or never, -IMPACT[e.impact], e.title, e.bias_for(symbol)),
    )
    for event in ordered:
        now, story = event.published or never, (event.title, event.published is None)
        first, told = begun.get(story, (now, 0))
        if now - first > timedelta(hours=72):
            first, told = now, 0
        begun[story] = first, told + 1
        out.append((event, told))
    return out


def slow_decide(closes: Sequence[float], rules: SlowRules, lean: float) -> SlowDecision:
    """The decision at the last close; `lean` is macro bias x confidence, 0 where macro is off."""
    fast, slow = slow_ema(closes, rules.ema_fast), slow_ema(closes, rules.ema_slow)
    rsi = slow_rsi(closes, rules.rsi_period)
    deviation = statistics.stdev(closes[-20:]) if len(closes) >= 20 else NAN
    momentum = (closes[-1] / closes[-6] - 1) * 100 if len(closes) >= 6 else NAN
    technical = slow_technical(fast, slow, rsi, deviation, rules)
    action, confidence = technical
    confidence = min(1.0, max(0.0, confidence * (1 + action * lean)))
    known = slow_probabilities(
        100 * (fast - slow) / slow, momentum, rsi - 50, 100 * deviation / closes[-1], lean
    )
    if known is not None and rules.calibration is not None:
        known = slow_calibrated(known, rules.calibration)
    ties = [rsi - rules.rsi_overbought, rsi - rules.rsi_oversold, (fast - slow) / slow]
    if rules.ai_enabled and known is not None:
        best = max(known)
        ties += [best - sorted(known)[1], best - rules.ai_override_confidence]
        predicted = {0: 1, 1: -1, 2: 0}[known.index(best)]
        if best > rules.ai_override_confidence:
            confidence = max(confidence, best) if predicted == action else best
            action = predicted
    if rules.min_confidence > 0:
        ties.append(confidence - rules.min_confidence)
    if confidence < rules.min_confidence:
        action = 0
        overridden = False
    else:
        overridden = action != technical[0]
    margin = min((abs(tie) for tie in ties if not math.isnan(tie)), default=1.0)
    probabilities = known or (0.0, 0.0, 1.0)
    return SlowDecision(action, confidence, overridden, technical, probabilities, margin)

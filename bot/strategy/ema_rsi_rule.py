"""The rule of EMA/RSI at one candle: which line of it holds first, and how confidently."""

import math

from bot.compiled import compiled
from bot.domain import Action, Signal, StrategyConfig


@compiled
def have_values(fast: float, slow: float, rsi: float, deviation: float) -> bool:
    """Whether all four indicators have a value; where one is NaN, no rule holds."""
    return (fast == fast) & (slow == slow) & (rsi == rsi) & (deviation == deviation)


@compiled
def rising_at(fast: float, slow: float, rsi: float, overbought: float, oversold: float) -> bool:
    """Whether the first rule that holds says +1; never on the same row as `falling_at`."""
    return ((fast > slow) & (rsi < overbought)) | (rsi < oversold)


@compiled
def falling_at(fast: float, slow: float, rsi: float, overbought: float, oversold: float) -> bool:
    """Whether the first rule that holds says -1; never on the same row as `rising_at`."""
    return ((fast < slow) & (rsi > oversold)) | (rsi > overbought)


@compiled
def direction_at(
    fast: float, slow: float, rsi: float, deviation: float, overbought: float, oversold: float
) -> int:
    """Which rule holds first, as +1, -1 or 0; without a branch, for a loop over many rows."""
    falls = -1 if falling_at(fast, slow, rsi, overbought, oversold) else 0
    direction = 1 if rising_at(fast, slow, rsi, overbought, oversold) else falls
    return direction if have_values(fast, slow, rsi, deviation) else 0


@compiled
def technical_at(
    fast: float, slow: float, rsi: float, deviation: float, overbought: float, oversold: float
) -> tuple[int, float]:
    """Direction (+1, -1, 0) and confidence in [0, 1] from one row of indicators.

    The first rule that holds: +1 if fast > slow and RSI < overbought; -1 if fast < slow and RSI >
    oversold; +1 if RSI < oversold; -1 if RSI > overbought; else 0. Any NaN gives (0, 0).

    confidence = (trend + room) / 2. trend = g / (1 + g) with g the EMA gap along the signal in
    units of the closes' standard deviation (0 where the gap is against it); room = how far RSI is
    from the level that would forbid the signal, as a share of the band between the two levels, cut
    to [0, 1]. Both grow the confidence; half of it is trend, half is room.
    """
    direction = direction_at(fast, slow, rsi, deviation, overbought, oversold)
    gap = fast - slow if direction > 0 else slow - fast
    trend = gap / (gap + deviation) if gap > 0.0 else 0.0
    left = overbought - rsi if direction > 0 else rsi - oversold
    share = left * (1.0 / (overbought - oversold))
    room = 1.0 if share > 1.0 else (share if share > 0.0 else 0.0)
    return direction, 0.5 * (trend + room) if direction != 0 else 0.0


def describe_technical(
    fast: float, slow: float, rsi: float, deviation: float, config: StrategyConfig
) -> Signal:
    """The technical opinion of one row with its reason in words."""
    sign, confidence = technical_at(
        fast, slow, rsi, deviation, config.rsi_overbought, config.rsi_oversold
    )
    reason = technical_reason(sign, fast, slow, rsi, deviation, config)
    return Signal(action=Action.of_sign(sign), confidence=confidence, reason=reason)


def technical_reason(
    sign: int, fast: float, slow: float, rsi: float, deviation: float, config: StrategyConfig
) -> str:
    """The words for a row on which technical_at found the direction `sign`."""
    if math.isnan(fast + slow + rsi + deviation):
        return _what_is_missing(fast, slow, rsi, deviation, config)
    side = "above" if fast > slow else "below" if fast < slow else "at"
    trend = f"EMA {config.ema_fast} {fast:.6g} {side} EMA {config.ema_slow} {slow:.6g}"
    return f"{trend}, {_rsi_words(sign, fast, slow, rsi, config)}"


def _what_is_missing(
    fast: float, slow: float, rsi: float, deviation: float, config: StrategyConfig
) -> str:
    missing = [
        name
        for name, value in (
            (f"EMA {config.ema_fast}", fast),
            (f"EMA {config.ema_slow}", slow),
            (f"RSI {config.rsi_period}", rsi),
            ("volatility", deviation),
        )
        if math.isnan(value)
    ]
    return f"no value yet for {', '.join(missing)} (warm-up or no price change)"


def _rsi_words(sign: int, fast: float, slow: float, rsi: float, config: StrategyConfig) -> str:
    if sign * (fast - slow) > 0:
        limit = config.rsi_overbought if sign > 0 else config.rsi_oversold
        word = "below overbought" if sign > 0 else "above oversold"
        return f"RSI {rsi:.1f} {word} {limit:g}"
    if rsi < config.rsi_oversold:
        return f"RSI {rsi:.1f} oversold (below {config.rsi_oversold:g})"
    if rsi > config.rsi_overbought:
        return f"RSI {rsi:.1f} overbought (above {config.rsi_overbought:g})"
    return f"RSI {rsi:.1f}: no rule holds"

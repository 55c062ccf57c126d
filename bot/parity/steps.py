"""The steps of one decision: each number and word as recorded, beside the one made anew."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.decide import Decisions
from bot.domain import Candle, Decision, SignalEvent
from bot.parity.opinion_numbers import opinion_numbers
from bot.trading import strategy_value

_TOLERANCE = 1e-7  # what a window of required_candles leaves, the least warm-up
_FEATURES = ("ema_gap_pct", "momentum_pct", "rsi_distance_from_mid", "volatility_pct")
_PREDICTION = (
    "probability_long",
    "probability_short",
    "probability_flat",
    "expected_move_pct",
    "action",
    "confidence",
)

Value = float | str | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A number or word on the way: as recorded (None also where it is not kept), and found anew.

    `is_same`: equal, numbers to 1e-7; None where there is nothing recorded to compare with.
    """

    part: str
    name: str
    recorded: Value
    found: Value
    is_same: bool | None


def candle_steps(signal: SignalEvent, candle: Candle) -> list[Step]:
    """The candle that was decided on."""
    steps = [_compared("candle", "close", signal.price, candle.close)]
    if signal.candle_fingerprint:
        kept = signal.candle_fingerprint
        steps.append(_compared("candle", "fingerprint", kept, candle.fingerprint))
    return steps


def indicator_steps(signal: SignalEvent, decisions: Decisions) -> list[Step]:
    """The indicators on record, the strategy's own among them."""
    values = {name: float(row[-1]) for name, row in decisions.rows._asdict().items()}
    of_strategy = decisions.values_at(len(decisions.candles) - 1)
    values |= {strategy_value(name): value for name, value in of_strategy.items()}
    return [
        _compared("indicators", name, signal.indicators[name], values[name])
        for name in values
        if name in signal.indicators
    ]


def opinion_steps(signal: SignalEvent, decision: Decision, decisions: Decisions) -> list[Step]:
    """Technical signal and AI prediction; the numbers inside them are shown only, as they are not
    kept, and so are the thresholds.
    """
    shown: dict[str, list[Step]] = {}
    for part, name, number in opinion_numbers(decisions):
        shown.setdefault(part, []).append(_shown(part, name, number))
    names = ("action", "confidence", "reason")
    return [
        *shown.get("technical", []),
        *_fields("technical", signal.technical, decision.technical, names),
        *_ai_steps(signal, decision, shown.get("AI", [])),
        *shown["thresholds"],
    ]


def _ai_steps(signal: SignalEvent, decision: Decision, scores: list[Step]) -> list[Step]:
    if decision.ai is None or signal.ai is None:
        return [_compared("AI", "is on", signal.ai is not None, decision.ai is not None)]
    features = signal.ai.get("features") or {}
    return [
        *_fields("AI features", features, decision.ai.features, _FEATURES),
        *scores,
        *_fields("AI", signal.ai, decision.ai, _PREDICTION),
    ]


def decision_steps(signal: SignalEvent, decision: Decision) -> list[Step]:
    """What came of the opinions."""
    return [
        _compared("decision", name, getattr(signal, name), getattr(decision, name))
        for name in ("action", "confidence", "ai_override_active", "reason")
    ]


def _fields(part: str, kept: Mapping[str, Any], anew: object, names: Sequence[str]) -> list[Step]:
    return [_compared(part, name, kept.get(name), getattr(anew, name)) for name in names]


def _shown(part: str, name: str, anew: float) -> Step:
    return Step(part=part, name=name, recorded=None, found=_plain(anew), is_same=None)


def _compared(part: str, name: str, recorded: Value, anew: Value) -> Step:
    kept, made = _plain(recorded), _plain(anew)
    return Step(part=part, name=name, recorded=kept, found=made, is_same=_same(kept, made))


def _same(recorded: Value, anew: Value) -> bool:
    if isinstance(recorded, float) and isinstance(anew, float):
        return math.isclose(recorded, anew, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    return recorded == anew


def _plain(value: Value) -> Value:
    """An unknown number as None, a whole one as float, an enum as its text."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    return str(value)

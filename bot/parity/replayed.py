"""One recorded decision made anew, with every number on the way to it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.decide import Decisions, decide, observe, required_candles
from bot.domain import (
    Candle,
    Decision,
    DecisionPolicy,
    MacroInsight,
    SignalEvent,
    StrategyConfig,
)
from bot.domain.errors import DataError
from bot.macro import MacroSentimentEngine
from bot.parity.redecide import arrays_of
from bot.parity.steps import opinion_numbers
from bot.trading import LATE_SOURCE, strategy_value

_TOLERANCE = 1e-7  # what a window of required_candles leaves, see DESIGN's warm-up
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
class RecordedDecision:
    """A decision as recorded, with what it was made of.

    `candles` are the recorded ones up to its own, oldest first; required_candles of them suffice.
    """

    signal: SignalEvent
    config: StrategyConfig
    policy: DecisionPolicy
    candles: Sequence[Candle]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedDecision:
    """The comparison; `candles_used` of `candles_required`, and sentences on what to mind."""

    recorded: RecordedDecision
    candles_used: int
    candles_required: int
    first_candle: datetime
    steps: tuple[Step, ...]
    notes: tuple[str, ...]

    @property
    def differing(self) -> tuple[Step, ...]:
        """The steps that differ."""
        return tuple(step for step in self.steps if step.is_same is False)

    @property
    def is_identical(self) -> bool:
        """Does everything that was recorded come out again?"""
        return not self.differing


def replay_decision(recorded: RecordedDecision) -> ReplayedDecision:
    """Make the decision anew from its candles, config, policy and recorded macro insight.

    DataError where the decision's own candle is not among the candles.
    """
    signal, config, policy = recorded.signal, recorded.config, recorded.policy
    candles = list(recorded.candles)
    if not candles or candles[-1].open_time != signal.candle_time:
        raise DataError(f"the candle of the decision {signal.id} is not in candles.jsonl")
    decisions = _decided(candles, signal, config, policy)
    decision = decisions.last()
    is_late = signal.reason.endswith(LATE_SOURCE)
    required = required_candles(config)
    return ReplayedDecision(
        recorded=recorded,
        candles_used=len(candles),
        candles_required=required,
        first_candle=candles[0].open_time,
        steps=(
            *_candle_steps(signal, candles[-1]),
            *_indicator_steps(signal, decisions),
            *_opinion_steps(signal, decision, decisions),
            *([] if is_late else _decision_steps(signal, decision)),
        ),
        notes=_notes(len(candles), required, is_late=is_late),
    )


class _RecordedMacro(MacroSentimentEngine):
    """Answers with the insight that was recorded, whatever events there are now."""

    def __init__(self, insight: MacroInsight) -> None:
        super().__init__(())
        self._insight = insight

    def describe(
        self, symbol: str, as_of: datetime, bias: float, confidence: float
    ) -> MacroInsight:
        return self._insight


def _decided(
    candles: Sequence[Candle], signal: SignalEvent, config: StrategyConfig, policy: DecisionPolicy
) -> Decisions:
    arrays = arrays_of(candles, config.timeframe)
    seen = observe(arrays, policy, symbol=signal.symbol)
    if policy.macro_enabled:
        insight = _insight(signal)
        seen.macro_bias[-1], seen.macro_confidence[-1] = insight.bias, insight.confidence
        lean = seen.macro_bias * seen.macro_confidence
        seen = replace(seen, macro_lean=lean, engine=_RecordedMacro(insight))
    return decide(arrays, config, policy, seen)


def _insight(signal: SignalEvent) -> MacroInsight:
    kept = signal.macro or {}
    return MacroInsight(
        as_of=signal.timestamp,
        symbol=str(kept.get("symbol", signal.symbol)),
        bias=float(kept.get("bias") or 0.0),
        confidence=float(kept.get("confidence") or 0.0),
        summary=str(kept.get("summary", "")),
        drivers=tuple(kept.get("drivers", ())),
        events=int(kept.get("events") or 0),
        undated=int(kept.get("undated") or 0),
    )


def _candle_steps(signal: SignalEvent, candle: Candle) -> list[Step]:
    steps = [_compared("candle", "close", signal.price, candle.close)]
    if signal.candle_fingerprint:
        kept = signal.candle_fingerprint
        steps.append(_compared("candle", "fingerprint", kept, candle.fingerprint))
    return steps


def _indicator_steps(signal: SignalEvent, decisions: Decisions) -> list[Step]:
    found = {name: float(row[-1]) for name, row in decisions.rows._asdict().items()}
    of_strategy = decisions.values_at(len(decisions.candles) - 1)
    found |= {strategy_value(name): value for name, value in of_strategy.items()}
    return [
        _compared("indicators", name, signal.indicators[name], found[name])
        for name in found
        if name in signal.indicators
    ]


def _opinion_steps(signal: SignalEvent, decision: Decision, decisions: Decisions) -> list[Step]:
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


def _decision_steps(signal: SignalEvent, decision: Decision) -> list[Step]:
    return [
        _compared("decision", name, getattr(signal, name), getattr(decision, name))
        for name in ("action", "confidence", "ai_override_active", "reason")
    ]


def _fields(part: str, kept: Mapping[str, Any], found: object, names: Sequence[str]) -> list[Step]:
    return [_compared(part, name, kept.get(name), getattr(found, name)) for name in names]


def _shown(part: str, name: str, found: float) -> Step:
    return Step(part=part, name=name, recorded=None, found=_known(found), is_same=None)


def _compared(part: str, name: str, recorded: Value, found: Value) -> Step:
    kept, now = _known(recorded), _known(found)
    return Step(part=part, name=name, recorded=kept, found=now, is_same=_same(kept, now))


def _same(one: Value, other: Value) -> bool:
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
    return one == other


def _known(value: Value) -> Value:
    """An unknown number as None, a whole one as float, an enum as its text."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, int | float):
        return float(value) if math.isfinite(value) else None
    return str(value)


def _notes(used: int, required: int, *, is_late: bool) -> tuple[str, ...]:
    notes = []
    if used < required:
        notes.append(
            f"Only {used} candles up to this one are on record, {required} make its numbers forget "
            "where the history begins: if the bot knew older ones, numbers differ for that reason."
        )
    if is_late:
        notes.append(
            "The source was late, so the bot decided FLAT whatever the opinions said; they are "
            "compared, the decision is not."
        )
    return tuple(notes)

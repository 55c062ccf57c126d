"""The recorded history as one row for each candle: what was seen, decided, and under what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain import (
    Action,
    AiCalibration,
    BotState,
    Candle,
    CandleRecord,
    DecisionPolicy,
    SignalEvent,
    StrategyConfig,
    WithheldReason,
)
from bot.trading import basis_of_decision, config_of, recorded_cycles

INDICATORS = ("ema_fast", "ema_slow", "rsi", "deviation", "momentum_pct")
STOOD_ASIDE = frozenset(
    {
        WithheldReason.STANDS_ASIDE,
        WithheldReason.RISK_LIMIT,
        WithheldReason.TRADING_STATE,
        WithheldReason.BLACKOUT,
    }
)
"""Why the bot entered nothing whatever the opinions said, but for a source that was late."""
_CLOSE_ENOUGH = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A candle with the decision recorded at its close.

    `action` is None where no decision was recorded (a missed candle). `alone`: it came by itself
    in its cycle, so that the decision before it could be acted on. `is_late`: the decision is FLAT
    because the source was late. `aside` is why else it enters nothing whatever the opinions say,
    `entry_scale` the part of its size that an entry is made with.
    `is_changed`: the candle is not the one that was decided on. `revised`: what the source had
    revised of the candles before it, in words.
    `is_warm`: the bot knew indicators here. `atr` is what it would have sized an entry by, None
    where that is not on record. Macro is what the bot used; a missed candle carries
    on the numbers of the decision before it.
    """

    candle: Candle
    action: Action | None
    alone: bool
    is_late: bool
    aside: WithheldReason | None
    entry_scale: float
    is_changed: bool
    revised: tuple[str, ...]
    is_warm: bool
    atr: float | None
    macro_bias: float
    macro_confidence: float
    fingerprint: str
    config: StrategyConfig
    policy: DecisionPolicy

    @property
    def is_aside(self) -> bool:
        """Whether less was entered than the opinions say, because of the config or the account."""
        return self.aside is not None or self.entry_scale != 1.0

    @property
    def time(self) -> datetime:
        """The candle's open time."""
        return self.candle.open_time


@dataclass(frozen=True, slots=True)
class _Terms:
    """Under what a cycle decided."""

    fingerprint: str
    config: StrategyConfig
    policy: DecisionPolicy
    macro_bias: float
    macro_confidence: float


def recorded_policy(values: Mapping[str, Any]) -> DecisionPolicy:
    """The policy that was kept by field name; fields it lacks take their default."""
    recorded: dict[str, Any] = {
        name: values[name] for name in DecisionPolicy.__dataclass_fields__ if name in values
    }
    if (calibration := recorded.get("ai_calibration")) is not None:
        recorded["ai_calibration"] = AiCalibration.from_dict(calibration)
    return DecisionPolicy(**recorded)


def recorded_rows(
    candles: Iterable[CandleRecord],
    signals: Iterable[SignalEvent],
    configs: Mapping[str, StrategyConfig],
    state: BotState,
) -> Iterator[Row]:
    """The rows in time order, from two streams that are read once.

    DataError where candles are out of order, a decision's candle is missing, or the config of a
    decision is nowhere on record.
    """
    policy = recorded_policy(state.policy)
    terms: _Terms | None = None
    for cycle in recorded_cycles(candles, signals):
        signal = cycle.signal
        if signal is not None:
            policy = policy if signal.policy is None else recorded_policy(signal.policy)
            terms = _terms(signal, configs, policy)
            yield from _missed(cycle.candles[:-1], terms)
            yield _decided(cycle.candles[-1], signal, terms, alone=len(cycle.candles) == 1)
        elif terms is not None:
            yield from _missed(cycle.candles, terms)


def _terms(
    signal: SignalEvent, configs: Mapping[str, StrategyConfig], policy: DecisionPolicy
) -> _Terms:
    macro = signal.macro or {}
    bias, confidence = (float(macro.get(name) or 0.0) for name in ("bias", "confidence"))
    return _Terms(signal.config_fingerprint, config_of(signal, configs), policy, bias, confidence)


def _decided(candle: Candle, signal: SignalEvent, terms: _Terms, *, alone: bool) -> Row:
    seen = signal.candle_fingerprint
    changed = candle.fingerprint != seen if seen else _differ(candle.close, signal.price)
    return Row(
        candle=candle,
        action=signal.action,
        alone=alone,
        is_late=signal.withheld is WithheldReason.LATE_SOURCE,
        aside=signal.withheld if signal.withheld in STOOD_ASIDE else None,
        entry_scale=signal.entry_scale or 1.0,
        is_changed=changed,
        revised=signal.revised or (),
        is_warm=any(signal.indicators.get(name) is not None for name in INDICATORS),
        atr=basis_of_decision(signal).atr,
        macro_bias=terms.macro_bias,
        macro_confidence=terms.macro_confidence,
        fingerprint=terms.fingerprint,
        config=terms.config,
        policy=terms.policy,
    )


def _missed(candles: Iterable[Candle], terms: _Terms) -> Iterator[Row]:
    for candle in candles:
        yield Row(
            candle=candle,
            action=None,
            alone=False,
            is_late=False,
            aside=None,
            entry_scale=1.0,
            is_changed=False,
            revised=(),
            is_warm=False,
            atr=None,
            macro_bias=terms.macro_bias,
            macro_confidence=terms.macro_confidence,
            fingerprint=terms.fingerprint,
            config=terms.config,
            policy=terms.policy,
        )


def _differ(price: float, other: float) -> bool:
    return abs(price - other) > _CLOSE_ENOUGH * abs(other)

"""The recorded history as one row for each candle: what was seen, decided, and under what."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain import (
    Action,
    BotState,
    Candle,
    CandleRecord,
    DecisionPolicy,
    SignalEvent,
    StrategyConfig,
    WithheldReason,
    merge_config,
)
from bot.domain.errors import DataError

INDICATORS = ("ema_fast", "ema_slow", "rsi", "deviation", "momentum_pct")
_CLOSE_ENOUGH = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A candle with the decision recorded at its close.

    `action` is None where no decision was recorded (a missed candle). `alone`: it came by itself
    in its cycle, so that the decision before it could be acted on. `is_late`: the decision is FLAT
    because the source was late. `is_changed`: the candle is not the one that was decided on.
    `is_warm`: the bot knew indicators here. Macro is what the bot used; a missed candle carries
    on the numbers of the decision before it.
    """

    candle: Candle
    action: Action | None
    alone: bool
    is_late: bool
    is_changed: bool
    is_warm: bool
    macro_bias: float
    macro_confidence: float
    fingerprint: str
    config: StrategyConfig
    policy: DecisionPolicy

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


def recorded_configs(telling: Iterable[SignalEvent], state: BotState) -> dict[str, StrategyConfig]:
    """The configs on record by the fingerprint that decisions name them with.

    `telling` are the decisions that carry their config (the others may be left out); the state
    adds the last one, which is all that histories of older versions have.
    """
    configs = {}
    if state.config:
        configs[state.config_fingerprint] = merge_config(StrategyConfig(), state.config)
    for signal in telling:
        if signal.config is not None:
            configs[signal.config_fingerprint] = merge_config(StrategyConfig(), signal.config)
    return configs


def recorded_policy(values: Mapping[str, object]) -> DecisionPolicy:
    """The policy that was kept by field name; fields it lacks take their default."""
    recorded = {
        name: values[name] for name in DecisionPolicy.__dataclass_fields__ if name in values
    }
    return DecisionPolicy(**recorded)  # type: ignore[arg-type]  # checked by the policy itself


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
    decisions = iter(signals)
    due = next(decisions, None)
    policy = recorded_policy(state.policy)
    terms: _Terms | None = None
    batch: list[Candle] = []
    before: datetime | None = None
    for record in candles:
        candle = record.candle
        if before is not None and candle.open_time <= before:
            raise DataError(
                f"need candles.jsonl in time order, {candle.open_time} came after {before}"
            )
        before = candle.open_time
        batch.append(candle)
        if due is None or due.candle_time > candle.open_time:
            continue
        if due.candle_time < candle.open_time:
            break
        policy = policy if due.policy is None else recorded_policy(due.policy)
        terms = _terms(due, configs, policy)
        yield from _missed(batch[:-1], terms)
        yield _decided(candle, due, terms, alone=len(batch) == 1)
        batch = []
        due = next(decisions, None)
    if due is not None:
        raise DataError(f"the candle of the decision {due.id} is not in candles.jsonl")
    if batch and terms is not None:
        yield from _missed(batch, terms)


def _terms(
    signal: SignalEvent, configs: Mapping[str, StrategyConfig], policy: DecisionPolicy
) -> _Terms:
    config = configs.get(signal.config_fingerprint)
    if config is None:
        raise DataError(
            f"the config {signal.config_fingerprint} of the decision {signal.id} is not on record: "
            "the history was written by a version that kept the last config only"
        )
    macro = signal.macro or {}
    bias, confidence = (float(macro.get(name) or 0.0) for name in ("bias", "confidence"))
    return _Terms(signal.config_fingerprint, config, policy, bias, confidence)


def _decided(candle: Candle, signal: SignalEvent, terms: _Terms, *, alone: bool) -> Row:
    seen = signal.candle_fingerprint
    changed = candle.fingerprint != seen if seen else _differ(candle.close, signal.price)
    return Row(
        candle=candle,
        action=signal.action,
        alone=alone,
        is_late=signal.withheld is WithheldReason.LATE_SOURCE,
        is_changed=changed,
        is_warm=any(signal.indicators.get(name) is not None for name in INDICATORS),
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
            is_changed=False,
            is_warm=False,
            macro_bias=terms.macro_bias,
            macro_confidence=terms.macro_confidence,
            fingerprint=terms.fingerprint,
            config=terms.config,
            policy=terms.policy,
        )


def _differ(price: float, other: float) -> bool:
    return abs(price - other) > _CLOSE_ENOUGH * abs(other)

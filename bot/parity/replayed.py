"""One recorded decision made anew, with every number on the way to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.decide import Decisions, decide, observe, required_candles
from bot.domain import (
    Candle,
    DecisionPolicy,
    MacroInsight,
    SignalEvent,
    StrategyConfig,
    WithheldReason,
)
from bot.domain.errors import DataError
from bot.macro import MacroSentimentEngine
from bot.parity.redecide import arrays_of
from bot.parity.steps import Step, candle_steps, decision_steps, indicator_steps, opinion_steps

_WITHHELD_NOTES = {
    WithheldReason.LATE_SOURCE: "The source was late, so the bot decided FLAT whatever the "
    "opinions said",
    WithheldReason.STANDS_ASIDE: "The config was disproven, so the bot entered nothing whatever "
    "the opinions said",
    WithheldReason.RISK_LIMIT: "A risk limit withheld the entry whatever the opinions said",
    WithheldReason.BLACKOUT: "A scheduled event was near, so the bot entered nothing whatever the "
    "opinions said",
    WithheldReason.TRADING_STATE: "Trading was stopped, so the bot entered nothing whatever the "
    "opinions said",
}


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
    withheld = signal.withheld if signal.withheld in _WITHHELD_NOTES else None
    required = required_candles(config)
    return ReplayedDecision(
        recorded=recorded,
        candles_used=len(candles),
        candles_required=required,
        first_candle=candles[0].open_time,
        steps=(
            *candle_steps(signal, candles[-1]),
            *indicator_steps(signal, decisions),
            *opinion_steps(signal, decision, decisions),
            *([] if withheld is not None else decision_steps(signal, decision)),
        ),
        notes=_notes(len(candles), required, withheld),
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
        driver_shares=tuple(kept.get("driver_shares", ())),
        events=int(kept.get("events") or 0),
        undated=int(kept.get("undated") or 0),
    )


def _notes(used: int, required: int, withheld: WithheldReason | None) -> tuple[str, ...]:
    notes = []
    if used < required:
        notes.append(
            f"Only {used} candles up to this one are on record, {required} make its numbers forget "
            "where the history begins: if the bot knew older ones, numbers differ for that reason."
        )
    if withheld is not None:
        notes.append(f"{_WITHHELD_NOTES[withheld]}; they are compared, the decision is not.")
    return tuple(notes)

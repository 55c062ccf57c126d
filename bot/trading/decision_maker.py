"""One decision on the newest candle of a frame, or why none is made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from structlog.typing import FilteringBoundLogger

from bot.candles import CandleArrays
from bot.decide import Decisions, decide, observe, required_candles
from bot.domain import (
    Action,
    Decision,
    DecisionPolicy,
    MacroEvent,
    Signal,
    StrategyConfig,
    WithheldReason,
    timeframe_delta,
)
from bot.domain.calendar import EntryBlackout
from bot.domain.errors import ConfigError
from bot.trading.market import Market

if TYPE_CHECKING:
    import pandas as pd

INDICATORS = ("ema_fast", "ema_slow", "rsi", "deviation", "momentum_pct", "macro_lean")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeDecision:
    """A decision with the numbers that led to it, by name; none where the strategy failed.

    `macro_events` are those that its insight counts, newest first; `blackout` is why nothing may be
    entered on it, whatever it says.
    """

    decision: Decision
    indicators: Mapping[str, float]
    macro_events: tuple[MacroEvent, ...] = ()
    blackout: str | None = None


class DecisionMaker:
    """Decides as the backtest does, and withholds what must move no money."""

    def __init__(
        self,
        *,
        market: Market,
        policy: DecisionPolicy,
        events: Callable[[], Sequence[MacroEvent]],
        blackout: Callable[[], EntryBlackout],
        log: FilteringBoundLogger,
    ) -> None:
        self._market = market
        self._policy = policy
        self._events = events
        self._blackout = blackout
        self._log = log

    def decide(self, frame: "pd.DataFrame", config: StrategyConfig, now: datetime) -> MadeDecision:
        """The decision on the frame's last candle.

        FLAT where that candle is too old at `now`, and where the strategy fails on these candles:
        what is held stays protected.
        """
        try:
            made = self._made(frame, config)
        except ConfigError as error:
            self._log.warning("no decision", error=str(error))
            decision = _unusable(frame.index[-1].to_pydatetime(), str(error))
            made = MadeDecision(decision=decision, indicators={})
        decision = self._unless_late(made.decision, now)
        return replace(made, decision=decision, blackout=self._blackout_at(decision.candle_time))

    def _made(self, frame: "pd.DataFrame", config: StrategyConfig) -> MadeDecision:
        candles = CandleArrays.of(frame, config.timeframe)
        observations = observe(
            candles,
            self._policy,
            self._events(),
            symbol=self._market.macro_symbol,
            count_undated=self._market.counts_undated,
        )
        decisions = decide(candles, config, self._policy, observations)
        decision = decisions.last()
        return MadeDecision(
            decision=decision,
            indicators=_indicators(decisions),
            macro_events=observations.engine.counted(
                observations.symbol, self._closed_at(decision.candle_time)
            ),
        )

    def _blackout_at(self, candle_time: datetime) -> str | None:
        """As in a backtest it is the close of the candle that counts."""
        market = self._market
        rule = self._blackout()
        if not rule.is_on:
            return None
        symbols = {market.symbol, market.macro_symbol}
        return rule.of_market(symbols, market.asset_type).at(self._closed_at(candle_time))

    def _closed_at(self, candle_time: datetime) -> datetime:
        return candle_time + timeframe_delta(self._market.timeframe)

    def _unless_late(self, decision: Decision, now: datetime) -> Decision:
        late = self._market.lateness(decision.candle_time, now)
        if late is None:
            return decision
        return replace(
            decision,
            action=Action.FLAT,
            confidence=0.0,
            reason=f"no trade: {late}",
            withheld=WithheldReason.LATE_SOURCE,
        )


def candles_needed(
    market: Market, config: StrategyConfig, last_seen: datetime | None, now: datetime
) -> int:
    """How many candles decide as the whole history does, and reach back to the last one seen."""
    count = max(market.lookback, _required(config))
    if last_seen is None:
        return count
    return count + max(int((now - last_seen) / timeframe_delta(market.timeframe)) - 1, 0)


def _required(config: StrategyConfig) -> int:
    """The strategy's warm-up; 0 for one that cannot be used, and so will decide nothing."""
    try:
        return required_candles(config)
    except ConfigError:
        return 0


def strategy_value(name: str) -> str:
    """What a strategy's value is recorded as among the indicators."""
    return f"strategy.{name}"


def _indicators(decisions: Decisions) -> dict[str, float]:
    values = {name: float(getattr(decisions.rows, name)[-1]) for name in INDICATORS}
    of_strategy = decisions.values_at(len(decisions.candles) - 1)
    return values | {strategy_value(name): value for name, value in of_strategy.items()}


def _unusable(candle_time: datetime, error: str) -> Decision:
    return Decision(
        candle_time=candle_time,
        action=Action.FLAT,
        confidence=0.0,
        reason=f"no trade: {error}",
        ai_override_active=False,
        technical=Signal(action=Action.FLAT, confidence=0.0, reason=error),
        withheld=WithheldReason.UNUSABLE_STRATEGY,
    )

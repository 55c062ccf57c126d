"""What all trials over the same candles share."""

from dataclasses import dataclass

from bot.backtesting import Conditions
from bot.candles import CandleArrays
from bot.decide import Observations
from bot.domain import DecisionPolicy, StrategyConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialInputs:
    """The candles, what is known at each, and the money.

    Each of the `spans` (rows of the candles) is traded by itself, flat at its first row, by
    decisions that know all rows before it; the one right before it fills at its first open.
    """

    candles: CandleArrays
    observations: Observations
    policy: DecisionPolicy
    initial_balance: float
    periods_per_year: float
    spans: tuple[slice, ...] = (slice(None),)

    @classmethod
    def of(
        cls,
        candles: CandleArrays,
        base: StrategyConfig,
        conditions: Conditions,
        spans: tuple[slice, ...] = (slice(None),),
    ) -> "TrialInputs":
        """For configs of the base's symbol and timeframe."""
        return cls(
            candles=candles,
            observations=conditions.observed(candles, base),
            policy=conditions.policy,
            initial_balance=conditions.initial_balance,
            periods_per_year=conditions.periods_per_year(base),
            spans=spans,
        )

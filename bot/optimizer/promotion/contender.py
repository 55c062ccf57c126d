"""Who stands for promotion, and who defends."""

from dataclasses import dataclass

from bot.backtesting import LOST_ALL_PCT, Metrics
from bot.domain import StrategyConfig


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """A config with what it did on the searched candles and on those held out.

    With the gate on, `held_out` is what the champion did, and what the search did fold by fold, on
    the candles of the walk forward; None where no look was taken. A score of None means that the
    run has none under the judge of its span.
    """

    config: StrategyConfig
    searched: Metrics
    searched_score: float | None
    held_out: Metrics | None = None
    held_out_score: float | None = None

    @property
    def trades_held_out(self) -> int:
        """How many trades were made there."""
        return 0 if self.held_out is None else self.held_out.total_trades

    @property
    def lost_all_held_out(self) -> bool:
        """Whether nothing was left at a close there."""
        return self.held_out is not None and self.held_out.max_drawdown_pct >= LOST_ALL_PCT

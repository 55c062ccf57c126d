"""The policy, news, market and money that every run of one comparison shares."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.candles import CandleArrays
from bot.decide import Observations, observe
from bot.domain import (
    AssetType,
    DecisionPolicy,
    MacroEvent,
    StrategyConfig,
    guess_asset_type,
    periods_per_year,
)
from bot.domain.calendar import EntryBlackout

LEAST_CANDLES = 100
"""Fewer are too few to search on, whatever is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The policy, the news, the market and the money of a run; as for Backtester.

    `stated_periods` are candles a year of the config's timeframe, over the asset type's; `source`
    says in words where the candles come from. `blackout` is that of every market.
    """

    policy: DecisionPolicy
    events: tuple[MacroEvent, ...] = ()
    macro_symbol: str | None = None
    count_undated: bool = False
    asset_type: AssetType | None = None
    stated_periods: float | None = None
    initial_balance: float = 10_000.0
    source: str = "candles"
    blackout: EntryBlackout = field(default_factory=EntryBlackout)

    def observed(self, candles: CandleArrays, config: StrategyConfig) -> Observations:
        """What every config of the same symbol reads from the candles and the news."""
        return observe(
            candles,
            self.policy,
            self.events,
            symbol=self.macro_symbol or config.symbol,
            count_undated=self.count_undated,
            blackout=self.blackout_of(config),
        )

    def blackout_of(self, config: StrategyConfig) -> EntryBlackout:
        """Around which events nothing is entered on the config's market."""
        symbols = {config.symbol, self.macro_symbol or config.symbol}
        asset_type = self.asset_type or guess_asset_type(config.symbol)
        return self.blackout.of_market(symbols, asset_type)

    def periods_per_year(self, config: StrategyConfig) -> float:
        """Candles a year of the config's timeframe: as stated, else in its market."""
        if self.stated_periods is not None:
            return self.stated_periods
        asset_type = self.asset_type or guess_asset_type(config.symbol)
        return periods_per_year(asset_type, config.timeframe)

    def to_dict(self) -> Mapping[str, Any]:
        """What a result must state of them, ready for JSON."""
        stated: dict[str, Any] = {
            "policy": self.policy.to_dict(),
            "initial_balance": self.initial_balance,
            "source": self.source,
            "macro_events": len(self.events) if self.policy.macro_enabled else 0,
        }
        return stated | ({"blackout": self.blackout.to_dict()} if self.blackout.is_on else {})

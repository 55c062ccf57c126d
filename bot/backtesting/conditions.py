"""What holds for champion and challenger alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, TypedDict

from bot.arrays import FloatArray
from bot.backtesting.directions import directions_of
from bot.backtesting.metrics import Metrics, measure
from bot.backtesting.simulation import equity_of, simulated
from bot.candles import CandleArrays
from bot.decide import Decisions, Observations, decide, observe, required_candles
from bot.domain import (
    AssetType,
    DecisionPolicy,
    MacroEvent,
    StrategyConfig,
    guess_asset_type,
    periods_per_year,
)
from bot.rules import TradeArray, terms_of

if TYPE_CHECKING:
    import pandas as pd

LEAST_CANDLES = 100
"""Fewer are too few to search on, whatever is asked."""


class SearchArguments(TypedDict):
    """The arguments of random_search_optimize that conditions answer."""

    policy: DecisionPolicy
    macro_events: tuple[MacroEvent, ...]
    macro_symbol: str | None
    count_undated: bool
    asset_type: AssetType | None
    initial_balance: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The policy, the news, the market and the money of a run; as for Backtester.

    `source` says in words where the candles come from.
    """

    policy: DecisionPolicy
    events: tuple[MacroEvent, ...] = ()
    macro_symbol: str | None = None
    count_undated: bool = False
    asset_type: AssetType | None = None
    initial_balance: float = 10_000.0
    source: str = "candles"

    def search_arguments(self) -> SearchArguments:
        """These conditions as random_search_optimize takes them."""
        return SearchArguments(
            policy=self.policy,
            macro_events=self.events,
            macro_symbol=self.macro_symbol,
            count_undated=self.count_undated,
            asset_type=self.asset_type,
            initial_balance=self.initial_balance,
        )

    def observed(self, candles: CandleArrays, config: StrategyConfig) -> Observations:
        """What every config of the same symbol reads from the candles and the news."""
        return observe(
            candles,
            self.policy,
            self.events,
            symbol=self.macro_symbol or config.symbol,
            count_undated=self.count_undated,
        )

    def periods_per_year(self, config: StrategyConfig) -> float:
        """Candles a year of the config's timeframe in its market."""
        asset_type = self.asset_type or guess_asset_type(config.symbol)
        return periods_per_year(asset_type, config.timeframe)

    def to_dict(self) -> Mapping[str, Any]:
        """What a result must state of them, ready for JSON."""
        return {
            "policy": self.policy.to_dict(),
            "initial_balance": self.initial_balance,
            "source": self.source,
            "macro_events": len(self.events) if self.policy.macro_enabled else 0,
        }


def span_metrics(
    candles: "pd.DataFrame", config: StrategyConfig, conditions: Conditions, start: int, end: int
) -> Metrics:
    """The metrics of a config over rows start to end - 1, see span_run."""
    return span_run(candles, config, conditions, start, end).metrics


class SpanRun(NamedTuple):
    """A run over a part of the candles: metrics, equity per row, trades (rows from its start)."""

    metrics: Metrics
    equity: FloatArray
    trades: TradeArray


def span_run(
    candles: "pd.DataFrame", config: StrategyConfig, conditions: Conditions, start: int, end: int
) -> SpanRun:
    """Backtest a config over rows start to end - 1, flat at the start.

    The decisions are those of the whole history: as many earlier rows as the config needs to warm
    up (and the frame has) are read, none of them traded.
    """
    first = max(0, start - required_candles(config))
    window = CandleArrays.of(candles.iloc[first:end], config.timeframe)
    observations = conditions.observed(window, config)
    decisions = decide(window, config, conditions.policy, observations)
    return traded_run(
        decisions,
        config,
        slice(start - first, None),
        conditions.initial_balance,
        conditions.periods_per_year(config),
    )


def traded_run(
    decisions: Decisions,
    config: StrategyConfig,
    rows: slice,
    initial_balance: float,
    periods_per_year: float,
) -> SpanRun:
    """Trade decisions over some of their rows, flat at the first; risk and costs are `config`'s."""
    candles, close = decisions.candles, decisions.candles.close[rows]
    run = simulated(
        candles.open[rows],
        candles.high[rows],
        candles.low[rows],
        close,
        directions_of(decisions.action[rows]),
        initial_balance,
        terms_of(config),
    )
    metrics = measure(run.curve, len(close), run.trades, initial_balance, periods_per_year)
    return SpanRun(metrics, equity_of(run, initial_balance, len(close)), run.trades)

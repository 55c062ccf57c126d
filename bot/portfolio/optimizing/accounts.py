"""What each asset's account would have done under its config in use, and how to share on it."""

from collections.abc import Sequence

from structlog.typing import FilteringBoundLogger

from bot.backtesting import span_run
from bot.candles import CandleArrays
from bot.domain.errors import TradingLabError
from bot.portfolio.allocation import AllocationStudy, DailyValues, daily_values, study_allocation
from bot.portfolio.allocation_terms import AllocationTerms
from bot.portfolio.optimizing.asset import OptimizedAsset


def allocate(
    assets: Sequence[OptimizedAsset], terms: AllocationTerms, log: FilteringBoundLogger
) -> AllocationStudy:
    """Compare the ways of sharing the capital among the assets' accounts.

    Each account is the asset's backtest under its config in use over the candles that it trades. An
    asset whose config or candles cannot be had is left out and told, and stops none of the others.
    """
    accounts: list[DailyValues] = []
    skipped: dict[str, str] = {}
    for asset in assets:
        try:
            accounts.append(_account(asset))
        except TradingLabError as error:
            skipped[asset.symbol] = str(error)
    study = study_allocation(accounts, terms, skipped)
    for symbol, why in study.skipped.items():
        log.warning("left out of the allocation", symbol=symbol, reason=why)
    return study


def _account(asset: OptimizedAsset) -> DailyValues:
    config = asset.champion()
    candles = asset.candles(config)
    first = asset.warm_up(candles)
    equity = span_run(candles, config, asset.conditions(), first, len(candles)).equity
    closed = CandleArrays.of(candles.iloc[first:], config.timeframe).close_time
    return daily_values(asset.symbol, closed, equity)

"""A disproven config held against standing aside, until it has earned beyond chance."""

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.arrays import FloatArray
from bot.backtesting import Conditions
from bot.domain import ConfigStanding, StrategyConfig
from bot.optimizer.promotion.watching.betting import (
    BLOCK_CANDLES,
    LEAST_SPREAD,
    ROLLBACK_ALPHA,
)
from bot.optimizer.promotion.watching.blocks import WatchedBlocks, returns_between

if TYPE_CHECKING:
    import pandas as pd


def watched_standing(
    standing: ConfigStanding,
    config: StrategyConfig,
    candles: "pd.DataFrame",
    conditions: Conditions,
) -> ConfigStanding:
    """A config's standing with the whole blocks that the candles add to what is known of it.

    A disproven one is unproven again once the bets that standing aside is worse have grown 20
    times. Where it is no worse they do so at most once in 20 times, however often one looks, as
    long as no block of 24 candles loses more than twice the largest so far. A stop counts as one
    from the start, so that a rare one is reckoned with before it was ever hit.
    """
    if not standing.is_disproven or standing.since is None:
        return standing

    def aside_less_config(start: int, end: int) -> FloatArray:
        return -returns_between(candles, config, conditions, start, end)

    blocks = WatchedBlocks(
        since=standing.since,
        until=standing.watched_until or standing.since,
        differences=tuple(-earned for earned in standing.block_returns),
        least_spread=max(LEAST_SPREAD, _cost_of_a_stop(config)),
    ).with_blocks(candles, config.timeframe, aside_less_config)
    if blocks.is_worse:
        return _undone(standing, blocks)
    returns = tuple(-difference for difference in blocks.differences)
    return replace(standing, watched_until=blocks.until, block_returns=returns)


def _cost_of_a_stop(config: StrategyConfig) -> float:
    """The share of the balance that a stop takes, by the size of a position.

    Where sizes or stops adapt, that of the fixed ones stands for it.
    """
    return min(config.risk_per_trade_pct / 100.0, config.stop_loss_pct)


def _undone(standing: ConfigStanding, blocks: WatchedBlocks) -> ConfigStanding:
    return ConfigStanding(
        fingerprint=standing.fingerprint,
        since=blocks.until,
        reason=(
            f"unproven again since {blocks.until:%Y-%m-%d}: after it was disproven on "
            f"{standing.since:%Y-%m-%d} it returned {-100.0 * sum(blocks.differences):+.1f} points "
            f"against standing aside, which chance does at most once in "
            f"{1.0 / ROLLBACK_ALPHA:.0f} times as long as no block of {BLOCK_CANDLES} candles "
            "loses more than twice the largest so far"
        ),
    )

"""How much of the balance Kelly's formula stakes."""

from collections.abc import Sequence

import numpy as np

from bot.arrays import FloatArray
from bot.compiled import compiled
from bot.domain import PositionSizing, StrategyConfig


@compiled
def kelly_share(returns: FloatArray) -> float:
    """p - (1 - p) / b of a record of trades, at least 0 (Kelly 1956; Thorp 2006, section 2).

    `returns` is each trade's profit after fees in percent of its entry notional, oldest first; p is
    the share of the winners, b their mean profit over the mean loss of the others.
    """
    won = lost = 0.0
    winners = 0
    for value in returns:
        if value > 0.0:
            winners += 1
            won += value
        else:
            lost -= value
    if winners == 0:
        return 0.0
    p = winners / returns.size
    losers = returns.size - winners
    odds_against = 0.0 if losers == 0 else (lost / losers) / (won / winners)
    return max(p - (1.0 - p) * odds_against, 0.0)


def kelly_words(trades: int) -> str:
    """What is told where the last trades leave Kelly's formula nothing to stake."""
    return (
        f"Kelly's share by the last {trades} trades is 0: nothing is entered until another"
        " position_sizing is set"
    )


def kelly_of(config: StrategyConfig, returns: Sequence[float]) -> float | None:
    """The Kelly share of an account's last trades for a config; `returns` as for `kelly_share`.

    None where the config does not size by Kelly, or where there are fewer than kelly_trades.
    """
    if config.position_sizing is not PositionSizing.KELLY or len(returns) < config.kelly_trades:
        return None
    return float(kelly_share(np.array(returns[-config.kelly_trades :], np.float64)))

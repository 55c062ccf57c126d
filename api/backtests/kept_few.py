"""How many backtests are kept, and which make room for a new one."""

from collections.abc import Sequence

from bot.domain import BacktestState, KeptBacktest
from bot.domain.errors import ConfigError

MOST_KEPT = 100
MOST_WAITING = 10


def to_forget(kept: Sequence[KeptBacktest]) -> Sequence[KeptBacktest]:
    """What makes room for one more: the oldest that are over and have no note.

    `kept` is newest first. ConfigError where as many wait as may, or nothing can make room.
    """
    waiting = sum(backtest.state is BacktestState.QUEUED for backtest in kept)
    if waiting >= MOST_WAITING:
        raise ConfigError(
            f"need fewer than {MOST_WAITING} backtests that wait, were {waiting}: let them run, or"
            " cancel some"
        )
    surplus = len(kept) + 1 - MOST_KEPT
    if surplus <= 0:
        return ()
    nameless = [b for b in reversed(kept) if b.state.is_over and b.note is None]
    if len(nameless) < surplus:
        raise ConfigError(
            f"need room for one more of {MOST_KEPT} backtests, and all have a note: delete some"
        )
    return nameless[:surplus]

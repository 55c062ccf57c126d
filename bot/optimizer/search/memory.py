"""How much memory a search takes at most, before it takes it."""

from dataclasses import dataclass

from bot.backtesting import Metrics
from bot.domain.errors import ConfigError
from bot.optimizer.fast_trials import MOST_BYTES_OF_PAIRS, TRIALS_A_PAIR, bytes_of_pairs
from bot.optimizer.search.axis import Axis
from bot.optimizer.trials import TRIALS_A_PART
from bot.rules import TRADE_DTYPE

MOST_BYTES = 4e9

_FLOAT = 8
_COLUMNS = 20
"""Arrays of a row a candle that all trials share: the frame, its arrays, what is observed."""
_DECIDED = 12
"""Arrays that the decision of one trial is made of."""
_BYTES_A_TRIAL = (len(Metrics._fields) + 9) * _FLOAT * 2
"""Metrics, draws and score, and once more while they are joined."""
_BYTES_A_LEARNED_TRIAL = 6000
"""What Optuna remembers of one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchMemory:
    """What a search over so many candles takes, in bytes, at most about."""

    trials: int
    candles: int
    bytes: float

    def __str__(self) -> str:
        return (
            f"{self.trials:,} trials x {self.candles:,} candles need about "
            f"{max(self.bytes / 1e6, 1.0):,.0f} MB of memory"
        )

    def refuse_too_much(self) -> None:
        """ConfigError where it is more than a search may take."""
        if self.bytes > MOST_BYTES:
            raise ConfigError(
                f"need a search of at most {MOST_BYTES / 1e9:g} GB, {self.trials:,} trials x "
                f"{self.candles:,} candles would take about {self.bytes / 1e9:,.1f} GB: take fewer "
                "trials, fewer candles (OPTIMIZE_LOOKBACK) or fewer jobs"
            )


def ema_rsi_memory(
    candles: int, trials: int, *, jobs: int, axes: tuple[Axis, ...], learns: bool
) -> SearchMemory:
    """What a search over EMA/RSI takes; `learns`: by a sampler that remembers every trial."""
    periods = {axis.name: axis.size or 0 for axis in axes if axis.is_whole}
    rows = min(periods["ema_fast"] + periods["ema_slow"], 2 * trials)
    rows += min(periods["rsi_period"], trials)
    pairs = min(periods["ema_fast"] * periods["ema_slow"], trials // TRIALS_A_PAIR)
    return SearchMemory(
        trials=trials,
        candles=candles,
        bytes=candles * _FLOAT * (_COLUMNS + rows)
        + min(bytes_of_pairs(pairs, candles), MOST_BYTES_OF_PAIRS)
        + jobs * candles * (_FLOAT * (1 + _DECIDED) + 2 * TRADE_DTYPE.itemsize)
        + trials * (_BYTES_A_TRIAL + (_BYTES_A_LEARNED_TRIAL if learns else 0)),
    )


def strategy_memory(
    candles: int, trials: int, *, jobs: int, axes: tuple[Axis, ...], learns: bool
) -> SearchMemory:
    """What a search over another strategy takes, whatever its axes: the directions of every trial
    of a part are kept until the part is done.
    """
    directions = 2.0 * TRIALS_A_PART / 8.0
    return SearchMemory(
        trials=trials,
        candles=candles,
        bytes=candles * _FLOAT * _COLUMNS
        + jobs * candles * (_FLOAT * (1 + _DECIDED) + 2 * TRADE_DTYPE.itemsize + directions)
        + trials * (_BYTES_A_TRIAL + 2000 + (_BYTES_A_LEARNED_TRIAL if learns else 0)),
    )

"""How fast a strategy is: told, never judged."""

import time

from bot.strategy import Strategy
from bot.strategy.check import sample_candles

_CANDLES = 10_000
_TIMES = 3


def seconds_per_10_000_candles(strategy: Strategy) -> float:
    """The quickest of three calls, of which the first may compile."""
    candles = sample_candles("trending", _CANDLES)
    taken = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        strategy.opinions(candles)
        taken.append(time.perf_counter() - began)
    return min(taken)

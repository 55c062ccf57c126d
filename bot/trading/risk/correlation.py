"""Which symbols move together, by the closes that were last decided on."""

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

CLOSES = 100
LEAST_RETURNS = 30
MOVES_TOGETHER = 0.7


def correlation(one: "pd.Series", other: "pd.Series") -> float | None:
    """Pearson's correlation of the log returns of two series of closes at their common times.

    None where too few are common, or one of them never moves.
    """
    both = np.array([one, other.reindex(one.index)])
    both = both[:, ~np.isnan(both).any(axis=0)]
    returns = np.diff(np.log(both), axis=1)
    if returns.shape[1] < LEAST_RETURNS or not returns.std(axis=1).all():
        return None
    return float(np.corrcoef(returns)[0, 1])


class Closes:
    """The closes of each symbol that were last decided on."""

    def __init__(self) -> None:
        self._by_symbol: dict[str, pd.Series] = {}

    def keep(self, symbol: str, closes: "pd.Series") -> None:
        """Keep the newest of a symbol's closes."""
        self._by_symbol[symbol] = closes.iloc[-CLOSES:]

    def move_together(self, one: str, other: str, *, same_direction: bool) -> bool:
        """Whether positions in two symbols gain and lose together; yes where that is not known."""
        if one not in self._by_symbol or other not in self._by_symbol:
            return True
        measured = correlation(self._by_symbol[one], self._by_symbol[other])
        if measured is None:
            return True
        return (measured if same_direction else -measured) >= MOVES_TOGETHER

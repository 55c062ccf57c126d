"""A stretch of candles that is traded, with the candles before it, which are only read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.domain import require

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CandleWindow:
    """A checked frame up to the window's end; its first `warm_up` rows are never traded.

    They are there so that the indicators know them. ConfigError where no row is left to trade.
    """

    candles: "pd.DataFrame"
    warm_up: int = 0

    def __post_init__(self) -> None:
        rows = len(self.candles)
        require(0 <= self.warm_up < rows, f"0 <= warm_up < {rows} candles", self.warm_up)

    def __len__(self) -> int:
        """How many candles are traded."""
        return len(self.candles) - self.warm_up

    @property
    def traded(self) -> "pd.DataFrame":
        """The rows that are traded."""
        return self.candles.iloc[self.warm_up :]

    def with_traded(self, changed: "pd.DataFrame") -> "CandleWindow":
        """The window with other prices in the rows that are traded."""
        if not self.warm_up:
            return CandleWindow(candles=changed)
        whole = self.candles.copy()
        whole.iloc[self.warm_up :] = changed[list(whole.columns)].to_numpy()
        return CandleWindow(candles=whole, warm_up=self.warm_up)

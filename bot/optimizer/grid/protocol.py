"""What a grid is: numbered combinations of listed values."""

from collections.abc import Mapping
from typing import Protocol

from bot.arrays import IntArray
from bot.domain import StrategyConfig
from bot.optimizer.trials import ConfigTable

MOST_COMBINATIONS = 2_000_000


class Grid(Protocol):
    """The valid combinations of a few values for each field over `base`, numbered from 0.

    A field is one of StrategyConfig or a parameter of base's strategy.
    """

    @property
    def base(self) -> StrategyConfig:
        """What holds for all combinations but for the listed values."""
        ...

    def __len__(self) -> int:
        """How many combinations there are."""
        ...

    @property
    def left_out(self) -> int:
        """How many combinations of the listed values are no valid config."""
        ...

    @property
    def why_left_out(self) -> str:
        """The rule that a combination left out breaks."""
        ...

    @property
    def fields(self) -> tuple[str, ...]:
        """What may vary."""
        ...

    @property
    def varied(self) -> tuple[str, ...]:
        """The fields with more than one value."""
        ...

    def axis(self, name: str) -> tuple[float, ...]:
        """The values of a field, ascending."""
        ...

    @property
    def periods(self) -> Mapping[str, tuple[float, ...]]:
        """The values of ema_fast, ema_slow and rsi_period, of which indicators are computed."""
        ...

    @property
    def period_samples(self) -> ConfigTable:
        """Combinations in which every period occurs, for Trials.prepared."""
        ...

    def configs(self, numbers: IntArray) -> ConfigTable:
        """The combinations of these numbers."""
        ...

    def config_at(self, number: int) -> StrategyConfig:
        """The config of a combination."""
        ...

    def columns(self, numbers: IntArray) -> tuple[list[float], ...]:
        """The values of each field in the combinations of these numbers."""
        ...

    def places(self, numbers: IntArray) -> dict[str, IntArray]:
        """Which value of its axis each field has in the combinations of these numbers."""
        ...

    def value_of(self, config: StrategyConfig, name: str) -> float:
        """The value that a config has for a field."""
        ...

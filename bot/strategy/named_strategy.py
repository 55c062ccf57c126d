"""A strategy under the name that a config calls it, held to its contract."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from bot.candles import CandleArrays
from bot.domain import Parameter, require
from bot.domain.errors import ConfigError
from bot.strategy.protocol import Opinions, Strategy
from bot.strategy.user_strategy import call

_MOST_WARM_UP = 1_000_000
_WORDS = {1: "long", -1: "short", 0: "no side"}


@dataclass(frozen=True, kw_only=True)
class NamedStrategy:
    """A strategy under its name, held to its contract; itself a Strategy.

    Whatever a user's own strategy does wrong is a ConfigError of one sentence. `file` is that of a
    user's own strategy and `sha256` the file's; both are None for a built-in one.
    """

    name: str
    strategy: Strategy
    file: Path | None = None
    sha256: str | None = None

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Its parameters by name, defaults included."""
        plain: Any = self.strategy
        return {field.name: getattr(plain, field.name) for field in fields(plain)}

    @property
    def search_space(self) -> Mapping[str, tuple[float, float]]:
        """The lowest and the highest value of each parameter that may be searched."""
        return getattr(self.strategy, "search_space", {})

    @property
    def price_values(self) -> tuple[str, ...]:
        """The names of the values behind its opinions that are prices."""
        return tuple(getattr(self.strategy, "price_values", ()))

    @property
    def warm_up_candles(self) -> int:
        """How many candles make an opinion independent of where the history begins."""
        count = call(self.name, self.file, lambda: self.strategy.warm_up_candles)
        rule = f"1 <= warm_up_candles <= {_MOST_WARM_UP} of strategy {self.name}"
        is_whole = isinstance(count, int | np.integer) and not isinstance(count, bool)
        require(is_whole and 1 <= count <= _MOST_WARM_UP, rule, count)
        return int(count)

    def opinions(self, candles: CandleArrays) -> Opinions:
        """The opinion at the close of every candle."""
        given = candles if self.file is None else _read_only(candles)
        opinions = call(self.name, self.file, lambda: self.strategy.opinions(given))
        if not isinstance(opinions, Opinions):
            raise ConfigError(
                f"strategy {self.name}: need Opinions of its method opinions, "
                f"was {type(opinions).__name__}"
            )
        if len(opinions) != len(candles):
            raise ConfigError(
                f"strategy {self.name}: need an opinion for each of {len(candles)} candles, "
                f"were {len(opinions)}"
            )
        return opinions

    def reason(self, direction: int, values: Mapping[str, float]) -> str:
        """The opinion in words: the strategy's own, or its values."""
        own = getattr(self.strategy, "reason", None)
        if callable(own):
            return str(call(self.name, self.file, lambda: own(direction, values)))
        numbers = ", ".join(f"{name} {value:.6g}" for name, value in values.items())
        return f"{self.label}: {_WORDS[direction]}{f' at {numbers}' if numbers else ''}"

    @property
    def label(self) -> str:
        """Name and parameters for people."""
        parameters = ", ".join(
            f"{name} {value:g}" if type(value) in (int, float) else f"{name} {value}"
            for name, value in self.parameters.items()
        )
        return f"{self.name} ({parameters})" if parameters else self.name


def _read_only(candles: CandleArrays) -> CandleArrays:
    """The same candles as views that cannot be written to."""
    views = {}
    for name in ("open_time", "open", "high", "low", "close", "volume"):
        views[name] = getattr(candles, name).view()
        views[name].flags.writeable = False
    return replace(candles, **views)

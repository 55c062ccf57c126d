"""Which strategies there are, and the one that a config names."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, get_type_hints

import numpy as np

from bot.candles import CandleArrays
from bot.domain import (
    EMA_RSI,
    Parameter,
    StrategyConfig,
    filled_text,
    finite_number,
    require,
    truth,
    whole_number,
)
from bot.domain.errors import ConfigError
from bot.strategy.bollinger_reversion import BollingerReversion
from bot.strategy.ema_rsi import EmaRsi
from bot.strategy.macd_trend import MacdTrend
from bot.strategy.protocol import Opinions, Strategy
from bot.strategy.user_strategy import StrategyFolder, UserStrategy, call

BUILT_IN: Mapping[str, type[Any]] = {
    EMA_RSI: EmaRsi,
    "bollinger_reversion": BollingerReversion,
    "macd_trend": MacdTrend,
}
"""Every built-in strategy by the name that a config calls it; a new one is one more line."""

_FOLDER = StrategyFolder()
_CHECKS = {int: whole_number, float: finite_number, bool: truth, str: filled_text}
_MOST_WARM_UP = 1_000_000
_WORDS = {1: "long", -1: "short", 0: "no side"}


def look_in(folder: Path) -> None:
    """Look for users' strategies in this folder from now on, in the whole process."""
    _FOLDER.look_in(folder)


@dataclass(frozen=True, kw_only=True)
class NamedStrategy:
    """A strategy under its name, held to its contract; itself a Strategy.

    Whatever a user's own does wrong is a ConfigError of one sentence. `file` and `sha256` are those
    of a user's own, None for a built-in.
    """

    name: str
    strategy: Strategy
    file: Path | None = None
    sha256: str | None = None

    @property
    def parameters(self) -> dict[str, Parameter]:
        """Its parameters by name, defaults included."""
        plain: Any = self.strategy
        return {one.name: getattr(plain, one.name) for one in fields(plain)}

    @property
    def search_space(self) -> Mapping[str, tuple[float, float]]:
        """The lowest and the highest value of each parameter that may be searched."""
        return getattr(self.strategy, "search_space", {})

    @property
    def price_values(self) -> tuple[str, ...]:
        """Those of its values that are prices."""
        return tuple(getattr(self.strategy, "price_values", ()))

    @property
    def warm_up_candles(self) -> int:
        """How many candles make an opinion independent of where the history begins."""
        count = call(self.name, self.file, lambda: self.strategy.warm_up_candles)
        told = f"1 <= warm_up_candles <= {_MOST_WARM_UP} of strategy {self.name}"
        is_whole = isinstance(count, int | np.integer) and not isinstance(count, bool)
        require(is_whole and 1 <= count <= _MOST_WARM_UP, told, count)
        return int(count)

    def opinions(self, candles: CandleArrays) -> Opinions:
        """The opinion at the close of every candle."""
        seen = candles if self.file is None else _read_only(candles)
        found = call(self.name, self.file, lambda: self.strategy.opinions(seen))
        if not isinstance(found, Opinions):
            raise ConfigError(
                f"strategy {self.name}: need Opinions of its method opinions, "
                f"was {type(found).__name__}"
            )
        if len(found) != len(candles):
            raise ConfigError(
                f"strategy {self.name}: need an opinion for each of {len(candles)} candles, "
                f"were {len(found)}"
            )
        return found

    def reason(self, direction: int, values: Mapping[str, float]) -> str:
        """The opinion in words: the strategy's own, or its values."""
        own = getattr(self.strategy, "reason", None)
        if callable(own):
            return str(call(self.name, self.file, lambda: own(direction, values)))
        told = ", ".join(f"{name} {value:.6g}" for name, value in values.items())
        return f"{self.label}: {_WORDS[direction]}{f' at {told}' if told else ''}"

    @property
    def label(self) -> str:
        """Name and parameters for people."""
        told = ", ".join(
            f"{name} {value:g}" if type(value) in (int, float) else f"{name} {value}"
            for name, value in self.parameters.items()
        )
        return f"{self.name} ({told})" if told else self.name


def strategy_of(config: StrategyConfig) -> NamedStrategy:
    """The strategy that a config names, with its parameters; ConfigError where there is none.

    A name that is no built-in's is a file in the folder of look_in, or with dots a module's path.
    """
    name = config.strategy
    if name in BUILT_IN:
        return NamedStrategy(name=name, strategy=_built(name, BUILT_IN[name], _given(config), None))
    user = _user_strategy(name)
    strategy = _built(name, user.strategy_class, _given(config), user.file)
    named = NamedStrategy(name=name, strategy=strategy, file=user.file, sha256=user.sha256)
    named.warm_up_candles  # noqa: B018  # reading it is the check
    return named


def _given(config: StrategyConfig) -> dict[str, Any]:
    params = dict(config.strategy_params)
    if config.strategy != EMA_RSI:
        return params
    if params:
        raise ConfigError(
            f"need no strategy_params for {EMA_RSI}, were {config.strategy_params}: its parameters "
            "are ema_fast, ema_slow, rsi_period, rsi_overbought and rsi_oversold"
        )
    return {one.name: getattr(config, one.name) for one in fields(EmaRsi)}


def _user_strategy(name: str) -> UserStrategy:
    try:
        return _FOLDER.find(name)
    except FileNotFoundError:
        where = (
            f"no module {name} can be imported"
            if "." in name
            else f"there is no file {name}.py in {_FOLDER}"
        )
        raise ConfigError(
            f"need a strategy of {', '.join(BUILT_IN)} or one of your own, was {name!r}: {where}"
        ) from None


def _built(name: str, strategy_class: type[Any], given: dict[str, Any], file: Path | None) -> Any:
    hints = get_type_hints(strategy_class)
    known = [one.name for one in fields(strategy_class)]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ConfigError(
            f"strategy {name} has no parameter {unknown[0]!r}; it has "
            f"{', '.join(known) if known else 'none'}"
        )

    def make() -> Any:
        checked = {key: _CHECKS[hints[key]](key, value) for key, value in given.items()}
        return strategy_class(**checked)

    return call(name, file, make)


def _read_only(candles: CandleArrays) -> CandleArrays:
    """The same candles as views that cannot be written to."""
    views = {}
    for name in ("open_time", "open", "high", "low", "close"):
        views[name] = getattr(candles, name).view()
        views[name].flags.writeable = False
    return replace(candles, **views)

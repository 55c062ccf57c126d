"""What strategy config holds for a symbol, and where each of its values comes from.

Upper over lower: the symbol's own config, its entry in portfolio.json, the config of all symbols,
the environment, the defaults.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from bot.domain import (
    ConfigCheck,
    LoadedConfig,
    StatedConfig,
    StrategyConfig,
    drops_params,
    merge_config,
)
from bot.domain.errors import ConfigError

ENVIRONMENT = "environment"
PORTFOLIO = "portfolio.json"
NOTHING: Mapping[str, Any] = MappingProxyType({})


def environment_layer(base: StrategyConfig) -> StatedConfig:
    """Where `base` differs from the defaults."""
    defaults = StrategyConfig().values
    stated = {name: value for name, value in base.values.items() if value != defaults[name]}
    return _without_symbol(StatedConfig(place=ENVIRONMENT, values=stated))


def common_layer(stated: StatedConfig, symbol: str, base: StrategyConfig) -> StatedConfig:
    """What the config of all symbols states for one.

    ConfigError where it names another symbol than the primary one and that is asked for.
    """
    return _for_symbol(stated, symbol) if symbol == base.symbol else _without_symbol(stated)


def asset_layer(symbol: str, asset: Mapping[str, Any]) -> StatedConfig:
    """What the portfolio states for the symbol."""
    return _for_symbol(StatedConfig(place=PORTFOLIO, values=asset), symbol)


def own_layer(stated: StatedConfig, symbol: str) -> StatedConfig:
    """What the symbol's own config states; ConfigError where it names another symbol."""
    return _for_symbol(stated, symbol)


def merge_layers(
    symbol: str, layers: Sequence[StatedConfig], check: ConfigCheck | None = None
) -> LoadedConfig:
    """The layers, lowest first, as one config; ConfigError naming the layers that state values."""
    merged: dict[str, Any] = {}
    sources = dict.fromkeys(StrategyConfig().values, "default")
    shadowed = []
    for layer in layers:
        if drops_params(layer.values, merged):
            dropped = merged.pop("strategy_params")
            shadowed.append(
                f"strategy_params = {dropped} of {sources['strategy_params']} is dropped by "
                f"{layer.place}, which names the strategy {layer.values['strategy']}"
            )
            sources["strategy_params"] = "default"
        for name, value in layer.values.items():
            if name in merged and merged[name] != value:
                shadowed.append(
                    f"{name} = {merged[name]} of {sources[name]} is overridden by {layer.place}, "
                    f"which says {value}"
                )
            merged[name], sources[name] = value, layer.place
    return LoadedConfig(
        config=_checked(symbol, layers, merged, check), sources=sources, shadowed=tuple(shadowed)
    )


def _checked(
    symbol: str,
    layers: Sequence[StatedConfig],
    merged: Mapping[str, Any],
    check: ConfigCheck | None,
) -> StrategyConfig:
    try:
        config = merge_config(replace(StrategyConfig(), symbol=symbol), merged)
        if check is not None:
            check(config)
    except ConfigError as error:
        stated = " and ".join(layer.place for layer in layers if layer.values)
        raise ConfigError(f"{error} (config of {symbol} from {stated})") from error
    return config


def _without_symbol(layer: StatedConfig) -> StatedConfig:
    kept = {n: v for n, v in layer.values.items() if n not in ("symbol", "_meta")}
    return StatedConfig(place=layer.place, values=kept)


def _for_symbol(layer: StatedConfig, symbol: str) -> StatedConfig:
    named = layer.values.get("symbol", symbol)
    if named != symbol:
        raise ConfigError(f"need symbol {symbol} in {layer.place}, was {named!r}")
    return _without_symbol(layer)

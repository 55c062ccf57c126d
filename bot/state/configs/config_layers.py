"""What strategy config holds for a symbol, and where each of its values comes from.

Upper over lower: the symbol's own strategy_config.json, its entry in portfolio.json, the global
strategy_config.json, the environment, the defaults.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot.domain import StrategyConfig, drops_params, merge_config, sanitize_symbol_for_fs
from bot.domain.errors import ConfigError, StateError
from bot.state.files.durable_files import file_size, read_file
from bot.state.files.record_json import parse_json

CONFIG_FILE = "strategy_config.json"
MOST_BYTES = 1_000_000
ENVIRONMENT = "environment"
PORTFOLIO = "portfolio.json"
NOTHING: Mapping[str, Any] = MappingProxyType({})
ConfigCheck = Callable[[StrategyConfig], object]
"""Raises ConfigError where a config that is valid by itself cannot be used, as for its strategy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedConfig:
    """A config with, for each field, the layer it comes from ("default" is the lowest).

    `shadowed` are sentences about values of a lower layer that an upper one overrides with others.
    """

    config: StrategyConfig
    sources: Mapping[str, str]
    shadowed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """The values that one place states, with the place's name."""

    name: str
    values: Mapping[str, Any]


def symbol_folder_name(symbol: str) -> str:
    """The symbol's folder relative to the volume."""
    return f"portfolio/{sanitize_symbol_for_fs(symbol)}"


def config_paths(data_dir: Path, symbol: str) -> tuple[Path, Path]:
    """The global config file and the symbol's own, whether or not they exist."""
    return data_dir / CONFIG_FILE, data_dir / symbol_folder_name(symbol) / CONFIG_FILE


def load_overrides(path: Path) -> dict[str, Any]:
    """The values a config file states, which may be partial; {} where there is no file.

    Raises ConfigError with the path and the reason where it cannot be read or is no JSON object.
    """
    try:
        if file_size(path) > MOST_BYTES:
            raise StateError(f"need at most {MOST_BYTES} bytes")
        data = read_file(path)
        if data is None:
            return {}
        values = parse_json(data.removeprefix(b"\xef\xbb\xbf"))
    except StateError as error:
        raise ConfigError(f"{path} cannot be used: {error}") from error
    if not isinstance(values, dict):
        raise ConfigError(f"need a JSON object in {path}, was {type(values).__name__}")
    return values


def read_config(
    data_dir: Path,
    symbol: str,
    base: StrategyConfig,
    *,
    asset: Mapping[str, Any] = NOTHING,
    own: Mapping[str, Any] | None = None,
    check: ConfigCheck | None = None,
) -> LoadedConfig:
    """The config that holds for a symbol, merged of all layers and validated whole.

    `base` is environment over defaults, its symbol the primary one; `asset` the fields that the
    symbol's portfolio entry states; `own` stands for what the symbol's own file says, which is then
    not read. A file that names another symbol is refused, but for the
    global one where the asked symbol is not the primary: it is then read without its symbol.
    Raises ConfigError naming the file.
    """
    layers = [environment_layer(base), global_layer(data_dir, symbol, base)]
    layers += [asset_layer(symbol, asset), own_layer(data_dir, symbol, own)]
    return merge_layers(symbol, layers, check)


def environment_layer(base: StrategyConfig) -> Layer:
    """Where `base` differs from the defaults."""
    defaults = StrategyConfig().to_dict()
    stated = {name: value for name, value in base.to_dict().items() if value != defaults[name]}
    return _without_symbol(Layer(name=ENVIRONMENT, values=stated))


def global_layer(data_dir: Path, symbol: str, base: StrategyConfig) -> Layer:
    """What the global file states for the symbol; ConfigError as read_config."""
    layer = Layer(name=CONFIG_FILE, values=load_overrides(data_dir / CONFIG_FILE))
    return _for_symbol(layer, symbol) if symbol == base.symbol else _without_symbol(layer)


def asset_layer(symbol: str, asset: Mapping[str, Any]) -> Layer:
    """What the portfolio states for the symbol."""
    return _for_symbol(Layer(name=PORTFOLIO, values=asset), symbol)


def own_layer(data_dir: Path, symbol: str, own: Mapping[str, Any] | None = None) -> Layer:
    """What the symbol's own file states, or `own` in its place; ConfigError as read_config."""
    name = f"{symbol_folder_name(symbol)}/{CONFIG_FILE}"
    values = load_overrides(data_dir / name) if own is None else own
    return _for_symbol(Layer(name=name, values=values), symbol)


def merge_layers(
    symbol: str, layers: list[Layer], check: ConfigCheck | None = None
) -> LoadedConfig:
    """The layers, lowest first, as one config; ConfigError naming the layers that state values."""
    merged: dict[str, Any] = {}
    sources = dict.fromkeys(StrategyConfig().to_dict(), "default")
    shadowed = []
    for layer in layers:
        if drops_params(layer.values, merged):
            dropped = merged.pop("strategy_params")
            shadowed.append(
                f"strategy_params = {dropped} of {sources['strategy_params']} is dropped by "
                f"{layer.name}, which names the strategy {layer.values['strategy']}"
            )
            sources["strategy_params"] = "default"
        for name, value in layer.values.items():
            if name in merged and merged[name] != value:
                shadowed.append(
                    f"{name} = {merged[name]} of {sources[name]} is overridden by {layer.name}, "
                    f"which says {value}"
                )
            merged[name], sources[name] = value, layer.name
    try:
        config = merge_config(replace(StrategyConfig(), symbol=symbol), merged)
        if check is not None:
            check(config)
    except ConfigError as error:
        stated = " and ".join(layer.name for layer in layers if layer.values)
        raise ConfigError(f"{error} (config of {symbol} from {stated})") from error
    return LoadedConfig(config=config, sources=sources, shadowed=tuple(shadowed))


def _without_symbol(layer: Layer) -> Layer:
    kept = {n: v for n, v in layer.values.items() if n not in ("symbol", "_meta")}
    return Layer(name=layer.name, values=kept)


def _for_symbol(layer: Layer, symbol: str) -> Layer:
    named = layer.values.get("symbol", symbol)
    if named != symbol:
        raise ConfigError(f"need symbol {symbol} in {layer.name}, was {named!r}")
    return _without_symbol(layer)

"""Configs that change while the bot runs."""

import contextlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError
from bot.state.configs.config_layers import (
    NOTHING,
    ConfigCheck,
    Layer,
    LoadedConfig,
    asset_layer,
    config_paths,
    environment_layer,
    global_layer,
    merge_layers,
    own_layer,
)
from bot.state.files.durable_files import FileStamp, file_stamp


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigPoll:
    """What holds now: `changed` (with the `changes` in words) against the poll before.

    `error` is a sentence as long as a file is refused, `config` then the last good one.
    """

    config: StrategyConfig
    changed: bool
    changes: tuple[str, ...]
    error: str | None
    sources: Mapping[str, str]
    shadowed: tuple[str, ...]


class ConfigWatcher:
    """Watches the config files of one symbol; arguments as for read_config.

    `poll` never raises for what a file says. Where a file is refused at the very first poll,
    `last_good` (what held when the process last ran) holds until it is mended, or the layers that
    can be used where there is none. The first poll's timeframe stays: another one is refused.
    A config that `check` refuses is looked at again in every poll, as it may read more files than
    the config's; at the first poll it holds in spite of it, rather than another strategy's.
    """

    def __init__(
        self,
        data_dir: Path,
        symbol: str,
        base: StrategyConfig,
        *,
        asset: Mapping[str, Any] = NOTHING,
        last_good: StrategyConfig | None = None,
        check: ConfigCheck | None = None,
    ) -> None:
        self._symbol = symbol
        self._check = check
        self._last_good = None if last_good is None else _of_last_run(last_good)
        self._paths = config_paths(data_dir, symbol)
        self._sources: tuple[Callable[[], Layer], ...] = (
            lambda: environment_layer(base),
            lambda: global_layer(data_dir, symbol, base),
            lambda: asset_layer(symbol, asset),
            lambda: own_layer(data_dir, symbol),
        )
        self._stamps: tuple[FileStamp, ...] | None = None
        self._held: LoadedConfig | None = None
        self._error: str | None = None

    def poll(self) -> ConfigPoll:
        """What holds now; costs two stats where no file changed."""
        stamps = tuple(
            file_stamp(path) for path in self._paths
        )  # before reading: a later change shows
        before = self._held
        held = before
        if held is None or stamps != self._stamps or (self._error and self._check):
            held, self._error = self._read(before)
        self._held, self._stamps = held, stamps
        changes = () if before is None else _changes(before, held)
        return ConfigPoll(
            config=held.config,
            changed=bool(changes),
            changes=changes,
            error=self._error,
            sources=held.sources,
            shadowed=held.shadowed,
        )

    def _read(self, last_good: LoadedConfig | None) -> tuple[LoadedConfig, str | None]:
        """The config as the files say, or the last good one with what is wrong with them."""
        layers: list[Layer] = []
        errors: list[str] = []
        for source in self._sources:
            try:
                layers.append(source())
            except ConfigError as error:
                errors.append(str(error))
        if not errors:
            try:
                merged = merge_layers(self._symbol, layers, self._check)
                _refuse_other_timeframe(last_good, merged)
                return merged, None
            except ConfigError as error:
                errors.append(str(error))
        return last_good or self._last_good or self._usable(layers), "; ".join(errors)

    def _usable(self, layers: list[Layer]) -> LoadedConfig:
        """The lowest layer with each upper one that makes a valid config on top of those kept."""
        kept: list[Layer] = []
        held = merge_layers(self._symbol, kept)
        for layer in layers:
            with contextlib.suppress(ConfigError):
                held = merge_layers(self._symbol, [*kept, layer])
                kept.append(layer)
        return held


def _of_last_run(config: StrategyConfig) -> LoadedConfig:
    sources = dict.fromkeys(config.to_dict(), "the last run")
    return LoadedConfig(config=config, sources=sources, shadowed=())


def _refuse_other_timeframe(before: LoadedConfig | None, after: LoadedConfig) -> None:
    if before is not None and before.config.timeframe != after.config.timeframe:
        raise ConfigError(
            f"timeframe {after.config.timeframe} is not used while {after.config.symbol} runs on "
            f"{before.config.timeframe}: restart the bot with a DATA_DIR of its own"
        )


def _changes(before: LoadedConfig, after: LoadedConfig) -> tuple[str, ...]:
    old, new = before.config.to_dict(), after.config.to_dict()
    return tuple(
        f"{name} {old[name]} -> {new[name]} (from {after.sources[name]})"
        for name in new
        if old[name] != new[name]
    )

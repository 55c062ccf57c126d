"""Configs that change while the bot runs."""

import contextlib
from collections.abc import Callable, Sequence

from bot.domain import ConfigCheck, ConfigPoll, LoadedConfig, StatedConfig, StrategyConfig
from bot.domain.errors import ConfigError
from bot.state.configs.layers import merge_layers


class ConfigWatcher:
    """Watches the layers of one symbol's config, which are read lowest first where `stamp` differs.

    A config that `check` refuses is looked at again in every poll, as it may read more than the
    config; at the first poll it holds in spite of it, rather than another strategy's.
    """

    def __init__(
        self,
        symbol: str,
        layers: Sequence[Callable[[], StatedConfig]],
        stamp: Callable[[], object],
        *,
        last_good: StrategyConfig | None = None,
        check: ConfigCheck | None = None,
    ) -> None:
        self._symbol = symbol
        self._check = check
        self._last_good = None if last_good is None else _of_last_run(last_good)
        self._layers = layers
        self._stamp = stamp
        self._stamp_before: object = None
        self._held: LoadedConfig | None = None
        self._error: str | None = None

    def poll(self) -> ConfigPoll:
        """What holds now, never raising for what a config says; cheap where nothing changed."""
        stamp = self._stamp()  # before reading: a later change shows
        before = self._held
        held = before
        if held is None or stamp != self._stamp_before or (self._error and self._check):
            held, self._error = self._read(before)
        self._held, self._stamp_before = held, stamp
        changes = () if before is None else _changes(before, held)
        return ConfigPoll(
            config=held.config,
            changed=bool(changes),
            changes=changes,
            error=self._error,
            sources=held.sources,
            shadowed=held.shadowed,
        )

    def _read(self, before: LoadedConfig | None) -> tuple[LoadedConfig, str | None]:
        """The config as the layers say, or the last good one with what is wrong with them."""
        layers: list[StatedConfig] = []
        errors: list[str] = []
        for layer in self._layers:
            try:
                layers.append(layer())
            except ConfigError as error:
                errors.append(str(error))
        if not errors:
            try:
                merged = merge_layers(self._symbol, layers, self._check)
                _refuse_other_timeframe(before, merged)
                return merged, None
            except ConfigError as error:
                errors.append(str(error))
        return before or self._last_good or self._usable(layers), "; ".join(errors)

    def _usable(self, layers: list[StatedConfig]) -> LoadedConfig:
        """The lowest layer with each upper one that makes a valid config on top of those kept."""
        kept: list[StatedConfig] = []
        held = merge_layers(self._symbol, kept)
        for layer in layers:
            with contextlib.suppress(ConfigError):
                held = merge_layers(self._symbol, [*kept, layer])
                kept.append(layer)
        return held


def _of_last_run(config: StrategyConfig) -> LoadedConfig:
    sources = dict.fromkeys(config.values, "the last run")
    return LoadedConfig(config=config, sources=sources, shadowed=())


def _refuse_other_timeframe(before: LoadedConfig | None, after: LoadedConfig) -> None:
    if before is not None and before.config.timeframe != after.config.timeframe:
        raise ConfigError(
            f"timeframe {after.config.timeframe} is not used while {after.config.symbol} runs on "
            f"{before.config.timeframe}: restart the bot with a DATA_DIR of its own"
        )


def _changes(before: LoadedConfig, after: LoadedConfig) -> tuple[str, ...]:
    old, new = before.config.values, after.config.values
    return tuple(
        f"{name} {old[name]} -> {new[name]} (from {after.sources[name]})"
        for name in new
        if old[name] != new[name]
    )

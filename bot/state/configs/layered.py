"""The part of a ConfigStore that is the same wherever the configs are kept."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.domain import (
    ConfigCheck,
    ConfigPoll,
    ConfigVersion,
    LoadedConfig,
    StatedConfig,
    StrategyConfig,
)
from bot.domain.errors import ConfigError
from bot.state.configs.layers import (
    NOTHING,
    asset_layer,
    common_layer,
    environment_layer,
    merge_layers,
    own_layer,
)
from bot.state.configs.watcher import ConfigWatcher


class LayeredConfigs(ABC):
    """Merges what a store states, and watches it; the store says where that comes from."""

    @abstractmethod
    def stated(self, symbol: str | None) -> StatedConfig:
        """What the symbol's own config states, or for None the one of all symbols."""

    @abstractmethod
    def stamp(self, symbol: str | None) -> object:
        """Equal as long as `stated` is; cheap, as it is asked for in every poll."""

    @abstractmethod
    def place(self, symbol: str) -> str:
        """What `stated` calls the place of the symbol's own config."""

    def read(
        self,
        symbol: str,
        base: StrategyConfig,
        *,
        asset: Mapping[str, Any] = NOTHING,
        own: Mapping[str, Any] | None = None,
        check: ConfigCheck | None = None,
    ) -> LoadedConfig:
        """The config that holds for a symbol, as a ConfigStore promises."""
        layers = [source() for source in self._layers(symbol, base, asset, own)]
        return merge_layers(symbol, layers, check)

    def watch(
        self,
        symbol: str,
        base: StrategyConfig,
        *,
        asset: Mapping[str, Any] = NOTHING,
        last_good: StrategyConfig | None = None,
        check: ConfigCheck | None = None,
    ) -> Callable[[], ConfigPoll]:
        """What holds, each time that it is asked for, as a ConfigStore promises.

        A config that `check` refuses is looked at again in every poll, as it may read more than
        the config; at the first poll it holds in spite of it, rather than another strategy's.
        """
        watcher = ConfigWatcher(
            symbol,
            self._layers(symbol, base, asset, None),
            lambda: (self.stamp(None), self.stamp(symbol)),
            last_good=last_good,
            check=check,
        )
        return watcher.poll

    def _layers(
        self,
        symbol: str,
        base: StrategyConfig,
        asset: Mapping[str, Any],
        own: Mapping[str, Any] | None,
    ) -> Sequence[Callable[[], StatedConfig]]:
        """Lowest first, each read when it is asked for."""
        return (
            lambda: environment_layer(base),
            lambda: common_layer(self.stated(None), symbol, base),
            lambda: asset_layer(symbol, asset),
            lambda: own_layer(self._own(symbol, own), symbol),
        )

    def _own(self, symbol: str, values: Mapping[str, Any] | None) -> StatedConfig:
        if values is None:
            return self.stated(symbol)
        return StatedConfig(place=self.place(symbol), values=values)


def refuse_other_symbol(config: StrategyConfig, symbol: str) -> None:
    """ConfigError for the config of another symbol."""
    if config.symbol != symbol:
        raise ConfigError(f"need a config of {symbol}, was one of {config.symbol}")


def restored_record(
    symbol: str,
    versions: Sequence[ConfigVersion],
    stated: Mapping[str, Any],
    record: Mapping[str, Any],
) -> dict[str, Any]:
    """What is recorded of an earlier config that states this and is put back in use.

    How it came in use the first time is told again.
    """
    in_use = [version.number for version in versions if version.in_use]
    same = [v for v in versions if v.fault is None and not v.in_use and v.values == stated]
    recorded = {
        **record,
        "rolled_back": True,
        "promoted": False,
        "symbol": symbol,
        "replaces": in_use[0] if in_use else 0,
        "restores": same[-1].number if same else None,
    }
    if same and "gate" in same[-1].meta:
        recorded["gate"] = same[-1].meta["gate"]
    return recorded

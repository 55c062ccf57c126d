"""Where strategy configs are kept."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from bot.domain.kept import (
    ConfigCheck,
    ConfigPoll,
    ConfigVersion,
    LoadedConfig,
    OptimizerRun,
    StatedConfig,
)
from bot.domain.strategy_config import StrategyConfig


class ConfigStore(Protocol):
    """A config for all symbols, and one of each symbol's own with every earlier one.

    What holds for a symbol: its own config over its entry in the portfolio (`asset`) over the
    config of all symbols over the environment over the defaults, merged and then validated whole.
    Readers in other processes see the old or the new config, never a torn one. StateError where the
    volume cannot be read or written.
    """

    def stated(self, symbol: str | None) -> StatedConfig:
        """What the symbol's own config states, or for None the one of all symbols.

        Nothing where there is none. ConfigError where it cannot be read or is no JSON object.
        """
        ...

    def whereabouts(self, symbol: str) -> str:
        """Where the symbol's own config is or would be, for people."""
        ...

    def symbols(self) -> tuple[str, ...]:
        """The symbols that a readable config of their own names, sorted."""
        ...

    def read(
        self,
        symbol: str,
        base: StrategyConfig,
        *,
        asset: Mapping[str, Any] = ...,
        own: Mapping[str, Any] | None = None,
        check: ConfigCheck | None = None,
    ) -> LoadedConfig:
        """The config that holds for a symbol.

        `base` is environment over defaults, its symbol the primary one; `asset` the fields that the
        portfolio states; `own` stands for what the symbol's own config says, which is then not
        read. A config that names another symbol is refused, but for that of all symbols where the
        asked one is not the primary: it is then read without its symbol. Raises ConfigError naming
        the place.
        """
        ...

    def watch(
        self,
        symbol: str,
        base: StrategyConfig,
        *,
        asset: Mapping[str, Any] = ...,
        last_good: StrategyConfig | None = None,
        check: ConfigCheck | None = None,
    ) -> Callable[[], ConfigPoll]:
        """Answers with what holds now, each time that it is called; arguments as for `read`.

        It never raises for what a config says. Where one is refused at the very first poll,
        `last_good` (what held when the process last ran) holds until it is mended, or the layers
        that can be used where there is none. The first poll's timeframe stays: another is refused.
        """
        ...

    def write(self, symbol: str, config: StrategyConfig, meta: Mapping[str, Any]) -> None:
        """Put a config in use for a symbol, with its provenance.

        At any instant, also after a kill, the whole old or the whole new one is in use, and the old
        one is among the versions before the new one is in use. The caller is the only writer
        (Volume.hold). Raises ConfigError for the config of another symbol.
        """
        ...

    def restore(
        self, symbol: str, values: Mapping[str, Any], record: Mapping[str, Any]
    ) -> OptimizerRun:
        """Put an earlier config back in use, as `write`; answers with what is recorded of it.

        `values` are what shall be stated (a whole config, a part, or nothing: then the layers below
        hold), `record` who did it, when and why. With the numbers of the version that it replaces
        and of the newest one that it restores (None where none states the same) it becomes the
        config's provenance and a run of the optimizer.
        """
        ...

    def versions(self, symbol: str) -> tuple[ConfigVersion, ...]:
        """Version 0 and every later one, oldest first; the last one is in use, if one is.

        Reads while an optimizer writes.
        """
        ...

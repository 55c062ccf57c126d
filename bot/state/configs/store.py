"""Strategy configs as JSON files of the volume."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.domain import (
    ConfigVersion,
    OptimizerRun,
    RunStore,
    StatedConfig,
    StrategyConfig,
    sanitize_symbol_for_fs,
)
from bot.domain.errors import ConfigError
from bot.state.configs.config_files import CONFIG_FILE, put_in_use, versions_in
from bot.state.configs.layered import LayeredConfigs, refuse_other_symbol, restored_record
from bot.state.configs.overrides import load_overrides
from bot.state.files import FileStamp, file_stamp


class JsonConfigStore(LayeredConfigs):
    """A ConfigStore: strategy_config.json for all symbols, and in the folder of each symbol.

    Rollbacks become records of `runs`.
    """

    def __init__(self, data_dir: Path, runs: RunStore) -> None:
        self._data_dir = data_dir
        self._runs = runs

    def stated(self, symbol: str | None) -> StatedConfig:
        """What a file states; {} where there is none."""
        place = CONFIG_FILE if symbol is None else self.place(symbol)
        return StatedConfig(place=place, values=load_overrides(self._data_dir / place))

    def stamp(self, symbol: str | None) -> FileStamp:
        """Differs whenever the file was written."""
        return file_stamp(self._data_dir / (CONFIG_FILE if symbol is None else self.place(symbol)))

    def place(self, symbol: str) -> str:
        """The symbol's own file, relative to the volume."""
        return f"portfolio/{sanitize_symbol_for_fs(symbol)}/{CONFIG_FILE}"

    def whereabouts(self, symbol: str) -> str:
        """The path of the symbol's own file."""
        return str(self._data_dir / self.place(symbol))

    def symbols(self) -> tuple[str, ...]:
        """The symbols that the readable files name."""
        named = set()
        for path in self._data_dir.glob(f"portfolio/*/{CONFIG_FILE}"):
            try:
                symbol = load_overrides(path).get("symbol")
            except ConfigError:
                continue  # whoever reads that config tells what is wrong with it
            if isinstance(symbol, str):
                named.add(symbol)
        return tuple(sorted(named))

    def write(self, symbol: str, config: StrategyConfig, meta: Mapping[str, Any]) -> None:
        """Put a config in use, as a ConfigStore promises.

        Where there is no space for both the config and its copy in the history, the old one stays.
        """
        refuse_other_symbol(config, symbol)
        put_in_use(self._folder(symbol), config.to_dict(), meta)

    def restore(
        self, symbol: str, values: Mapping[str, Any], record: Mapping[str, Any]
    ) -> OptimizerRun:
        """Put an earlier config back in use, as a ConfigStore promises."""
        stated = {name: value for name, value in values.items() if name != "_meta"}
        recorded = restored_record(symbol, self.versions(symbol), stated, record)
        put_in_use(self._folder(symbol), stated, recorded)
        run = OptimizerRun(recorded)
        self._runs.append(run)
        return run

    def versions(self, symbol: str) -> tuple[ConfigVersion, ...]:
        """Every version, oldest first."""
        return versions_in(self._folder(symbol))

    def _folder(self, symbol: str) -> Path:
        return (self._data_dir / self.place(symbol)).parent

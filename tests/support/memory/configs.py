"""Strategy configs in memory."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from bot.domain import (
    ConfigVersion,
    OptimizerRun,
    RunStore,
    StatedConfig,
    StrategyConfig,
    sanitize_symbol_for_fs,
)
from bot.state.configs.layered import LayeredConfigs, refuse_other_symbol, restored_record
from tests.support.memory.as_json import as_document


class MemoryConfigs(LayeredConfigs):
    """A ConfigStore."""

    def __init__(self, runs: RunStore, now: Callable[[], datetime]) -> None:
        self._runs = runs
        self._now = now
        self._versions: dict[str, list[tuple[datetime, dict[str, Any]]]] = {}
        self._common: dict[str, Any] = {}

    def state_for_all(self, values: Mapping[str, Any]) -> None:
        """What a person does: state a config for all symbols."""
        self._common = as_document(values)

    def state_by_hand(self, symbol: str, values: Mapping[str, Any]) -> None:
        """What a person does: state a config of the symbol's own, without provenance."""
        self._put(symbol, as_document(values))

    def stated(self, symbol: str | None) -> StatedConfig:
        """What is stated."""
        if symbol is None:
            return StatedConfig(place="the config of all symbols", values=dict(self._common))
        own = self._versions.get(self._key(symbol))
        return StatedConfig(place=self.place(symbol), values=dict(own[-1][1]) if own else {})

    def stamp(self, symbol: str | None) -> object:
        """The stated values themselves."""
        return self.stated(symbol)

    def place(self, symbol: str) -> str:
        """A name for people."""
        return f"the config of {self._key(symbol)}"

    def whereabouts(self, symbol: str) -> str:
        """A name for people."""
        return f"memory, {self.place(symbol)}"

    def symbols(self) -> tuple[str, ...]:
        """The symbols that configs name."""
        stated = (versions[-1][1].get("symbol") for versions in self._versions.values())
        return tuple(sorted(symbol for symbol in stated if isinstance(symbol, str)))

    def write(self, symbol: str, config: StrategyConfig, meta: Mapping[str, Any]) -> None:
        """Put a config in use."""
        refuse_other_symbol(config, symbol)
        self._put(symbol, as_document({**config.to_dict(), "_meta": meta}))

    def restore(
        self, symbol: str, values: Mapping[str, Any], record: Mapping[str, Any]
    ) -> OptimizerRun:
        """Put an earlier config back in use."""
        stated = {name: value for name, value in values.items() if name != "_meta"}
        recorded = restored_record(symbol, self.versions(symbol), stated, record)
        self._put(symbol, as_document({**stated, "_meta": recorded}))
        run = OptimizerRun(recorded)
        self._runs.append(run)
        return run

    def versions(self, symbol: str) -> tuple[ConfigVersion, ...]:
        """Every version, oldest first."""
        kept = self._versions.get(self._key(symbol), [])
        return (
            ConfigVersion(number=0),
            *(
                ConfigVersion(
                    number=number,
                    in_use=number == len(kept),
                    written_at=written_at,
                    values={name: value for name, value in values.items() if name != "_meta"},
                    meta=values.get("_meta", {}),
                )
                for number, (written_at, values) in enumerate(kept, 1)
            ),
        )

    def in_use(self) -> list[StatedConfig]:
        """Every symbol's own config, in the order in which they were written."""
        newest = sorted(self._versions.items(), key=lambda item: item[1][-1][0])
        return [StatedConfig(place=key, values=versions[-1][1]) for key, versions in newest]

    def _put(self, symbol: str, values: dict[str, Any]) -> None:
        self._versions.setdefault(self._key(symbol), []).append((self._now(), values))

    @staticmethod
    def _key(symbol: str) -> str:
        return sanitize_symbol_for_fs(symbol)

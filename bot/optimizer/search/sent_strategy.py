"""Which strategy a cluster's worker must have, before it runs trials of it."""

from dataclasses import dataclass
from pathlib import Path

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError
from bot.strategy import set_strategies_folder, strategy_of


@dataclass(frozen=True, slots=True, kw_only=True)
class SentStrategy:
    """A search's strategy as its worker must find it; `sha256` of its file, None for a built-in."""

    name: str
    sha256: str | None
    folder: Path | None

    @classmethod
    def of(cls, config: StrategyConfig, folder: Path | None) -> "SentStrategy":
        """The strategy that a config names, as it is here."""
        strategy = strategy_of(config)
        where = None if folder is None else folder.resolve()
        return cls(name=strategy.name, sha256=strategy.sha256, folder=where)

    def refuse_other(self, config: StrategyConfig) -> None:
        """ConfigError where the strategy is another file in this process, or none."""
        if self.sha256 is None:
            return
        if self.folder is not None:
            set_strategies_folder(self.folder)
        try:
            is_same = strategy_of(config).sha256 == self.sha256
        except ConfigError as error:
            raise ConfigError(
                f"strategy {self.name} cannot be used on the cluster: {error}; let its workers see "
                "the same DATA_DIR, or search without --cluster"
            ) from error
        if not is_same:
            raise ConfigError(
                f"strategy {self.name} is another file on the cluster's workers than here: start "
                "the workers again, with the same DATA_DIR"
            )

"""The versions of one symbol's config, found on the volume."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.domain import ConfigStore, ConfigVersion, LoadedConfig, Standings, StrategyConfig
from bot.domain.errors import ConfigError
from bot.reports.configs import SymbolConfigs
from bot.settings import Settings
from bot.wiring.process import portfolio_of
from bot.wiring.state import volume


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionedConfigs:
    """Version 0 and every later one, oldest first, with the layers below them.

    `base` is environment over defaults, `asset` what the portfolio states for the symbol;
    `standings` are those of the configs that were judged, `problem` why they are not known.
    """

    configs: ConfigStore
    base: StrategyConfig
    symbol: str
    asset: Mapping[str, Any]
    versions: tuple[ConfigVersion, ...]
    standings: Standings
    problem: str | None

    @classmethod
    def of(cls, settings: Settings, symbol: str) -> "VersionedConfigs":
        """Those of a symbol; ConfigError for one that neither the portfolio nor the volume knows.

        StateError where the volume cannot be read.
        """
        assets = {asset.symbol: asset for asset in portfolio_of(settings).assets}
        stores = volume(settings)
        configs, judged = stores.configs, stores.promotions.standings(symbol)()
        versions = configs.versions(symbol)
        if symbol not in assets and not any(v.values.get("symbol") == symbol for v in versions):
            symbols = sorted({*assets, *configs.symbols()})
            raise ConfigError(f"need one of {', '.join(symbols)}, was {symbol!r}")
        asset = assets[symbol].config_values if symbol in assets else {}
        return cls(
            configs=configs,
            base=settings.strategy_base,
            symbol=symbol,
            asset=asset,
            versions=versions,
            standings=judged.standings,
            problem=judged.error,
        )

    @property
    def newest(self) -> ConfigVersion:
        """The one in use; version 0 where no config of its own ever was."""
        return self.versions[-1]

    @property
    def in_use(self) -> ConfigVersion:
        """The one that holds; version 0 where there is no config of its own now."""
        return self.newest if self.newest.in_use else self.versions[0]

    @property
    def shown(self) -> SymbolConfigs:
        """What reports show of them."""
        return SymbolConfigs(
            symbol=self.symbol,
            versions=self.versions,
            in_use=self.in_use,
            standings={
                version.number: self.standings.of(config)
                for version in self.versions
                if (config := self.effective_or_none(version)) is not None
            },
        )

    def version(self, number: int) -> ConfigVersion:
        """The one of a number; ConfigError where there is none."""
        for version in self.versions:
            if version.number == number:
                return version
        last = self.newest.number
        raise ConfigError(f"need a version of {self.symbol} from 0 to {last}, was {number}")

    def pair(self, numbers: Sequence[int]) -> tuple[ConfigVersion, ConfigVersion]:
        """The two of the numbers, or the last two; ConfigError where there are no two."""
        if numbers:
            return self.version(numbers[0]), self.version(numbers[1])
        if len(self.versions) == 1:
            raise ConfigError(f"{self.symbol} never had a config of its own: nothing to compare")
        return self.versions[-2], self.versions[-1]

    def effective(self, version: ConfigVersion) -> LoadedConfig:
        """What holds with a version in use; ConfigError where it is broken or makes no config."""
        if version.fault is not None:
            raise ConfigError(f"version {version.number} cannot be used: {version.fault}")
        return self.configs.read(self.symbol, self.base, asset=self.asset, own=version.values)

    def effective_or_none(self, version: ConfigVersion) -> StrategyConfig | None:
        """The same, None where it is broken."""
        try:
            return self.effective(version).config
        except ConfigError:
            return None

    def predecessor(self) -> ConfigVersion:
        """The newest one before the one in use that makes another config and was not rolled back.

        A version that restored an earlier one stands in that one's place, so that rolling back
        twice goes back two. ConfigError where there is none.
        """
        now, first = self.effective_or_none(self.in_use), self._origin(self.newest).number
        earlier = [v for v in self.versions if v.number < first or not self.newest.in_use]
        given_up = [v.provenance.replaces for v in self.versions if v.provenance.was_rolled_back]
        for version in reversed(earlier):
            config = self.effective_or_none(version)
            if config not in (None, now) and version.number not in given_up:
                return version
        raise ConfigError(
            f"{self.symbol} has no earlier version that differs from the one in use and was not "
            "rolled back itself: name the version that shall be in use"
        )

    def _origin(self, version: ConfigVersion) -> ConfigVersion:
        """The version whose values these were first."""
        restored = version.provenance.restores
        if restored is None or not 0 <= restored < version.number:
            return version
        return self._origin(self.version(restored))

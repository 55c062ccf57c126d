"""A strategy config as a store hands it out: stated in part, merged of layers, or of the past."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.domain.kept.provenance import Provenance
from bot.domain.strategy_config import StrategyConfig

ConfigCheck = Callable[[StrategyConfig], object]
"""Raises ConfigError where a config that is valid by itself cannot be used, as for its strategy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedConfig:
    """What one place states, which may be a part of a config or nothing; `place` is its name."""

    place: str
    values: Mapping[str, Any]

    @property
    def provenance(self) -> Provenance:
        """Where the values come from; nothing is known of those that a person wrote."""
        return Provenance.of(self.values.get("_meta"))


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadedConfig:
    """A config with, for each field, the layer it comes from ("default" is the lowest).

    `shadowed` are sentences about values of a lower layer that an upper one overrides with others.
    """

    config: StrategyConfig
    sources: Mapping[str, str]
    shadowed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigPoll:
    """What holds now: `changed` (with the `changes` in words) against the poll before.

    `error` is a sentence as long as a place is refused, `config` then the last good one.
    """

    config: StrategyConfig
    changed: bool
    changes: tuple[str, ...]
    error: str | None
    sources: Mapping[str, str]
    shadowed: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigVersion:
    """A config that is or was in use, as it was stated; `meta` is its provenance.

    Numbers count from 1 in the order of use. 0 is the time before: the symbol had no config of its
    own, and the layers below held. `fault` says why one cannot be read; it then has no values.
    """

    number: int
    in_use: bool = False
    written_at: datetime | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    fault: str | None = None

    @property
    def provenance(self) -> Provenance:
        """Where the version comes from."""
        return Provenance(self.meta)

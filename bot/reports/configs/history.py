"""What the reports of a symbol's configs are made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain import ConfigStanding, ConfigVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class SymbolConfigs:
    """Version 0, which states nothing, and every later one, oldest first; one of them in use.

    `standings` are by the version's number, of those that make a config.
    """

    symbol: str
    versions: tuple[ConfigVersion, ...]
    in_use: ConfigVersion
    standings: Mapping[int, ConfigStanding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that two configs state differently; None is not stated."""

    field: str
    old: Any
    new: Any


def changes_between(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[Change, ...]:
    """The fields of which the values differ, those of `old` first."""
    return tuple(
        Change(field=name, old=old.get(name), new=new.get(name))
        for name in dict.fromkeys([*old, *new])
        if old.get(name) != new.get(name)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class RolledBack:
    """An earlier version that was put back in use as a new one.

    `restored` is its number, `replaced` that of the version in use until then, `number` the new
    one; `changes` are of what holds, all layers merged; `record` is what was kept of it.
    """

    symbol: str
    restored: int
    replaced: int
    number: int
    changes: tuple[Change, ...]
    record: Mapping[str, Any]

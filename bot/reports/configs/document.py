"""The configs of a symbol as JSON documents."""

from typing import Any

from bot.domain import ConfigVersion, rfc3339
from bot.reports.configs.history import Change, RolledBack, SymbolConfigs, changes_between

Json = dict[str, Any]


def list_document(configs: SymbolConfigs) -> Json:
    """Every version, oldest first; 0 is left out, since it states nothing.

    `standing` is that of the config that holds, whatever version or layer it comes from.
    """
    return {
        "symbol": configs.symbol,
        "in_use": configs.in_use.number,
        "standing": _standing(configs, configs.in_use),
        "versions": [_version(configs, version) for version in configs.versions[1:]],
    }


def show_document(configs: SymbolConfigs, version: ConfigVersion) -> Json:
    """One version."""
    return {"symbol": configs.symbol, **_version(configs, version)}


def diff_document(configs: SymbolConfigs, old: ConfigVersion, new: ConfigVersion) -> Json:
    """The fields that two versions state differently; null is not stated."""
    return {
        "symbol": configs.symbol,
        "old": old.number,
        "new": new.number,
        "changes": _changes(changes_between(old.values, new.values)),
    }


def rollback_document(done: RolledBack) -> Json:
    """What is in use now, and what that changed."""
    return {
        "symbol": done.symbol,
        "restored": done.restored,
        "replaced": done.replaced,
        "number": done.number,
        "changes": _changes(done.changes),
        "record": dict(done.record),
    }


def _changes(changes: tuple[Change, ...]) -> list[Json]:
    return [{"field": change.field, "old": change.old, "new": change.new} for change in changes]


def _version(configs: SymbolConfigs, version: ConfigVersion) -> Json:
    at = version.written_at
    return {
        "number": version.number,
        "in_use": version.in_use,
        "written_at": None if at is None else rfc3339(at),
        "values": dict(version.values),
        "meta": dict(version.meta) or None,
        "fault": version.fault,
        "standing": _standing(configs, version),
    }


def _standing(configs: SymbolConfigs, version: ConfigVersion) -> Json | None:
    standing = configs.standings.get(version.number)
    return None if standing is None else standing.to_document()

"""The answers of tools/configs.py for people and as JSON."""

import json
from collections.abc import Mapping
from typing import Any

from bot.domain import ConfigVersion, rfc3339
from bot.programs.configs.find import KnownConfigs

NOT_STATED = "(not stated)"


def list_document(known: KnownConfigs) -> dict[str, Any]:
    """Every version, oldest first; 0 is left out, since it states nothing."""
    return {
        "symbol": known.symbol,
        "in_use": known.in_use.number,
        "versions": [_document(version) for version in known.versions[1:]],
    }


def list_text(known: KnownConfigs) -> str:
    """A line a version, the one in use marked."""
    if len(known.versions) == 1:
        return f"{known.symbol} never had a config of its own: the layers below it hold\n"
    lines = [f"{known.symbol}: version {known.in_use.number} is in use"]
    if known.in_use.number == 0:
        lines = [f"{known.symbol}: no config of its own is in use"]
    for version in known.versions[1:]:
        mark = "*" if version.in_use else " "
        at = "" if version.written_at is None else f"{version.written_at:%Y-%m-%d %H:%M:%S} UTC"
        lines.append(f"{mark} {version.number:>4}  {at}  {_origin(version)}")
    return "\n".join(lines) + "\n"


def show_document(known: KnownConfigs, version: ConfigVersion) -> dict[str, Any]:
    """One version."""
    return {"symbol": known.symbol, **_document(version)}


def show_text(known: KnownConfigs, version: ConfigVersion) -> str:
    """One version with its values and its provenance."""
    state = ", in use" if version is known.in_use else ""
    lines = [f"{known.symbol} version {version.number}{state}: {_origin(version)}"]
    lines += [f"  {name} = {value}" for name, value in version.values.items()]
    if version.meta:
        provenance = json.dumps(dict(version.meta), indent=2, ensure_ascii=False)
        lines += ["provenance:", *(f"  {line}" for line in provenance.splitlines())]
    return "\n".join(lines) + "\n"


def diff_document(known: KnownConfigs, old: ConfigVersion, new: ConfigVersion) -> dict[str, Any]:
    """The fields that two versions state differently; null is not stated."""
    changes = [
        {"field": name, "old": before, "new": after}
        for name, before, after in _differences(old.values, new.values)
    ]
    return {"symbol": known.symbol, "old": old.number, "new": new.number, "changes": changes}


def diff_text(known: KnownConfigs, old: ConfigVersion, new: ConfigVersion) -> str:
    """The same, a line a field."""
    lines = [
        f"{known.symbol}: version {old.number} -> {new.number}",
        f"  {old.number}: {_origin(old)}",
        f"  {new.number}: {_origin(new)}",
    ]
    found = _differences(old.values, new.values)
    for name, before, after in found:
        lines.append(f"{name}  {_stated(before)} -> {_stated(after)}")
    return "\n".join(lines if found else [*lines, "both state the same"]) + "\n"


def _differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    names = [name for name in dict.fromkeys([*old, *new]) if old.get(name) != new.get(name)]
    return [(name, old.get(name), new.get(name)) for name in names]


def _stated(value: Any) -> str:
    return NOT_STATED if value is None else str(value)


def _origin(version: ConfigVersion) -> str:
    """Where a version comes from, in words."""
    provenance = version.provenance
    if version.number == 0:
        return "no config of its own: the layers below it hold"
    if version.fault is not None:
        return f"cannot be read: {version.fault}"
    if provenance.was_rolled_back:
        return provenance.reason or "rolled back"
    if not provenance.by_optimizer:
        return f"by hand, states {', '.join(version.values) or 'nothing'}"
    unseen, meta = provenance.score_on_unseen_candles, version.meta
    score = "none" if unseen is None else f"{unseen:.4g}"
    return (
        f"optimizer, {meta.get('objective')} {score} on unseen candles, "
        f"best of {meta.get('trials')}, seed {meta.get('seed')}"
        f"{'; PROMOTION_GATE was off' if provenance.came_ungated else ''}"
    )


def _document(version: ConfigVersion) -> dict[str, Any]:
    at = version.written_at
    return {
        "number": version.number,
        "in_use": version.in_use,
        "written_at": None if at is None else rfc3339(at),
        "values": dict(version.values),
        "meta": dict(version.meta) or None,
        "fault": version.fault,
    }

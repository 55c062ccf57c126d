"""The configs of a symbol's own: the one in use, every earlier one, and the way back."""

import contextlib
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.domain import StrategyConfig
from bot.domain.errors import ConfigError
from bot.state.configs.config_layers import CONFIG_FILE, NOTHING, config_paths, load_overrides
from bot.state.files.durable_files import (
    make_private_folder,
    move_file,
    read_file,
    remove_file,
    remove_leftovers,
    replace_file,
)
from bot.state.files.record_json import encode
from bot.state.optimizer.optimizer_files import append_run

_KEPT = re.compile(r"(\d{6,})-(\d{8}T\d{6})Z-([0-9a-f]{8})\.json")
_PENDING = "pending"
"""The history's copy of a config that is about to be used: written before, so that a full disk
stops the config too, and named once it is in use."""
_SETTLE_READS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfigVersion:
    """A config that is or was in use, as its file states it; `meta` is its provenance.

    Numbers count from 1 in the order of use. 0 is the time before: the symbol had no config of its
    own, and the layers below held. `fault` says why a file cannot be read; it then has no values.
    """

    number: int
    in_use: bool = False
    written_at: datetime | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    meta: Mapping[str, Any] = field(default_factory=dict)
    fault: str | None = None


def came_ungated(meta: Mapping[str, Any]) -> bool:
    """Whether the optimizer put a config of this provenance in use with PROMOTION_GATE=off."""
    gate = meta.get("gate")
    return isinstance(gate, Mapping) and gate.get("state") == "off"


def write_config(
    data_dir: Path, symbol: str, config: StrategyConfig, meta: Mapping[str, Any]
) -> Path:
    """Put a config in use for a symbol, with its provenance as `_meta`; returns the file.

    At any instant, also after a kill, the file is the whole old or the whole new one, and the old
    one is in the history before the new one is in use. Where there is no space for both the config
    and its copy in the history, the old one stays. The caller is the only writer (Volume.hold).
    Raises ConfigError for the config of another symbol, StateError where it cannot be written.
    """
    if config.symbol != symbol:
        raise ConfigError(f"need a config of {symbol}, was one of {config.symbol}")
    return _put_in_use(data_dir, symbol, config.to_dict(), meta)


def restore_config(
    data_dir: Path, symbol: str, values: Mapping[str, Any], record: Mapping[str, Any]
) -> dict[str, Any]:
    """Put an earlier config back in use, as write_config; returns what is recorded of it.

    `values` are what the file shall state (a whole config, a part, or nothing: then the layers
    below hold), `record` who did it, when and why. With the numbers of the version that it
    replaces and of the newest one that it restores (None where none states the same) it becomes
    the config's `_meta` and a line of the optimizer's runs.
    """
    versions = config_versions(data_dir, symbol)
    stated = {name: value for name, value in values.items() if name != "_meta"}
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
    if same and "gate" in same[-1].meta:  # how it came in use the first time is still to be told
        recorded["gate"] = same[-1].meta["gate"]
    _put_in_use(data_dir, symbol, stated, recorded)
    append_run(data_dir, recorded)
    return recorded


def config_versions(data_dir: Path, symbol: str) -> tuple[ConfigVersion, ...]:
    """Version 0 and every later one, oldest first; the last one is in use, if a file is.

    Reads while an optimizer writes. StateError where the volume cannot be read.
    """
    path = config_paths(data_dir, symbol)[1]
    kept, data = _settled(path)
    versions = [ConfigVersion(number=0)]
    for one in kept:
        versions.append(_version(one.path, one.number, one.written_at, in_use=False))
    if data is None:
        return tuple(versions)
    if kept and read_file(kept[-1].path) == data:
        number = versions.pop().number
    else:
        number = versions[-1].number + 1
    with contextlib.suppress(FileNotFoundError):
        written_at = datetime.fromtimestamp(path.stat().st_mtime, UTC)
        versions.append(_version(path, number, written_at, in_use=True))
    return tuple(versions)


def config_history(data_dir: Path, symbol: str) -> tuple[Path, ...]:
    """The files of the configs that were in use before, oldest first."""
    path = config_paths(data_dir, symbol)[1]
    kept, data = _settled(path)
    if kept and data is not None and read_file(kept[-1].path) == data:
        kept = kept[:-1]
    return tuple(one.path for one in kept)


def finish_promotion(folder: Path) -> str | None:
    """Settle what a killed writer left in a symbol's folder; says what was done for the history."""
    path, pending = folder / CONFIG_FILE, folder / "history" / _PENDING
    remove_leftovers(folder, path.name)
    for leftover in (folder / "history").glob(".*.tmp"):
        remove_file(leftover)
    data = read_file(pending)
    if data is None:
        return None
    if data != read_file(path):
        remove_file(pending)
        return f"{folder.name}: a config that a killed run had not put in use yet was dropped"
    _keep(path, pending)
    return f"{folder.name}: the history of a config that a killed run put in use was completed"


def _put_in_use(
    data_dir: Path, symbol: str, values: Mapping[str, Any], meta: Mapping[str, Any]
) -> Path:
    path = config_paths(data_dir, symbol)[1]
    pending = path.parent / "history" / _PENDING
    make_private_folder(pending.parent)
    finish_promotion(path.parent)
    _keep(path)
    data = encode({**values, "_meta": meta}, readable=True) + b"\n"
    replace_file(pending, data)
    replace_file(path, data)
    _keep(path, pending)
    return path


def _keep(path: Path, copy: Path | None = None) -> None:
    """Have the config in use in the history, under the next number, from a `copy` that is there.

    What is kept already (the last one has its content) is not kept twice.
    """
    data = read_file(path)
    if data is None:
        return
    kept = _kept_files(path.parent / "history")
    if kept and read_file(kept[-1].path) == data:
        if copy is not None:
            remove_file(copy)
        return
    number = kept[-1].number + 1 if kept else 1
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    name = f"{number:06d}-{written:%Y%m%dT%H%M%SZ}-{hashlib.sha256(data).hexdigest()[:8]}.json"
    target = path.parent / "history" / name
    if copy is None:
        replace_file(target, data)
    else:
        move_file(copy, target)


def _settled(path: Path) -> "tuple[tuple[_Kept, ...], bytes | None]":
    """The history and the config in use at one moment, as far as a writer lets one see it."""
    kept = _kept_files(path.parent / "history")
    data = read_file(path)
    for _ in range(_SETTLE_READS):
        before, kept = kept, _kept_files(path.parent / "history")
        if kept == before:
            break
        data = read_file(path)
    return kept, data


class _Kept(NamedTuple):
    """A file of the history, as its name tells."""

    number: int
    written_at: datetime
    path: Path


def _kept_files(history: Path) -> tuple[_Kept, ...]:
    """In the order of use; what a person put beside them is passed over."""
    named = [(_KEPT.fullmatch(file.name), file) for file in history.glob("*.json")]
    return tuple(
        sorted(
            _Kept(int(name[1]), datetime.strptime(name[2] + "+0000", "%Y%m%dT%H%M%S%z"), file)
            for name, file in named
            if name is not None
        )
    )


def _version(file: Path, number: int, written_at: datetime, *, in_use: bool) -> ConfigVersion:
    fault, meta = None, None
    try:
        values = load_overrides(file)
        meta = values.pop("_meta", None)
    except ConfigError as error:
        values, fault = {}, str(error)
    return ConfigVersion(
        number=number,
        in_use=in_use,
        written_at=written_at,
        values=values,
        meta=meta if isinstance(meta, dict) else NOTHING,
        fault=fault,
    )

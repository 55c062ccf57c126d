"""The files of one symbol's own configs: the one in use and the history, one file a version."""

import contextlib
import hashlib
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from bot.domain import ConfigVersion
from bot.domain.encoding import encode
from bot.domain.errors import ConfigError
from bot.state.configs.layers import NOTHING
from bot.state.configs.overrides import load_overrides
from bot.state.files import (
    make_private_folder,
    move_file,
    read_file,
    remove_file,
    remove_leftovers,
    replace_file,
)

CONFIG_FILE = "strategy_config.json"
_KEPT = re.compile(r"(\d{6,})-(\d{8}T\d{6})Z-([0-9a-f]{8})\.json")
_PENDING = "pending"
"""The history's copy of a config that is about to be used: written before, so that a full disk
stops the config too, and named once it is in use."""
_SETTLE_READS = 5


def put_in_use(folder: Path, values: Mapping[str, Any], meta: Mapping[str, Any]) -> None:
    """Replace the config in use, whole at any instant; the old one is in the history before.

    Where there is no space for both the config and its copy in the history, the old one stays.
    """
    path = folder / CONFIG_FILE
    pending = folder / "history" / _PENDING
    make_private_folder(pending.parent)
    finish_promotion(folder)
    _keep(path)
    data = encode({**values, "_meta": meta}, readable=True) + b"\n"
    replace_file(pending, data)
    replace_file(path, data)
    _keep(path, pending)


def versions_in(folder: Path) -> tuple[ConfigVersion, ...]:
    """Version 0 and every later one, oldest first; the last one is in use, if a file is.

    Reads while an optimizer writes. StateError where the volume cannot be read.
    """
    path = folder / CONFIG_FILE
    kept, data = _settled(path)
    versions = [ConfigVersion(number=0)]
    for file in kept:
        versions.append(_version(file.path, file.number, file.written_at, in_use=False))
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

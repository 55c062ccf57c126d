"""No result over what the run reads, and no two results in one file."""

import os
from collections.abc import Mapping
from pathlib import Path

from bot.domain.errors import ConfigError


def refuse_overwriting(
    written: Mapping[str, Path | None], read: Mapping[str, Path | None] | None = None
) -> None:
    """ConfigError where a file that is written is also read, or written a second time.

    Keys are the flags as people type them; None for a flag that was not given. Links are followed.
    """
    taken: dict[str, Path] = {flag: path for flag, path in (read or {}).items() if path is not None}
    for flag, path in written.items():
        if path is None:
            continue
        for other, file in taken.items():
            if _same(path, file):
                raise ConfigError(
                    f"need another file for {flag} than for {other}, were both {path}"
                )
        taken[flag] = path


def _same(path: Path, other: Path) -> bool:
    try:
        return path.samefile(other)
    except OSError:  # a file that does not exist yet
        return os.path.realpath(path) == os.path.realpath(other)

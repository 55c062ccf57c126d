"""The machine and the volume, before any part is made."""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

from bot.programs.preflight.finding import ok, refused, warning
from bot.reports.checklist import Finding
from bot.settings import Settings

_OLDEST, _NEWEST = (3, 11), (3, 13)
_LEAST_MEGABYTES, _SCARCE_MEGABYTES = 100, 1000


def machine_findings(settings: Settings) -> Iterator[Finding]:
    """Python, the settings by themselves, the volume and its disk."""
    yield _python()
    yield _settings(settings)
    yield from _folder(settings.data_dir)


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    if not _OLDEST <= sys.version_info[:2] <= _NEWEST:
        return refused(
            "python", f"need Python 3.11 to 3.13, was {version}", "make install PYTHON=..."
        )
    return ok("python", version)


def _settings(settings: Settings) -> Finding:
    if settings.unknown_names:
        names = ", ".join(settings.unknown_names)
        return warning(
            "settings", f"nobody knows these names in .env: {names}", "mend or drop them"
        )
    return ok("settings", f"{settings.mode}, candles from {settings.candles.data_source}")


def _folder(folder: Path) -> Iterator[Finding]:
    """Whether the volume can be written, and how much place it has; nothing is written for it."""
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    if not os.access(there, os.W_OK | os.X_OK) or not there.is_dir():
        yield refused(
            "volume",
            f"{folder} cannot be written",
            "give this user the folder, or set another DATA_DIR",
        )
        return
    yield ok("volume", f"{folder} can be written")
    free = shutil.disk_usage(there).free // 1_000_000
    says, remedy = (
        f"{free:,} MB free for {folder}",
        "make place: no order is sent without a journal",
    )
    if free < _LEAST_MEGABYTES:
        yield refused("disk", says, remedy)
    else:
        yield ok("disk", says) if free >= _SCARCE_MEGABYTES else warning("disk", says, remedy)

"""The state volume, and the macro events beside it."""

import time
from collections.abc import Mapping
from pathlib import Path

from bot.domain import MacroEventSource, Volume
from bot.settings import Settings, child_environment, without_exchange_keys
from bot.state import FileVolume, MacroEventsFiles


def volume(settings: Settings) -> Volume:
    """The state volume."""
    return volume_in(settings.data_dir)


def volume_in(folder: Path) -> Volume:
    """The state volume of another run than this process's settings name."""
    return FileVolume(folder)


def macro_event_source(
    settings: Settings,
    further: Path | None = None,
    *,
    refresh_seconds: float = 0.0,
    tells_missing: bool = True,
) -> MacroEventSource:
    """The events by hand and from feeds, looked at again at most every `refresh_seconds`.

    `further` is one more file. A missing one that a person has named is told if it `tells_missing`.
    """
    paths = settings.macro_events_files
    return MacroEventsFiles(
        paths if further is None else (*paths, further),
        refresh_seconds,
        time.monotonic,
        expected=(further or settings.macro.macro_events_path) if tells_missing else None,
    )


def program_environment(environ: Mapping[str, str], settings: Settings) -> dict[str, str]:
    """What a program that works on this volume gets of the environment: neither key nor token."""
    return child_environment(without_exchange_keys(environ), settings.data_dir.absolute())

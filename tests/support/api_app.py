"""The service over a folder of the state volume."""

import time
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api.app import create_app
from bot.state import FileVolume, MacroEventsFiles
from tests.support.on_volume import EVENT_FILES


def app_over(folder: Path, **options: Any) -> FastAPI:
    """The app over a folder's files, with the events that lie in it."""
    paths = tuple(folder / name for name in EVENT_FILES)
    return create_app(
        FileVolume(folder), lambda: MacroEventsFiles(paths, 0, time.monotonic), **options
    )

"""The service over a folder of the state volume."""

import os
import time
from pathlib import Path
from typing import Any

from fastapi import FastAPI

from api.app import create_app
from api.backtests import BacktestProgram
from bot.settings import child_environment
from bot.state import FileVolume, MacroEventsFiles
from tests.support.on_volume import EVENT_FILES


def app_over(folder: Path, **options: Any) -> FastAPI:
    """The app over a folder's files, with the events that lie in it."""
    paths = tuple(folder / name for name in EVENT_FILES)
    program = BacktestProgram(child_environment(os.environ, folder.absolute()))
    return create_app(
        FileVolume(folder),
        lambda: MacroEventsFiles(paths, 0, time.monotonic),
        **{"program": program, **options},
    )

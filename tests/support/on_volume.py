"""What lies on a volume of files, as tests compare it."""

from pathlib import Path
from typing import Any

from bot.state import FileVolume

EVENT_FILES = ("macro_events.json", "macro_events.news.json")


def recorded_runs(data_dir: Path, limit: int) -> list[dict[str, Any]]:
    """The newest optimizer runs, newest first."""
    return [dict(run.document) for run in FileVolume(data_dir).runs.newest(limit)]


def recommended(data_dir: Path) -> dict[str, dict[str, Any]]:
    """What is recommended for each symbol."""
    kept = FileVolume(data_dir).recommendations.all()
    return {symbol: dict(recommendation.document) for symbol, recommendation in kept.items()}


def config_file(data_dir: Path, symbol: str) -> Path:
    """The symbol's own strategy_config.json, whether or not it exists."""
    return Path(FileVolume(data_dir).configs.whereabouts(symbol))


def earlier_config_files(data_dir: Path, symbol: str) -> tuple[Path, ...]:
    """The files of the configs that were in use before, oldest first."""
    path = config_file(data_dir, symbol)
    kept = tuple(sorted((path.parent / "history").glob("0*.json")))
    if kept and path.exists() and kept[-1].read_bytes() == path.read_bytes():
        return kept[:-1]
    return kept

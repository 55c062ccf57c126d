"""The record of every optimizer run: one line each, appended."""

from pathlib import Path

from bot.domain import OptimizerRun
from bot.domain.encoding import encode
from bot.state.files import (
    append_to_file,
    drop_torn_line,
    make_private_folder,
    parse_object,
    read_last_lines,
)

RUNS_FILE = "optimizer_runs.jsonl"


class JsonRunStore:
    """A RunStore in portfolio/optimizer_runs.jsonl."""

    def __init__(self, data_dir: Path) -> None:
        self._path = data_dir / "portfolio" / RUNS_FILE

    def append(self, run: OptimizerRun) -> None:
        """Keep a run as one line, flushed to the disk."""
        make_private_folder(self._path.parent)
        drop_torn_line(self._path)
        append_to_file(self._path, encode(run.document) + b"\n")

    def newest(self, limit: int) -> list[OptimizerRun]:
        """The newest `limit` runs, newest first; StateError for a line that is none."""
        lines = reversed(read_last_lines(self._path, limit))
        return [OptimizerRun(parse_object(line, self._path)) for line in lines]

    def mend(self) -> str | None:
        """Drop a torn last line; says how much that was."""
        return drop_torn_line(self._path)

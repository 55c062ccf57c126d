"""The record of every optimizer run: one line each, appended."""

from pathlib import Path

from bot.domain import OptimizerRun, Page
from bot.domain.encoding import encode
from bot.state.files import (
    append_to_file,
    cursor_of,
    drop_torn_line,
    make_private_folder,
    parse_object,
    position_of,
    read_last_lines,
    read_lines_before,
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

    def page(self, limit: int, cursor: str | None = None) -> Page[OptimizerRun]:
        """At most `limit` runs from a cursor on; the file is read from there."""
        before = None if cursor is None else position_of(OptimizerRun, cursor)
        lines, start = read_lines_before(self._path, before, limit)
        runs = [OptimizerRun(parse_object(line, self._path)) for line in reversed(lines)]
        return Page(items=runs, older=cursor_of(OptimizerRun, start) if start else None)

    def mend(self) -> str | None:
        """Drop a torn last line; says how much that was."""
        return drop_torn_line(self._path)

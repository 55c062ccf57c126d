"""A program called inside the test's own process, and what a test asks of its run."""

import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.command_line import run_program
from bot.settings.names import SETTING_NAMES


class Done(NamedTuple):
    """How a program ended and what it said."""

    code: int
    out: str
    err: str


Call = Callable[..., Done]
Main = Callable[[Sequence[str]], int]


def caller(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    name: str,
    main: Main,
) -> Call:
    """Runs `main` with flags and typed lines, in an empty folder without settings."""
    monkeypatch.chdir(folder)
    for setting in SETTING_NAMES:
        monkeypatch.delenv(setting, raising=False)

    def call(*flags: str, typed: str = "", program: Main = main) -> Done:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        try:
            code = run_program(name, program, flags)
        except SystemExit as end:
            code = int(str(end.code))
        return Done(code, *capsys.readouterr())

    return call


def document(done: Done) -> dict[str, Any]:
    """The one JSON document on stdout."""
    assert done.code == 0, done.err
    found: dict[str, Any] = json.loads(done.out)
    return found


def assert_refused(done: Done, code: int, *words: str) -> None:
    """The exit code, nothing on stdout, and one sentence with these words on stderr."""
    assert (done.code, done.out, done.err.count("\n")) == (code, "", 1), done
    assert [word for word in words if word not in done.err] == [], done.err

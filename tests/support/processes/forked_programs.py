"""Whole programs as processes that start at once, so that many of them can be killed in a test.

The parent imports everything, lets everything compile and says its own process id. For each line
of JSON on its standard input ({"program", "arguments", "log", "environment"}) it forks a child that
runs the program as its file does, and answers with the child's process id, then with its exit
status.
"""

import json
import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from tests.support.processes.programs import without_settings

PROGRAMS = {
    "run_auto_optimize.py": "bot.programs.auto_optimize",
    "python -m bot.bot": "bot.programs.trade",
    "run_portfolio_optimize.py": "bot.programs.optimize",
    "tools/configs.py": "bot.programs.configs",
}
OPTIMIZED_ONCE = ("run_portfolio_optimize.py", ("--dry-run", "--quiet", "--jobs", "1"))
HOME = "tests.support.processes.forked_programs"
ROOT = Path(__file__).resolve().parents[3]


class ForkedPrograms:
    """Starts programs in the environment given, one at a time. A context manager.

    The parent, this module or another `home` that calls its `main`, begins with `first`, run in
    `folder`, so that everything is compiled.
    """

    def __init__(
        self,
        environment: dict[str, str],
        folder: Path,
        first: Sequence[tuple[str, Sequence[str]]] = (OPTIMIZED_ONCE,),
        home: str = HOME,
    ) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-m", home, str(folder), json.dumps(first)],
            cwd=ROOT,
            env={**without_settings(os.environ), **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._answer()

    def start(
        self,
        program: str,
        arguments: Sequence[str],
        log: Path,
        environment: Mapping[str, str] = MappingProxyType({}),
    ) -> int:
        """Begin in the parent's environment and this one; the process id.

        What it says goes to the log.
        """
        order = {
            "program": program,
            "arguments": list(arguments),
            "log": str(log),
            "environment": dict(environment),
        }
        assert self._parent.stdin is not None
        self._parent.stdin.write(json.dumps(order) + "\n")
        self._parent.stdin.flush()
        return self._answer()

    def wait(self) -> int:
        """The exit code of the one that was started last, -9 where it was killed."""
        return self._answer()

    def __enter__(self) -> "ForkedPrograms":
        return self

    def __exit__(self, *exit_: object) -> None:
        self._parent.kill()
        self._parent.communicate()

    def _answer(self) -> int:
        assert self._parent.stdout is not None
        return int(self._parent.stdout.readline())


def main(begin: Callable[[], None] = lambda: None) -> None:
    """Load, compile, then fork as told until the input ends; each child calls `begin` first."""
    orders, answers = os.fdopen(os.dup(0)), os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)  # what the programs say is no answer
    programs = {name: _entry(home) for name, home in PROGRAMS.items()}
    os.chdir(sys.argv[1])
    for name, arguments in json.loads(sys.argv[2]):
        programs[name](arguments)
    _say(answers, os.getpid())  # ready
    for line in orders:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            _become(programs[order["program"]], order, begin)
        _say(answers, child)
        _say(answers, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


def _entry(home: str) -> Callable[[Sequence[str]], int]:
    entry: Callable[[Sequence[str]], int] = import_module(home).main
    import_module(f"{home}.run")  # what main imports once it has parsed
    return entry


def _become(
    entry: Callable[[Sequence[str]], int], order: dict[str, Any], begin: Callable[[], None]
) -> None:
    from bot.command_line import run_program

    os.environ.update(order["environment"])
    log = os.open(order["log"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    for stream in (1, 2):
        os.dup2(log, stream)
    code = 1
    try:
        begin()
        code = run_program(order["program"], entry, order["arguments"])
    finally:
        if sys.exc_info()[0] is not None:
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _say(answers: int, number: int) -> None:
    os.write(answers, f"{number}\n".encode())


if __name__ == "__main__":
    main()

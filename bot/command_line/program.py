"""How a program starts, what it understands, and what its end means."""

import argparse
import gc
import io
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from types import TracebackType
from typing import NoReturn

from bot.command_line.ink import Ink
from bot.domain.errors import TradingLabError

INTERRUPTED = 130
USAGE = 2


class Parser(argparse.ArgumentParser):
    """argparse with whole flag names only and errors of one sentence; has --quiet and --debug."""

    def __init__(self, *, prog: str, description: str) -> None:
        super().__init__(prog=prog, description=description, allow_abbrev=False)
        self.add_argument("--quiet", action="store_true", help="tell nothing but the result")
        self.add_argument("--debug", action="store_true", help="show where a bug happened")

    def error(self, message: str) -> NoReturn:
        """End with exit code 2 and one sentence."""
        self.exit(USAGE, f"{self.prog}: {visible(message)}; see {self.prog} --help\n")


def run_program(
    name: str,
    main: Callable[[Sequence[str]], int],
    arguments: Sequence[str] | None = None,
) -> int:
    """Run `main` on the arguments (default: this process's) and return the exit code.

    An error of the tree is told in one line and ends with its own code, Ctrl-C with 130. Anything
    else is a bug and passes through: the process ends with 1 and one line, or, with --debug, with
    the traceback.
    """
    given = sys.argv[1:] if arguments is None else arguments
    _bear_any_text()
    sys.excepthook = _bug_teller(name, debug="--debug" in given)
    try:
        return main(given)
    except TradingLabError as error:
        tell(f"{name}: {Ink(sys.stderr).alarming(visible(str(error)))}")
        return error.exit_code
    except KeyboardInterrupt:
        tell(f"\n{name}: interrupted")
        return INTERRUPTED


@contextmanager
def while_importing() -> Iterator[None]:
    """Import here what a program computes with: the garbage collector waits until it is there.

    Modules stay until the process ends, and there are hundreds of thousands of objects in them:
    the collector would look through all of them again and again, now and in the run that follows,
    so it never looks at them again. A second call in one process imports nothing new.
    """
    gc.disable()
    try:
        yield
        freeze_once()
    finally:
        gc.enable()


@cache
def freeze_once() -> None:
    """Set aside, for as long as the process lives, what the collector would look through now."""
    gc.freeze()


def visible(said: str) -> str:
    """What is said, with control characters written out: they change no terminal."""
    shown = (c if c.isprintable() else c.encode("unicode_escape").decode() for c in said)
    return "".join(shown)


def tell(sentence: str) -> None:
    """Say something that is not the result: on stderr, so that stdout holds the result alone."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201  # bears a closed stderr


def _bear_any_text() -> None:
    """A character that the terminal cannot show, or bytes that are no text, are no bug."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def _bug_teller(
    name: str, *, debug: bool
) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    def tell_bug(
        kind: type[BaseException], error: BaseException, where: TracebackType | None
    ) -> None:
        if debug:
            traceback.print_exception(kind, error, where)
        else:
            said = f": {error}" if str(error) else ""
            tell(f"{name}: a bug in this program ({kind.__name__}{said}); --debug shows where")

    return tell_bug

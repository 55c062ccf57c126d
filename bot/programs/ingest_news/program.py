"""tools/ingest_news_to_macro_events.py from its arguments to its exit code."""

import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from bot.domain.errors import ConfigError
from bot.programs.ingest_news.flags import parser


def main(arguments: Sequence[str]) -> int:
    """Ask all feeds once, or again and again until SIGTERM or Ctrl-C; errors are for run_program.

    The exit code is 4 where every feed failed.
    """
    given = parser().parse_args(arguments)
    if given.every is None:
        from bot.programs.ingest_news.once import run_once  # httpx loads here, for a quick --help

        return run_once(given)
    if given.json:
        raise ConfigError("need --json or --every, were both: a service answers with its log")
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, _end)
    from bot.programs.ingest_news.service import serve

    return serve(given)


def _end(number: int, frame: FrameType | None) -> NoReturn:
    """Unwind from wherever the program is: every file is whole at any moment."""
    sys.exit(0)

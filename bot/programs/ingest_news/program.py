"""tools/ingest_news_to_macro_events.py from its arguments to its exit code."""

import signal
from collections.abc import Sequence

from bot.command_line import EndRequest
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
    end = EndRequest()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: end.make())
    from bot.programs.ingest_news.service import serve

    return serve(given, end)

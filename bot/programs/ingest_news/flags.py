"""The flags of tools/ingest_news_to_macro_events.py."""

from bot.command_line import Parser, amount, as_argument, output_file, symbol, text
from bot.domain.errors import ConfigError

MOST_MINUTES = 525_600.0
BY_SETTING = -1.0
"""What --every holds where it names no number."""


def parser() -> Parser:
    """The flags; what is not given comes from the environment and .env."""
    flags = Parser(
        prog="tools/ingest_news_to_macro_events.py",
        description="Ask news feeds for what is new, and keep it as macro events. A feed that fails"
        " is told and takes nothing away; the exit code is 4 where all fail. A second run beside"
        " another one leaves its turn out.",
    )
    flags.add_argument(
        "--feeds",
        type=as_argument(text),
        metavar="FILE",
        help="the list of feeds (default: NEWS_FEEDS_PATH, feeds.yml in DATA_DIR, or the lab's)",
    )
    flags.add_argument(
        "--out",
        type=as_argument(output_file),
        metavar="FILE",
        help="the events (default: macro_events.news.json in DATA_DIR, which bot and API read)",
    )
    flags.add_argument(
        "--symbols",
        type=as_argument(_symbols),
        metavar="LIST",
        help='what news is judged for, as in "BTC/USDT,NVDA" (default: what is traded)',
    )
    flags.add_argument(
        "--every",
        nargs="?",
        type=as_argument(_minutes),
        const=BY_SETTING,
        metavar="MINUTES",
        help="run again and again until ended; without a number every NEWS_INTERVAL_MINUTES, where"
        " 0 asks nobody and waits",
    )
    flags.add_argument(
        "--show", action="store_true", help="also how each new event was judged, in a table"
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags


def _symbols(answer: str) -> tuple[str, ...]:
    named = [symbol(part.strip()) for part in answer.split(",") if part.strip()]
    if not named:
        raise ConfigError(f"need symbols with commas between them, was {answer!r}")
    return tuple(dict.fromkeys(named))


def _minutes(answer: str) -> float:
    minutes = amount(answer)
    if minutes > MOST_MINUTES:
        raise ConfigError(f"need at most {MOST_MINUTES:.0f} minutes, was {answer}")
    return minutes

"""The flags of tools/control.py."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.command_line import Parser, amount, as_argument, text
from bot.domain.errors import ConfigError

ACTIONS = ("pause", "resume", "close", "halt", "reload")
ALL = "all"


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The flags, checked together; ConfigError where they contradict each other."""
    given = parser().parse_args(arguments)
    if (given.action == "close") is (given.symbol is None):
        says = "close takes a symbol, or all" if given.symbol is None else "takes no symbol"
        raise ConfigError(f"{'' if given.symbol is None else f'{given.action} '}{says}")
    return given


def parser() -> Parser:
    """The flags."""
    flags = Parser(
        prog="tools/control.py",
        description="Say something to a running bot on the same DATA_DIR, and show what it did. "
        "Works without the API. A command waits where no bot runs, and is carried out when one "
        "starts.",
    )
    flags.add_argument(
        "action",
        type=as_argument(_action),
        metavar="{" + ",".join(ACTIONS) + "}",
        help="pause: enter nothing, exits go on; resume: enter again; close: sell what is held "
        "now; halt: no orders but stop and target of what is held; reload: read the configs now",
    )
    flags.add_argument(
        "symbol",
        type=as_argument(text),
        nargs="?",
        metavar="SYMBOL",
        help="with close: such as BTC/USDT, or all",
    )
    flags.add_argument("--why", type=as_argument(text), metavar="TEXT", help="kept and shown")
    flags.add_argument(
        "--by", type=as_argument(text), metavar="NAME", help="who says so (default: the user)"
    )
    flags.add_argument(
        "--wait",
        type=as_argument(amount),
        default=15.0,
        metavar="SECONDS",
        help="for the answer (default: %(default)g)",
    )
    flags.add_argument(
        "--data-dir", type=Path, metavar="FOLDER", help="the bot's state (default: DATA_DIR)"
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags


def _action(answer: str) -> str:
    if answer not in ACTIONS:
        raise ConfigError(f"need one of {', '.join(ACTIONS)}, was {answer!r}")
    return answer

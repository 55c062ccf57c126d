"""The flags of tools/configs.py."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bot.command_line import Parser, as_argument, count, text
from bot.domain.errors import ConfigError

MOST_VERSIONS = {"list": 0, "show": 1, "diff": 2, "rollback": 1}
"""How many versions each action takes."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The flags, checked together; ConfigError where they contradict each other."""
    return _checked(parser().parse_args(arguments))


def parser() -> Parser:
    """The flags."""
    flags = Parser(
        prog="tools/configs.py",
        description="The config that a symbol uses and every earlier one, with where each comes "
        "from. Versions are numbered from 1; 0 is no config of the symbol's own, so that the "
        "global config, the environment and the defaults hold.",
    )
    flags.add_argument(
        "action",
        type=as_argument(_action),
        metavar="{" + ",".join(MOST_VERSIONS) + "}",
        help="list all versions; show one (default: in use); diff two (default: the last two); "
        "rollback to one (default: the newest earlier one that was not rolled back itself)",
    )
    flags.add_argument("symbol", type=as_argument(text), metavar="SYMBOL", help="such as BTC/USDT")
    flags.add_argument(
        "versions", type=as_argument(count()), nargs="*", metavar="VERSION", help="by number"
    )
    flags.add_argument("--why", type=as_argument(text), metavar="TEXT", help="kept with a rollback")
    flags.add_argument(
        "--by", type=as_argument(text), metavar="NAME", help="who rolls back (default: the user)"
    )
    flags.add_argument(
        "--data-dir", type=Path, metavar="FOLDER", help="the bot's state (default: DATA_DIR)"
    )
    flags.add_argument("--json", action="store_true", help="one JSON document on stdout")
    return flags


def _action(answer: str) -> str:
    if answer not in MOST_VERSIONS:
        raise ConfigError(f"need one of {', '.join(MOST_VERSIONS)}, was {answer!r}")
    return answer


def _checked(given: argparse.Namespace) -> argparse.Namespace:
    most, count_given = MOST_VERSIONS[given.action], len(given.versions)
    if count_given > most or (given.action == "diff" and count_given == 1):
        takes = {0: "no version", 1: "at most one version", 2: "two versions or none"}[most]
        raise ConfigError(f"{given.action} takes {takes}, were {count_given}")
    if given.action != "rollback" and (given.why or given.by):
        raise ConfigError(f"--why and --by belong to rollback, not to {given.action}")
    return given

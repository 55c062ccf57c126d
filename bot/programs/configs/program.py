"""tools/configs.py from its arguments to its exit code."""

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.command_line import Parser, as_argument, as_json, count, tell, text, write_out
from bot.domain.errors import ConfigError

if TYPE_CHECKING:
    from bot.settings import Settings

MOST_VERSIONS = {"list": 0, "show": 1, "diff": 2, "rollback": 1}
"""How many versions each action takes."""


def main(arguments: Sequence[str]) -> int:
    """List, show, compare or put back; errors are for run_program to tell."""
    given = _checked(parser().parse_args(arguments))
    from bot import wiring  # numba and pandas load here, so that --help is quick

    settings = wiring.load_settings()
    if given.data_dir is not None:
        if not given.data_dir.is_dir():
            raise ConfigError(f"need a folder for --data-dir, {given.data_dir} is none")
        settings = replace(settings, data_dir=given.data_dir)
    document, said = _answer(given, settings)
    write_out(as_json(document) if given.json else said)
    return 0


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


def _answer(given: argparse.Namespace, settings: "Settings") -> tuple[dict[str, object], str]:
    """What was asked for, as a document and as text."""
    from bot.programs.configs.find import KnownConfigs
    from bot.reports import configs as show

    known = KnownConfigs.of(settings, given.symbol)
    if given.action == "list":
        return show.list_document(known.shown), show.list_text(known.shown)
    if given.action == "show":
        version = known.version(given.versions[0]) if given.versions else known.newest
        shown = known.shown
        return show.show_document(shown, version), show.show_text(shown, version)
    if given.action == "diff":
        old, new = known.pair(given.versions)
        return show.diff_document(known.shown, old, new), show.diff_text(known.shown, old, new)
    from bot.programs.configs.rollback import roll_back

    done = roll_back(
        settings,
        given.symbol,
        to=given.versions[0] if given.versions else None,
        by=given.by,
        why=given.why,
        tell=(lambda note: None) if given.quiet else tell,
    )
    return show.rollback_document(done), show.rollback_text(done)


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

"""tools/rehearse.py from its arguments to its exit code."""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.command_line import Parser, as_argument, count, tell
from bot.programs.rehearse.settings import rehearsal_settings
from bot.programs.run_processes import main as run_processes

ROOT = Path(__file__).resolve().parents[3]
_DESCRIPTION = """Rehearse trading with orders: a simulated exchange on this machine, a bot in
testnet mode that trades there, and the dashboard. No internet, no account and no key is needed, and
none of yours is used. Ctrl-C ends all three. The exchange forgets everything at its end, so that
each rehearsal keeps its state in a folder of its own."""


def main(arguments: Sequence[str]) -> int:
    """Start all three, and end with the code of the one that ended by itself, else 0."""
    given = parser().parse_args(arguments)
    folder = given.data_dir or ROOT / "data" / "rehearsals" / f"{datetime.now(UTC):%Y%m%dT%H%M%S}"
    os.environ.update(rehearsal_settings(os.environ, ROOT / ".env", folder, given.speed))
    if not given.quiet:
        tell(f"rehearsal at {given.speed} simulated seconds a second, its state is in {folder}")
    return run_processes(["--procfile", str(ROOT / "Procfile.rehearsal")])


def parser() -> Parser:
    """The flags."""
    flags = Parser(prog="tools/rehearse.py", description=_DESCRIPTION)
    flags.add_argument(
        "--speed",
        type=as_argument(count(1, 600)),
        default=60,
        metavar="N",
        help="simulated seconds a real second (default: 60, a one-minute candle a second)",
    )
    flags.add_argument(
        "--data-dir",
        type=Path,
        metavar="FOLDER",
        help="where the bot keeps its state (default: a new folder in data/rehearsals)",
    )
    return flags

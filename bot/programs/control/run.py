"""A command given and its answer waited for, from the parsed flags on."""

import argparse
import time
from dataclasses import replace
from datetime import UTC, datetime

from bot.command_line import as_json, user_name, write_out
from bot.domain import Command, CommandAnswer, CommandKind, CommandStore, rfc3339
from bot.domain.errors import BotSilent, ConfigError, DataError
from bot.programs.control.flags import ALL
from bot.wiring.process import load_settings
from bot.wiring.state import volume

_SECONDS_BETWEEN_LOOKS = 0.1


def run(given: argparse.Namespace) -> int:
    """Say it and show what the bot did.

    BotSilent where it did not answer in time, DataError where it could not do it.
    """
    settings = load_settings()
    if given.data_dir is not None:
        settings = replace(settings, data_dir=given.data_dir)
    state_volume = volume(settings)
    if not state_volume.is_there():
        raise ConfigError(f"need the folder of a bot's state, {state_volume.location} is none")
    kind, symbol = _wanted(given)
    command = state_volume.commands.give(
        kind, by=given.by or user_name(), at=datetime.now(UTC), symbol=symbol, reason=given.why
    )
    answer = _answer(state_volume.commands, command, given.wait)
    if given.json:
        write_out(as_json(_document(command, answer)))
    if answer is None:
        raise BotSilent(
            f"the bot has not answered in {given.wait:g} s: the command {command.id} waits, and is "
            "carried out as soon as a bot runs on this DATA_DIR"
        )
    if not answer.is_done:
        raise DataError("; ".join(answer.said))
    if not given.json:
        write_out("".join(f"{sentence}\n" for sentence in answer.said))
    return 0


def _wanted(given: argparse.Namespace) -> tuple[CommandKind, str | None]:
    if given.action == "close" and given.symbol == ALL:
        return CommandKind.CLOSE_ALL, None
    return CommandKind(given.action), given.symbol


def _answer(store: CommandStore, command: Command, seconds: float) -> CommandAnswer | None:
    until = time.monotonic() + seconds
    while (answer := store.answer_to(command.id)) is None and time.monotonic() < until:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    return answer


def _document(command: Command, answer: CommandAnswer | None) -> dict[str, object]:
    return {
        "id": command.id,
        "kind": str(command.kind),
        "symbol": command.symbol,
        "given_at": rfc3339(command.at),
        "answered_at": None if answer is None else rfc3339(answer.at),
        "done": None if answer is None else answer.is_done,
        "said": [] if answer is None else list(answer.said),
    }

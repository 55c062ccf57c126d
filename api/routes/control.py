"""POST /control/… and /positions/…/close: what is said to the bot. Needs the token.

The API cannot trade: it writes the command, and answers with what the bot did of it.
"""

import time
from typing import Annotated, Any, Literal, TypeAlias

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, HTTPException, Path, Response

from api.dependencies import Surroundings, SurroundingsDep
from api.problem import echo, refusing
from api.schemas import CommandAnswerView, CommandView, Said
from bot.domain import Command, CommandAnswer, CommandKind, is_command_id

router = APIRouter(tags=["control"])
SECONDS_TO_ANSWER = 2.0
_SECONDS_BETWEEN_LOOKS = 0.05
_UNSAID = Said()
_NOT_YET: dict[int | str, dict[str, Any]] = {
    202: {"model": CommandView, "description": "not answered yet"}
}
CommandId: TypeAlias = Annotated[str, Path(examples=["20250301T130002000000-1f0c6a2b"])]


@router.post("/control/{action}", responses=_NOT_YET)
async def control(
    action: Literal["pause", "resume", "reload", "halt", "close_all"],
    surroundings: SurroundingsDep,
    response: Response,
    said: Said = _UNSAID,
) -> CommandView:
    """Say it to the bot, and answer with what it did; 202 where it did nothing within 2 s."""
    return await _said(surroundings, response, CommandKind(action), None, said)


@router.post("/positions/{symbol:path}/close", responses=_NOT_YET)
async def close(
    symbol: Annotated[str, Path(examples=["BTC/USDT"])],
    surroundings: SurroundingsDep,
    response: Response,
    said: Said = _UNSAID,
) -> CommandView:
    """Close what is held of a symbol now; 202 where the bot did nothing within 2 s."""
    known = await run_sync(surroundings.volume.symbols)
    if symbol not in known:
        names = ", ".join(known) or "none yet"
        raise HTTPException(404, f"No symbol {echo(symbol)} in this volume; known: {names}.")
    return await _said(surroundings, response, CommandKind.CLOSE, symbol, said)


@router.get(
    "/control/commands/{command_id}", responses={404: {"description": "no id of a command"}}
)
def answer_to(command_id: CommandId, surroundings: SurroundingsDep) -> CommandAnswerView:
    """What the bot did of a command that was answered 202; 404 for what is no id of one."""
    if not is_command_id(command_id):
        raise HTTPException(404, f"No command {echo(command_id)}.")
    answer = surroundings.volume.commands.answer_to(command_id)
    return CommandAnswerView(
        id=command_id,
        done=None if answer is None else answer.is_done,
        said=() if answer is None else answer.said,
        answered_at=None if answer is None else answer.at,
    )


async def _said(
    surroundings: Surroundings,
    response: Response,
    kind: CommandKind,
    symbol: str | None,
    said: Said,
) -> CommandView:
    """The command given, and the bot's answer waited for."""

    def give() -> Command:
        return surroundings.volume.commands.give(
            kind, by=said.by, at=surroundings.now(), symbol=symbol, reason=said.reason
        )

    with refusing():
        command = await run_sync(give)
    answer = await _answer(surroundings, command.id)
    if answer is None:
        response.status_code = 202
        response.headers["location"] = f"/control/commands/{command.id}"
    elif not answer.is_done:
        raise HTTPException(409, "; ".join(answer.said))
    return CommandView(
        id=command.id,
        kind=command.kind,
        symbol=command.symbol,
        done=None if answer is None else True,
        said=() if answer is None else answer.said,
        answered_at=None if answer is None else answer.at,
    )


async def _answer(surroundings: Surroundings, command_id: str) -> CommandAnswer | None:
    """What the bot did of it within SECONDS_TO_ANSWER."""
    until = time.monotonic() + SECONDS_TO_ANSWER
    while True:
        answer = await run_sync(surroundings.volume.commands.answer_to, command_id)
        if answer is not None or time.monotonic() >= until:
            return answer
        await anyio.sleep(_SECONDS_BETWEEN_LOOKS)

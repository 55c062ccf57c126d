"""Every route of an app, as a client would ask for it."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.routing import Route

from api.routes import ROUTERS
from bot.domain import BacktestRequest, BacktestState, CommandAnswer, KeptBacktest
from bot.state import FileVolume
from tests.support.small_volume import NOON, write_volume

_CLIENTS = count(1)
BACKTEST_ID = "20250301T090000000000-1f2e3d4c"
COMMAND_ID = "20250301T130002000000-1f0c6a2b"
_PARTS = {
    "action": "pause",
    "symbol": "BTC/USDT",
    "name": "icon.svg",
    "path": "icon.svg",
    "trade_id": "BTC/USDT@2025-03-01T08:00:00Z",
    "signal_id": "BTC/USDT@2025-03-01T08:00:00Z",
    "backtest_id": BACKTEST_ID,
    "command_id": COMMAND_ID,
}
"""What `keep_one_of_each` has in a volume; a part that is missing here is none that is known."""


def keep_one_of_each(folder: Path) -> None:
    """A volume with what every route asks about: a trade, a backtest that is done, a command."""
    write_volume(folder, candles=9)
    volume = FileVolume(folder)
    volume.api_token()
    said = ("paused: nothing is entered, exits go on",)
    volume.commands.answer(CommandAnswer(id=COMMAND_ID, at=NOON, is_done=True, said=said))
    request = BacktestRequest(symbol="BTC/USDT", timeframe="1h")
    volume.backtests.add(KeptBacktest(id=BACKTEST_ID, at=NOON, request=request))
    volume.backtests.finish(
        BACKTEST_ID,
        lambda kept: replace(kept, state=BacktestState.DONE, progress=1.0),
        result=b"{}",
        report=b"<p>a report</p>",
    )


def every_route(app: FastAPI, part: str | None = None) -> Iterator[tuple[str, str]]:
    """Method and path of each, in the order of the app; parts of a path are filled in.

    With what `keep_one_of_each` keeps, or all with one and the same `part`.
    """

    def filled(place: re.Match[str]) -> str:
        return _PARTS[place[1]] if part is None else part

    for route in [*app.routes, *(route for router in ROUTERS for route in router.routes)]:
        if isinstance(route, Route):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield method, re.sub(r"{(\w+)[^}]*}", filled, route.path)


def first_answer(
    app: FastAPI, method: str, path: str, headers: Mapping[str, str], query: str = ""
) -> tuple[int, dict[str, str]]:
    """Status and headers of the answer, whose body is not waited for: a stream has no end.

    Every request is another client's, so that no wrong token is held against the next.
    """
    return asyncio.run(_first_answer(app, method, path, headers, query))


async def _first_answer(
    app: FastAPI, method: str, path: str, headers: Mapping[str, str], query: str
) -> tuple[int, dict[str, str]]:
    started: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
    asked = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if asked:
            return asked.pop()
        await asyncio.Event().wait()
        raise AssertionError("the event is never set")

    async def send(message: Any) -> None:
        if message["type"] == "http.response.start" and not started.done():
            started.set_result(message)

    scope = {
        "type": "http",
        "method": method,
        "client": (f"client {next(_CLIENTS)}", 1),
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }
    asking = asyncio.ensure_future(app(scope, receive, send))
    await asyncio.wait({asking, started}, return_when=asyncio.FIRST_COMPLETED)
    if not started.done():
        asking.result()
    asking.cancel()
    await asyncio.gather(asking, return_exceptions=True)
    start = started.result()
    return start["status"], {name.decode(): value.decode() for name, value in start["headers"]}

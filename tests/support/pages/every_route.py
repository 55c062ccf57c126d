"""Every route of an app, as a client would ask for it."""

import asyncio
import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Any

from fastapi import FastAPI
from starlette.routing import Route

from api.routes import ROUTERS

_CLIENTS = count(1)
_PARTS = {"action": "pause", "symbol": "BTC/USDT", "name": "icon.svg", "path": "icon.svg"}


def every_route(app: FastAPI) -> Iterator[tuple[str, str]]:
    """Method and path of each, in the order of the app; parts of a path are filled in."""
    for route in [*app.routes, *(route for router in ROUTERS for route in router.routes)]:
        if isinstance(route, Route):
            for method in sorted((route.methods or set()) - {"HEAD"}):
                yield method, re.sub(r"{(\w+)[^}]*}", _filled, route.path)


def _filled(part: re.Match[str]) -> str:
    return _PARTS.get(part[1], "BTC/USDT@2025-03-01T11:00:00Z")


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

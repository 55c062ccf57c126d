"""The app: its routes, its gate and its error answers around one state volume."""

from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial

import anyio.to_thread
from anyio.to_thread import run_sync
from fastapi import FastAPI

from api.account import Accounts, LongHistories
from api.backtests import BacktestDesk, BacktestProgram
from api.dependencies import Surroundings, utc_now
from api.kept_answers import KeptAnswers
from api.openapi import describe
from api.problem import UnforeseenFaults, add_problem_handlers
from api.project import PROJECT
from api.routes import ROUTERS
from api.security import LOCAL_HOSTS, BodyLimit, HostGuard, PlainRequests, StandardHeaders
from api.stream import LiveStream, tell_of_end
from api.token_guard import TokenGuard
from api.transfer import Transfer
from bot.assistant import Assistant, Records, Rewrite
from bot.domain import MacroEventSource, Secret, Volume
from bot.domain.calendar import EntryBlackout

MOST_READERS = 6
"""Routes at work at once; the others wait, so that many clients need no more memory than these."""
_NO_SETTINGS = BacktestProgram({})
_DESCRIPTION = (
    "What the bot holds, decided and why, read from the state volume. Times are RFC 3339 in UTC, "
    "unknown numbers are null, lists are newest first, series oldest first, and errors are "
    "application/problem+json. Every answer says in its headers how old it is (`As-Of`, `Stale`) "
    "and what there is to know of it (`Note`); objects say so in `as_of`, `stale` and `message` "
    "as well. Where a list goes on, `Link` has the address of the next page."
)


def create_app(
    volume: Volume,
    macro_events: Callable[[], MacroEventSource],
    *,
    blackout: Callable[[], EntryBlackout] = EntryBlackout,
    allowed_hosts: Iterable[str] = LOCAL_HOSTS,
    now: Callable[[], datetime] = utc_now,
    token: Secret | None = None,
    rewrite: Rewrite | None = None,
    program: BacktestProgram = _NO_SETTINGS,
) -> FastAPI:
    """The service over a state volume, in which it writes commands to the bot and backtests.

    Commands need the `token`, and with it so does every answer but liveness; without one they
    need that of the volume, and all else needs none. It answers to `allowed_hosts` alone; `now`
    tells how old the bot's values are. `macro_events` gives a source for each answer, which
    remembers no other, `blackout` the rule around scheduled events, with the calendar as it is.
    `rewrite` may put the assistant's answers in other words. `program` runs the backtests that are
    asked for.
    """
    app = FastAPI(
        title="Algo Trading Lab",
        version=PROJECT["version"],
        description=_DESCRIPTION,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=_living,
    )
    assistant = Assistant(Records(volume, macro_events, blackout), rewrite)
    desk = BacktestDesk(volume, program, now)
    app.state.surroundings = Surroundings(
        volume, Accounts(volume), LongHistories(), now, macro_events, blackout, assistant, desk
    )
    app.state.stream = LiveStream(app.state.surroundings)
    for router in ROUTERS:
        app.include_router(router)
    add_problem_handlers(app)
    app.openapi = partial(describe, app)  # type: ignore[method-assign]
    app.add_middleware(Transfer)
    app.add_middleware(KeptAnswers)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        TokenGuard,
        token=volume.api_token if token is None else lambda: token,
        guards_reads=token is not None,
    )
    app.add_middleware(HostGuard, allowed_hosts=tuple(allowed_hosts))
    app.add_middleware(UnforeseenFaults)
    app.add_middleware(PlainRequests)
    app.add_middleware(StandardHeaders)
    return app


@asynccontextmanager
async def _living(app: FastAPI) -> AsyncIterator[None]:
    """With few readers, with the backtests that wait, and with streams that end in time."""
    anyio.to_thread.current_default_thread_limiter().total_tokens = MOST_READERS
    desk: BacktestDesk = app.state.surroundings.backtests
    await run_sync(desk.open)
    try:
        with tell_of_end(app.state.stream.close):
            yield
    finally:
        app.state.stream.close()
        await run_sync(desk.close)

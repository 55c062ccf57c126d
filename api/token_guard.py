"""Who may say something to the bot, and with API_TOKEN read at all."""

import base64
import binascii
import time
from collections import deque
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.problem import ProblemResponse
from bot.domain import Secret
from bot.domain.errors import StateError

OPEN_PATH = "/health/live"
COMMAND_PATHS = ("/control/", "/positions/")
MOST_FAILURES = 10
FAILURE_SECONDS = 60.0
_REMEMBERED = 1_000


class TokenGuard:
    """Lets a POST under /control and /positions through with the token alone.

    With `guards_reads` every path but liveness needs it. A command takes it as a Bearer token only,
    which a foreign page cannot make a browser send; reading takes it as the password of Basic too,
    so that a browser can ask for it. After MOST_FAILURES wrong ones within a minute a client is
    told to wait.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        token: Callable[[], Secret],
        guards_reads: bool,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._token = token
        self._guards_reads = guards_reads
        self._monotonic = monotonic
        self._failures: deque[tuple[float, str]] = deque(maxlen=_REMEMBERED)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (self._app if refusal is None else refusal)(scope, receive, send)

    def _refusal(self, scope: Scope) -> ProblemResponse | None:
        path, client = scope["path"], (scope.get("client") or ("unknown",))[0]
        is_command = scope["method"] == "POST" and path.startswith(COMMAND_PATHS)
        if not is_command and (not self._guards_reads or path == OPEN_PATH):
            return None
        if self._recent_failures(client) >= MOST_FAILURES:
            return _problem(
                429, "Too many wrong tokens: try again in a minute.", "retry-after", "60"
            )
        try:
            token = self._token()
        except StateError:
            return _problem(503, "The token cannot be read: the API's log says why.")
        given = _given(Headers(scope=scope).get("authorization", ""), basic=not is_command)
        if given is not None and token.equals(given):
            return None
        if given is not None:
            self._failures.append((self._monotonic(), client))
        return _problem(401, _WORDS[is_command], "www-authenticate", _SCHEMES[is_command])

    def _recent_failures(self, client: str) -> int:
        since = self._monotonic() - FAILURE_SECONDS
        return sum(at >= since and who == client for at, who in self._failures)


_WORDS = {
    True: "Need the header Authorization: Bearer TOKEN, with API_TOKEN or what is in api_token of "
    "the data folder.",
    False: "Need API_TOKEN, as the header Authorization: Bearer TOKEN or as the password.",
}
_SCHEMES = {True: "Bearer", False: 'Basic realm="Algo Trading Lab", charset="UTF-8"'}


def _given(header: str, *, basic: bool) -> str | None:
    """The token that a header carries; None where it carries none."""
    scheme, _, rest = header.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if basic and scheme.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).decode().partition(":")[2]
        except (binascii.Error, ValueError):
            return ""
    return None


def _problem(status: int, detail: str, *header: str) -> ProblemResponse:
    headers = {header[0]: header[1]} if header else {}
    return ProblemResponse(status, detail, headers=headers)

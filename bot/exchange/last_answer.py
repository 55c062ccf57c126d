"""What was last sent to an exchange by ccxt, and what came back, as it came."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ccxt.base.exchange import Exchange


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer; `text` is its body."""

    status: int
    headers: Mapping[str, str]
    text: str

    @property
    def body(self) -> Any:
        """The body as JSON; None where it is none."""
        try:
            return json.loads(self.text)
        except ValueError:
            return None

    @property
    def code(self) -> int | None:
        """The number of the error that the body names, in Binance's form; None where none is."""
        body = self.body
        if isinstance(body, list) and len(body) == 1:
            body = body[0]
        code = body.get("code") if isinstance(body, dict) else None
        try:
            return int(code) if code is not None and not isinstance(code, bool) else None
        except (TypeError, ValueError):
            return None

    @property
    def message(self) -> str:
        """The sentence beside the code; empty where there is none."""
        body = self.body
        return str(body.get("msg", "")) if isinstance(body, dict) else ""


class LastAnswer:
    """Listens to the requests of a ccxt exchange, whose own record of them may be of an older one.

    `was_sent` tells whether a request left since `forget`, `answer` what came back to the last.
    """

    def __init__(self, exchange: "Exchange") -> None:
        self.was_sent = False
        self.answer: Answer | None = None
        self._fetch = exchange.fetch
        self._on_response = exchange.on_rest_response
        exchange.fetch = self._send
        exchange.on_rest_response = self._receive

    @property
    def code(self) -> int | None:
        """The error code of the answer; None where there is no answer or no code in it."""
        return None if self.answer is None else self.answer.code

    def forget(self) -> None:
        """Before a new request."""
        self.was_sent = False
        self.answer = None

    def _send(self, *arguments: Any, **named: Any) -> Any:
        self.was_sent = True
        self.answer = None
        return self._fetch(*arguments, **named)

    def _receive(
        self, status: int, reason: str, url: str, method: str, headers: Any, text: str, *rest: Any
    ) -> Any:
        self.answer = Answer(status=status, headers=headers, text=text)
        return self._on_response(status, reason, url, method, headers, text, *rest)

"""Requests and answers of HTTP, as far as an exchange needs it."""

import json
from dataclasses import dataclass, field
from enum import StrEnum
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qsl

import orjson

from bot.programs.exchange_simulator.matching import Refusal

JSON = "application/json;charset=UTF-8"
HTML = "text/html"


class Delivery(StrEnum):
    """How an answer goes out: whole, cut in the middle, not at all, or by a closed connection."""

    WHOLE = "whole"
    CUT = "cut"
    NEVER = "never"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """One request; header names in lower case."""

    method: str
    path: str
    query: str
    body: str
    headers: dict[str, str]

    def parameters(self) -> dict[str, str]:
        """Those of the query string over those of the body."""
        return {
            **dict(parse_qsl(self.body, keep_blank_values=True)),
            **dict(parse_qsl(self.query, keep_blank_values=True)),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer; `delay` in real seconds before it goes out."""

    body: bytes
    status: int = 200
    code: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str = JSON
    delivery: Delivery = Delivery.WHOLE
    delay: float = 0.0

    def as_bytes(self) -> bytes:
        """The whole answer as it stands on the wire."""
        lines = [
            f"HTTP/1.1 {self.status} {_reason(self.status)}",
            f"Content-Type: {self.content_type}",
            f"Content-Length: {len(self.body)}",
            *(f"{name}: {value}" for name, value in self.headers.items()),
        ]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + self.body


def answered(value: Any, **more: Any) -> Answer:
    """A result as JSON; bytes are JSON already."""
    return Answer(body=value if isinstance(value, bytes) else orjson.dumps(value), **more)


def refused(refusal: Refusal, **headers: str) -> Answer:
    """A refusal as the exchange words it."""
    body = json.dumps({"code": refusal.code, "msg": refusal.message}, separators=(",", ":"))
    return Answer(
        body=body.encode(), status=refusal.status, code=refusal.code, headers=dict(headers)
    )


def _reason(status: int) -> str:
    return "I'm a teapot" if status == 418 else HTTPStatus(status).phrase

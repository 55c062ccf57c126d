"""Every error as application/problem+json (RFC 9457), with a sentence a person can act on."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.domain.errors import ConfigError, TradingLabError

PROBLEM_MEDIA_TYPE = "application/problem+json"
_MOST_FAULTS_TOLD = 20
_MOST_CHARACTERS_ECHOED = 80
_log = logging.getLogger(__name__)


class FaultyField(BaseModel):
    """One part of a request that breaks a rule."""

    where: str = Field(description="query, path or body, then the name", examples=["query.limit"])
    rule: str = Field(examples=["Input should be less than or equal to 1000"])


class Problem(BaseModel):
    """What went wrong, in the shape of RFC 9457."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": "about:blank",
                    "title": "Not Found",
                    "status": 404,
                    "detail": "No symbol 'XYZ' in this volume; known are BTC/USDT.",
                    "instance": "/status",
                }
            ]
        }
    )

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    instance: str | None = None
    errors: list[FaultyField] | None = Field(default=None, description="422 only")


class ProblemResponse(JSONResponse):
    """A problem as a response; the fields that say nothing are left out."""

    media_type = PROBLEM_MEDIA_TYPE

    def __init__(
        self,
        status: int,
        detail: str,
        *,
        instance: str | None = None,
        errors: list[FaultyField] | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        problem = Problem(
            title=HTTPStatus(status).phrase,
            status=status,
            detail=detail,
            instance=instance,
            errors=errors,
        )
        super().__init__(problem.model_dump(exclude_none=True), status, headers)


def echo(text: str) -> str:
    """Text from a request as it may appear in an error: quoted, escaped and short."""
    cut = text[:_MOST_CHARACTERS_ECHOED]
    return ascii(cut) + ("…" if len(text) > len(cut) else "")


def add_problem_handlers(app: FastAPI) -> None:
    """Make every error of the app a problem."""
    app.add_exception_handler(HTTPException, _http_problem)
    app.add_exception_handler(RequestValidationError, _validation_problem)
    app.add_exception_handler(TradingLabError, _lab_problem)


@contextmanager
def refusing() -> Iterator[None]:
    """A ConfigError within is the request's fault: 422 with its sentence."""
    try:
        yield
    except ConfigError as error:
        raise HTTPException(422, str(error)) from error


class UnforeseenFaults:
    """Answers 500 to whatever else fails, and logs it: the service's one guard around a request.

    A handler of the framework would answer outside of all middleware, and so without the headers
    that every answer has. An answer that has begun is broken off by the server.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        has_begun = False

        async def send_and_note(message: Message) -> None:
            nonlocal has_begun
            has_begun = True
            await send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            if scope["type"] != "http" or has_begun:
                raise
            _log.error("%s failed", scope["path"], exc_info=error)
            await _unforeseen_problem(scope["path"])(scope, receive, send)


_SENTENCES = {
    404: "There is nothing at {path}; /docs lists what there is.",
    405: "{path} does not answer {method}; /docs lists what it answers.",
    400: "The body could not be read as JSON.",
}


async def _http_problem(request: Request, error: Exception) -> ProblemResponse:
    http_error = error if isinstance(error, HTTPException) else HTTPException(500)
    status, detail = http_error.status_code, str(http_error.detail)
    if detail == HTTPStatus(status).phrase or status == 400:
        sentence = _SENTENCES.get(status, "The request was refused: {detail}.")
        detail = sentence.format(
            path=echo(request.url.path), method=request.method, detail=detail.lower()
        )
    headers = dict(http_error.headers or {})
    return ProblemResponse(status, detail, instance=_instance(request.url.path), headers=headers)


async def _validation_problem(request: Request, error: Exception) -> ProblemResponse:
    faults: list[Any] = list(error.errors()) if isinstance(error, RequestValidationError) else []
    fields = [
        FaultyField(where=".".join(str(part)[:40] for part in fault["loc"]), rule=fault["msg"])
        for fault in faults[:_MOST_FAULTS_TOLD]
    ]
    said = "; ".join(f"{field.where}: {field.rule}" for field in fields)
    return ProblemResponse(
        422,
        f"The request breaks a rule: {said}.",
        instance=_instance(request.url.path),
        errors=fields,
    )


async def _lab_problem(request: Request, error: Exception) -> ProblemResponse:
    _log.warning("%s cannot be answered: %s", request.url.path, error)
    detail = request.app.state.surroundings.volume.without_location(str(error))
    return ProblemResponse(503, detail, instance=_instance(request.url.path))


def _unforeseen_problem(path: str) -> ProblemResponse:
    return ProblemResponse(
        500,
        "The service failed on this request; its log holds the details.",
        instance=_instance(path),
    )


def _instance(path: str) -> str:
    return path if path.isascii() and path.isprintable() and len(path) <= 200 else "/"

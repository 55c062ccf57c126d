"""How values become an answer: their JSON, and the headers that say how fresh they are."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, urlencode

from fastapi import Request, Response
from pydantic import BaseModel, TypeAdapter

from api.schemas import Aging
from bot.domain import rfc3339
from bot.domain.freshness import Freshness

NO_DECISION_YET = "The first closed candle has not been decided on yet."
NO_TRADE_YET = "No trade has been closed yet."
_LONGEST_NOTE = 500


def object_answer(shown: Aging) -> Response:
    """One object; its `as_of`, `stale` and `message` are told by the headers too."""
    fresh = Freshness(as_of=shown.as_of, stale=shown.stale, message=shown.message)
    return _json(shown.model_dump_json().encode(), freshness_headers(fresh))


def list_answer(
    kind: type[BaseModel],
    items: Sequence[BaseModel],
    fresh: Freshness,
    *,
    next_page: str | None = None,
) -> Response:
    """A JSON array; how fresh it is, and where it goes on, stand in the headers alone."""
    headers = freshness_headers(fresh)
    if next_page is not None:
        headers["link"] = f'<{next_page}>; rel="next"'
    return _json(_list_of(kind).dump_json(list(items)), headers)


def next_page(request: Request, **changes: str | None) -> str | None:
    """The address of the page that follows: the request's own with other parameters.

    None where a change is None, since nothing follows.
    """
    if None in changes.values():
        return None
    asked = {**request.query_params, **changes}
    return f"{quote(request.url.path)}?{urlencode(asked)}"


def freshness_headers(fresh: Freshness) -> dict[str, str]:
    """As-Of (RFC 3339; absent where nothing is known), Stale (RFC 9651) and Note (ASCII)."""
    headers = {"stale": "?1" if fresh.stale else "?0"}
    if fresh.as_of is not None:
        headers["as-of"] = rfc3339(fresh.as_of)
    if fresh.message:
        headers["note"] = _in_ascii(fresh.message)
    return headers


def _in_ascii(sentence: str) -> str:
    """The sentence as a header can hold it: one line, every other character as a question mark."""
    one_line = " ".join(sentence.split())[:_LONGEST_NOTE]
    return "".join(sign if " " <= sign <= "~" else "?" for sign in one_line)


@cache
def _list_of(kind: type[BaseModel]) -> TypeAdapter[list[Any]]:
    return TypeAdapter(list[kind])  # type: ignore[valid-type]  # a type made at run time


def _json(body: bytes, headers: dict[str, str]) -> Response:
    return Response(body, media_type="application/json", headers=headers)

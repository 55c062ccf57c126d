"""What an answer says in its headers."""

from collections.abc import Mapping
from typing import Any

_Headers = dict[str, Any]


def _header(description: str, example: str, *, required: bool = False) -> dict[str, Any]:
    return {
        "description": description,
        "required": required,
        "schema": {"type": "string"},
        "example": example,
    }


HEADERS: _Headers = {
    "As-Of": _header(
        "When the bot wrote what is shown; absent where nothing is known.", "2025-03-01T13:00:02Z"
    ),
    "Stale": _header(
        "?1 where the bot has been silent for three intervals and 30 s.", "?0", required=True
    ),
    "Note": _header("A sentence, where there is something to know.", "Nothing is held."),
    "ETag": _header(
        "Of the content: in If-None-Match it makes the next answer a 304 where nothing changed.",
        'W/"1f0c6a2b7d3e"',
        required=True,
    ),
    "Link": _header(
        "Where the list goes on; absent on its last page.", '</signals?cursor=1024>; rel="next"'
    ),
    "Location": _header(
        "Where it can be asked after.",
        "/control/commands/20250301T130002000000-1f0c6a2b",
        required=True,
    ),
    "WWW-Authenticate": _header("How the token is given.", "Bearer", required=True),
    "Retry-After": _header("Seconds to wait.", "60", required=True),
}
_ALWAYS, _OF_VALUES, _OF_PAGES = ("Stale", "ETag"), ("As-Of", "Note"), ("Link",)
_PAGED_BY = {"cursor", "before"}


def say_headers(method: str, operation: Mapping[str, Any]) -> None:
    """Write into the answers of an operation which headers they have, and a GET's 304."""
    answers = operation["responses"]
    if "202" in answers:
        answers["202"]["headers"] = _references("Location")
    if method != "get":
        return
    content = answers["200"].get("content", {})
    if "text/event-stream" in content:
        return  # its events say how old they are
    names = [*_ALWAYS, *(() if "text/html" in content else _OF_VALUES)]
    if _PAGED_BY & {parameter["name"] for parameter in operation.get("parameters", ())}:
        names += _OF_PAGES
    answers["200"]["headers"] = _references(*names)
    answers["304"] = {
        "description": "Nothing has changed since the answer that If-None-Match names.",
        "headers": _references(*names),
    }


def _references(*names: str) -> _Headers:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}

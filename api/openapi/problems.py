"""The errors that a route may answer with."""

from collections.abc import Mapping
from typing import Any

from api.openapi.access import is_command, is_open
from api.problem import PROBLEM_MEDIA_TYPE

_EVERYWHERE = {
    "400": "The Host header is not on the list, or the request cannot be read.",
    "422": "A parameter or the body breaks a rule.",
    "500": "The service failed; its log holds the details.",
    "503": "The state volume cannot be read, or the bot is not ready.",
}
_WHERE_A_TOKEN_IS_ASKED_FOR = {
    "401": "The token is missing or wrong.",
    "429": "Too many wrong tokens.",
}
_HEADERS = {
    "401": {"WWW-Authenticate": {"$ref": "#/components/headers/WWW-Authenticate"}},
    "429": {"Retry-After": {"$ref": "#/components/headers/Retry-After"}},
}
_WITH_SYMBOL = {"404": "The volume holds no such symbol."}
_OF_ANY_SYMBOL = ("/news", "/optimizer/runs")
"""News may concern a symbol that is not traded, and runs one that is no more."""
_OF_A_RECORD = {"404": "No such record is kept."}
_TO_THE_BOT = {"409": "The bot could not do it."}
_OF_BACKTESTS = {
    "404": "No such backtest is kept.",
    "409": "The backtest is not in the state for it.",
    "415": "The body does not say that it is JSON.",
}
_WITH_BODY = {"413": "The body is too large."}


def problems_of(
    method: str, path: str, operation: Mapping[str, Any], schema: Mapping[str, Any]
) -> dict[str, Any]:
    """The answers that are problems, of the `schema`, by their status."""
    return {
        status: {
            "description": words,
            "content": {PROBLEM_MEDIA_TYPE: {"schema": schema}},
            **({"headers": _HEADERS[status]} if status in _HEADERS else {}),
        }
        for status, words in _words(method, path, operation).items()
    }


def _words(method: str, path: str, operation: Mapping[str, Any]) -> dict[str, str]:
    named = {parameter["name"] for parameter in operation.get("parameters", ())}
    problems = dict(_EVERYWHERE)
    if not is_open(path):
        problems |= _WHERE_A_TOKEN_IS_ASKED_FOR
    if "symbol" in named and path not in _OF_ANY_SYMBOL:
        problems |= _WITH_SYMBOL
    if named & {"trade_id", "signal_id"}:
        problems |= _OF_A_RECORD
    if is_command(method, path):
        problems |= _TO_THE_BOT
    if "backtests" in operation.get("tags", ()):
        problems |= _OF_BACKTESTS
    if "requestBody" in operation:
        problems |= _WITH_BODY
    return problems

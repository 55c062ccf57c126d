"""The schema of the service, with every error documented as a problem."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.openapi.curl_lines import curl_line
from api.problem import PROBLEM_MEDIA_TYPE, Problem
from api.schemas import Answer

VERSION = "3.0.3"  # the newest that the packaged Swagger UI reads
_VALUES = ("example", "default", "enum", "examples")
_REFERENCE = "#/components/schemas/{model}"
_EVERYWHERE = {
    "400": "The Host header is not on the list, or the request cannot be read.",
    "422": "A parameter or the body breaks a rule.",
    "500": "The service failed; its log holds the details.",
    "503": "The state volume cannot be read, or the bot is not ready.",
}
_WITH_SYMBOL = {"404": "The volume holds no such symbol."}
_OF_A_RECORD = {"404": "No such record is kept."}
_TO_THE_BOT = {
    "401": "The token is missing or wrong.",
    "409": "The bot could not do it.",
    "429": "Too many wrong tokens.",
}
_OF_BACKTESTS = {
    "404": "No such backtest is kept.",
    "409": "The backtest is not in the state for it.",
    "415": "The body does not say that it is JSON.",
}
_WITH_BODY = {"413": "The body is too large."}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the app."""
    document = get_openapi(
        title=app.title,
        version=app.version,
        description=app.description,
        routes=app.routes,
        openapi_version=VERSION,
    )
    schemas = document["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template=_REFERENCE)
    schemas |= problem.pop("$defs", {})
    schemas["Problem"] = problem
    for kind in _answers():
        extra = kind.model_config.get("json_schema_extra")
        if kind.__name__ in schemas and isinstance(extra, dict):
            schemas[kind.__name__] |= extra
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"] |= _problems(operation)
    plain: dict[str, Any] = in_3_0(document)
    named = plain["components"]["schemas"]
    for path, operations in plain["paths"].items():
        for method, operation in operations.items():
            _say_how_to_ask(operation, curl_line(method, path, operation, named))
    return plain


def _answers(root: type[Answer] = Answer) -> Iterator[type[Answer]]:
    """Every kind of answer. FastAPI leaves out of their examples what is null."""
    for kind in root.__subclasses__():
        yield kind
        yield from _answers(kind)


def _say_how_to_ask(operation: dict[str, Any], line: str) -> None:
    """The first sentence of a route is its summary; what else there is to say, and the line that
    asks it, its description."""
    sentence, _, rest = operation["description"].partition("\n\n")
    operation["summary"] = " ".join(sentence.split())
    operation["description"] = f"{rest}\n\n```sh\n{line}\n```".strip()


def in_3_0(node: Any) -> Any:
    """The node with what only OpenAPI 3.1 knows said in the words of 3.0.

    null as a type becomes `nullable`, `const` an `enum` of one, a list of examples its first.
    """
    if isinstance(node, list):
        return [in_3_0(part) for part in node]
    if not isinstance(node, dict):
        return node
    said = {key: part if key in _VALUES else in_3_0(part) for key, part in node.items()}
    if isinstance(said.get("examples"), list):
        said["example"] = said.pop("examples")[0]
    if "const" in said:
        said["enum"] = [said.pop("const")]
    return _nullable(said)


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    choices = schema.get("anyOf")
    if not isinstance(choices, list) or {"type": "null"} not in choices:
        return schema
    rest = [choice for choice in choices if choice != {"type": "null"}]
    others = {key: part for key, part in schema.items() if key != "anyOf"}
    if len(rest) > 1 or "$ref" in rest[0]:
        return {**others, "anyOf": rest, "nullable": True}
    return {**rest[0], **others, "nullable": True}


def _problems(operation: dict[str, Any]) -> dict[str, Any]:
    named = {parameter["name"] for parameter in operation.get("parameters", ())}
    problems = dict(_EVERYWHERE)
    if "symbol" in named:
        problems |= _WITH_SYMBOL
    if named & {"trade_id", "signal_id"}:
        problems |= _OF_A_RECORD
    if "control" in operation.get("tags", ()):
        problems |= _TO_THE_BOT
    if "backtests" in operation.get("tags", ()):
        problems |= _OF_BACKTESTS
    if "requestBody" in operation:
        problems |= _WITH_BODY
    schema = {"$ref": _REFERENCE.format(model="Problem")}
    return {
        status: {"description": words, "content": {PROBLEM_MEDIA_TYPE: {"schema": schema}}}
        for status, words in problems.items()
    }

"""The schema of the service, with every error documented as a problem."""

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problem import PROBLEM_MEDIA_TYPE, Problem

_REFERENCE = "#/components/schemas/{model}"
_EVERYWHERE = {
    "400": "The Host header is not on the list, or the request cannot be read.",
    "422": "A parameter or the body breaks a rule.",
    "500": "The service failed; its log holds the details.",
    "503": "The state volume cannot be read, or the bot is not ready.",
}
_WITH_SYMBOL = {"404": "The volume holds no such symbol."}
_WITH_BODY = {"413": "The body is too large."}


def describe(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of the app."""
    document = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    schemas = document["components"]["schemas"]
    problem = Problem.model_json_schema(ref_template=_REFERENCE)
    schemas |= problem.pop("$defs", {})
    schemas["Problem"] = problem
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    for operations in document["paths"].values():
        for operation in operations.values():
            operation["responses"] |= _problems(operation)
    return document


def _problems(operation: dict[str, Any]) -> dict[str, Any]:
    named = {parameter["name"] for parameter in operation.get("parameters", ())}
    told = dict(_EVERYWHERE)
    if "symbol" in named:
        told |= _WITH_SYMBOL
    if "requestBody" in operation:
        told |= _WITH_BODY
    schema = {"$ref": _REFERENCE.format(model="Problem")}
    return {
        status: {"description": words, "content": {PROBLEM_MEDIA_TYPE: {"schema": schema}}}
        for status, words in told.items()
    }

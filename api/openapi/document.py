"""The schema of the service, with every error documented as a problem."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.openapi.access import SECURITY_SCHEMES, security_of
from api.openapi.curl_lines import curl_line
from api.openapi.headers import HEADERS, say_headers
from api.openapi.problems import problems_of
from api.problem import Problem
from api.schemas import Answer

VERSION = "3.0.3"  # the newest that the packaged Swagger UI reads
_VALUES = ("example", "default", "enum", "examples")
_REFERENCE = "#/components/schemas/{model}"


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
    document["components"] |= {"headers": HEADERS, "securitySchemes": SECURITY_SCHEMES}
    reference = {"$ref": _REFERENCE.format(model="Problem")}
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            say_headers(method, operation)
            operation["responses"] |= problems_of(method, path, operation, reference)
            operation["security"] = security_of(method, path)
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
